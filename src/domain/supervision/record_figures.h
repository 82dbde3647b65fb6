// What of a closed case counts for the indicators of its record (45–84, indicators.h). Pure; kept with the row
// of the case (store/projection), summed over a year by query/record_figures.h.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "domain/cases/case.h"

namespace mingjing::supervision {

// Names of data/supervision/record_indicators.json, with what this case adds to each; zeros are left out.
using RecordFigures = std::vector<std::pair<std::string_view, std::int64_t>>;
// Empty while the case is open.
RecordFigures record_figures(const cases::Case& c);

}  // namespace mingjing::supervision
