// Limits that moved when a year's notice was imported: recorded as events of the cases and complaints themselves.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "db/db.h"

namespace mingjing::query {

struct RecomputedLimit {
  std::string subject, case_no;  // case_no empty: not a case
  std::string rule, was, due;
};
inline constexpr std::int64_t kRecomputedMax = 200;  // events looked at

// Of one agency, recorded from `from` on until before `until`.
std::vector<RecomputedLimit> recomputed_limits(db::Database& database, AgencyId agency, Instant from, Instant until);

}  // namespace mingjing::query
