// Accounts: create, change roles and passwords, bind a second factor, unlock. Each function is one use case, run within
// ports::Commands; rights (identity::may) are judged at the edge, duties of the act itself here.
// Passwords are hashed *before* the unit of work with `prepare_password`: argon2 never runs inside a transaction.
// Events: create_user, change_roles, change_password, reset_password, enrol_totp, reset_second_factor, disable_user,
// end_session.
// They name ids, roles and dates, never names or user names.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/identity/user.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

// Judges the rules of passwords and hashes; 26 ms of one core. Refused with field `password`.
Result<std::string> prepare_password(std::string_view username, std::string_view password);

struct CreateUser {
  std::string username, name;
  UnitId unit;
  std::optional<OfficerId> officer;
  std::string password_hash;  // of a first password, to be changed at the first sign-in
  std::optional<identity::Reviewer> reviewer{};  // of a reviewer who is no officer
};
// Without roles: those are granted by the security administrator. Refused: names, a user name already taken (422), a
// unit that the agency does not have.
Result<UserId> create_user(ports::UnitOfWork& work, const CreateUser& request);

// Refused: the actor's own roles (forbidden), administrators with other roles, not found, stale version.
Status change_roles(ports::UnitOfWork& work, UserId user, std::int64_t version, identity::RoleSet roles);

// The edge has verified the present password. Ends `must_change_password`.
Status change_password(ports::UnitOfWork& work, std::string password_hash);
// By the security administrator, for somebody else; to be changed at the next sign-in.
Status reset_password(ports::UnitOfWork& work, UserId user, std::int64_t version, std::string password_hash);

// Two steps: `begin` keeps a secret that counts only after `confirm` has seen a code made from it.
struct TotpEnrolment {
  std::string secret;       // base32, shown once
  std::string otpauth_uri;  // for the QR picture
};
TotpEnrolment new_totp(std::string_view issuer, std::string_view username);
Status enrol_totp(ports::UnitOfWork& work, const std::string& secret_base32, std::string_view code,
                  std::int64_t unix_seconds);
Status reset_second_factor(ports::UnitOfWork& work, UserId user, std::int64_t version);

// Disabled accounts stay for the record. Not one's own. The edge ends the sessions afterwards.
Status disable_user(ports::UnitOfWork& work, UserId user, std::int64_t version, std::string_view reason);

// Notes that another's sign-in is ended 「强制下线」; one's own ends by signing out. The edge ends it afterwards.
Status end_session(ports::UnitOfWork& work, UserId user, SessionId session);

}  // namespace mingjing::flow
