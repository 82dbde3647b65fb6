// Inside the discretion engine: one standard applied to one set of facts. Used by discretion.cpp (which version) and
// discretion_changes.cpp (what would change it). Callers use discretion.h.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/catalog/discretion.h"

namespace mingjing::catalog {

// Everything but `changes`. The facts have passed `checked_facts`.
Result<Assessment> assess_without_changes(const DiscretionBook& book, const DiscretionFacts& facts);
// Steps 2 to 6 of discretion.h under one standard.
Result<Assessment> assess_under(const DiscretionBook& book, const DiscretionStandard& standard,
                                const DiscretionFacts& facts);
// Adds the natural person of the party; refuses what is unknown or contradictory, all at once.
Result<DiscretionFacts> checked_facts(const DiscretionBook& book, const DiscretionFacts& facts);
std::vector<DiscretionChange> what_would_change(const DiscretionBook& book, const DiscretionFacts& facts,
                                                const Assessment& found);
bool rule_holds(const DiscretionRule& rule, const DiscretionFacts& facts);
tl::unexpected<Error> refuse_all(std::vector<Reason> reasons);

}  // namespace mingjing::catalog
