// The hearing from request to decision, and a case of two parties with two violations: told, heard and served each for
// themselves. 行政处罚法 44, 45, 57, 61, 63–65.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include "law/calendar.h"
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class HearingPath : public ApiTest {
 protected:
  Json both() { return Json::array({w().officer_1, w().officer_2}); }
  Json page() { return w().as("officer1").get("/api/v1/cases/" + id_).json; }
  Answer act(const char* who, const char* name, const Json& body) { return ApiTest::act(who, id_, name, body); }
  Json done(const char* who, const char* name, const Json& body) { return must(who, id_, name, body); }
  // Every reason is this one.
  void refused(const char* who, const char* name, const Json& body, const char* code) {
    const auto answer = act(who, name, body);
    EXPECT_EQ(answer.status, 422) << name << " " << answer.body;
    const Json* error = answer.json.find("error");
    const auto& reasons = error == nullptr ? Json::Array{} : error->items("reasons");
    EXPECT_TRUE(std::any_of(reasons.begin(), reasons.end(), [&](const Json& r) { return r.text("code") == code; }))
        << name << " should say " << code << ": " << answer.body;
  }
  // Nine o'clock on the n-th working day after the notice.
  Instant after(int working_days, int hour = 9) {
    return Instant::beijing(law::Calendar::built_in().add_working_days(told_, working_days), hour);
  }
  void go(int working_days, int hour = 9) { w().advance_to(after(working_days, hour)); }

  Json proposal(std::int64_t fine) {
    return Json::object({{"outcome", "penalty"},
                         {"facts", "未经批准占用土地建设硬化场地。"},
                         {"reasons", "违反土地管理规定。"},
                         {"kinds", Json::array({"fine"})},
                         {"fine_fen", fine},
                         {"violated", Json::array({"《土地管理法》第四十四条第一款"})},
                         {"basis", Json::array({"《土地管理法》第七十七条第一款"})},
                         {"benchmark", "望山市裁量基准第3项"},
                         {"benchmark_reason", "面积较小。"}});
  }
  Json conclusion(Json proposal) {
    return Json::object({{"officers", both()}, {"report", "查明占地事实。"}, {"proposal", std::move(proposal)}});
  }
  Json by_hand(Json body = Json(Json::Object{})) {
    body.set("method", "direct");
    body.set("officers", both());
    body.set("certificate_shown", true);
    body.set("recipient", "吴一凡");
    if (body.find("recipient_relation") == nullptr) body.set("recipient_relation", "legal_representative");
    body.set("place", "公司办公室");
    body.set("receipt", "回证1");
    return body;
  }
  void to_investigated() {
    id_ = register_clue(w(), "intake1");
    done("agencyhead", "file_case", Json::object({{"opinion", "同意立案。"}}));
    done("unithead", "assign_officers",
         Json::object({{"officers", Json::array({Json::object({{"officer_id", w().officer_1}, {"role", "lead"}}),
                                                 Json::object({{"officer_id", w().officer_2}, {"role", "assist"}})})}}));
    done("officer1", "record_on_site",
         Json::object({{"officers", both()}, {"certificate_shown", true}, {"place", "望山镇东侧地块"},
                       {"party_present", true}, {"signed", true}, {"text", "现场可见硬化场地一处。"}}));
    done("officer1", "add_evidence",
         Json::object({{"kind", "physical_evidence"}, {"name", "界桩"}, {"proves", "占地范围"},
                       {"obtained_at", w().now().text()}, {"officers", both()}}));
  }
  // Told today with the right to a hearing; the statement is made the next working day.
  void to_told(std::int64_t fine = 6'000'000) {
    to_investigated();
    done("officer1", "conclude_investigation", conclusion(proposal(fine)));
    done("unithead", "review_by_unit", Json::object({{"outcome", "approve"}, {"opinion", "同意。"}}));
    done("officer1", "serve_prior_notice", by_hand());
    told_ = w().now().date();
  }
  Json said() {
    return Json::object({{"result", "made"}, {"text", "面积有出入。"}, {"review_opinion", "经复核，面积属实。"},
                         {"adopted", "none"}, {"officers", both()}});
  }
  Json materials() {
    return Json::object({{"materials", Json::array({"explanation", "draft_decision", "legal_basis", "evidence"})},
                         {"explanation", "请予审核。"}});
  }
  void pass_review() {
    done("officer1", "submit_for_review", materials());
    done("reviewer", "accept_review", Json::object({{"reviewers", Json::array({w().as("reviewer").user_id})}}));
    Json points = Json::array();
    for (const char* point : {"subject", "officers", "procedure", "facts", "evidence", "law", "discretion", "authority",
                              "documents", "crime"}) {
      points.push(Json::object({{"id", point}, {"verdict", "sound"}, {"text", "符合规定。"}}));
    }
    done("reviewer", "give_review_opinion",
         Json::object({{"outcome", "passed"}, {"points", std::move(points)}, {"opinion", "同意。"}}));
  }
  std::string host() { return w().as("host1").user_id; }
  Json notified(Instant at) {
    return Json::object({{"planned_at", at.text()}, {"place", "局听证室"}, {"public", true}, {"host_id", host()},
                         {"recorder", "丁某"}, {"method", "direct"}, {"officers", both()}, {"certificate_shown", true},
                         {"recipient", "吴一凡"}, {"recipient_relation", "legal_representative"},
                         {"service_place", "公司办公室"}, {"receipt", "回证2"}});
  }
  // Is the newest limit of this rule still open?
  static bool open(const Json& page, std::string_view rule) {
    bool out = false;
    for (const auto& row : page.items("obligations")) {
      if (row.text("rule") == rule) out = row.find("fulfilled_on") == nullptr;
    }
    return out;
  }

  std::string id_;
  Date told_{2026, 3, 2};
};
INSTANTIATE_TEST_SUITE_P(, HearingPath, testing::ValuesIn(database_urls()), url_name);

TEST_P(HearingPath, RequestedNotifiedHeldReportedReviewedDecided) {
  to_told();
  EXPECT_EQ(page().find("notice")->items("told").at(0).text("hearing"), "right_told");
  go(1);
  done("officer1", "hear_statement", said());
  go(5);
  done("officer1", "request_hearing", Json::object({{"applicant", "吴一凡"}, {"form", "oral"}, {"text", "要求听证。"}}));
  refused("officer1", "request_hearing", Json::object({{"applicant", "吴一凡"}}), "hearing_not_requested");
  go(7);
  refused("officer1", "submit_for_review", materials(), "no_open_hearing");

  refused("reviewer", "notify_hearing", notified(after(13)), "hearing_notice_ahead");
  Json investigator = notified(after(14));
  investigator.set("host_id", w().officer_1);
  refused("reviewer", "notify_hearing", investigator, "hearing_host_apart");
  Json closed = notified(after(14));
  closed.set("public", false);
  refused("reviewer", "notify_hearing", closed, "hearing_closed_ground");
  done("reviewer", "notify_hearing", notified(after(14)));
  refused("reviewer", "notify_hearing", notified(after(20)), "hearing_waiting");
  EXPECT_EQ(page().text("hearing"), "notified");

  const auto held = Json::object({{"outcome", "held"}, {"attendees", "吴一凡、调查人员二人"},
                                  {"agents", Json::array({Json::object({{"name", "律师甲"}, {"authorisation", "委托书1"}})})},
                                  {"minutes", "调查人员提出事实、证据和建议，当事人申辩和质证。"},
                                  {"refusal_note", "当事人拒绝签字，主持人注明。"}});
  refused("host1", "hold_hearing", held, "hearing_as_notified");
  refused("host1", "report_hearing", Json::object({{"report", "报告。"}, {"opinion", "维持。"}}), "hearing_to_report");
  go(14, 10);
  Json three = Json::object({{"outcome", "held"}, {"minutes", "笔录。"}, {"signed", true},
                             {"agents", Json::array({Json::object({{"name", "甲"}}), Json::object({{"name", "乙"}}),
                                                     Json::object({{"name", "丙"}})})}});
  refused("host1", "hold_hearing", three, "hearing_agents");
  refused("host1", "hold_hearing", Json::object({{"outcome", "held"}, {"minutes", "笔录。"}}), "hearing_minutes");
  done("host1", "hold_hearing", held);
  refused("officer1", "submit_for_review", materials(), "no_open_hearing");
  go(15);
  done("host1", "report_hearing", Json::object({{"report", "听证情况如实。"}, {"opinion", "建议维持拟处罚意见。"}}));
  refused("officer1", "submit_for_approval", Json::object({{"opinion", "报批。"}}), "review_passed");
  pass_review();
  done("officer1", "submit_for_approval", Json::object({{"opinion", "报批。"}}));
  done("agencyhead", "decide", Json::object({{"outcome", "penalty"}, {"opinion", "同意。"}}));

  const auto shown = page();
  EXPECT_EQ(shown.text("stage"), "decided");
  const auto& hearing = shown.items("hearings").at(0);
  EXPECT_EQ(hearing.text("outcome"), "held");
  EXPECT_EQ(hearing.text("refusal_note"), "当事人拒绝签字，主持人注明。");
  EXPECT_FALSE(hearing.text("report_document").empty());
  std::vector<std::string> templates;
  for (const auto& row : shown.items("documents")) templates.push_back(row.text("template"));
  for (const char* made : {"hearing_right_notice", "hearing_notice", "hearing_report", "penalty_decision"}) {
    EXPECT_NE(std::find(templates.begin(), templates.end(), made), templates.end()) << made;
  }
  EXPECT_EQ(shown.items("services").size(), 2u);  // of the notice and of the notice of the hearing
  std::size_t receipts = 0;
  const auto forms = w().as("officer1").get("/api/v1/cases/" + id_ + "/forms");
  for (const auto& row : forms.json.items("forms")) {
    if (row.text("id") != "service_receipt") continue;
    ++receipts;
    EXPECT_TRUE(row.flag("ready")) << to_text(row);
  }
  EXPECT_EQ(receipts, 2u) << forms.body;
  // The party has spoken and may speak again until the term is over; that it is over is nobody's lateness.
  for (const auto& row : shown.items("obligations")) {
    if (row.text("owed_by") != "party") continue;
    EXPECT_NE(row.text("light"), "red") << to_text(row);
    if (row.text("rule") == "apl_45_statement") {
      EXPECT_EQ(row.text("words"), "期满");
    }
  }
}

TEST_P(HearingPath, PutOffWithReasonThenNobodyCame) {
  to_told();
  go(1);
  done("officer1", "hear_statement", said());
  done("officer1", "request_hearing", Json::object({{"applicant", "吴一凡"}}));
  go(2);
  done("reviewer", "notify_hearing", notified(after(10)));
  done("reviewer", "postpone_hearing", Json::object({{"cause", "absent_with_reason"}, {"reason", "代表人住院。"}}));
  EXPECT_EQ(page().text("hearing"), "requested");
  go(3);
  done("reviewer", "notify_hearing", notified(after(12)));
  go(12, 10);
  done("host1", "hold_hearing", Json::object({{"outcome", "absent"}}));
  const auto shown = page();
  EXPECT_EQ(shown.text("hearing"), "terminated");
  EXPECT_EQ(shown.items("hearings").at(0).text("outcome"), "postponed");
  refused("officer1", "request_hearing", Json::object({{"applicant", "吴一凡"}}), "hearing_not_requested");
  done("officer1", "submit_for_review", materials());
}

TEST_P(HearingPath, ToldAgainTheRightOnceOfferedStays) {
  to_told();
  go(1);
  done("officer1", "hear_statement", said());
  Json lower = proposal(1'000'000);
  lower.set("facts", "未经批准占用土地，面积核减。");
  done("officer1", "correct_facts",
       Json::object({{"reason", "采纳意见。"}, {"facts_change", "fewer"}, {"proposal", lower}}));
  EXPECT_EQ(page().find("notice")->items("told").at(0).text("hearing"), "right_told");  // lower: not told again
  lower.set("facts", "另查明占用基本农田。");
  done("officer1", "correct_facts", Json::object({{"reason", "新的事实。"}, {"proposal", lower}}));
  go(7);
  refused("officer1", "submit_for_review", materials(), "notice_covers");
  done("officer1", "serve_prior_notice", by_hand());
  const auto shown = page();
  EXPECT_EQ(shown.text("stage"), "prior_notice_served");
  EXPECT_EQ(shown.find("notice")->items("told").at(0).text("hearing"), "right_told");  // below the threshold by now
  EXPECT_TRUE(open(shown, "apl_64_request"));
}

TEST_P(HearingPath, TwoPartiesTwoViolations) {
  to_investigated();
  const std::string company = page().find("party")->text("id");
  const auto added = done("officer1", "add_party",
                          Json::object({{"reason", "共同实施。"},
                                        {"party", Json::object({{"kind", "natural"}, {"name", "周远"},
                                                                {"birth_date", "1988-05-06"}, {"address", "望山镇"}})}}));
  const std::string person = added.text("party_id");
  ASSERT_FALSE(person.empty());
  const auto count = [&](const std::string& party, std::int64_t fine) {
    return Json::object({{"party_id", party}, {"facts", "占用土地。"}, {"kinds", Json::array({"fine"})}, {"fine_fen", fine},
                         {"violated", Json::array({"《土地管理法》第四十四条第一款"})},
                         {"basis", Json::array({"《土地管理法》第七十七条第一款"})}});
  };
  refused("officer1", "conclude_investigation", conclusion(proposal(3'600'000)), "counts_add_up");
  Json whole = proposal(3'500'000);
  whole.set("counts", Json::array({count(company, 3'000'000), count(person, 600'000)}));
  refused("officer1", "conclude_investigation", conclusion(whole), "counts_add_up");
  whole.set("fine_fen", 3'600'000);
  done("officer1", "conclude_investigation", conclusion(whole));
  done("unithead", "review_by_unit", Json::object({{"outcome", "approve"}, {"opinion", "同意。"}}));

  // Each is told for itself; 6,000 yuan is much for a person, 30,000 not for a company.
  const auto whom = act("officer1", "serve_prior_notice", by_hand());
  ASSERT_EQ(whom.status, 422) << whom.body;
  EXPECT_EQ(whom.json.find("error")->text("field"), "party_id");
  const auto to = [&](const std::string& party, const char* relation) {
    return by_hand(Json::object({{"party_id", party}, {"recipient_relation", relation}}));
  };
  done("officer1", "serve_prior_notice", to(company, "legal_representative"));
  refused("officer1", "serve_prior_notice", to(person, "mail_room"), "service_recipient");
  done("officer1", "serve_prior_notice", to(person, "self"));
  told_ = w().now().date();
  auto shown = page();
  for (const auto& told : shown.find("notice")->items("told")) {
    EXPECT_EQ(told.text("hearing"), told.text("party_id") == person ? "right_told" : "none");
  }
  const auto speak = [&](const std::string& party) {
    Json body = said();
    body.set("party_id", party);
    return body;
  };
  go(1);
  EXPECT_EQ(done("officer1", "hear_statement", speak(company)).text("stage"), "prior_notice_served");
  EXPECT_EQ(done("officer1", "hear_statement", speak(person)).text("stage"), "statement_heard");
  go(6);
  refused("officer1", "request_hearing", Json::object({{"applicant", "周远"}, {"party_id", person}}),
          "hearing_request_in_time");
  pass_review();
  done("officer1", "submit_for_approval", Json::object({{"opinion", "报批。"}}));
  done("agencyhead", "decide", Json::object({{"outcome", "penalty"}, {"opinion", "同意。"}}));
  w().render_documents();

  go(7);
  const auto delivered = [&](const std::string& party, const char* relation) {
    Json body = to(party, relation);
    body.set("outcome", "delivered");
    return body;
  };
  EXPECT_EQ(done("officer1", "serve_decision", delivered(company, "legal_representative")).text("stage"), "decided");
  refused("officer1", "serve_decision", delivered(company, "legal_representative"), "service_once");
  EXPECT_TRUE(open(page(), "apl_61_serve"));
  go(10);
  const std::string received = after(8).date().text();
  Json by_post = Json::object({{"outcome", "delivered"}, {"party_id", person}, {"method", "postal"}, {"receipt", "EMS1"}});
  refused("officer1", "serve_decision", by_post, "service_date");
  by_post.set("delivered_on", received);
  EXPECT_EQ(done("officer1", "serve_decision", by_post).text("stage"), "served");

  shown = page();
  ASSERT_NE(shown.find("decision"), nullptr);
  EXPECT_EQ(shown.find("decision")->items("counts").size(), 2u);
  EXPECT_FALSE(open(shown, "apl_61_serve"));
  std::vector<std::string> starts;
  for (const auto& row : shown.items("obligations")) {
    if (row.text("rule") == "apl_67_pay") starts.push_back(row.text("start").substr(0, 10));
  }
  ASSERT_EQ(starts.size(), 2u);  // each fifteen days from its own service
  EXPECT_NE(starts[0], starts[1]);
  EXPECT_EQ(shown.items("services").size(), 4u);

  // The company may pay later; the fifteen days of the person go on.
  const auto asked = done("officer1", "apply_deferral",
                          Json::object({{"kind", "deferral"}, {"party_id", company}, {"applicant", "吴一凡"}, {"reason", "资金困难。"},
                                        {"plan", Json::array({Json::object({{"due", after(60).date().text()},
                                                                            {"amount_fen", 3'000'000}})})}}));
  done("agencyhead", "decide_deferral",
       Json::object({{"deferral_id", asked.text("deferral_id")}, {"outcome", "granted"}, {"opinion", "同意。"}}));
  shown = page();
  for (const auto& row : shown.items("obligations")) {
    if (row.text("rule") != "apl_67_pay") continue;
    EXPECT_EQ(row.text("fulfilled_on").empty(), row.text("subject") == person) << to_text(row);
  }
}

// Both asked for the hearing; the notice goes to one by hand, to the other by post and earlier.
TEST_P(HearingPath, EachPartyIsNotifiedInItsOwnWay) {
  to_investigated();
  const std::string company = page().find("party")->text("id");
  const std::string person =
      done("officer1", "add_party",
           Json::object({{"reason", "共同实施。"},
                         {"party", Json::object({{"kind", "natural"}, {"name", "周远"}, {"birth_date", "1988-05-06"},
                                                 {"address", "望山镇"}})}})).text("party_id");
  const auto count = [&](const std::string& party, std::int64_t fine) {
    return Json::object({{"party_id", party}, {"facts", "占用土地。"}, {"kinds", Json::array({"fine"})}, {"fine_fen", fine},
                         {"violated", Json::array({"《土地管理法》第四十四条第一款"})},
                         {"basis", Json::array({"《土地管理法》第七十七条第一款"})}});
  };
  Json whole = proposal(12'000'000);
  whole.set("counts", Json::array({count(company, 11'000'000), count(person, 1'000'000)}));
  done("officer1", "conclude_investigation", conclusion(whole));
  done("unithead", "review_by_unit", Json::object({{"outcome", "approve"}, {"opinion", "同意。"}}));
  for (const auto& [party, relation] : {std::pair{company, "legal_representative"}, std::pair{person, "self"}}) {
    done("officer1", "serve_prior_notice", by_hand(Json::object({{"party_id", party}, {"recipient_relation", relation}})));
  }
  told_ = w().now().date();
  go(1);
  for (const auto& party : {company, person}) {
    done("officer1", "request_hearing", Json::object({{"applicant", "申请人"}, {"party_id", party}, {"text", "要求听证。"}}));
  }
  go(3);
  const auto with = [&](Json entry) {
    Json body = notified(after(14));
    body.set("services", Json::array({std::move(entry)}));
    return body;
  };
  Json by_post = Json::object({{"party_id", person}, {"method", "postal"}, {"receipt", "EMS7"}});
  refused("reviewer", "notify_hearing", with(by_post), "hearing_served_apart");
  by_post.set("delivered_on", after(2).date().text());
  const auto stranger = act("reviewer", "notify_hearing", with(Json::object({{"party_id", w().unit}, {"method", "postal"}})));
  EXPECT_EQ(stranger.status, 422);
  EXPECT_EQ(stranger.json.find("error")->text("field"), "services") << stranger.body;
  done("reviewer", "notify_hearing", with(by_post));

  const auto shown = page();
  std::map<std::string, std::string> ways;
  for (const auto& row : shown.items("services")) {
    if (row.text("of") != "hearing_notice") continue;
    ways[row.text("party_id")] = row.text("method") + " " + row.text("delivered_on") + " " + row.text("place");
  }
  EXPECT_EQ(ways[company], "direct " + after(3).date().text() + " 公司办公室");
  EXPECT_EQ(ways[person], "postal " + after(2).date().text() + " ");
  std::set<std::string> receipts;
  const auto forms = w().as("officer1").get("/api/v1/cases/" + id_ + "/forms");
  for (const auto& row : forms.json.items("forms")) {
    if (row.text("id") != "service_receipt" || row.text("party_id").empty()) continue;
    EXPECT_TRUE(row.flag("ready")) << to_text(row);
    EXPECT_EQ(w().as("officer1").get(row.text("href")).status, 200) << row.text("href");
    receipts.insert(row.text("party_id"));
  }
  EXPECT_EQ(receipts, (std::set<std::string>{company, person})) << forms.body;
}

}  // namespace
}  // namespace mingjing::api_tests
