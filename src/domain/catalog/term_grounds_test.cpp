// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/term_grounds.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mingjing::catalog {
namespace {

std::vector<std::string> ids(const std::vector<std::string>& basis, std::string_view agency, Date day) {
  std::vector<std::string> out;
  for (const auto& ground : TermGrounds::built_in().granted(basis, agency, day)) out.push_back(ground.id);
  return out;
}

bool has(const std::vector<std::string>& all, std::string_view id) {
  return std::find(all.begin(), all.end(), id) != all.end();
}

TEST(TermGrounds, AFieldWithoutARuleHasNone) {
  EXPECT_TRUE(ids({"《水法》第六十五条第二款"}, "澜州市水利局", Date(2026, 3, 2)).empty());
  EXPECT_TRUE(ids({}, "澜州市水利局", Date(2026, 3, 2)).empty());
}

TEST(TermGrounds, TheRuleServesByTheLawOfTheItemOrByTheAgency) {
  const auto land = ids({"《土地管理法》第七十七条第一款"}, "望山镇人民政府", Date(2026, 3, 2));
  EXPECT_TRUE(has(land, "resources_complex"));
  EXPECT_TRUE(has(land, "resources_transfer"));
  EXPECT_FALSE(has(land, "market_complex"));
  const auto market = ids({"《产品质量法》第四十九条"}, "澜州市市场监督管理局", Date(2026, 3, 2));
  EXPECT_TRUE(has(market, "market_complex"));
  EXPECT_FALSE(has(market, "resources_complex"));
}

TEST(TermGrounds, ARuleServesFromItsFirstDay) {
  const std::vector<std::string> land{"《土地管理法》第七十七条第一款"};
  EXPECT_TRUE(ids(land, "", Date(2024, 4, 30)).empty());
  EXPECT_FALSE(ids(land, "", Date(2024, 5, 1)).empty());
}

TEST(TermGrounds, ABrokenEntryIsRefusedWithItsId) {
  const std::string good = R"("id":"a","kind":"extend","name":"n","citation":"《行政处罚法》第六十条","from":"2021-07-15","agency":"局")";
  EXPECT_TRUE(TermGrounds::parse(R"({"grounds":[{)" + good + "}]}"));
  const struct {
    const char *from, *to;
  } broken[] = {{"\"extend\"", "\"both\""}, {"《行政处罚法》第六十条", "第六十条"}, {"2021-07-15", "soon"},
                {"\"agency\":\"局\"", "\"agency\":\"\""}, {"\"name\":\"n\"", "\"name\":\"\""}};
  for (const auto& [from, to] : broken) {
    std::string text = good;
    text.replace(text.find(from), std::string_view(from).size(), to);
    const auto parsed = TermGrounds::parse(R"({"grounds":[{)" + text + "}]}");
    ASSERT_FALSE(parsed) << text;
    EXPECT_NE(parsed.error().message.find("“a”"), std::string::npos) << parsed.error().message;
  }
  EXPECT_FALSE(TermGrounds::parse(R"({"grounds":[{)" + good + "},{" + good + "}]}"));
}

}  // namespace
}  // namespace mingjing::catalog
