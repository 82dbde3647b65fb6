// Legal review and discretion through HTTP: registration and allocation, materials returned, a returned review that is
// answered and passes, a dispute, a departure from the standard that another person approves, the ratios.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/review/points.h"
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Review : public ApiTest {
 protected:
  Json both() { return Json::array({w().officer_1, w().officer_2}); }

  Answer ask(const char* who, const char* name, const Json& body) {
    w().advance_to(w().now().plus_ms(60'000));
    return w().as(who).act(id_, name, body);
  }
  Json done(const char* who, const char* name, const Json& body) {
    const auto answer = ask(who, name, body);
    EXPECT_EQ(answer.status, 200) << name << " " << answer.body;
    return answer.json;
  }
  // Refused with this code among the reasons.
  void refused(const char* who, const char* name, const Json& body, std::string_view code) {
    const auto answer = ask(who, name, body);
    EXPECT_EQ(answer.status, 422) << name << " " << answer.body;
    EXPECT_NE(answer.body.find("\"code\":\"" + std::string(code) + "\""), std::string::npos) << answer.body;
  }
  Json page(const char* who = "officer1") { return w().as(who).get("/api/v1/cases/" + id_).json; }
  const Json* button(const Json& from, std::string_view act) {
    for (const auto& row : from.items("acts")) {
      if (row.text("act") == act) return &row;
    }
    return nullptr;
  }

  static Json proposal(std::int64_t fine_fen) {
    return Json::object({{"outcome", "penalty"},
                         {"facts", "未经许可建设附属用房312.60平方米。"},
                         {"reasons", "违反规划管理规定。"},
                         {"kinds", Json::array({"fine"})},
                         {"fine_fen", fine_fen},
                         {"violated", Json::array({"《城乡规划法》第四十条第一款"})},
                         {"basis", Json::array({"《城乡规划法》第六十四条"})}});
  }

  // A case whose party has waived its defence, before legal review.
  void until_review(const std::string& item, Json intended, const char* tag) {
    w().advance_to(std::max(w().now(), *Instant::parse("2026-03-02T09:00:00+08:00")));
    id_ = register_clue(w(), "intake1");
    const auto filed = done("agencyhead", "file_case", Json::object({{"opinion", "同意立案。"}, {"item_id", item}}));
    hint_ = filed.text("hint");
    done("unithead", "assign_officers",
         Json::object({{"officers", Json::array({Json::object({{"officer_id", w().officer_1}, {"role", "lead"}}),
                                                 Json::object({{"officer_id", w().officer_2}, {"role", "assist"}})})}}));
    done("officer1", "record_on_site",
         Json::object({{"officers", both()}, {"certificate_shown", true}, {"place", "望山镇"}, {"text", "新建附属用房。"}}));
    done("officer1", "add_evidence",
         Json::object({{"kind", "inspection_minutes"}, {"name", "现场笔录"}, {"proves", "面积"},
                       {"obtained_at", w().now().text()}, {"officers", both()}}));
    done("officer1", "conclude_investigation",
         Json::object({{"officers", both()}, {"report", "终结。"}, {"proposal", std::move(intended)}, {"tags", Json::array({tag})}}));
    done("unithead", "review_by_unit", Json::object({{"outcome", "approve"}, {"opinion", "同意。"}}));
    done("officer1", "serve_prior_notice",
         Json::object({{"method", "direct"}, {"officers", both()}, {"certificate_shown", true}, {"recipient", "吴一凡"},
                       {"recipient_relation", "legal_representative"}, {"receipt", "送1"}}));
    done("officer1", "hear_statement", Json::object({{"result", "waived"}, {"waiver_record", "放弃声明1"}}));
  }
  static Json with_reason(Json intended) {
    intended.set("benchmark", "望山市裁量基准第3项");
    intended.set("benchmark_reason", "面积较小。");
    return intended;
  }
  void submit() {
    done("officer1", "submit_for_review",
         Json::object({{"materials", Json::array({"explanation", "draft_decision", "legal_basis", "evidence"})},
                       {"explanation", "请予审核。"}}));
  }
  Json allocation() { return Json::object({{"reviewers", Json::array({w().as("reviewer").user_id})}}); }
  static Json opinion(std::string_view outcome, std::string_view point, std::string_view verdict) {
    Json points(Json::Array{});
    for (const auto& row : review::kReviewPoints) {
      const bool here = row.id == point;
      points.push(Json::object({{"id", row.id}, {"verdict", here ? verdict : "sound"}, {"text", here ? "测量记录没有签名。" : "已核。"}}));
    }
    return Json::object({{"outcome", outcome}, {"points", std::move(points)}, {"opinion", "见各要点。"}});
  }
  std::string item_with_standard() {
    static std::map<std::string, std::string> made;
    auto& id = made[GetParam()];
    if (!id.empty()) return id;
    const auto answer = w().as("sysadmin").post(
        "/api/v1/items",
        Json::object({{"code", "LZR-CF-038"}, {"name", "未取得建设工程规划许可证进行建设"}, {"act_type", "penalty"},
                      {"basis", Json::array({"《城乡规划法》第六十四条"})}, {"kinds", Json::array({"罚款"})}, {"unit", "执法支队"}}));
    EXPECT_EQ(answer.status, 201) << answer.body;
    return id = answer.json.text("id");
  }

  std::string id_, hint_;
};
INSTANTIATE_TEST_SUITE_P(, Review, testing::ValuesIn(database_urls()), url_name);

TEST_P(Review, ReturnedAnsweredAndPassed) {
  until_review(w().item_id, with_reason(proposal(2'000'000)), "public_interest");
  const auto duty = page();
  EXPECT_TRUE(duty.find("legal_review")->flag("required"));
  EXPECT_EQ(duty.find("legal_review")->items("grounds")[0].text("citation"), "《行政处罚法》第五十八条第一款第一项");
  EXPECT_EQ(duty.find("legal_review")->items("tags")[0].text("id"), "public_interest");
  submit();
  refused("reviewer", "give_review_opinion", opinion("passed", "", ""), "review_accepted");
  refused("reviewer", "accept_review", Json::object({{"reviewers", Json::array({w().as("host1").user_id})}}), "reviewers_of_unit");
  refused("reviewer", "accept_review", Json::object({{"reviewers", Json::array({w().officer_1})}}), "invalid");
  const auto accepted = done("reviewer", "accept_review", allocation());
  EXPECT_NE(accepted.text("register_no").find("望自然资法审收〔2026〕"), std::string::npos);
  refused("reviewer", "accept_review", allocation(), "review_unaccepted");
  done("reviewer", "request_review_supplement", Json::object({{"question", "请说明面积怎样测量。"}}));
  refused("officer1", "reply_to_review", Json::object({{"reply", "答复。"}}), "review_answerable");
  done("officer1", "supply_review_supplement", Json::object({{"answer", "以全站仪测量。"}}));
  Json returned = opinion("returned", "evidence", "flawed");
  returned.set("counsel", "李律师");
  done("reviewer", "give_review_opinion", returned);
  refused("officer1", "reply_to_review", Json::object({{"reply", "已补充。"}}), "reply_covers_points");
  done("officer1", "reply_to_review",
       Json::object({{"reply", "已补充。"},
                     {"points", Json::array({Json::object({{"id", "evidence"}, {"adopted", true}, {"text", "已补签名。"}})})}}));
  submit();
  done("reviewer", "accept_review", allocation());
  done("reviewer", "give_review_opinion", opinion("passed", "", ""));
  const auto rounds = page().items("reviews");
  ASSERT_EQ(rounds.size(), 2u);
  EXPECT_EQ(rounds[0].text("counsel"), "李律师");
  EXPECT_EQ(rounds[0].text("reviewer_kind"), "full_time");
  EXPECT_EQ(rounds[0].items("supplements")[0].text("answer"), "以全站仪测量。");
  ASSERT_EQ(rounds[1].items("changes").size(), 1u);
  const auto& change = rounds[1].items("changes")[0];
  EXPECT_EQ(change.text("id"), "evidence");
  EXPECT_EQ(change.text("change"), "settled");
  EXPECT_EQ(change.text("reply"), "已补签名。");
  EXPECT_TRUE(button(page(), "submit_for_approval")->flag("allowed"));
}

TEST_P(Review, MaterialsReturnedStartTheClockAnew) {
  until_review(w().item_id, with_reason(proposal(2'000'000)), "complex");
  submit();
  const auto first = page().items("reviews")[0].text("due");
  w().advance_to(w().now().plus_hours(72));
  done("reviewer", "return_review_materials",
       Json::object({{"missing", Json::array({"勘测图"})}, {"reason", "没有勘测图。"}, {"late_reason", "周末。"}}));
  refused("officer1", "submit_for_approval", Json::object({{"opinion", "报批。"}}), "review_passed");
  const auto ended = page();
  EXPECT_EQ(ended.items("reviews")[0].text("outcome"), "materials_returned");
  EXPECT_EQ(ended.items("reviews")[0].items("missing").size(), 1u);
  submit();
  const auto again = page();
  ASSERT_EQ(again.items("reviews").size(), 2u);
  EXPECT_GT(again.items("reviews")[1].text("due"), first);
  std::int64_t open = 0;
  for (const auto& limit : again.items("obligations")) {
    open += limit.text("rule") == "founding_002_review" && limit.find("fulfilled_on") == nullptr ? 1 : 0;
  }
  EXPECT_EQ(open, 1);
  done("reviewer", "accept_review", allocation());
  refused("reviewer", "return_review_materials", Json::object({{"missing", Json::array({"图"})}, {"reason", "缺图。"}}),
          "review_unaccepted");
}

TEST_P(Review, ADisputeIsStudiedAndReplacesNoPass) {
  until_review(w().item_id, with_reason(proposal(2'000'000)), "complex");
  submit();
  done("reviewer", "accept_review", allocation());
  refused("officer1", "escalate_review", Json::object({{"reason", "不同意。"}}), "review_disputable");
  done("reviewer", "give_review_opinion", opinion("failed", "law", "unlawful"));
  done("officer1", "escalate_review", Json::object({{"reason", "适用条文没有问题。"}}));
  done("officer1", "reply_to_review",
       Json::object({{"reply", "不采纳。"},
                     {"points", Json::array({Json::object({{"id", "law"}, {"adopted", false}, {"text", "条文适用准确。"}})})}}));
  const Json materials =
      Json::object({{"materials", Json::array({"explanation", "draft_decision", "legal_basis", "evidence"})}, {"explanation", "再送审。"}});
  refused("officer1", "submit_for_review", materials, "dispute_settled");
  const Json studied = Json::object({{"forum", "meeting"}, {"result", "review_again"}, {"opinion", "请重新审核。"}});
  EXPECT_EQ(ask("officer1", "decide_review_dispute", studied).status, 403);
  done("agencyhead", "decide_review_dispute", studied);
  refused("officer1", "submit_for_approval", Json::object({{"opinion", "报批。"}}), "review_passed");
  submit();
  const auto dispute = page().items("reviews")[0].items("disputes")[0];
  EXPECT_EQ(dispute.text("outcome"), "review_again");
  EXPECT_EQ(dispute.text("forum"), "meeting");
}

TEST_P(Review, TheOutsideBodyHasItsOwnClockAndNumber) {
  until_review(w().item_id, with_reason(proposal(2'000'000)), "complex");
  submit();
  Json outside = allocation();
  outside.set("body", "outside");
  EXPECT_EQ(ask("reviewer", "accept_review", outside).status, 422);  // whose body?
  outside.set("body_name", "望山市司法局");
  done("reviewer", "accept_review", outside);
  const auto sent = page();
  for (const auto& limit : sent.items("obligations")) {
    if (limit.text("rule") == "founding_002_review") {
      EXPECT_NE(limit.find("fulfilled_on"), nullptr);
    } else if (limit.text("rule") == "founding_000_outside_review") {
      EXPECT_EQ(limit.text("owed_by"), "other");
    }
  }
  Json theirs = opinion("passed", "", "");
  EXPECT_EQ(ask("reviewer", "give_review_opinion", theirs).status, 422);
  theirs.set("outside_opinion_no", "望司法审〔2026〕7号");
  theirs.set("outside_reviewer", "郑某");
  done("reviewer", "give_review_opinion", theirs);
  const auto round = page().items("reviews")[0];
  EXPECT_EQ(round.text("opinion_no"), "望司法审〔2026〕7号");
  EXPECT_EQ(round.text("body_name"), "望山市司法局");
  EXPECT_TRUE(button(page(), "submit_for_approval")->flag("allowed"));
}

TEST_P(Review, ADepartureFromTheStandardNeedsAnotherPerson) {
  const auto item = item_with_standard();
  until_review(item, proposal(2'000'000), "complex");
  const auto path = "/api/v1/cases/" + id_ + "/discretion";
  const auto entry = w().as("officer1").get(path);
  ASSERT_EQ(entry.status, 200) << entry.body;
  EXPECT_EQ(entry.json.find("standard")->text("id"), "building_permit_2024");
  ASSERT_EQ(entry.json.items("measures").size(), 2u);
  Json body = Json::object({{"facts", Json::array({"first_violation"})},
                            {"measures", Json::array({Json::object({{"id", "building_area"}, {"value", 312'600}}),
                                                      Json::object({{"id", "building_cost"}, {"value", 42'000'000}})})}});
  const auto events = w().events("assess_discretion");
  const auto preview = w().as("officer1").post(path + "/preview", body);
  ASSERT_EQ(preview.status, 200) << preview.body;
  EXPECT_EQ(preview.json.find("assessment")->find("recommended")->integer("from_fen"), 2'520'000);
  EXPECT_FALSE(preview.json.find("proposal")->flag("within"));
  EXPECT_EQ(w().events("assess_discretion"), events);
  Json wrong = body;
  wrong.set("facts", Json::array({"made_up"}));
  const auto unknown = w().as("officer1").post(path + "/preview", wrong);
  EXPECT_EQ(unknown.status, 422);
  EXPECT_NE(unknown.body.find("unknown_fact"), std::string::npos) << unknown.body;
  refused("officer1", "assess_discretion", wrong, "unknown_fact");

  const Json materials =
      Json::object({{"materials", Json::array({"explanation", "draft_decision", "legal_basis", "evidence"})}, {"explanation", "送审。"}});
  refused("officer1", "submit_for_review", materials, "discretion_assessed");
  done("officer1", "assess_discretion", body);
  refused("officer1", "submit_for_review", materials, "discretion_within");  // 20,000 is below 5 per cent of the cost
  // Raised into the statute's range and told anew, but not into the standard's.
  done("officer1", "correct_facts", Json::object({{"reason", "核对造价。"}, {"proposal", proposal(2'200'000)}}));
  done("officer1", "serve_prior_notice",
       Json::object({{"method", "direct"}, {"officers", both()}, {"certificate_shown", true}, {"recipient", "吴一凡"},
                     {"recipient_relation", "legal_representative"}, {"receipt", "送2"}}));
  done("officer1", "hear_statement", Json::object({{"result", "waived"}, {"waiver_record", "放弃声明2"}}));
  refused("officer1", "submit_for_review", materials, "discretion_within");  // stale
  body.set("deviation_reason", "当事人主动补办手续，影响很小。");
  done("unithead", "assess_discretion", body);
  const auto choice = page().items("discretion")[0];
  EXPECT_FALSE(choice.flag("stale"));
  refused("officer1", "submit_for_review", materials, "discretion_within");  // not approved
  const Json approval = Json::object({{"discretion_id", choice.text("id")}, {"opinion", "同意。"}});
  refused("unithead", "approve_deviation", approval, "deviation_other_person");
  done("agencyhead", "approve_deviation", approval);
  submit();
  const auto deviation = *page().items("discretion")[0].find("deviation");
  EXPECT_EQ(deviation.text("approved_by"), w().as("agencyhead").user_id);
  EXPECT_NE(deviation.text("proposed_by"), deviation.text("approved_by"));
}

TEST_P(Review, TheHighestFineOfSeveralProvisions) {
  const auto item = item_with_standard();
  until_review(item, with_reason(proposal(2'520'000)), "complex");
  const Json own = Json::object({{"measures", Json::array({Json::object({{"id", "building_area"}, {"value", 312'600}}),
                                                           Json::object({{"id", "building_cost"}, {"value", 42'000'000}})})}});
  Json other = own;
  other.set("item_id", item);
  other.set("measures", Json::array({Json::object({{"id", "building_area"}, {"value", 312'600}}),
                                     Json::object({{"id", "building_cost"}, {"value", 84'000'000}})}));
  Json body = own;
  body.set("also", Json::array({other}));
  const auto answer = w().as("officer1").post("/api/v1/cases/" + id_ + "/discretion/preview", body);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json.find("highest_fine")->text("citation"), "《行政处罚法》第二十九条");
  ASSERT_EQ(answer.json.items("also").size(), 1u);
}

TEST_P(Review, AnEarlyWordAtFiling) {
  const auto made = w().as("sysadmin").post(
      "/api/v1/items", Json::object({{"code", "WS-CF-9"}, {"name", "对擅自采矿的处罚"}, {"act_type", "penalty"},
                                     {"basis", Json::array({"《矿产资源法》第六十四条第一款"})},
                                     {"kinds", Json::array({"没收违法所得", "罚款"})}, {"unit", "执法支队"}}));
  ASSERT_EQ(made.status, 201) << made.body;
  id_ = register_clue(w(), "intake1");
  const auto filed = done("agencyhead", "file_case", Json::object({{"opinion", "同意立案。"}, {"item_id", made.json.text("id")}}));
  EXPECT_NE(filed.text("hint").find("本案可能须经法制审核，因为拟没收违法所得"), std::string::npos) << filed.text("hint");
  const auto duty = *page("agencyhead").find("legal_review");
  EXPECT_FALSE(duty.flag("required"));
  EXPECT_TRUE(duty.flag("foreseen"));
  EXPECT_FALSE(duty.items("grounds").empty());
}

// The agency's own rules, put back at the end.
TEST_P(Review, SettingsSayWhatIsReviewedAndWhatStopsTheClock) {
  const auto agency = w().as("sysadmin").get("/api/v1/agency");
  Json settings = *agency.json.find("settings");
  const auto set = [&](const Json& to) {
    const auto version = w().as("sysadmin").get("/api/v1/agency").json.integer("version");
    return w().as("sysadmin").post("/api/v1/agency/settings", to, {"If-Match: \"" + std::to_string(version) + "\""}).status;
  };
  Json own = settings;
  own.set("review", Json::object({{"pause", "sometimes"}}));
  EXPECT_EQ(set(own), 422);
  own.set("review", Json::object({{"body", "outside"}}));
  EXPECT_EQ(set(own), 422);  // whose?
  own.set("review", Json::object({{"pause", "supplement"}, {"everything", "yes"}}));
  ASSERT_EQ(set(own), 200);
  until_review(w().item_id, with_reason(proposal(2'000'000)), "major_interest");
  const auto grounds = page().find("legal_review")->items("grounds");
  ASSERT_EQ(grounds.size(), 1u);  // what needs review anyway is not named twice
  EXPECT_EQ(grounds[0].text("id"), "catalogue_major_rights");
  submit();
  done("reviewer", "accept_review", allocation());
  const auto before = page().items("reviews")[0].text("due");
  done("reviewer", "request_review_supplement", Json::object({{"question", "请补充勘测图。"}}));
  const auto light = [&] {
    const auto now = page();
    for (const auto& limit : now.items("obligations")) {
      if (limit.text("rule") == "founding_002_review") return limit.text("light");
    }
    return std::string();
  };
  w().advance_to(w().now().plus_hours(24 * 7));
  EXPECT_EQ(light(), "suspended");
  done("officer1", "supply_review_supplement", Json::object({{"answer", "已补充。"}}));
  EXPECT_GT(page().items("reviews")[0].text("due"), before);
  EXPECT_NE(light(), "suspended");
  EXPECT_EQ(set(settings), 200);
}

TEST_P(Review, PeopleCatalogueAndRatios) {
  const auto reviewers = w().as("officer1").get("/api/v1/reviewers");
  ASSERT_EQ(reviewers.status, 200) << reviewers.body;
  const auto& people = reviewers.json.items("reviewers");
  const auto full_time = std::find_if(people.begin(), people.end(),
                                      [&](const Json& row) { return row.text("id") == w().as("reviewer").user_id; });
  ASSERT_NE(full_time, people.end());
  EXPECT_EQ(full_time->text("kind_name"), "专职");
  EXPECT_TRUE(full_time->flag("qualified"));
  const auto catalogue = w().as("officer1").get("/api/v1/major-decisions");
  ASSERT_EQ(catalogue.status, 200);
  EXPECT_GE(catalogue.json.items("entries").size(), 10u);
  const auto ratios = w().as("agencyhead").get("/api/v1/indicators/legal-review?year=2026");
  ASSERT_EQ(ratios.status, 200) << ratios.body;
  const auto& rows = ratios.json.items("indicators");
  ASSERT_EQ(rows.size(), 5u);
  EXPECT_EQ(rows[0].integer("number"), 86);
  EXPECT_EQ(rows[0].integer("numerator"), 1);
  EXPECT_GE(rows[0].integer("denominator"), 3);
  EXPECT_TRUE(rows[0].flag("met"));
  EXPECT_EQ(rows[0].text("numerator_name"), "专职法制审核人员");
  EXPECT_EQ(rows[3].text("mode"), "evidence");
  EXPECT_EQ(w().as("officer1").get("/api/v1/indicators/legal-review").status, 403);
  EXPECT_EQ(w().as("agencyhead").get("/api/v1/indicators/legal-review?year=20x6").status, 400);
  EXPECT_EQ(w().as("agencyhead").get("/api/v1/indicators/legal-review?year=2027").status, 400);
}

}  // namespace
}  // namespace mingjing::api_tests
