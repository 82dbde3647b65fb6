// Fills what guards read (cases/facts.h): what follows from the case by `facts_of`, and what is known elsewhere in the
// agency: certificates today, the item's statutory range, the hearing threshold, whether legal review is a must.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cases/case.h"
#include "domain/catalog/major_decisions.h"
#include "domain/identity/agency.h"
#include "domain/cases/facts.h"
#include "flow/act_context.h"

namespace mingjing::flow {

// What is intended, as the catalogue of major decisions and the hearing thresholds ask for it.
catalog::DecisionFacts decision_facts(const cases::Case& enforcement_case, const identity::Agency& agency);
// For an act under way: with its input.
void fill_facts(ActContext& context);
// For the buttons of the case page: as of now, without input. Without services the calendars built in count.
cases::Facts facts_now(ports::UnitOfWork& work, const cases::Case& enforcement_case, const Services* services = nullptr);

}  // namespace mingjing::flow
