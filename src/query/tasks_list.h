// What waits for one person: 50 a page, by the day it is due, so that what is overdue comes first; with how many there are
// of each light. Reads the rows of that person's desks alone (store/projection), which finished cases have left.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "db/db.h"

namespace mingjing::query {

enum class TaskLight { any, red, yellow, green, suspended, none };
inline constexpr std::array<std::string_view, 6> kTaskLights{"", "red", "yellow", "green", "suspended", "none"};

struct TasksRequest {
  AgencyId agency;
  std::vector<std::string> desks;  // supervision::desk::all_of; at most kDesksMax
  std::string officer;             // what concerns this certificate holder is not shown; may be empty
  TaskLight light = TaskLight::any;
  std::string kind;   // of supervision::kTaskKinds; empty: any
  std::string words;  // part of a number, a party or a cause; empty: any
  bool mine = false;  // only what this person does, not what waits for others
  Date today;
  std::string after;
};
inline constexpr std::size_t kDesksMax = 18;

// As it stands in the database's memory: valid while it is visited.
struct TaskRow {
  std::string_view subject, task, row_id, kind, owner, detail;
  bool mine = true;
  std::int64_t since = 0;
  std::string_view case_no, stage, party, cause, summary;  // of a case; empty for all else
  std::string_view complaint;                              // JSON of its part; empty for all else
  std::string_view limit;                                  // JSON of the obligation; empty: none runs
};

struct TaskCounts {
  std::array<std::int64_t, 6> of{};  // by TaskLight; `any` is the sum
};
struct TasksPage {
  TaskCounts counts;  // over every page, of what kind, words and `mine` leave
  std::string next;   // cursor; empty on the last page
};

// Two statements in one snapshot. `begin` comes before the first row, again when the read is tried again. Refusals:
// bad_request (a cursor that is not ours).
Result<TasksPage> list_tasks(db::Database& database, const TasksRequest& request, const std::function<void()>& begin,
                             const std::function<void(const TaskRow&)>& visit);

}  // namespace mingjing::query
