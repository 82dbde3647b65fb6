// SPDX-License-Identifier: Apache-2.0
#include "flow/review_case_file.h"

#include <set>

#include "base/bytes.h"
#include "base/check.h"
#include "crypto/hash.h"
#include "domain/identity/user.h"
#include "flow/fill_facts.h"
#include "flow/public_model.h"

namespace mingjing::flow {
namespace {

using supervision::FileSurroundings;
static_assert(supervision::kPublicCopy == kPublicDocument);

void read_people(ports::UnitOfWork& work, const cases::Case& c, FileSurroundings& out) {
  std::set<UserId> users;
  std::set<OfficerId> officers(c.recused.begin(), c.recused.end());
  for (const auto& handler : c.officers) officers.insert(handler.id);
  for (const auto& record : c.records) {
    users.insert(record.by);
    officers.insert(record.officers.begin(), record.officers.end());
  }
  for (const auto& round : c.reviews) users.insert(round.reviewer);
  for (const auto& hearing : c.hearings) officers.insert(hearing.host);
  if (c.decision) users.insert(c.decision->decided_by);
  for (const auto& id : users) {
    const auto stored = id.is_nil() ? std::nullopt : work.load(ports::kind::user, id.uuid());
    if (!stored) continue;
    const auto officer = identity::user_from_parts(id, stored->parts).officer;
    if (officer) out.officer_of.emplace(id, *officer);
  }
  for (const auto& id : officers) {
    const auto stored = id.is_nil() ? std::nullopt : work.load(ports::kind::officer, id.uuid());
    if (stored) out.officers.emplace(id, identity::officer_from_parts(id, stored->parts));
  }
}

void read_item(ports::UnitOfWork& work, const std::string& text, FileSurroundings& out) {
  const auto id = ItemId::parse(text);
  if (!id || out.items.contains(text)) return;
  if (const auto stored = work.load(ports::kind::item, id->uuid())) {
    out.items.emplace(text, catalog::item_from_parts(*id, stored->parts));
  }
}

void read_items(ports::UnitOfWork& work, const cases::Case& c, FileSurroundings& out) {
  read_item(work, c.item.id, out);
  if (c.proposal) {
    for (const auto& count : c.proposal->counts) read_item(work, count.item_id, out);
  }
  if (c.decision) {
    for (const auto& count : c.decision->counts) read_item(work, count.item_id, out);
  }
}

void read_documents(ports::UnitOfWork& work, const cases::Case& c, FileSurroundings& out) {
  for (const auto& document : c.documents) {
    const auto bytes = work.body(document.id.uuid());
    if (!bytes) continue;
    if (to_hex(crypto::sha256(*bytes)) != document.model_sha256) out.altered.insert(document.id);
    const auto json = parse_json(*bytes);
    auto model =
        json ? documents::document_from_json(*json) : Result<documents::DocumentModel>(refuse(Error(json.error())));
    if (model) out.documents.emplace(document.id, std::move(*model));
  }
}

// Other cases of the agency, each question a short range of keys.
constexpr int kMostElsewhere = 50;

void read_inquiries_elsewhere(ReadUnit& work, const cases::Case& c, supervision::Elsewhere& out) {
  for (const auto& record : c.records) {
    const auto span = record.act == cases::Act::record_inquiry ? cases::inquiry_span(record) : std::nullopt;
    if (!span) continue;
    for (const auto officer : record.officers) {
      const auto range = cases::inquiries_around(officer, *span);
      for (const auto& key : work.keys_between(range.kind, range.from, range.to, kMostElsewhere)) {
        auto mark = cases::read_inquiry_mark(key);
        if (mark && mark->case_no != c.case_no) out.inquiries.push_back(std::move(*mark));
      }
    }
  }
}

void read_fines_elsewhere(ReadUnit& work, const cases::Case& c, supervision::Elsewhere& out) {
  for (const auto& fine : supervision::intended_fines(c)) {
    const auto range = cases::fines_for(fine.party_name, fine.item_code);
    for (const auto& key : work.keys_between(range.kind, range.from, range.to, kMostElsewhere)) {
      auto mark = cases::read_fine_mark(key);
      if (mark && mark->case_no != c.case_no) out.fines.push_back(std::move(*mark));
    }
  }
}

void read_elsewhere(ReadUnit& work, const cases::Case& c, FileSurroundings& out) {
  auto& elsewhere = out.elsewhere.emplace();
  read_inquiries_elsewhere(work, c, elsewhere);
  read_fines_elsewhere(work, c, elsewhere);
  for (const auto& number : supervision::numbers_before(c)) {
    if (work.lookup(cases::kNumberMark, number)) elsewhere.numbers.insert(number);
  }
}

template <class Value, std::size_t N>
void named(JsonWriter& out, std::string_view name, const std::array<cases::Named<Value>, N>& names, Value value) {
  const auto& row = names[static_cast<std::size_t>(value)];
  out.member(name, row.id).member(std::string(name) + "_name", row.zh);
}

void add_shown(JsonWriter& out, const supervision::Shown& shown) {
  out.open_object().member("text", shown.text);
  if (!shown.record.is_nil()) out.member("record", shown.record.text());
  if (!shown.document.is_nil()) out.member("document", shown.document.text());
  if (!shown.evidence.is_nil()) out.member("evidence", shown.evidence.text());
  if (!shown.party.is_nil()) out.member("party", shown.party.text());
  out.close_object();
}

void add_rule(JsonWriter& out, const supervision::RuleResult& result) {
  const auto& rule = *result.rule;
  out.open_object().member("id", rule.id).member("name", rule.name).member("group", rule.group);
  out.member("group_name", supervision::FileReviewRules::built_in().group_name(rule.group));
  named(out, "severity", supervision::kRuleSeverities, rule.severity);
  named(out, "mode", supervision::kRuleModes, rule.mode);
  named(out, "result", supervision::kRuleOutcomes, result.outcome);
  out.member("points", rule.points).member("deducted", result.deducted).key("citations").open_array();
  for (const auto& citation : rule.basis) out.value(citation);
  out.close_array().key("shown").open_array();
  for (const auto& shown : result.shown) add_shown(out, shown);
  out.close_array();
  if (result.outcome == supervision::RuleOutcome::finding) out.member("advice", rule.advice);
  out.close_object();
}

}  // namespace

FileSurroundings surroundings_of(ReadUnit& work, const Services& services, const cases::Case& c) {
  FileSurroundings out;
  out.today = work.today();
  out.calendar = services.calendar.get();
  out.limits = services.limits;
  out.laws = services.known_laws;
  const AgencyId id = work.actor().agency;
  const auto stored = work.load(ports::kind::agency, id.uuid());
  MJ_CHECK(stored.has_value());
  out.agency = identity::agency_from_parts(id, stored->parts);
  read_people(work, c, out);
  read_items(work, c, out);
  read_documents(work, c, out);
  read_elsewhere(work, c, out);
  const auto intended = decision_facts(c, out.agency);
  const auto& major = catalog::MajorDecisions::built_in();
  const Date told = c.notice ? c.notice->served_at.date() : out.today;
  const Date decided = c.decision ? c.decision->decided_at.date() : out.today;
  out.hearing_right = major.hearing_right(intended, told);
  out.review_required = major.legal_review_required(intended, decided);
  return out;
}

std::string file_review_json(const cases::Case& c, const supervision::FileReview& review, Date today) {
  JsonWriter out;
  out.open_object().member("case_id", c.id.text()).member("case_no", c.case_no);
  out.member("stage", cases::to_string(c.stage())).member("stage_name", cases::name_zh(c.stage()));
  out.member("reviewed_on", today.text()).key("scores").open_array();
  for (const auto& score : review.scores) {
    out.open_object().member("model", score.model->id).member("model_name", score.model->name);
    out.member("points", score.points)
        .member("grade", score.grade->id)
        .member("grade_name", score.grade->name)
        .close_object();
  }
  out.close_array().key("counts").open_object();
  for (const auto& outcome : supervision::kRuleOutcomes) {
    std::int64_t n = 0;
    for (const auto& result : review.results) n += result.outcome == outcome.value ? 1 : 0;
    out.member(outcome.id, n);
  }
  out.close_object().key("rules").open_array();
  for (const auto& result : review.results) add_rule(out, result);
  return out.close_array().close_object().take();
}

}  // namespace mingjing::flow
