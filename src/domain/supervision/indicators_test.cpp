// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/indicators.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mingjing::supervision {
namespace {

const Indicator& numbered(int number) {
  for (const auto* set : {&review_indicators(), &record_indicators()}) {
    for (const auto& one : set->all) {
      if (one.number == number) return one;
    }
  }
  ADD_FAILURE() << number;
  return review_indicators().all.front();
}

struct Row {
  const char* name;
  int number;
  IndicatorCounts counts;
  std::optional<std::int64_t> thousandths;
  std::optional<bool> met;
};

TEST(Indicators, RatiosAgainstTheirThresholds) {
  const Row rows[] = {
      {"one of twenty is five per cent", 86, {{"officers", 20}, {"full_time_reviewers", 1}}, 50, true},
      {"one of twenty-one is less", 86, {{"officers", 21}, {"full_time_reviewers", 1}}, 47, false},
      {"half are trained", 87, {{"full_time_reviewers", 2}, {"trained_full_time_reviewers", 1}}, 500, true},
      {"nobody reviews full time", 87, {}, {}, {}},
      {"half by full-time reviewers", 88, {{"decisions_to_review", 4}, {"decisions_by_full_time", 2}}, 500, true},
      {"less than half", 88, {{"decisions_to_review", 5}, {"decisions_by_full_time", 2}}, 400, false},
      {"rules are judged by a person", 89, {{"officers", 20}}, {}, {}},
      {"a fifth with counsel", 90, {{"decisions_to_review", 5}, {"decisions_with_counsel", 1}}, 200, true},
      {"less than a fifth", 90, {{"decisions_to_review", 6}, {"decisions_with_counsel", 1}}, 166, false},
      {"every closed case has its volume", 68, {{"closed", 3}, {"archived", 3}}, 1000, true},
      {"one closed case has none", 68, {{"closed", 3}, {"archived", 2}}, 666, false},
      {"nothing closed yet", 68, {}, {}, {}},
      {"opened once for supervision", 75, {{"looks_supervision", 1}}, {}, true},
      {"never opened for supervision", 75, {}, {}, false},
  };
  for (const auto& row : rows) {
    const auto found = ratio(numbered(row.number), row.counts);
    EXPECT_EQ(found.thousandths, row.thousandths) << row.name;
    EXPECT_EQ(found.met, row.met) << row.name;
  }
}

TEST(Indicators, TheRecordOfTheWholeProcessIsAskedFromItsFirstToItsLast) {
  const auto& all = record_indicators().all;
  ASSERT_EQ(all.size(), 40u);
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].number, 45 + static_cast<int>(i));
}

TEST(Indicators, EveryCountIsUsedByOne) {
  for (const auto* set : {&review_indicators(), &record_indicators()}) {
    for (const auto& [name, words] : set->counts) {
      EXPECT_TRUE(std::any_of(set->all.begin(), set->all.end(), [&](const auto& one) { return one.numerator == name || one.denominator == name; })) << name;
    }
  }
}

TEST(Indicators, BrokenDataIsRefused) {
  const std::string good =
      R"({"counts":{"officers":"d"},"indicators":[{"number":86,"id":"a","name":"b","question":"c","numerator":"officers",)"
      R"("denominator":"officers","threshold":50,"citation":"《行政处罚法》第五十八条"}]})";
  ASSERT_TRUE(parse_indicators(good));
  for (const auto& [from, to] : std::initializer_list<std::pair<std::string, std::string>>{
           {"\"question\"", "\"judged\":\"x\",\"question\""}, {"\"numerator\":\"officers\"", "\"numerator\":\"moons\""},
           {"\"denominator\":\"officers\"", "\"denominator\":\"moons\""}, {":50", ":5000"}, {"《行政处罚法》", ""},
           {"\"id\":\"a\"", "\"id\":\"\""}, {":86", ":0"}}) {
    auto bad = good;
    bad.replace(bad.find(from), from.size(), to);
    EXPECT_FALSE(parse_indicators(bad)) << bad;
  }
}

}  // namespace
}  // namespace mingjing::supervision
