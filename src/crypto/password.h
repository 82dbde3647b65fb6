// Passwords: argon2id, two passes over 19 MiB, about 26 ms of one core. Call it on a pool bounded to the cores, never
// inside a transaction.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "crypto/secret.h"

namespace mingjing::crypto {

// A self-describing string ($argon2id$v=19$…) to store. Throws `Unavailable` when memory is short.
std::string hash_password(std::string_view password);

// Accepts strings made with other parameters too.
bool verify_password(std::string_view stored, std::string_view password);

// True when `stored` was made with weaker or other parameters: hash anew at the next successful sign-in.
bool needs_rehash(std::string_view stored);

// Takes as long as a verification: for user names that do not exist.
void waste_password_time(std::string_view password);

// A key of 32 bytes out of words and a salt of kKeySaltSize bytes (argon2id); the same inputs give the same key. Throws
// `Unavailable` when memory is short.
inline constexpr std::size_t kKeySaltSize = 16;
Secret key_from_words(std::string_view words, std::string_view salt, unsigned long long passes, std::size_t memory_bytes);

}  // namespace mingjing::crypto
