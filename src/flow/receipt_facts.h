// Receipts of service 「送达回证」 of everything that was served: the notice, the decision, the notice of a hearing, an
// order to correct, a demand, and what was preserved and acknowledged on the spot. Each from its rows of service.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/json.h"
#include "domain/cases/case.h"
#include "flow/case_form_lookup.h"

namespace mingjing::flow {

// Whether this record served something; service that has only begun has no receipt yet.
bool makes_receipt(const cases::Record& record);

// Whom the record served, where there were several: each has a receipt of its own. Empty with one.
std::vector<PartyId> several_served(const cases::Case& enforcement_case, const cases::Record& record);

// Adds what data/templates/service_receipt.json asks for; of `party` alone, where it is not nil.
void add_receipt_facts(Json& out, FormLookup& lookup, const cases::Case& enforcement_case, const cases::Record& record,
                       PartyId party);

}  // namespace mingjing::flow
