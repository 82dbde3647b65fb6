// SPDX-License-Identifier: Apache-2.0
#include "domain/disclosure/folded_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace mingjing::disclosure {

namespace {

bool is_invisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) ||
         c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x20E3;
}

struct Figures {
  char32_t first, last;
  char32_t value;  // of `first`; the others follow
};
// Figures of other forms: circled, superscript, subscript, of other scripts.
constexpr Figures kFigures[] = {
    {0x2460, 0x2468, '1'}, {0x2776, 0x277E, '1'}, {0x2780, 0x2788, '1'}, {0x278A, 0x2792, '1'}, {0x2488, 0x2490, '1'},
    {0x2474, 0x247C, '1'}, {0x2080, 0x2089, '0'}, {0x2074, 0x2079, '4'}, {0x0660, 0x0669, '0'}, {0x06F0, 0x06F9, '0'},
    {0x0966, 0x096F, '0'}, {0x24EA, 0x24EA, '0'}, {0x24FF, 0x24FF, '0'}, {0x2070, 0x2070, '0'}, {0x00B9, 0x00B9, '1'},
    {0x00B2, 0x00B3, '2'},
};

char32_t fold_char(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  if (c == 0x3000 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == '\t') return ' ';
  if (c == 0x2028 || c == 0x2029 || c == 0x85 || c == 0x0B || c == 0x0C) return '\n';
  if (c >= 'a' && c <= 'z') return c - 'a' + 'A';
  if (c < 0x80 || (c >= 0x3400 && c <= 0x9FFF)) return c;
  if (c == 0xD7 || c == 0x425 || c == 0x445 || c == 0x3A7 || c == 0x2715 || c == 0x2717) return 'X';  // × Х Χ ✕
  if (c >= 0x1D7CE && c <= 0x1D7FF) return U'0' + (c - 0x1D7CE) % 10;  // mathematical figures
  for (const auto& row : kFigures) {
    if (c >= row.first && c <= row.last) return row.value + (c - row.first);
  }
  return c;
}

constexpr std::u32string_view kForms[] = {U"〇零○", U"一壹幺", U"二贰", U"三叁", U"四肆",
                                          U"五伍",  U"六陆",   U"七柒", U"八捌", U"九玖"};

// Every character of a decision is asked, so the answers stand in a table.
char32_t digit_of(char32_t c) {
  static const auto table = [] {
    std::array<unsigned char, 0x10000> out{};
    for (unsigned char i = 0; i < 10; ++i) {
      for (auto form : kForms[i]) out[form] = static_cast<unsigned char>('0' + i);
    }
    return out;
  }();
  return c < table.size() && table[c] != 0 ? table[c] : c;
}

// O, I and L as 0 and 1, in a row of at least eight letters and figures that has no other letters and few of these.
void read_letters_as_figures(std::u32string& chars) {
  const auto alnum = [](char32_t c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); };
  for (std::size_t i = 0; i < chars.size();) {
    std::size_t end = i;
    std::size_t figures = 0, alike = 0;
    for (; end < chars.size() && alnum(chars[end]); ++end) {
      if (is_digit(chars[end])) ++figures;
      else if (chars[end] == 'O' || chars[end] == 'I' || chars[end] == 'L') ++alike;
    }
    const bool check_character = end > i && chars[end - 1] == 'X';
    if (alike > 0 && end - i >= 8 && figures + alike + (check_character ? 1 : 0) == end - i && figures >= 2 * alike) {
      for (std::size_t k = i; k < end; ++k) {
        if (chars[k] == 'O') chars[k] = '0';
        if (chars[k] == 'I' || chars[k] == 'L') chars[k] = '1';
      }
    }
    i = end + 1;
  }
}

constexpr std::u32string_view kSeparators = U" \n\r()-‐‑‒–—―−_~·•・‧∙･./\\*|'\"’‘“”";
// Han characters are most of every text, so they are told at once.
constexpr bool may_separate(char32_t c) {
  return c < 0x80 || c == 0xB7 || (c >= 0x2000 && c < 0x2300) || c == 0x30FB || c == 0xFF65;
}
static_assert(std::all_of(kSeparators.begin(), kSeparators.end(), may_separate));

bool is_punctuation(char32_t c) {
  if (is_separator(c)) return true;
  if (c < 0x80) return std::u32string_view(U",:;[]{}<>+#&=^`!?").find(c) != std::u32string_view::npos;
  return (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x301F) || c == 0xFF61 || c == 0xFF64;
}

void make_compact(FoldedText& text) {
  text.compact.clear();
  text.compact_at.clear();
  text.compact.reserve(text.chars.size());
  text.compact_at.reserve(text.chars.size());
  for (std::size_t i = 0; i < text.chars.size(); ++i) {
    if (is_separator(text.chars[i])) continue;
    text.compact += text.chars[i];
    text.compact_at.push_back(i);
  }
}

void make_bare(FoldedText& text) {
  auto figures = text.chars;
  for (auto& c : figures) c = digit_of(c);
  read_letters_as_figures(figures);
  text.bare.reserve(figures.size());
  text.bare_at.reserve(figures.size());
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (is_punctuation(figures[i])) continue;
    text.bare += figures[i];
    text.bare_at.push_back(i);
  }
}

void find_in(const FoldedText& text, std::u32string_view hay, const std::vector<std::size_t>& at,
             const std::u32string& wanted, std::vector<Range>& out) {
  const bool alone = wanted.size() < 7 && std::all_of(wanted.begin(), wanted.end(), is_digit);
  for (auto found = hay.find(wanted); found != std::u32string::npos;) {
    const auto end = found + wanted.size();
    const bool touches = (found > 0 && is_digit(hay[found - 1]) && at[found] == at[found - 1] + 1) ||
                         (end < hay.size() && is_digit(hay[end]) && at[end] == at[end - 1] + 1);
    if (alone && touches) {
      found = hay.find(wanted, found + 1);
      continue;
    }
    out.push_back(text.range(at[found], at[end - 1] + 1));
    found = hay.find(wanted, end);
  }
}

}  // namespace

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool is_separator(char32_t c) {
  return may_separate(c) && kSeparators.find(c) != std::u32string_view::npos;
}

FoldedText fold(std::string_view text) {
  FoldedText out;
  out.chars.reserve(text.size() / 2);
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = at;
    const auto c = next_char(text, at);
    if (is_invisible(c)) continue;
    out.chars += fold_char(c);
    out.source.push_back({begin, at});
  }
  make_compact(out);
  make_bare(out);
  return out;
}

FoldedText with_plain_figures(FoldedText folded) {
  for (auto& c : folded.chars) c = digit_of(c);
  read_letters_as_figures(folded.chars);
  make_compact(folded);
  return folded;
}

FoldedText without_separators(const FoldedText& folded, bool keep_lines) {
  FoldedText out;
  for (std::size_t i = 0; i < folded.chars.size(); ++i) {
    const auto c = folded.chars[i];
    if (is_separator(c) && !(keep_lines && c == '\n')) continue;
    out.chars += c;
    out.source.push_back(folded.source[i]);
  }
  return out;
}

Sought sought(std::string_view value) {
  auto folded = fold(value);
  return {std::move(folded.compact), std::move(folded.bare)};
}

std::vector<Range> find_value(const FoldedText& text, const Sought& wanted) {
  std::vector<Range> out;
  if (wanted.compact.empty()) return out;
  find_in(text, text.compact, text.compact_at, wanted.compact, out);
  if (wanted.bare.size() < 3) return out;
  std::vector<Range> bare;
  find_in(text, text.bare, text.bare_at, wanted.bare, bare);
  const auto known = [&out](const Range& range) {
    return std::any_of(out.begin(), out.end(), [&](const Range& other) { return range.overlaps(other); });
  };
  std::erase_if(bare, known);
  out.insert(out.end(), bare.begin(), bare.end());
  std::sort(out.begin(), out.end(), [](const Range& a, const Range& b) { return a.begin < b.begin; });
  return out;
}

}  // namespace mingjing::disclosure
