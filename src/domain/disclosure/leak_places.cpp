// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/disclosure/leak_rules.h"

namespace mingjing::disclosure {

namespace {

using View = std::u32string_view;

constexpr std::size_t kMaxAddress = 60;

bool one_of(View set, char32_t c) { return set.find(c) != View::npos; }
bool is_letter(char32_t c) { return c >= 'A' && c <= 'Z'; }
bool is_number(char32_t c) { return is_digit(c) || one_of(U"一二三四五六七八九十百〇零甲乙丙丁", c); }

bool is_ordinal(View chars, std::size_t from, std::size_t end) {
  while (end > from && is_number(chars[end - 1])) --end;
  return end > from && chars[end - 1] == U'第';
}

// The end of a place so exact that somebody can be found there: 88号, 3幢, 2单元, 402室. 号 must follow a number.
std::size_t exact_place(View chars, std::size_t from, std::size_t to) {
  constexpr View kUnits[] = {U"号楼", U"单元", U"号院", U"小组", U"室", U"栋",
                             U"幢",   U"户",   U"号",   U"楼",   U"组", U"座"};
  std::size_t end = 0;
  for (std::size_t i = from + 1; i < to; ++i) {
    for (auto unit : kUnits) {
      if (!chars.substr(i).starts_with(unit) || i + unit.size() > to) continue;
      if (unit == U"号" && is_ordinal(chars, from, i)) continue;  // 第3号公告
      const bool lettered = is_letter(chars[i - 1]) && unit != U"号";
      if (is_number(chars[i - 1]) || lettered) end = std::max(end, i + unit.size());
    }
  }
  return end;
}

// One sentence's worth of characters after a word, so that a number in the next sentence or line (the decision's own
// number under a title that speaks of 住宅) is not taken for a house.
std::size_t clause_end(View chars, std::size_t from) {
  std::size_t i = from;
  while (i < chars.size() && i - from < kMaxAddress && !one_of(U"。；;!?，,\n〔《[", chars[i])) ++i;
  return i;
}

// After a word that tells of a dwelling or an address.
void find_announced(const FoldedText& text, std::vector<Candidate>& out) {
  constexpr View kWords[] = {U"家庭住址", U"家庭地址", U"户籍地址", U"户籍所在地", U"户籍地", U"现居住", U"居住地",
                             U"居住在",   U"现住",     U"家住",     U"住址",       U"住所",   U"住处",   U"住在",
                             U"住于",     U"租住",     U"暂住",     U"居住",       U"住宅",   U"家在",   U"家中位于",
                             U"老家",     U"地址",     U"住"};
  const Hay chars(text.chars);
  for (auto word : kWords) {
    for (auto at = chars.place_of(word); at != View::npos; at = chars.place_of(word, at + 1)) {
      const std::size_t from = at + word.size();
      if (from >= chars.size()) continue;
      // 住房, 住宿 are no dwelling of anybody; 住址 and its like have their own entry.
      if (word == U"住" && one_of(U"房宿院持建所址宅在于处", chars[from])) continue;
      if ((word == U"住宅" || word == U"居住") && one_of(U"用小楼建工项区", chars[from])) continue;
      const auto end = exact_place(chars, from, clause_end(chars, from));
      std::size_t first = from;
      while (first < end && one_of(U":为是在于址", chars[first])) ++first;
      if (end > first) out.push_back({LeakKind::home_address, text.range(first, end), false});
    }
  }
}

// One step of 3幢2单元402室: a number or a letter, and what it counts.
struct Step {
  std::size_t end = 0;
  View unit;
  std::size_t figures = 0;
};
Step step_at(View chars, std::size_t at) {
  constexpr View kUnits[] = {U"号院", U"号楼", U"单元", U"弄", U"号", U"幢", U"栋", U"座", U"门", U"#",
                             U"楼",   U"层",   U"组",   U"社", U"队", U"室", U"户", U"房"};
  std::size_t i = at;
  while (i < chars.size() && is_number(chars[i])) ++i;
  if (i == at && i < chars.size() && is_letter(chars[i])) ++i;
  Step out{i, {}, i - at};
  if (i == at) return out;
  for (auto unit : kUnits) {
    if (!chars.substr(i).starts_with(unit)) continue;
    out.unit = unit;
    out.end = i + unit.size();
    if (unit == U"#" && chars.substr(out.end).starts_with(U"楼")) ++out.end;
    break;
  }
  return out;
}

bool is_in(View unit, std::initializer_list<View> list) { return std::find(list.begin(), list.end(), unit) != list.end(); }

// Where a row of steps ends in somebody's door; 0 when it does not.
std::size_t door_end(View chars, std::size_t at) {
  std::size_t end = 0;
  View before;
  for (int n = 0; n < 6; ++n) {
    const auto step = step_at(chars, at);
    if (step.figures == 0) break;
    const bool inside = is_in(before, {U"单元", U"幢", U"栋", U"座", U"号楼", U"弄", U"门", U"号院", U"#", U"楼"});
    const bool in_village = is_in(before, {U"组", U"社", U"队"});
    if (step.unit.empty()) {
      // 3幢402, but not 3幢2026年
      const bool measured = step.end < chars.size() && one_of(U"年平米元万个亩-.", chars[step.end]);
      if (inside && before != U"楼" && step.figures >= 3 && step.figures <= 4 && !measured) end = step.end;
      break;
    }
    if (is_in(step.unit, {U"室", U"户", U"房"}) && !before.empty()) end = step.end;
    if (step.unit == U"号" && (inside || in_village)) end = step.end;
    before = step.unit;
    at = step.end;
  }
  return end;
}

// So exact that it needs no word: 3单元402室, 3幢402, 三组15号, 花园3-2-402.
void find_doors(const FoldedText& text, std::vector<Candidate>& out) {
  const View chars = text.chars;
  for (std::size_t i = 0; i < chars.size(); ++i) {
    if (!is_number(chars[i]) && !is_letter(chars[i])) continue;
    if (i > 0 && (is_number(chars[i - 1]) || is_letter(chars[i - 1]) || chars[i - 1] == U'第')) continue;
    const auto end = door_end(chars, i);
    if (end == 0) continue;
    std::size_t first = i;
    while (first > 0 && i - first < 20 && !one_of(U"。；;，,:、\n", chars[first - 1])) --first;
    out.push_back({LeakKind::home_address, text.range(first, end), false});
    i = end - 1;
  }
}

void find_hyphened(const FoldedText& text, std::vector<Candidate>& out) {
  constexpr View kEstates = U"园苑区庭寓墅邸居城府湾里院村";
  const View chars = text.chars;
  for (std::size_t i = 1; i < chars.size(); ++i) {
    if (!is_digit(chars[i]) || !one_of(kEstates, chars[i - 1])) continue;
    std::size_t end = i, parts = 0, last = 0;
    for (std::size_t k = i; k < chars.size() && k - i < 16;) {
      std::size_t n = 0;
      while (k + n < chars.size() && is_digit(chars[k + n])) ++n;
      if (n == 0) break;
      ++parts;
      last = n;
      end = k + n;
      if (end >= chars.size() || !one_of(U"-—–‐‑−/", chars[end])) break;
      k = end + 1;
    }
    if (parts >= 3 && last >= 2 && last <= 4) out.push_back({LeakKind::home_address, text.range(i - 1, end), false});
  }
}

}  // namespace

void find_places(const FoldedText& text, std::vector<Candidate>& out) {
  find_announced(without_separators(text, true), out);
  find_doors(without_separators(text), out);
  find_hyphened(text, out);
}

}  // namespace mingjing::disclosure
