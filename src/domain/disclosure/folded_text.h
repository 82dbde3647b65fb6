// A text as a scanner sees it: full-width forms folded, letters upper case, invisible characters gone, and for every
// character that is left the bytes of the original it came from. Masking and the leak scan share it, so that what one
// removes the other would have found.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mingjing::disclosure {

// Bytes [begin, end) of the original text.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const Range&) const = default;
  bool overlaps(const Range& other) const { return begin < other.end && other.begin < end; }
  bool within(const Range& other) const { return other.begin <= begin && end <= other.end; }
};

struct FoldedText {
  std::u32string chars;
  std::vector<Range> source;  // one for each of `chars`
  // Without separators, for find_value, and where in `chars` each stands.
  std::u32string compact;
  std::vector<std::size_t> compact_at;
  // Without any punctuation and with every figure as 0 … 9, for values long enough to be told without it.
  std::u32string bare;
  std::vector<std::size_t> bare_at;

  Range range(std::size_t first, std::size_t end) const { return {source[first].begin, source[end - 1].end}; }
};

FoldedText fold(std::string_view text);

// Every figure as 0 … 9: Chinese ones (一三九〇二一一, 壹叁玖零贰壹壹, 幺), and the letters O, I, L in a row of figures.
FoldedText with_plain_figures(FoldedText folded);
// Without separators; with `keep_lines` the ends of lines stay.
FoldedText without_separators(const FoldedText& folded, bool keep_lines = false);

// White space, dashes, dots and brackets that people put into numbers to make them readable, or to hide them.
bool is_separator(char32_t c);
bool is_digit(char32_t c);

// Where `value` stands in the text, whatever the width of its characters and the separators between them; from three
// characters on whatever the punctuation and the way its figures are written. A value of fewer than seven digits must
// stand alone, so that a house number is not found inside an amount. In order of place, never overlapping.
struct Sought {  // a value made ready to be looked for
  std::u32string compact;
  std::u32string bare;
};
Sought sought(std::string_view value);
std::vector<Range> find_value(const FoldedText& text, const Sought& value);
inline std::vector<Range> find_value(const FoldedText& text, std::string_view value) {
  return find_value(text, sought(value));
}

}  // namespace mingjing::disclosure
