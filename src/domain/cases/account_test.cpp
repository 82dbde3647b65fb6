// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/account.h"

#include <gtest/gtest.h>

#include "domain/cases/facts.h"
#include "domain/cases/procedure.h"
#include "domain/cases/sample_case.h"

namespace mingjing::cases {
namespace {

const PartyId kOne(*Uuid::parse("01890000-0000-7000-8000-0000000000a1"));
const PartyId kTwo(*Uuid::parse("01890000-0000-7000-8000-0000000000a2"));
const DecisionId kFirst(*Uuid::parse("01890000-0000-7000-8000-0000000000d1"));
const DecisionId kSecond(*Uuid::parse("01890000-0000-7000-8000-0000000000d2"));
const Date kDue(2026, 4, 9);

Obligation pay_by(Date due, std::string subject = {}) {
  Obligation out;
  out.rule = rule::pay;
  out.subject = std::move(subject);
  out.start = Instant::beijing(due + -15, 9);
  out.due = due;
  return out;
}

Payment paid(std::int64_t amount, Date on, DecisionId decision = kFirst) {
  Payment out;
  out.decision = decision;
  out.paid_on = on;
  out.amount = yuan(amount);
  return out;
}

Decision decision(DecisionId id, Date on) {
  Decision out;
  out.id = id;
  out.outcome = "penalty";
  out.decided_at = Instant::beijing(on, 9);
  out.kinds = {PenaltyKind::fine, PenaltyKind::confiscate_illegal_gains};
  out.fine = yuan(50000);
  out.illegal_gains = yuan(2000);
  return out;
}

Case decided() {
  Case c = sample::case_at(Stage::performing);
  c.decision = decision(kFirst, Date(2026, 3, 20));
  c.obligations = {pay_by(kDue)};
  return c;
}

Count count(PartyId party, std::int64_t fine) {
  Count out;
  out.party = party;
  out.fine = yuan(fine);
  return out;
}

TEST(Account, TheFineIsPaidFirst) {
  Case c = decided();
  c.payments = {paid(40000, kDue)};
  const auto all = accounts(c, kDue + 2);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].owed(), yuan(12000));
  EXPECT_EQ(all[0].fine_owed(), yuan(10000));
  EXPECT_EQ(all[0].surcharge.amount, yuan(600));  // two days of ten thousand: gains bear none
  c.payments.push_back(paid(10000, kDue));
  EXPECT_EQ(accounts(c, kDue + 2)[0].owed(), yuan(2000));
  EXPECT_EQ(accounts(c, kDue + 2)[0].surcharge.amount, Fen{});
}

TEST(Account, EachPartyOwesItsOwnPartByItsOwnDay) {
  Case c = decided();
  c.decision->counts = {count(kOne, 30000), count(kTwo, 15000), count(kOne, 5000)};
  c.obligations = {pay_by(kDue, kOne.text()), pay_by(kDue + 10, kTwo.text())};
  Payment payment = paid(15000, kDue + 5);
  payment.party = kTwo;
  c.payments = {payment};
  const auto all = accounts(c, kDue + 1);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(account_of(all, {}), nullptr);
  const Account* one = account_of(all, kOne);
  const Account* two = account_of(all, kTwo);
  ASSERT_NE(one, nullptr);
  ASSERT_NE(two, nullptr);
  EXPECT_EQ(one->owed(), yuan(35000));
  EXPECT_EQ(one->surcharge.amount, yuan(1050));
  EXPECT_EQ(two->owed(), Fen{});
  EXPECT_EQ(two->due, kDue + 10);
  Facts facts;
  fill_money(c, kDue + 1, kOne, facts);
  EXPECT_EQ(facts.owed, yuan(35000));
  EXPECT_TRUE(facts.money.single_account);
  fill_money(c, kDue + 1, {}, facts);
  EXPECT_FALSE(facts.money.single_account);
}

TEST(Account, ChangedToLessWhatWasPaidTooMuchGoesBack) {
  Case c = decided();
  c.payments = {paid(52000, kDue)};
  c.decision->changes = {{{}, yuan(20000), yuan(2000), kDue + 30, "litigation"}};
  EXPECT_EQ(accounts(c, kDue + 30)[0].overpaid(), yuan(30000));
  Payment back = paid(30000, kDue + 31);
  back.refund = true;
  c.payments.push_back(back);
  EXPECT_EQ(accounts(c, kDue + 31)[0].overpaid(), Fen{});
  EXPECT_EQ(net_paid(c), yuan(22000));
}

TEST(Account, NothingIsOwedOfADecisionThatFell) {
  Case c = decided();
  c.payments = {paid(50000, kDue + 3)};
  Payment surcharge = paid(4500, kDue + 3);
  surcharge.towards = "surcharge";
  c.payments.push_back(surcharge);
  EXPECT_EQ(accounts(c, kDue + 9)[0].overpaid(), Fen{});
  for (const char* how : {"revoked", "confirmed_void"}) {
    c.decision->overturned = how;
    EXPECT_EQ(accounts(c, kDue + 9)[0].owed(), Fen{}) << how;
    EXPECT_EQ(accounts(c, kDue + 9)[0].overpaid(), yuan(54500)) << how;
  }
  c.decision->overturned = "confirmed_illegal";  // not revoked: it stays
  EXPECT_EQ(accounts(c, kDue + 9)[0].owed(), yuan(2000));
}

TEST(Account, ADecisionMadeAnewHasAnAccountOfItsOwn) {
  Case c = decided();
  c.payments = {paid(52000, kDue)};
  PastDecision past;
  past.id = kFirst;
  past.decision = *c.decision;
  c.past_decisions = {past};
  c.decision = decision(kSecond, Date(2026, 6, 1));
  EXPECT_EQ(accounts(c, Date(2026, 7, 1))[0].owed(), yuan(52000));
  EXPECT_FALSE(accounts(c, Date(2026, 7, 1))[0].due.has_value());  // the former fifteen days are not its own
  EXPECT_EQ(past_overpaid(c), yuan(52000));
  Payment back = paid(52000, Date(2026, 6, 2));
  back.refund = true;
  c.payments.push_back(back);
  EXPECT_EQ(past_overpaid(c), Fen{});
  EXPECT_EQ(accounts(c, Date(2026, 7, 1))[0].owed(), yuan(52000));
}

TEST(Account, RemediesPauseAndDeferralsMoveTheDay) {
  Case c = decided();
  Remedy remedy;
  remedy.decision = kFirst;
  remedy.filed_on = kDue + 1;
  c.remedies = {remedy};
  EXPECT_EQ(accounts(c, kDue + 40)[0].surcharge.amount, Fen{});
  c.remedies[0].outcome = "upheld";
  c.remedies[0].served_on = kDue + 38;
  EXPECT_EQ(accounts(c, kDue + 40)[0].surcharge.amount, yuan(3000));
  c.remedies[0].kind = "litigation";  // a judgment that is not final ends nothing
  EXPECT_EQ(accounts(c, kDue + 40)[0].surcharge.amount, Fen{});
  Deferral deferral;
  deferral.decision = kFirst;
  deferral.applied_at = Instant::beijing(kDue + -2, 9);
  deferral.decided_at = Instant::beijing(kDue + -1, 9);
  deferral.plan = {{kDue + 60, yuan(50000)}};
  c.deferrals = {deferral};
  c.remedies.clear();
  EXPECT_EQ(accounts(c, kDue + 1)[0].surcharge.amount, yuan(1500));  // asked for, not approved
  c.deferrals[0].verdict = Verdict::granted;
  EXPECT_EQ(accounts(c, kDue + 60)[0].surcharge.amount, Fen{});
  EXPECT_EQ(accounts(c, kDue + 60)[0].due, kDue + 60);
}

}  // namespace
}  // namespace mingjing::cases
