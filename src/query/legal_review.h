// How the decisions of a span of days went through legal review, for indicators 88 and 90. Reads derived rows of those
// days only.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/id.h"
#include "base/time.h"
#include "db/db.h"

namespace mingjing::query {

struct ReviewedDecisions {
  std::int64_t to_review = 0;     // decisions for which review was a must
  std::int64_t by_full_time = 0;  // of these, passed by a full-time reviewer
  std::int64_t with_counsel = 0;  // of these, with a counsel taking part
};
ReviewedDecisions reviewed_decisions(db::Database& database, AgencyId agency, Date from, Date until);

}  // namespace mingjing::query
