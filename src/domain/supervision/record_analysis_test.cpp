// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/record_analysis.h"

#include <gtest/gtest.h>

namespace mingjing::supervision {
namespace {

const cases::Hand kHand{UserId(), "钟敏", *Instant::parse("2026-11-20T09:00:00+08:00")};

RecordAnalysis sample() {
  RecordAnalysis out;
  out.year = 2026;
  out.figures = {{49, "文字记录客观全面", 9, 10, false}, {54, "音像记录作证据使用", 0, 0, {}}, {84, "实时调阅监督", 1, 0, true}};
  out.weak_points = "询问没有录像。\n复核记录不全。";
  out.measures = "询问室装录像设备。";
  out.made = kHand;
  return out;
}

TEST(RecordAnalysis, IsWrittenAndRead) {
  RecordAnalysis analysis = sample();
  ASSERT_TRUE(note(analysis, {AnalysisUse::protect_rights, "两起复议以录像说清。", kHand}));
  const auto part = part_of(analysis);
  EXPECT_EQ(part.name, kRecordAnalysis);
  EXPECT_EQ(analysis_from_part(analysis.id, part.data), analysis);
}

// Only what the program counts is kept, judged as the page of indicators judges it.
TEST(RecordAnalysis, KeepsTheCountedIndicatorsAsTheyStand) {
  const auto& set = record_indicators();
  const auto figures = figures_of(set, {{"archived", 2}, {"closed", 3}, {"analyses", 1}});
  std::size_t counted = 0;
  for (const auto& one : set.all) counted += one.counted() ? 1 : 0;
  EXPECT_EQ(figures.size(), counted);
  const auto of = [&](int number) {
    return *std::find_if(figures.begin(), figures.end(), [&](const auto& one) { return one.number == number; });
  };
  EXPECT_EQ(of(68), (AnalysisFigure{68, "每案有卷", 2, 3, false}));
  EXPECT_EQ(of(80).met, true);
  EXPECT_EQ(of(69).met, std::nullopt) << "nothing was sealed";
}

TEST(RecordAnalysis, TextsAreBounded) {
  const std::string long_text = std::string(2000, 'a') + "b";
  const struct {
    const char* name;
    std::string weak_points, measures, field;
  } rows[] = {{"nothing found", "", "改。", "weak_points"},
              {"nothing to be done", "有。", " ", "measures"},
              {"too long", long_text, "改。", "weak_points"},
              {"control character", "有\x01", "改。", "weak_points"},
              {"not text", "有。", "\xff", "measures"}};
  for (const auto& row : rows) {
    RecordAnalysis analysis = sample();
    analysis.weak_points = row.weak_points;
    analysis.measures = row.measures;
    const auto refused = validate(analysis);
    ASSERT_FALSE(refused) << row.name;
    EXPECT_EQ(refused.error().field, row.field) << row.name;
  }
  EXPECT_TRUE(validate(sample()));
  RecordAnalysis analysis = sample();
  EXPECT_EQ(note(analysis, {AnalysisUse::improve_enforcement, "", kHand}).error().field, "text");
  for (std::size_t i = 0; i < kAnalysisResultsMax; ++i) ASSERT_TRUE(note(analysis, {AnalysisUse::improve_enforcement, "补了设备。", kHand}));
  EXPECT_FALSE(note(analysis, {AnalysisUse::improve_enforcement, "补了设备。", kHand}));
}

}  // namespace
}  // namespace mingjing::supervision
