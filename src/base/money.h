// Money: an integer count of fen.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mingjing {

struct Fen {
  std::int64_t count = 0;
  constexpr auto operator<=>(const Fen&) const = default;
  constexpr Fen operator+(Fen other) const { return {count + other.count}; }
  constexpr Fen operator-(Fen other) const { return {count - other.count}; }
};

inline constexpr Fen yuan(std::int64_t n) { return {n * 100}; }
inline constexpr Fen kMaxMoney{9'000'000'000'000'000};  // below 2^53, so that JSON carries it exactly

std::string format_yuan(Fen amount);                        // 1,400,000.00
std::string format_yuan_plain(Fen amount);                  // 1400000.00
std::string format_yuan_formal(Fen amount);                 // 壹佰肆拾万元整
std::optional<Fen> parse_yuan(std::string_view text);       // 1,400,000.5 or 1400000

}  // namespace mingjing
