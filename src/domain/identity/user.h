// An account 「账号」 of one person in one agency. Aggregate `user`, part `user`; the password string (argon2id) and
// the TOTP secret are secrets of that part. Failed sign-ins are not here: see sign_in_throttle.h.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/identity/reviewer.h"
#include "domain/identity/role.h"
#include "domain/part.h"

namespace mingjing::identity {

enum class UserStatus { active, disabled };  // 启用 停用

// 「代办」: on these days `by` may act for this user. The event names both.
struct Delegation {
  UserId by;
  Date from, until;
  std::string reason{};  // for people, in no event
  bool operator==(const Delegation&) const = default;
};

struct User {
  UserId id;
  std::string username;  // 用户名, lower case, unique in the deployment
  std::string name;      // 姓名
  UnitId unit;
  RoleSet roles;
  UserStatus status = UserStatus::active;
  bool must_change_password = true;
  std::optional<OfficerId> officer;
  std::optional<Reviewer> reviewer;  // of a reviewer who is no officer: a counsel …
  std::optional<Delegation> delegation;
  std::string password;  // self-describing argon2id string; secret
  Instant password_changed_at;
  std::string totp_secret;      // raw bytes as base32; secret; empty when not enrolled
  bool totp_confirmed = false;  // asked for only after the first right code
  std::int64_t totp_step = 0;   // the newest step used, so that no code counts twice
  bool operator==(const User&) const = default;

  bool second_factor() const { return totp_confirmed && !totp_secret.empty(); }
  bool acts_for_on(UserId other, Date day) const;  // whether `other` may act for this user
};

// 3–32 of a–z 0–9 . _ -, starting with a letter; lower case only, so that two names never look alike by case.
Status check_username(std::string_view username, std::string_view field);
Status validate(const User& user);

domain::Part to_part(const User& user);
User user_from_parts(UserId id, const domain::Parts& parts);

Json roles_json(RoleSet roles);
RoleSet roles_from(const Json::Array& ids);

// Of these the roles that may be handed on 「代办」. Not those that are personal: an officer's certificate (APL 42), a
// reviewer's qualification (APL 58(2)), the host named for a hearing (APL 64), the three administrators.
RoleSet delegable(RoleSet roles);

// Roles that one person cannot hold together 「三员分立」: an administrator holds no other role at all.
Status check_roles(RoleSet roles);

}  // namespace mingjing::identity
