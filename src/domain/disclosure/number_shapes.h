// What a row of digits may be. Pure text rules, no context.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace mingjing::disclosure {

// 18 characters, the last may be X (upper case): region, day of birth; `check` also the check digit (GB 11643-1999).
bool looks_like_citizen_id(std::u32string_view digits);
bool is_citizen_id(std::u32string_view digits);
bool looks_like_old_citizen_id(std::u32string_view digits);  // 15 digits, before 1999
bool is_mobile(std::u32string_view digits);                  // 11 digits, 13 … 19; also after 86 or 0086
bool is_landline(std::u32string_view digits);                // area code with 0, then 7 or 8 digits
bool is_numeric_uscc(std::u32string_view digits);            // a credit code that happens to have no letter
bool passes_luhn(std::u32string_view digits);

}  // namespace mingjing::disclosure
