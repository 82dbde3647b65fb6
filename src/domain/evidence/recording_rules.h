// What of a case must be, or is, recorded in sound and pictures 「音像记录」: the steps with their recordings laid on the
// time they took, what is not covered, and why. Pure; the list of matters is catalog/recording_matters.h. A step that
// must be recorded and is neither recorded nor lawfully explained holds the case up (guard `recordings_settled`).
// Founding document 002, R-REC-012 to R-REC-017, indicators 53–59; APL 47.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/cases/case.h"
#include "domain/catalog/recording_matters.h"

namespace mingjing::evidence {

struct TimeSpan {
  Instant from, to;
  bool operator==(const TimeSpan&) const = default;
};

// How far a step is recorded; from best to worst.
enum class Coverage : std::uint8_t { covered, explained, awaiting_approval, uncovered };
inline constexpr std::array<cases::Named<Coverage>, 4> kCoverages{{
    {Coverage::covered, "covered", "已记录"},
    {Coverage::explained, "explained", "已说明"},
    {Coverage::awaiting_approval, "awaiting_approval", "说明待批准"},
    {Coverage::uncovered, "uncovered", "没有记录"},
}};

// A stretch without recording.
struct Uncovered {
  std::optional<TimeSpan> span;                // empty: the whole step
  const cases::RecordingGap* note = nullptr;   // its explanation; null: none
};

struct RecordedStep {
  const cases::Record* step = nullptr;
  const catalog::RecordingMatter* matter = nullptr;  // null: on no list, recorded all the same
  std::optional<TimeSpan> span;                      // how long it took, where its form says so
  std::vector<const cases::Recording*> recordings;   // in order of time
  std::vector<const cases::Recording*> counted;      // of them, those that can be opened or were not looked into yet
  std::vector<Uncovered> gaps;
  Coverage coverage = Coverage::uncovered;
  bool must() const { return matter != nullptr && matter->duty == catalog::RecordingDuty::must; }
  bool owed() const { return must() && coverage > Coverage::explained; }
};

// Steps on the list, and others with a recording or an explanation, in the order of the timeline. Points into the
// case. Which matter a step falls under: `matter_of` (recording_list.h).
std::vector<RecordedStep> recorded_steps(const cases::Case& c);

// The stretches of `span` that no recording covers; without a span, those between the first and the last recording.
// Interruptions of `gap_ms` or less are none. A recording whose end is not known covers the moment it began.
std::vector<TimeSpan> uncovered(const std::optional<TimeSpan>& span, const std::vector<const cases::Recording*>& recordings,
                                std::int64_t gap_ms);

// A recording that counts as the record of a step on the list lies no further from it; one file is no longer. How far a
// stretch lies from the step in ms; 0: they meet.
inline constexpr std::int64_t kNearMs = 24 * 3'600'000;
inline constexpr std::int64_t kRecordingMsMax = 24 * 3'600'000;
std::int64_t away_from(const cases::Record& step, const TimeSpan& recorded);

// What is owed, for a sentence: 3月2日制作询问笔录（在办案场所询问）.
std::string step_words(const RecordedStep& step);

}  // namespace mingjing::evidence
