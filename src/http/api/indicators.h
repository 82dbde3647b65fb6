// The year that indicators are asked for, and what the program counts for it. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/supervision/indicators.h"
#include "http/api/core.h"

namespace mingjing::http::api {

struct AskedYear {
  AgencyId agency;
  int year = 0;
  Date today;
  Date first() const { return {year, 1, 1}; }
  Date last() const { return {year, 12, 31}; }
};
// Nothing for a year that is none or has not come.
std::optional<AskedYear> year_of(AgencyId agency, std::int64_t year, Date today);
// `agency` and `year` of the query, by default the caller's own and this year. Refused: who may not read the agency's
// statistics, a year that is none or has not come.
Result<AskedYear> asked_year(Api& api, Request& request);

// By the names of data/supervision/record_indicators.json: of cases, those closed in the year; of devices and accounts, as they
// are today.
supervision::IndicatorCounts record_counts(Api& api, const AskedYear& asked);

}  // namespace mingjing::http::api
