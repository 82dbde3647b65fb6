// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/review_indicators.h"

#include <gtest/gtest.h>

namespace mingjing::supervision {
namespace {

const ReviewIndicator& numbered(int number) {
  for (const auto& one : review_indicators()) {
    if (one.number == number) return one;
  }
  ADD_FAILURE() << number;
  return review_indicators().front();
}

struct Row {
  const char* name;
  int number;
  ReviewCounts counts;
  std::optional<std::int64_t> thousandths;
  std::optional<bool> met;
};

TEST(ReviewIndicators, RatiosAgainstTheirThresholds) {
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
  };
  for (const auto& row : rows) {
    const auto found = ratio(numbered(row.number), row.counts);
    EXPECT_EQ(found.thousandths, row.thousandths) << row.name;
    EXPECT_EQ(found.met, row.met) << row.name;
  }
}

TEST(ReviewIndicators, BrokenDataIsRefused) {
  const std::string good =
      R"({"indicators":[{"number":86,"id":"a","name":"b","question":"c","mode":"automatic","numerator":"officers",)"
      R"("denominator":"officers","threshold":50,"citation":"《行政处罚法》第五十八条"}]})";
  ASSERT_TRUE(parse_review_indicators(good));
  for (const auto& [from, to] : std::initializer_list<std::pair<std::string, std::string>>{
           {"\"automatic\"", "\"guess\""}, {"\"numerator\":\"officers\"", "\"numerator\":\"moons\""},
           {":50", ":5000"}, {"《行政处罚法》", ""}, {"\"id\":\"a\"", "\"id\":\"\""}}) {
    auto bad = good;
    bad.replace(bad.find(from), from.size(), to);
    EXPECT_FALSE(parse_review_indicators(bad)) << bad;
  }
}

}  // namespace
}  // namespace mingjing::supervision
