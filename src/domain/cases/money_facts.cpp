// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/money_facts.h"

#include <algorithm>

#include "domain/cases/account.h"
#include "domain/cases/facts.h"

namespace mingjing::cases {

namespace {

bool imposes(const Decision& decision, PenaltyKind kind) {
  return std::find(decision.kinds.begin(), decision.kinds.end(), kind) != decision.kinds.end();
}

bool only_of(const Decision& decision, std::initializer_list<PenaltyKind> kinds) {
  return std::all_of(decision.kinds.begin(), decision.kinds.end(), [&](PenaltyKind kind) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  });
}

void fill_accounts(const Case& from, Date on, PartyId party, Facts& facts) {
  MoneyFacts& money = facts.money;
  const auto all = accounts(from, on);
  const Account* one = account_of(all, party);
  money.single_account = all.empty() || one != nullptr;
  facts.owed = {};
  money.refund_due = past_overpaid(from);
  for (const Account& account : all) {
    money.refund_due = money.refund_due + account.overpaid();
    if (one != nullptr && &account != one) continue;
    facts.owed = facts.owed + account.owed();
    money.fine_owed = money.fine_owed + account.fine_owed();
    money.surcharge_owed = money.surcharge_owed + account.surcharge_owed();
    money.imposed_fine = money.imposed_fine + account.fine;
    money.imposed_gains = money.imposed_gains + account.illegal_gains;
    if (account.due) money.pay_until = money.pay_until ? std::max(*money.pay_until, *account.due) : account.due;
  }
}

void fill_steps(const Case& from, MoneyFacts& money) {
  for (const Deferral& deferral : from.deferrals) {
    if (!of_present(from, deferral.decision)) continue;
    money.deferral_pending = money.deferral_pending || deferral.verdict == Verdict::pending;
    if (deferral.verdict == Verdict::granted && !deferral.plan.empty()) money.deferral_until = deferral.plan.back().due;
  }
  for (const Remedy& remedy : from.remedies) {
    if (of_present(from, remedy.decision)) money.remedy_open = money.remedy_open || remedy.is_open();
  }
  for (const Demand& demand : from.demands) {
    if (!of_present(from, demand.decision)) continue;
    money.demand_served_on = demand.served_at.date();
    money.demand_covers_surcharge = demand.covers_surcharge;
  }
  for (const CourtApplication& application : from.court_applications) {
    if (!of_present(from, application.decision)) continue;
    money.court_outcome = application.outcome;
    money.court_pending = application.outcome.empty() || application.outcome == "accepted";
  }
  money.goods_disposed = std::any_of(from.goods_disposals.begin(), from.goods_disposals.end(),
                                     [&](const auto& row) { return of_present(from, row.decision); });
}

bool same_kinds(const std::vector<PenaltyKind>& a, const std::vector<PenaltyKind>& b) {
  return std::is_permutation(a.begin(), a.end(), b.begin(), b.end());
}

MoneyFacts::Past compare(const PastDecision& past, const Proposal& now) {
  const Decision& was = past.decision;
  MoneyFacts::Past out;
  out.by = was.overturned_by;
  out.ordered = was.remake_ordered;
  out.procedural = was.overturned_for_procedure;
  out.same_facts = past.facts == now.facts && past.reasons == now.reasons;
  const bool same_amounts =
      was.fine == now.fine && was.illegal_gains == now.illegal_gains && was.property_value == now.property_value;
  out.same_result = was.outcome == now.outcome && same_kinds(was.kinds, now.kinds) && same_amounts;
  const bool more_kinds = std::any_of(now.kinds.begin(), now.kinds.end(),
                                      [&](PenaltyKind kind) { return !imposes(was, kind); });
  out.heavier = now.outcome == "penalty" && (was.outcome != "penalty" || more_kinds || now.fine > was.fine ||
                                             now.illegal_gains > was.illegal_gains ||
                                             now.property_value > was.property_value);
  return out;
}

}  // namespace

void fill_money(const Case& from, Date on, PartyId party, Facts& facts) {
  facts.money = {};
  MoneyFacts& money = facts.money;
  if (!from.past_decisions.empty() && from.proposal) money.past = compare(from.past_decisions.back(), *from.proposal);
  fill_accounts(from, on, party, facts);
  if (!from.decision) return;
  const Decision& decision = *from.decision;
  fill_steps(from, money);
  money.surcharge_told = decision.surcharge_told;
  money.overturned = decision.overturned;
  money.fell = fell(decision);
  money.remake_ordered = decision.remake_ordered;
  money.goods_confiscated = !money.fell && imposes(decision, PenaltyKind::confiscate_property);
  money.actor_decided = !facts.actor.is_nil() && facts.actor == decision.decided_by;

  using enum PenaltyKind;
  const bool nothing_imposed = decision.outcome != "penalty" || only_of(decision, {warning, criticism_circular});
  const bool said_done = decision.performance == "performed";
  const bool only_money = only_of(decision, {fine, confiscate_illegal_gains, confiscate_property, warning, criticism_circular});
  const bool paid_up = facts.owed.count <= 0 && money.surcharge_owed.count <= 0;
  const bool goods_done = !money.goods_confiscated || money.goods_disposed;
  money.enforced = decision.performance == "enforced";
  facts.performed = nothing_imposed || money.enforced || (paid_up && goods_done && (only_money || said_done));
}

}  // namespace mingjing::cases
