// Facts of forms made on request that are of one piece of the case: a preservation, a sample, a hearing, a transfer …
// Internal to flow's forms (case_form_facts.h).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "flow/case_form_lookup.h"

namespace mingjing::flow {

// Adds to `out` what the form asks of the piece that `record` made or changed. Nothing for another template, or where
// there is no such piece.
void add_piece_facts(Json& out, FormLookup& lookup, const cases::Case& c, std::string_view template_id,
                     const cases::Record& record);

}  // namespace mingjing::flow
