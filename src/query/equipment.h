// Counts of devices and of sessions in rooms, for indicators 58 and 64. Reads derived rows (store/projection).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "db/db.h"

namespace mingjing::query {

struct EquipmentCounts {
  std::map<std::string, std::int64_t> officers;                                      // by unit, certificates that hold
  std::map<std::pair<std::string, std::string>, std::int64_t> devices;               // by unit and kind, in use
  std::map<std::string, std::int64_t> sessions;                                      // by how they were recorded
};
// Officers as of `today`; sessions that began in [from, until).
EquipmentCounts count_equipment(db::Database& database, AgencyId agency, Date today, Date from, Date until);

}  // namespace mingjing::query
