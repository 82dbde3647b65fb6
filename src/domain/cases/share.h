// What a proposal intends for one party 「一项处罚」: the sum of its counts, or all of it where there are none. The one place
// that adds counts up, for notices, guards and totals alike.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "domain/cases/case.h"

namespace mingjing::cases {

struct Share {
  std::vector<PenaltyKind> kinds;  // each once, in the order of the counts
  Fen fine, illegal_gains, property_value;
  void add(const Count& count);
};
Share share_of(const Proposal& proposal, PartyId party);

}  // namespace mingjing::cases
