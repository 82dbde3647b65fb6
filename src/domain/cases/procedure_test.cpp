// Every stage × every act × every outcome of every procedure, from the table and beside it.
// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/procedure.h"

#include <gtest/gtest.h>

#include <set>

#include "base/embedded.h"
#include "base/text.h"
#include "domain/cases/guards.h"
#include "domain/cases/sample_case.h"
#include "law/citation.h"
#include "law/known_laws.h"
#include "law/limits.h"

namespace mingjing::cases {
namespace {

const Procedure& ordinary() { return *find_procedure("penalty_ordinary_2021"); }

// Outcomes to try with an act: its own, or none.
std::vector<std::string_view> outcomes_to_try(Act act) {
  auto outcomes = outcomes_of(ordinary(), act);
  if (outcomes.empty()) outcomes.emplace_back();
  return outcomes;
}

Facts with_role_of(const Row& row, Facts facts) {
  facts.actor_roles = row.roles;
  return facts;
}

struct Cell {
  Stage stage;
  Act act;
  std::string_view outcome;
};

class EveryCell : public ::testing::TestWithParam<Cell> {};

TEST_P(EveryCell, FollowsTheTable) {
  const auto [stage, act, outcome] = GetParam();
  Case enforcement_case = sample::case_at(stage);
  const Row* row = find_row(ordinary(), stage, act, outcome);
  Facts facts = sample::good_facts(stage, act, outcome);
  if (!row) {
    for (const auto& role : identity::kRoles) facts.actor_roles.add(role.role);
    facts.actor_is_system = true;
    auto refused = advance(enforcement_case, act, facts);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::invalid);
    ASSERT_EQ(refused.error().reasons.size(), 1u);
    EXPECT_TRUE(refused.error().reasons[0].code == "stage" || refused.error().reasons[0].code == "outcome");
    EXPECT_EQ(enforcement_case.stage(), stage);
    return;
  }
  // Without the role: forbidden, whatever else holds.
  auto forbidden = advance(enforcement_case, act, [&] {
    Facts other = facts;
    other.actor_is_system = false;
    return other;
  }());
  ASSERT_FALSE(forbidden);
  EXPECT_EQ(forbidden.error().code, ErrorCode::forbidden);
  EXPECT_EQ(enforcement_case.stage(), stage);
  // With it: the stage of the table, since the moment of the act.
  auto done = advance(enforcement_case, act, with_role_of(*row, facts));
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->from, stage);
  EXPECT_EQ(enforcement_case.stage(), row->to.value_or(stage));
  EXPECT_EQ(done->to, enforcement_case.stage());
  if (row->to) {
    EXPECT_EQ(enforcement_case.stage_since(), sample::kNow);
  }
}

std::vector<Cell> every_cell() {
  std::vector<Cell> cells;
  for (const auto& stage : kStages) {
    for (const auto& act : kActs) {
      for (auto outcome : outcomes_to_try(act.value)) cells.push_back({stage.value, act.value, outcome});
    }
  }
  return cells;
}

INSTANTIATE_TEST_SUITE_P(Ordinary, EveryCell, ::testing::ValuesIn(every_cell()), [](const auto& cell) {
  std::string name = std::string(to_string(cell.param.stage)) + "__" + std::string(to_string(cell.param.act));
  if (!cell.param.outcome.empty()) name += "__" + std::string(cell.param.outcome);
  return name;
});

TEST(Procedure, EveryRowAndGuardCitesAKnownPlace) {
  std::vector<law::CitedPlace> places;
  const auto cite = [&](std::string_view where, std::string_view text) {
    const auto citation = law::Citation::parse(text);
    ASSERT_TRUE(citation) << where << " " << text;
    places.push_back({std::string(where), *citation, sample::kNow.date()});
  };
  for (const Row& row : ordinary().rows) cite(to_string(row.act), row.citation);
  for (std::size_t i = 0; i < kGuardCount; ++i) {
    const GuardRow& row = guard_row(static_cast<Guard>(i));
    if (!row.citation.empty() && row.citation != "内部规定") cite(row.id, row.citation);
  }
  for (const auto& problem : law::check_citations(places, law::KnownLaws::built_in(), nullptr)) {
    ADD_FAILURE() << problem.where << " " << problem.citation << ": " << problem.problem;
  }
}

TEST(Procedure, EveryDocumentHasATemplateAndEveryLimitARule) {
  for (const Row& row : ordinary().rows) {
    for (auto document : row.documents) {
      EXPECT_FALSE(embedded_under("templates/" + std::string(document) + ".json").empty()) << document;
    }
    for (auto id : row.starts) EXPECT_NE(law::Limits::built_in().find(id), nullptr) << id;
    for (auto id : row.stops) EXPECT_NE(law::Limits::built_in().find(id), nullptr) << id;
  }
}

TEST(Procedure, EveryActOfTheListStandsInTheTable) {
  std::set<Act> seen;
  for (const Row& row : ordinary().rows) seen.insert(row.act);
  EXPECT_EQ(seen.size(), kActCount);
}

TEST(Procedure, EveryGuardIsUsed) {
  std::set<Guard> used{Guard::occurred_not_future, Guard::occurred_after_basis, Guard::late_record_reason,
                       Guard::overdue_reason, Guard::actor_not_recused};
  for (const Row& row : ordinary().rows) used.insert(row.guards.begin(), row.guards.end());
  EXPECT_EQ(used.size(), kGuardCount);
}

TEST(Procedure, TheNamesOfStagesAndActsAreInTheOrderOfTheirValues) {
  for (std::size_t i = 0; i < kStageCount; ++i) EXPECT_EQ(static_cast<std::size_t>(kStages[i].value), i);
  for (std::size_t i = 0; i < kActCount; ++i) EXPECT_EQ(static_cast<std::size_t>(kActs[i].value), i);
  for (std::size_t i = 0; i < kPenaltyKindCount; ++i) EXPECT_EQ(static_cast<std::size_t>(kPenaltyKinds[i].value), i);
  for (std::size_t i = 0; i < kEvidenceKinds.size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(kEvidenceKinds[i].value), i);
  }
}

TEST(Procedure, AllReasonsComeAtOnce) {
  Case enforcement_case = sample::case_at(Stage::investigating);
  Facts facts = sample::good_facts(Stage::investigating, Act::record_inquiry);
  facts.actor_roles = {identity::Role::officer};
  facts.input->officers = {{sample::kFirst, "陈砚秋", false, Date(2026, 3, 18), true, true, false}};
  facts.input->certificate_shown = false;
  auto refused = advance(enforcement_case, Act::record_inquiry, facts);
  ASSERT_FALSE(refused);
  std::set<std::string> codes;
  for (const auto& reason : refused.error().reasons) codes.insert(reason.code);
  EXPECT_EQ(codes, (std::set<std::string>{"two_officers", "certificate_valid", "certificate_shown"}));
  EXPECT_NE(refused.error().message.find("另有 2 项原因"), std::string::npos) << refused.error().message;
}

TEST(Procedure, OverdueAsksForAReasonAndIsMarkedButNeverRefuses) {
  Case enforcement_case = sample::case_at(Stage::legal_review);
  Facts facts = sample::good_facts(Stage::legal_review, Act::decide, "penalty");
  facts.actor_roles = {identity::Role::agency_head};
  facts.overdue = {{std::string(rule::decide), "作出行政处罚决定", "《行政处罚法》第六十条", Date(2026, 3, 12)},
                   {std::string(rule::publish), "公示", "", Date(2026, 3, 1)}};
  auto refused = advance(enforcement_case, Act::decide, facts);
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().reasons.size(), 1u);
  EXPECT_EQ(refused.error().reasons[0].code, "overdue_reason");
  EXPECT_EQ(refused.error().reasons[0].citation, "《行政处罚法》第六十条");
  EXPECT_EQ(refused.error().reasons[0].field, "late_reason");

  facts.input->late_reason = "鉴定耗时较长";
  auto done = advance(enforcement_case, Act::decide, facts);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->marks, std::vector<std::string>{"overdue:apl_60_decide"});
}

TEST(Procedure, RecordedADayLateNeedsAReasonAndShowsAsLate) {
  Case enforcement_case = sample::case_at(Stage::investigating);
  Facts facts = sample::good_facts(Stage::investigating, Act::record_inquiry);
  facts.actor_roles = {identity::Role::officer};
  facts.input->occurred_at = sample::kNow.plus_hours(-25);
  ASSERT_FALSE(advance(enforcement_case, Act::record_inquiry, facts));
  facts.input->late_reason = "外出检查";
  auto done = advance(enforcement_case, Act::record_inquiry, facts);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->marks, std::vector<std::string>{"recorded_late"});
  EXPECT_EQ(enforcement_case.stage_since(), sample::kNow.plus_hours(-25));
}

TEST(Procedure, TakingDownIsNeverDelayedByAReason) {
  Case enforcement_case = sample::case_at(Stage::archived);
  Facts facts = sample::good_facts(Stage::archived, Act::take_down_publication);
  facts.actor_roles = {identity::Role::publicity_approver};
  facts.input->occurred_at = sample::kNow.plus_hours(-72);
  facts.decided_at = sample::kNow.plus_hours(-200);
  facts.overdue = {{std::string(rule::withdraw), "撤回公示", "《行政处罚法》第四十八条第二款", Date(2026, 3, 1)}};
  auto done = advance(enforcement_case, Act::take_down_publication, facts);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->marks, (std::vector<std::string>{"overdue:apl_48_withdraw", "recorded_late"}));
}

TEST(Procedure, ButtonsSayWhyNotAndNeverJudgeABodyThatIsNotThere) {
  Case enforcement_case = sample::case_at(Stage::legal_review);
  Facts facts = sample::good_facts(Stage::legal_review, Act::decide, "penalty");
  facts.input.reset();
  facts.actor_roles = {identity::Role::agency_head};
  facts.review = ReviewState::failed;
  const auto acts = allowed_acts(enforcement_case, facts);
  EXPECT_EQ(acts.size(), kActCount - 4);  // the first, and those of the system
  for (const auto& entry : acts) {
    EXPECT_TRUE(entry.allowed || !entry.reasons.empty()) << to_string(entry.act);
    if (entry.act != Act::decide) continue;
    EXPECT_FALSE(entry.allowed);
    ASSERT_EQ(entry.reasons.size(), 1u);
    EXPECT_EQ(entry.reasons[0].code, "review_passed");
    EXPECT_EQ(entry.reasons[0].citation, "《行政处罚法》第五十八条第一款");
  }
}

TEST(Procedure, TheButtonThatBringsTheProposalWaitsForNone) {
  Case enforcement_case = sample::case_at(Stage::investigating);
  Facts facts = sample::good_facts(Stage::investigating, Act::conclude_investigation);
  facts.actor_roles = {identity::Role::officer};
  facts.has_proposal = false;
  const auto refused = advance(enforcement_case, Act::conclude_investigation, facts);
  ASSERT_FALSE(refused);  // performed without one, it is refused
  EXPECT_EQ(refused.error().reasons.at(0).code, "proposal_complete");
  facts.input.reset();
  for (const auto& entry : allowed_acts(enforcement_case, facts)) {
    if (entry.act != Act::conclude_investigation) continue;
    EXPECT_TRUE(entry.allowed) << entry.reasons.at(0).message;
  }
}

TEST(Procedure, LimitsStartOnlyWhereTheirConditionHolds) {
  Facts facts = sample::good_facts(Stage::unit_reviewed, Act::serve_prior_notice);
  const Row& notice = *find_row(ordinary(), Stage::unit_reviewed, Act::serve_prior_notice, {});
  EXPECT_EQ(limits_started(notice, facts), std::vector<std::string_view>{rule::statement});
  facts.hearing_right_due = true;
  EXPECT_EQ(limits_started(notice, facts), (std::vector<std::string_view>{rule::statement, rule::request_hearing}));

  const Row& service = *find_row(ordinary(), Stage::decided, Act::serve_decision, "delivered");
  facts.decision_outcome = "penalty";
  EXPECT_EQ(limits_started(service, facts), std::vector<std::string_view>{rule::pay});
  facts.owed = {};
  EXPECT_TRUE(limits_started(service, facts).empty());
}

TEST(Procedure, TheDiagramNamesEveryStage) {
  const std::string diagram = mermaid(ordinary());
  for (const auto& stage : kStages) EXPECT_NE(diagram.find(stage.zh), std::string::npos) << stage.id;
  EXPECT_TRUE(is_utf8(diagram));
}

}  // namespace
}  // namespace mingjing::cases
