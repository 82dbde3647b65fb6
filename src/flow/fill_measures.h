// Facts of recusal, of recordings and of the term that follow from the actor, the agency and the item.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/cases/facts.h"
#include "ports/actor.h"

namespace mingjing::flow {

// Whether the actor was recused, and whether the request to be decided is the actor's own. Somebody without certificate
// is known by name.
void fill_recusal(const ports::Actor& actor, const cases::Case& c, cases::Facts& facts);

// Steps that must be recorded and are not, and whether the actor wrote the explanation that is to be decided.
void fill_recordings(const ports::Actor& actor, const cases::Case& c, cases::Facts& facts);

// What the field grants on that day, and how often the case has used it.
void fill_term_grounds(const cases::Case& c, const std::vector<std::string>& basis, std::string_view agency_name,
                       Date day, cases::MeasureFacts& facts);

}  // namespace mingjing::flow
