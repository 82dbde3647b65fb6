// A case as parts and back: `case`, `proposal`, `notice`, `decision` and `publication` stand once; `party`, `officer`,
// `record`, `evidence`, `document`, `obligation` and `review` once a row, keyed by id.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/case.h"
#include "domain/cases/part_io.h"

namespace mingjing::cases {

namespace {

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
}

template <class Io>
void fields(Io& io, Evidence& v) {
  io("id", v.id);
  io.named("kind", v.kind, kEvidenceKinds);
  io("name", v.name);
  io("file_name", v.file_name);
  io("sha256", v.sha256);
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
  io("size", v.size);
  io("pages", v.pages);
  io("record", v.record);
}

template <class Io>
void fields(Io& io, Obligation& v) {
  io("id", v.id);
  io("rule", v.rule);
  io("name_zh", v.name_zh);
  io("unit", v.unit);
  io("owed_by", v.owed_by);
  io("citation", v.citation);
  io("start", v.start);
  io("due", v.due);
  io("due_at", v.due_at);
  io("provisional", v.provisional);
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
  io("substance_version", v.substance_version);
  io("substance_changed_at", v.substance_changed_at);
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
}

template <class Io>
void fields(Io& io, Publication& v) {
  io.named("state", v.state, kPublicationStates);
  io("model", v.model);
  io("findings", v.findings);
  io("proposed_by", v.proposed_by);
  io("proposed_at", v.proposed_at);
  io("approved_by", v.approved_by);
  io("approved_at", v.approved_at);
  io("ground", v.ground);
  io("takedown_reason", v.takedown_reason);
  io("takedown_text", v.takedown_text);
  io("withheld_salt", v.withheld_salt);
  io("taken_down_at", v.taken_down_at);
  io("public_sha256", v.public_sha256);
}

template <class Io, class AnyCase>  // a Case to read into, or a const one to write
void case_fields(Io& io, AnyCase& v) {
  io("procedure", v.procedure);
  io("case_no", v.case_no);
  io("cause", v.cause);
  io("source", v.source);
  io("source_detail", v.source_detail);
  io("summary", v.summary);
  io("reported_at", v.reported_at);
  io("unit", v.unit);
  io("item_id", v.item.id);
  io("item_code", v.item.code);
  io("item_name", v.item.name);
  io("discovered_on", v.discovered_on);
  io("discovered_by", v.discovered_by);
  io("violation_ended_on", v.violation_ended_on);
  io("five_year_limitation", v.five_year_limitation);
  io("filed_on", v.filed_on);
  io("tags", v.tags);
  io("discussion_required", v.discussion_required);
  io.named("hearing", v.hearing, kHearingStates);
  io("statement_heard_at", v.statement_heard_at);
  io("statement_waived", v.statement_waived);
  io("statement_answered", v.statement_answered);
  io("discussed_version", v.discussed_version);
  io("approval_version", v.approval_version);
  io("recused", v.recused);
}

template <class T>
domain::Part make_part(std::string_view name, std::string key, T value) {
  domain::Part part{std::string(name), std::move(key), {}, {}};
  PartWriter io(part);
  fields(io, value);
  return part;
}

template <class T>
void write_rows(domain::Parts& out, std::string_view name, const std::vector<T>& rows) {
  for (const T& row : rows) out.push_back(make_part(name, row.id.text(), row));
}

Status unreadable(const domain::Part& part, const std::string& member) {
  return invalid("案件数据无法读取：" + part.name + " " + part.key + "，字段 " + member + "。请运行核对程序。",
                 part.name);
}

template <class T>
Status read_into(const domain::Part& part, T& value) {
  PartReader io(part);
  fields(io, value);
  if (!io.fault().empty()) return unreadable(part, io.fault());
  return {};
}

template <class T>
Status read_row(const domain::Part& part, std::vector<T>& rows) {
  rows.emplace_back();
  return read_into(part, rows.back());
}

template <class T>
Status read_once(const domain::Part& part, std::optional<T>& value) {
  value.emplace();
  return read_into(part, *value);
}

// Rows of a part come sorted by key from the store; the order of the file is that of time.
template <class T, class Key>
void sort_by(std::vector<T>& rows, Key key) {
  std::sort(rows.begin(), rows.end(),
            [&](const T& a, const T& b) { return std::make_pair(key(a), a.id) < std::make_pair(key(b), b.id); });
}

// Few rows change in one act, so a row is turned into JSON only when it differs.
template <class T>
void change_rows(PartChanges& out, std::string_view name, const std::vector<T>& before, const std::vector<T>& rows) {
  const auto row_of = [](const std::vector<T>& all, const T& wanted, std::size_t guess) {
    if (guess < all.size() && all[guess].id == wanted.id) return all.begin() + static_cast<std::ptrdiff_t>(guess);
    return std::find_if(all.begin(), all.end(), [&](const T& row) { return row.id == wanted.id; });
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto old = row_of(before, rows[i], i);
    if (old == before.end() || !(*old == rows[i])) out.changed.push_back(make_part(name, rows[i].id.text(), rows[i]));
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (row_of(rows, before[i], i) == rows.end()) out.gone.emplace_back(name, before[i].id.text());
  }
}

template <class T>
void change_once(PartChanges& out, std::string_view name, const std::optional<T>& before, const std::optional<T>& now) {
  if (before == now) return;
  if (now) out.changed.push_back(make_part(name, {}, *now));
  else out.gone.emplace_back(name, std::string());
}

std::optional<Publication> begun(const Publication& publication) {
  if (publication.state == PublicationState::none) return std::nullopt;
  return publication;
}

}  // namespace

domain::Part Case::head_part() const {
  domain::Part head{"case", {}, {}, {}};
  PartWriter io(head);
  case_fields(io, *this);
  io.named("stage", stage_, kStages);
  io("stage_since", stage_since_);
  return head;
}

PartChanges Case::changes_since(const Case& before) const {
  PartChanges out;
  out.changed.push_back(head_part());
  change_rows(out, "party", before.parties, parties);
  change_rows(out, "officer", before.officers, officers);
  change_rows(out, "record", before.records, records);
  change_rows(out, "evidence", before.evidence, evidence);
  change_rows(out, "document", before.documents, documents);
  change_rows(out, "obligation", before.obligations, obligations);
  change_rows(out, "review", before.reviews, reviews);
  change_once(out, "proposal", before.proposal, proposal);
  change_once(out, "notice", before.notice, notice);
  change_once(out, "decision", before.decision, decision);
  change_once(out, "publication", begun(before.publication), begun(publication));
  return out;
}

domain::Parts Case::to_parts() const {
  domain::Parts out;
  out.push_back(head_part());
  write_rows(out, "party", parties);
  write_rows(out, "officer", officers);
  write_rows(out, "record", records);
  write_rows(out, "evidence", evidence);
  write_rows(out, "document", documents);
  write_rows(out, "obligation", obligations);
  write_rows(out, "review", reviews);
  if (proposal) out.push_back(make_part("proposal", {}, *proposal));
  if (notice) out.push_back(make_part("notice", {}, *notice));
  if (decision) out.push_back(make_part("decision", {}, *decision));
  if (publication.state != PublicationState::none) out.push_back(make_part("publication", {}, publication));
  return out;
}

Result<Case> Case::from_parts(CaseId id, const domain::Parts& parts) {
  Case made;
  made.id = id;
  bool head_seen = false;
  for (const auto& part : parts) {
    Status read;
    if (part.name == "case") {
      PartReader io(part);
      case_fields(io, made);
      io.named("stage", made.stage_, kStages);
      io("stage_since", made.stage_since_);
      if (!io.fault().empty()) read = unreadable(part, io.fault());
      head_seen = true;
    } else if (part.name == "party") {
      read = read_row(part, made.parties);
    } else if (part.name == "officer") {
      read = read_row(part, made.officers);
    } else if (part.name == "record") {
      read = read_row(part, made.records);
    } else if (part.name == "evidence") {
      read = read_row(part, made.evidence);
    } else if (part.name == "document") {
      read = read_row(part, made.documents);
    } else if (part.name == "obligation") {
      read = read_row(part, made.obligations);
    } else if (part.name == "review") {
      read = read_row(part, made.reviews);
    } else if (part.name == "proposal") {
      read = read_once(part, made.proposal);
    } else if (part.name == "notice") {
      read = read_once(part, made.notice);
    } else if (part.name == "decision") {
      read = read_once(part, made.decision);
    } else if (part.name == "publication") {
      read = read_into(part, made.publication);
    }
    if (!read) return refuse(read.error());
  }
  if (!head_seen) return invalid("案件数据无法读取：缺少 case。请运行核对程序。", "case");
  made.put_in_order();
  return made;
}

void Case::put_in_order() {
  sort_by(parties, [](const Party&) { return 0; });
  sort_by(officers,
          [](const CaseOfficer& officer) { return std::make_pair(officer.role != "lead", officer.since); });
  sort_by(records, [](const Record& record) { return record.recorded_at; });
  sort_by(evidence, [](const Evidence&) { return 0; });
  sort_by(documents, [](const Document&) { return 0; });
  sort_by(obligations, [](const Obligation& limit) { return limit.start; });
  sort_by(reviews, [](const ReviewRound& round) { return round.round; });
}

}  // namespace mingjing::cases
