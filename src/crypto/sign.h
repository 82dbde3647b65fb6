// Ed25519 signatures (RFC 8032), through libsodium.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/secret.h"

namespace mingjing::crypto {

inline constexpr std::size_t kPublicKeySize = 32;
inline constexpr std::size_t kSeedSize = 32;
inline constexpr std::size_t kSignatureSize = 64;

// The private half. Moves only; wiped when it goes.
class SigningKey {
 public:
  static SigningKey generate();
  static std::optional<SigningKey> from_seed(std::string_view seed);  // 32 bytes

  const std::string& public_key() const { return public_key_; }  // 32 bytes
  std::string sign(std::string_view message) const;              // 64 bytes; any thread
  const Secret& seed() const { return seed_; }                   // for the key store only
  SigningKey clone() const;

 private:
  SigningKey() = default;
  Secret seed_;
  Secret expanded_;
  std::string public_key_;
};

// False for a wrong signature and for a key or signature of the wrong length. Small-order and non-canonical keys are
// refused (libsodium's strict check).
bool verify(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace mingjing::crypto
