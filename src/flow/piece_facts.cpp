// SPDX-License-Identifier: Apache-2.0
#include "flow/piece_facts.h"

#include "base/text.h"
#include "domain/cases/form.h"
#include "domain/cases/procedure.h"

namespace mingjing::flow {
namespace {

using cases::Case;

void set_text(Json& json, std::string_view name, std::string_view text) {
  if (!trim(text).empty()) json.set(name, text);
}

void set_day(Json& json, std::string_view name, const std::optional<Instant>& at) {
  if (at) json.set(name, at->date().text());
}

void set_day(Json& json, std::string_view name, const std::optional<Date>& on) {
  if (on) json.set(name, on->text());
}

void set_number(Json& json, const Case& c, DocumentId id) {
  if (const auto* document = c.document(id)) set_text(json, "number", document->number);
}

void set_verdict(Json& json, cases::Verdict verdict) {
  if (verdict == cases::Verdict::granted) json.set("granted", true);
  if (verdict == cases::Verdict::refused) json.set("refused", true);
  json.set("verdict", cases::kVerdicts[static_cast<std::size_t>(verdict)].zh);
}

Json under(std::string_view name, Json facts) {
  Json out(Json::Object{});
  out.set(name, std::move(facts));
  return out;
}

}  // namespace

void set_fact(Json& facts, std::string_view path, Json value) {
  const auto dot = path.find('.');
  if (dot == std::string_view::npos) {
    facts.set(path, std::move(value));
    return;
  }
  const auto name = path.substr(0, dot);
  const Json* found = facts.find(name);
  Json inner = found != nullptr && found->as_object() != nullptr ? *found : Json(Json::Object{});
  inner.set(path.substr(dot + 1), std::move(value));
  facts.set(name, std::move(inner));
}

Json things_json(const std::vector<cases::Thing>& things) {
  Json out(Json::Array{});
  for (const auto& thing : things) {
    Json row = Json::object({{"name", thing.name}});
    set_text(row, "specification", thing.specification);
    set_text(row, "quantity", thing.quantity);
    set_text(row, "unit", thing.unit);
    set_text(row, "state", thing.state);
    set_text(row, "place", thing.place);
    out.push(std::move(row));
  }
  return out;
}

Json citations_json(const std::vector<std::string>& list) {
  Json out(Json::Array{});
  for (const auto& text : list) out.push(Json::object({{"citation", text}}));
  return out;
}

Json preservation_facts(const Case& c, const cases::Preservation& piece) {
  Json facts(Json::Object{});
  set_text(facts, "reason", piece.reason);
  set_text(facts, "custodian", piece.custodian);
  for (const auto& thing : piece.things) {
    if (facts.text("place").empty()) set_text(facts, "place", thing.place);
  }
  set_day(facts, "approved_on", piece.decided_at);
  set_day(facts, "on", piece.carried_out_at);
  if (const auto* limit = c.obligation(cases::rule::preserve, piece.id.text())) facts.set("until", limit->due.text());
  set_number(facts, c, piece.notice);
  set_text(facts, "disposal", piece.disposal);
  set_text(facts, "disposal_note", piece.disposal_note);
  set_verdict(facts, piece.verdict);
  Json out = under("preservation", std::move(facts));
  out.set("things", things_json(piece.things));
  return out;
}

Json sampling_facts(const cases::Sampling& piece) {
  Json facts = Json::object({{"on", piece.taken_at.date().text()}});
  set_text(facts, "place", piece.place);
  set_text(facts, "method", piece.method);
  set_text(facts, "retained", piece.retained);
  Json out = under("sample", std::move(facts));
  out.set("things", things_json(piece.things));
  return out;
}

Json expert_facts(const Case& c, const cases::ExpertEntrustment& piece) {
  Json facts = Json::object({{"on", piece.entrusted_at.date().text()}});
  set_text(facts, "organisation", piece.organisation);
  set_text(facts, "qualification", piece.qualification);
  set_text(facts, "matter", piece.matter);
  set_text(facts, "opinion_no", piece.opinion_no);
  set_text(facts, "conclusion", piece.conclusion);
  if (piece.days_told > 0) facts.set("days", piece.days_told);
  set_day(facts, "given_on", piece.given_on);
  set_day(facts, "period_told_on", piece.period_told_on);
  set_day(facts, "result_told_on", piece.result_told_on);
  set_number(facts, c, piece.document);
  return under("expert", std::move(facts));
}

Json correction_facts(const Case& c, const cases::CorrectionOrder& piece) {
  Json facts = Json::object({{"on", piece.ordered_at.date().text()}, {"basis", citations_json(piece.basis)}});
  set_text(facts, "content", piece.content);
  set_day(facts, "due", piece.due);
  set_number(facts, c, piece.document);
  return under("correction", std::move(facts));
}

Json transfer_facts(const cases::Transfer& piece) {
  Json facts = Json::object({{"kind", piece.kind}, {"proposed_on", piece.proposed_at.date().text()}});
  set_text(facts, "receiver", piece.receiver);
  set_text(facts, "report", piece.report);
  set_text(facts, "reason", piece.decision_reason);
  set_day(facts, "decided_on", piece.decided_at);
  set_verdict(facts, piece.verdict);
  return under("transfer", std::move(facts));
}

Json recusal_facts(const cases::Recusal& piece) {
  Json facts = Json::object(
      {{"subject", piece.subject}, {"asked_by", piece.asked_by}, {"on", piece.asked_at.date().text()}});
  set_text(facts, "name", piece.name);
  set_text(facts, "applicant", piece.applicant);
  set_text(facts, "reason", piece.reason);
  set_text(facts, "decision_reason", piece.decision_reason);
  set_day(facts, "decided_on", piece.decided_at);
  set_verdict(facts, piece.verdict);
  return under("recusal", std::move(facts));
}

Json hearing_facts(const cases::Hearing& piece) {
  Json facts = Json::object({{"offered", true}, {"planned_at", piece.planned_at.text_zh()}});
  set_text(facts, "place", piece.place);
  set_text(facts, "host", piece.host_name);
  set_text(facts, "recorder", piece.recorder_name);
  if (!piece.is_public) {
    facts.set("closed", true);
    set_text(facts, "closed_ground",
             cases::title_of_value(cases::Act::notify_hearing, "closed_ground", piece.closed_ground));
  }
  if (piece.held_at) {
    facts.set("held_at", piece.held_at->text_zh());
    facts.set("held_on", piece.held_at->date().text());
  }
  set_text(facts, "minutes", piece.minutes);
  set_text(facts, "refusal_note", piece.refusal_note);
  set_text(facts, "report", piece.report);
  set_text(facts, "opinion", piece.report_opinion);
  return under("hearing", std::move(facts));
}

Json deferral_facts(const cases::Deferral& piece) {
  Json plan(Json::Array{});
  for (const auto& part : piece.plan) {
    plan.push(Json::object({{"due", part.due.text()}, {"amount_fen", part.amount.count}}));
  }
  Json facts = Json::object(
      {{"kind", piece.kind}, {"applied_on", piece.applied_at.date().text()}, {"plan", std::move(plan)}});
  set_text(facts, "applicant", piece.applicant);
  set_text(facts, "reason", piece.reason);
  set_verdict(facts, piece.verdict);
  return under("deferral", std::move(facts));
}

Json demand_facts(const Case& c, const cases::Demand& piece) {
  Json facts = Json::object({{"on", piece.served_at.date().text()}, {"covers_surcharge", piece.covers_surcharge}});
  set_text(facts, "content", piece.content);
  set_day(facts, "until", piece.until);
  set_number(facts, c, piece.document);
  return under("demand", std::move(facts));
}

Json court_facts(const Case& c, const cases::CourtApplication& piece) {
  Json facts = Json::object({{"on", piece.applied_at.date().text()}});
  set_text(facts, "name", piece.court);
  set_text(facts, "scope", piece.scope);
  Json out = c.demands.empty() ? Json(Json::Object{}) : demand_facts(c, c.demands.back());
  out.set("court", std::move(facts));
  return out;
}

}  // namespace mingjing::flow
