// Facts of cases with several parties or violations: who they are, what each did, what each was given. Internal to the
// facts of documents (document_facts.h).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "domain/cases/case.h"

namespace mingjing::flow {

// {kind, name, address, uscc, representative, representative_post, operator, citizen_id, phone of a natural person}
Json party_facts(const cases::Party& party);

// With more than one party still in the case: several, parties and other_parties, the same by kind under
// organisation_parties, business_parties, natural_parties (masking goes by the name of the field), and statements.
// With counts: counts [{party, item, facts, violated, basis, benchmark, penalty}]; with both, dues [{party, fine_fen}].
void add_counts(Json& out, const cases::Case& c);

}  // namespace mingjing::flow
