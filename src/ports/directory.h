// Reads outside a unit of work that come before anybody is signed in: who has this user name, which agency has this
// ordinal. No rights are judged here; only flow/identity_sign_in, the session check and `init` call it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "ports/unit_of_work.h"

namespace mingjing::ports {

class Directory {
 public:
  virtual ~Directory() = default;
  // User names are unique in a deployment, because people sign in without naming their agency.
  virtual std::optional<Aggregate> find_user(std::string_view username) = 0;
  virtual std::optional<Aggregate> user(AgencyId agency, UserId id) = 0;
  virtual std::optional<Aggregate> agency(AgencyId id) = 0;
  virtual std::optional<Aggregate> agency_by_ordinal(std::uint32_t ordinal) = 0;
};

}  // namespace mingjing::ports
