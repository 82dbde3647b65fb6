// 导入放假安排 and the recomputation of running limits that follows. Events: import_calendar on the year (shared, root
// agency); recompute_limits on each case whose limits moved, which nobody refuses (CONTRACTS 2).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "domain/catalog/csv.h"
#include "flow/services.h"
#include "law/calendar.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

// What an import would do, without doing it; refuses what the import refuses.
Result<catalog::Taken> judge_calendar_year(const law::Calendar& held, const law::CalendarYear& year);
// `unchanged`: this very version is held. Refused: another text under a version that is held, or an older version.
Result<catalog::Taken> import_calendar_year(ports::UnitOfWork& work, const law::Calendar& held,
                                            const law::CalendarYear& year);

// A limit that moved.
struct MovedLimit {
  std::string rule;
  Date before, after;
  std::string notice;  // for people
};
// Counts the running limits of one case or complaint anew with the services' calendar. The event names each moved limit with its old
// and new day; the notice joins the working that every screen shows. Nothing is written when nothing moved. Safe to run
// again: it compares what is stored with what is counted. `moved` names the days that changed, for the notice.
Result<std::vector<MovedLimit>> recompute_limits(ports::UnitOfWork& work, const Services& services, Uuid subject,
                                                 const std::vector<law::MovedDay>& moved);

}  // namespace mingjing::flow
