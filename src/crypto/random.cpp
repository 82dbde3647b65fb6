// SPDX-License-Identifier: Apache-2.0
#include "crypto/random.h"

#include <sodium.h>

#include <string_view>

#include "base/check.h"

namespace mingjing::crypto {

void start() {
  static const bool started = sodium_init() >= 0;
  MJ_CHECK(started);
}

std::string random_bytes(std::size_t count) {
  start();
  std::string out(count, '\0');
  randombytes_buf(out.data(), out.size());
  return out;
}

std::string random_code(std::size_t length) {
  static constexpr std::string_view signs = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
  start();
  std::string out(length, '\0');
  for (char& c : out) c = signs[randombytes_uniform(static_cast<std::uint32_t>(signs.size()))];
  return out;
}

}  // namespace mingjing::crypto
