// Time-based one-time passwords 「动态口令」: RFC 6238 with SHA-1, six digits, 30 seconds, one step either way.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/secret.h"

namespace mingjing::crypto {

inline constexpr std::size_t kTotpSecretSize = 20;
inline constexpr std::int64_t kTotpPeriodSeconds = 30;

std::string totp_at(std::string_view secret, std::int64_t unix_seconds, int digits = 6);

// The step (unix_seconds / 30) the code belongs to, or nothing. The caller stores the last step a user signed in with
// and passes it as `after`: a step not later than that is refused, so that no code works twice.
std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, std::int64_t unix_seconds,
                                       std::int64_t after = -1);

std::string to_base32(std::string_view bytes);                     // RFC 4648, no padding
std::optional<std::string> from_base32(std::string_view text);     // upper or lower case, no padding

// For the QR code at enrolment. `issuer` and `account` may be any text; they are escaped.
std::string otpauth_uri(std::string_view issuer, std::string_view account, std::string_view secret);

}  // namespace mingjing::crypto
