// The one-time set-up code printed by `init`, spent at `POST /api/v1/setup`. The code itself is kept nowhere.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/id.h"
#include "base/time.h"

namespace mingjing::ports {

struct SetUpCode {
  std::string digest;  // hex SHA-256 of the code
  Instant expires_at;  // 24 h after init, by the real clock
  AgencyId root;       // chosen by init: so that two set-ups at once make one and the same agency, and one fails
  std::int64_t renewals = 0;  // how often the operator made a new code in place of one; told in the event `set_up`
};

class SetUpCodes {
 public:
  virtual ~SetUpCodes() = default;
  virtual std::optional<SetUpCode> pending() = 0;  // empty before init and after set-up
};

}  // namespace mingjing::ports
