// The overview: what is counted, for whom, and that figures and lists agree.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Statistics : public ApiTest {
 protected:
  void SetUp() override { w().advance_to(std::max(w().now(), *Instant::parse("2026-03-02T09:00:00+08:00"))); }
  static const Json* figure(const Answer& answer, std::string_view id) {
    for (const auto& row : answer.json.items("figures")) {
      if (row.text("id") == id) return &row;
    }
    return nullptr;
  }
  // The value of a column in the row whose first cell is `first`; 0 without.
  static std::int64_t cell(const Answer& answer, std::string_view id, std::string_view first, std::string_view column) {
    const Json* found = figure(answer, id);
    if (found == nullptr) return -1;
    std::size_t at = 0;
    const auto& columns = found->items("columns");
    while (at < columns.size() && columns[at].text("key") != column) ++at;
    for (const auto& row : found->items("rows")) {
      const auto& cells = *row.as_array();
      if (*cells[0].as_string() == first) return *cells.at(at).as_int();
    }
    return 0;
  }
};
INSTANTIATE_TEST_SUITE_P(, Statistics, testing::ValuesIn(database_urls()), url_name);

TEST_P(Statistics, CountWhatTheListShows) {
  const auto get = [&](const char* who) { return w().as(who).get("/api/v1/statistics"); };
  const auto before = get("agencyhead");
  ASSERT_EQ(before.status, 200) << before.body;
  EXPECT_EQ(before.json.text("scope"), "agency");
  const auto id = register_clue(w(), "intake1");
  const auto clues = get("agencyhead");
  EXPECT_EQ(cell(clues, "cases_by_stage", "clue_registered", "total"),
            cell(before, "cases_by_stage", "clue_registered", "total") + 1);
  EXPECT_EQ(cell(clues, "lights", "none", "cases"), cell(before, "lights", "none", "cases") + 1);
  ASSERT_EQ(w().as("agencyhead").act(id, "file_case", Json::object({{"opinion", "同意立案。"}})).status, 200);
  const auto filed = get("agencyhead");
  const auto month = w().now().date().text().substr(0, 7);
  EXPECT_EQ(cell(filed, "cases_by_month", month, "filed"), cell(before, "cases_by_month", month, "filed") + 1);
  EXPECT_EQ(cell(filed, "lights", "green", "cases"), cell(before, "lights", "green", "cases") + 1);
  w().advance_to(w().now().plus_hours(24 * 120));
  const auto late = get("agencyhead");
  EXPECT_GE(cell(late, "cases_by_stage", "filed", "red"), 1);
  EXPECT_NE(figure(late, "cases_by_stage")->text("finding").find("逾期的在"), std::string::npos);
}

TEST_P(Statistics, EachFigureSaysHowItWasMade) {
  const auto answer = w().as("supervisor").get("/api/v1/statistics?period=last_year");
  ASSERT_EQ(answer.json.items("figures").size(), 5u);
  EXPECT_TRUE(answer.json.find("period")->text("to").ends_with("-12-31"));
  for (const auto& row : answer.json.items("figures")) {
    EXPECT_FALSE(row.text("finding").empty()) << row.text("id");
    EXPECT_FALSE(row.text("how").empty()) << row.text("id");
    EXPECT_NE(row.text("query").find("SELECT"), std::string::npos) << row.text("id");
    for (const auto& cells : row.items("rows")) EXPECT_EQ(cells.as_array()->size(), row.items("columns").size());
  }
}

TEST_P(Statistics, CountWhatIsTheReaders) {
  EXPECT_EQ(w().as("officer1").get("/api/v1/statistics").json.text("scope"), "own");
  EXPECT_EQ(w().as("unithead").get("/api/v1/statistics").json.text("scope"), "unit");
  EXPECT_EQ(w().as("sysadmin").get("/api/v1/statistics").status, 403);
  EXPECT_EQ(w().as("agencyhead").get("/api/v1/statistics?period=ever").status, 400);
  const auto own = w().as("stranger").get("/api/v1/statistics");
  ASSERT_EQ(own.status, 200) << own.body;
  EXPECT_TRUE(figure(own, "cases_by_stage")->items("rows").empty());
}

}  // namespace
}  // namespace mingjing::api_tests
