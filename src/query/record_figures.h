// The record of the cases closed in a span of days, for indicators 45–71, what records were opened in that time, for 74–79, and
// the analyses of the year in which it begins, for 80. Reads derived rows of those days only. A clue that was not filed is not closed and counts nowhere.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/id.h"
#include "base/time.h"
#include "db/db.h"
#include "domain/supervision/indicators.h"

namespace mingjing::query {

// Counts by the names of data/supervision/record_indicators.json; both days included. A case closed before the program
// counted records is in none of them until something is written to it again.
supervision::IndicatorCounts record_counts(db::Database& database, AgencyId agency, Date from, Date to);

}  // namespace mingjing::query
