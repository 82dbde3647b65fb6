// What waits for whom, through HTTP: a task moves from desk to desk as the case goes on, the officer in charge sees what
// others are waited for, and nobody sees another's desk.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Tasks : public ApiTest {
 protected:
  void SetUp() override { w().advance_to(std::max(w().now(), *Instant::parse("2026-03-02T09:00:00+08:00"))); }

  // All pages of one person.
  std::vector<Json> tasks(const char* who, const std::string& query = {}) {
    std::vector<Json> out;
    std::string after;
    do {
      const auto page = w().as(who).get("/api/v1/tasks?after=" + after + query);
      EXPECT_EQ(page.status, 200) << page.body;
      for (const auto& row : page.json.items("tasks")) out.push_back(row);
      after = page.json.text("next");
    } while (!after.empty());
    return out;
  }
  // The task of a case, null when there is none.
  Json task(const char* who, const std::string& id, const std::string& name, const std::string& query = {}) {
    for (const auto& row : tasks(who, query)) {
      if (row.text("id").starts_with(id + ":" + name + ":")) return row;
    }
    return {};
  }
  std::string filed() {
    const auto id = register_clue(w(), "intake1");
    EXPECT_EQ(w().as("agencyhead").act(id, "file_case", Json::object({{"opinion", "同意立案。"}})).status, 200);
    return id;
  }
  void assign(const std::string& id) {
    const auto answer = w().as("unithead").act(
        id, "assign_officers",
        Json::object({{"officers", Json::array({Json::object({{"officer_id", w().officer_1}, {"role", "lead"}}),
                                                Json::object({{"officer_id", w().officer_2}, {"role", "assist"}})})}}));
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
};
INSTANTIATE_TEST_SUITE_P(, Tasks, testing::ValuesIn(database_urls()), url_name);

TEST_P(Tasks, MoveFromDeskToDesk) {
  const auto id = register_clue(w(), "intake1");
  auto row = task("agencyhead", id, "decide_filing");
  ASSERT_FALSE(row.is_null());
  EXPECT_EQ(row.text("act"), "file_case");
  EXPECT_EQ(row.text("todo"), "决定是否立案");
  EXPECT_TRUE(row.flag("yours"));
  EXPECT_EQ(row.find("case")->text("party"), "望山市禾田农业有限公司");
  EXPECT_EQ(row.find("due"), nullptr);  // no limit runs before filing
  EXPECT_TRUE(task("unithead", id, "decide_filing").is_null());

  ASSERT_EQ(w().as("agencyhead").act(id, "file_case", Json::object({{"opinion", "同意立案。"}})).status, 200);
  EXPECT_TRUE(task("agencyhead", id, "decide_filing").is_null());
  row = task("unithead", id, "assign_officers");
  ASSERT_FALSE(row.is_null());
  const Json* due = row.find("due");
  ASSERT_NE(due, nullptr);
  EXPECT_EQ(due->text("rule"), "apl_60_decide");
  EXPECT_FALSE(due->items("working").empty());
  EXPECT_NE(due->text("citation").find("六十条"), std::string::npos);

  assign(id);
  EXPECT_TRUE(task("unithead", id, "assign_officers").is_null());
  EXPECT_TRUE(task("officer1", id, "begin_investigation").flag("yours"));
  EXPECT_TRUE(task("officer2", id, "begin_investigation").is_null()) << "who assists has no turn of his own";

  // A request for recusal waits for the head; the officer in charge sees that it does.
  ASSERT_EQ(w().as("officer1").act(id, "apply_recusal", Json::object({{"subject", "officer"},
                                                                      {"officer_id", w().officer_2},
                                                                      {"asked_by", "party"},
                                                                      {"applicant", "吴一凡"},
                                                                      {"reason", "曾有经济往来。"}})).status, 200);
  EXPECT_TRUE(task("agencyhead", id, "decide_recusal").flag("yours"));
  row = task("officer1", id, "decide_recusal");
  ASSERT_FALSE(row.is_null());
  EXPECT_FALSE(row.flag("yours"));
  EXPECT_EQ(row.text("owner"), "行政机关负责人");
  EXPECT_TRUE(task("officer1", id, "decide_recusal", "&yours=1").is_null());
}

TEST_P(Tasks, AreFoundByLightKindAndWords) {
  const auto id = filed();
  assign(id);
  const auto number = task("officer1", id, "begin_investigation").find("case")->text("number");
  EXPECT_FALSE(task("officer1", id, "begin_investigation", "&light=green&kind=act&q=" + number).is_null());
  EXPECT_TRUE(task("officer1", id, "begin_investigation", "&light=red").is_null());
  EXPECT_TRUE(task("officer1", id, "begin_investigation", "&kind=review").is_null());
  EXPECT_TRUE(task("officer1", id, "begin_investigation", "&q=nothing%25").is_null());
  EXPECT_EQ(w().as("officer1").get("/api/v1/tasks?light=pink").status, 400);
  EXPECT_EQ(w().as("officer1").get("/api/v1/tasks?kind=pink").status, 400);
  EXPECT_EQ(w().as("officer1").get("/api/v1/tasks?after=%27%3B--").status, 400);
}

TEST_P(Tasks, OverdueComesFirstAndIsCounted) {
  const auto early = filed();
  assign(early);
  w().advance_to(w().now().plus_hours(24 * 100));
  const auto late = filed();
  assign(late);
  const auto page = w().as("officer1").get("/api/v1/tasks?light=red");
  ASSERT_FALSE(page.json.items("tasks").empty());
  for (const auto& row : page.json.items("tasks")) EXPECT_EQ(row.find("due")->text("light"), "red");
  EXPECT_GE(page.json.find("counts")->integer("red"), static_cast<std::int64_t>(page.json.items("tasks").size()));
  EXPECT_GE(page.json.find("counts")->integer("green"), 1);
  std::string last;
  for (const auto& row : tasks("officer1")) {
    const Json* due = row.find("due");
    const std::string day = due == nullptr ? "9999-12-31" : due->text("due");
    EXPECT_LE(last, day);
    last = day;
  }
}

TEST_P(Tasks, PagesHaveFiftyRowsAndMissNone) {
  for (int i = 0; i < 55; ++i) register_clue(w(), "intake1");
  const auto first = w().as("agencyhead").get("/api/v1/tasks");
  EXPECT_EQ(first.json.items("tasks").size(), 50u);
  EXPECT_FALSE(first.json.text("next").empty());
  const auto all = tasks("agencyhead");
  const Json* counts = first.json.find("counts");
  std::int64_t sum = 0;
  for (const char* light : {"red", "yellow", "green", "suspended", "none"}) sum += counts->integer(light);
  EXPECT_EQ(static_cast<std::int64_t>(all.size()), sum);
  std::set<std::string> ids;
  for (const auto& row : all) EXPECT_TRUE(ids.insert(row.text("id")).second) << row.text("id");
}

TEST_P(Tasks, CostThreeStatements) {
  w().as("officer1").get("/api/v1/tasks");
  const auto before = w().database().statements();
  w().as("officer1").get("/api/v1/tasks");
  EXPECT_LE(w().database().statements() - before, 3);  // the session, the counts, the page
}

TEST_P(Tasks, AComplaintIsNobodysWhomItConcerns) {
  supervision::ComplaintContent content;
  content.kind = supervision::ComplaintKind::grievance;
  content.text = "上门检查没有出示证件。";
  static int count = 0;
  const auto id = w().take_in(content, "7654321" + std::to_string(++count));
  auto row = task("intake1", id, "judge_complaint");
  ASSERT_FALSE(row.is_null());
  EXPECT_EQ(row.text("kind"), "complaint");
  EXPECT_EQ(row.find("case"), nullptr);
  EXPECT_EQ(row.find("complaint")->text("number"), "7654321" + std::to_string(count) + "0001");
  EXPECT_EQ(row.find("due")->text("rule"), "petition_23_inform");
  EXPECT_EQ(w().as("sysadmin").get("/api/v1/tasks").status, 403);
}

}  // namespace
}  // namespace mingjing::api_tests
