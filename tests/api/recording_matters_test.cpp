// An agency's own list of matters of recording through HTTP: proposed by one, approved by another, in force from the next
// day; what it asks of a step holds the case up like what the program's list asks.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/catalog/recording_matters.h"
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

constexpr const char* kAddress = "/api/v1/recording-matters";

class RecordingMatters : public ApiTest {
 protected:
  // Later than whatever other suites do in the same world, and the list is emptied again.
  void SetUp() override { at(0); }
  void TearDown() override {
    at(20);
    propose(Json::object({{"matters", Json::array()}, {"premises", Json::array()}, {"reason", "不再要求。"}}));
    EXPECT_EQ(decide("agencyhead", "granted", "").status, 200);
  }
  void at(int day) { w().advance_to(Instant::beijing(day_ + day, 9)); }
  Json read(const char* who = "officer1") {
    const auto answer = w().as(who).get(kAddress);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.json;
  }
  Answer send(const char* who, const std::string& name, const Json& body, std::vector<std::string> headers = {}) {
    headers.push_back("If-Match: \"" + std::to_string(read().integer("version")) + "\"");
    return w().as(who).post(std::string(kAddress) + "/acts/" + name, body, std::move(headers));
  }
  Answer propose(const Json& body, const char* who = "reviewer") { return send(who, "propose_recording_matters", body); }
  Json decision(const char* verdict, const char* opinion) {
    const Json list = read();
    const Json* waiting = list.find("proposal");
    return Json::object({{"number", waiting == nullptr ? std::int64_t{0} : waiting->integer("number")}, {"verdict", verdict}, {"opinion", opinion}});
  }
  Answer decide(const char* who, const char* verdict, const char* opinion) {
    return send(who, "decide_recording_matters", decision(verdict, opinion));
  }
  static Json stronger(const char* matter, const char* duty, bool whole) {
    return Json::object({{"matter", matter}, {"duty", duty}, {"whole", whole}, {"basis", "本机关规定第三条"}});
  }
  static Json further(const char* act) {
    return Json::object({{"act", act}, {"name", "当场责令改正"}, {"duty", "must"}, {"whole", false}, {"ways", Json::array({"video"})},
                         {"basis", "《本机关执法规定》第八条"}});
  }
  static Json list(std::vector<Json> matters) {
    Json rows = Json::array();
    for (auto& row : matters) rows.push(std::move(row));
    return Json::object({{"matters", std::move(rows)}, {"premises", Json::array({Json::object({{"name", "办案区询问室"}, {"basis", "本机关规定第五条"}})})},
                         {"reason", "去年有两起询问没有录像，复议时说不清。"}});
  }
  void granted(const Json& body) {
    const auto proposed = propose(body);
    ASSERT_EQ(proposed.status, 201) << proposed.body;
    const auto done = decide("agencyhead", "granted", "同意。");
    ASSERT_EQ(done.status, 200) << done.body;
  }

  Json both() { return Json::array({w().officer_1, w().officer_2}); }
  // Outside the agency's own room, which the program's list would have recorded where it is of use.
  void question(const std::string& id, const char* occurred_at = nullptr) {
    Json form = Json::object({{"officers", both()}, {"certificate_shown", true}, {"subject", "吴一凡"}, {"subject_role", "party"},
                              {"place", "望山镇东侧地块"}, {"rights_told", true}, {"signed", true}, {"text", "问：占用多少？答：三百平方米。"}});
    if (occurred_at != nullptr) {
      form.set("occurred_at", occurred_at);
      form.set("late_reason", "当日系统不能登录。");
    }
    must("officer1", id, "record_inquiry", form);
  }
  // Why the case may not go on; empty: no recording is owed.
  std::string owed(const std::string& id) {
    const Json shown = w().as("officer1").get("/api/v1/cases/" + id).json;
    for (const auto& row : shown.items("acts")) {
      if (row.text("act") != "conclude_investigation") continue;
      for (const auto& reason : row.items("reasons")) {
        if (reason.text("code") == "recordings_settled") return reason.text("message");
      }
    }
    return {};
  }
  Json step(const std::string& id, const char* act) {
    const Json all = w().as("officer1").get("/api/v1/cases/" + id + "/recordings").json;
    Json found;
    for (const auto& row : all.items("steps")) {
      if (row.text("act") == act) found = row;
    }
    return found;
  }
  bool has_act(const char* who, const char* name) {
    const Json list = read(who);
    const auto& acts = list.items("acts");
    return std::any_of(acts.begin(), acts.end(), [&](const Json& act) { return *act.as_string() == name; });
  }

  const Date day_{2027, 3, 1};
};
INSTANTIATE_TEST_SUITE_P(, RecordingMatters, testing::ValuesIn(database_urls()), url_name);

TEST_P(RecordingMatters, AStepOfTheDayAfterTheApprovalIsHeldAndOneOfTheDayItselfIsNot) {
  const auto before = filed();
  granted(list({stronger("inquiry", "must", false), further("order_correction")}));
  question(before);  // on the very day
  EXPECT_EQ(owed(before), "");
  EXPECT_EQ(step(before, "record_inquiry").find("matter")->text("duty"), "should");

  at(1);
  const auto after = filed();
  question(after);
  const auto why = owed(after);
  EXPECT_NE(why.find("询问，据本机关2027年3月1日批准的《音像记录事项清单》"), std::string::npos) << why;
  EXPECT_EQ(owed(before), "") << "what was done before stays as it was";
  const Json held = step(after, "record_inquiry");
  EXPECT_EQ(held.find("matter")->text("duty"), "must");
  EXPECT_EQ(held.find("matter")->text("approved_on"), "2027-03-01");
  EXPECT_EQ(held.find("matter")->text("citation"), "本机关规定第三条");
  // Whose turn it is says so too.
  const auto tasks = w().as("officer1").get("/api/v1/tasks");
  EXPECT_NE(tasks.body.find("据本机关2027年3月1日批准的"), std::string::npos);

  // A step before that is written down today is judged by its own day.
  question(before, "2027-03-01T16:00:00+08:00");
  EXPECT_EQ(owed(before), "");

  // Not to be replaced by words, to be explained, and the explanation approved by another.
  const auto explained = [&](const char* reason) {
    return Json::object({{"record_id", held.text("record")}, {"reason", reason}, {"text", "设备故障，次日送修。"}});
  };
  EXPECT_EQ(act("officer1", after, "explain_recording", explained("text_suffices")).status, 422);
  const auto gap = must("officer1", after, "explain_recording", explained("device_failure"));
  EXPECT_TRUE(gap.flag("needs_approval"));
  EXPECT_NE(owed(after), "");
  must("unithead", after, "decide_recording_gap",
       Json::object({{"recording_gap_id", gap.text("recording_gap_id")}, {"verdict", "granted"}, {"opinion", "属实。"}}));
  EXPECT_EQ(owed(after), "");

  // The list no longer asks it: from the next day on, and for what was done while it did nothing changes.
  const auto third = filed();
  question(third);
  granted(list({further("order_correction")}));
  at(2);
  question(third);
  EXPECT_NE(owed(third), "");
  EXPECT_EQ(owed(third).find("3月3日"), std::string::npos) << owed(third);
}

TEST_P(RecordingMatters, AFurtherStepIsHeldAndWhatFavoursThePartyIsNot) {
  granted(list({further("order_correction"), further("dispose_preservation")}));
  at(1);
  const auto id = filed();
  question(id);
  EXPECT_EQ(owed(id), "");
  const auto preserved = must("officer1", id, "propose_preservation",
                              Json::object({{"officers", both()}, {"reason", "机具随时可能转移。"},
                                            {"things", Json::array({Json::object({{"name", "挖掘机"}, {"quantity", "1"}})})}}))
                             .text("preservation_id");
  must("agencyhead", id, "approve_preservation", Json::object({{"preservation_id", preserved}, {"verdict", "granted"}, {"opinion", "同意。"}}));
  must("officer1", id, "preserve_evidence",
       Json::object({{"officers", both()}, {"certificate_shown", true}, {"preservation_id", preserved}, {"place", "望山镇东侧地块"},
                     {"custodian", "吴一凡"}, {"signed", true}}));
  must("officer1", id, "order_correction",
       Json::object({{"officers", both()}, {"certificate_shown", true}, {"content", "停止占用，恢复原状。"}, {"basis", Json::array({"《土地管理法》第七十七条第一款"})}, {"due", (day_ + 30).text()},
                     {"place", "望山镇东侧地块"}, {"method", "direct"}, {"recipient", "吴一凡"}, {"recipient_relation", "self"}, {"receipt", "当面签收"}}));
  const auto why = owed(id);
  EXPECT_NE(why.find("责令改正（当场责令改正，据本机关"), std::string::npos) << why;
  // Giving things back waits for no recording, though it is on the list itself.
  must("officer1", id, "dispose_preservation", Json::object({{"preservation_id", preserved}, {"outcome", "return"}, {"note", "已退还。"}}));
  EXPECT_EQ(step(id, "dispose_preservation").text("coverage"), "uncovered");
}

TEST_P(RecordingMatters, OneProposesAndAnotherDecides) {
  EXPECT_EQ(propose(list({further("order_correction")}), "officer1").status, 403);
  EXPECT_EQ(propose(list({further("order_correction")}), "sysadmin").status, 403);
  ASSERT_EQ(propose(list({further("order_correction")})).status, 201);
  EXPECT_TRUE(has_act("reviewer", "propose_recording_matters"));
  EXPECT_FALSE(has_act("reviewer", "decide_recording_matters"));
  EXPECT_TRUE(has_act("agencyhead", "decide_recording_matters"));
  EXPECT_EQ(decide("reviewer", "granted", "").status, 403);
  EXPECT_NE(w().as("agencyhead").get("/api/v1/tasks?kind=list").body.find("审批音像记录事项清单（第"), std::string::npos);
  EXPECT_TRUE(w().as("reviewer").get("/api/v1/tasks?kind=list").json.items("tasks").empty());
  // Nor in the head's place, while the head is away.
  const auto handed = w().as("agencyhead").send({"PUT", "/api/v1/me/delegation",
                                                 to_text(Json::object({{"to", w().as("reviewer").user_id}, {"from", day_.text()},
                                                                       {"until", (day_ + 5).text()}, {"reason", "参加培训。"}})),
                                                 {"Content-Type: application/json"}});
  ASSERT_EQ(handed.status, 200) << handed.body;
  const auto own = send("reviewer", "decide_recording_matters", decision("granted", ""), {"X-Acting-For: " + w().as("agencyhead").user_id});
  EXPECT_EQ(own.status, 403);
  EXPECT_NE(own.error().find("您本人提请"), std::string::npos) << own.body;
  w().as("agencyhead").send({"DELETE", "/api/v1/me/delegation"});

  const auto silent = decide("agencyhead", "refused", "  ");
  EXPECT_EQ(silent.status, 422);
  EXPECT_EQ(silent.json.find("error")->text("field"), "opinion") << silent.body;
  ASSERT_EQ(decide("agencyhead", "refused", "先添设备。").status, 200);
  EXPECT_TRUE(w().as("agencyhead").get("/api/v1/tasks?kind=list").json.items("tasks").empty()) << "done";
  const Json refused = read();
  EXPECT_EQ(refused.find("proposal")->text("verdict"), "refused");
  EXPECT_EQ(refused.find("proposal")->text("opinion"), "先添设备。");
  EXPECT_EQ(decide("agencyhead", "granted", "").status, 422) << "decided once";

  // The head decides on what is on the screen, not on what has come since.
  ASSERT_EQ(propose(list({further("order_correction")})).status, 201);
  const Json seen = decision("granted", "");
  const auto version = "If-Match: \"" + std::to_string(read().integer("version")) + "\"";
  ASSERT_EQ(propose(list({further("order_correction"), further("serve_decision")})).status, 201);
  EXPECT_EQ(w().as("agencyhead").post(std::string(kAddress) + "/acts/decide_recording_matters", seen, {version}).status, 409);
  EXPECT_EQ(send("agencyhead", "decide_recording_matters", seen).status, 422);
  const std::string key = "Idempotency-Key: 0123456789abcdef-matters";
  const auto held = w().events("decide_recording_matters");
  const auto now = "If-Match: \"" + std::to_string(read().integer("version")) + "\"";
  const Json right = decision("granted", "同意。");
  for (int twice = 0; twice < 2; ++twice) {
    const auto done = w().as("agencyhead").post(std::string(kAddress) + "/acts/decide_recording_matters", right, {now, key});
    EXPECT_EQ(done.status, 200) << done.body;
  }
  EXPECT_EQ(w().events("decide_recording_matters"), held + 1);

  const Json today = read();
  const auto in_force = [](const Json& list, const char* id) {
    const auto& rows = list.items("matters");
    return std::any_of(rows.begin(), rows.end(), [&](const Json& row) { return row.text("id") == id; });
  };
  EXPECT_FALSE(in_force(today, "order_correction")) << "from tomorrow";
  EXPECT_NE(today.integer("in_force"), today.items("versions").front().integer("number"));
  EXPECT_EQ(today.items("versions").front().text("from"), (day_ + 1).text());
  at(1);
  const Json tomorrow = read();
  EXPECT_TRUE(in_force(tomorrow, "order_correction"));
  EXPECT_EQ(tomorrow.integer("in_force"), tomorrow.items("versions").front().integer("number"));
  EXPECT_EQ(tomorrow.items("premises").front().text("name"), "办案区询问室");
}

TEST_P(RecordingMatters, WhatIsApprovedIsPublishedAsOneList) {
  ASSERT_EQ(propose(list({stronger("hearing", "must", true), further("order_correction")})).status, 201);
  const Json before = w().published("recording_matters");
  ASSERT_EQ(decide("agencyhead", "granted", "同意。").status, 200);
  const Json now = w().published("recording_matters");
  ASSERT_EQ(now.integer("version"), before.integer("version") + 1) << "a proposal publishes nothing, an approval one version";
  EXPECT_EQ(now.find("agency")->text("name"), "望山市自然资源局");
  const auto& entries = now.items("entries");
  const auto entry = [&](const char* id) {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Json& row) { return row.text("id") == id; });
    return found == entries.end() ? Json() : *found;
  };
  const Json hearing = entry("hearing");
  EXPECT_EQ(hearing.text("duty_name"), "应当记录");
  EXPECT_EQ(hearing.text("extent_name"), "全程");
  EXPECT_EQ(hearing.text("from"), (day_ + 1).text());
  ASSERT_EQ(hearing.items("basis").size(), 2u) << "the law's and the agency's";
  EXPECT_EQ(*hearing.items("basis").back().as_string(), "本机关规定第三条");
  EXPECT_EQ(entry("seizure").items("basis").size(), 1u);
  EXPECT_EQ(*entry("order_correction").items("ways").front().as_string(), "录像");
  EXPECT_EQ(entry("premises_1").text("name"), "办案区询问室");
  EXPECT_EQ(to_text(now).find("张reviewer"), std::string::npos) << "who proposed it is nobody's business";
}

TEST_P(RecordingMatters, AListThatAsksNoMoreIsPublishedAsTheLawHasIt) {
  ASSERT_EQ(propose(Json::object({{"matters", Json::array()}, {"premises", Json::array()}, {"reason", "先按国家规定的要求公布。"}})).status, 201);
  ASSERT_EQ(decide("agencyhead", "granted", "同意。").status, 200);
  const Json now = w().published("recording_matters");
  const auto& entries = now.items("entries");
  EXPECT_EQ(entries.size(), catalog::RecordingMatters::built_in().all().size());
  EXPECT_TRUE(std::none_of(entries.begin(), entries.end(), [](const Json& row) { return row.flag("own"); }));
}

TEST_P(RecordingMatters, WhatCannotStandIsRefusedWithItsField) {
  const auto refused = [&](const Json& body, const std::string& field) {
    const auto events = w().events("propose_recording_matters");
    const auto answer = propose(body);
    EXPECT_EQ(answer.status, 422) << answer.body;
    EXPECT_NE(answer.body.find("\"" + field + "\""), std::string::npos) << field << ": " << answer.body;
    EXPECT_EQ(w().events("propose_recording_matters"), events);
  };
  refused(list({stronger("seizure", "should", true)}), "matters[0].duty");
  refused(list({further("serve_decision"), stronger("seizure", "must", false)}), "matters[1].whole");
  refused(list({stronger("seizure", "must", true)}), "matters[0].duty");
  refused(list({stronger("nothing", "must", true)}), "matters[0].matter");
  refused(list({further("file_case")}), "matters[0].act");
  refused(list({further("serve_decision"), further("serve_decision")}), "matters[1].act");
  Json nameless = further("serve_decision");
  nameless.set("basis", "");
  refused(list({nameless}), "matters[0].basis");
  Json many = list({});
  Json rows = Json::array();
  for (int n = 0; n < 61; ++n) rows.push(further("serve_decision"));
  many.set("matters", std::move(rows));
  refused(many, "matters");
  Json odd = list({further("serve_decision")});
  odd.set("whatever", 1);
  refused(odd, "whatever");
}

}  // namespace
}  // namespace mingjing::api_tests
