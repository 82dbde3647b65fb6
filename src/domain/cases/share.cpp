// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/share.h"

#include <algorithm>

namespace mingjing::cases {

void Share::add(const Count& count) {
  for (PenaltyKind kind : count.kinds) {
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
  }
  fine = fine + count.fine;
  illegal_gains = illegal_gains + count.illegal_gains;
  property_value = property_value + count.property_value;
}

Share share_of(const Proposal& proposal, PartyId party) {
  if (proposal.counts.empty()) {
    return {proposal.kinds, proposal.fine, proposal.illegal_gains, proposal.property_value};
  }
  Share out;
  for (const Count& count : proposal.counts) {
    if (count.party == party) out.add(count);
  }
  return out;
}

}  // namespace mingjing::cases
