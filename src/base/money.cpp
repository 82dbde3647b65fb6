// SPDX-License-Identifier: Apache-2.0
#include "base/money.h"

#include <fmt/format.h>

#include <array>

namespace mingjing {

std::string format_yuan_plain(Fen amount) {
  const std::int64_t n = amount.count < 0 ? -amount.count : amount.count;
  return fmt::format("{}{}.{:02d}", amount.count < 0 ? "-" : "", n / 100, n % 100);
}

std::string format_yuan(Fen amount) {
  std::string out = format_yuan_plain(amount);
  const std::size_t first = out[0] == '-' ? 1 : 0;
  for (std::size_t at = out.size() - 3; at > first + 3;) out.insert(at -= 3, ",");
  return out;
}

std::string format_yuan_formal(Fen amount) {
  static constexpr std::array<const char*, 10> digit = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
  static constexpr std::array<const char*, 4> place = {"", "拾", "佰", "仟"};
  static constexpr std::array<const char*, 4> group = {"", "万", "亿", "万亿"};
  std::string out = amount.count < 0 ? "负" : "";
  const std::int64_t n = amount.count < 0 ? -amount.count : amount.count;
  const std::string whole = std::to_string(n / 100);
  bool zero_owed = false, group_written = false;
  if (n / 100 > 0) {
    for (std::size_t i = 0; i < whole.size(); ++i) {
      const std::size_t left = whole.size() - 1 - i;
      const int d = whole[i] - '0';
      if (d == 0) {
        zero_owed = true;
      } else {
        if (zero_owed && !out.empty()) out += digit[0];
        zero_owed = false;
        out += digit[static_cast<std::size_t>(d)];
        out += place[left % 4];
        group_written = true;
      }
      if (left % 4 == 0 && left > 0) {
        if (group_written) out += group[left / 4];
        group_written = false;
      }
    }
    out += "元";
  }
  const auto jiao = static_cast<std::size_t>(n / 10 % 10), fen = static_cast<std::size_t>(n % 10);
  if (jiao == 0 && fen == 0) return (n == 0 ? "零元" : out) + "整";
  if (jiao != 0) out += std::string(digit[jiao]) + "角";
  if (jiao == 0 && n >= 100) out += digit[0];
  if (fen != 0) out += std::string(digit[fen]) + "分";
  return out + (fen == 0 ? "整" : "");
}

std::optional<Fen> parse_yuan(std::string_view text) {
  std::int64_t count = 0;
  std::size_t i = 0, seen = 0;
  for (; i < text.size() && text[i] != '.'; ++i) {
    if (text[i] == ',') continue;
    if (text[i] < '0' || text[i] > '9' || ++seen > 13) return std::nullopt;
    count = count * 10 + (text[i] - '0');
  }
  if (seen == 0) return std::nullopt;
  count *= 100;
  if (i < text.size()) {
    const auto decimals = text.substr(i + 1);
    if (decimals.empty() || decimals.size() > 2) return std::nullopt;
    int scale = 10;
    for (char c : decimals) {
      if (c < '0' || c > '9') return std::nullopt;
      count += (c - '0') * scale;
      scale /= 10;
    }
  }
  if (Fen{count} > kMaxMoney) return std::nullopt;
  return Fen{count};
}

}  // namespace mingjing
