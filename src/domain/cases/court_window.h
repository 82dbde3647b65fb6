// When the court may be asked to enforce 「申请法院强制执行的区间」: after both remedy periods have run out, or an approved
// deferral has, ten working days after the demand, and for three months (ACL 53, 54; APL 72(2)). Counted by the rules of
// data/limits with the remedy terms of the item.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/cases/facts.h"
#include "domain/catalog/item.h"
#include "law/calendar.h"
#include "law/limits.h"

namespace mingjing::cases {

struct CourtWindow {
  std::optional<Date> reconsideration_until, litigation_until;  // when a party can no longer turn there
  std::optional<Date> remedies_until;                           // the later of both, and of a deferral
  std::optional<Date> demand_waited_until;
  std::optional<Date> opens, closes;
  bool provisional = false;
  std::string citation;
  std::vector<law::LimitStep> working;
};

// Where and until when the item lets a party turn.
RemedyTerms remedy_terms(const catalog::Item& item);

// All empty before the decision was served, or when it imposes nothing.
CourtWindow court_window(const Case& enforcement_case, const RemedyTerms& terms, const law::Limits& limits,
                         const law::Calendar& calendar);

// Into the facts that guards read.
void fill_court_window(const CourtWindow& window, Facts& facts);

}  // namespace mingjing::cases
