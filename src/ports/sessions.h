// Sign-ins under way and failed attempts: working state, not events (the schema lists both as uncovered, with reason).
// Uses the real clock, whatever the legal one. Only flow/identity_sign_in and the HTTP edge call this.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "domain/identity/session.h"
#include "domain/identity/sign_in_throttle.h"

namespace mingjing::ports {

class Sessions {
 public:
  virtual ~Sessions() = default;
  virtual void create(const identity::Session& session) = 0;
  // The token names its agency's ordinal (identity::agency_ordinal_of_token), so one shard is asked. A session that
  // is over is returned all the same: identity::standing() judges it, not the storage.
  virtual std::optional<identity::Session> find(std::uint32_t agency_ordinal, std::string_view token_digest) = 0;
  // At most once a minute per session is worth a write; the caller decides.
  virtual void touch(AgencyId agency, SessionId id, Instant used_at) = 0;
  virtual void end(AgencyId agency, SessionId id) = 0;  // ending twice is no fault
  // After a change of password, roles or status; `except` keeps the session that asked for it.
  virtual void end_all(AgencyId agency, UserId user, std::optional<SessionId> except) = 0;
  virtual std::vector<identity::Session> list(AgencyId agency, UserId user) = 0;  // newest first
};

class SignInAttempts {
 public:
  virtual ~SignInAttempts() = default;
  // A name that does not exist has attempts too, so that its answer takes as long and says as much.
  virtual identity::Attempts load(std::string_view username, std::string_view client_network) = 0;
  // Reads, changes and writes as one step, so that of two failures at once both count. `change` may run several times.
  virtual void change(std::string_view username, std::string_view client_network,
                      const std::function<identity::Attempts(const identity::Attempts&)>& change) = 0;
};

}  // namespace mingjing::ports
