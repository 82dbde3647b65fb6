// Signing in 「登录」 in three steps, because argon2 and the throttle must not run inside a transaction:
//   look (throttle, account) → verify (argon2, TOTP) → commit (event `sign_in`, session).
// The answer to a wrong name, a wrong password, a disabled account and a wrong code is one and the same, and takes as
// long. The real clock counts here (sessions, codes, waits), whatever the legal clock says.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "domain/identity/user.h"
#include "ports/directory.h"
#include "ports/sessions.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

struct Doors {
  ports::Commands& commands;
  ports::Directory& directory;
  ports::Sessions& sessions;
  ports::SignInAttempts& attempts;
  const Clock& real_clock;
  IdSource& ids;
};

struct SignIn {
  std::string username, password;
  std::optional<std::string> totp;
  std::string client_address;
  bool bearer = false;  // "token": true
};
struct SignedIn {
  identity::Session session;
  std::string token;  // for the cookie or the program; nowhere else
  ports::Actor actor;
  bool must_change_password = false;
};
// Refusals: too_many with the wait in `detail_json` {"retry_after_s"}; unauthenticated.
Result<SignedIn> sign_in(const Doors& doors, const SignIn& request);

// Who presents this token; unauthenticated when it is unknown, idle for too long, expired, or of a disabled account.
struct Presence {
  identity::Session session;
  ports::Actor actor;
  bool must_change_password = false;
};
Result<Presence> present(const Doors& doors, std::string_view token, std::string_view client_address);
// Ends the session and notes it as an event `sign_out` of the user.
Status sign_out(const Doors& doors, const Presence& presence);

// HMAC over the session id by a key derived from the token: known to whoever holds the cookie's page, made by no one
// else; compared in constant time.
std::string csrf_token(std::string_view token);
bool csrf_matches(std::string_view token, std::string_view presented);

}  // namespace mingjing::flow
