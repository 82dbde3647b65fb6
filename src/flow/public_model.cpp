// SPDX-License-Identifier: Apache-2.0
#include "flow/public_model.h"

#include <algorithm>

#include "base/check.h"
#include "domain/disclosure/display.h"
#include "domain/disclosure/grounds.h"
#include "flow/document_facts.h"
#include "law/citation.h"

namespace mingjing::flow {
namespace {

using disclosure::PartyKind;
using disclosure::ValueKind;

PartyKind party_kind(const cases::Party& party) {
  switch (party.kind) {
    case cases::PartyKind::natural: return PartyKind::natural;
    case cases::PartyKind::individual_business: return PartyKind::individual_business;
    case cases::PartyKind::organisation: return PartyKind::organisation;
  }
  return PartyKind::natural;
}

std::vector<disclosure::CitedProvision> provisions(ActContext& context, const std::vector<std::string>& list) {
  std::vector<disclosure::CitedProvision> out;
  for (const auto& text : list) {
    disclosure::CitedProvision row;
    row.citation = text;
    if (const auto citation = law::Citation::parse(text)) {
      row.law = citation->law;
      row.article = citation->article;
      row.article_sub = citation->article_sub;
      row.paragraph = citation->paragraph;
      row.item = citation->item;
      if (context.services.known_laws != nullptr) {
        const auto found = context.services.known_laws->resolve(citation->law, context.draft.decision->decided_at.date());
        if (found && found->version->text_stored && found->version->adopted_on) {
          row.version = found->version->adopted_on->text();
        }
      }
    }
    out.push_back(std::move(row));
  }
  return out;
}

void add_party(const cases::Party& party, disclosure::MaskingInput& input) {
  const auto kind = party_kind(party);
  if (kind != PartyKind::organisation) {
    input.values.push_back({ValueKind::home_address, party.address});
    input.values.push_back({ValueKind::citizen_id, party.citizen_no});
  }
  if (kind == PartyKind::natural) {
    input.values.push_back({ValueKind::party_name, party.name});
  } else {
    input.keep.push_back(party.name);
  }
  input.values.push_back(
      {kind == PartyKind::individual_business ? ValueKind::operator_name : ValueKind::representative_name,
       party.legal_representative});
  input.values.push_back({ValueKind::phone, party.phone});
  input.values.push_back({ValueKind::bank_account, party.bank_account});
}

// 被询问人 and others named in records: natural persons who are not the punished party.
void add_people(const cases::Case& c, std::vector<disclosure::KnownValue>& values) {
  for (const auto& record : c.records) {
    if (record.act == cases::Act::record_inquiry) {
      const bool witness = record.data.text("subject_role") == "witness";
      values.push_back({witness ? ValueKind::witness_name : ValueKind::person_name, record.data.text("subject")});
    }
    if (record.act == cases::Act::record_on_site) values.push_back({ValueKind::witness_name, record.data.text("witness")});
    for (const auto name : {"recipient", "applicant"}) {
      values.push_back({ValueKind::person_name, record.data.text(name)});
    }
  }
}

}  // namespace

Result<disclosure::Masked> mask_decision(ActContext& context) {
  const auto& draft = context.draft;
  const auto stored = context.work.body(draft.decision->document.uuid());
  MJ_CHECK(stored.has_value());
  const auto model = documents::document_from_json(*parse_json(*stored));
  MJ_CHECK(model.has_value());
  disclosure::MaskingInput input;
  input.party = party_kind(*draft.party());
  input.on = context.on();
  input.keep = {load_agency(context).name};
  for (const auto& party : draft.parties) {
    input.minor = input.minor || party.is_minor;
    add_party(party, input);
  }
  add_people(draft, input.values);
  std::erase_if(input.values, [&](const auto& v) {
    return v.value.empty() || std::any_of(draft.parties.begin(), draft.parties.end(), [&](const auto& party) {
             return party.kind == cases::PartyKind::organisation && v.value == party.name;
           });
  });
  return disclosure::mask(*model, input);
}

Result<disclosure::Publication> describe_publication(ActContext& context, const documents::DocumentModel& masked,
                                                     std::vector<disclosure::PublicFile> files) {
  const auto& draft = context.draft;
  const auto& decision = *draft.decision;
  const auto& party = *draft.party();
  const auto agency = load_agency(context);
  disclosure::Publication out;
  out.id = decision.id;
  out.number = decision.number;
  out.agency_uscc = agency.uscc;
  out.agency_name = agency.name;
  out.party_kind = party_kind(party);
  out.party_name = disclosure::public_party_name(out.party_kind, party.name);
  if (out.party_kind == PartyKind::organisation) out.party_uscc = party.uscc;
  out.cause = draft.cause;
  out.title = out.party_name + draft.cause + "案";
  out.basis = provisions(context, decision.basis);
  out.violated = provisions(context, draft.proposal->violated);
  out.result_text = result_text(*draft.proposal);
  out.result_kinds = kind_ids(decision.kinds);
  out.amount = decision.fine + decision.illegal_gains;
  out.decided_on = decision.decided_at.date();
  out.published_on = context.on();
  out.body = masked;
  out.files = std::move(files);
  // Facts and remedy are read out of the masked document itself, so that nothing can say more than it.
  out.facts = draft.publication.model.text("facts");
  for (const auto& block : masked.blocks) {
    const std::string text = documents::plain(block.text);
    if (out.facts.empty() && text.starts_with("经查，")) out.facts = text.substr(std::string_view("经查，").size());
    if (text.find("申请行政复议") != std::string::npos && text.starts_with("如不服")) out.remedy = text;
  }
  if (out.facts.empty()) out.facts = draft.cause;
  disclosure::DisplayQuestion question;
  question.document_date = out.decided_on;
  question.kinds = out.result_kinds;
  out.display_until = disclosure::display_term(question).until;
  if (const auto set = Date::parse(draft.publication.model.text("display_until"))) out.display_until = *set;
  for (const auto& r : draft.publication.model.items("removals")) {
    out.removals.push_back({r.text("rule"), r.text("name"), r.text("citation"), r.text("where"), r.text("replacement"),
                            static_cast<std::size_t>(r.integer("count"))});
  }
  return out;
}

std::vector<std::string> party_values(const cases::Case& c) {
  std::vector<std::string> out;
  for (const auto& p : c.parties) {
    for (const auto& value : {p.name, p.legal_representative, p.citizen_no, p.phone, p.bank_account}) {
      if (!value.empty()) out.push_back(value);
    }
    if (p.kind != cases::PartyKind::organisation && !p.address.empty()) out.push_back(p.address);
  }
  return out;
}

disclosure::LeakScope leak_scope(ActContext& context, std::vector<std::string> removed) {
  disclosure::LeakScope scope;
  scope.known = std::move(removed);
  const AgencyId id = context.work.actor().agency;
  if (const auto stored = context.work.load(ports::kind::agency, id.uuid())) {
    const auto agency = identity::agency_from_parts(id, stored->parts);
    const Json settings = settings_of(stored->parts);
    scope.allowed = {agency.uscc, agency.telephone, agency.address};
    if (const Json* payment = settings.find("payment")) {
      for (const auto name : {"account", "bank_address", "code"}) scope.allowed.push_back(payment->text(name));
    }
  }
  for (const auto& party : context.draft.parties) {
    if (party.kind != cases::PartyKind::organisation) continue;
    scope.allowed.push_back(party.uscc);
    scope.allowed.push_back(party.address);
  }
  std::erase(scope.allowed, std::string());
  return scope;
}

std::string tombstone_json(ActContext& context) {
  const auto& draft = context.draft;
  const auto agency = load_agency(context);
  const auto* reason = disclosure::takedown_reason(draft.publication.takedown_reason);
  return canonical(Json::object({
      {"id", draft.decision->id.text()},
      {"number", draft.decision->number},
      {"agency", Json::object({{"name", agency.name}, {"uscc", agency.uscc}})},
      {"decided_on", draft.decision->decided_at.date().text()},
      {"taken_down_on", context.on().text()},
      {"reason", draft.publication.takedown_reason},
      {"reason_name", reason == nullptr ? std::string() : std::string(reason->name)},
      {"citation", reason == nullptr ? std::string() : std::string(reason->citation)},
      {"text", draft.publication.takedown_text},
  }));
}

}  // namespace mingjing::flow
