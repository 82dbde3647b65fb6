// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/recording_rules.h"

#include <algorithm>

#include "domain/evidence/recording_list.h"

namespace mingjing::evidence {
namespace {

// When the step took place from beginning to end, as its form tells.
std::optional<TimeSpan> span_of(const cases::Record& record) {
  const auto from = Instant::parse(record.data.text("started_at"));
  const auto to = Instant::parse(record.data.text("ended_at"));
  if (!from || !to || *to <= *from) return std::nullopt;
  return TimeSpan{*from, *to};
}

bool answers(const cases::RecordingGap& note, const std::optional<TimeSpan>& gap, std::int64_t slack) {
  if (!note.from || !note.to) return true;  // of the whole step
  return gap && *note.from <= gap->from.plus_ms(slack) && *note.to >= gap->to.plus_ms(-slack);
}

// The best explanation of a stretch: an approved one before one that waits; a refused one is none.
const cases::RecordingGap* note_of(const cases::Case& c, RecordId of, const std::optional<TimeSpan>& gap, std::int64_t slack) {
  const cases::RecordingGap* found = nullptr;
  for (const auto& note : c.recording_gaps) {
    if (note.of != of || note.verdict == cases::Verdict::refused || !answers(note, gap, slack)) continue;
    if (found == nullptr || note.verdict == cases::Verdict::granted) found = &note;
  }
  return found;
}

Coverage judged(const RecordedStep& step) {
  Coverage worst = Coverage::covered;
  for (const auto& gap : step.gaps) {
    Coverage one = Coverage::uncovered;
    if (gap.note != nullptr) {
      const bool waits = step.must() && gap.note->verdict != cases::Verdict::granted;
      one = waits ? Coverage::awaiting_approval : Coverage::explained;
    }
    worst = std::max(worst, one);
  }
  return worst;
}

}  // namespace

std::vector<TimeSpan> uncovered(const std::optional<TimeSpan>& span, const std::vector<const cases::Recording*>& recordings,
                                std::int64_t gap_ms) {
  std::vector<TimeSpan> taken;
  for (const auto* r : recordings) taken.push_back({r->started_at, std::max(r->started_at, r->end().value_or(r->started_at))});
  std::sort(taken.begin(), taken.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  std::vector<TimeSpan> out;
  if (taken.empty()) return out;
  Instant reached = span ? span->from : taken.front().from;
  const auto leave = [&](Instant to) {
    if (to - reached > gap_ms) out.push_back({reached, to});
  };
  for (const auto& one : taken) {
    leave(span ? std::min(one.from, span->to) : one.from);
    reached = std::max(reached, one.to);
  }
  if (span) leave(span->to);
  return out;
}

std::vector<RecordedStep> recorded_steps(const cases::Case& c) {
  const auto gap_ms = catalog::RecordingMatters::built_in().gap_ms();
  std::vector<RecordedStep> out;
  for (const auto& record : c.records) {
    RecordedStep step;
    step.step = &record;
    step.matter = matter_of(record);
    for (const auto& recording : c.recordings) {
      if (recording.of != record.id) continue;
      step.recordings.push_back(&recording);
      // What nobody can open shows nothing: it is kept, and the step wants another or an explanation.
      if (recording.state != cases::RecordingState::not_playable) step.counted.push_back(&recording);
    }
    const bool told = std::any_of(c.recording_gaps.begin(), c.recording_gaps.end(), [&](const auto& g) { return g.of == record.id; });
    if (step.matter == nullptr && step.recordings.empty() && !told) continue;
    step.span = span_of(record);
    if (step.counted.empty()) {
      step.gaps.push_back({std::nullopt, note_of(c, record.id, std::nullopt, 0)});
    } else if (step.matter == nullptr || step.matter->whole) {
      for (const auto& gap : uncovered(step.span, step.counted, gap_ms)) {
        step.gaps.push_back({gap, note_of(c, record.id, gap, gap_ms)});
      }
    }
    step.coverage = judged(step);
    out.push_back(std::move(step));
  }
  return out;
}

std::int64_t away_from(const cases::Record& step, const TimeSpan& recorded) {
  const auto told = span_of(step);
  const Instant begins = told ? std::min(told->from, step.occurred_at) : step.occurred_at;
  const Instant ends = told ? std::max(told->to, step.occurred_at) : step.occurred_at;
  return std::max({std::int64_t{0}, recorded.from - ends, begins - recorded.to});
}

std::string step_words(const RecordedStep& step) {
  const auto ymd = step.step->occurred_at.date();
  std::string out = std::to_string(ymd.month()) + "月" + std::to_string(ymd.day()) + "日" +
                    std::string(cases::name_zh(step.step->act));
  if (step.matter == nullptr) return out;
  out += "（" + step.matter->name;
  if (const auto& day = step.matter->approved_on) out += "，据本机关" + day->text_zh() + "批准的《音像记录事项清单》";
  out += "）";
  return out;
}

}  // namespace mingjing::evidence
