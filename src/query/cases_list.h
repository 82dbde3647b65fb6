// The list of cases for staff: 50 a page, newest first, by cursor; filtered by stage, light and words. Reads derived
// rows only (store/projection), with an index for every filter, so a page costs the same however many cases there are.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  Date today;
  std::string after;         // cursor of the page before
};

struct CaseListRow {
  std::string id, case_no, stage, cause, party, item_code, registered_on, filed_on, decided_on, next_due;
  std::string light;  // green, yellow, red, or done when nothing runs that the agency owes
  std::string publication;
  std::string summary;  // JSON object: cause, item, officers, decision_number?, fine_fen?, review_round?
};
struct CaseList {
  std::vector<CaseListRow> rows;
  std::string next;  // cursor; empty on the last page
};

inline constexpr std::size_t kCasePage = 50;

// One statement. Refusals: bad_request (a cursor that is not ours), invalid (`q` with fewer than two characters).
Result<CaseList> list_cases(db::Database& database, const CaseListRequest& request);

}  // namespace mingjing::query
