// Private to the case: the fields of each of its structs, for writing and reading (part_io.h). A member that is not
// named here is not stored.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cases/case.h"
#include "domain/cases/part_io.h"

namespace mingjing::cases {

template <class Io>
void fields(Io& io, Party& v) {
  io("id", v.id);
  io.named("kind", v.kind, kPartyKinds);
  io("name", v.name);
  io("uscc", v.uscc);
  io("legal_representative", v.legal_representative);
  io("is_minor", v.is_minor);
  io("e_service_consent", v.e_service_consent);
  io.secret("citizen_no", v.citizen_no);
  io.secret("phone", v.phone);
  io.secret("bank_account", v.bank_account);
  io.secret("birth_date", v.birth_date);
  io("released_reason", v.released_reason);
  // The address of an organisation is public; a person's, or a small business's, may be a home.
  if (v.kind == PartyKind::organisation) {
    io("address", v.address);
  } else {
    io.secret("address", v.address);
  }
}

template <class Io>
void fields(Io& io, CaseOfficer& v) {
  io("id", v.id);
  io("name", v.name);
  io("certificate_no", v.certificate_no);
  io("role", v.role);
  io("since", v.since);
}

template <class Io>
void fields(Io& io, Record& v) {
  io("id", v.id);
  io.named("act", v.act, kActs);
  io("occurred_at", v.occurred_at);
  io("recorded_at", v.recorded_at);
  io("late_reason", v.late_reason);
  io("marks", v.marks);
  io("officers", v.officers);
  io("certificate_shown", v.certificate_shown);
  io("by", v.by);
  io("data", v.data);
  io.secrets(v.secrets);
  io("matter", v.matter);
}

template <class Io>
void fields(Io& io, Evidence& v) {
  io("id", v.id);
  io.named("kind", v.kind, kEvidenceKinds);
  io("name", v.name);
  io("file_name", v.file_name);
  io("sha256", v.sha256);
  io("sm3", v.sm3);
  io("size", v.size);
  io("media_type", v.media_type);
  io("origin", v.origin);
  io("proves", v.proves);
  io("obtained_at", v.obtained_at);
  io("officers", v.officers);
  io("before_filing", v.before_filing);
  io("excluded", v.excluded);
  io("exclusion_reason", v.exclusion_reason);
}

template <class Io>
void fields(Io& io, Document& v) {
  io("id", v.id);
  io("template_id", v.template_id);
  io("title", v.title);
  io("number", v.number);
  io("model_sha256", v.model_sha256);
  io("model", v.model);
  io("status", v.status);
  io("file_sha256", v.file_sha256);
  io("file_sm3", v.file_sm3);
  io("size", v.size);
  io("pages", v.pages);
  io("record", v.record);
}

template <class Io>
void fields(Io& io, Obligation& v) {
  io("id", v.id);
  io("rule", v.rule);
  io("subject", v.subject);
  io("name_zh", v.name_zh);
  io("unit", v.unit);
  io("owed_by", v.owed_by);
  io("citation", v.citation);
  io("start", v.start);
  io("due", v.due);
  io("due_at", v.due_at);
  io("provisional", v.provisional);
  io("by_date", v.by_date);
  io("working", v.working);
  io.structs("suspensions", v.suspensions, [](auto& inner, Obligation::Suspension& s) {
    inner("from", s.from);
    inner("to", s.to);
    inner("ground", s.ground);
    inner("citation", s.citation);
  });
  io("extended_by", v.extended_by);
  io("extension_reason", v.extension_reason);
  io("extension_approved_by", v.extension_approved_by);
  io("fulfilled_on", v.fulfilled_on);
  io("yellow_on", v.yellow_on);
  io("red_on", v.red_on);
}

template <class Io>
void fields(Io& io, Count& v) {
  io("party", v.party);
  io("item_id", v.item_id);
  io("item_code", v.item_code);
  io("item_name", v.item_name);
  io("facts", v.facts);
  io("kinds", v.kinds);
  io("kinds_text", v.kinds_text);
  io("fine_fen", v.fine);
  io("illegal_gains_fen", v.illegal_gains);
  io("property_value_fen", v.property_value);
  io("violated", v.violated);
  io("basis", v.basis);
  io("benchmark", v.benchmark);
  io("mitigation_ground", v.mitigation_ground);
  io("mitigation_reason", v.mitigation_reason);
}

// A list of structs whose fields stand in this file.
template <class Io, class T>
void rows(Io& io, std::string_view name, std::vector<T>& v) {
  io.structs(name, v, [](auto& inner, T& item) { fields(inner, item); });
}

template <class Io>
void fields(Io& io, Proposal& v) {
  io("outcome", v.outcome);
  io("facts", v.facts);
  io("reasons", v.reasons);
  io("kinds", v.kinds);
  io("kinds_text", v.kinds_text);
  io("fine_fen", v.fine);
  io("illegal_gains_fen", v.illegal_gains);
  io("property_value_fen", v.property_value);
  io("violated", v.violated);
  io("basis", v.basis);
  io("benchmark", v.benchmark);
  io("benchmark_reason", v.benchmark_reason);
  io("mitigation_ground", v.mitigation_ground);
  io("mitigation_reason", v.mitigation_reason);
  rows(io, "counts", v.counts);
  io("substance_version", v.substance_version);
  io("substance_changed_at", v.substance_changed_at);
  io("facts_version", v.facts_version);
}

template <class Io>
void fields(Io& io, Told& v) {
  io("party", v.party);
  io("served_at", v.served_at);
  io("document", v.document);
  io("kinds", v.kinds);
  io("fine_fen", v.fine);
  io("illegal_gains_fen", v.illegal_gains);
  io("property_value_fen", v.property_value);
  io("facts_version", v.facts_version);
  io.named("hearing", v.hearing, kHearingStates);
  io("requested_at", v.requested_at);
  io("request_form", v.request_form);
  io("applicant", v.applicant);
}

template <class Io>
void fields(Io& io, Notice& v) {
  io("served_at", v.served_at);
  io("kinds", v.kinds);
  io("fine_fen", v.fine);
  io("illegal_gains_fen", v.illegal_gains);
  io("property_value_fen", v.property_value);
  io("substance_version", v.substance_version);
  io("hearing_right_told", v.hearing_right_told);
  rows(io, "counts", v.counts);
  rows(io, "told", v.told);
}

template <class Io>
void fields(Io& io, Statement& v) {
  io("id", v.id);
  io("party", v.party);
  io("heard_at", v.heard_at);
  io("result", v.result);
  io("answered", v.answered);
  io("record", v.record);
  io("adopted", v.adopted);
}

template <class Io>
void fields(Io& io, Service& v) {
  io("id", v.id);
  io("of", v.of);
  io("document", v.document);
  io("party", v.party);
  io("method", v.method);
  io("started_at", v.started_at);
  io("delivered_at", v.delivered_at);
  io("recipient", v.recipient);
  io("recipient_relation", v.recipient_relation);
  io("place", v.place);
  io("receipt", v.receipt);
  io("witness", v.witness);
  io("recorded_on_video", v.recorded_on_video);
  io("announced_on", v.announced_on);
  io("reason", v.reason);
  io("officers", v.officers);
  io("left_at_domicile", v.left_at_domicile);
  io("sent_through", v.sent_through);
  io("announcement_ground", v.announcement_ground);
  io("announced_in", v.announced_in);
  io("online_channel", v.online_channel);
}

template <class Io>
void fields(Io& io, DiscretionChoice& v) {
  io("id", v.id);
  io("party", v.party);
  io("item_code", v.item_code);
  io("act_ended_on", v.act_ended_on);
  io("facts", v.facts);
  io("measures", v.measures);
  io("taken", v.taken);
  io("assessed_at", v.assessed_at);
  io("assessed_by", v.assessed_by);
  io("assessment", v.assessment);
  io("no_penalty_ground", v.no_penalty_ground);
  io("reasons", v.reasons);
  io("deviation_reason", v.deviation_reason);
  io("deviation_proposed_by", v.deviation_proposed_by);
  io("deviation_approved_by", v.deviation_approved_by);
  io("deviation_approved_at", v.deviation_approved_at);
  io("substance_version", v.substance_version);
}

template <class Io>
void fields(Io& io, ReviewRound& v) {
  io("id", v.id);
  io("round", v.round);
  io("submitted_at", v.submitted_at);
  io("received_at", v.received_at);
  io("materials", v.materials);
  io("due", v.due);
  io.named("outcome", v.outcome, kReviewOutcomes);
  io("decided_at", v.decided_at);
  io.structs("points", v.points, [](auto& inner, ReviewRound::Point& point) {
    inner("id", point.id);
    inner("verdict", point.verdict);
    inner("text", point.text);
  });
  io("opinion", v.opinion);
  io("opinion_no", v.opinion_no);
  io("reviewer", v.reviewer);
  io("reviewer_name", v.reviewer_name);
  io("reply", v.reply);
  io("replied_at", v.replied_at);
  io("extended_by", v.extended_by);
  io("substance_version", v.substance_version);
  io.structs("grounds", v.grounds, [](auto& inner, ReviewRound::Ground& ground) {
    inner("id", ground.id);
    inner("text", ground.text);
    inner("citation", ground.citation);
  });
  io("tags", v.tags);
  io("register_no", v.register_no);
  io("accepted_at", v.accepted_at);
  io("body", v.body);
  io("body_name", v.body_name);
  io("reviewers", v.reviewers);
  io("reviewer_kind", v.reviewer_kind);
  io("counsel", v.counsel);
  io("return_reason", v.return_reason);
  io("missing", v.missing);
  io.structs("supplements", v.supplements, [](auto& inner, ReviewRound::Supplement& s) {
    inner("asked_at", s.asked_at);
    inner("question", s.question);
    inner("supplied_at", s.supplied_at);
    inner("answer", s.answer);
  });
  io.structs("point_replies", v.point_replies, [](auto& inner, ReviewRound::PointReply& reply) {
    inner("id", reply.id);
    inner("adopted", reply.adopted);
    inner("text", reply.text);
  });
  io.structs("disputes", v.disputes, [](auto& inner, ReviewRound::Dispute& d) {
    inner("raised_at", d.raised_at);
    inner("reason", d.reason);
    inner("decided_at", d.decided_at);
    inner("forum", d.forum);
    inner("outcome", d.outcome);
    inner("opinion", d.opinion);
    inner("decided_by", d.decided_by);
  });
}

template <class Io>
void fields(Io& io, Decision& v) {
  io("id", v.id);
  io("outcome", v.outcome);
  io("number", v.number);
  io("decided_at", v.decided_at);
  io("kinds", v.kinds);
  io("fine_fen", v.fine);
  io("illegal_gains_fen", v.illegal_gains);
  io("property_value_fen", v.property_value);
  io("basis", v.basis);
  io("document", v.document);
  io("decided_by", v.decided_by);
  io("service_started_at", v.service_started_at);
  io("served_at", v.served_at);
  io("service_method", v.service_method);
  io("paid_fen", v.paid);
  io("performance", v.performance);
  io("updates", v.updates);
  rows(io, "counts", v.counts);
  io("surcharge_told", v.surcharge_told);
  io("overturned", v.overturned);
  io("overturned_at", v.overturned_at);
  io("overturned_by", v.overturned_by);
  io("remake_ordered", v.remake_ordered);
  io("overturned_for_procedure", v.overturned_for_procedure);
  io.structs("changes", v.changes, [](auto& inner, Decision::Change& change) {
    inner("party", change.party);
    inner("fine_fen", change.fine);
    inner("illegal_gains_fen", change.illegal_gains);
    inner("on", change.on);
    inner("by", change.by);
  });
  io("remade_from", v.remade_from);
}

template <class Io>
void fields(Io& io, LeakFinding& v) {
  io("kind", v.kind);
  io("line", v.line);
  io("column", v.column);
  io("sentence", v.sentence);
  io("false_alarm", v.false_alarm);
  io("answered_by", v.answered_by);
}

template <class Io>
void fields(Io& io, Publication& v) {
  io.named("state", v.state, kPublicationStates);
  io("id", v.id);
  io("replaces", v.replaces);
  io("correction_reason", v.correction_reason);
  io.secret("hidden", v.hidden);
  io.structs("leaks", v.leaks, [](auto& inner, LeakFinding& leak) { fields(inner, leak); });
  io("shown_until", v.shown_until);
  io("model", v.model);
  io("findings", v.findings);
  io("proposed_by", v.proposed_by);
  io("proposed_at", v.proposed_at);
  io("return_reason", v.return_reason);
  io("returned_at", v.returned_at);
  io("approved_by", v.approved_by);
  io("approved_at", v.approved_at);
  io("ground", v.ground);
  io("takedown_reason", v.takedown_reason);
  io("takedown_text", v.takedown_text);
  io("withheld_salt", v.withheld_salt);
  io("taken_down_at", v.taken_down_at);
  io("public_sha256", v.public_sha256);
}

template <class Io>
void fields(Io& io, PastPublication& v) {
  io("id", v.id);
  io("decision", v.decision);
  io.one("publication", v.publication, [](auto& inner, Publication& p) { fields(inner, p); });
  io("replaced_by", v.replaced_by);
  io("ended_at", v.ended_at);
}

template <class Io>
void fields(Io& io, PastDecision& v) {
  io("id", v.id);
  io.one("decision", v.decision, [](auto& inner, Decision& d) { fields(inner, d); });
  io.one("publication", v.publication, [](auto& inner, Publication& p) { fields(inner, p); });
  io("ended_at", v.ended_at);
  io("reason", v.reason);
  io("facts", v.facts);
  io("reasons", v.reasons);
}

template <class Io>
void fields(Io& io, Sealing& v) {
  io("at", v.at);
  io("manifest_sha256", v.manifest_sha256);
  io("files", v.files);
  io("bytes", v.bytes);
  io.structs("volumes", v.volumes, [](auto& inner, SealedVolume& volume) {
    inner("n", volume.n);
    inner.named("kind", volume.kind, kVolumeKinds);
    inner("part", volume.part);
    inner("parts", volume.parts);
    inner("sha256", volume.sha256);
    inner("size", volume.size);
    inner("sheets", volume.sheets);
    inner("pages", volume.pages);
    inner.structs("entries", volume.entries, [](auto& line, SealedVolume::Entry& entry) {
      line("title", entry.title);
      line("number", entry.number);
      line("on", entry.on);
      line("first_page", entry.first_page);
      line("last_page", entry.last_page);
    });
  });
  io.structs("checks", v.checks, [](auto& inner, ArchiveCheck& check) {
    inner("id", check.id);
    inner("passed", check.passed);
    inner("lines", check.lines);
  });
  io("left_out", v.left_out);
}

}  // namespace mingjing::cases
