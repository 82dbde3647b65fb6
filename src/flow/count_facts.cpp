// SPDX-License-Identifier: Apache-2.0
#include "flow/count_facts.h"

#include <algorithm>

#include "base/money.h"
#include "base/text.h"
#include "flow/document_facts.h"
#include "flow/piece_facts.h"

namespace mingjing::flow {
namespace {

using cases::Case;
using cases::PartyKind;
using cases::PenaltyKind;

void set_text(Json& json, std::string_view name, std::string_view text) {
  if (!trim(text).empty()) json.set(name, text);
}

std::vector<const cases::Party*> present(const Case& c) {
  std::vector<const cases::Party*> out;
  for (const auto& party : c.parties) {
    if (party.released_reason.empty()) out.push_back(&party);
  }
  return out;
}

std::string name_of(const Case& c, PartyId id) {
  for (const auto& party : c.parties) {
    if (party.id == id) return party.name;
  }
  return c.party() == nullptr ? std::string() : c.party()->name;
}

std::string penalty_of(const cases::Count& count) {
  cases::Proposal one;
  one.kinds = count.kinds;
  one.kinds_text = count.kinds_text;
  one.fine = count.fine;
  one.illegal_gains = count.illegal_gains;
  return result_text(one);
}

Json count_json(const Case& c, const cases::Count& count) {
  Json out = Json::object({{"party", name_of(c, count.party)},
                           {"violated", citations_json(count.violated)},
                           {"basis", citations_json(count.basis)}});
  set_text(out, "item", count.item_name);
  set_text(out, "facts", count.facts);
  set_text(out, "benchmark", count.benchmark);
  set_text(out, "penalty", penalty_of(count));
  return out;
}

// What each has to pay, of all its counts together.
Json dues(const Case& c, const std::vector<const cases::Party*>& parties) {
  Json out(Json::Array{});
  for (const auto* party : parties) {
    Fen fine;
    Fen gains;
    for (const auto& count : c.proposal->counts) {
      if (count.party != party->id) continue;
      fine = fine + count.fine;
      gains = gains + count.illegal_gains;
    }
    if (fine.count == 0 && gains.count == 0) continue;
    Json row = Json::object({{"party", party->name}, {"fine_fen", fine.count}});
    if (gains.count > 0) row.set("gains_fen", gains.count);
    out.push(std::move(row));
  }
  return out;
}

Json statements(const Case& c) {
  Json out(Json::Array{});
  for (const auto& statement : c.statements) {
    if (c.notice && statement.heard_at < c.notice->served_at) continue;
    Json row = Json::object({{"party", name_of(c, statement.party)}});
    const auto* record = c.record(statement.record);
    if (statement.result == "not_made") row.set("none", true);
    if (statement.result == "waived") row.set("waived", true);
    if (statement.result == "made" && record != nullptr) {
      set_text(row, "summary", record->data.text("text"));
      set_text(row, "answer", record->data.text("review_opinion"));
    }
    out.push(std::move(row));
  }
  return out;
}

std::string_view list_of(PartyKind kind) {
  return kind == PartyKind::organisation          ? "organisation_parties"
         : kind == PartyKind::individual_business ? "business_parties"
                                                  : "natural_parties";
}

void add_parties(Json& out, const Case& c, const std::vector<const cases::Party*>& parties) {
  out.set("several", true);
  Json all(Json::Array{});
  Json others(Json::Array{});
  for (const auto kind : {PartyKind::organisation, PartyKind::individual_business, PartyKind::natural}) {
    Json list(Json::Array{});
    for (const auto* party : parties) {
      if (party->kind == kind) list.push(party_facts(*party));
    }
    out.set(list_of(kind), std::move(list));
  }
  for (const auto* party : parties) {
    all.push(party_facts(*party));
    if (party != parties.front()) others.push(party_facts(*party));
  }
  out.set("parties", std::move(all));
  out.set("other_parties", std::move(others));
  if (c.notice) {
    if (auto said = statements(c); !said.as_array()->empty()) {
      out.set("statements", std::move(said));
      out.set("statement", Json::object({{"each", true}}));
    }
  }
}

}  // namespace

Json party_facts(const cases::Party& p) {
  const bool natural = p.kind == PartyKind::natural;
  Json out = Json::object({{"kind", natural                                     ? "natural"
                                    : p.kind == PartyKind::individual_business ? "individual_business"
                                                                                : "organisation"},
                           {"name", p.name}});
  set_text(out, "address", p.address);
  set_text(out, "uscc", p.uscc);
  if (p.kind == PartyKind::organisation && !p.legal_representative.empty()) {
    out.set("representative", p.legal_representative);
    out.set("representative_post", "法定代表人");
  }
  if (p.kind == PartyKind::individual_business) set_text(out, "operator", p.legal_representative);
  if (p.kind != PartyKind::organisation) set_text(out, "citizen_id", p.citizen_no);
  if (natural) set_text(out, "phone", p.phone);
  return out;
}

void add_counts(Json& out, const Case& c) {
  const auto parties = present(c);
  if (parties.size() > 1) add_parties(out, c, parties);
  if (!c.proposal || c.proposal->counts.empty()) return;
  Json counts(Json::Array{});
  for (const auto& count : c.proposal->counts) counts.push(count_json(c, count));
  out.set("counts", std::move(counts));
  if (parties.size() > 1) out.set("dues", dues(c, parties));
}

}  // namespace mingjing::flow
