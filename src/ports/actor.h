// Who acts. Built at the edge from a session or token, by jobs for the system itself; use cases trust it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/id.h"
#include "domain/identity/role.h"

namespace mingjing::ports {

struct Actor {
  UserId user;                    // nil for the system itself
  AgencyId agency;
  std::uint32_t agency_ordinal = 0;
  std::string agency_uscc;
  UnitId unit;
  OfficerId officer;              // nil when the user holds no certificate
  std::string name;               // for documents and screens; never in events or log lines
  identity::RoleSet roles;
  UserId acting_for;              // nil unless delegated 「代办」
  std::string client_address;
  bool is_system() const { return user.is_nil(); }
};

}  // namespace mingjing::ports
