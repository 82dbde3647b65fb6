// Devices and rooms for staff: lists of 50 by number or name, and the counts of indicators 58 and 64. Reads derived rows
// (store/projection) and the main parts. SPDX-License-Identifier: Apache-2.0
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

struct EquipmentRow {
  std::string id;
  std::int64_t version = 0;
  std::string data;  // JSON of the part that bears the kind's name
};
struct EquipmentList {
  std::vector<EquipmentRow> rows;
  std::string next;  // the last number or name; empty on the last page
};

// `kind` device: `term` is `in_use`, `retired`, `unit:<id>` or `holder:<officer id>`. `kind` room: `open`, `closed`.
EquipmentList list_equipment(db::Database& database, AgencyId agency, const std::string& kind, const std::string& term,
                             const std::string& after);

struct EquipmentCounts {
  std::map<std::string, std::int64_t> officers;                                      // by unit, certificates that hold
  std::map<std::pair<std::string, std::string>, std::int64_t> devices;               // by unit and kind, in use
  std::map<std::string, std::int64_t> sessions;                                      // by how they were recorded
};
// Officers as of `today`; sessions that began in [from, until).
EquipmentCounts count_equipment(db::Database& database, AgencyId agency, Date today, Date from, Date until);

}  // namespace mingjing::query
