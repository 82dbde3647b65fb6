// UTF-8 text: validity, counting, trimming. Folding of full-width forms so that a search or a check digit does not
// depend on the input method.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mingjing {

bool is_utf8(std::string_view text);                  // well formed, no surrogates, no overlong forms
std::size_t count_chars(std::string_view text);       // code points of well-formed text
std::string_view trim(std::string_view text);         // ASCII white space and U+3000 at both ends
bool has_control(std::string_view text);              // C0 (other than \n, \t), DEL, C1, bidi overrides
std::string fold_width(std::string_view text);        // full-width ASCII → ASCII, U+3000 → space
std::vector<std::string_view> split(std::string_view text, char separator);
std::string first_chars(std::string_view text, std::size_t count);  // by code points
// Appends one code point; unpaired surrogates become U+FFFD.
void append_utf8(std::string& out, char32_t c);
// Reads the code point at `at` of well-formed text and moves `at` past it.
char32_t next_char(std::string_view text, std::size_t& at);

}  // namespace mingjing
