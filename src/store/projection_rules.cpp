// SPDX-License-Identifier: Apache-2.0
#include "store/projection_rules.h"

#include <algorithm>
#include <set>

#include "domain/archive/looks.h"
#include "domain/cases/case.h"
#include "domain/cases/marks.h"
#include "domain/cases/procedure.h"
#include "domain/evidence/device.h"
#include "domain/evidence/room.h"
#include "domain/identity/agency.h"
#include "domain/identity/officer.h"
#include "domain/evidence/file_keys.h"
#include "domain/supervision/complaint.h"
#include "domain/supervision/light.h"
#include "domain/supervision/record_analysis.h"
#include "domain/supervision/record_figures.h"
#include "domain/supervision/tasks.h"
#include "ports/business_key.h"
#include "search/segment.h"
#include "store/part_codec.h"

namespace mingjing::store {
namespace {

using cases::Case;

std::string text(const std::optional<Date>& date) { return date ? date->text() : std::string(); }

// Empty dates sort as "never" where the list asks "red by today?".
constexpr std::string_view kNever = "9999-12-31";
constexpr std::string_view kStanding = "9999-12-30";  // a limit that does not run on 已中止

void add_terms(const ports::Aggregate& a, std::string_view kind, std::string_view sort_key,
               const std::vector<std::string>& texts, DeriveMemo& memo, std::vector<DerivedRow>& rows) {
  std::set<std::string> terms;
  for (const auto& t : texts) {
    const auto [known, fresh] = memo.terms.try_emplace(t);
    if (fresh) known->second = search::terms(t);
    terms.insert(known->second.begin(), known->second.end());
  }
  for (const auto& term : terms) {
    rows.push_back({DerivedTable::term,
                    {a.agency.text(), std::string(kind), term, std::string(sort_key), a.id.text()}});
  }
}

// What the list shows beside the columns it filters by, ready as JSON.
std::string summary(const Case& c) {
  Json out = Json::object({{"cause", c.cause}, {"item", c.item.name}});
  Json officers(Json::Array{});
  for (const auto& o : c.officers) officers.push(o.name);
  out.set("officers", std::move(officers));
  if (c.decision) {
    out.set("decision_number", c.decision->number);
    out.set("fine_fen", c.decision->fine.count);
    if (c.decision->outcome != "penalty") out.set("penalty", c.decision->outcome == "no_penalty" ? "不予处罚" : "违法事实不能成立");
    else if (c.proposal) out.set("penalty", c.proposal->kinds_text);
  }
  if (const auto* review = c.last_review()) {
    out.set("review_round", review->round);
    // Who let it through, for the ratios of legal review (query/legal_review.h).
    if (review->outcome == cases::ReviewOutcome::passed && review->accepted_at) {
      out.set("review", Json::object({{"must", !review->grounds.empty()},
                                      {"by", review->reviewer_kind},
                                      {"counsel", !review->counsel.empty() || review->reviewer_kind == "counsel"}}));
    }
  }
  // By when it had to be decided and shown, and when it was shown, for the figures (query/statistics.h).
  if (const auto* decide = c.obligation(cases::rule::decide)) out.set("decide_due", decide->due.text());
  if (const auto* publish = c.decision ? c.obligation(cases::rule::publish) : nullptr) {
    out.set("publish_due", publish->due.text());
    if (publish->fulfilled_on) out.set("publish_done_on", publish->fulfilled_on->text());
  }
  if (const auto figures = supervision::record_figures(c); !figures.empty()) {  // for query/record_figures.h
    Json record;
    for (const auto& [name, number] : figures) record.set(name, number);
    out.set("record", std::move(record));
  }
  return canonical(out);
}

// The day it was last closed; empty while it is open.
std::string closed_on(const Case& c) {
  if (c.stage() != cases::Stage::closed && c.stage() != cases::Stage::archived) return {};
  std::string out;
  for (const auto& record : c.records) {
    if (record.act == cases::Act::close_case || record.act == cases::Act::revoke_filing) out = record.occurred_at.date().text();
  }
  return out;
}

// Who needs the bytes of a file, and whose were destroyed; and the day a recording may go (domain/evidence/file_keys.h).
void stored_files(const ports::Aggregate& a, const Case& c, std::vector<DerivedRow>& rows) {
  const auto add = [&](std::string kind, std::string key) {
    rows.push_back({DerivedTable::business_key, {a.agency.text(), std::move(kind), std::move(key), a.id.text()}});
  };
  const auto add_sm3 = [&](const std::string& sha256, const std::string& sm3, const std::string& id) {
    if (!sm3.empty()) add(evidence::sm3_key(sha256), sm3 + "/" + id);
  };
  for (const auto& d : c.documents) add_sm3(d.file_sha256, d.file_sm3, d.id.text());
  for (const auto& e : c.evidence) {
    if (e.sha256.empty()) continue;
    add(evidence::file_key(evidence::FileUse::needed, e.sha256), e.id.text());
    add_sm3(e.sha256, e.sm3, e.id.text());
  }
  for (const auto& r : c.recordings) {
    add(evidence::file_key(evidence::use_of(r), r.sha256), r.id.text());
    if (!r.is_destroyed()) add_sm3(r.sha256, r.sm3, r.id.text());
    if (auto due = evidence::due_key(c, r)) add(std::string(evidence::kRecordingDue), std::move(*due));
  }
}

// Of what is shown now; its end is looked for (query/publication_desk.h).
std::string shown_until(const cases::Publication& publication) {
  return publication.state == cases::PublicationState::approved ? text(publication.shown_until) : std::string();
}

void obligations(const ports::Aggregate& a, const std::vector<cases::Obligation>& limits, std::vector<DerivedRow>& rows) {
  for (const auto& o : limits) {
    std::string years = o.provisional ? o.due.text().substr(0, 4) : std::string();
    rows.push_back({DerivedTable::obligation_row,
                    {a.agency.text(), a.id.text(), o.id.text(), o.rule, o.due.text(), text(o.yellow_on), text(o.red_on),
                     std::int64_t{o.is_open()}, std::int64_t{o.provisional}, std::move(years)}});
  }
}

// When the light of a limit changes; "never" where it does not. What others owe never is our lateness.
struct Turns {
  std::string due{kNever}, yellow{kNever}, red{kNever};
};
Turns turns_of(const cases::Obligation* limit) {
  Turns out;
  if (limit == nullptr) return out;
  if (limit->is_suspended()) {
    out.due = kStanding;
    return out;
  }
  out.due = limit->due.text();
  out.yellow = (limit->due + 1).text();
  if (limit->owed_by != "agency") return out;
  if (limit->yellow_on) out.yellow = limit->yellow_on->text();
  if (limit->red_on) out.red = limit->red_on->text();
  return out;
}

void tasks(const ports::Aggregate& a, const std::vector<supervision::Task>& all, std::vector<DerivedRow>& rows) {
  for (const auto& task : all) {
    const auto turns = turns_of(task.limit);
    const auto put = [&](const std::string& desk, bool mine) {
      const auto* known = supervision::find_task(task.id);
      rows.push_back({DerivedTable::task_row,
                      {a.agency.text(), desk, turns.due, a.id.text(), std::string(task.id), task.row, std::int64_t{mine},
                       std::string(supervision::kTaskKinds[static_cast<std::size_t>(known->kind)].id), turns.yellow,
                       turns.red, task.limit ? task.limit->id.text() : std::string(), task.since.unix_ms(), task.owner,
                       task.detail, task.hidden_from}});
    };
    for (const auto& desk : std::set<std::string>(task.desks.begin(), task.desks.end())) put(desk, true);
    if (!task.watcher.empty()) put(task.watcher, false);
  }
}

}  // namespace

void derive_case(const ports::Aggregate& a, const Sealer* sealer, DeriveMemo& memo, std::vector<DerivedRow>& rows) {
  auto read = a.as_case;
  if (!read) {
    auto loaded = Case::from_parts(CaseId(a.id), a.parts);
    if (!loaded) throw Unavailable("a case cannot be read: " + a.id.text());
    read = std::make_shared<const Case>(std::move(*loaded));
  }
  const Case& c = *read;
  std::string next_due(kNever), yellow(kNever), red(kNever);
  for (const auto& o : c.obligations) {
    if (!o.is_open() || o.is_suspended()) continue;
    if (o.owed_by != "agency") {  // what the party owes and did not do is to be followed up, never our lateness
      if (!supervision::is_right_of_party(o, law::Limits::built_in())) yellow = std::min(yellow, (o.due + 1).text());
      continue;
    }
    next_due = std::min(next_due, o.due.text());
    yellow = std::min(yellow, o.yellow_on.value_or(o.due + 1).text());
    if (o.red_on) red = std::min(red, o.red_on->text());
  }
  const std::string party = c.party() ? c.party()->name : std::string();
  const std::string registered = c.reported_at.date().text();
  std::string lead;
  for (const auto& o : c.officers) {
    if (o.role == "lead") lead = o.id.text();
  }
  rows.push_back({DerivedTable::case_row,
                  {a.agency.text(), a.id.text(), c.case_no, std::string(cases::to_string(c.stage())), c.cause, party,
                   c.item.code, registered, text(c.filed_on),
                   c.decision ? c.decision->decided_at.date().text() : std::string(), next_due, yellow, red,
                   shown_until(c.publication), std::string(cases::kPublicationStates[static_cast<std::size_t>(c.publication.state)].id),
                   lead, c.unit.is_nil() ? std::string() : c.unit.text(), summary(c),
                   closed_on(c)}});
  obligations(a, c.obligations, rows);
  tasks(a, supervision::tasks_of(c), rows);
  // A piece of evidence, and a recording, is asked for by its own id (CONTRACTS 7): this says in which case it lies.
  for (const auto& e : c.evidence) {
    rows.push_back({DerivedTable::business_key, {a.agency.text(), std::string("evidence"), e.id.text(), a.id.text()}});
  }
  for (const auto& r : c.recordings) {
    rows.push_back({DerivedTable::business_key, {a.agency.text(), std::string("recording"), r.id.text(), a.id.text()}});
  }
  stored_files(a, c, rows);
  for (auto& mark : cases::marks_of(c)) {
    rows.push_back({DerivedTable::business_key, {a.agency.text(), std::move(mark.kind), std::move(mark.key), a.id.text()}});
  }
  std::vector<std::string> texts{c.case_no, c.cause, party, c.item.name};
  for (const auto& p : c.parties) texts.push_back(p.name);
  if (c.decision) texts.push_back(c.decision->number);
  add_terms(a, "case", registered, texts, memo, rows);
  if (sealer != nullptr) {
    const auto mac = [&](std::string_view field, const std::string& value) {
      const auto [known, fresh] = memo.macs.try_emplace({std::string(field), value});
      if (fresh) known->second = sealer->equality_mac(field, value);
      return known->second;
    };
    for (const auto& p : c.parties) {
      if (!p.uscc.empty()) {
        rows.push_back({DerivedTable::sealed_index,
                        {a.agency.text(), std::string("uscc"), mac("uscc", p.uscc), a.id.text()}});
      }
      if (!p.citizen_no.empty()) {
        rows.push_back({DerivedTable::sealed_index, {a.agency.text(), std::string("citizen_no"),
                                                     mac("citizen_no", p.citizen_no), a.id.text()}});
      }
    }
    std::sort(rows.begin(), rows.end(), [](const auto& x, const auto& y) {
      return std::tie(x.table, x.columns) < std::tie(y.table, y.columns);
    });
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  }
}

void derive_complaint(const ports::Aggregate& a, std::vector<DerivedRow>& rows) {
  const auto c = supervision::complaint_from_parts(a.id, a.parts);
  if (!c) throw Unavailable("a complaint cannot be read: " + a.id.text());
  derive_keys(a, rows);
  obligations(a, c->obligations, rows);
  tasks(a, supervision::tasks_of(*c), rows);
  const bool open = c->state == supervision::ComplaintState::received || c->state == supervision::ComplaintState::accepted;
  if (open && !c->about_case.is_nil()) {
    rows.push_back({DerivedTable::business_key,
                    {a.agency.text(), std::string(supervision::kOpenComplaint), c->about_case.text() + "/" + a.id.text(), a.id.text()}});
  }
  const std::string state(supervision::named(c->state, supervision::kComplaintStates).id);
  std::vector<std::string> terms{"all", "state:" + state, "handler:" + c->handler.text(), "number:" + c->number};
  if (const auto* shown = c->public_answer()) {
    terms.push_back("public_answer:" + std::string(supervision::named(shown->state, supervision::kPublicAnswerStates).id));
  }
  for (const auto& term : terms) {
    rows.push_back({DerivedTable::term, {a.agency.text(), std::string("complaint"), term, a.id.text(), a.id.text()}});
  }
}

void derive_device(const ports::Aggregate& a, std::vector<DerivedRow>& rows) {
  derive_keys(a, rows);
  const auto device = evidence::device_from_parts(DeviceId(a.id), a.parts);
  const std::string agency = a.agency.text(), id = a.id.text(), unit = device.unit.text();
  const auto term = [&](const char* kind, std::string name, const std::string& sort_key) {
    rows.push_back({DerivedTable::term, {agency, std::string(kind), std::move(name), sort_key, id}});
  };
  if (!device.serial.empty()) {
    rows.push_back({DerivedTable::business_key, {agency, std::string(evidence::kDeviceSerial), device.serial, id}});
  }
  term("device", device.retired_on ? "retired" : "in_use", device.number);
  if (device.retired_on) return;
  term("device", "unit:" + unit, device.number);
  if (device.holder) term("device", "holder:" + device.holder->officer.text(), device.number);
  term("device_count", unit + "/" + std::string(evidence::kDeviceKinds[static_cast<std::size_t>(device.kind)].id), {});
}

void derive_room(const ports::Aggregate& a, std::vector<DerivedRow>& rows) {
  derive_keys(a, rows);
  const auto room = evidence::room_from_parts(RoomId(a.id), a.parts);
  const auto term = [&](const char* kind, std::string name, std::string sort_key) {
    rows.push_back({DerivedTable::term, {a.agency.text(), std::string(kind), std::move(name), std::move(sort_key), a.id.text()}});
  };
  term("room", room.closed_on ? "closed" : "open", room.name);
  for (const auto& session : room.sessions) {
    const std::string at = session.from.text() + "/" + session.id.text();
    term("room_session", std::string(evidence::kSessionRecorded[static_cast<std::size_t>(session.recorded)].id), at);
    if (!session.case_id.is_nil()) term("room_case", session.case_id.text(), at);
  }
}

void derive_analysis(const ports::Aggregate& a, std::vector<DerivedRow>& rows) {
  const auto* part = domain::find_part(a.parts, supervision::kRecordAnalysis);
  if (part == nullptr) return;
  const auto analysis = supervision::analysis_from_part(RecordAnalysisId(a.id), part->data);
  rows.push_back({DerivedTable::term, {a.agency.text(), std::string(supervision::kRecordAnalysis), std::to_string(analysis.year),
                                       analysis.made.at.value_or(Instant()).text() + "/" + a.id.text(), a.id.text()}});
}

void derive_officer(const ports::Aggregate& a, std::vector<DerivedRow>& rows) {
  derive_keys(a, rows);
  const auto officer = identity::officer_from_parts(OfficerId(a.id), a.parts);
  if (officer.status != identity::CertificateStatus::valid) return;
  rows.push_back({DerivedTable::term, {a.agency.text(), std::string("officer_unit"), officer.unit.text(),
                                       officer.valid_until.text(), a.id.text()}});
}

void derive_agency(const ports::Aggregate& a, std::vector<DerivedRow>& rows) {
  const auto agency = identity::agency_from_parts(AgencyId(a.id), a.parts);
  rows.push_back({DerivedTable::agency_row,
                  {a.agency.text(), std::int64_t{agency.ordinal}, agency.uscc, agency.name,
                   agency.parent ? agency.parent->text() : std::string()}});
  derive_keys(a, rows);
  tasks(a, supervision::tasks_of(evidence::lists_from_parts(a.parts)), rows);
}

void derive_keys(const ports::Aggregate& a, std::vector<DerivedRow>& rows) {
  const std::string key = ports::business_key(a.kind, a.parts);
  if (!key.empty()) rows.push_back({DerivedTable::business_key, {a.agency.text(), a.kind, key, a.id.text()}});
  if (a.kind == ports::kind::access_batch) {
    for (auto& look_key : archive::look_keys(a.parts, a.id)) {
      // Once more by purpose and moment, for the counts of indicators 74 to 79 (query/record_figures.h).
      if (const auto look = archive::read_look(look_key)) {
        rows.push_back({DerivedTable::term, {a.agency.text(), std::string("look_use"), look->purpose, look->at.text() + look_key, a.id.text()}});
      }
      rows.push_back({DerivedTable::business_key, {a.agency.text(), std::string(archive::kLookMark), std::move(look_key), a.id.text()}});
    }
    for (auto& look_key : archive::file_look_keys(a.parts, a.id)) {
      rows.push_back({DerivedTable::business_key, {a.agency.text(), std::string(archive::kFileLookMark), std::move(look_key), a.id.text()}});
    }
  }
  // 代办: a delegate finds for whom.
  const auto* user = a.kind == ports::kind::user ? a.find("user") : nullptr;
  if (const Json* delegation = user ? user->data.find("delegation") : nullptr) {
    rows.push_back({DerivedTable::term, {a.agency.text(), std::string("delegate"), delegation->text("by"),
                                         delegation->text("until"), a.id.text()}});
  }
}

}  // namespace mingjing::store
