// The case page's parts on notice, statement, hearing and service (read_case.h).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "domain/cases/case.h"

namespace mingjing::flow {

// "counts": [...] into the open object of a proposal, a notice or a decision; nothing when there are none.
void counts_json(JsonWriter& out, const cases::Case& c, const std::vector<cases::Count>& counts);
// "told": [...] into the notice: each party's share and the state of its right to a hearing.
void told_json(JsonWriter& out, const cases::Case& c, const cases::Notice& notice);
// "statements", "services", "hearings" of the case.
void statements_json(JsonWriter& out, const cases::Case& c);
void services_json(JsonWriter& out, const cases::Case& c);
void hearings_json(JsonWriter& out, const cases::Case& c);

}  // namespace mingjing::flow
