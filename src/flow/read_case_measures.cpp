// SPDX-License-Identifier: Apache-2.0
#include "flow/read_case_measures.h"

#include "domain/cases/form.h"
#include "flow/json_fields.h"

namespace mingjing::flow {
namespace {

using cases::Act;

void verdict(JsonWriter& out, cases::Verdict v) {
  out.member("verdict", id_of(cases::kVerdicts, v)).member("verdict_name", zh_of(cases::kVerdicts, v));
}

// The id and what the form calls it: subject, subject_name.
void choice(JsonWriter& out, Act act, const std::string& field, const std::string& value, const char* name = nullptr) {
  if (value.empty()) return;
  const std::string member = name == nullptr ? field : name;
  out.member(member, value).member(member + "_name", cases::title_of_value(act, field, value));
}

void things(JsonWriter& out, const std::vector<cases::Thing>& list) {
  out.key("things").open_array();
  for (const auto& thing : list) {
    out.open_object().member("name", thing.name).member("quantity", thing.quantity);
    optional_text(out, "specification", thing.specification);
    optional_text(out, "unit", thing.unit);
    optional_text(out, "state", thing.state);
    optional_text(out, "place", thing.place);
    out.close_object();
  }
  out.close_array();
}

void write(JsonWriter& out, const cases::Recusal& r) {
  choice(out, Act::apply_recusal, "subject", r.subject);
  optional_id(out, "officer", r.officer);
  optional_text(out, "name", r.name);
  choice(out, Act::apply_recusal, "asked_by", r.asked_by);
  optional_text(out, "applicant", r.applicant);
  out.member("reason", r.reason);
  instant(out, "asked_at", r.asked_at);
  verdict(out, r.verdict);
  optional_instant(out, "decided_at", r.decided_at);
  optional_text(out, "decision_reason", r.decision_reason);
}

void write(JsonWriter& out, const cases::Preservation& r) {
  out.member("reason", r.reason);
  things(out, r.things);
  instant(out, "proposed_at", r.proposed_at);
  verdict(out, r.verdict);
  optional_instant(out, "decided_at", r.decided_at);
  optional_instant(out, "carried_out_at", r.carried_out_at);
  optional_text(out, "custodian", r.custodian);
  optional_id(out, "notice", r.notice);
  choice(out, Act::dispose_preservation, "outcome", r.disposal, "disposal");
  optional_text(out, "disposal_note", r.disposal_note);
  optional_instant(out, "disposed_at", r.disposed_at);
  out.key("open").value(r.is_open());
}

void write(JsonWriter& out, const cases::Sampling& r) {
  instant(out, "taken_at", r.taken_at);
  out.member("place", r.place).member("method", r.method);
  things(out, r.things);
  optional_text(out, "retained", r.retained);
}

void write(JsonWriter& out, const cases::ExpertEntrustment& r) {
  out.member("organisation", r.organisation).member("qualification", r.qualification).member("matter", r.matter);
  instant(out, "entrusted_at", r.entrusted_at);
  out.member("days_told", r.days_told);
  optional_date(out, "period_told_on", r.period_told_on);
  optional_id(out, "document", r.document);
  optional_text(out, "opinion_no", r.opinion_no);
  optional_text(out, "conclusion", r.conclusion);
  optional_date(out, "given_on", r.given_on);
  optional_date(out, "result_told_on", r.result_told_on);
  optional_id(out, "evidence", r.evidence);
}

void write(JsonWriter& out, const cases::CorrectionOrder& r) {
  out.member("content", r.content);
  texts(out, "basis", r.basis);
  instant(out, "ordered_at", r.ordered_at);
  optional_date(out, "due", r.due);
  optional_id(out, "document", r.document);
  out.key("rechecks").open_array();
  for (const auto& recheck : r.rechecks) {
    out.open_object();
    instant(out, "at", recheck.at);
    choice(out, Act::recheck_correction, "result", recheck.outcome);
    out.member("text", recheck.text).close_object();
  }
  out.close_array();
}

void write(JsonWriter& out, const cases::Transfer& r) {
  choice(out, Act::propose_transfer, "kind", r.kind);
  out.member("receiver", r.receiver).member("report", r.report);
  out.key("team").open_array();
  for (const auto& officer : r.team) out.value(officer.text());
  out.close_array();
  instant(out, "proposed_at", r.proposed_at);
  verdict(out, r.verdict);
  optional_instant(out, "decided_at", r.decided_at);
  optional_text(out, "decision_reason", r.decision_reason);
  optional_instant(out, "handed_over_at", r.handed_over_at);
  optional_text(out, "receipt", r.receipt);
  optional_id(out, "document", r.document);
  choice(out, Act::record_transfer_answer, "outcome", r.answer, "answer");
  optional_text(out, "answer_no", r.answer_no);
  optional_date(out, "answered_on", r.answered_on);
}

template <class Row>
void rows(JsonWriter& out, std::string_view name, const std::vector<Row>& list) {
  out.key(name).open_array();
  for (const auto& row : list) {
    out.open_object().member("id", row.id.text());
    write(out, row);
    out.close_object();
  }
  out.close_array();
}

void grounds(JsonWriter& out, const std::vector<cases::TermChoice>& list) {
  out.key("term_grounds").open_array();
  for (const auto& ground : list) {
    out.open_object().member("id", ground.id).member("kind", ground.suspends ? "suspend" : "extend");
    out.member("name", ground.name).member("citation", ground.citation).member("days_max", ground.days_max);
    out.member("times_max", ground.times_max).member("used", ground.used).close_object();
  }
  out.close_array();
}

}  // namespace

void write_measures(JsonWriter& out, const cases::Case& c, const cases::Facts& facts) {
  rows(out, "recusals", c.recusals);
  rows(out, "preservations", c.preservations);
  rows(out, "samplings", c.samplings);
  rows(out, "entrustments", c.entrustments);
  rows(out, "corrections", c.corrections);
  rows(out, "transfers", c.transfers);
  grounds(out, facts.measures.term_grounds);
}

}  // namespace mingjing::flow
