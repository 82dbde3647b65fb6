// Money through HTTP: a fine paid late with its surcharge, instalments, the court too early, in time and too late, a
// remedy that lowers the fine. SPDX-License-Identifier: Apache-2.0
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Money : public ApiTest {
 protected:
  Json both() { return Json::array({w().officer_1, w().officer_2}); }

  Answer act(const char* who, const char* name, const Json& body) { return ApiTest::act(who, id_, name, body); }
  Json done(const char* who, const char* name, const Json& body) { return must(who, id_, name, body); }
  // Refused, with this reason among all.
  void refused(const char* who, const char* name, const Json& body, std::string_view code) {
    const auto answer = act(who, name, body);
    EXPECT_EQ(answer.status, 422) << name << " " << answer.body;
    EXPECT_NE(answer.body.find("\"" + std::string(code) + "\""), std::string::npos) << name << " " << answer.body;
  }
  void at(Date day, int hour = 9) { w().advance_to(Instant::beijing(day, hour)); }
  Json page() { return w().as("officer1").get("/api/v1/cases/" + id_).json; }
  Json account() {
    const auto all = page().items("accounts");
    EXPECT_EQ(all.size(), 1u);
    return all.empty() ? Json(Json::Object{}) : all.front();
  }

  static Json ten_points() {
    Json out = Json::array();
    for (const char* id : {"subject", "officers", "procedure", "facts", "evidence", "law", "discretion", "authority",
                           "documents", "crime"}) {
      out.push(Json::object({{"id", id}, {"verdict", "sound"}, {"text", "经审核，符合规定。"}}));
    }
    return out;
  }
  Json service(const char* receipt) {
    return Json::object({{"method", "direct"}, {"officers", both()}, {"certificate_shown", true}, {"recipient", "吴一凡"},
                         {"recipient_relation", "legal_representative"}, {"receipt", receipt}});
  }

  // A fine of 50,000 yuan, decided and served on this day.
  void served(Date day) {
    at(day + -20);
    id_ = register_clue(w(), "intake1");
    done("agencyhead", "file_case", Json::object({{"opinion", "同意立案。"}}));
    done("unithead", "assign_officers",
         Json::object({{"officers", Json::array({Json::object({{"officer_id", w().officer_1}, {"role", "lead"}}),
                                                 Json::object({{"officer_id", w().officer_2}, {"role", "assist"}})})}}));
    done("officer1", "record_on_site",
         Json::object({{"officers", both()}, {"certificate_shown", true}, {"place", "望山镇"}, {"party_present", true},
                       {"signed", true}, {"text", "现场可见硬化场地。"}}));
    done("officer1", "add_evidence",
         Json::object({{"kind", "inspection_minutes"}, {"name", "现场检查笔录"}, {"proves", "占地"},
                       {"obtained_at", w().now().text()}, {"officers", both()}}));
    done("officer1", "conclude_investigation",
         Json::object({{"officers", both()},
                       {"report", "查明占地事实，建议处罚。"},
                       {"proposal", Json::object({{"outcome", "penalty"},
                                                  {"facts", "未经批准占用土地建设硬化场地。"},
                                                  {"reasons", "违反土地管理规定。"},
                                                  {"kinds", Json::array({"fine"})},
                                                  {"fine_fen", 5'000'000},
                                                  {"violated", Json::array({"《土地管理法》第四十四条第一款"})},
                                                  {"basis", Json::array({"《土地管理法》第七十七条第一款"})},
                                                  {"benchmark", "望山市裁量基准第3项"},
                                                  {"benchmark_reason", "面积较小，主动配合。"}})}}));
    done("unithead", "review_by_unit", Json::object({{"outcome", "approve"}, {"opinion", "同意。"}}));
    done("officer1", "serve_prior_notice", service("吴一凡签收告知书"));
    at(day + -2);
    done("officer1", "hear_statement", Json::object({{"result", "not_made"}, {"officers", both()}}));
    done("officer1", "submit_for_review",
         Json::object({{"materials", Json::array({"explanation", "draft_decision", "legal_basis", "evidence"})},
                       {"explanation", "请予审核。"}}));
    done("reviewer", "accept_review", Json::object({{"reviewers", Json::array({w().as("reviewer").user_id})}}));
    done("reviewer", "give_review_opinion",
         Json::object({{"outcome", "passed"}, {"points", ten_points()}, {"opinion", "同意。"}}));
    done("officer1", "submit_for_approval", Json::object({{"opinion", "报请审批。"}}));
    at(day);
    done("agencyhead", "decide", Json::object({{"outcome", "penalty"}, {"opinion", "同意。"}}));
    w().render_documents();
    Json delivered = service("吴一凡签收决定书");
    delivered.set("outcome", "delivered");
    done("officer1", "serve_decision", delivered);
  }

  static Json paid(std::int64_t fen, Date on, std::string_view towards = "fine") {
    return Json::object({{"amount_fen", fen}, {"paid_on", on.text()}, {"channel", "bank"}, {"receipt_no", "票据1"},
                         {"towards", towards}});
  }

  std::string id_;
};

INSTANTIATE_TEST_SUITE_P(, Money, testing::ValuesIn(database_urls()), url_name);

// Served on a Wednesday; the fifteen days end on Thursday, 2026-04-09.
TEST_P(Money, PaidLateWithSurcharge) {
  served(Date(2026, 3, 25));
  EXPECT_EQ(account().text("due"), "2026-04-09");
  at(Date(2026, 4, 9), 20);
  EXPECT_EQ(account().find("surcharge")->integer("owed_fen"), 0);
  at(Date(2026, 4, 11));
  refused("officer1", "record_payment", paid(5'000'001, Date(2026, 4, 11)), "payment_within");
  done("officer1", "record_payment", paid(3'000'000, Date(2026, 4, 11)));
  at(Date(2026, 4, 12));
  const auto now = account();
  EXPECT_EQ(now.integer("owed_fen"), 2'000'000);
  const Json& surcharge = *now.find("surcharge");
  EXPECT_EQ(surcharge.integer("owed_fen"), 2 * 150'000 + 60'000);  // two days of 50,000 yuan, one of 20,000
  ASSERT_EQ(surcharge.items("working").size(), 2u);
  EXPECT_EQ(surcharge.items("working")[1].integer("base_fen"), 2'000'000);
  EXPECT_EQ(surcharge.items("working")[1].text("citation"), "《行政处罚法》第七十二条第一款第一项");
  done("officer1", "record_payment", paid(2'000'000, Date(2026, 4, 12)));
  refused("agencyhead", "close_case", Json::object({{"reason", "performed"}, {"summary", "结案。"}}), "performed");
  refused("officer1", "record_performance_update", Json::object({{"state", "performed"}, {"on", "2026-04-12"}}),
          "state_as_recorded");
  refused("officer1", "record_payment", paid(360'001, Date(2026, 4, 12), "surcharge"), "payment_within");
  at(Date(2026, 5, 20));  // paid in full: it grows no more
  done("officer1", "record_payment", paid(360'000, Date(2026, 5, 20), "surcharge"));
  EXPECT_EQ(account().find("surcharge")->integer("owed_fen"), 0);
  EXPECT_EQ(page().items("payments").size(), 3u);
  refused("agencyhead", "close_case", Json::object({{"reason", "enforced"}, {"summary", "结案。"}}), "closing_ground");
  done("agencyhead", "close_case", Json::object({{"reason", "performed"}, {"summary", "结案。"}}));
  done("archivist", "archive_case", Json::object({{"volume_no", "罚-2026-7"}, {"retention", "30y"}}));
  EXPECT_EQ(page().find("archive")->text("volume_no"), "罚-2026-7");
  EXPECT_EQ(page().text("closing_reason"), "performed");
}

TEST_P(Money, OnTheSpotGoesToTheBankInTwoSteps) {
  served(Date(2026, 3, 25));
  at(Date(2026, 3, 26));
  Json cash = paid(5'000'000, Date(2026, 3, 26));
  cash.set("channel", "on_spot");
  refused("officer1", "record_payment", cash, "on_spot_ground");
  cash.set("on_spot_ground", "apl_69_remote");
  refused("officer1", "record_payment", cash, "on_spot_ground");  // the party must have asked for it
  cash.set("asked_by_party", true);
  const auto payment = done("officer1", "record_payment", cash).text("payment_id");
  const auto limit = [&](std::string_view rule) {
    const Json now = page();
    for (const auto& row : now.items("obligations")) {
      if (row.text("rule") == rule) return row.text("due") + "/" + row.text("fulfilled_on");
    }
    return std::string();
  };
  EXPECT_EQ(limit("apl_71_hand_in"), "2026-03-30/");  // two working days over a weekend
  at(Date(2026, 3, 31));
  const auto late = done("officer1", "hand_in_payment",
                         Json::object({{"payment_id", payment}, {"handed_in_on", "2026-03-31"}}));
  EXPECT_NE(to_text(late).find("hand_in_in_time"), std::string::npos);
  EXPECT_EQ(limit("apl_71_hand_in"), "2026-03-30/2026-03-31");
  EXPECT_EQ(limit("apl_71_bank"), "2026-04-02/");
  at(Date(2026, 4, 1));
  done("officer1", "hand_in_payment", Json::object({{"payment_id", payment}, {"banked_on", "2026-04-01"}}));
  EXPECT_EQ(limit("apl_71_bank"), "2026-04-02/2026-04-01");
  EXPECT_EQ(act("officer1", "hand_in_payment", Json::object({{"payment_id", payment}, {"banked_on", "2026-04-01"}})).status,
            422);
}

TEST_P(Money, InstalmentsTakeThePlaceOfTheFifteenDays) {
  served(Date(2026, 3, 25));
  at(Date(2026, 4, 2));
  const auto plan = [](std::int64_t first, std::int64_t second) {
    return Json::object({{"kind", "instalment"},
                         {"applicant", "吴一凡"},
                         {"reason", "经营困难。"},
                         {"plan", Json::array({Json::object({{"due", "2026-05-08"}, {"amount_fen", first}}),
                                               Json::object({{"due", "2026-06-08"}, {"amount_fen", second}})})}});
  };
  refused("officer1", "apply_deferral", plan(2'000'000, 2'000'000), "plan_fits");
  const auto asked = done("officer1", "apply_deferral", plan(2'000'000, 3'000'000));
  refused("officer1", "apply_deferral", plan(2'000'000, 3'000'000), "deferral_free");
  done("agencyhead", "decide_deferral",
       Json::object({{"deferral_id", asked.text("deferral_id")}, {"outcome", "granted"}, {"opinion", "同意。"}}));
  EXPECT_EQ(page().find("decision")->text("performance"), "instalment");
  EXPECT_EQ(account().text("due"), "2026-06-08");
  at(Date(2026, 4, 20));  // past the fifteen days, and not late
  EXPECT_EQ(account().find("surcharge")->integer("amount_fen"), 0);
  refused("officer1", "demand_performance", Json::object({{"content", "缴纳罚款。"}, {"method", "postal"}, {"receipt", "R"}}),
          "term_passed");
  at(Date(2026, 5, 8));
  done("officer1", "record_payment", paid(2'000'000, Date(2026, 5, 8)));
  std::string open;
  const Json after_first = page();
  for (const auto& row : after_first.items("obligations")) {
    if (row.text("rule") == "apl_66_instalment" && row.text("fulfilled_on").empty()) open += row.text("due");
    if (row.text("rule") == "apl_67_pay") {
      EXPECT_FALSE(row.text("fulfilled_on").empty());
    }
  }
  EXPECT_EQ(open, "2026-06-08");
  at(Date(2026, 6, 10));  // the second was missed: two days late
  EXPECT_EQ(account().find("surcharge")->integer("amount_fen"), 2 * 90'000);
  const Json after_second = page();
  for (const auto& row : after_second.items("obligations")) {
    if (row.text("rule") == "apl_66_instalment" && row.text("fulfilled_on").empty()) {
      EXPECT_EQ(row.text("light"), "yellow");  // red is the lateness of the agency
      EXPECT_EQ(row.text("words"), "当事人逾期 2 天");
    }
  }
}

// Served 2026-03-25: reconsideration to 05-25, the court of the party to 09-28, the court of the agency to 12-28.
TEST_P(Money, TheCourtTooEarlyInTimeAndTooLate) {
  served(Date(2026, 3, 25));
  at(Date(2026, 4, 13));
  const Json court = Json::object({{"court", "望山市人民法院"}, {"scope", "罚款 50,000.00 元及加处罚款。"}});
  refused("agencyhead", "apply_court_enforcement", court, "demand_waited");
  refused("agencyhead", "apply_court_enforcement", court, "remedies_over");
  Json demand = service("吴一凡签收催告书");
  demand.set("content", "缴纳罚款 50,000.00 元及加处罚款。");
  done("officer1", "demand_performance", demand);
  EXPECT_EQ(page().items("demands").size(), 1u);
  at(Date(2026, 9, 28));
  refused("agencyhead", "apply_court_enforcement", court, "remedies_over");
  const auto window = page();
  ASSERT_NE(window.find("court_window"), nullptr);
  EXPECT_EQ(window.find("court_window")->text("opens"), "2026-09-29");
  EXPECT_EQ(window.find("court_window")->text("closes"), "2026-12-28");
  at(Date(2026, 9, 29));
  Json with_surcharge = court;
  with_surcharge.set("covers_surcharge", true);
  refused("agencyhead", "apply_court_enforcement", with_surcharge, "surcharge_demanded");
  at(Date(2026, 12, 29));
  refused("agencyhead", "apply_court_enforcement", court, "court_late_confirmed");
  Json late = court;
  late.set("late_confirmed", true);
  late.set("late_reason", "经办人调离。");
  const auto applied = done("agencyhead", "apply_court_enforcement", late);
  EXPECT_NE(to_text(applied).find("court_in_time"), std::string::npos);
  refused("agencyhead", "apply_court_enforcement", late, "court_free");
  const auto row = page().items("court_applications").at(0);
  EXPECT_TRUE(row.flag("late"));
  done("officer1", "record_court_outcome",
       Json::object({{"application_id", row.text("id")}, {"result", "executed"}, {"on", "2026-12-29"}}));
  done("agencyhead", "close_case", Json::object({{"reason", "enforced"}, {"summary", "法院已执行。"}}));
}

TEST_P(Money, ARemedyStopsTheSurchargeAndLowersTheFine) {
  served(Date(2026, 3, 25));
  at(Date(2026, 4, 8));
  done("officer1", "record_payment", paid(4'000'000, Date(2026, 4, 8)));
  at(Date(2026, 4, 10));
  const auto remedy = done("officer1", "record_remedy",
                           Json::object({{"kind", "reconsideration"}, {"body", "望山市人民政府"}, {"filed_on", "2026-04-10"}}));
  at(Date(2026, 5, 20));
  EXPECT_EQ(account().find("surcharge")->integer("amount_fen"), 0);  // from the first late day on it is open
  refused("agencyhead", "close_case", Json::object({{"reason", "performed"}, {"summary", "结案。"}}), "performed");
  Json outcome = Json::object({{"remedy_id", remedy.text("remedy_id")}, {"result", "changed"}, {"decided_on", "2026-05-20"},
                               {"served_on", "2026-05-20"}});
  EXPECT_EQ(act("officer1", "record_remedy_outcome", outcome).status, 422);  // to which amount?
  outcome.set("fine_fen", 3'000'000);
  done("officer1", "record_remedy_outcome", outcome);
  EXPECT_EQ(account().integer("fine_fen"), 3'000'000);
  EXPECT_EQ(account().integer("refund_due_fen"), 1'000'000);
  EXPECT_EQ(page().find("decision")->integer("fine_fen"), 5'000'000);  // as it was decided
  refused("agencyhead", "close_case", Json::object({{"reason", "performed"}, {"summary", "结案。"}}), "refund_settled");
  const Json refund = Json::object({{"amount_fen", 1'000'000}, {"on", "2026-05-20"}, {"receipt_no", "退1"}, {"reason", "复议变更。"}});
  done("officer1", "refund_payment", refund);
  Json too_much = refund;
  too_much.set("amount_fen", 3'000'001);
  EXPECT_EQ(act("officer1", "refund_payment", too_much).status, 422);
  EXPECT_EQ(account().integer("refund_due_fen"), 0);
  // The changed decision was never shown: it is withheld on its own ground, and then the case closes.
  refused("agencyhead", "close_case", Json::object({{"reason", "performed"}, {"summary", "结案。"}}), "publication_settled");
  refused("clerk1", "propose_publication", Json(Json::Object{}), "not_overturned");
  done("approver", "withhold_publication", Json::object({{"ground", "overturned"}, {"reason", "复议已变更。"}, {"late_reason", "等待复议结果。"}}));
  done("agencyhead", "close_case", Json::object({{"reason", "performed"}, {"summary", "结案。"}}));
}

}  // namespace
}  // namespace mingjing::api_tests
