// What the publication desk has to do 「公示台」: decisions whose publication is owed, waits for approval, must be taken
// down, or has to be ended because its term is over; corrections 「更正」 that wait for approval or were sent back, while what
// they correct is still shown. Reads derived rows only, a bounded number of each kind.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "db/db.h"

namespace mingjing::query {

struct DeskRow {
  std::string id;    // of the case
  std::string task;  // publish 应公示, approve 待批准, revise 更正稿退回, take_down 应撤下, update 应更新履行情况
  std::string case_no, cause, party, decided_on, publication;
  std::string due;    // empty: no limit runs
  std::string light;  // green, yellow, red; none without a limit
  bool correction = false;  // of what is approved or revised: it takes the place of a former publication
};

inline constexpr std::int64_t kDeskRows = 200;

// Most urgent first; at most kDeskRows of each task.
std::vector<DeskRow> publication_desk(db::Database& database, AgencyId agency, Date today);

// Whose last day of display was before `today`, in all agencies, at most `limit`.
struct EndedDisplay {
  AgencyId agency;
  CaseId id;
  std::string until;
};
std::vector<EndedDisplay> ended_displays(db::Database& database, Date today, std::int64_t limit);

}  // namespace mingjing::query
