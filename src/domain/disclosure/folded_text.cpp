// SPDX-License-Identifier: Apache-2.0
#include "domain/disclosure/folded_text.h"

#include <algorithm>

#include "base/text.h"

namespace mingjing::disclosure {

namespace {

bool is_invisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) ||
         c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x20E3;
}

char32_t fold_char(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  if (c == 0x3000 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == '\t') return ' ';
  if (c >= 0x2460 && c <= 0x2468) return U'1' + (c - 0x2460);  // ① …
  if (c == 0x24EA) return U'0';
  if (c >= 0x2080 && c <= 0x2089) return U'0' + (c - 0x2080);          // ₀ …
  if (c >= 0x1D7CE && c <= 0x1D7FF) return U'0' + (c - 0x1D7CE) % 10;  // mathematical figures
  if (c >= 'a' && c <= 'z') return c - 'a' + 'A';
  return c;
}

char32_t digit_of(char32_t c) {
  static constexpr std::u32string_view kForms[] = {U"〇零○", U"一壹幺", U"二贰", U"三叁", U"四肆",
                                                   U"五伍",  U"六陆",   U"七柒", U"八捌", U"九玖"};
  for (char32_t i = 0; i < 10; ++i) {
    if (kForms[i].find(c) != std::u32string_view::npos) return U'0' + i;
  }
  return c;
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

constexpr std::u32string_view kSeparators = U" \n\r()-‐‑‒–—―−_~·•・‧./\\*|'\"’‘“”";
// Han characters are most of every text, so they are told at once.
constexpr bool may_separate(char32_t c) {
  return c < 0x80 || c == 0xB7 || (c >= 0x2000 && c < 0x2300) || c == 0x30FB;
}
static_assert(std::all_of(kSeparators.begin(), kSeparators.end(), may_separate));

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
  return out;
}

FoldedText with_chinese_digits(FoldedText folded) {
  for (auto& c : folded.chars) c = digit_of(c);
  make_compact(folded);
  return folded;
}

std::vector<Range> find_value(const FoldedText& text, std::string_view value) {
  const auto wanted = fold(value).compact;
  std::vector<Range> out;
  if (wanted.empty()) return out;
  const auto& at = text.compact_at;
  const std::u32string_view hay = text.compact;
  const bool all_digits = std::all_of(wanted.begin(), wanted.end(), is_digit);
  const bool alone = all_digits && wanted.size() < 7;
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
  return out;
}

}  // namespace mingjing::disclosure
