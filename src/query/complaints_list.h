// The list of complaints for staff: 50 a page, newest first, by cursor; all of an agency, of one state, of one handler,
// or the one of a number. Reads derived rows only (store/projection).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "db/db.h"

namespace mingjing::query {

struct ComplaintListRow {
  std::string id;
  std::int64_t version = 0;
  std::string data;             // JSON of the part `complaint`, without its secrets
  std::string next_due, rule;  // of the open limit that ends first; empty when none runs
  std::string yellow_on, red_on;
};
struct ComplaintList {
  std::vector<ComplaintListRow> rows;
  std::string next;  // cursor; empty on the last page
};

// `term`: `all`, `state:received`, `handler:<user id>`, `number:<digits>`,
// `public_answer:proposed`. `after`: id of the last row, or empty.
ComplaintList list_complaints(db::Database& database, AgencyId agency, const std::string& term, const std::string& after);

}  // namespace mingjing::query
