// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/measure_facts.h"

#include <algorithm>

#include "domain/cases/case.h"
#include "domain/cases/procedure.h"

namespace mingjing::cases {

namespace {

template <class Row>
bool named(const Row& row, std::string_view id) {
  return id.empty() || row.id.text() == id;
}

void join(std::string& names, std::string_view name) {
  if (name.empty()) return;
  if (!names.empty()) names += "、";
  names += name;
}

std::string state_of(const Preservation& row) {
  if (row.disposed_at) return "disposed";
  if (row.carried_out_at) return "carried_out";
  return std::string(kVerdicts[static_cast<std::size_t>(row.verdict)].id);
}

std::string state_of(const Transfer& row) {
  if (row.answer == "accepted") return "accepted";
  if (row.answer == "refused") return "returned";
  if (row.handed_over_at) return "handed_over";
  return std::string(kVerdicts[static_cast<std::size_t>(row.verdict)].id);
}

void recusals(const Case& from, std::string_view id, MeasureFacts& out) {
  for (const auto& row : from.recusals) {
    if (row.verdict != Verdict::pending) continue;
    ++out.recusals_pending;
    join(out.recusal_names, row.name);
    if (named(row, id)) out.recusal_waits = true;
  }
}

void parties(const Case& from, std::string_view id, MeasureFacts& out) {
  for (const auto& row : from.parties) {
    if (!row.released_reason.empty()) continue;
    ++out.parties;
    if (named(row, id)) out.party_in_case = true;
  }
}

void preservations(const Case& from, std::string_view id, MeasureFacts& out) {
  for (const auto& row : from.preservations) {
    const std::string state = state_of(row);
    out.preservations_open += row.is_open() ? 1 : 0;
    if (!named(row, id)) continue;
    out.preservation_waits |= state == "pending";
    out.preservation_ready |= state == "granted";
    out.preservation_kept |= state == "carried_out";
    if (id.empty()) continue;
    out.preservation_state = state;
    out.preservation_approved_at = row.decided_at;
  }
  if (!from.decision) return;
  const auto& kinds = from.decision->kinds;
  out.confiscation_decided =
      std::find(kinds.begin(), kinds.end(), PenaltyKind::confiscate_property) != kinds.end();
}

void evidence(const Case& from, std::string_view id, MeasureFacts& out) {
  for (const auto& row : from.entrustments) {
    if (named(row, id) && (row.opinion_no.empty() || !row.result_told_on)) out.expert_waits = true;
  }
  for (const auto& row : from.evidence) {
    if (named(row, id) && !row.excluded) out.evidence_usable = true;
  }
  for (const auto& row : from.corrections) {
    const bool obeyed = !row.rechecks.empty() && row.rechecks.back().outcome == "corrected";
    if (named(row, id) && !obeyed) out.correction_open = true;
  }
  out.complaint = from.source == "complaint";
}

void recordings(const Case& from, std::string_view id, MeasureFacts& out) {
  for (const auto& row : from.recording_gaps) {
    if (named(row, id) && row.needs_approval && row.verdict == Verdict::pending) out.recording_gap_waits = true;
  }
  for (const auto& row : from.recordings) {
    if (!named(row, id)) continue;
    const auto* destruction = row.destruction();
    const auto at = [&](DestructionState state) { return destruction != nullptr && destruction->state == state; };
    out.recording_kept |= !row.is_destroyed();
    out.recording_held |= row.hold() != nullptr && !row.is_destroyed();
    out.destruction_free |= destruction == nullptr || at(DestructionState::refused);
    out.destruction_proposed |= at(DestructionState::proposed);
    out.destruction_approved |= at(DestructionState::approved);
    out.destruction_carried_out |= at(DestructionState::carried_out);
  }
}

void transfers(const Case& from, std::string_view id, MeasureFacts& out) {
  for (const auto& row : from.transfers) {
    const std::string state = state_of(row);
    if (state == "pending" && out.transfer_owed.empty()) out.transfer_owed = "proposed";
    if (state == "granted") out.transfer_owed = row.kind;
    out.transfer_accepted |= state == "accepted";
    if (!named(row, id)) continue;
    out.transfer_waits |= state == "pending";
    out.transfer_ready |= state == "granted";
    out.transfer_unanswered |= state == "handed_over";
    if (id.empty()) continue;
    out.transfer_kind = row.kind;
    out.transfer_state = state;
    out.transfer_decided_at = row.decided_at;
  }
}

}  // namespace

MeasureFacts measure_facts(const Case& from, std::string_view row) {
  MeasureFacts out;
  recusals(from, row, out);
  parties(from, row, out);
  preservations(from, row, out);
  evidence(from, row, out);
  transfers(from, row, out);
  recordings(from, row, out);
  const auto* term = from.obligation(rule::decide);
  if (term != nullptr && term->is_open()) {
    out.term_suspended = term->is_suspended();
    out.term_running = !out.term_suspended;
    out.term_until = term->due;
  }
  return out;
}

}  // namespace mingjing::cases
