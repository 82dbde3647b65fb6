// The recordings of a case as a page reads them: each step that is on the list of matters, or has a recording, with its
// stretches without recording and their explanations. For whoever may read the case.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "domain/cases/case.h"

namespace mingjing::flow {

// {"steps":[…],"recordings":[…],"explanations":[…]}
void write_recordings(JsonWriter& out, const cases::Case& c);

}  // namespace mingjing::flow
