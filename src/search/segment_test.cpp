// SPDX-License-Identifier: Apache-2.0
#include "search/segment.h"

#include <gtest/gtest.h>

namespace mingjing::search {

TEST(Segment, Terms) {
  struct Row {
    const char* text;
    const char* indexed;
  };
  const Row rows[] = {
      {"占用土地", "占用 用土 土地 地"},
      {"号", "号"},
      {"澜自然资罚决〔2026〕38号", "澜自 自然 然资 资罚 罚决 决 2026 38 号"},
      {"ABC矿业Ｑ１", "abc 矿业 业 q1"},
      {"", ""},
      {"，。！ \t\n", ""},
      {"\xff\xfe", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(indexed(row.text), row.indexed) << row.text;
}

TEST(Segment, TwoCharactersAreAWord) {
  EXPECT_EQ(words("采矿"), std::vector<std::string>{"采矿"});
  EXPECT_EQ(match_expression("采矿"), "\"采矿\"");
  EXPECT_EQ(words("占用土地"), (std::vector<std::string>{"占用", "土地"}));
  EXPECT_EQ(match_expression("占用土地"), "\"占用\" AND \"土地\"");
  EXPECT_EQ(match_expression("采"), "\"采\"*");
}

TEST(Segment, NamesUnknownToTheDictionaryStayPairs) {
  for (const std::string& word : words("瑞禾建材")) EXPECT_GE(word.size(), 6u) << word;
}

TEST(Segment, NumbersStayTogether) {
  EXPECT_EQ(match_expression("资罚决〔2026〕38号"), "\"资罚 罚决 决 2026 38 号\"*");
  EXPECT_EQ(match_expression("91539902MA6PH72K91"), "\"91539902ma6ph72k91\"");
}

TEST(Segment, HostileQueriesAreHarmless) {
  const char* rows[] = {"\" OR 1=1 --", "NEAR(a b)", "a* AND NOT b", "body:x", "((((",
                        "^采矿",        "\"\"\"",    "{a b}:c",      "\\",     "'; DROP TABLE publication"};
  for (const char* row : rows) {
    const std::string out = match_expression(row);
    for (char c : out)
      EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x80 || isalnum(c) || c == ' ' || c == '"' || c == '*')
          << row << " -> " << out;
    EXPECT_EQ(std::count(out.begin(), out.end(), '"') % 2, 0) << row;
  }
  EXPECT_TRUE(match_expression("\xc0\xaf").empty());
  EXPECT_TRUE(match_expression(std::string(100000, ' ')).empty());
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "采矿 ";
  EXPECT_LE(words(many).size(), kMaxWords);
}

TEST(Segment, Hits) {
  EXPECT_EQ(hits("非法占用土地", {"占用", "土地"}), (std::vector<Hit>{{6, 18}}));
  EXPECT_EQ(hits("Ａb占用", {"ab"}), (std::vector<Hit>{{0, 4}}));
  EXPECT_TRUE(hits("占用", {}).empty());
}

}  // namespace mingjing::search
