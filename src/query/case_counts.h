// How many cases there are under items of enforcement.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "db/db.h"

namespace mingjing::query {

// By an index on the item: one statement for every twenty codes.
std::int64_t cases_of_items(db::Database& database, AgencyId agency, const std::vector<std::string>& codes);

}  // namespace mingjing::query
