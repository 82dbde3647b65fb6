// SPDX-License-Identifier: Apache-2.0
#include "flow/fill_measures.h"

#include <algorithm>

#include "domain/catalog/term_grounds.h"
#include "domain/evidence/recording_rules.h"
#include "domain/evidence/retention.h"
#include "domain/supervision/complaint.h"

namespace mingjing::flow {

namespace {

bool concerns(const cases::Recusal& row, const ports::Actor& actor) {
  if (actor.is_system()) return false;
  return row.officer.is_nil() || actor.officer.is_nil() ? !row.name.empty() && row.name == actor.name
                                                        : row.officer == actor.officer;
}

// Nothing is destroyed before the archive, so nothing is asked before.
void fill_destruction(ports::UnitOfWork& work, const cases::Case& c, const std::string& row_named, cases::Facts& facts) {
  if (c.stage() != cases::Stage::archived || c.recordings.empty()) return;
  const bool complaint = complaint_open(work, c.id);
  bool first = true;
  for (const auto& recording : c.recordings) {
    if (!row_named.empty() && recording.id.text() != row_named) continue;
    const auto retention = evidence::retention_of(c, recording);
    const std::string running = retention.over(facts.today) ? std::string() : retention.words();
    std::string stays;
    for (const auto& stay : evidence::stays_of(c, recording, complaint)) {
      stays += (stays.empty() ? "" : "、") + stay.name;
      if (stay.hold != nullptr) stays += "（" + stay.hold->set.name + "：" + stay.hold->reason + "）";
    }
    auto own = evidence::destruction_conflict(recording, work.actor().user);
    auto& m = facts.measures;
    if (first || running.empty()) m.retention_running = running;
    if (first || stays.empty()) m.recording_holds = std::move(stays);
    if (first || own.empty()) m.destruction_own = std::move(own);
    first = false;
  }
}

}  // namespace

void fill_recusal(const ports::Actor& actor, const cases::Case& c, cases::Facts& facts) {
  const std::string row_named = facts.input ? facts.input->limit_subject : std::string();
  for (const auto& row : c.recusals) {
    if (!concerns(row, actor)) continue;
    if (row.verdict == cases::Verdict::granted) facts.measures.actor_recused = true;
    const bool meant = row_named.empty() ? facts.measures.recusals_pending == 1 : row.id.text() == row_named;
    if (row.verdict == cases::Verdict::pending && meant) facts.measures.recusal_concerns_actor = true;
  }
}

bool complaint_open(ports::UnitOfWork& work, CaseId id) {
  return !work.keys_between(supervision::kOpenComplaint, id.text() + "/", id.text() + "0", 1).empty();
}

void fill_recordings(ports::UnitOfWork& work, const cases::Case& c, cases::Facts& facts) {
  const auto& actor = work.actor();
  for (const auto& step : evidence::recorded_steps(c)) {
    if (!step.owed()) continue;
    ++facts.measures.recordings_owed_count;
    facts.measures.recordings_owed += (facts.measures.recordings_owed.empty() ? "" : "、") + evidence::step_words(step);
  }
  const std::string row_named = facts.input ? facts.input->limit_subject : std::string();
  for (const auto& gap : c.recording_gaps) {
    const bool meant = !row_named.empty() && gap.id.text() == row_named;
    if (meant && gap.explained_by == actor.user) facts.measures.recording_gap_own = true;
  }
  fill_destruction(work, c, row_named, facts);
}

void fill_term_grounds(const cases::Case& c, const std::vector<std::string>& basis, std::string_view agency_name,
                       Date day, cases::MeasureFacts& facts) {
  for (const auto& ground : catalog::TermGrounds::built_in().granted(basis, agency_name, day)) {
    const auto used = std::count_if(c.records.begin(), c.records.end(), [&](const cases::Record& record) {
      const bool of_term = record.act == cases::Act::extend_term || record.act == cases::Act::suspend_term;
      return of_term && record.data.text("ground") == ground.id;
    });
    facts.term_grounds.push_back({ground.id, ground.suspends, ground.name, ground.citation, ground.days_max,
                                  ground.times_max, used, ground.while_transferred});
  }
}

}  // namespace mingjing::flow
