// Exact arithmetic of fines: products and quotients of integers, rounded once, at the end, to whole
// fen.
//
// The rounding rule: a statutory minimum rounds up and a maximum rounds down, so that a computed range never leaves the
// statute's. Where two steps meet, the fen at the border belongs to the upper step (以上 includes the figure,
// 不足 does not; only the highest step includes its end). So every fen of the statutory range lies in exactly one
// step. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/money.h"

namespace mingjing::catalog {

enum class Round { down, up };

// value × rate ÷ divisor, exact until the one rounding. Nothing where it does not fit into money (kMaxMoney).
// No argument is negative, the divisor is not zero.
std::optional<std::int64_t> scaled(std::int64_t value, std::int64_t rate, std::int64_t divisor, Round round);

// Both ends belong to it.
struct FenRange {
  Fen from, to;
  bool operator==(const FenRange&) const = default;
  bool contains(Fen amount) const { return from <= amount && amount <= to; }
};
std::string text_zh(const FenRange& range);  // 100,000.00元至299,999.99元, or one amount, or 50,000.00元以下

// The amounts of value × [low, high] ÷ divisor. `closed`: the high end belongs to it, else it is the next range's.
// A range without a single fen becomes one amount: the statute's maximum when `closed`, else the border itself.
std::optional<FenRange> fen_range(std::int64_t value, std::int64_t low, std::int64_t high, std::int64_t divisor,
                                  bool closed);

}  // namespace mingjing::catalog
