// 公开答复 through HTTP: proposed by who answered, scanned, returned, approved by another, carried out by the system, taken
// down; only where the writer agreed, and never who it was.
// SPDX-License-Identifier: Apache-2.0
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

using supervision::ComplaintAbout;
using supervision::ComplaintContent;
using supervision::ComplaintKind;

const std::string kAnswer = "经查，检查开始时只有一人出示证件，已责令改正。";

class PublicAnswers : public ApiTest {
 protected:
  void SetUp() override { w().advance_to(std::max(w().now(), *Instant::parse("2026-03-02T09:00:00+08:00"))); }

  static ComplaintContent content(bool may_publish = true, ComplaintKind kind = ComplaintKind::grievance) {
    ComplaintContent out;
    out.kind = kind;
    out.text = "执法人员到我家苗圃检查时没有出示证件。";
    out.name = "王小明";
    out.contact = "电话 0990-8221877，青衡县石门乡白崖村";
    out.may_publish = may_publish;
    return out;
  }
  // Answered by officer2.
  std::string answered(const ComplaintContent& content) {
    static int count = 0;
    const auto id = w().take_in(content, "5544332" + std::to_string(++count));
    done("intake1", id, "accept_complaint", empty());
    done("intake1", id, "allocate_complaint", Json::object({{"user_id", w().as("officer2").user_id}}));
    done("officer2", id, "answer_complaint", Json::object({{"outcome", "upheld"}, {"answer", "王小明先生：" + kAnswer}}));
    return id;
  }
  static Json words(const std::string& answer = kAnswer) {
    return Json::object({{"question", "执法人员上门检查，是不是都要出示证件？"}, {"answer", answer}});
  }
  Json page(const char* who, const std::string& id) { return w().as(who).get("/api/v1/complaints/" + id).json; }
  Json shown(const std::string& id) {
    const auto all = page("intake1", id).items("public_answers");
    return all.empty() ? Json() : all.back();
  }
  Answer act(const char* who, const std::string& id, const std::string& name, const Json& body) {
    return w().as(who).post("/api/v1/complaints/" + id + "/acts/" + name, body,
                            {"If-Match: \"" + std::to_string(page("supervisor", id).integer("version")) + "\""});
  }
  Json done(const char* who, const std::string& id, const std::string& name, const Json& body) {
    const auto answer = act(who, id, name, body);
    EXPECT_EQ(answer.status, 200) << name << " " << answer.body;
    return answer.json;
  }
  void refused(const char* who, const std::string& id, const std::string& name, const Json& body, int status,
               std::string_view part) {
    const auto answer = act(who, id, name, body);
    EXPECT_EQ(answer.status, status) << name << " " << answer.body;
    EXPECT_NE(answer.body.find(part), std::string::npos) << answer.body;
  }
  std::vector<std::string> acts(const char* who, const std::string& id) {
    std::vector<std::string> out;
    const auto seen = page(who, id);
    for (const auto& one : seen.items("acts")) out.push_back(one.text("act"));
    return out;
  }
  static Json empty() { return Json(Json::Object{}); }
  static Json because(std::string_view reason) { return Json::object({{"reason", reason}}); }
};
INSTANTIATE_TEST_SUITE_P(, PublicAnswers, testing::ValuesIn(database_urls()), url_name);

using Acts = std::vector<std::string>;

TEST_P(PublicAnswers, ProposedReturnedApprovedAndTakenDown) {
  const auto published = w().events("publish_answer"), removed = w().events("take_down_answer");
  const auto id = answered(content());
  EXPECT_EQ(acts("officer2", id), Acts{"propose_public_answer"});
  EXPECT_EQ(w().as("approver").get("/api/v1/complaints/" + id).status, 403) << "nothing is proposed yet";
  refused("approver", id, "propose_public_answer", words(), 403, "权限");
  refused("officer1", id, "propose_public_answer", words(), 403, "权限");
  refused("officer2", id, "propose_public_answer", Json::object({{"question", "问什么？"}}), 422, "answer");
  EXPECT_EQ(done("officer2", id, "propose_public_answer", words()).integer("findings", -1), 0);
  refused("officer2", id, "propose_public_answer", words(), 422, "已经提请");

  // Who approves finds it, reads it, and does not learn who wrote it.
  EXPECT_NE(w().as("approver").get("/api/v1/complaints?public_answer=proposed").body.find(id), std::string::npos);
  EXPECT_EQ(w().as("approver").get("/api/v1/complaints").body.find(id), std::string::npos);
  EXPECT_NE(w().as("approver").get("/api/v1/tasks?kind=complaint").body.find("批准或者退回要公开的答复"), std::string::npos);
  const auto seen = page("approver", id);
  EXPECT_EQ(seen.items("public_answers").back().text("question"), words().text("question"));
  EXPECT_EQ(seen.find("name"), nullptr);
  EXPECT_EQ(seen.find("contact"), nullptr);
  // Nor from the words: the answer as its writer got it begins with the name.
  for (const char* who : {"approver", "window1", "unithead"}) {
    const auto body = w().as(who).get("/api/v1/complaints/" + id).body;
    EXPECT_EQ(body.find("王小明"), std::string::npos) << who;
    EXPECT_NE(body.find("（隐去）先生"), std::string::npos) << who;
  }
  EXPECT_NE(w().as("officer2").get("/api/v1/complaints/" + id).body.find("王小明先生"), std::string::npos);
  EXPECT_EQ(acts("approver", id), (Acts{"approve_public_answer", "return_public_answer"}));
  refused("officer2", id, "approve_public_answer", empty(), 403, "权限");
  refused("agencyhead", id, "approve_public_answer", empty(), 403, "权限");
  refused("approver", id, "return_public_answer", empty(), 422, "reason");
  done("approver", id, "return_public_answer", because("再说清楚以后怎么做。"));
  EXPECT_EQ(shown(id).text("return_reason"), "再说清楚以后怎么做。");
  EXPECT_EQ(w().as("approver").get("/api/v1/tasks?kind=complaint").body.find(id), std::string::npos);
  refused("approver", id, "approve_public_answer", empty(), 422, "没有等待批准");

  const auto address = shown(id).text("id");
  done("officer2", id, "propose_public_answer", words());
  EXPECT_EQ(shown(id).text("id"), address) << "the same one again";
  w().publish_answers(id);
  EXPECT_EQ(w().events("publish_answer"), published) << "nothing before it is approved";
  done("approver", id, "approve_public_answer", empty());
  EXPECT_EQ(shown(id).text("state"), "approved");
  w().publish_answers(id);
  w().publish_answers(id);  // the job, twice
  EXPECT_EQ(w().events("publish_answer"), published + 1);
  EXPECT_NE(w().shown(id).text.find("隐去个人信息公开"), std::string::npos);

  const auto down = [](std::string_view text) { return Json::object({{"reason", "outdated"}, {"text", text}}); };
  EXPECT_EQ(acts("approver", id), Acts{"take_down_public_answer"});
  refused("officer2", id, "take_down_public_answer", down("规定已经修改。"), 403, "权限");
  refused("approver", id, "take_down_public_answer", down("应王小明的要求。"), 422, "leak_known_value");
  refused("approver", id, "take_down_public_answer", Json::object({{"reason", "revoked"}, {"text", "规定已经修改。"}}), 422, "reason");
  done("approver", id, "take_down_public_answer", down("规定已经修改。"));
  w().publish_answers(id);
  w().publish_answers(id);
  EXPECT_EQ(w().events("take_down_answer"), removed + 1);
  refused("approver", id, "take_down_public_answer", down("再撤一次。"), 422, "没有公开");

  done("officer2", id, "propose_public_answer", words());
  EXPECT_NE(shown(id).text("id"), address) << "a new one after a takedown";
  EXPECT_EQ(page("intake1", id).items("public_answers").size(), 2u);
}

TEST_P(PublicAnswers, OnlyWhatItsWriterAgreedTo) {
  const auto closed = answered(content(false)), report = answered(content(true, ComplaintKind::report));
  refused("officer2", closed, "propose_public_answer", words(), 422, "《个人信息保护法》第二十五条");
  refused("officer2", report, "propose_public_answer", words(), 422, "《信访工作条例》第三十条第三款");
  EXPECT_EQ(acts("officer2", closed), Acts{});
  const auto id = answered(content());
  done("officer2", id, "propose_public_answer", words());
  done("approver", id, "approve_public_answer", empty());
  done("approver", id, "take_down_public_answer", Json::object({{"reason", "consent_withdrawn"}, {"text", "提出人不再同意公开。"}}));
  refused("officer2", id, "propose_public_answer", words(), 422, "《个人信息保护法》第十五条第一款");
  const auto events = w().events("publish_answer");
  w().publish_answers(id);
  EXPECT_EQ(w().events("publish_answer"), events) << "taken down before it was carried out: nothing was public";
}

TEST_P(PublicAnswers, WhatTheComplaintKnowsStaysInside) {
  auto about = content();
  about.about = ComplaintAbout::officer;
  about.about_ref = "33010000001";  // of officer1
  const auto id = answered(about);
  struct Row {
    const char *what, *words, *kind;
    bool answerable;
  };
  const Row rows[] = {
      {"the writer's name", "王小明反映的情况属实。", "known_value", false},
      {"the name in pieces", "王 小 明反映的情况属实。", "known_value", false},
      {"the telephone", "我们已拨打09908221877联系。", "known_value", false},
      {"the address", "青衡县石门乡白崖村的情况属实。", "known_value", false},
      {"the officer meant", "陈砚秋没有出示证件。", "known_value", false},
      {"the certificate", "持证33010000001的人员没有出示证件。", "known_value", false},
      {"a number nobody knew", "可以联系13900001111。", "mobile", true},
      {"a mailbox", "请发邮件到wang.xm@example.com。", "email", true},
  };
  for (const auto& row : rows) {
    EXPECT_GT(done("officer2", id, "propose_public_answer", words(row.words)).integer("findings"), 0) << row.what;
    const auto findings = shown(id).items("findings");
    ASSERT_EQ(findings.size(), 1u) << row.what;
    EXPECT_EQ(findings[0].text("kind"), row.kind) << row.what;
    EXPECT_EQ(findings[0].integer("line"), 2) << row.what;
    EXPECT_EQ(findings[0].flag("answerable"), row.answerable) << row.what;
    const auto seen = w().as("approver").get("/api/v1/complaints/" + id).body;
    for (const char* inside : {"王小明", "王 小 明", "8221877"}) EXPECT_EQ(seen.find(inside), std::string::npos) << row.what;
    refused("approver", id, "approve_public_answer", empty(), 422, std::string("leak_") + row.kind);
    const Json said = Json::object({{"false_alarms", Json::array({Json::object(
        {{"finding", findings[0].text("id")}, {"reason", "是本机关公布的服务号码。"}})})}});
    if (!row.answerable) refused("approver", id, "approve_public_answer", said, 422, "不能作为误报");
    done("approver", id, "return_public_answer", because("有个人信息，请改。"));
  }
  done("officer2", id, "propose_public_answer", words("可以联系13900001111。"));
  refused("approver", id, "approve_public_answer",
          Json::object({{"false_alarms", Json::array({Json::object({{"finding", "mobile:9:9"}, {"reason", "不是。"}})})}}), 422, "没有这一处");
  done("approver", id, "approve_public_answer",
       Json::object({{"false_alarms", Json::array({Json::object({{"finding", "mobile:2:5"}, {"reason", "是本机关公布的服务号码。"}})})}}));
  EXPECT_EQ(shown(id).text("state"), "approved");
}

TEST_P(PublicAnswers, WhoIsComplainedAboutStandsApart) {
  auto about = content();
  about.about = ComplaintAbout::officer;
  about.about_ref = "33010000001";
  const auto id = answered(about);
  EXPECT_EQ(w().as("officer1").get("/api/v1/complaints/" + id).status, 403);
  refused("officer1", id, "propose_public_answer", words(), 403, "涉及您本人");
  done("intake1", id, "propose_public_answer", words());
  refused("intake1", id, "approve_public_answer", empty(), 403, "权限");
  done("approver", id, "approve_public_answer", empty());
  EXPECT_EQ(w().as("approver").get("/api/v1/complaints?public_answer=nonsense").status, 400);
  EXPECT_EQ(w().as("officer2").get("/api/v1/complaints?public_answer=approved").status, 200);
  w().add_subordinate();
  EXPECT_EQ(w().as("below2").get("/api/v1/complaints/" + id).status, 404);
}

}  // namespace
}  // namespace mingjing::api_tests
