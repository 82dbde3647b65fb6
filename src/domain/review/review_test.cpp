// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "domain/cases/form.h"
#include "domain/review/materials.h"
#include "domain/review/points.h"
#include "law/citation.h"

namespace mingjing::review {
namespace {

using Points = std::vector<cases::ReviewRound::Point>;

Points all_sound() {
  Points points;
  for (const auto& point : kReviewPoints) points.push_back({std::string(point.id), "sound", "符合"});
  return points;
}

TEST(ReviewPoints, AreTheTenOfTheForm) {
  const Json* items = cases::form_of(cases::Act::give_review_opinion).find("properties")->find("points")->find("items");
  const auto& choices = items->find("properties")->find("id")->items("enum");
  ASSERT_EQ(choices.size(), kReviewPoints.size());
  for (std::size_t i = 0; i < choices.size(); ++i) EXPECT_EQ(*choices[i].as_string(), kReviewPoints[i].id);
  for (const auto& point : kReviewPoints) EXPECT_TRUE(law::Citation::parse(point.citation)) << point.citation;
}

struct OpinionRow {
  const char* name;
  const char* verdict;  // of the fourth point
  const char* outcome;
  std::size_t faults;
};

TEST(ReviewPoints, TheConclusionFollowsFromThePoints) {
  constexpr OpinionRow kRows[] = {
      {"sound, passed", "sound", "passed", 0},           {"not applicable, passed", "not_applicable", "passed", 0},
      {"flawed, passed", "flawed", "passed", 1},         {"unlawful, passed", "unlawful", "passed", 1},
      {"flawed, returned", "flawed", "returned", 0},     {"sound, returned", "sound", "returned", 1},
      {"unlawful, returned", "unlawful", "returned", 1}, {"unlawful, failed", "unlawful", "failed", 0},
      {"flawed, failed", "flawed", "failed", 1},         {"sound, failed", "sound", "failed", 1},
  };
  for (const auto& row : kRows) {
    Points points = all_sound();
    points[3].verdict = row.verdict;
    EXPECT_EQ(check_opinion(points, row.outcome).size(), row.faults) << row.name;
  }
}

TEST(ReviewPoints, EachIsAnsweredOnceAndInWords) {
  Points points = all_sound();
  points.pop_back();          // missing
  points[0].id = "officers";  // doubled, and the first missing
  points[2].text = " ";       // without words
  const auto faults = check_opinion(points, "passed");
  ASSERT_EQ(faults.size(), 4u);
  EXPECT_EQ(faults[0].message, "“主体合法”还没有审核意见。");
  EXPECT_EQ(faults[1].message, "“人员资格”写了不止一次，请合并。");
  EXPECT_EQ(faults[2].message, "“程序合法”没有写明意见。");
  EXPECT_EQ(faults[3].message, "“涉嫌犯罪移送”还没有审核意见。");
}

TEST(ReviewMaterials, FourOfFiveMustBeThere) {
  EXPECT_TRUE(missing_materials({"explanation", "draft_decision", "legal_basis", "evidence"}).empty());
  const auto missing = missing_materials({"other", "evidence"});
  ASSERT_EQ(missing.size(), 3u);
  EXPECT_EQ(missing[0].message, "送审材料缺“情况说明”。补齐后再送审。");
}

}  // namespace
}  // namespace mingjing::review
