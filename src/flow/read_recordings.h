// The recordings of a case as a page reads them: each step that is on the list of matters, or has a recording, with its
// stretches without recording and their explanations. For whoever may read the case.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/json.h"
#include "domain/cases/case.h"

namespace mingjing::flow {

// {"steps":[…],"recordings":[…],"explanations":[…]}; each recording with its term, what stays its destruction, the
// destruction and its tombstone. `complaint_open`: about this case (fill_measures.h).
void write_recordings(JsonWriter& out, const cases::Case& c, Date today, bool complaint_open);

// One row of the list of recordings whose term is over 「到期音像」; nothing when the case has no such recording.
void write_due_recording(JsonWriter& out, const cases::Case& c, std::string_view recording_id, Date today, bool complaint_open);

}  // namespace mingjing::flow
