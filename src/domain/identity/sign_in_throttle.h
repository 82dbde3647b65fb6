// Lock-out that cannot be used to lock others out 「登录限速」. Nobody is ever locked by wrong passwords typed
// elsewhere:
//   - per (user, client network): the first five mistakes cost nothing, then the wait doubles from 2 s to 15 min;
//   - per user over all networks: after 50 mistakes within a day the *slow path* holds for that user: a network from
//     which the user has signed in before keeps the ordinary path; an unknown network is let through only with a
//     correct TOTP code beside the password (a user without second factor is told to use a known network).
// So an attacker slows himself down, and a user at the usual desk notices nothing. Pure policy: the caller keeps state.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/time.h"

namespace mingjing::identity {

// What is remembered of one user name from one client network, and of the name over all networks.
struct Attempts {
  std::int64_t network_failures = 0;
  Instant network_last;
  bool known_network = false;  // the user has signed in from here with success before
  std::int64_t global_failures = 0;
  Instant global_since;  // start of the day-long window of global_failures
  bool operator==(const Attempts&) const = default;
};

inline constexpr std::int64_t kFreeFailures = 5;
inline constexpr std::int64_t kFirstWaitMs = 2'000;
inline constexpr std::int64_t kLongestWaitMs = 15 * 60'000;
inline constexpr std::int64_t kForgetMs = 24 * 3'600'000;
inline constexpr std::int64_t kGlobalFailures = 50;

enum class Gate {
  open,
  wait,           // answer 429 with `wait_ms`; the password is not even looked at
  second_factor,  // only password *and* TOTP code together are looked at
};
struct GateAnswer {
  Gate gate = Gate::open;
  std::int64_t wait_ms = 0;
};

GateAnswer gate(const Attempts& attempts, Instant now);
Attempts after_failure(Attempts attempts, Instant now);
// The global count stays: a success of the owner must not give the attacker a fresh start.
Attempts after_success(Attempts attempts, Instant now);

}  // namespace mingjing::identity
