// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/account.h"

#include <algorithm>

#include "domain/cases/procedure.h"

namespace mingjing::cases {

namespace {

// A row without a party speaks for the only account there is.
bool concerns(PartyId row, PartyId account) { return row.is_nil() || account.is_nil() || row == account; }

std::vector<Account> imposed(const Decision& decision) {
  std::vector<Account> out;
  for (const Count& count : decision.counts) {
    auto found = std::find_if(out.begin(), out.end(), [&](const auto& a) { return a.party == count.party; });
    if (found == out.end()) {
      out.emplace_back();
      out.back().party = count.party;
      found = out.end() - 1;
    }
    found->fine = found->fine + count.fine;
    found->illegal_gains = found->illegal_gains + count.illegal_gains;
  }
  if (out.empty()) {
    out.emplace_back();
    out.back().fine = decision.fine;
    out.back().illegal_gains = decision.illegal_gains;
  }
  return out;
}

void change(const Decision& decision, Account& account) {
  for (const auto& change : decision.changes) {
    if (!concerns(change.party, account.party)) continue;
    account.fine = change.fine;
    account.illegal_gains = change.illegal_gains;
  }
  if (fell(decision)) account.fine = account.illegal_gains = {};
}

void take_payments(const Case& from, Account& account) {
  for (const Payment& payment : from.payments) {
    if (!of_present(from, payment.decision) || !concerns(payment.party, account.party)) continue;
    Fen& sum = payment.towards == "surcharge" ? account.paid_surcharge : account.paid;
    sum = payment.refund ? sum - payment.amount : sum + payment.amount;
  }
}

SurchargeTerms terms_of(const Case& from, const Account& account, Date due) {
  SurchargeTerms out;
  out.fine = account.fine;
  out.due = due;
  out.told = from.decision->surcharge_told;
  for (const Payment& payment : from.payments) {
    if (!of_present(from, payment.decision) || !concerns(payment.party, account.party)) continue;
    if (payment.towards == "surcharge") continue;
    out.paid.push_back({payment.paid_on, payment.refund ? Fen{} - payment.amount : payment.amount});
  }
  for (const Deferral& deferral : from.deferrals) {
    if (!of_present(from, deferral.decision) || !concerns(deferral.party, account.party)) continue;
    if (deferral.verdict != Verdict::granted || !deferral.decided_at) continue;
    SurchargeTerms::Agreed agreed{deferral.applied_at.date(), deferral.decided_at->date(), {}};
    for (const auto& step : deferral.plan) agreed.plan.push_back({step.due, step.amount});
    out.agreed.push_back(std::move(agreed));
  }
  for (const Remedy& remedy : from.remedies) {
    if (!of_present(from, remedy.decision) || !concerns(remedy.party, account.party)) continue;
    const auto end = remedy.is_open() ? std::nullopt : remedy.served_on ? remedy.served_on : remedy.decided_on;
    out.pauses.push_back({remedy.filed_on, end});
  }
  return out;
}

}  // namespace

bool shows_the_change(const Publication& publication, const Decision& decision) {
  return decision.overturned == "changed" && decision.overturned_at && !publication.replaces.is_nil() &&
         publication.proposed_at >= *decision.overturned_at;
}

bool fell(const Decision& decision) {
  return decision.overturned == "revoked" || decision.overturned == "confirmed_void";
}

bool of_present(const Case& from, DecisionId decision) {
  if (!from.decision) return false;
  return decision.is_nil() ? from.past_decisions.empty() : decision == from.decision->id;
}

const Deferral* running_deferral(const Case& from, PartyId party) {
  const Deferral* out = nullptr;
  for (const Deferral& deferral : from.deferrals) {
    const bool granted = deferral.verdict == Verdict::granted && of_present(from, deferral.decision);
    if (granted && concerns(deferral.party, party)) out = &deferral;
  }
  return out;
}

const Obligation* pay_limit(const Case& from, PartyId party) {
  const Obligation* out = nullptr;
  for (const Obligation& limit : from.obligations) {
    // By days: a date of service is known without its hour.
    if (limit.rule != rule::pay || !from.decision || limit.start.date() < from.decision->decided_at.date()) continue;
    if (limit.subject.empty() || party.is_nil() || limit.subject == party.text()) out = &limit;
  }
  return out;
}

std::vector<Account> accounts(const Case& from, Date on) {
  if (!from.decision || from.decision->outcome != "penalty") return {};
  std::vector<Account> out = imposed(*from.decision);
  for (Account& account : out) {
    change(*from.decision, account);
    take_payments(from, account);
    const Obligation* limit = pay_limit(from, account.party);
    if (limit == nullptr) continue;
    account.due = limit->due;
    account.surcharge = surcharge(terms_of(from, account, limit->due), on);
    if (const Deferral* deferral = running_deferral(from, account.party)) {
      for (const auto& step : deferral->plan) account.due = std::max(*account.due, step.due);
    }
  }
  return out;
}

const Account* account_of(const std::vector<Account>& all, PartyId party) {
  if (all.size() == 1) return &all.front();
  for (const Account& account : all) {
    if (!party.is_nil() && account.party == party) return &account;
  }
  return nullptr;
}

Fen past_overpaid(const Case& from) {
  Fen sum;
  for (const Payment& payment : from.payments) {
    const bool past = std::any_of(from.past_decisions.begin(), from.past_decisions.end(),
                                  [&](const auto& ended) { return ended.id == payment.decision; });
    if (past) sum = payment.refund ? sum - payment.amount : sum + payment.amount;
  }
  return std::max(sum, Fen{});
}

Fen net_paid(const Case& from) {
  Fen sum;
  for (const Payment& payment : from.payments) {
    sum = payment.refund ? sum - payment.amount : sum + payment.amount;
  }
  return std::max(sum, Fen{});
}

}  // namespace mingjing::cases
