// A sign-in under way 「会话」 or a bearer token of a program 「令牌」. Types and pure rules only: the token itself is
// made and digested in flow/, kept nowhere, and given out once.
// A token is 32 random bytes and the agency's ordinal in 3 bytes, as base64url: any server finds the shard from it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/time.h"

namespace mingjing::identity {

struct Session {
  SessionId id;
  AgencyId agency;
  UserId user;
  std::string token_digest;    // hex SHA-256 of the token's text
  bool bearer = false;         // for programs: no cookie, no CSRF token
  bool second_factor = false;  // TOTP was given
  Instant created_at;
  Instant used_at;
  Instant expires_at;  // created_at plus the absolute limit
  std::string client_network;
  bool operator==(const Session&) const = default;
};

inline constexpr std::int64_t kSessionIdleMs = 30 * 60'000;
inline constexpr std::int64_t kSessionAbsoluteMs = 12 * 3'600'000;
// A program signs in with a person's password, so its token lives no longer than a working day, idle or not.
inline constexpr std::int64_t kBearerAbsoluteMs = 12 * 3'600'000;
inline constexpr std::size_t kTokenBytes = 32;

enum class Standing { valid, idle_too_long, expired };
Standing standing(const Session& session, Instant now);
// Whether a use now is worth a write: at most once a minute.
bool worth_touching(const Session& session, Instant now);
Instant expiry(bool bearer, Instant created_at);

// `random` is exactly kTokenBytes.
std::string make_token(std::string_view random, std::uint32_t agency_ordinal);
// Empty when this is no token of ours.
std::optional<std::uint32_t> agency_ordinal_of_token(std::string_view token);

// The network a client is throttled by: IPv4 /24, IPv6 /48; other text as it is.
std::string client_network(std::string_view address);

}  // namespace mingjing::identity
