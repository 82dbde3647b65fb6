// SPDX-License-Identifier: Apache-2.0
#include "law/statute.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/text.h"
#include "law/limits.h"
#include "mj_paths.h"

namespace mingjing::law {
namespace {

constexpr std::string_view kName = "测试法(2021-01-22).md";
const std::string kText =
    "# 中华人民共和国测试法\n\n2000年1月1日 通过\n\n2021年1月22日 修订\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n### "
    "第一节 甲\n\n"
    "第一条 为了测试，制定本法。\n\n第二条　有下列情形之一的，不予处理：\n\n（一）甲的；\n\n1．甲一；\n\n2.甲二；\n\n"
    "（二）乙的。\n\n第三条规定的除外。\n\n第二条之一 插入的条文。\n\n## 第二章 附则\n\n第三条 "
    "本法自２０２１年７月１５日起施行。\n\n"
    "附：\n\n名称表\n";

Result<StatuteVersion> read(std::string_view text, std::string_view name = kName) {
  return parse_statute(name, text, KnownLaws::built_in());
}

TEST(Statute, Structure) {
  const auto statute = read(kText);
  ASSERT_TRUE(statute) << statute.error().message;
  EXPECT_EQ(statute->key(), "测试法(2021-01-22)");
  EXPECT_EQ(statute->adoption.size(), 2U);
  ASSERT_EQ(statute->articles.size(), 4U);
  EXPECT_EQ(statute->articles[0].headings, (std::vector<std::string>{"第一章 总则", "第一节 甲"}));
  EXPECT_EQ(statute->articles[3].headings, (std::vector<std::string>{"第二章 附则"}));
  EXPECT_EQ(statute->articles[1].paragraphs.size(), 2U);
  EXPECT_EQ(statute->articles[2].place(), "第二条之一");
  EXPECT_EQ(statute->appendix.size(), 2U);
  EXPECT_EQ(statute->in_force_from, Date(2021, 7, 15));
  EXPECT_EQ(statute->in_force_source, InForceSource::last_article);
}

TEST(Statute, TextOfAPlace) {
  const auto statute = read(kText);
  ASSERT_TRUE(statute);
  const std::pair<const char*, std::optional<std::string>> rows[] = {
      {"《测试法》第一条", "为了测试，制定本法。"},   {"《测试法》第二条第二款", "第三条规定的除外。"},
      {"《测试法》第二条第一款第二项", "乙的。"},     {"《测试法》第二条第二项", "乙的。"},
      {"《测试法》第二条第一项第二目", "甲二；"},     {"《测试法》第二条之一", "插入的条文。"},
      {"《测试法》第二条第三项", std::nullopt},       {"《测试法》第二条第三款", std::nullopt},
      {"《测试法》第二条第一项第三目", std::nullopt}, {"《测试法》第四条", std::nullopt},
      {"《测试法》第二条之二", std::nullopt},
  };
  for (const auto& [citation, text] : rows) EXPECT_EQ(statute->text_of(*Citation::parse(citation)), text) << citation;
}

TEST(Statute, DayOfEntryIntoForce) {
  struct Row {
    const char* name;
    const char* last;
    const char* from;
    InForceSource source;
  };
  const Row rows[] = {
      {"测试法(2021-01-22).md", "本法自2021年7月15日起施行。", "2021-07-15", InForceSource::last_article},
      {"测试法(2021-01-22).md", "本法自2021年1月22日施行。", "2021-01-22", InForceSource::last_article},
      {"测试法(2021-01-22).md", "本法自2004年7月1日起施行。", "2021-01-22", InForceSource::presumed},
      {"测试法(2021-01-22).md", "本法自公布之日起施行。", "2021-01-22", InForceSource::presumed},
      {"测试法(2021-01-22).md", "2000年2月1日公布的办法同时废止，本法自2021年3月1日起施行。", "2021-03-01",
       InForceSource::last_article},
  };
  for (const Row& row : rows) {
    const auto statute = read("# 测试法\n\n第一条 " + std::string(row.last), row.name);
    ASSERT_TRUE(statute) << row.last;
    EXPECT_EQ(statute->in_force_from.text(), row.from) << row.last;
    EXPECT_EQ(statute->in_force_source, row.source) << row.last;
  }
  const auto known =
      read("# 中华人民共和国行政复议法\n\n第一条 本法自1999年10月1日起施行。", "行政复议法(2017-09-01).md");
  EXPECT_EQ(known->in_force_from, Date(2018, 1, 1));
  EXPECT_EQ(known->in_force_source, InForceSource::known_laws);
}

TEST(Statute, SpacingDoesNotChangeTheCanonicalText) {
  std::string windows = "\xef\xbb\xbf";
  for (const char c : kText) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(read(kText)->canonical_text(), read(windows)->canonical_text());
  EXPECT_NE(read(kText)->canonical_text(), read(kText + "\n更多\n")->canonical_text());
}

TEST(Statute, BrokenFilesAreRefused) {
  struct Row {
    const char* what;
    std::string name, text, says;
  };
  const std::string name(kName);
  const Row rows[] = {
      {"empty", name, "\n \n", "空的"},
      {"no article", name, "# 测试法\n\n只有一段话。\n", "没有一条条文"},
      {"no title", name, "第一条 内容。\n", "没有标题"},
      {"binary", name, kText + std::string("\0\1\2", 3), "二进制"},
      {"gb18030", name, "# \xd0\xd0\xd5\xfe\xb7\xa8\n", "UTF-8"},
      {"fifty megabytes", name, std::string(50 << 20, 'x'), "4 MB"},
      {"no date", "测试法.md", kText, "版本日期"},
      {"bad date", "测试法(2021-02-30).md", kText, "版本日期"},
      {"gap", name, "# 测试法\n\n第一条 甲。\n\n第三条 乙。\n", "条号不连续"},
      {"twice", name, "# 测试法\n\n第一条 甲。\n\n第一条 乙。\n", "条号不连续"},
      {"cut head", name, "# 测试法\n\n第五条 甲。\n", "不是第一条"},
      {"lines", name, "# 测试法\n" + std::string(100'001, '\n'), "10 万行"},
  };
  for (const Row& row : rows) {
    const auto statute = read(row.text, row.name);
    ASSERT_FALSE(statute) << row.what;
    EXPECT_NE(statute.error().message.find(row.says), std::string::npos) << row.what << ": " << statute.error().message;
  }
}

// The real files; absent in a bare checkout.
class RealLaws : public testing::Test {
 protected:
  void SetUp() override {
    const std::filesystem::path folder = std::filesystem::path(MJ_SOURCE_DIR) / "../shared/data/laws";
    if (!std::filesystem::exists(folder)) {
      std::puts("not run: no data");
      GTEST_SKIP() << "not run: no data";
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.path().extension() != ".md" || entry.path().filename() == "ORIGIN.md") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      std::ostringstream bytes;
      bytes << in.rdbuf();
      auto statute = parse_statute(entry.path().string(), bytes.str(), KnownLaws::built_in());
      ASSERT_TRUE(statute) << entry.path() << ": " << statute.error().message;
      ++files_;
      versions_.try_emplace(statute->key(), std::move(*statute));
    }
  }
  int files_ = 0;
  std::map<std::string, StatuteVersion> versions_;
};

TEST_F(RealLaws, AllAreRead) {
  EXPECT_EQ(files_, 115);
  EXPECT_EQ(versions_.size(), 114U);  // 广告法 stands twice
  std::size_t articles = 0, paragraphs = 0, items = 0;
  for (const auto& [key, version] : versions_) {
    articles += version.articles.size();
    for (const auto& article : version.articles) {
      EXPECT_FALSE(article.paragraphs.empty()) << key << article.place();
      paragraphs += article.paragraphs.size();
      for (const auto& paragraph : article.paragraphs) items += paragraph.items.size();
    }
  }
  EXPECT_EQ(articles, 8175U);  // 8249 in all files, less the 74 of the law that stands twice
  EXPECT_GT(paragraphs, articles);
  EXPECT_GT(items, 4000U);
  EXPECT_EQ(versions_.at("行政处罚法(2021-01-22)").articles.size(), 86U);
  EXPECT_EQ(versions_.at("公安机关办理行政案件程序规定(2019-04-27)").articles.size(), 266U);
}

TEST_F(RealLaws, EveryVersionIsKnownWithItsDays) {
  for (const auto& [key, version] : versions_) {
    const LawVersion* known = KnownLaws::built_in().find(version.short_title, version.version_on);
    ASSERT_NE(known, nullptr) << key;
    EXPECT_TRUE(known->text_stored) << key;
    EXPECT_EQ(KnownLaws::built_in().find(version.short_title)->full, version.title) << key;
    EXPECT_EQ(version.in_force_from, known->in_force_from) << key;
    EXPECT_GE(version.in_force_from, version.version_on) << key;
  }
  for (const KnownLaw& law : KnownLaws::built_in().all()) {
    for (const LawVersion& version : law.versions) {
      if (!version.text_stored) continue;
      EXPECT_TRUE(versions_.contains(law.title + "(" + version.adopted_on->text() + ")")) << law.title;
    }
  }
}

TEST_F(RealLaws, CitationsInDataExist) {
  const auto places = cited_in_data(Date(2026, 11, 22));
  EXPECT_GT(places.size(), 200U);
  const auto exists = [&](const KnownLaw& law, const LawVersion& version,
                          const Citation& citation) -> std::optional<bool> {
    const auto found = versions_.find(law.title + "(" + version.adopted_on->text() + ")");
    if (found == versions_.end()) return std::nullopt;
    return found->second.text_of(citation).has_value();
  };
  for (const auto& problem : check_citations(places, KnownLaws::built_in(), exists)) {
    ADD_FAILURE() << problem.where << " " << problem.citation << ": " << problem.problem;
  }
}

// The number and the unit of a limit stand in the article it cites.
TEST_F(RealLaws, AmountsStandInTheirArticles) {
  static const std::map<int, std::string> kWords = {
      {1, "一"},    {2, "二"},    {3, "三"},    {5, "五"},      {6, "六"},    {7, "七"},    {10, "十"},
      {15, "十五"}, {20, "二十"}, {30, "三十"}, {45, "四十五"}, {60, "六十"}, {90, "九十"}, {24, "二十四"}};
  int checked = 0;
  for (const LimitRule& rule : Limits::built_in().all()) {
    const auto citation = Citation::parse(rule.citation);
    const auto resolved = KnownLaws::built_in().resolve(citation->law, rule.in_force_until.value_or(Date(2025, 1, 1)));
    if (!resolved || !resolved->version->text_stored || rule.id == "apl_45_statement" || rule.id == "apl_72_court")
      continue;
    const auto version = versions_.find(resolved->law->title + "(" + resolved->version->adopted_on->text() + ")");
    ASSERT_NE(version, versions_.end()) << rule.id;
    const auto text = version->second.text_of(*citation);
    ASSERT_TRUE(text) << rule.id;
    if (rule.direction == LimitDirection::fixed) continue;
    const std::string folded = fold_width(*text);
    const std::string unit = rule.unit == LimitUnit::hour    ? "小时"
                             : rule.unit == LimitUnit::month ? "个月"
                             : rule.unit == LimitUnit::year  ? "年"
                                                             : "日";
    const std::string word = kWords.at(rule.amount);
    const std::string number = std::to_string(rule.amount);
    const bool stands = folded.find(word + unit) != std::string::npos ||
                        folded.find(number + unit) != std::string::npos ||
                        folded.find(number + "个工作" + unit) != std::string::npos ||
                        folded.find(word + "个工作" + unit) != std::string::npos ||
                        (rule.amount == 2 && folded.find("两" + unit) != std::string::npos);
    EXPECT_TRUE(stands) << rule.id << " " << rule.citation << "\n" << *text;
    ++checked;
  }
  EXPECT_GT(checked, 70);
}

}  // namespace
}  // namespace mingjing::law
