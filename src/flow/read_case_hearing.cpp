// SPDX-License-Identifier: Apache-2.0
#include "flow/read_case_hearing.h"

#include "domain/cases/form.h"
#include "flow/json_fields.h"

namespace mingjing::flow {
namespace {

using cases::Case;

void party(JsonWriter& out, const Case& c, PartyId id) {
  optional_id(out, "party_id", id);
  if (const auto* row = c.party(id)) out.member("party_name", row->name);
}

std::string service_of_zh(std::string_view of) {
  if (of == "notice") return "行政处罚告知书";
  if (of == "decision") return "决定书";
  if (of == "hearing_notice") return "听证通知书";
  if (of == "correction") return "责令改正通知书";
  return of == "demand" ? "催告书" : "延期分期缴纳通知书";
}

std::string hearing_outcome_zh(std::string_view outcome) {
  if (outcome.empty()) return "待举行";
  if (outcome == "postponed") return "已改期";
  if (outcome == "withdrawn") return "申请已撤回";
  return cases::title_of_value(cases::Act::hold_hearing, "outcome", outcome);
}

}  // namespace

void counts_json(JsonWriter& out, const Case& c, const std::vector<cases::Count>& counts) {
  if (counts.empty()) return;
  out.key("counts").open_array();
  for (const auto& count : counts) {
    out.open_object();
    party(out, c, count.party);
    optional_text(out, "item_id", count.item_id);
    optional_text(out, "item_code", count.item_code);
    optional_text(out, "item_name", count.item_name);
    out.member("facts", count.facts);
    kinds(out, count.kinds);
    optional_text(out, "kinds_text", count.kinds_text);
    amounts(out, count.fine, count.illegal_gains, count.property_value);
    texts(out, "violated", count.violated);
    texts(out, "basis", count.basis);
    optional_text(out, "benchmark", count.benchmark);
    optional_text(out, "mitigation_ground", count.mitigation_ground);
    optional_text(out, "mitigation_reason", count.mitigation_reason);
    out.close_object();
  }
  out.close_array();
}

void told_json(JsonWriter& out, const Case& c, const cases::Notice& notice) {
  out.key("told").open_array();
  for (const auto& one : notice.told) {
    out.open_object();
    party(out, c, one.party);
    instant(out, "served_at", one.served_at);
    optional_id(out, "document", one.document);
    kinds(out, one.kinds);
    amounts(out, one.fine, one.illegal_gains, one.property_value);
    out.member("hearing", id_of(cases::kHearingStates, one.hearing));
    out.member("hearing_name", zh_of(cases::kHearingStates, one.hearing));
    optional_instant(out, "requested_at", one.requested_at);
    optional_text(out, "request_form", one.request_form);
    optional_text(out, "applicant", one.applicant);
    out.close_object();
  }
  out.close_array();
}

void statements_json(JsonWriter& out, const Case& c) {
  out.key("statements").open_array();
  for (const auto& row : c.statements) {
    out.open_object().member("id", row.id.text());
    party(out, c, row.party);
    instant(out, "heard_at", row.heard_at);
    out.member("result", row.result);
    out.member("result_name", cases::title_of_value(cases::Act::hear_statement, "result", row.result));
    out.key("answered").value(row.answered);
    if (!row.adopted.empty()) {
      out.member("adopted", row.adopted);
      out.member("adopted_name", cases::title_of_value(cases::Act::hear_statement, "adopted", row.adopted));
    }
    optional_id(out, "record", row.record);
    out.close_object();
  }
  out.close_array();
}

void services_json(JsonWriter& out, const Case& c) {
  out.key("services").open_array();
  for (const auto& row : c.services) {
    out.open_object().member("id", row.id.text()).member("of", row.of).member("of_name", service_of_zh(row.of));
    optional_id(out, "document", row.document);
    party(out, c, row.party);
    out.member("method", row.method);
    out.member("method_name", cases::title_of_value(cases::Act::serve_decision, "method", row.method));
    instant(out, "started_at", row.started_at);
    if (row.delivered_at) {
      instant(out, "delivered_at", *row.delivered_at);
      out.member("delivered_on", row.delivered_at->date().text());
    }
    optional_text(out, "recipient", row.recipient);
    optional_text(out, "recipient_relation", row.recipient_relation);
    optional_text(out, "place", row.place);
    optional_text(out, "receipt", row.receipt);
    optional_text(out, "witness", row.witness);
    out.key("recorded_on_video").value(row.recorded_on_video);
    out.key("left_at_domicile").value(row.left_at_domicile);
    optional_text(out, "sent_through", row.sent_through);
    optional_date(out, "announced_on", row.announced_on);
    optional_text(out, "announcement_ground", row.announcement_ground);
    optional_text(out, "announced_in", row.announced_in);
    optional_text(out, "online_channel", row.online_channel);
    optional_text(out, "reason", row.reason);
    out.close_object();
  }
  out.close_array();
}

void hearings_json(JsonWriter& out, const Case& c) {
  out.key("hearings").open_array();
  for (const auto& row : c.hearings) {
    out.open_object().member("id", row.id.text());
    instant(out, "notified_at", row.notified_at);
    instant(out, "planned_at", row.planned_at);
    out.member("place", row.place).key("public").value(row.is_public);
    optional_text(out, "closed_ground", row.closed_ground);
    optional_id(out, "host_id", row.host);
    optional_id(out, "host_user_id", row.host_user);
    out.member("host_name", row.host_name).member("recorder_name", row.recorder_name);
    optional_id(out, "notice", row.notice);
    out.key("parties").open_array();
    for (const auto& id : row.parties) out.value(id.text());
    out.close_array();
    optional_text(out, "outcome", row.outcome);
    out.member("outcome_name", hearing_outcome_zh(row.outcome));
    optional_text(out, "outcome_note", row.outcome_note);
    optional_instant(out, "held_at", row.held_at);
    texts(out, "agents", row.agents);
    optional_text(out, "attendees", row.attendees);
    optional_text(out, "minutes", row.minutes);
    out.key("minutes_signed").value(row.minutes_signed);
    optional_text(out, "refusal_note", row.refusal_note);
    optional_instant(out, "reported_at", row.reported_at);
    optional_text(out, "report", row.report);
    optional_text(out, "report_opinion", row.report_opinion);
    optional_id(out, "report_document", row.report_document);
    out.close_object();
  }
  out.close_array();
}

}  // namespace mingjing::flow
