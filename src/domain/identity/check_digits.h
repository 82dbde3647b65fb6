// Check digits of Chinese identifiers. Input is the bare text; full-width forms and spaces are the caller's matter
// (base/text.h fold_width). Nothing here keeps or logs what it is given.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace mingjing::identity {

// 统一社会信用代码, GB 32100-2015: the 18th character for the first 17; empty when they are not of the alphabet
// 0–9 A–H J–N P–R T U W X Y (no I, O, S, V, Z).
std::optional<char> uscc_check(std::string_view first17);
bool is_uscc(std::string_view code);
// The same with a sentence: length, alphabet, check digit. `field` names the member meant.
Status check_uscc(std::string_view code, std::string_view field);

// 组织机构代码, GB 11714: eight characters 0–9 A–Z and the check 0–9 or X; a hyphen before the check is allowed.
std::optional<char> organisation_check(std::string_view first8);
bool is_organisation_code(std::string_view code);

// 公民身份号码, GB 11643-1999: region (6), birth date (8), order (3), check 0–9 or X (upper case).
std::optional<char> citizen_check(std::string_view first17);
struct CitizenNumber {
  Date birth;
  bool female = false;
};
// Empty unless length, check digit, birth date (1900 on, a real day) and the province digits are right.
std::optional<CitizenNumber> parse_citizen_number(std::string_view number);
Status check_citizen_number(std::string_view number, Date today, std::string_view field);
// Whole years on a day: a birthday counts from the day after it 「周岁」 (APL 30, 31 ask for 14 and 18).
int full_years(Date birth, Date on);

}  // namespace mingjing::identity
