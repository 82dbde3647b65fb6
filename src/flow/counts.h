// Counts 「一项处罚」 of joint parties or several violations: read from a body, summed, judged against catalogue and item.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/json.h"
#include "domain/cases/case.h"
#include "domain/cases/facts.h"
#include "domain/identity/agency.h"
#include "flow/act_context.h"

namespace mingjing::flow {

// Reads the `counts` of a proposal; parties and items are looked up. Totals that the body leaves out become the sums.
// With one party, a count need not name it. Refused with the field: a party or an item that is not there.
Status read_counts(ActContext& context, const Json& proposal_json, cases::Proposal& proposal);

// Per party the hearing threshold, per count the range of its item; a right to a hearing and a need of legal review as
// soon as any party has them.
void judge_counts(ports::UnitOfWork& work, const cases::Case& enforcement_case, const identity::Agency& agency, Date day,
                  cases::Facts& facts);

// While it lives, the draft shows one party and its share alone, so that a document to this party says nothing of the
// penalties of others.
class ForOneParty {
 public:
  ForOneParty(ActContext& context, PartyId party);
  ~ForOneParty();
  ForOneParty(const ForOneParty&) = delete;
  ForOneParty& operator=(const ForOneParty&) = delete;

 private:
  ActContext& context_;
  std::vector<cases::Party> parties_;
  std::optional<cases::Proposal> proposal_;
};

}  // namespace mingjing::flow
