// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/discretion_amount.h"

#include "base/check.h"

namespace mingjing::catalog {

std::optional<std::int64_t> scaled(std::int64_t value, std::int64_t rate, std::int64_t divisor, Round round) {
  MJ_CHECK(value >= 0 && rate >= 0 && divisor > 0);
  // value = whole × divisor + rest, so that neither product grows beyond what the result itself needs.
  std::int64_t whole = 0, rest = 0;
  if (__builtin_mul_overflow(value / divisor, rate, &whole)) return std::nullopt;
  if (__builtin_mul_overflow(value % divisor, rate, &rest)) return std::nullopt;
  const std::int64_t more = rest / divisor + (round == Round::up && rest % divisor != 0 ? 1 : 0);
  std::int64_t out = 0;
  if (__builtin_add_overflow(whole, more, &out) || out > kMaxMoney.count) return std::nullopt;
  return out;
}

std::string text_zh(const FenRange& range) {
  if (range.from.count == 0 && range.to.count > 0) return format_yuan(range.to) + "元以下";
  if (range.from == range.to) return format_yuan(range.from) + "元";
  return format_yuan(range.from) + "元至" + format_yuan(range.to) + "元";
}

std::optional<FenRange> fen_range(std::int64_t value, std::int64_t low, std::int64_t high, std::int64_t divisor,
                                  bool closed) {
  const auto from = scaled(value, low, divisor, Round::up);
  const auto end = scaled(value, high, divisor, closed ? Round::down : Round::up);
  if (!from || !end) return std::nullopt;
  const std::int64_t to = closed ? *end : *end - 1;
  if (to >= *from) return FenRange{Fen{*from}, Fen{to}};
  const Fen only{closed ? to : *from};
  return FenRange{only, only};
}

}  // namespace mingjing::catalog
