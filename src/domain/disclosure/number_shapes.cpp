// SPDX-License-Identifier: Apache-2.0
#include "domain/disclosure/number_shapes.h"

#include <algorithm>
#include <string>

#include "base/time.h"
#include "domain/disclosure/folded_text.h"
#include "domain/identity/check_digits.h"

namespace mingjing::disclosure {

namespace {

int value(std::u32string_view digits) {
  int out = 0;
  for (auto c : digits) out = out * 10 + static_cast<int>(c - U'0');
  return out;
}

bool all_digits(std::u32string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

// First two digits of GB/T 2260.
bool is_province(std::u32string_view digits) {
  const int code = value(digits.substr(0, 2));
  return (code >= 11 && code <= 15) || (code >= 21 && code <= 23) || (code >= 31 && code <= 37) ||
         (code >= 41 && code <= 46) || (code >= 50 && code <= 54) || (code >= 61 && code <= 65) || code == 71 ||
         code == 81 || code == 82 || code == 83;
}

bool is_day(int year, int month, int day) {
  const auto ymd = std::chrono::year{year} / month / day;
  return month > 0 && day > 0 && ymd.ok();
}

}  // namespace

bool looks_like_citizen_id(std::u32string_view digits) {
  if (digits.size() != 18 || !all_digits(digits.substr(0, 17))) return false;
  if (!is_digit(digits[17]) && digits[17] != U'X') return false;
  const int year = value(digits.substr(6, 4));
  return is_province(digits) && year >= 1900 && year <= 2099 &&
         is_day(year, value(digits.substr(10, 2)), value(digits.substr(12, 2)));
}

bool is_citizen_id(std::u32string_view digits) {
  if (!looks_like_citizen_id(digits)) return false;
  const std::string ascii(digits.begin(), digits.end());
  return identity::citizen_check(std::string_view(ascii).substr(0, 17)) == ascii[17];
}

bool is_numeric_uscc(std::u32string_view digits) {
  return digits.size() == 18 && identity::is_uscc(std::string(digits.begin(), digits.end()));
}

bool looks_like_old_citizen_id(std::u32string_view digits) {
  return digits.size() == 15 && all_digits(digits) && is_province(digits) &&
         is_day(1900 + value(digits.substr(6, 2)), value(digits.substr(8, 2)), value(digits.substr(10, 2)));
}

bool is_mobile(std::u32string_view digits) {
  if (digits.size() == 15 && digits.starts_with(U"0086")) digits.remove_prefix(4);
  if (digits.size() == 13 && digits.starts_with(U"86")) digits.remove_prefix(2);
  return digits.size() == 11 && all_digits(digits) && digits[0] == U'1' && digits[1] >= U'3';
}

bool is_landline(std::u32string_view digits) {
  if (!all_digits(digits) || digits.size() < 10 || digits.size() > 12) return false;
  if (digits[0] != U'0' || digits[1] == U'0') return false;
  // 010, 02x: three digits of area code; others four.
  const std::size_t area = digits[1] == U'1' || digits[1] == U'2' ? 3 : 4;
  const std::size_t rest = digits.size() - area;
  return (rest == 7 || rest == 8) && digits[area] >= U'2';
}

bool passes_luhn(std::u32string_view digits) {
  int sum = 0;
  bool twice = false;
  for (auto i = digits.size(); i-- > 0;) {
    int d = static_cast<int>(digits[i] - U'0');
    if (twice) d = d > 4 ? d * 2 - 9 : d * 2;
    sum += d;
    twice = !twice;
  }
  return sum % 10 == 0 && value(digits.substr(0, 4)) != 0;
}

}  // namespace mingjing::disclosure
