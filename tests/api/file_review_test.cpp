// What a reviewer would find in a file, through HTTP: a file in order, a flawed one, and who may look.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class FileReview : public ApiTest {
 protected:
  // On a working day.
  std::string filed() {
    w().advance_to(std::max(w().now(), *Instant::parse("2026-03-02T09:00:00+08:00")));
    return ApiTest::filed();
  }
};
INSTANTIATE_TEST_SUITE_P(, FileReview, testing::ValuesIn(database_urls()), url_name);

void done(World& w, const std::string& id, const char* who, const char* name, Json body) {
  w.advance_to(w.now().plus_ms(60'000));
  const auto answer = w.as(who).act(id, name, body);
  EXPECT_EQ(answer.status, 200) << name << " " << answer.body;
}

Json minutes(World& w, bool complete) {
  Json out = Json::object({{"officers", Json::array({w.officer_1, w.officer_2})},
                           {"certificate_shown", true},
                           {"place", "望山镇东侧地块"},
                           {"party_present", true},
                           {"signed", complete},
                           {"text", "现场可见新建硬化场地一处。"}});
  if (complete) {
    out.set("started_at", w.now().text());
    out.set("ended_at", w.now().plus_ms(30'000).text());
  }
  return out;
}

std::string address(const std::string& id) { return "/api/v1/cases/" + id + "/file-review"; }

const Json* rule(const Answer& answer, std::string_view id) {
  for (const auto& row : answer.json.items("rules")) {
    if (row.text("id") == id) return &row;
  }
  ADD_FAILURE() << "no rule " << id << " in " << answer.body;
  return nullptr;
}

TEST_P(FileReview, AFileInOrderHasNoFinding) {
  const auto id = filed();
  done(w(), id, "officer1", "record_on_site", minutes(w(), true));
  const auto answer = w().as("officer1").get(address(id));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json.items("rules").size(), 57U);
  EXPECT_EQ(answer.json.find("counts")->integer("finding", -1), 0) << answer.body;
  EXPECT_EQ(answer.json.items("scores").front().integer("points"), 100);
  EXPECT_EQ(answer.json.items("scores").front().text("grade"), "excellent");
  EXPECT_EQ(rule(answer, "CF-04")->text("result"), "satisfied");
  EXPECT_EQ(rule(answer, "CF-03")->text("result"), "satisfied");
  EXPECT_EQ(rule(answer, "CF-39")->text("result"), "not_applicable");
  EXPECT_EQ(rule(answer, "CF-31")->text("result"), "not_applicable");
  EXPECT_NE(answer.header("Cache-Control").find("no-store"), std::string::npos);
}

TEST_P(FileReview, AFlawedFileShowsWhatByWhichRecordAndWhatToDo) {
  const auto id = filed();
  done(w(), id, "officer1", "record_on_site", minutes(w(), false));
  w().advance_to(w().now().plus_hours(24 * 120));
  const auto answer = w().as("unithead").get(address(id));
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto* formal = rule(answer, "CF-25");
  EXPECT_EQ(formal->text("result"), "finding");
  EXPECT_EQ(formal->integer("deducted"), 2);
  EXPECT_NE(formal->items("shown").front().text("text").find("起止时间、签名"), std::string::npos) << answer.body;
  EXPECT_EQ(formal->items("shown").front().text("record").size(), 36U);
  EXPECT_FALSE(formal->text("advice").empty());
  const auto* term = rule(answer, "CF-21");
  EXPECT_EQ(term->text("result"), "finding");
  EXPECT_EQ(*term->items("citations").front().as_string(), "《行政处罚法》第六十条");
  EXPECT_EQ(answer.json.items("scores").front().integer("points"), 78);
  EXPECT_EQ(answer.json.items("scores").front().text("grade"), "qualified");
}

TEST_P(FileReview, IsNoEventAndForThoseWhoMendTheFile) {
  const auto id = filed();
  const auto before = w().as("officer1").get("/api/v1/cases/" + id).json.integer("version");
  for (const char* who : {"officer1", "officer2", "unithead", "reviewer", "agencyhead", "supervisor"}) {
    EXPECT_EQ(w().as(who).get(address(id)).status, 200) << who;
  }
  for (const char* who : {"intake1", "clerk1", "archivist"}) {
    EXPECT_EQ(w().as(who).get(address(id)).status, 403) << who;
  }
  EXPECT_EQ(w().as("officer1").get("/api/v1/cases/" + id).json.integer("version"), before);
  w().add_subordinate();
  EXPECT_EQ(w().as("below1").get(address(id)).status, 404);
  EXPECT_EQ(w().as("officer1").get(address("01890000-0000-7000-8000-000000000001")).status, 404);
}

// Two officers cannot have asked two parties at once; the other file is named.
TEST_P(FileReview, AnInquiryOfAnotherCaseAtTheSameTimeIsFound) {
  const auto one = filed();
  const auto other = filed();
  const auto from = w().now();
  const auto inquiry = [&](std::int64_t minutes_later) {
    return Json::object({{"officers", Json::array({w().officer_1, w().officer_2})}, {"certificate_shown", true},
                         {"subject", "吴一凡"}, {"subject_role", "party"}, {"place", "执法支队询问室"},
                         {"rights_told", true}, {"signed", true}, {"text", "问：场地何时建成？\n答：去年秋天。"},
                         {"started_at", from.plus_ms(minutes_later * 60'000).text()},
                         {"ended_at", from.plus_ms((minutes_later + 30) * 60'000).text()}});
  };
  w().advance_to(from.plus_hours(1));
  done(w(), one, "officer1", "record_inquiry", inquiry(0));
  done(w(), other, "officer1", "record_inquiry", inquiry(20));
  const auto answer = w().as("officer1").get(address(one));
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto* found = rule(answer, "CF-26");
  EXPECT_EQ(found->text("result"), "finding") << answer.body;
  const auto case_no = w().as("officer1").get("/api/v1/cases/" + other).json.text("case_no");
  ASSERT_FALSE(case_no.empty());
  EXPECT_NE(found->items("shown").front().text("text").find(case_no), std::string::npos) << answer.body;
}

}  // namespace
}  // namespace mingjing::api_tests
