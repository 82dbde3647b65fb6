// The publication of a case as the desk looks at it 「公示比对」: what was decided and what everybody would see, paragraph
// by paragraph with numbered differences; what still looks personal; how long it is shown and why; what is owed.
// `GET /api/v1/cases/{id}/publication`. For people who may read the decision in full: it shows what was removed.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "domain/cases/case.h"
#include "flow/read_unit.h"
#include "flow/services.h"

namespace mingjing::flow {

// Refuses (not_found) a case without a decision. Members: data/openapi/staff.json, PublicationDesk.
Result<std::string> publication_json_of(ReadUnit& unit, const Services& services, const cases::Case& enforcement_case,
                                        std::int64_t version);

}  // namespace mingjing::flow
