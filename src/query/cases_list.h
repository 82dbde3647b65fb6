// The list of cases for staff: 50 a page, newest first, by cursor; filtered by stage, light, day of registration and
// words. Reads derived rows only (store/projection), with an index for every filter, so a page costs the same however many
// cases there are.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "db/db.h"

namespace mingjing::query {

enum class CaseLight { any, green, yellow, red };

struct CaseListRequest {
  AgencyId agency;
  std::string unit;          // only cases of this unit; empty: all of the agency
  std::string lead_officer;  // only cases that this officer leads; empty: all
  std::string stage;         // empty: any
  CaseLight light = CaseLight::any;
  std::string words;         // as people type them; case number, cause, party, item
  std::optional<Date> from, to;  // days of registration, both included
  Date today;
  std::string after;         // cursor of the page before
};

// As it stands in the database's memory: valid while it is visited.
struct CaseListRow {
  std::string_view id, case_no, stage, cause, party, item_code, registered_on, filed_on, decided_on, next_due;
  std::string_view light;  // green, yellow, red, or done when nothing runs that the agency owes
  std::string_view publication;
  std::string_view summary;  // JSON object: cause, item, officers, decision_number?, fine_fen?, review_round?
};

inline constexpr std::size_t kCasePage = 50;

// One statement; returns the cursor of the next page, empty on the last. `begin` comes before the first row, again when
// the read is tried again. Refusals: bad_request (a cursor that is not ours), invalid (`q` with fewer than two
// characters).
Result<std::string> list_cases(db::Database& database, const CaseListRequest& request,
                               const std::function<void()>& begin,
                               const std::function<void(const CaseListRow&)>& visit);

}  // namespace mingjing::query
