// What happens beside the main line, through HTTP: recusal, joint parties, preservation, expert opinion, orders to
// correct, changes of the term, transfer. Each page that is read on the way is checked against the OpenAPI document.
// SPDX-License-Identifier: Apache-2.0
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Measures : public ApiTest {
 protected:
  Json both() { return Json::array({w().officer_1, w().officer_2}); }
  // Refused with this guard among the reasons, and nothing left behind.
  void refused(const char* who, const std::string& id, const char* name, const Json& body, const char* code) {
    const auto events = w().events(name);
    const auto answer = act(who, id, name, body);
    EXPECT_EQ(answer.status, 422) << name << " " << answer.body;
    EXPECT_NE(answer.body.find("\"" + std::string(code) + "\""), std::string::npos) << answer.body;
    EXPECT_EQ(w().events(name), events);
  }
  Json page(const std::string& id) { return w().as("officer1").get("/api/v1/cases/" + id).json; }
  // The newest limit of a rule on the page, or of a rule and a row.
  Json limit(const std::string& id, const std::string& rule, const std::string& subject = {}) {
    Json found;
    const Json shown = page(id);
    for (const auto& row : shown.items("obligations")) {
      if (row.text("rule") == rule && (subject.empty() || row.text("subject") == subject)) found = row;
    }
    return found;
  }
  bool button(const char* who, const std::string& id, const std::string& name) {
    const Json shown = w().as(who).get("/api/v1/cases/" + id).json;
    for (const auto& row : shown.items("acts")) {
      if (row.text("act") == name) return row.flag("allowed");
    }
    return false;
  }
  // A filed case with two officers, on a Monday.
  std::string filed() {
    w().advance_to(Instant::beijing(Date(2026, 3, 2), 9));
    return ApiTest::filed();
  }
  std::string proposed(const std::string& id, const char* thing) {
    return must("officer1", id, "propose_preservation",
                Json::object({{"officers", both()},
                              {"reason", "机具随时可能转移。"},
                              {"things", Json::array({Json::object({{"name", thing}, {"quantity", "1"}})})}}))
        .text("preservation_id");
  }
  Json preserving(const std::string& row) {
    return Json::object({{"officers", both()}, {"certificate_shown", true}, {"preservation_id", row},
                         {"place", "望山镇东侧地块"}, {"custodian", "吴一凡"}, {"signed", true}});
  }
};
INSTANTIATE_TEST_SUITE_P(, Measures, testing::ValuesIn(database_urls()), url_name);

TEST_P(Measures, PreservationIsApprovedFirstAndEachHasItsOwnLimit) {
  const auto id = filed();
  const auto first = proposed(id, "挖掘机");
  refused("officer1", id, "preserve_evidence", preserving(first), "preservation_approved");
  const auto approval = [&](const std::string& row, const char* verdict) {
    return Json::object({{"preservation_id", row}, {"verdict", verdict}, {"opinion", "已阅。"}});
  };
  EXPECT_EQ(act("unithead", id, "approve_preservation", approval(first, "granted")).status, 403);
  must("agencyhead", id, "approve_preservation", approval(first, "granted"));
  refused("agencyhead", id, "approve_preservation", approval(first, "granted"), "preservation_waits");
  const auto done = must("officer1", id, "preserve_evidence", preserving(first));
  w().advance_to(Instant::beijing(Date(2026, 3, 4), 9));
  const auto second = proposed(id, "装载机");
  must("agencyhead", id, "approve_preservation", approval(second, "granted"));
  must("officer1", id, "preserve_evidence", preserving(second));
  EXPECT_EQ(limit(id, "apl_56_preserve", first).text("due"), "2026-03-11");
  EXPECT_EQ(limit(id, "apl_56_preserve", second).text("due"), "2026-03-13");

  std::size_t receipts = 0;
  const auto forms = w().as("officer1").get("/api/v1/cases/" + id + "/forms");
  for (const auto& row : forms.json.items("forms")) {
    receipts += row.text("id") == "service_receipt" && row.flag("ready") ? 1 : 0;
  }
  EXPECT_EQ(receipts, 2u) << forms.body;  // each list was handed over on the spot

  Json shown = page(id);
  ASSERT_EQ(shown.items("preservations").size(), 2u);
  EXPECT_TRUE(shown.items("preservations")[0].flag("open"));
  std::size_t notices = 0;
  for (const auto& document : shown.items("documents")) notices += document.text("template") == "preservation_notice";
  EXPECT_EQ(notices, 2u);

  const auto dispose = [&](const std::string& row, const char* outcome) {
    return Json::object({{"preservation_id", row}, {"outcome", outcome}});
  };
  refused("officer1", id, "dispose_preservation", dispose(second, "confiscation"), "confiscation_decided");
  must("officer1", id, "dispose_preservation", dispose(second, "evidence"));
  EXPECT_EQ(limit(id, "apl_56_preserve", second).text("light"), "done");
  EXPECT_EQ(limit(id, "apl_56_preserve", first).text("light"), "green");
  refused("agencyhead", id, "revoke_filing", Json::object({{"reason", "没有违法事实。"}}), "preservations_settled");
  // After the seven working days: keeping on needs a reason, giving back needs none.
  w().advance_to(Instant::beijing(Date(2026, 3, 12), 9));
  refused("officer1", id, "dispose_preservation", dispose(first, "transfer"), "overdue_reason");
  must("officer1", id, "dispose_preservation", dispose(first, "return"));
  refused("officer1", id, "dispose_preservation", dispose(first, "return"), "preservation_kept");
  must("agencyhead", id, "revoke_filing", Json::object({{"reason", "没有违法事实。"}}));
  shown = page(id);
  EXPECT_EQ(shown.text("stage"), "closed");
  for (const auto& row : shown.items("obligations")) EXPECT_EQ(row.text("light"), "done") << row.text("rule");
}

TEST_P(Measures, RecusalGrantedEndsThePartOfTheOfficerAndDoesNotStopTheRest) {
  const auto id = filed();
  const auto asked = must("intake1", id, "apply_recusal",
                          Json::object({{"subject", "officer"}, {"officer_id", w().officer_1}, {"asked_by", "party"},
                                        {"applicant", "吴一凡"}, {"reason", "与本案有利害关系。"}}));
  const auto recusal = asked.text("recusal_id");
  const Json inquiry = Json::object({{"officers", both()}, {"certificate_shown", true}, {"subject", "吴一凡"},
                                     {"subject_role", "party"}, {"place", "询问室"}, {"rights_told", true},
                                     {"signed", true}, {"text", "问：场地何时建成？答：去年。"}});
  const auto taken = must("officer2", id, "record_inquiry", inquiry);
  EXPECT_EQ(taken.items("notes").at(0).text("code"), "recusal_undecided");
  const Json verdict = Json::object({{"recusal_id", recusal}, {"verdict", "granted"}, {"reason", "情况属实。"}});
  EXPECT_EQ(act("unithead", id, "decide_recusal", verdict).status, 403);
  must("agencyhead", id, "decide_recusal", verdict);
  refused("agencyhead", id, "decide_recusal", verdict, "recusal_waits");
  refused("officer2", id, "record_inquiry", inquiry, "not_recused");
  // The recused officer does nothing more in the case; the other is still there.
  const Json shown = page(id);
  ASSERT_EQ(shown.items("officers").size(), 1u);
  EXPECT_EQ(shown.items("officers")[0].text("id"), w().officer_2);
  EXPECT_EQ(shown.items("recusals")[0].text("verdict"), "granted");
  EXPECT_FALSE(button("officer1", id, "record_on_site"));
  const auto again = act("unithead", id, "assign_officers",
                         Json::object({{"officers", Json::array({Json::object({{"officer_id", w().officer_1}, {"role", "lead"}}),
                                                                 Json::object({{"officer_id", w().officer_2}, {"role", "assist"}})})}}));
  EXPECT_EQ(again.status, 422) << again.body;
  EXPECT_NE(again.body.find("not_recused"), std::string::npos);
}

TEST_P(Measures, AReleasedPartyKeepsItsRowAndOneAlwaysStays) {
  const auto id = filed();
  const auto first = page(id).find("party")->text("id");
  const Json leaving = Json::object({{"party_id", first}, {"reason", "没有参与违法行为。"}});
  refused("officer1", id, "release_party", leaving, "party_remains");
  must("officer1", id, "add_party",
       Json::object({{"reason", "共同占地。"},
                     {"party", Json::object({{"kind", "natural"}, {"name", "郑怀信"}, {"citizen_no", "11010519491231002X"}})}}));
  must("officer1", id, "release_party", leaving);
  refused("officer1", id, "release_party", leaving, "party_in_case");
  const Json shown = page(id);
  ASSERT_EQ(shown.items("parties").size(), 2u);
  EXPECT_EQ(shown.items("parties")[0].text("released_reason"), "没有参与违法行为。");
  EXPECT_EQ(shown.find("party")->text("name"), "郑怀信");
  EXPECT_EQ(w().as("agencyhead").get("/api/v1/cases/" + id).body.find("11010519491231002X"), std::string::npos);
}

TEST_P(Measures, ACorrectionStaysOwedUntilARecheckFindsItMended) {
  const auto id = filed();
  const Json order = Json::object({{"officers", both()}, {"content", "恢复土地原状。"},
                                   {"basis", Json::array({"《行政处罚法》第二十八条第一款"})}, {"due", "2026-03-16"}});
  const auto made = must("officer1", id, "order_correction", order);
  const auto row = made.text("correction_id");
  EXPECT_EQ(limit(id, "apl_28_correct", row).text("due"), "2026-03-16");
  EXPECT_EQ(limit(id, "apl_28_correct", row).text("owed_by"), "party");
  w().advance_to(Instant::beijing(Date(2026, 3, 18), 9));
  EXPECT_EQ(limit(id, "apl_28_correct", row).text("light"), "yellow");
  const auto recheck = [&](const char* result) {
    return Json::object({{"officers", both()}, {"certificate_shown", true}, {"correction_id", row}, {"result", result},
                         {"text", "现场复查。"}});
  };
  must("officer1", id, "recheck_correction", recheck("partly_corrected"));
  EXPECT_EQ(limit(id, "apl_28_correct", row).text("light"), "yellow");
  must("officer1", id, "recheck_correction", recheck("corrected"));
  EXPECT_EQ(limit(id, "apl_28_correct", row).text("light"), "done");
  refused("officer1", id, "recheck_correction", recheck("corrected"), "correction_open");
  const Json shown = page(id);
  EXPECT_EQ(shown.items("corrections")[0].items("rechecks").size(), 2u);
}

TEST_P(Measures, AnExpertOpinionBecomesEvidenceAndMayBeExcluded) {
  const auto id = filed();
  const auto entrusted = must("officer1", id, "entrust_expert",
                              Json::object({{"officers", both()}, {"organisation", "望山测绘有限公司"},
                                            {"qualification", "测绘资质乙级"}, {"matter", "占地面积"}, {"days", 10},
                                            {"period_told_on", "2026-03-02"}}));
  const auto row = entrusted.text("entrustment_id");
  const auto opinion = must("officer1", id, "record_expert_opinion",
                            Json::object({{"entrustment_id", row}, {"opinion_no", "测2026-7"},
                                          {"conclusion", "占地520平方米。"}, {"given_on", "2026-03-02"}}));
  EXPECT_EQ(opinion.items("notes").at(0).text("code"), "expert_told");
  const auto piece = opinion.text("evidence_id");
  EXPECT_EQ(page(id).items("evidence")[0].text("kind"), "expert_opinion");
  const Json exclude = Json::object({{"evidence_id", piece}, {"reason", "鉴定人应当回避而没有回避。"}});
  must("officer1", id, "exclude_evidence", exclude);
  refused("officer1", id, "exclude_evidence", exclude, "evidence_usable");
  EXPECT_TRUE(page(id).items("evidence")[0].flag("excluded"));
}

TEST_P(Measures, TheTermChangesOnlyWhereTheFieldsOwnRuleSaysSo) {
  const auto id = filed();
  ASSERT_EQ(limit(id, "apl_60_decide").text("due"), "2026-06-01");  // the 90th day is a Sunday
  const auto extension = [](const char* ground, int days) {
    return Json::object({{"ground", ground}, {"days", days}, {"reason", "涉及多个地块。"}});
  };
  refused("agencyhead", id, "extend_term", extension("busy", 30), "term_ground_granted");
  refused("agencyhead", id, "extend_term", extension("resources_complex", 31), "term_ground_granted");
  must("agencyhead", id, "extend_term", extension("resources_complex", 30));
  refused("agencyhead", id, "extend_term", extension("resources_complex", 1), "term_ground_granted");
  EXPECT_EQ(limit(id, "apl_60_decide").text("due"), "2026-06-30");
  w().advance_to(Instant::beijing(Date(2026, 3, 10), 9));
  must("agencyhead", id, "suspend_term", Json::object({{"ground", "resources_expert"}, {"reason", "委托鉴定。"}}));
  EXPECT_EQ(limit(id, "apl_60_decide").text("light"), "suspended");
  w().advance_to(Instant::beijing(Date(2026, 3, 20), 9));
  must("unithead", id, "resume_term", Json::object({{"reason", "收到鉴定意见。"}}));
  const Json term = limit(id, "apl_60_decide");
  EXPECT_EQ(term.text("due"), "2026-07-10");
  ASSERT_EQ(term.items("suspensions").size(), 1u);
  EXPECT_EQ(term.items("suspensions")[0].text("to"), "2026-03-19");
  EXPECT_EQ(term.items("suspensions")[0].text("citation"), "《自然资源行政处罚办法》第三十八条第二款");
}

TEST_P(Measures, ASuspectedCrimeIsTransferredByTheHeadInPersonWithin24Hours) {
  const auto id = filed();
  must("officer1", id, "record_on_site",
       Json::object({{"officers", both()}, {"certificate_shown", true}, {"place", "望山镇东侧地块"},
                     {"party_present", true}, {"signed", true}, {"text", "现场可见新建硬化场地一处。"}}));
  const Json proposal = Json::object({{"kind", "crime"}, {"officers", both()}, {"receiver", "望山市公安局"},
                                      {"report", "占用耕地面积达到追诉标准。"}});
  const auto row = must("officer1", id, "propose_transfer", proposal).text("transfer_id");
  refused("officer1", id, "propose_transfer", proposal, "transfer_free");
  EXPECT_EQ(limit(id, "transfer_5_decide", row).text("owed_by"), "agency");
  Json verdict = Json::object({{"transfer_id", row}, {"outcome", "granted"}, {"reason", "同意移送。"}});
  refused("agencyhead", id, "decide_transfer", verdict, "transfer_in_person");
  verdict.set("in_person", true);
  must("agencyhead", id, "decide_transfer", verdict);
  EXPECT_EQ(limit(id, "transfer_5_decide", row).text("light"), "done");
  EXPECT_EQ(limit(id, "transfer_5_transfer", row).text("unit"), "hour");
  refused("agencyhead", id, "revoke_filing", Json::object({{"reason", "不再处理。"}}), "transfer_not_owed");
  Json handing = Json::object({{"transfer_id", row}, {"officers", both()}, {"receipt", "公安机关签收。"},
                               {"materials", Json::array({"evidence"})}});
  refused("officer1", id, "hand_over_transfer", handing, "transfer_materials");
  handing.set("materials", Json::array({"report", "evidence"}));
  must("officer1", id, "hand_over_transfer", handing);
  EXPECT_EQ(page(id).text("stage"), "transferred");
  EXPECT_EQ(limit(id, "apl_60_decide").text("light"), "done");
  EXPECT_EQ(limit(id, "transfer_8_answer", row).text("owed_by"), "other");
  refused("agencyhead", id, "close_case", Json::object({{"reason", "transferred"}, {"summary", "已移送。"}}), "transfer_accepted");
  // The police file no case: the case comes back, and the wait is left out of the ninety days.
  w().advance_to(Instant::beijing(Date(2026, 3, 6), 9));
  must("unithead", id, "record_transfer_answer",
       Json::object({{"transfer_id", row}, {"outcome", "refused"}, {"on", "2026-03-06"}, {"number", "不立字1号"}}));
  EXPECT_EQ(page(id).text("stage"), "investigating");
  EXPECT_EQ(limit(id, "apl_60_decide").text("due"), "2026-06-03");  // three of the four days of waiting lie after the filing
  EXPECT_EQ(page(id).items("transfers")[0].text("answer"), "refused");
}

TEST_P(Measures, ATransferToAnotherOrganKnowsNeitherThreeDaysNor24HoursAndClosesWhenAccepted) {
  const auto id = filed();
  const auto row = must("officer1", id, "propose_transfer",
                        Json::object({{"kind", "jurisdiction"}, {"officers", both()}, {"receiver", "望山市水利局"},
                                      {"report", "属于水利部门管辖。"}}))
                       .text("transfer_id");
  must("agencyhead", id, "decide_transfer",
       Json::object({{"transfer_id", row}, {"outcome", "granted"}, {"reason", "同意移送。"}}));
  must("officer1", id, "hand_over_transfer",
       Json::object({{"transfer_id", row}, {"officers", both()}, {"receipt", "签收。"}, {"materials", Json::array({"file"})}}));
  must("officer1", id, "record_transfer_answer",
       Json::object({{"transfer_id", row}, {"outcome", "accepted"}, {"on", "2026-03-02"}}));
  const Json shown = page(id);
  for (const auto& limit_row : shown.items("obligations")) {
    EXPECT_EQ(limit_row.text("rule").rfind("transfer_", 0), std::string::npos) << limit_row.text("rule");
  }
  must("agencyhead", id, "close_case", Json::object({{"reason", "transferred"}, {"summary", "已移送并接收。"}}));
  EXPECT_EQ(page(id).text("stage"), "closed");
}

}  // namespace
}  // namespace mingjing::api_tests
