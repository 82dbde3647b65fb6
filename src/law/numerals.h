// Chinese numerals of statutes, both ways: 58 ↔ 五十八, 105 ↔ 一百零五. Full-width and ASCII digits are read too.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mingjing::law {

// 1 to 9999; anything else is a broken program.
std::string to_chinese(int number);

// Reads the numeral that starts at `at` and moves `at` past it; nothing, and `at` unmoved, where none starts there or
// where it is not well formed (十 and 一百零五 are, 五八 and 零 are not).
std::optional<int> read_numeral(std::string_view text, std::size_t& at);

// The whole text is one numeral.
std::optional<int> parse_numeral(std::string_view text);

}  // namespace mingjing::law
