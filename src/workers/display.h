// Ends the display of publications whose last day is over, by the legal clock: takes each down as the system itself, with
// the reason `display_ended`. Whoever runs it may die at any point: what is down is not found again.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "base/time.h"
#include "db/db.h"
#include "flow/services.h"
#include "ports/unit_of_work.h"

namespace mingjing::workers {

struct DisplayServices {
  db::Database& database;
  ports::Commands& commands;
  std::function<std::shared_ptr<const flow::Services>()> flow;
  std::function<ports::Actor(AgencyId)> system_actor;
};

// At most `limit` in one round; returns how many came down. One that is refused is passed over and reported.
std::size_t end_displays(const DisplayServices& services, Date today, std::size_t limit,
                         const std::function<void(const std::string&)>& report);

}  // namespace mingjing::workers
