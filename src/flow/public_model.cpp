// SPDX-License-Identifier: Apache-2.0
#include "flow/public_model.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "domain/cases/account.h"
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

// 变更: what holds instead of the decided amounts.
std::string change_text(const cases::Case& c) {
  if (c.decision->overturned != "changed" || c.decision->changes.empty()) return {};
  const auto& last = c.decision->changes.back();
  Fen fine, gains;
  for (const auto& account : cases::accounts(c, last.on)) {
    fine = fine + account.fine;
    gains = gains + account.illegal_gains;
  }
  const std::string_view by = last.by == "reconsideration" ? "经行政复议"
                              : last.by == "litigation"    ? "经行政诉讼"
                                                           : "由作出决定的机关";
  std::string out = std::string(by) + "于" + last.on.text_zh() + "变更：罚款 " + format_yuan(fine) + " 元";
  if (c.decision->illegal_gains.count > 0) out += "；没收违法所得 " + format_yuan(gains) + " 元";
  return out;
}

// All that the case knows and the public must not.
disclosure::MaskingInput masking_input(ActContext& context, const cases::Publication& publication) {
  const auto& draft = context.draft;
  disclosure::MaskingInput input;
  for (auto line : split(publication.hidden, '\n')) {
    if (const auto text = trim(line); !text.empty()) input.values.push_back({ValueKind::improper, std::string(text)});
  }
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
  return input;
}

}  // namespace

disclosure::DisplayTerm display_of(const cases::Case& c) {
  disclosure::DisplayQuestion question;
  question.document_date = c.decision->decided_at.date();
  question.kinds = kind_ids(c.decision->kinds);
  return disclosure::display_term(question);
}

documents::DocumentModel decided_model(ActContext& context) {
  const auto stored = context.work.body(context.draft.decision->document.uuid());
  MJ_CHECK(stored.has_value());
  auto model = documents::document_from_json(*parse_json(*stored));
  MJ_CHECK(model.has_value());
  const auto change = change_text(context.draft);
  if (change.empty()) return std::move(*model);
  // First of all what holds now; the text as it was decided follows.
  const std::string note = "本决定" + change + "。以下为作出决定时的内容，与变更不一致的，以变更为准。";
  documents::Block block;
  block.kind = documents::Block::Kind::paragraph;
  block.text = {{note, documents::Span::Style::plain, {}}};
  block.indent = 2;
  model->blocks.insert(model->blocks.begin(), std::move(block));
  return std::move(*model);
}

Result<disclosure::Masked> mask_decision(ActContext& context, const cases::Publication& publication) {
  return disclosure::mask(decided_model(context), masking_input(context, publication));
}

Result<disclosure::Publication> describe_publication(ActContext& context, const cases::Publication& publication,
                                                     const documents::DocumentModel& masked,
                                                     std::vector<disclosure::PublicFile> files) {
  const auto& draft = context.draft;
  const auto& decision = *draft.decision;
  const auto& party = *draft.party();
  const auto agency = load_agency(context);
  disclosure::Publication out;
  out.id = publication.id.is_nil() ? decision.id : publication.id;
  if (!publication.replaces.is_nil()) out.replaces_id = publication.replaces;
  out.number = decision.number;
  out.agency_uscc = agency.uscc;
  out.agency_name = agency.name;
  out.party_kind = party_kind(party);
  out.party_name = disclosure::public_party_name(out.party_kind, party.name);
  if (out.party_kind == PartyKind::organisation) out.party_uscc = party.uscc;
  const auto lines = disclosure::mask_lines({draft.cause, result_text(*draft.proposal), publication.model.text("facts")},
                                            masking_input(context, publication));
  out.cause = lines[0];
  out.title = out.party_name + out.cause + "案";
  out.basis = provisions(context, decision.basis);
  out.violated = provisions(context, draft.proposal->violated);
  out.result_text = lines[1];
  out.result_kinds = kind_ids(decision.kinds);
  out.amount = decision.fine + decision.illegal_gains;
  if (const auto change = change_text(draft); !change.empty()) {
    out.result_text += "。本决定" + change;
    out.amount = {};
    for (const auto& account : cases::accounts(draft, context.on())) out.amount = out.amount + account.fine + account.illegal_gains;
  }
  out.decided_on = decision.decided_at.date();
  out.published_on = context.on();
  out.body = masked;
  out.files = std::move(files);
  // Facts and remedy are read out of the masked document itself, so that nothing can say more than it.
  out.facts = lines[2];
  for (const auto& block : masked.blocks) {
    const std::string text = documents::plain(block.text);
    if (out.facts.empty() && text.starts_with("经查，")) out.facts = text.substr(std::string_view("经查，").size());
    if (text.find("申请行政复议") != std::string::npos && text.starts_with("如不服")) out.remedy = text;
  }
  if (out.facts.empty()) out.facts = out.cause;
  out.display_until = display_of(draft).until;
  if (const auto set = Date::parse(publication.model.text("display_until"))) out.display_until = *set;
  for (const auto& r : publication.model.items("removals")) {
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

void allow_agency(ports::UnitOfWork& work, disclosure::LeakScope& scope) {
  const AgencyId id = work.actor().agency;
  const auto stored = work.load(ports::kind::agency, id.uuid());
  if (!stored) return;
  const auto agency = identity::agency_from_parts(id, stored->parts);
  const Json settings = settings_of(stored->parts);
  scope.allowed.insert(scope.allowed.end(), {agency.uscc, agency.telephone, agency.address});
  if (const Json* payment = settings.find("payment")) {
    for (const auto name : {"account", "bank_address", "code"}) scope.allowed.push_back(payment->text(name));
  }
  std::erase(scope.allowed, std::string());
}

disclosure::LeakScope leak_scope(ActContext& context, std::vector<std::string> removed) {
  disclosure::LeakScope scope;
  scope.known = std::move(removed);
  allow_agency(context.work, scope);
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
      {"id", draft.public_id().text()},
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
