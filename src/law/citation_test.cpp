// SPDX-License-Identifier: Apache-2.0
#include "law/citation.h"

#include <gtest/gtest.h>

#include "law/numerals.h"

namespace mingjing::law {
namespace {

TEST(Numerals, EveryNumberReadsBack) {
  for (int n = 1; n <= 9999; ++n) ASSERT_EQ(parse_numeral(to_chinese(n)), n) << to_chinese(n);
}

TEST(Numerals, AsStatutesWriteThem) {
  const std::pair<int, const char*> rows[] = {{1, "一"},           {10, "十"},         {11, "十一"},
                                              {20, "二十"},        {58, "五十八"},     {100, "一百"},
                                              {101, "一百零一"},   {110, "一百一十"},  {119, "一百一十九"},
                                              {266, "二百六十六"}, {1005, "一千零五"}, {1020, "一千零二十"}};
  for (const auto& [n, text] : rows) EXPECT_EQ(to_chinese(n), text);
  EXPECT_EQ(parse_numeral("36"), 36);
  EXPECT_EQ(parse_numeral("３６"), 36);
}

TEST(Numerals, RefusesWhatIsNone) {
  for (const char* text :
       {"", "零", "五八", "百", "十百", "一百零", "一零五", "零五", "一百五", "十十", "0", "12345", "甲"}) {
    EXPECT_FALSE(parse_numeral(text)) << text;
  }
}

struct Row {
  const char* text;
  Citation citation;
};

const Row kRows[] = {
    {"《行政处罚法》第五十八条第一款第二项", {"行政处罚法", 58, 0, 1, 2, 0, {}}},
    {"《行政处罚法》第六十条", {"行政处罚法", 60, 0, 0, 0, 0, {}}},
    {"《行政处罚法》第六十四条第二项", {"行政处罚法", 64, 0, 0, 2, 0, {}}},
    {"《刑法》第一百二十条之一第二款", {"刑法", 120, 1, 2, 0, 0, {}}},
    {"《公安机关办理行政案件程序规定》第三条第一项第二目", {"公安机关办理行政案件程序规定", 3, 0, 0, 1, 2, {}}},
    {"《土地管理法》", {"土地管理法", 0, 0, 0, 0, 0, {}}},
    {"《关于三项制度的通知》附件2第36项", {"关于三项制度的通知", 0, 0, 0, 0, 0, "附件2第36项"}},
    {"《关于修改〈建筑法〉等八部法律的决定》第一条", {"关于修改〈建筑法〉等八部法律的决定", 1, 0, 0, 0, 0, {}}},
};

TEST(Citation, TextReadsBack) {
  for (const Row& row : kRows) {
    const auto parsed = Citation::parse(row.text);
    ASSERT_TRUE(parsed) << row.text;
    EXPECT_EQ(*parsed, row.citation) << row.text;
    EXPECT_EQ(parsed->text(), row.text);
  }
}

TEST(Citation, ReadsOtherFigures) {
  EXPECT_EQ(Citation::parse("《行政处罚法》第58条第（二）项")->text(), "《行政处罚法》第五十八条第二项");
  EXPECT_EQ(Citation::parse("  《行政处罚法》第６０条 ")->article, 60);
}

TEST(Citation, RefusesWhatIsNone) {
  for (const char* text :
       {"", "行政处罚法第六十条", "《》第六十条", "《行政处罚法》第六十条之", "《行政处罚法》第六十条规定",
        "《行政处罚法第六十条", "《行政处罚法》第六十条第二目", "\xff《行政处罚法》"}) {
    EXPECT_FALSE(Citation::parse(text)) << text;
  }
}

TEST(Citation, FoundInRunningText) {
  const auto found =
      find_citations("依据《行政处罚法》第五十一条、《土地管理法》第七十七条第一款和《环境保护法》的规定，《");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].article, 51);
  EXPECT_EQ(found[1].text(), "《土地管理法》第七十七条第一款");
  EXPECT_EQ(found[2].article, 0);
}

}  // namespace
TEST(FindCitations, WhatIsFoundCanBeParsedAgainAndAnEndlessTitleIsNone) {
  const auto titled = [](std::size_t bytes) { return "《" + std::string(bytes, 'a') + "》第五条"; };
  const auto found = find_citations(titled(600));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(Citation::parse(found[0].text()), found[0]);
  EXPECT_TRUE(find_citations(titled(1200)).empty());
}

}  // namespace mingjing::law
