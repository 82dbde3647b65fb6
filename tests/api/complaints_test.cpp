// 投诉举报 through HTTP: taken in, accepted, allocated, answered; refused, referred, extended; a report that becomes a clue;
// who is complained about neither sees nor handles it; who wrote it is shown to few.
// SPDX-License-Identifier: Apache-2.0
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

using supervision::ComplaintAbout;
using supervision::ComplaintContent;
using supervision::ComplaintKind;

class Complaints : public ApiTest {
 protected:
  void SetUp() override { w().advance_to(std::max(w().now(), *Instant::parse("2026-03-02T09:00:00+08:00"))); }

  static ComplaintContent content(ComplaintKind kind) {
    ComplaintContent out;
    out.kind = kind;
    out.text = "执法人员上门检查时没有出示证件。";
    out.name = "王小明";
    out.contact = "13800138000";
    return out;
  }
  std::string take_in(const ComplaintContent& content) {
    static int count = 0;
    letter_ = "1234567" + std::to_string(++count);
    return w().take_in(content, letter_);
  }
  Json page(const char* who, const std::string& id) { return w().as(who).get("/api/v1/complaints/" + id).json; }
  Answer act(const char* who, const std::string& id, const std::string& name, const Json& body, std::int64_t version = 0) {
    if (version == 0) version = page("supervisor", id).integer("version");
    return w().as(who).post("/api/v1/complaints/" + id + "/acts/" + name, body,
                            {"If-Match: \"" + std::to_string(version) + "\""});
  }
  void done(const char* who, const std::string& id, const std::string& name, const Json& body) {
    const auto answer = act(who, id, name, body);
    EXPECT_EQ(answer.status, 200) << name << " " << answer.body;
  }
  void refused(const char* who, const std::string& id, const std::string& name, const Json& body, int status,
               std::string_view part) {
    const auto answer = act(who, id, name, body);
    EXPECT_EQ(answer.status, status) << name << " " << answer.body;
    EXPECT_NE(answer.body.find(part), std::string::npos) << answer.body;
  }
  bool listed(const char* who, const std::string& id, const std::string& query = {}) {
    return w().as(who).get("/api/v1/complaints" + query).body.find(id) != std::string::npos;
  }
  static const Json* limit(const Json& from, std::string_view rule) {
    for (const auto& row : from.items("obligations")) {
      if (row.text("rule") == rule) return &row;
    }
    return nullptr;
  }
  static Json empty() { return Json(Json::Object{}); }
  std::string letter_;
};
INSTANTIATE_TEST_SUITE_P(, Complaints, testing::ValuesIn(database_urls()), url_name);

TEST_P(Complaints, FromLetterToAnswer) {
  const auto events = w().events("receive_complaint");
  const auto id = take_in(content(ComplaintKind::grievance));
  EXPECT_EQ(w().take_in(content(ComplaintKind::grievance), letter_), id) << "the same letter, after a crash";
  EXPECT_EQ(w().events("receive_complaint"), events + 1);

  EXPECT_TRUE(listed("intake1", id));
  EXPECT_TRUE(listed("intake1", id, "?state=received"));
  EXPECT_FALSE(listed("intake1", id, "?state=answered"));
  EXPECT_TRUE(listed("intake1", id, "?number=" + letter_ + "0001"));
  EXPECT_FALSE(listed("officer2", id)) << "not theirs";
  EXPECT_EQ(w().as("intake1").get("/api/v1/complaints?state=nonsense").status, 400);

  auto now = page("intake1", id);
  EXPECT_EQ(now.text("state"), "received");
  EXPECT_EQ(now.text("name"), "王小明");
  ASSERT_NE(limit(now, "petition_23_inform"), nullptr);
  EXPECT_EQ(limit(now, "petition_23_inform")->text("due"), "2026-03-17");  // fifteen days, the first not counted
  EXPECT_EQ(limit(now, "petition_34_close"), nullptr);

  refused("intake1", id, "answer_complaint", Json::object({{"outcome", "upheld"}, {"answer", "已改正。"}}), 403, "权限");
  done("intake1", id, "accept_complaint", empty());
  now = page("intake1", id);
  EXPECT_EQ(limit(now, "petition_23_inform")->text("light"), "done");
  EXPECT_EQ(limit(now, "petition_34_close")->text("due"), "2026-05-06");  // day 60 is 1 May; the holiday ends on the 5th
  refused("intake1", id, "accept_complaint", empty(), 422, "不能再改");
  refused("intake1", id, "refuse_complaint", Json::object({{"reason", "不属实"}}), 422, "不能再改");

  done("intake1", id, "allocate_complaint", Json::object({{"user_id", w().as("officer2").user_id}}));
  EXPECT_TRUE(listed("officer2", id));
  EXPECT_EQ(page("officer2", id).text("contact"), "13800138000");
  refused("officer1", id, "answer_complaint", Json::object({{"outcome", "upheld"}, {"answer", "已改正。"}}), 403, "权限不及");
  refused("officer2", id, "answer_complaint", Json::object({{"outcome", "adopted"}, {"answer", "已改正。"}}), 422, "采纳");
  refused("officer2", id, "answer_complaint", Json::object({{"outcome", "upheld"}}), 422, "answer");
  refused("officer2", id, "answer_complaint", Json::object({{"outcome", "upheld"}, {"answer", "好"}, {"x", 1}}), 422, "x");
  w().advance_to(w().now().plus_ms(86'400'000));
  done("officer2", id, "answer_complaint",
       Json::object({{"outcome", "upheld"}, {"answer", "经查属实，已责令两名执法人员改正并向您道歉。"}}));
  now = page("officer2", id);
  EXPECT_EQ(now.text("state"), "answered");
  for (const auto& row : now.items("obligations")) EXPECT_EQ(row.text("light"), "done") << row.text("rule");
  refused("officer2", id, "answer_complaint", Json::object({{"outcome", "upheld"}, {"answer", "再答。"}}), 422, "已经办结");

  const auto shown = w().shown(id);
  EXPECT_EQ(shown.letter, letter_);
  EXPECT_EQ(shown.version, now.integer("version"));
  EXPECT_NE(shown.text.find("经查属实"), std::string::npos);
  for (const char* kept_back : {"王小明", "13800138000", "林知夏", "没有出示证件"})
    EXPECT_EQ(shown.text.find(kept_back), std::string::npos) << kept_back;
}

TEST_P(Complaints, WhoIsComplainedAboutStandsApart) {
  auto about = content(ComplaintKind::grievance);
  about.about = ComplaintAbout::officer;
  about.about_ref = "33010000001";  // of officer1
  const auto id = take_in(about);
  EXPECT_EQ(w().as("officer1").get("/api/v1/complaints/" + id).status, 403);
  done("supervisor", id, "accept_complaint", Json::object({{"concerned", Json::array({w().officer_2})}}));
  refused("supervisor", id, "allocate_complaint", Json::object({{"user_id", w().as("officer1").user_id}}), 422, "complained_about");
  refused("supervisor", id, "allocate_complaint", Json::object({{"user_id", w().as("officer2").user_id}}), 422, "complained_about");
  refused("supervisor", id, "allocate_complaint", Json::object({{"user_id", w().as("archivist").user_id}}), 422, "不能答复");
  refused("supervisor", id, "allocate_complaint", Json::object({{"user_id", w().officer_1}}), 422, "没有这个账号");
  refused("officer1", id, "answer_complaint", Json::object({{"outcome", "rejected"}, {"answer", "没有此事。"}}), 403, "涉及您本人");
  EXPECT_FALSE(listed("officer1", id));
  EXPECT_FALSE(listed("officer2", id, "?mine=1"));
  done("supervisor", id, "allocate_complaint", Json::object({{"user_id", w().as("supervisor").user_id}}));
  done("supervisor", id, "answer_complaint", Json::object({{"outcome", "upheld"}, {"answer", "属实。"}}));
}

TEST_P(Complaints, WhoWroteItIsShownToFew) {
  const auto id = take_in(content(ComplaintKind::grievance));
  for (const char* who : {"intake1", "agencyhead", "supervisor"}) EXPECT_EQ(page(who, id).text("name"), "王小明") << who;
  for (const char* who : {"unithead", "window1"}) {
    const auto seen = page(who, id);
    EXPECT_EQ(seen.text("state"), "received") << who;
    EXPECT_EQ(seen.find("name"), nullptr) << who;
    EXPECT_EQ(seen.find("contact"), nullptr) << who;
    EXPECT_TRUE(seen.flag("named")) << who;
  }
  for (const char* who : {"officer2", "clerk1", "approver", "sysadmin", "auditadmin", "archivist"})
    EXPECT_EQ(w().as(who).get("/api/v1/complaints/" + id).status, 403) << who;
  w().add_subordinate();
  EXPECT_EQ(w().as("below2").get("/api/v1/complaints/" + id).status, 404);
  EXPECT_FALSE(listed("below2", id));
}

TEST_P(Complaints, RefusedAndReferred) {
  const auto one = take_in(content(ComplaintKind::grievance)), two = take_in(content(ComplaintKind::suggestion));
  refused("intake1", one, "refuse_complaint", empty(), 422, "reason");
  done("intake1", one, "refuse_complaint", Json::object({{"reason", "同一事项已经复查复核终结。"}}));
  EXPECT_NE(w().shown(one).text.find("复查复核终结"), std::string::npos);
  const auto ended = page("intake1", one);
  for (const auto& row : ended.items("obligations")) EXPECT_EQ(row.text("light"), "done");
  done("intake1", two, "refer_complaint", Json::object({{"referred_to", "澜川市城市管理局"}}));
  EXPECT_NE(w().shown(two).text.find("澜川市城市管理局"), std::string::npos);
  refused("intake1", two, "allocate_complaint", Json::object({{"user_id", w().as("officer2").user_id}}), 422, "已经办结");
}

TEST_P(Complaints, AReportBecomesAClueAndIsAnsweredStill) {
  const auto id = take_in(content(ComplaintKind::report));
  ASSERT_NE(limit(page("intake1", id), "ala_47_perform"), nullptr);
  done("intake1", id, "accept_complaint", empty());
  done("intake1", id, "allocate_complaint", Json::object({{"user_id", w().as("officer2").user_id}}));
  const Json clue = Json::object({{"summary", "望山镇有人在耕地上挖砂。"}, {"cause", "非法采砂"}});
  const auto made = act("officer2", id, "register_complaint_clue", clue);
  ASSERT_EQ(made.status, 200) << made.body;
  const auto file = w().as("officer2").get("/api/v1/cases/" + made.json.text("case"));
  const auto by_intake = w().as("intake1").get("/api/v1/cases/" + made.json.text("case"));
  ASSERT_EQ(by_intake.status, 200) << file.body;
  EXPECT_EQ(by_intake.json.text("source"), "complaint");
  EXPECT_EQ(by_intake.body.find("王小明"), std::string::npos);
  refused("officer2", id, "register_complaint_clue", clue, 422, "不必再登记");
  refused("agencyhead", id, "extend_complaint", Json::object({{"days", 10}, {"reason", "复杂"}}), 422, "可以延长");
  done("officer2", id, "answer_complaint", Json::object({{"outcome", "upheld"}, {"answer", "已立案查处。"}}));
  EXPECT_NE(w().shown(id).text.find("案件线索"), std::string::npos);
}

TEST_P(Complaints, ExtendedOnceByTheHead) {
  const auto id = take_in(content(ComplaintKind::grievance));
  done("intake1", id, "accept_complaint", empty());
  const Json longer = Json::object({{"days", 30}, {"reason", "需要检测。"}});
  refused("intake1", id, "extend_complaint", longer, 403, "权限");
  refused("agencyhead", id, "extend_complaint", Json::object({{"days", 31}, {"reason", "需要检测。"}}), 422, "days");
  const std::string before = limit(page("agencyhead", id), "petition_34_close")->text("due");
  done("agencyhead", id, "extend_complaint", longer);
  EXPECT_GT(limit(page("agencyhead", id), "petition_34_close")->text("due"), before);
  refused("agencyhead", id, "extend_complaint", longer, 422, "《信访工作条例》第三十四条");
  EXPECT_NE(w().shown(id).text.find("需要检测"), std::string::npos);
}

TEST_P(Complaints, VersionsAndKeys) {
  const auto id = take_in(content(ComplaintKind::grievance));
  const std::string path = "/api/v1/complaints/" + id + "/acts/accept_complaint";
  EXPECT_EQ(w().as("intake1").post(path, empty()).status, 428);
  EXPECT_EQ(act("intake1", id, "accept_complaint", empty(), 99).status, 409);
  const std::vector<std::string> headers{"If-Match: \"1\"", "Idempotency-Key: complaint-" + id};
  const auto first = w().as("intake1").post(path, empty(), headers), again = w().as("intake1").post(path, empty(), headers);
  EXPECT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(act("intake1", "01890000-0000-7000-8000-000000000001", "accept_complaint", empty(), 1).status, 404);
  EXPECT_EQ(w().as("intake1").post("/api/v1/complaints/" + id + "/acts/nonsense", empty()).status, 404);
}

}  // namespace
}  // namespace mingjing::api_tests
