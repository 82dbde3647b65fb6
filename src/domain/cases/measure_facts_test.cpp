// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/measure_facts.h"

#include <gtest/gtest.h>

#include "domain/cases/sample_case.h"

namespace mingjing::cases {
namespace {

const Instant kAt = Instant::beijing(Date(2026, 3, 2), 9);

template <class IdType>
IdType id(int n) {
  return IdType(*Uuid::parse("01890000-0000-7000-8000-0000000000" + std::to_string(n)));
}

Preservation preservation(int n, Verdict verdict, bool carried_out, bool disposed) {
  Preservation row;
  row.id = id<PreservationId>(n);
  row.proposed_at = kAt;
  row.verdict = verdict;
  if (carried_out) row.carried_out_at = kAt;
  if (disposed) row.disposed_at = kAt;
  return row;
}

TEST(MeasureFacts, ARowThatIsNamedSpeaksForItselfOtherwiseAnyDoes) {
  Case c = sample::case_at(Stage::investigating);
  c.preservations = {preservation(31, Verdict::pending, false, false), preservation(32, Verdict::granted, true, false),
                     preservation(33, Verdict::granted, true, true)};
  const auto any = measure_facts(c, {});
  EXPECT_TRUE(any.preservation_waits);
  EXPECT_FALSE(any.preservation_ready);
  EXPECT_TRUE(any.preservation_kept);
  EXPECT_EQ(any.preservations_open, 1u);
  EXPECT_TRUE(any.preservation_state.empty());
  const auto first = measure_facts(c, c.preservations[0].id.text());
  EXPECT_EQ(first.preservation_state, "pending");
  EXPECT_FALSE(first.preservation_kept);
  EXPECT_EQ(first.preservations_open, 1u);  // of the case, whatever is named
  EXPECT_EQ(measure_facts(c, c.preservations[2].id.text()).preservation_state, "disposed");
}

TEST(MeasureFacts, ATransferIsOwedFromItsProposalUntilItIsHandedOver) {
  Case c = sample::case_at(Stage::investigating);
  Transfer row;
  row.id = id<TransferId>(41);
  c.transfers = {row};
  EXPECT_EQ(measure_facts(c, {}).transfer_owed, "proposed");
  c.transfers[0].verdict = Verdict::refused;
  EXPECT_EQ(measure_facts(c, {}).transfer_owed, "");
  c.transfers[0].verdict = Verdict::granted;
  EXPECT_EQ(measure_facts(c, {}).transfer_owed, "crime");
  c.transfers[0].handed_over_at = kAt;
  EXPECT_EQ(measure_facts(c, {}).transfer_owed, "");
  EXPECT_TRUE(measure_facts(c, {}).transfer_unanswered);
  c.transfers[0].answer = "accepted";
  EXPECT_TRUE(measure_facts(c, {}).transfer_accepted);
}

TEST(MeasureFacts, WhoWasReleasedCountsNoMore) {
  Case c = sample::case_at(Stage::investigating);
  Party first, second;
  first.id = id<PartyId>(51);
  first.name = "甲公司";
  first.uscc = "91330100MA2B0N5J11";
  second.id = id<PartyId>(52);
  second.name = "乙";
  second.is_minor = true;
  c.parties = {first, second};
  EXPECT_EQ(measure_facts(c, {}).parties, 2u);
  auto facts = facts_of(c, kAt, kAt);
  EXPECT_FALSE(facts.party_identified);  // of the second nothing is known
  EXPECT_TRUE(facts.party_is_minor);
  c.parties[1].released_reason = "没有参与。";
  EXPECT_EQ(measure_facts(c, {}).parties, 1u);
  EXPECT_FALSE(measure_facts(c, second.id.text()).party_in_case);
  facts = facts_of(c, kAt, kAt);
  EXPECT_TRUE(facts.party_identified);
  EXPECT_FALSE(facts.party_is_minor);
  c.parties[0].released_reason = "查无此人。";
  EXPECT_EQ(c.party(), nullptr);
}

TEST(MeasureFacts, LimitsOfOneRuleAreToldApartByTheirRow) {
  Case c = sample::case_at(Stage::investigating);
  for (const char* subject : {"a", "b"}) {
    Obligation limit;
    limit.id = id<ObligationId>(subject[0] == 'a' ? 61 : 62);
    limit.rule = rule::preserve;
    limit.subject = subject;
    c.obligations.push_back(limit);
  }
  c.open_obligation(rule::preserve, "a")->fulfilled_on = Date(2026, 3, 3);
  EXPECT_EQ(c.open_obligation(rule::preserve, "a"), nullptr);
  ASSERT_NE(c.open_obligation(rule::preserve, "b"), nullptr);
  EXPECT_EQ(c.open_obligation(rule::preserve)->subject, "b");
}

}  // namespace
}  // namespace mingjing::cases
