// What is owed under a decision and what was paid 「应缴账目」: one account a party where the decision says each party's
// part, else one for all. Pure: everything follows from the case and a day.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "domain/cases/case.h"
#include "domain/cases/surcharge.h"

namespace mingjing::cases {

struct Account {
  PartyId party;  // nil: the only one
  Fen fine, illegal_gains;  // as decided, or as changed since; nothing when the decision fell
  Fen paid;                 // towards both, less what was given back
  Fen paid_surcharge;
  std::optional<Date> due;  // the last day to pay the fine; a deferral's or the last instalment's, when approved
  Surcharge surcharge;

  // The fine is paid first: it alone bears a surcharge.
  Fen fine_owed() const { return std::max(fine - paid, Fen{}); }
  Fen owed() const { return std::max(fine + illegal_gains - paid, Fen{}); }
  Fen surcharge_owed() const { return std::max(surcharge.amount - paid_surcharge, Fen{}); }
  // 应当退还: paid, and no longer owed.
  Fen overpaid() const {
    return std::max(paid - fine - illegal_gains, Fen{}) + std::max(paid_surcharge - surcharge.amount, Fen{});
  }
};

// The fifteen days of the present decision for this party; null before service, or when nothing is to pay.
const Obligation* pay_limit(const Case& enforcement_case, PartyId party);

// Empty without a decision that imposes money.
std::vector<Account> accounts(const Case& enforcement_case, Date on);
// The account of a party; with one account for all, that one. Null when there is none, or several and none is named.
const Account* account_of(const std::vector<Account>& all, PartyId party);

// Paid under decisions that were made anew, and not given back.
Fen past_overpaid(const Case& enforcement_case);
// All that was ever paid less what was given back: the most that can be given back.
Fen net_paid(const Case& enforcement_case);

// Whether the decision fell as a whole (revoked, or confirmed void): nothing of it is owed any more. A decision confirmed
// illegal is not revoked and stays (ARL 65, ALA 74).
bool fell(const Decision& decision);
// Whether a publication shows its decision as it was changed, not as it was first taken: made after the change, in the
// place of the former text.
bool shows_the_change(const Publication& publication, const Decision& decision);
// Belongs to the decision that stands now; rows without one are of a time when a case had no other.
bool of_present(const Case& enforcement_case, DecisionId decision);

// The newest deferral of a party that was approved, null without.
const Deferral* running_deferral(const Case& enforcement_case, PartyId party);

}  // namespace mingjing::cases
