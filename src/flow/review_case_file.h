// 案卷评查 of a live case: gathers what domain/supervision/file_review needs beside the case (officers with their
// certificates, items, the agency, the committed documents, and what other cases of the agency say of the same
// officers, parties and numbers) and tells the result as JSON. It only looks; no act waits
// for it. Rights are judged by the caller. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "domain/cases/case.h"
#include "domain/supervision/file_review.h"
#include "flow/services.h"
#include "flow/read_unit.h"

namespace mingjing::flow {

// Of a case of the actor's agency (a supervisor above reads as the agency looked at).
supervision::FileSurroundings surroundings_of(ReadUnit& work, const Services& services,
                                              const cases::Case& enforcement_case);
std::string file_review_json(const cases::Case& enforcement_case, const supervision::FileReview& review, Date today);

}  // namespace mingjing::flow
