// A case as parts and back: `case`, `proposal`, `notice`, `decision` and `publication` stand once; the rows of each list
// (`each_list`) are parts of their own, keyed by id.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/case.h"
#include "domain/cases/case_fields.h"
#include "domain/cases/obligation_part.h"
#include "domain/cases/side_fields.h"

namespace mingjing::cases {

namespace {

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
  io("closing_reason", v.closing_reason);
  io("archive_volume", v.archive.volume_no);
  io("archive_retention", v.archive.retention);
  io("archive_location", v.archive.location);
  io("archive_secrecy", v.archive.secrecy);
  io("archive_privacy", v.archive.privacy);
  io("archived_on", v.archive.on);
}

// Every list of the case, and the part that its rows are.
template <class Visit>
void each_list(Visit visit) {
  visit("party", &Case::parties);
  visit("officer", &Case::officers);
  visit("record", &Case::records);
  visit("evidence", &Case::evidence);
  visit("document", &Case::documents);
  visit("obligation", &Case::obligations);
  visit("review", &Case::reviews);
  visit("recusal", &Case::recusals);
  visit("preservation", &Case::preservations);
  visit("sampling", &Case::samplings);
  visit("entrustment", &Case::entrustments);
  visit("correction", &Case::corrections);
  visit("transfer", &Case::transfers);
  visit("discretion", &Case::discretion);
  visit("statement", &Case::statements);
  visit("service", &Case::services);
  visit("hearing", &Case::hearings);
  visit("payment", &Case::payments);
  visit("deferral", &Case::deferrals);
  visit("demand", &Case::demands);
  visit("court_application", &Case::court_applications);
  visit("remedy", &Case::remedies);
  visit("goods_disposal", &Case::goods_disposals);
  visit("recording", &Case::recordings);
  visit("recording_gap", &Case::recording_gaps);
  visit("past_decision", &Case::past_decisions);
  visit("past_publication", &Case::past_publications);
}

template <class T>
domain::Part make_part(std::string_view name, std::string key, const T& value) {
  domain::Part part{std::string(name), std::move(key), {}, {}};
  PartWriter io(part);
  fields(io, const_cast<T&>(value));  // not const since it reads into a value too; a writer only looks
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
  each_list([&](std::string_view name, auto list) { change_rows(out, name, before.*list, this->*list); });
  change_once(out, "proposal", before.proposal, proposal);
  change_once(out, "notice", before.notice, notice);
  change_once(out, "decision", before.decision, decision);
  change_once(out, "publication", begun(before.publication), begun(publication));
  change_once(out, "publication_correction", before.correction, correction);
  change_once(out, "sealing", before.sealing, sealing);
  return out;
}

domain::Parts Case::to_parts() const {
  domain::Parts out;
  out.push_back(head_part());
  each_list([&](std::string_view name, auto list) { write_rows(out, name, this->*list); });
  if (proposal) out.push_back(make_part("proposal", {}, *proposal));
  if (notice) out.push_back(make_part("notice", {}, *notice));
  if (decision) out.push_back(make_part("decision", {}, *decision));
  if (publication.state != PublicationState::none) out.push_back(make_part("publication", {}, publication));
  if (correction) out.push_back(make_part("publication_correction", {}, *correction));
  if (sealing) out.push_back(make_part("sealing", {}, *sealing));
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
    } else if (part.name == "proposal") {
      read = read_once(part, made.proposal);
    } else if (part.name == "notice") {
      read = read_once(part, made.notice);
    } else if (part.name == "decision") {
      read = read_once(part, made.decision);
    } else if (part.name == "publication") {
      read = read_into(part, made.publication);
    } else if (part.name == "publication_correction") {
      read = read_once(part, made.correction);
    } else if (part.name == "sealing") {
      read = read_once(part, made.sealing);
    } else {
      each_list([&](std::string_view name, auto list) {
        if (part.name == name) read = read_row(part, made.*list);
      });
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
  sort_by(recusals, [](const Recusal& row) { return row.asked_at; });
  sort_by(preservations, [](const Preservation& row) { return row.proposed_at; });
  sort_by(samplings, [](const Sampling& row) { return row.taken_at; });
  sort_by(entrustments, [](const ExpertEntrustment& row) { return row.entrusted_at; });
  sort_by(corrections, [](const CorrectionOrder& row) { return row.ordered_at; });
  sort_by(transfers, [](const Transfer& row) { return row.proposed_at; });
  sort_by(discretion, [](const DiscretionChoice& row) { return row.assessed_at; });
  sort_by(statements, [](const Statement& row) { return row.heard_at; });
  sort_by(services, [](const Service& row) { return row.started_at; });
  sort_by(hearings, [](const Hearing& row) { return row.notified_at; });
  sort_by(payments, [](const Payment& row) { return row.paid_on; });
  sort_by(deferrals, [](const Deferral& row) { return row.applied_at; });
  sort_by(demands, [](const Demand& row) { return row.served_at; });
  sort_by(court_applications, [](const CourtApplication& row) { return row.applied_at; });
  sort_by(remedies, [](const Remedy& row) { return row.filed_on; });
  sort_by(goods_disposals, [](const GoodsDisposal& row) { return row.on; });
  sort_by(recordings, [](const Recording& row) { return row.started_at; });
  sort_by(recording_gaps, [](const RecordingGap& row) { return row.explained_at; });
  sort_by(past_publications, [](const PastPublication& row) { return row.ended_at; });
  sort_by(past_decisions, [](const PastDecision& row) { return row.ended_at; });
}

Result<Obligation> obligation_from(const Json& data) {
  Obligation out;
  PartReader io(data);
  fields(io, out);
  if (!io.fault().empty()) return refuse(unreadable({"obligation", out.id.text(), {}, {}}, io.fault()).error());
  return out;
}

}  // namespace mingjing::cases
