// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>

#include "domain/disclosure/display.h"
#include "domain/disclosure/grounds.h"
#include "domain/disclosure/publication_json.h"

namespace mingjing::disclosure {
namespace {

Publication sample() {
  Publication p;
  p.id = *DecisionId::parse("019a1f2e-7c44-7a10-9d3b-5f0e4c2a0001");
  p.salt = std::string(32, '\x5a');
  p.number = "澜自然资罚决〔2026〕38号";
  p.title = "青衡县瑞禾建材有限公司未经批准非法占用土地案";
  p.agency_uscc = "11230500001755309F";
  p.agency_name = "澜川市自然资源和规划局";
  p.party_name = "青衡县瑞禾建材有限公司";
  p.party_uscc = "91230500MA1B3N1N2M";
  p.cause = "未经批准非法占用土地";
  p.facts = "占用集体土地3,260.40平方米。";
  p.basis = {{"《土地管理法》第七十七条第一款", "土地管理法", 77, 0, 1, 0, "2019-08-26"}};
  p.violated = {{"《土地管理法》第四十四条第一款", "土地管理法", 44, 0, 1, 0, {}}};
  p.result_text = "罚款717,288.00元。";
  p.result_kinds = {"fine"};
  p.amount = Fen{71728800};
  p.remedy = "六十日内申请行政复议。";
  p.decided_on = Date(2026, 10, 26);
  p.published_on = Date(2026, 10, 30);
  p.body.template_id = "penalty_decision";
  p.removals = {{"phone", "联系方式", "《个人信息保护法》第六条", "正文第 3 段", "（隐去）", 2}};
  p.files = {{"decision.pdf", std::string(64, 'a'), 100}};
  return p;
}

TEST(PublicationJson, HasStableBytes) {
  const auto bytes = publication_json(sample());
  ASSERT_TRUE(bytes.has_value());
  EXPECT_EQ(*bytes, *publication_json(sample()));
  const auto json = parse_json(*bytes);
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(canonical(*json), *bytes);
  std::set<std::string> members;
  for (const auto& [name, value] : *json->as_object()) members.insert(name);
  EXPECT_EQ(members,
            (std::set<std::string>{
                "v",          "id",           "salt",   "number", "title", "agency",   "act_type", "act_type_name",
                "procedure",  "party",        "cause",  "facts",  "basis", "violated", "result",   "remedy",
                "decided_on", "published_on", "masked", "body",   "files"}));
  EXPECT_EQ(json->find("party")->text("uscc"), "91230500MA1B3N1N2M");
  EXPECT_EQ(json->find("result")->integer("amount_fen"), 71728800);
  EXPECT_EQ(bytes->find("正文第 3 段"), std::string::npos);  // where something was is not for the public
}

TEST(PublicationJson, NamesNoCodeOfPersons) {
  auto p = sample();
  for (auto kind : {PartyKind::natural, PartyKind::individual_business}) {
    p.party_kind = kind;
    EXPECT_EQ(publication_json(p)->find("91230500MA1B3N1N2M"), std::string::npos);
  }
}

TEST(PublicationJson, RefusesWhatIsNotWhole) {
  struct Row {
    const char* field;
    void (*spoil)(Publication&);
  };
  const Row rows[] = {
      {"id", [](Publication& p) { p.id = {}; }},
      {"salt", [](Publication& p) { p.salt.pop_back(); }},
      {"number", [](Publication& p) { p.number.clear(); }},
      {"title", [](Publication& p) { p.title.clear(); }},
      {"agency", [](Publication& p) { p.agency_uscc.clear(); }},
      {"agency", [](Publication& p) { p.agency_name.clear(); }},
      {"party", [](Publication& p) { p.party_name.clear(); }},
      {"cause", [](Publication& p) { p.cause.clear(); }},
      {"facts", [](Publication& p) { p.facts.clear(); }},
      {"basis", [](Publication& p) { p.basis.clear(); }},
      {"result", [](Publication& p) { p.result_text.clear(); }},
      {"remedy", [](Publication& p) { p.remedy.clear(); }},
      {"files", [](Publication& p) { p.files[0].sha256 = "AA"; }},
      {"files", [](Publication& p) { p.files[0].size = 0; }},
  };
  for (const auto& row : rows) {
    auto p = sample();
    row.spoil(p);
    const auto refused = publication_json(p);
    ASSERT_FALSE(refused.has_value()) << row.field;
    EXPECT_EQ(refused.error().field, row.field);
  }
}

TEST(PublicationJson, CorrectionNamesWhatItReplaces) {
  auto p = sample();
  p.replaces = 12;
  p.display_until = Date(2027, 10, 25);
  const auto json = parse_json(*publication_json(p));
  EXPECT_EQ(json->integer("replaces"), 12);
  EXPECT_EQ(json->text("display_until"), "2027-10-25");
}

TEST(Grounds, AreTheClosedLists) {
  for (const char* id :
       {"minor", "state_secret", "commercial_secret", "privacy", "security", "provincial_order", "slight",
        "overturned"}) {
    ASSERT_NE(withholding_ground(id), nullptr) << id;
    EXPECT_FALSE(withholding_ground(id)->citation.empty());
  }
  for (const char* id :
       {"changed", "revoked", "confirmed_illegal", "confirmed_void", "corrected", "display_ended", "credit_repaired"}) {
    ASSERT_NE(takedown_reason(id), nullptr) << id;
    EXPECT_FALSE(takedown_reason(id)->citation.empty());
  }
  EXPECT_EQ(withholding_ground("other"), nullptr);
  EXPECT_EQ(takedown_reason("minor"), nullptr);
}

TEST(DisplayTerm, FollowsTheWeightOfThePenalty) {
  struct Row {
    const char* day;
    std::vector<std::string> kinds;
    Severity severity;
    const char* until;
    bool shown;
  };
  const Row rows[] = {
      {"2026-10-26", {"fine"}, Severity::general, "2027-10-25", true},
      {"2026-10-26", {"warning"}, Severity::slight, "2027-01-25", false},
      {"2026-10-26", {"warning", "fine"}, Severity::general, "2027-10-25", true},
      {"2026-10-26", {"revoke_license"}, Severity::serious, "2029-10-25", true},
      {"2026-11-30", {"warning"}, Severity::slight, "2027-02-27", false},  // no 30 February: the last day, less one
      {"2028-02-29", {"fine"}, Severity::general, "2029-02-27", true},
      {"2026-10-26", {"something_new"}, Severity::general, "2027-10-25", true},
      {"2026-03-31", {"fine"}, Severity::general, "2029-03-30", true},  // before the 2026 rule
  };
  for (const auto& row : rows) {
    DisplayQuestion question;
    question.document_date = *Date::parse(row.day);
    question.kinds = row.kinds;
    const auto term = display_term(question);
    EXPECT_EQ(term.severity, row.severity) << row.day;
    EXPECT_EQ(term.until.text(), row.until) << row.day;
    EXPECT_EQ(term.shown, row.shown) << row.day;
    // The portal shows what is public by the law of penalties; the credit sites leave out what is slight.
    ASSERT_EQ(term.channels.size(), 2u) << row.day;
    EXPECT_EQ(term.channels[0].id, "portal");
    EXPECT_TRUE(term.channels[0].shown);
    EXPECT_EQ(term.channels[0].until.text(), row.until);
    EXPECT_EQ(term.channels[1].id, "credit");
    EXPECT_EQ(term.channels[1].shown, row.shown) << row.day;
    EXPECT_LE(term.repair_from, term.until + 1);
    EXPECT_FALSE(term.citation.empty());
  }
}

TEST(DisplayTerm, LastsAsLongAsTheRestriction) {
  DisplayQuestion question{.document_date = Date(2026, 10, 26), .kinds = {"bar_from_practice"}};
  question.restriction_until = Date(2031, 10, 25);
  EXPECT_EQ(display_term(question).until, Date(2031, 10, 25));
  question.restriction_until = Date(2027, 1, 1);
  EXPECT_EQ(display_term(question).until, Date(2029, 10, 25));
}

}  // namespace
}  // namespace mingjing::disclosure
