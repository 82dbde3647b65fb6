// Registers of an agency for staff: what bears a term, 50 at a time by number, name or time. Reads derived rows (store/projection)
// and the main parts. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "db/db.h"

namespace mingjing::query {

struct RegisterRow {
  std::string id;
  std::int64_t version = 0;
  std::string data;  // JSON of the part that bears the kind's name
};
struct RegisterList {
  std::vector<RegisterRow> rows;
  std::string next;  // sort key of the last one; empty on the last page
};

// `kind` device: `term` is `in_use`, `retired`, `unit:<id>` or `holder:<officer id>`. `kind` room: `open`, `closed`.
// `kind` record_analysis: the year.
RegisterList list_register(db::Database& database, AgencyId agency, const std::string& kind, const std::string& term,
                           const std::string& after);

}  // namespace mingjing::query
