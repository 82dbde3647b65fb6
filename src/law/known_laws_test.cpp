// SPDX-License-Identifier: Apache-2.0
#include "law/known_laws.h"

#include <gtest/gtest.h>

namespace mingjing::law {
namespace {

struct Row {
  const char* title;
  const char* on;
  const char* adopted;  // "" for a refusal
  bool stored;
};

const Row kRows[] = {
    {"行政处罚法", "2026-11-22", "2021-01-22", true},
    {"中华人民共和国行政处罚法", "2021-07-15", "2021-01-22", true},
    {"《行政处罚法》", "2021-07-14", "2017-09-01", false},
    {"行政处罚法", "1990-01-01", "", false},
    {"行政复议法", "2023-12-31", "2017-09-01", true},
    {"行政复议法", "2024-01-01", "2023-09-01", true},
    {"治安管理处罚法", "2025-12-31", "2012-10-26", true},
    {"治安管理处罚法", "2026-01-01", "2025-06-27", false},  // superseded: the stored text is not returned
    {"行政执法监督条例", "2026-02-01", "2025-12-17", false},
    {"行政执法监督条例", "2026-01-31", "", false},
    {"民事诉讼法", "2022-06-01", "2021-12-24", false},
    {"民事诉讼法", "2026-06-01", "2023-09-01", false},
    {"政务数据共享条例", "2026-06-01", "2025-05-28", false},
    {"没有这部法", "2026-06-01", "", false},
};

TEST(KnownLaws, ResolveByDate) {
  for (const Row& row : kRows) {
    const auto resolved = KnownLaws::built_in().resolve(row.title, Date::parse(row.on).value());
    if (std::string_view(row.adopted).empty()) {
      EXPECT_FALSE(resolved) << row.title << row.on;
      continue;
    }
    ASSERT_TRUE(resolved) << row.title << row.on << resolved.error().message;
    EXPECT_EQ(resolved->version->adopted_on->text(), row.adopted) << row.title << row.on;
    EXPECT_EQ(resolved->version->text_stored, row.stored) << row.title << row.on;
  }
}

TEST(KnownLaws, ASupersededVersionIsNeverReturnedForALaterDay) {
  for (const KnownLaw& law : KnownLaws::built_in().all()) {
    for (std::size_t i = 0; i + 1 < law.versions.size(); ++i) {
      const Date next = law.versions[i + 1].in_force_from.value();
      EXPECT_EQ(KnownLaws::built_in().resolve(law.title, next)->version, &law.versions[i + 1]) << law.title;
      EXPECT_EQ(KnownLaws::built_in().resolve(law.title, next - 1)->version, &law.versions[i]) << law.title;
    }
  }
}

TEST(KnownLaws, SaysWhatIsStored) {
  const Date on(2026, 11, 22);
  EXPECT_EQ(KnownLaws::built_in().resolve("行政处罚法", on)->text_zh(),
            "《行政处罚法》（2021-01-22 版，2021-07-15 起施行）");
  EXPECT_EQ(KnownLaws::built_in().resolve("民事诉讼法", on)->text_zh(),
            "《民事诉讼法》（2023-09-01 版，2024-01-01 起施行，文本未存）");
  EXPECT_EQ(KnownLaws::built_in().find("关于全面推行和示范创建行政执法三项制度的通知")->code, "founding_002");
}

TEST(KnownLaws, BadDataAreRefused) {
  for (
      const char* text :
      {"[", R"({"laws":[{"title":"甲","kind":"law","versions":[]}]})",
       R"({"laws":[{"title":"","kind":"law","versions":[{}]}]})",
       R"({"laws":[{"title":"甲","kind":"x","versions":[{}]}]})",
       R"({"laws":[{"title":"甲","kind":"law","versions":[{"in_force_from":"soon"}]}]})",
       R"({"laws":[{"title":"甲","kind":"law","versions":[{"in_force_from":"2020-01-01"},{"in_force_from":"2019-01-01"}]}]})"}) {
    EXPECT_FALSE(KnownLaws::parse(text)) << text;
  }
}

TEST(CheckCitations, FindsWhatIsWrong) {
  const Date on(2026, 11, 22);
  const auto exists = [](const KnownLaw&, const LawVersion&, const Citation& citation) -> std::optional<bool> {
    return citation.article <= 86;
  };
  const auto problems = [&](const char* text) {
    return check_citations({{"here", Citation::parse(text).value(), on}}, KnownLaws::built_in(), exists).size();
  };
  EXPECT_EQ(problems("《行政处罚法》第八十六条"), 0U);
  EXPECT_EQ(problems("《行政处罚法》第八十七条"), 1U);
  EXPECT_EQ(problems("《民事诉讼法》第八十七条"), 0U);  // text not stored
  EXPECT_EQ(problems("《没有这部法》第一条"), 1U);
  EXPECT_EQ(problems("《行政执法职权公开运行意见》第二项"), 0U);
  EXPECT_EQ(problems("《行政执法职权公开运行意见》第二条"), 1U);
}

TEST(CheckCitations, EveryLawCitedInDataIsKnown) {
  for (const auto& problem : check_citations(cited_in_data(Date(2026, 11, 22)), KnownLaws::built_in(), nullptr)) {
    ADD_FAILURE() << problem.where << " " << problem.citation << ": " << problem.problem;
  }
}

}  // namespace
}  // namespace mingjing::law
