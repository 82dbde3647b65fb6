// Signatures of the SM profile 「国密」: SM2 with SM3 (GM/T 0003.2), over the curve of GM/T 0003.5, user id 1234567812345678
// (CONTRACTS 3). The second line below a checkpoint.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/secret.h"

namespace mingjing::crypto {

inline constexpr std::size_t kSm2KeySize = 32;
inline constexpr std::size_t kSm2PointSize = 65;      // 0x04 ‖ x ‖ y
inline constexpr std::size_t kSm2SignatureSize = 64;  // r ‖ s

class Sm2Key {
 public:
  static Sm2Key generate();
  static std::optional<Sm2Key> from_secret(std::string_view number);  // 32 bytes, 1 … n − 2

  const std::string& public_point() const { return point_; }
  std::string sign(std::string_view message) const;  // 64 bytes, another each time; any thread

 private:
  Sm2Key() = default;
  Secret number_;
  std::string point_;
};

// False for whatever is no point of the curve or no signature.
bool verify_sm2(std::string_view public_point, std::string_view message, std::string_view signature);

}  // namespace mingjing::crypto
