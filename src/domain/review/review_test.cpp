// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "domain/cases/form.h"
#include "domain/review/compare.h"
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

using Replies = std::vector<cases::ReviewRound::PointReply>;

TEST(ReviewRounds, EachPointIsComparedWithTheRoundBefore) {
  cases::ReviewRound before, after;
  before.points = after.points = all_sound();
  EXPECT_TRUE(compare_rounds(before, after).empty());
  before.points[3] = {"facts", "flawed", "面积不清"};
  after.points[4] = {"evidence", "unlawful", "笔录没有签名"};
  before.points[5] = {"law", "flawed", "条文过时"};
  after.points[5] = {"law", "flawed", "条文仍然过时"};
  after.points[6] = {"discretion", "sound", "已补充裁量说明"};
  before.point_replies = {{"facts", true, "已测量"}};
  const auto found = compare_rounds(before, after);
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[0].change, PointChange::settled);
  EXPECT_EQ(found[0].name, "事实清楚");
  EXPECT_EQ(found[0].reply, "已测量");
  EXPECT_TRUE(found[0].adopted);
  EXPECT_EQ(found[1].change, PointChange::arisen);
  EXPECT_EQ(found[2].change, PointChange::remains);
  EXPECT_EQ(found[3].change, PointChange::reworded);
  EXPECT_TRUE(compare_rounds(before, {}).empty());
}

TEST(ReviewRounds, WhatWasFoundWrongIsAnsweredPointByPoint) {
  cases::ReviewRound round;
  round.points = all_sound();
  EXPECT_TRUE(unanswered_points(round, {}).empty());
  round.points[3].verdict = "flawed";
  round.points[5].verdict = "unlawful";
  EXPECT_EQ(unanswered_points(round, {}), (std::vector<std::string>{"事实清楚", "适用法律准确"}));
  EXPECT_EQ(unanswered_points(round, Replies{{"facts", true, "已补充"}}), (std::vector<std::string>{"适用法律准确"}));
  EXPECT_EQ(unanswered_points(round, Replies{{"facts", true, "已补充"}, {"law", false, " "}}),
            (std::vector<std::string>{"适用法律准确"}));
  EXPECT_TRUE(unanswered_points(round, Replies{{"facts", true, "已补充"}, {"law", false, "条文适用准确"}}).empty());
}

TEST(ReviewMaterials, FourOfFiveMustBeThere) {
  EXPECT_TRUE(missing_materials({"explanation", "draft_decision", "legal_basis", "evidence"}).empty());
  const auto missing = missing_materials({"other", "evidence"});
  ASSERT_EQ(missing.size(), 3u);
  EXPECT_EQ(missing[0].message, "送审材料缺“情况说明”。补齐后再送审。");
}

}  // namespace
}  // namespace mingjing::review
