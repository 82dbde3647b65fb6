// 代办: who is away hands on their roles; the delegate acts in the other's place, is recorded as such, and keeps their own
// separation of duties.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Delegation : public ApiTest {
 protected:
  void SetUp() override { w().advance_to(std::max(w().now(), *Instant::parse("2026-03-02T09:00:00+08:00"))); }
  void TearDown() override {
    for (const char* who : {"agencyhead", "unithead"}) w().as(who).send({"DELETE", "/api/v1/me/delegation"});
  }
  Answer hand_on(const char* from, const char* to, int first = 0, int last = 5) {
    const Date today = w().now().date();
    return w().as(from).send({"PUT", "/api/v1/me/delegation",
                              to_text(Json::object({{"to", w().as(to).user_id},
                                                    {"from", (today + first).text()},
                                                    {"until", (today + last).text()},
                                                    {"reason", "参加培训。"}})),
                              {"Content-Type: application/json"}});
  }
  // In another's place.
  Answer act_for(const char* who, const char* principal, const std::string& id, const std::string& act, const Json& body) {
    const auto version = w().as("clerk1").get("/api/v1/cases/" + id).json.integer("version");
    return w().as(who).post("/api/v1/cases/" + id + "/acts/" + act, body,
                            {"If-Match: \"" + std::to_string(version) + "\"", "X-Acting-For: " + w().as(principal).user_id});
  }
  static Json opinion() { return Json::object({{"opinion", "同意立案。"}}); }
};
INSTANTIATE_TEST_SUITE_P(, Delegation, testing::ValuesIn(database_urls()), url_name);

TEST_P(Delegation, TheDelegateActsAndTheEventNamesBoth) {
  const auto id = register_clue(w(), "intake1");
  EXPECT_EQ(w().as("unithead").act(id, "file_case", opinion()).status, 403);
  EXPECT_EQ(act_for("unithead", "agencyhead", id, "file_case", opinion()).status, 403) << "nothing was handed on";
  ASSERT_EQ(hand_on("agencyhead", "unithead").status, 200);
  EXPECT_EQ(w().as("unithead").act(id, "file_case", opinion()).status, 403) << "only where it is said that it is for another";
  const auto done = act_for("unithead", "agencyhead", id, "file_case", opinion());
  ASSERT_EQ(done.status, 200) << done.body;

  const auto journal = w().as("auditadmin").get("/api/v1/journal?subject=" + id);
  ASSERT_EQ(journal.status, 200) << journal.body;
  bool found = false;
  for (const auto& entry : journal.json.items("entries")) {
    if (entry.text("type") != "file_case") continue;
    found = true;
    EXPECT_EQ(entry.find("who")->text("id"), w().as("unithead").user_id);
    ASSERT_NE(entry.find("acting_for"), nullptr);
    EXPECT_EQ(entry.find("acting_for")->text("id"), w().as("agencyhead").user_id);
    EXPECT_EQ(entry.text("what"), "立案");
  }
  EXPECT_TRUE(found);
  const auto page = w().as("agencyhead").get("/api/v1/cases/" + id);
  EXPECT_NE(page.body.find("acting_for:" + w().as("agencyhead").user_id), std::string::npos) << "the timeline says so too";
}

TEST_P(Delegation, EachSeesWhatWasHandedOn) {
  ASSERT_EQ(hand_on("agencyhead", "unithead").status, 200);
  const auto mine = w().as("agencyhead").get("/api/v1/me");
  ASSERT_NE(mine.json.find("delegation"), nullptr);
  EXPECT_EQ(mine.json.find("delegation")->text("reason"), "参加培训。");
  const auto theirs = w().as("unithead").get("/api/v1/me");
  ASSERT_EQ(theirs.json.items("acts_for").size(), 1u);
  EXPECT_EQ(theirs.json.items("acts_for")[0].text("user"), w().as("agencyhead").user_id);
  EXPECT_TRUE(theirs.json.items("acts_for")[0].flag("now"));
  EXPECT_TRUE(w().as("officer1").get("/api/v1/me").json.items("acts_for").empty());

  // What waits for the head waits for the delegate who acts in the head's place.
  const auto id = register_clue(w(), "intake1");
  const auto tasks = w().as("unithead").send(
      {"GET", "/api/v1/tasks?q=" + std::string("%E7%A6%BE%E7%94%B0"), {}, {"X-Acting-For: " + w().as("agencyhead").user_id}});
  EXPECT_EQ(tasks.status, 200) << tasks.body;
  EXPECT_NE(tasks.body.find("decide_filing"), std::string::npos);

  EXPECT_EQ(w().as("agencyhead").send({"DELETE", "/api/v1/me/delegation"}).status, 200);
  EXPECT_EQ(act_for("unithead", "agencyhead", id, "file_case", opinion()).status, 403);
  EXPECT_EQ(w().as("agencyhead").send({"DELETE", "/api/v1/me/delegation"}).status, 404);
}

TEST_P(Delegation, HoldsOnItsDaysOnly) {
  const auto id = register_clue(w(), "intake1");
  ASSERT_EQ(hand_on("agencyhead", "unithead", 1, 2).status, 200);
  EXPECT_EQ(act_for("unithead", "agencyhead", id, "file_case", opinion()).status, 403) << "not yet";
  EXPECT_FALSE(w().as("unithead").get("/api/v1/me").json.items("acts_for")[0].flag("now"));
  w().advance_to(w().now().plus_hours(24 * 3));
  EXPECT_EQ(act_for("unithead", "agencyhead", id, "file_case", opinion()).status, 403) << "over";
  EXPECT_TRUE(w().as("unithead").get("/api/v1/me").json.items("acts_for").empty());
}

TEST_P(Delegation, WhatIsPersonalIsNotHandedOn) {
  EXPECT_EQ(hand_on("officer1", "officer2").status, 422);   // a certificate
  EXPECT_EQ(hand_on("reviewer", "unithead").status, 422);   // a qualification
  EXPECT_EQ(hand_on("host1", "unithead").status, 422);      // named for a hearing
  EXPECT_EQ(hand_on("sysadmin", "unithead").status, 422);   // an administrator
  EXPECT_EQ(hand_on("agencyhead", "secadmin").status, 422);  // to one
  EXPECT_EQ(hand_on("agencyhead", "agencyhead").status, 422);
  EXPECT_EQ(hand_on("agencyhead", "unithead", 3, 1).status, 422);
  EXPECT_EQ(hand_on("agencyhead", "unithead", -9, -1).status, 422);
  EXPECT_EQ(hand_on("agencyhead", "unithead", 0, 400).status, 422);
}

TEST_P(Delegation, TheDelegateKeepsTheirOwnSeparationOfDuties) {
  // The officer in charge stands in for the head of the unit: a request for their own recusal they cannot decide, and
  // what they handle they do not approve.
  ASSERT_EQ(hand_on("agencyhead", "officer1").status, 200);
  const auto id = register_clue(w(), "intake1");
  ASSERT_EQ(w().as("agencyhead").act(id, "file_case", opinion()).status, 200);
  ASSERT_EQ(w().as("unithead").act(
                id, "assign_officers",
                Json::object({{"officers", Json::array({Json::object({{"officer_id", w().officer_1}, {"role", "lead"}}),
                                                        Json::object({{"officer_id", w().officer_2}, {"role", "assist"}})})}})).status, 200);
  const auto asked = w().as("unithead").act(id, "apply_recusal", Json::object({{"subject", "officer"},
                                                                               {"officer_id", w().officer_1},
                                                                               {"asked_by", "party"},
                                                                               {"applicant", "吴一凡"},
                                                                               {"reason", "曾有经济往来。"}}));
  ASSERT_EQ(asked.status, 200) << asked.body;
  const auto page = w().as("officer1").get("/api/v1/cases/" + id);
  const auto recusal = page.json.items("recusals")[0].text("id");
  const auto refused = act_for("officer1", "agencyhead", id, "decide_recusal",
                               Json::object({{"recusal_id", recusal}, {"verdict", "refused"}, {"reason", "没有利害关系。"}}));
  EXPECT_EQ(refused.status, 422) << refused.body;
  EXPECT_NE(refused.body.find("recusal_decider_apart"), std::string::npos) << refused.body;
}

}  // namespace
}  // namespace mingjing::api_tests
