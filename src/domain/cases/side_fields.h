// Private to the case: the fields of what stands beside its main line (measures.h, hearing.h, performance.h).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cases/hearing.h"
#include "domain/cases/measures.h"
#include "domain/cases/part_io.h"
#include "domain/cases/performance.h"
#include "domain/cases/recording.h"

namespace mingjing::cases {

template <class Io>
void things(Io& io, std::vector<Thing>& v) {
  io.structs("things", v, [](auto& inner, Thing& thing) {
    inner("name", thing.name);
    inner("specification", thing.specification);
    inner("quantity", thing.quantity);
    inner("unit", thing.unit);
    inner("state", thing.state);
    inner("place", thing.place);
  });
}

template <class Io>
void fields(Io& io, Recusal& v) {
  io("id", v.id);
  io("subject", v.subject);
  io("officer", v.officer);
  io("name", v.name);
  io("asked_by", v.asked_by);
  io("applicant", v.applicant);
  io("reason", v.reason);
  io("asked_at", v.asked_at);
  io.named("verdict", v.verdict, kVerdicts);
  io("decided_at", v.decided_at);
  io("decided_by", v.decided_by);
  io("decision_reason", v.decision_reason);
}

template <class Io>
void fields(Io& io, Preservation& v) {
  io("id", v.id);
  io("reason", v.reason);
  things(io, v.things);
  io("proposed_at", v.proposed_at);
  io.named("verdict", v.verdict, kVerdicts);
  io("decided_at", v.decided_at);
  io("decided_by", v.decided_by);
  io("carried_out_at", v.carried_out_at);
  io("custodian", v.custodian);
  io("notice", v.notice);
  io("disposal", v.disposal);
  io("disposal_note", v.disposal_note);
  io("disposed_at", v.disposed_at);
}

template <class Io>
void fields(Io& io, Sampling& v) {
  io("id", v.id);
  io("taken_at", v.taken_at);
  io("place", v.place);
  io("method", v.method);
  things(io, v.things);
  io("retained", v.retained);
}

template <class Io>
void fields(Io& io, ExpertEntrustment& v) {
  io("id", v.id);
  io("organisation", v.organisation);
  io("qualification", v.qualification);
  io("matter", v.matter);
  io("entrusted_at", v.entrusted_at);
  io("days_told", v.days_told);
  io("period_told_on", v.period_told_on);
  io("document", v.document);
  io("opinion_no", v.opinion_no);
  io("conclusion", v.conclusion);
  io("given_on", v.given_on);
  io("result_told_on", v.result_told_on);
  io("evidence", v.evidence);
}

template <class Io>
void fields(Io& io, CorrectionOrder& v) {
  io("id", v.id);
  io("content", v.content);
  io("basis", v.basis);
  io("ordered_at", v.ordered_at);
  io("due", v.due);
  io("document", v.document);
  io.structs("rechecks", v.rechecks, [](auto& inner, CorrectionOrder::Recheck& recheck) {
    inner("at", recheck.at);
    inner("outcome", recheck.outcome);
    inner("text", recheck.text);
  });
}

template <class Io>
void fields(Io& io, Transfer& v) {
  io("id", v.id);
  io("kind", v.kind);
  io("receiver", v.receiver);
  io("report", v.report);
  io("team", v.team);
  io("proposed_at", v.proposed_at);
  io.named("verdict", v.verdict, kVerdicts);
  io("decided_at", v.decided_at);
  io("decided_by", v.decided_by);
  io("decision_reason", v.decision_reason);
  io("handed_over_at", v.handed_over_at);
  io("receipt", v.receipt);
  io("document", v.document);
  io("answer", v.answer);
  io("answer_no", v.answer_no);
  io("answered_on", v.answered_on);
  io.named("from", v.from, kStages);
}

template <class Io>
void fields(Io& io, Hearing& v) {
  io("id", v.id);
  io("notified_at", v.notified_at);
  io("planned_at", v.planned_at);
  io("place", v.place);
  io("is_public", v.is_public);
  io("closed_ground", v.closed_ground);
  io("host", v.host);
  io("host_user", v.host_user);
  io("host_name", v.host_name);
  io("recorder_name", v.recorder_name);
  io("notice", v.notice);
  io("outcome", v.outcome);
  io("outcome_note", v.outcome_note);
  io("held_at", v.held_at);
  io("minutes", v.minutes);
  io("minutes_signed", v.minutes_signed);
  io("refusal_note", v.refusal_note);
  io("reported_at", v.reported_at);
  io("report", v.report);
  io("report_opinion", v.report_opinion);
  io("report_document", v.report_document);
  io("parties", v.parties);
  io("agents", v.agents);
  io("attendees", v.attendees);
}

template <class Io>
void fields(Io& io, Payment& v) {
  io("id", v.id);
  io("decision", v.decision);
  io("party", v.party);
  io("paid_on", v.paid_on);
  io("amount_fen", v.amount);
  io("towards", v.towards);
  io("channel", v.channel);
  io("on_spot_ground", v.on_spot_ground);
  io("receipt_no", v.receipt_no);
  io("landed_on", v.landed_on);
  io("handed_in_on", v.handed_in_on);
  io("banked_on", v.banked_on);
  io("refund", v.refund);
}

template <class Io>
void fields(Io& io, Deferral& v) {
  io("id", v.id);
  io("decision", v.decision);
  io("party", v.party);
  io("kind", v.kind);
  io("applicant", v.applicant);
  io("reason", v.reason);
  io("applied_at", v.applied_at);
  io.structs("plan", v.plan, [](auto& inner, Deferral::Instalment& instalment) {
    inner("due", instalment.due);
    inner("amount_fen", instalment.amount);
  });
  io.named("verdict", v.verdict, kVerdicts);
  io("decided_at", v.decided_at);
  io("decided_by", v.decided_by);
  io("document", v.document);
}

template <class Io>
void fields(Io& io, Demand& v) {
  io("id", v.id);
  io("decision", v.decision);
  io("party", v.party);
  io("served_at", v.served_at);
  io("content", v.content);
  io("until", v.until);
  io("covers_surcharge", v.covers_surcharge);
  io("document", v.document);
}

template <class Io>
void fields(Io& io, CourtApplication& v) {
  io("id", v.id);
  io("decision", v.decision);
  io("party", v.party);
  io("court", v.court);
  io("applied_at", v.applied_at);
  io("scope", v.scope);
  io("covers_surcharge", v.covers_surcharge);
  io("late", v.late);
  io("document", v.document);
  io("outcome", v.outcome);
  io("outcome_on", v.outcome_on);
  io("note", v.note);
}

template <class Io>
void fields(Io& io, Remedy& v) {
  io("id", v.id);
  io("decision", v.decision);
  io("party", v.party);
  io("kind", v.kind);
  io("body", v.body);
  io("number", v.number);
  io("filed_on", v.filed_on);
  io("execution_stayed", v.execution_stayed);
  io("outcome", v.outcome);
  io("decided_on", v.decided_on);
  io("served_on", v.served_on);
  io("is_final", v.is_final);
  io("procedural", v.procedural);
  io("text", v.text);
}

template <class Io>
void fields(Io& io, GoodsDisposal& v) {
  io("id", v.id);
  io("decision", v.decision);
  things(io, v.things);
  io("way", v.way);
  io("on", v.on);
  io("receipt", v.receipt);
  io("note", v.note);
}

template <class Io>
void hand(Io& io, const std::string& step, Hand& v) {
  io(step + "_by", v.user);
  io(step + "_name", v.name);
  io(step + "_at", v.at);
}

template <class Io>
void fields(Io& io, Recording& v) {
  io("id", v.id);
  io("of", v.of);
  io("file_name", v.file_name);
  io("sha256", v.sha256);
  io("sm3", v.sm3);
  io("size", v.size);
  io("media_type", v.media_type);
  io("started_at", v.started_at);
  io("ended_at", v.ended_at);
  io("clock_offset_s", v.clock_offset_s);
  io("device", v.device);
  io("officer", v.officer);
  io("note", v.note);
  io.named("state", v.state, kRecordingStates);
  io("fault", v.fault);
  io("duration_ms", v.duration_ms);
  io("container", v.container);
  io("video", v.video);
  io("audio", v.audio);
  io("width", v.width);
  io("height", v.height);
  io("made_at", v.made_at);
  io.structs("marks", v.marks, [](auto& inner, Recording::Mark& mark) {
    inner("at_ms", mark.at_ms);
    inner("quote", mark.quote);
  });
  io.structs("lengthened", v.lengthened, [](auto& inner, Recording::Lengthening& row) {
    inner.named("to", row.to, kKeptFor);
    inner("reason", row.reason);
    hand(inner, "set", row.by);
  });
  io.structs("holds", v.holds, [](auto& inner, Recording::Hold& row) {
    inner("reason", row.reason);
    hand(inner, "set", row.set);
    inner("lift_reason", row.lift_reason);
    hand(inner, "lifted", row.lifted);
  });
  io.structs("destructions", v.destructions, [](auto& inner, Destruction& row) {
    inner.named("state", row.state, kDestructionStates);
    inner.named("kept_for", row.kept_for, kKeptFor);
    inner("ground", row.ground);
    hand(inner, "proposed", row.proposed);
    inner("reason", row.reason);
    hand(inner, "decided", row.decided);
    inner("opinion", row.opinion);
    hand(inner, "carried_out", row.carried_out);
    hand(inner, "witnessed", row.witnessed);
    inner("destroyed_at", row.destroyed_at);
    inner("bytes_kept", row.bytes_kept);
  });
}

template <class Io>
void fields(Io& io, RecordingGap& v) {
  io("id", v.id);
  io("of", v.of);
  io("from", v.from);
  io("to", v.to);
  io("reason", v.reason);
  io("text", v.text);
  io("explained_at", v.explained_at);
  io("explained_by", v.explained_by);
  io("needs_approval", v.needs_approval);
  io.named("verdict", v.verdict, kVerdicts);
  io("decided_at", v.decided_at);
  io("decided_by", v.decided_by);
  io("decision_reason", v.decision_reason);
}

}  // namespace mingjing::cases
