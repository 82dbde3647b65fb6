// The list of matters of recording in force and how an agency's own came about, as the page of the workbench reads it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "domain/evidence/recording_list.h"

namespace mingjing::flow {

// Members of an open object: the matter as it stands, without the acts it is about.
void write_matter(JsonWriter& out, const catalog::RecordingMatter& matter);

// Members of an open object: "gap_seconds", "matters" in force on that day, those of the agency with `approved_on` and,
// where they strengthen one, the program's own as `law`; "premises"; "in_force", the number
// of the agency's list that holds, if any; "further_acts" a proposal may name; "versions", newest
// first; "proposal", while it waits or once it was refused.
void write_recording_lists(JsonWriter& out, const evidence::RecordingLists& lists, Date day);

}  // namespace mingjing::flow
