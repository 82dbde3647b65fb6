// People who may review a case 「审核人员」, and what stands against each of them: no reviewer of the agency, handler of
// the case, recused, or a party or witness of it. Seed 002 annex 1 三; APL 43, 58(2).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/cases/case.h"
#include "domain/identity/agency.h"
#include "domain/identity/reviewer.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

struct ReviewerStanding {
  UserId user;
  std::string name;
  identity::Reviewer profile;  // of the account, else of the officer behind it
  bool of_unit = false;        // role, active, and in the unit of legal review; a counsel sits anywhere
  std::string conflict;        // a sentence; empty: nothing stands against it
};

// Empty when the agency has no such account.
std::optional<ReviewerStanding> reviewer_standing(ports::UnitOfWork& work, const cases::Case& enforcement_case,
                                                  const identity::Agency& agency, UserId user);
// Why this person may not review the case: recused, party, represents it, or was heard in it.
std::string review_conflict(const cases::Case& enforcement_case, OfficerId officer, std::string_view name);

}  // namespace mingjing::flow
