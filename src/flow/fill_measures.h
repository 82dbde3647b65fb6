// Facts of recusal, of recordings and of the term that follow from the actor, the agency and the item.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/cases/facts.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

// Whether the actor was recused, and whether the request to be decided is the actor's own. Somebody without certificate
// is known by name.
void fill_recusal(const ports::Actor& actor, const cases::Case& c, cases::Facts& facts);

// Steps that must be recorded and are not, and whether the actor wrote the explanation that is to be decided; for the
// destruction of a recording (the one named, else any) its term, what stays it, and what the actor has done in it.
void fill_recordings(ports::UnitOfWork& work, const cases::Case& c, cases::Facts& facts);
// Whether a complaint about the case is received or being worked on.
bool complaint_open(ports::UnitOfWork& work, CaseId id);

// What the field grants on that day, and how often the case has used it.
void fill_term_grounds(const cases::Case& c, const std::vector<std::string>& basis, std::string_view agency_name,
                       Date day, cases::MeasureFacts& facts);

}  // namespace mingjing::flow
