// For whom an account may act 「代办」, now or later.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "db/db.h"

namespace mingjing::query {

struct DelegationTo {
  std::string user, name, from, until;
};
// Not over on the day; at most twenty.
std::vector<DelegationTo> delegations_to(db::Database& database, AgencyId agency, UserId delegate, Date today);

}  // namespace mingjing::query
