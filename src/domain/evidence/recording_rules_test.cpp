// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/recording_rules.h"

#include <gtest/gtest.h>

#include "law/citation.h"

namespace mingjing::evidence {
namespace {

using cases::Act;

const Instant kNine = Instant::beijing(Date(2026, 3, 2), 9);
Instant minute(int n) { return kNine.plus_ms(n * 60'000LL); }
template <class Id>
Id id(int n) {
  return Id(*Uuid::parse("01890000-0000-7000-8000-0000000000" + std::to_string(n)));
}

cases::Record step(Act act, Json form) {
  cases::Record out;
  out.id = id<RecordId>(10);
  out.act = act;
  out.occurred_at = kNine;
  out.data = std::move(form);
  return out;
}
// An hour in the agency's own room: must be recorded, wholly.
cases::Record inquiry() {
  return step(Act::record_inquiry, Json::object({{"in_room", true}, {"started_at", minute(0).text()}, {"ended_at", minute(60).text()}}));
}
cases::Recording recorded(int n, int from, int to) {
  cases::Recording out;
  out.id = id<RecordingId>(n);
  out.of = id<RecordId>(10);
  out.started_at = minute(from);
  out.ended_at = minute(to);
  return out;
}
cases::Recording unreadable(cases::Recording recording) {
  recording.state = cases::RecordingState::not_playable;
  return recording;
}
cases::RecordingGap explained(std::optional<int> from, std::optional<int> to, cases::Verdict verdict) {
  cases::RecordingGap out;
  out.id = id<RecordingGapId>(90);
  out.of = id<RecordId>(10);
  if (from) out.from = minute(*from);
  if (to) out.to = minute(*to);
  out.verdict = verdict;
  return out;
}
using cases::Verdict;

struct CoverageRow {
  const char* name;
  std::vector<cases::Recording> recordings;
  std::vector<cases::RecordingGap> notes;
  Coverage coverage;
  std::size_t gaps;
};

TEST(RecordedSteps, WhatMustBeRecordedIsOwedUntilItIsCoveredOrApproved) {
  const std::vector<CoverageRow> rows{
      {"nothing", {}, {}, Coverage::uncovered, 1},
      {"all of it", {recorded(20, 0, 60)}, {}, Coverage::covered, 0},
      {"all of it in two, overlapping", {recorded(21, 25, 60), recorded(20, 0, 30)}, {}, Coverage::covered, 0},
      {"all of it, in a file that cannot be opened", {unreadable(recorded(20, 0, 60))}, {}, Coverage::uncovered, 1},
      {"half of it in such a file", {recorded(20, 0, 30), unreadable(recorded(21, 30, 60))}, {}, Coverage::uncovered, 1},
      {"in such a file, approved", {unreadable(recorded(20, 0, 60))}, {explained({}, {}, Verdict::granted)}, Coverage::explained, 1},
      {"broken off in the middle", {recorded(20, 0, 20), recorded(21, 30, 60)}, {}, Coverage::uncovered, 1},
      {"begun late and ended early", {recorded(20, 5, 50)}, {}, Coverage::uncovered, 2},
      {"broken off, explained", {recorded(20, 0, 20), recorded(21, 30, 60)}, {explained(20, 30, Verdict::pending)},
       Coverage::awaiting_approval, 1},
      {"broken off, approved", {recorded(20, 0, 20), recorded(21, 30, 60)}, {explained(20, 30, Verdict::granted)},
       Coverage::explained, 1},
      {"broken off, refused", {recorded(20, 0, 20), recorded(21, 30, 60)}, {explained(20, 30, Verdict::refused)},
       Coverage::uncovered, 1},
      {"explained for another stretch", {recorded(20, 0, 20), recorded(21, 30, 60)}, {explained(40, 50, Verdict::granted)},
       Coverage::uncovered, 1},
      {"explained too narrowly", {recorded(20, 0, 20), recorded(21, 30, 60)}, {explained(22, 28, Verdict::granted)},
       Coverage::uncovered, 1},
      {"not at all, approved", {}, {explained({}, {}, Verdict::granted)}, Coverage::explained, 1},
      {"not at all, waits", {}, {explained({}, {}, Verdict::pending)}, Coverage::awaiting_approval, 1},
      {"not at all, a stretch explained", {}, {explained(0, 60, Verdict::granted)}, Coverage::uncovered, 1},
      {"one of two gaps explained", {recorded(20, 5, 50)}, {explained(0, 5, Verdict::granted)}, Coverage::uncovered, 2},
  };
  for (const auto& row : rows) {
    cases::Case c;
    c.records = {inquiry()};
    c.recordings = row.recordings;
    c.recording_gaps = row.notes;
    const auto steps = recorded_steps(c);
    ASSERT_EQ(steps.size(), 1u) << row.name;
    EXPECT_EQ(steps.front().coverage, row.coverage) << row.name;
    EXPECT_EQ(steps.front().gaps.size(), row.gaps) << row.name;
    EXPECT_EQ(steps.front().owed(), row.coverage > Coverage::explained) << row.name;
  }
}

TEST(RecordedSteps, WhatShouldBeRecordedHoldsNothingUp) {
  cases::Case c;
  c.records = {step(Act::record_inquiry, Json::object({{"place", "当事人住处"}}))};
  const auto steps = recorded_steps(c);
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(steps.front().coverage, Coverage::uncovered);
  EXPECT_FALSE(steps.front().owed());
  c.recording_gaps = {explained({}, {}, Verdict::pending)};  // needs no approval
  EXPECT_EQ(recorded_steps(c).front().coverage, Coverage::explained);
}

TEST(RecordedSteps, WhatIsRecordedInPartNeedsOneRecording) {
  cases::Case c;
  c.records = {step(Act::serve_decision, Json::object({{"method", "lien"}, {"recorded_on_video", true}}))};
  EXPECT_TRUE(recorded_steps(c).front().owed());
  cases::Recording photo = recorded(20, 3, 3);
  photo.ended_at.reset();
  c.recordings = {photo};
  EXPECT_EQ(recorded_steps(c).front().coverage, Coverage::covered);
}

TEST(RecordedSteps, OnNoListAndNotRecordedIsNotShown) {
  cases::Case c;
  c.records = {step(Act::submit_for_approval, Json(Json::Object{}))};
  EXPECT_TRUE(recorded_steps(c).empty());
  c.recordings = {recorded(20, 0, 10)};
  const auto steps = recorded_steps(c);
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(steps.front().matter, nullptr);
  EXPECT_FALSE(steps.front().owed());
}

struct UncoveredRow {
  const char* name;
  std::optional<TimeSpan> span;
  std::vector<cases::Recording> recordings;
  std::vector<TimeSpan> gaps;
};

TEST(Uncovered, StretchesWithoutRecording) {
  const TimeSpan hour{minute(0), minute(60)};
  auto brief = recorded(21, 30, 60);
  brief.started_at = minute(30).plus_ms(9'000);
  auto endless = recorded(20, 0, 0);
  endless.ended_at.reset();
  auto measured = endless;
  measured.duration_ms = 60 * 60'000;
  const std::vector<UncoveredRow> rows{
      {"none at all", hour, {}, {}},
      {"between two, the step's length unknown", {}, {recorded(20, 0, 10), recorded(21, 20, 30)}, {{minute(10), minute(20)}}},
      {"nine seconds are no interruption", hour, {recorded(20, 0, 30), brief}, {}},
      {"before and after the step counts for nothing", hour, {recorded(20, -30, 90)}, {}},
      {"wholly before the step", hour, {recorded(20, -30, -10)}, {hour}},
      {"wholly after the step", hour, {recorded(20, 70, 90)}, {hour}},
      {"one within the other", hour, {recorded(20, 0, 60), recorded(21, 10, 20)}, {}},
      {"the end is not known", hour, {endless}, {hour}},
      {"the end by the length of the file", hour, {measured}, {}},
  };
  for (const auto& row : rows) {
    std::vector<const cases::Recording*> all;
    for (const auto& r : row.recordings) all.push_back(&r);
    EXPECT_EQ(uncovered(row.span, all, 10'000), row.gaps) << row.name;
  }
}

TEST(RecordingMatters, EveryMatterNamesActsAndMembersThatExist) {
  for (const auto& matter : catalog::RecordingMatters::built_in().all()) {
    for (const auto& act : matter.acts) EXPECT_TRUE(cases::parse_act(act)) << matter.id << " " << act;
    EXPECT_TRUE(law::Citation::parse(matter.citation)) << matter.id;
    EXPECT_FALSE(matter.ways.empty()) << matter.id;
  }
}

TEST(RecordingMatters, RefusesWhatItCannotRead) {
  const auto refused = [](const char* json) { return !catalog::RecordingMatters::parse(json).has_value(); };
  const std::string good =
      R"({"gap_seconds":10,"further_acts":["hold_hearing"],"matters":[{"id":"a","name":"甲","acts":["take_sample"],"duty":"must","extent":"whole","ways":["video"],"citation":"《行政处罚法》第四十七条","from":"2021-07-15"}]})";
  EXPECT_TRUE(catalog::RecordingMatters::parse(good));
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string out = good;
    out.replace(out.find(from), from.size(), to);
    return out;
  };
  EXPECT_TRUE(refused(with("\"must\"", "\"shall\"").c_str()));
  EXPECT_TRUE(refused(with("\"whole\"", "\"all\"").c_str()));
  EXPECT_TRUE(refused(with("\"video\"", "\"smell\"").c_str()));
  EXPECT_TRUE(refused(with("《行政处罚法》第四十七条", "照规定").c_str()));
  EXPECT_TRUE(refused(with("2021-07-15", "2021-07-32").c_str()));
  EXPECT_TRUE(refused(with(":10,", ":-1,").c_str()));
  EXPECT_TRUE(refused("{"));
}

TEST(RecordingMatters, AStepOfBeforeTheListIsOnNone) {
  const auto& matters = catalog::RecordingMatters::built_in();
  EXPECT_EQ(matters.of("take_sample", Json(Json::Object{}), Date(2020, 5, 26)), nullptr);
  EXPECT_NE(matters.of("take_sample", Json(Json::Object{}), Date(2020, 5, 27)), nullptr);
}

TEST(RecordedSteps, HowFarARecordingLiesFromItsStepIsCountedFromWhereTheyMeet) {
  const auto hour = inquiry();
  EXPECT_EQ(away_from(hour, {minute(10), minute(20)}), 0);
  EXPECT_EQ(away_from(hour, {minute(-30), minute(0)}), 0);
  EXPECT_EQ(away_from(hour, {minute(90), minute(100)}), 30 * 60'000) << "from its end";
  EXPECT_EQ(away_from(hour, {minute(-50), minute(-20)}), 20 * 60'000);
  EXPECT_EQ(away_from(step(Act::serve_decision, Json::object({})), {minute(5), minute(5)}), 5 * 60'000) << "a moment and a photograph";
}

}  // namespace
}  // namespace mingjing::evidence
