// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/form.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/cases/case.h"
#include "domain/cases/procedure.h"
#include "law/citation.h"

namespace mingjing::cases {
namespace {

Json body(std::string_view text) {
  auto parsed = parse_json(text);
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(Json{});
}

// Calls `visit` with every property of a schema, however deep.
template <class Visit>
void each_property(const Json& schema, const Visit& visit) {
  if (const Json* items = schema.find("items")) {
    visit(*items);
    each_property(*items, visit);
  }
  const Json* properties = schema.find("properties");
  if (!properties) return;
  for (const auto& [name, property] : *properties->as_object()) {
    visit(property);
    each_property(property, visit);
  }
}

TEST(Forms, EveryActHasOneInTheSubsetWithTitleAndAddress) {
  for (const auto& act : kActs) {
    const Json& form = form_of(act.value);
    EXPECT_EQ(schema_fault(form), "") << act.id;
    EXPECT_EQ(form.text("$id"), "/api/v1/forms/" + std::string(act.id) + ".json");
    EXPECT_EQ(form.text("$schema"), "https://json-schema.org/draft/2020-12/schema");
    EXPECT_NE(form.find("properties")->find("occurred_at"), nullptr);
    EXPECT_NE(form.find("properties")->find("late_reason"), nullptr);
  }
}

TEST(Forms, EveryCitationCanBeRead) {
  std::size_t cited = 0;
  for (const auto& act : kActs) {
    each_property(form_of(act.value), [&](const Json& property) {
      const std::string citation = property.text("x-citation");
      if (citation.empty()) return;
      ++cited;
      EXPECT_TRUE(law::Citation::parse(citation)) << act.id << " " << citation;
    });
  }
  EXPECT_GT(cited, 50u);
}

TEST(Forms, OutcomesAreThoseOfTheProcedure) {
  const Procedure& procedure = *find_procedure("penalty_ordinary_2021");
  for (const auto& act : kActs) {
    auto outcomes = outcomes_of(procedure, act.value);
    const Json* field = form_of(act.value).find("properties")->find("outcome");
    ASSERT_EQ(field != nullptr, !outcomes.empty()) << act.id;
    if (!field) continue;
    EXPECT_EQ(field->items("enum").size(), outcomes.size()) << act.id;
    for (const Json& choice : field->items("enum")) {
      EXPECT_NE(std::find(outcomes.begin(), outcomes.end(), *choice.as_string()), outcomes.end()) << act.id;
    }
  }
}

TEST(Forms, ListsOfChoicesAreThoseOfTheCode) {
  const Json* kinds = form_of(Act::decide).find("properties")->find("kinds")->find("items");
  ASSERT_EQ(kinds->items("enum").size(), kPenaltyKindCount);
  for (const Json& choice : kinds->items("enum")) EXPECT_TRUE(parse_penalty_kind(*choice.as_string()));
  const Json* evidence = form_of(Act::add_evidence).find("properties")->find("kind");
  ASSERT_EQ(evidence->items("enum").size(), kEvidenceKinds.size());
  for (const Json& choice : evidence->items("enum")) EXPECT_TRUE(parse_evidence_kind(*choice.as_string()));
}

struct Fault {
  const char* name;
  const char* text;
  const char* field;
  const char* says;
};

TEST(Forms, FaultsAreSentencesWithTheirField) {
  constexpr Fault kFaults[] = {
      {"required missing", R"({"summary":"有人占地"})", "source", "“来源”没有填写"},
      {"required null", R"({"source":null,"summary":"有人占地"})", "source", "没有填写"},
      {"required blank", R"({"source":"media","summary":"  　 "})", "summary", "“线索内容”没有填写"},
      {"unknown member", R"({"source":"media","summary":"x","stage":"decided"})", "stage", "不认识"},
      {"not in the list", R"({"source":"rumour","summary":"x"})", "source", "所列选项"},
      {"wrong type", R"({"source":"media","summary":7})", "summary", "文字"},
      {"bad date", R"({"source":"media","summary":"x","discovered_on":"2026-02-30"})", "discovered_on", "日期"},
      {"time without offset", R"({"source":"media","summary":"x","occurred_at":"2026-02-03T09:00:00"})", "occurred_at",
       "时间"},
      {"bad id", R"({"source":"media","summary":"x","item_id":"7"})", "item_id", "编号"},
      {"control character", "{\"source\":\"media\",\"summary\":\"a\\u0007b\"}", "summary", "控制字符"},
      {"bidi override", "{\"source\":\"media\",\"summary\":\"a\\u202eb\"}", "summary", "控制字符"},
      {"bad credit code", R"({"source":"media","summary":"x","party":{"kind":"organisation","name":"甲","uscc":"1"}})",
       "party.uscc", "统一社会信用代码"},
      {"bad citizen number",
       R"({"source":"media","summary":"x","party":{"kind":"natural","name":"甲","citizen_no":"1"}})",
       "party.citizen_no", "公民身份号码"},
      {"nested required", R"({"source":"media","summary":"x","party":{"kind":"natural"}})", "party.name", "没有填写"},
      {"not an object", R"({"source":"media","summary":"x","party":[]})", "party", "格式"},
      {"flag as text", R"({"source":"media","summary":"x","five_year_limitation":"yes"})", "five_year_limitation",
       "是或者否"},
  };
  for (const auto& row : kFaults) {
    SCOPED_TRACE(row.name);
    auto checked = validate_form(Act::register_clue, body(row.text));
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, ErrorCode::invalid);
    ASSERT_EQ(checked.error().reasons.size(), 1u) << checked.error().message;
    EXPECT_EQ(checked.error().reasons[0].field, row.field);
    EXPECT_NE(checked.error().message.find(row.says), std::string::npos) << checked.error().message;
  }
}

TEST(Forms, AllFaultsComeAtOnceWithTheArticleOfAMust) {
  auto checked = validate_form(Act::record_inquiry, body(R"({"officers":[],"subject":"某甲"})"));
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().reasons.size(), 5u) << checked.error().message;
  const auto& reasons = checked.error().reasons;
  const auto text = std::find_if(reasons.begin(), reasons.end(), [](const Reason& r) { return r.field == "text"; });
  ASSERT_NE(text, reasons.end());
  EXPECT_EQ(text->citation, "《行政处罚法》第五十五条第二款");
}

TEST(Forms, LengthIsCountedInCharacters) {
  std::string name;
  for (int i = 0; i < 200; ++i) name += "案";
  const auto with = [](const std::string& cause) {
    return validate_form(Act::register_clue,
                         Json::object({{"source", "media"}, {"summary", "x"}, {"cause", Json(cause)}}));
  };
  EXPECT_TRUE(with(name));
  EXPECT_FALSE(with(name + "案"));
}

TEST(Forms, NumbersAndListsHaveBounds) {
  EXPECT_TRUE(validate_form(Act::extend_review, body(R"({"working_days":10,"reason":"复杂"})")));
  EXPECT_FALSE(validate_form(Act::extend_review, body(R"({"working_days":11,"reason":"复杂"})")));
  EXPECT_FALSE(validate_form(Act::extend_review, body(R"({"working_days":0,"reason":"复杂"})")));
  EXPECT_FALSE(validate_form(Act::extend_review, body(R"({"working_days":1.5,"reason":"复杂"})")));
  EXPECT_FALSE(validate_form(Act::decide, body(R"({"outcome":"penalty","opinion":"同意","kinds":["fine","fine"]})")));
  EXPECT_TRUE(validate_form(Act::decide, body(R"({"outcome":"penalty","opinion":"同意","kinds":["fine","warning"]})")));
}

TEST(Forms, AHostileBodyGetsAShortAnswer) {
  Json::Object many;
  for (int i = 0; i < 1000; ++i) many.emplace_back("x" + std::to_string(i), Json(1));
  auto checked = validate_form(Act::register_clue, Json(std::move(many)));
  ASSERT_FALSE(checked);
  EXPECT_LE(checked.error().reasons.size(), 52u);
  EXPECT_FALSE(validate_form(Act::register_clue, Json(1)));
}

TEST(Forms, WhatARecordKeepsHoldsNoSecret) {
  const Json given = body(R"({"source":"media","summary":"x","party":{"kind":"natural","name":"周某",
      "citizen_no":"11010119900307001X","phone":"139","address":"某路","bank_account":"6222","birth_date":"1990-03-07"}})");
  const Json kept = without_secrets(form_of(Act::register_clue), given);
  EXPECT_EQ(canonical(kept), R"({"party":{"kind":"natural","name":"周某"},"source":"media","summary":"x"})");
}

TEST(Forms, ASchemaBeyondTheSubsetIsNoticed) {
  EXPECT_NE(schema_fault(body(R"({"type":"string","title":"x","pattern":".*"})")), "");
  EXPECT_NE(schema_fault(body(R"({"type":"object","title":"x","properties":{}})")), "");
  EXPECT_NE(schema_fault(body(R"({"type":"string","title":"x","format":"email"})")), "");
  EXPECT_NE(schema_fault(body(R"({"type":"string"})")), "");
  EXPECT_EQ(schema_fault(body(R"({"type":"string","title":"x","format":"date"})")), "");
}

}  // namespace
}  // namespace mingjing::cases
