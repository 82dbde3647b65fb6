// The demo's complaints of data/demo/complaints.json, one in each state, by the use cases that everybody uses. Their
// progress reaches the inbox when the server first runs its jobs.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "mingjing/demo_bureau.h"
#include "mingjing/system.h"

namespace mingjing::app::demo {

// What its writer holds. Numbers are the same for one seed and day, codes are fresh.
struct Ticket {
  std::string number, code, state_zh;
};
Result<std::vector<Ticket>> make_complaints(System& system, const Bureau& bureau, Date as_of);

}  // namespace mingjing::app::demo
