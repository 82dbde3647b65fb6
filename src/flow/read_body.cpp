// SPDX-License-Identifier: Apache-2.0
#include "flow/read_body.h"

#include <algorithm>

#include "base/text.h"
#include "domain/catalog/item.h"

namespace mingjing::flow {
namespace {

std::string tidy(const Json& json, std::string_view name) { return fold_width(trim(json.text(name))); }

std::vector<std::string> texts(const Json::Array& items) {
  std::vector<std::string> out;
  for (const auto& item : items) {
    if (const auto* text = item.as_string()) out.push_back(*text);
  }
  return out;
}

}  // namespace

cases::Party read_party(const Json& json) {
  cases::Party out;
  out.kind = cases::parse_named(cases::kPartyKinds, json.text("kind")).value_or(cases::PartyKind::organisation);
  out.name = trim(json.text("name"));
  out.uscc = tidy(json, "uscc");
  out.legal_representative = trim(json.text("legal_representative"));
  out.is_minor = json.flag("is_minor");
  out.e_service_consent = json.flag("e_service_consent");
  out.citizen_no = tidy(json, "citizen_no");
  out.phone = tidy(json, "phone");
  out.address = trim(json.text("address"));
  out.bank_account = tidy(json, "bank_account");
  out.birth_date = json.text("birth_date");
  return out;
}

std::vector<cases::PenaltyKind> read_kinds(const Json::Array& ids) {
  std::vector<cases::PenaltyKind> out;
  for (const auto& id : ids) {
    const auto kind = id.as_string() ? cases::parse_penalty_kind(*id.as_string()) : std::nullopt;
    if (kind) out.push_back(*kind);
  }
  return out;
}

cases::Proposal read_proposal(const Json& json) {
  cases::Proposal out;
  out.outcome = json.text("outcome");
  out.facts = json.text("facts");
  out.reasons = json.text("reasons");
  out.kinds = read_kinds(json.items("kinds"));
  out.kinds_text = json.text("kinds_text");
  out.fine = Fen{json.integer("fine_fen")};
  out.illegal_gains = Fen{json.integer("illegal_gains_fen")};
  out.property_value = Fen{json.integer("property_value_fen")};
  out.violated = texts(json.items("violated"));
  out.basis = texts(json.items("basis"));
  out.benchmark = json.text("benchmark");
  out.benchmark_reason = json.text("benchmark_reason");
  out.mitigation_ground = json.text("mitigation_ground");
  out.mitigation_reason = json.text("mitigation_reason");
  return out;
}

std::optional<Date> read_date(const Json& body, std::string_view name) { return Date::parse(body.text(name)); }

Status read_case_facts(ActContext& context) {
  const Json& body = context.body;
  auto& draft = context.draft;
  if (auto cause = body.text("cause"); !cause.empty()) draft.cause = trim(cause);
  if (auto text = body.text("item_id"); !text.empty()) {
    const auto id = ItemId::parse(text);
    const auto stored = id ? context.work.load(ports::kind::item, id->uuid()) : std::nullopt;
    if (!stored) return invalid("没有这个执法事项，请从事项清单中选择。", "item_id");
    const auto item = catalog::item_from_parts(*id, stored->parts);
    if (!item.active) return invalid("这个执法事项已停用，请另选。", "item_id");
    draft.item.id = text;
    draft.item.code = item.code;
    draft.item.name = item.name;
  }
  if (auto text = body.text("unit_id"); !text.empty()) {
    const auto id = UnitId::parse(text);
    const auto agency = load_agency(context);
    const auto* unit = id ? agency.find_unit(*id) : nullptr;
    if (unit == nullptr || !unit->active) return invalid("没有这个内设机构，请从列表中选择。", "unit_id");
    draft.unit = *id;
  } else if (draft.unit.is_nil()) {
    draft.unit = context.work.actor().unit;
  }
  if (auto date = read_date(body, "discovered_on")) draft.discovered_on = date;
  if (auto text = body.text("discovered_by"); !text.empty()) draft.discovered_by = text;
  if (auto date = read_date(body, "violation_ended_on")) draft.violation_ended_on = date;
  if (body.find("five_year_limitation") != nullptr) draft.five_year_limitation = body.flag("five_year_limitation");
  if (body.find("discussion_required") != nullptr) draft.discussion_required = body.flag("discussion_required");
  if (body.find("tags") != nullptr) draft.tags = texts(body.items("tags"));
  if (const Json* party = body.find("party"); party != nullptr && party->as_object() != nullptr) {
    auto read = read_party(*party);
    const auto first = std::find_if(draft.parties.begin(), draft.parties.end(),
                                    [](const cases::Party& row) { return row.released_reason.empty(); });
    if (first == draft.parties.end()) {
      read.id = PartyId(context.work.new_id());
      draft.parties.push_back(std::move(read));
    } else {
      read.id = first->id;
      *first = std::move(read);
    }
  }
  return {};
}

Json without_party_secrets(const Json& body) {
  Json out(Json::Object{});
  for (const auto& [name, value] : *body.as_object()) {
    if (name != "party") {
      out.set(name, value);
      continue;
    }
    Json party(Json::Object{});
    for (const auto name_kept : {"kind", "name", "uscc"}) {
      if (const Json* kept = value.find(name_kept)) party.set(name_kept, *kept);
    }
    out.set("party", std::move(party));
  }
  return out;
}

}  // namespace mingjing::flow
