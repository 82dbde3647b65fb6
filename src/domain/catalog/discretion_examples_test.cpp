// Worked examples of discretion 「裁量」, in pairs that differ in one fact. Each row is a case a lawyer can work out by
// hand; its name says the fact that matters. The figures are of the built-in standards.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/catalog/discretion.h"

namespace mingjing::catalog {
namespace {

using Outcome = DiscretionOutcome;

// A case of today by an organisation, unless said otherwise.
DiscretionFacts the_case(std::string item, std::set<std::string> facts, std::map<std::string, std::int64_t> measures) {
  DiscretionFacts out;
  out.item = std::move(item);
  out.act_ended_on = Date(2026, 1, 12);
  out.decided_on = Date(2026, 3, 2);
  out.facts = std::move(facts);
  out.measures = std::move(measures);
  return out;
}

constexpr std::int64_t yuan_of(std::int64_t n) { return n * 100; }
constexpr std::int64_t square_metres(std::int64_t n) { return n * 1000; }

DiscretionFacts occupation(std::set<std::string> facts, std::int64_t area = 1200) {
  return the_case("LZR-CF-007", std::move(facts), {{"land_area", square_metres(area)}});
}
DiscretionFacts by_person(int age, std::set<std::string> facts = {}) {
  auto out = occupation(std::move(facts));
  out.party = PartyType::natural_person;
  out.age = age;
  return out;
}
DiscretionFacts report(std::set<std::string> facts, std::int64_t days = 10) {
  return the_case("LZR-CF-021", std::move(facts), {{"overdue_days", days}});
}
DiscretionFacts mining(std::int64_t value_yuan, Date ended = Date(2026, 1, 12)) {
  auto out =
      the_case("LZR-CF-025", {}, {{"mineral_value", yuan_of(value_yuan)}, {"illegal_gains", yuan_of(value_yuan)}});
  out.act_ended_on = ended;
  return out;
}
DiscretionFacts destruction(std::int64_t loss_yuan, Date ended) {
  auto out = the_case("LZR-CF-029", {}, {{"mineral_loss", yuan_of(loss_yuan)}});
  out.act_ended_on = ended;
  return out;
}
DiscretionFacts hazard(PartyType party) {
  auto out = the_case("LZR-CF-036", {}, {{"land_area", square_metres(800)}});
  out.party = party;
  return out;
}
DiscretionFacts taking(DiscretionFacts facts, std::string rule) {
  facts.taken.insert(std::move(rule));
  return facts;
}

struct Example {
  const char* name;  // the fact that makes the difference
  DiscretionFacts facts;
  Outcome outcome;
  std::string step;                       // 裁量阶次, empty without a fine
  std::int64_t from_fen = 0, to_fen = 0;  // 裁量幅度
  std::string rule;                       // one that must be among those applied
  std::string citation;                   // of that rule
};

const Example kExamples[] = {
    // 按平方米：1200平方米，每平方米100元以上1000元以下
    {"占地1200平方米_一般", occupation({}), Outcome::penalty, "ordinary", yuan_of(360'000), yuan_of(600'000) - 1,
     "band", "《土地管理法实施条例》第五十七条第一款"},
    {"占地999.999平方米_轻微", the_case("LZR-CF-007", {}, {{"land_area", 999'999}}), Outcome::penalty, "minor",
     9'999'990, 29'999'969, "step", "《行政处罚法》第三十四条"},
    {"占地1000平方米整_到了一般", occupation({}, 1000), Outcome::penalty, "ordinary", yuan_of(300'000),
     yuan_of(500'000) - 1, "step", "《行政处罚法》第三十四条"},
    {"占地10000平方米_严重_含法定最高额", occupation({}, 10'000), Outcome::penalty, "serious", yuan_of(7'000'000),
     yuan_of(10'000'000), "step", "《行政处罚法》第三十四条"},
    // 从轻：主动消除危害后果，降一阶
    {"主动消除危害后果_从轻一阶", occupation({"harm_reduced"}), Outcome::penalty, "minor", yuan_of(120'000),
     yuan_of(360'000) - 1, "harm_reduced", "《行政处罚法》第三十二条第一项"},
    {"已在最低阶次_从轻取下段", occupation({"harm_reduced"}, 500), Outcome::penalty, "minor", yuan_of(50'000),
     yuan_of(100'000), "harm_reduced", "《行政处罚法》第三十二条第一项"},
    {"受胁迫_从轻一阶", occupation({"coerced"}), Outcome::penalty, "minor", yuan_of(120'000), yuan_of(360'000) - 1,
     "coerced", "《行政处罚法》第三十二条第二项"},
    {"主动供述未掌握的违法行为_从轻一阶", occupation({"unknown_act_confessed"}), Outcome::penalty, "minor",
     yuan_of(120'000), yuan_of(360'000) - 1, "confessed", "《行政处罚法》第三十二条第三项"},
    {"立功_从轻一阶", occupation({"merit"}), Outcome::penalty, "minor", yuan_of(120'000), yuan_of(360'000) - 1, "merit",
     "《行政处罚法》第三十二条第四项"},
    // 从重：二年内再犯，升一阶；最高阶次取上段，不超过法定最高额
    {"二年内再犯_从重一阶", occupation({"repeat_within_two_years"}), Outcome::penalty, "severe", yuan_of(600'000),
     yuan_of(840'000) - 1, "repeat", "《行政处罚法》第三十四条"},
    {"最高阶次再犯_取上段不过最高额", occupation({"repeat_within_two_years"}, 10'000), Outcome::penalty, "serious",
     yuan_of(8'500'000), yuan_of(10'000'000), "repeat", "《行政处罚法》第三十四条"},
    {"最高阶次再犯又主动消除后果_回到最高阶次", occupation({"repeat_within_two_years", "harm_reduced"}, 10'000),
     Outcome::penalty, "serious", yuan_of(7'000'000), yuan_of(10'000'000), "shift", "《行政处罚法》第三十四条"},
    {"再犯又主动消除后果_先从重后从轻", occupation({"repeat_within_two_years", "harm_reduced"}), Outcome::penalty,
     "ordinary", yuan_of(360'000), yuan_of(600'000) - 1, "shift", "《行政处罚法》第三十四条"},
    {"违反突发事件应对措施_从重一阶", occupation({"emergency_measures"}), Outcome::penalty, "severe", yuan_of(600'000),
     yuan_of(840'000) - 1, "emergency", "《行政处罚法》第四十九条"},
    // 年龄
    {"十三周岁_不予处罚", by_person(13), Outcome::no_penalty, "", 0, 0, "under_fourteen", "《行政处罚法》第三十条"},
    {"十四周岁_应当从轻或者减轻", by_person(14), Outcome::penalty, "minor", yuan_of(120'000), yuan_of(360'000) - 1,
     "under_eighteen", "《行政处罚法》第三十条"},
    {"十七周岁_应当从轻或者减轻", by_person(17), Outcome::penalty, "minor", yuan_of(120'000), yuan_of(360'000) - 1,
     "under_eighteen", "《行政处罚法》第三十条"},
    {"十八周岁_没有年龄情节", by_person(18), Outcome::penalty, "ordinary", yuan_of(360'000), yuan_of(600'000) - 1,
     "step", "《行政处罚法》第三十四条"},
    // 精神状态
    {"不能辨认或者控制自己行为_不予处罚", by_person(40, {"incapable"}), Outcome::no_penalty, "", 0, 0, "incapable",
     "《行政处罚法》第三十一条"},
    {"尚未完全丧失辨认能力_可以从轻而没有适用", by_person(40, {"partly_capable"}), Outcome::penalty, "ordinary",
     yuan_of(360'000), yuan_of(600'000) - 1, "step", "《行政处罚法》第三十四条"},
    {"尚未完全丧失辨认能力_决定从轻", taking(by_person(40, {"partly_capable"}), "partly_capable"), Outcome::penalty,
     "minor", yuan_of(120'000), yuan_of(360'000) - 1, "partly_capable", "《行政处罚法》第三十一条"},
    // 轻微、初次
    {"轻微且及时改正且无后果_不予处罚", occupation({"slight_violation", "corrected_in_time", "no_harm"}),
     Outcome::no_penalty, "", 0, 0, "slight_corrected_no_harm", "《行政处罚法》第三十三条第一款"},
    {"轻微且及时改正但后果轻微_照常处罚", occupation({"slight_violation", "corrected_in_time", "harm_slight"}),
     Outcome::penalty, "ordinary", yuan_of(360'000), yuan_of(600'000) - 1, "step", "《行政处罚法》第三十四条"},
    {"初次且后果轻微且改正_可以不罚而没有适用", occupation({"first_violation", "corrected_in_time", "harm_slight"}),
     Outcome::penalty, "ordinary", yuan_of(360'000), yuan_of(600'000) - 1, "step", "《行政处罚法》第三十四条"},
    {"初次且后果轻微且改正_决定不予处罚",
     taking(occupation({"first_violation", "corrected_in_time", "harm_slight"}), "first_slight_corrected"),
     Outcome::no_penalty, "", 0, 0, "first_slight_corrected", "《行政处罚法》第三十三条第一款"},
    // 主观过错
    {"有证据证明没有主观过错_不予处罚", occupation({"no_fault_proved"}), Outcome::no_penalty, "", 0, 0, "no_fault",
     "《行政处罚法》第三十三条第二款"},
    {"没有主观过错但法律另有规定_照常处罚", occupation({"no_fault_proved", "fault_not_needed"}), Outcome::penalty,
     "ordinary", yuan_of(360'000), yuan_of(600'000) - 1, "step", "《行政处罚法》第三十四条"},
    // 逾期不改正才罚款：固定数额2万元以上5万元以下
    {"责令改正后没有逾期_先不罚款", report({}), Outcome::correct_first, "", 0, 0, "correct_first",
     "《土地复垦条例》第四十一条"},
    {"逾期不改正_按逾期天数轻微", report({"not_corrected_in_time"}), Outcome::penalty, "minor", yuan_of(20'000),
     yuan_of(29'000) - 1, "band", "《土地复垦条例》第四十一条"},
    {"逾期不改正30天_一般", report({"not_corrected_in_time"}, 30), Outcome::penalty, "ordinary", yuan_of(29'000),
     yuan_of(41'000) - 1, "band", "《土地复垦条例》第四十一条"},
    {"逾期不改正90天_严重", report({"not_corrected_in_time"}, 90), Outcome::penalty, "serious", yuan_of(41'000),
     yuan_of(50'000), "band", "《土地复垦条例》第四十一条"},
    // 两种法定幅度：市场价值十万元为界
    {"矿产品价值99999元_固定数额", mining(99'999), Outcome::penalty, "serious", yuan_of(640'000), yuan_of(1'000'000),
     "band", "《矿产资源法》第六十四条第一款"},
    {"矿产品价值十万元整_按倍数", mining(100'000), Outcome::penalty, "minor", yuan_of(300'000), yuan_of(360'000) - 1,
     "band", "《矿产资源法》第六十四条第一款"},
    // 新旧法律
    {"行为终了于新法施行前一日_旧法较轻适用旧法", mining(100'000, Date(2025, 6, 30)), Outcome::penalty, "ordinary",
     yuan_of(20'000), yuan_of(35'000) - 1, "apl_37", "《行政处罚法》第三十七条"},
    {"破坏矿产损失四百万元_新法较轻适用新法", destruction(4'000'000, Date(2025, 6, 30)), Outcome::penalty, "serious",
     yuan_of(340'000), yuan_of(500'000), "apl_37", "《行政处罚法》第三十七条"},
    {"破坏矿产损失二十万元_旧法较轻适用旧法", destruction(200'000, Date(2025, 6, 30)), Outcome::penalty, "minor", 0,
     yuan_of(40'000) - 1, "apl_37", "《行政处罚法》第三十七条"},
    // 当事人类型
    {"地质灾害危险区_单位", hazard(PartyType::organisation), Outcome::penalty, "minor", yuan_of(50'000), 9'499'999,
     "band", "《地质灾害防治条例》第四十三条"},
    {"地质灾害危险区_个人", hazard(PartyType::natural_person), Outcome::penalty, "ordinary", yuan_of(22'000),
     yuan_of(34'000) - 1, "band", "《地质灾害防治条例》第四十三条"},
    // 违法所得的比例、造价的比例、耕地开垦费的倍数
    {"转让违法所得123456.78元_按比例", the_case("LZR-CF-001", {}, {{"illegal_gains", 12'345'678}}), Outcome::penalty,
     "ordinary", 2'469'136, 3'703'703, "band", "《土地管理法实施条例》第五十四条"},
    {"转让永久基本农田_直接按严重",
     the_case("LZR-CF-001", {"permanent_basic_farmland"}, {{"illegal_gains", 12'345'678}}), Outcome::penalty, "serious",
     4'938'272, 6'172'839, "band", "《土地管理法实施条例》第五十四条"},
    {"违法建设造价十万元零一分_下限进位上限舍去",
     the_case("LZR-CF-038", {}, {{"building_cost", 10'000'001}, {"building_area", square_metres(2000)}}),
     Outcome::penalty, "serious", 900'001, 1'000'000, "band", "《城乡规划法》第六十四条"},
    {"破坏一般耕地_一般",
     the_case("LZR-CF-003", {}, {{"land_area", square_metres(700)}, {"reclamation_fee", yuan_of(40'000)}}),
     Outcome::penalty, "ordinary", yuan_of(240'000), yuan_of(280'000) - 1, "band", "《土地管理法实施条例》第五十五条"},
    {"破坏黑土地_依条例从重",
     the_case("LZR-CF-003", {"prime_soil"}, {{"land_area", square_metres(700)}, {"reclamation_fee", yuan_of(40'000)}}),
     Outcome::penalty, "severe", yuan_of(280'000), yuan_of(340'000) - 1, "prime_soil",
     "《土地管理法实施条例》第五十五条"},
};

void works_out(const Example& row) {
  SCOPED_TRACE(row.name);
  const auto found = assess(DiscretionBook::built_in(), row.facts);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->outcome, row.outcome);
  EXPECT_EQ(found->step, row.step);
  EXPECT_EQ(text_zh(found->recommended), text_zh(FenRange{Fen{row.from_fen}, Fen{row.to_fen}}));
  const auto at = std::find_if(found->applied.begin(), found->applied.end(),
                               [&](const AppliedRule& rule) { return rule.id == row.rule; });
  ASSERT_NE(at, found->applied.end()) << row.rule;
  EXPECT_EQ(at->citation, row.citation);
  for (const auto& rule : found->applied) {
    EXPECT_FALSE(rule.zh.empty() || rule.value.empty() || rule.citation.empty()) << rule.id;
  }
  if (row.outcome != Outcome::penalty) return;
  EXPECT_GE(found->recommended.from, found->statutory.from);
  EXPECT_LE(found->recommended.to, found->statutory.to);
}

TEST(WorkedExamples, ComeOutAsALawyerWorksThemOut) {
  for (const auto& row : kExamples) works_out(row);
}

// Every pair of neighbouring facts is also found by the engine itself when asked what would change the result.
TEST(WhatWouldChange, NamesTheFactThatMadeTheDifference) {
  struct Row {
    DiscretionFacts facts;
    const char *id, *if_zh, *then;
  };
  const Row rows[] = {
      {occupation({}), "repeat_within_two_years", "如果有“二年内因同类违法行为受过行政处罚”", "较重"},
      {occupation({}), "harm_reduced", "如果有“主动消除或者减轻违法行为危害后果”", "轻微"},
      {occupation({"harm_reduced"}), "harm_reduced", "如果没有“主动消除或者减轻违法行为危害后果”", "一般"},
      {occupation({}), "land_area", "如果违法占用土地面积不足1000平方米", "轻微"},
      {occupation({}), "land_area", "如果违法占用土地面积达到5000平方米", "较重"},
      {by_person(17), "age", "如果当事人行为时已满十八周岁", "一般"},
      {by_person(17), "age", "如果当事人行为时不满十四周岁", "不予处罚"},
      {occupation({"slight_violation", "corrected_in_time"}), "no_harm", "如果有“没有造成危害后果”", "不予处罚"},
      {occupation({"corrected_in_time", "harm_slight"}), "first_violation", "如果有“初次违法”", "也可以不予处罚"},
      {report({}), "not_corrected_in_time", "如果有“责令改正后逾期不改正或者拒不改正”", "轻微"},
      {the_case("LZR-CF-021", {}, {}), "not_corrected_in_time", "如果有“责令改正后逾期不改正或者拒不改正”",
       "请先查明逾期天数"},
      {hazard(PartyType::organisation), "party", "如果当事人是自然人，且没有年龄情节", "罚款22,000.00元至33,999.99元"},
      {hazard(PartyType::natural_person), "party", "如果当事人是单位", "罚款50,000.00元至94,999.99元"},
      {destruction(200'000, Date(2025, 6, 30)), "act_ended_on", "如果违法行为在2025年7月1日以后终了", "100,000.00元"},
      {destruction(200'000, Date(2025, 7, 1)), "act_ended_on", "如果违法行为在2025年6月30日以前终了",
       "39,999.99元以下"},
      {mining(99'999), "mineral_value", "如果违法采出的矿产品市场价值达到100,000.00元", "轻微"},
  };
  for (const auto& row : rows) {
    const auto found = assess(DiscretionBook::built_in(), row.facts);
    ASSERT_TRUE(found) << found.error().message;
    const auto at = std::find_if(found->changes.begin(), found->changes.end(), [&](const DiscretionChange& change) {
      return change.id == row.id && change.zh == row.if_zh;
    });
    ASSERT_NE(at, found->changes.end()) << row.if_zh;
    EXPECT_NE(at->outcome.find(row.then), std::string::npos) << at->outcome;
  }
}

TEST(WhatWouldChange, LeavesOutWhatChangesNothing) {
  const auto found = assess(DiscretionBook::built_in(), occupation({}));
  ASSERT_TRUE(found);
  for (const auto& change : found->changes) {
    EXPECT_NE(change.id, "prime_soil");        // a rule of another item
    EXPECT_NE(change.id, "slight_violation");  // not enough by itself
    EXPECT_NE(change.id, "natural_person");    // no fact to choose
    EXPECT_NE(change.id, "incapable");         // no state of an organisation
    EXPECT_NE(change.id, "party");             // the statute makes no difference
  }
}

}  // namespace
}  // namespace mingjing::catalog
