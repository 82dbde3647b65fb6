// Desks 「办理岗位」: whose turn it is, as a short text that a list is found by. A task lies on the desk of a person, or of a
// role: of the whole agency, or within one unit.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "domain/identity/role.h"

namespace mingjing::supervision::desk {

inline std::string of(UserId user) { return "user:" + user.text(); }
inline std::string of(OfficerId officer) { return "officer:" + officer.text(); }
inline std::string of(identity::Role role) { return "role:" + std::string(to_string(role)); }
// A head of a unit sees to the own unit's cases; where a case has no unit yet, every one of them may.
inline std::string of(identity::Role role, UnitId unit) {
  return unit.is_nil() ? of(role) : of(role) + "@" + unit.text();
}

// A person sits at every desk that is theirs: by account, by certificate, by role in the agency and in the own unit.
struct Seat {
  UserId user;
  OfficerId officer;  // nil: holds no certificate
  UnitId unit;
  identity::RoleSet roles;
};
inline std::vector<std::string> all_of(const Seat& seat) {
  std::vector<std::string> out{of(seat.user)};
  if (!seat.officer.is_nil()) out.push_back(of(seat.officer));
  for (const auto& row : identity::kRoles) {
    if (!seat.roles.has(row.role)) continue;
    out.push_back(of(row.role));
    if (row.role == identity::Role::unit_head && !seat.unit.is_nil()) out.push_back(of(row.role, seat.unit));
  }
  return out;
}

}  // namespace mingjing::supervision::desk
