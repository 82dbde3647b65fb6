// Series of numbers against the numbers used: of a word with a series of its own, and of two that shared one before.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "mingjing/verify_parts.h"
#include "store/schema.h"

namespace mingjing::app {
namespace {

using Numbers = std::map<std::pair<std::string, std::string>, std::set<std::int64_t>>;

struct Row {
  const char* name;
  const char* series;  // what stands in number_series before the migration that parts them
  const char* taken;   // and what was taken since
  Numbers used;
  const char* finding;  // empty: all holds
};

const std::pair<std::string, std::string> kPrior{"a", "prior_notice/2026"}, kHearing{"a", "hearing_right_notice/2026"};

TEST(NumberSeries, WordsThatSharedOneGoOnWithoutAClash) {
  const Row kRows[] = {
      {"shared and untouched since", "('a', 'notice/2026', 3)", "", {{kPrior, {1, 3}}, {kHearing, {2}}}, ""},
      {"each went on", "('a', 'notice/2026', 3)",
       "UPDATE number_series SET last = 5 WHERE series = 'prior_notice/2026'; UPDATE number_series SET last = 4 WHERE "
       "series = 'hearing_right_notice/2026'",
       {{kPrior, {1, 3, 4, 5}}, {kHearing, {2, 4}}}, ""},
      {"one of the shared is gone", "('a', 'notice/2026', 3)", "", {{kPrior, {1, 3}}}, "缺口"},
      {"one taken since is gone", "('a', 'notice/2026', 3)",
       "UPDATE number_series SET last = 5 WHERE series = 'prior_notice/2026'", {{kPrior, {1, 3, 5}}, {kHearing, {2}}}, "缺口"},
      {"a new year begins at one", "('a', 'notice/2025', 9)", "INSERT INTO number_series VALUES ('a', 'prior_notice/2026', 1)",
       {{{"a", "prior_notice/2025"}, {1, 2, 3, 4, 5, 6, 7, 8, 9}}, {kPrior, {1}}}, ""},
      {"review keeps its numbers", "('a', 'review/2026', 2), ('a', 'review_register/2026', 1)", "",
       {{{"a", "legal_review_opinion/2026"}, {1, 2}}, {{"a", "review_register/2026"}, {1}}}, ""},
  };
  for (const auto& row : kRows) {
    const auto database = db::open("sqlite::memory:");
    ASSERT_TRUE(db::migrate(*database, store::migrations().first(4)));
    database->run_script(std::string("INSERT INTO number_series VALUES ") + row.series);
    ASSERT_TRUE(db::migrate(*database, store::migrations())) << row.name;
    if (*row.taken != '\0') database->run_script(row.taken);
    Expected expected;
    expected.numbers = row.used;
    VerifyReport report;
    database->read([&](db::Transaction& tx) { verify_numbers(tx, report, expected); });
    const std::string found = report.findings.empty() ? std::string() : report.findings.front().line();
    EXPECT_EQ(found.empty(), *row.finding == '\0') << row.name << ": " << found;
    EXPECT_NE(found.find(row.finding), std::string::npos) << row.name << ": " << found;
  }
}

}  // namespace
}  // namespace mingjing::app
