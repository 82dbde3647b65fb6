// SPDX-License-Identifier: Apache-2.0
#include "law/numerals.h"

#include "base/check.h"
#include "base/text.h"

namespace mingjing::law {
namespace {

constexpr std::string_view kDigits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

// -1 where `c` is not a Chinese digit.
int digit(char32_t c) {
  static constexpr char32_t kChars[] = {U'零', U'一', U'二', U'三', U'四', U'五', U'六', U'七', U'八', U'九'};
  if (c == U'〇') return 0;
  if (c == U'两') return 2;
  for (int i = 0; i < 10; ++i) {
    if (kChars[i] == c) return i;
  }
  return -1;
}

int unit(char32_t c) { return c == U'十' ? 10 : c == U'百' ? 100 : c == U'千' ? 1000 : 0; }

int western(char32_t c) {
  if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
  if (c >= U'０' && c <= U'９') return static_cast<int>(c - U'０');
  return -1;
}

char32_t peek(std::string_view text, std::size_t at, std::size_t& next) {
  if (at >= text.size()) return 0;
  next = at;
  return next_char(text, next);
}

std::optional<int> read_western(std::string_view text, std::size_t& at) {
  std::size_t here = at, next = at;
  int value = 0, count = 0;
  for (; count < 5; ++count) {
    const int d = western(peek(text, here, next));
    if (d < 0) break;
    value = value * 10 + d;
    here = next;
  }
  if (count == 0 || count > 4 || value == 0) return std::nullopt;
  at = here;
  return value;
}

}  // namespace

std::string to_chinese(int number) {
  MJ_CHECK(number >= 1 && number <= 9999);
  std::string out;
  bool gap = false;
  for (const auto& [value, name] : {std::pair{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}}) {
    const int d = number / value % 10;
    if (d == 0) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += "零";
    gap = false;
    if (value != 10 || d != 1 || !out.empty()) out += kDigits[d];
    out += name;
  }
  return out;
}

std::optional<int> read_numeral(std::string_view text, std::size_t& at) {
  std::size_t next = at;
  if (western(peek(text, at, next)) >= 0) return read_western(text, at);
  int total = 0, pending = -1, last_unit = 10000;
  bool zero = false;
  std::size_t here = at;
  while (here < text.size()) {
    const char32_t c = peek(text, here, next);
    if (const int u = unit(c); u > 0) {
      if (u >= last_unit || pending == 0) return std::nullopt;
      if (pending < 0 && (u != 10 || total != 0)) return std::nullopt;
      total += (pending < 0 ? 1 : pending) * u;
      pending = -1;
      zero = false;
      last_unit = u;
    } else if (const int d = digit(c); d >= 0) {
      if (pending > 0) return std::nullopt;
      if (d == 0) {
        if (total == 0 || zero) return std::nullopt;
        zero = true;
      } else {
        pending = d;
      }
    } else {
      break;
    }
    here = next;
  }
  if (pending > 0) {
    if ((last_unit == 100 || last_unit == 1000) && !zero) return std::nullopt;  // 一百五 is spoken, not written
    total += pending;
  } else if (zero) {
    return std::nullopt;
  }
  if (total == 0) return std::nullopt;
  at = here;
  return total;
}

std::optional<int> parse_numeral(std::string_view text) {
  std::size_t at = 0;
  const auto value = read_numeral(text, at);
  return value && at == text.size() ? value : std::nullopt;
}

}  // namespace mingjing::law
