// The first use case of an empty system 「初始化」: makes the root agency with its units and its three administrators,
// each with one role and a password to be changed at the first sign-in. There is no default account (CONTRACTS 1).
// Spends the code: the root agency exists afterwards, so a second set-up is refused whatever code it brings.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "domain/identity/agency.h"
#include "domain/identity/user.h"
#include "ports/set_up.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

struct FirstAdministrator {
  std::string username, name, password;
};
struct SetUp {
  std::string code;
  identity::Agency agency;  // id, ordinal and unit ids are given by the system; parent stays empty
  FirstAdministrator system_admin, security_admin, audit_admin;
};
struct SetUpDone {
  AgencyId agency;
  std::array<UserId, 3> administrators;  // system, security, audit
};

// 128 bits as 32 hex digits in groups of four, and what `init` keeps of it.
struct NewSetUpCode {
  std::string code;
  ports::SetUpCode kept;
};
NewSetUpCode new_set_up_code(AgencyId root, Instant real_now);

// Refusals: forbidden (no code pending, wrong code, expired: one sentence each for the operator at the console),
// invalid with all fields. Hashes three passwords, then runs one transaction.
Result<SetUpDone> set_up(ports::Commands& commands, ports::SetUpCodes& codes, Instant real_now, const SetUp& request);

}  // namespace mingjing::flow
