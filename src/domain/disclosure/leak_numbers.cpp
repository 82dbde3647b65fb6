// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "domain/disclosure/leak_rules.h"
#include "domain/disclosure/number_shapes.h"

namespace mingjing::disclosure {

namespace {

constexpr std::size_t kMaxGap = 6;  // separators between two figures of one number; a line break with its indent
constexpr std::size_t kMaxDigits = 23;
constexpr std::size_t kLeastDigits = 10;  // the shortest telephone number with its area code

// Figures without anything between them; `x` after a figure counts as one.
struct Segment {
  std::size_t first = 0;
  std::size_t end = 0;
  std::size_t size() const { return end - first; }
};

bool is_gap(char32_t c) {
  return is_separator(c) || std::u32string_view(U",+:[]{}<>、【】「」《》#=").find(c) != std::u32string_view::npos;
}

std::vector<std::vector<Segment>> runs_of(const std::u32string& chars) {
  std::vector<std::vector<Segment>> runs;
  std::size_t last_end = 0;
  for (std::size_t i = 0; i < chars.size();) {
    if (!is_digit(chars[i])) {
      // The check character X may stand apart from the figures before it.
      const bool lone_x = chars[i] == U'X' && !runs.empty() && i - last_end <= kMaxGap && i > 0 &&
                          std::all_of(chars.begin() + static_cast<std::ptrdiff_t>(last_end),
                                      chars.begin() + static_cast<std::ptrdiff_t>(i), is_gap);
      if (lone_x) {
        runs.back().push_back({i, i + 1});
        last_end = i + 1;
      }
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < chars.size() && is_digit(chars[end])) ++end;
    const bool joins = !runs.empty() && i - last_end <= kMaxGap &&
                       std::all_of(chars.begin() + static_cast<std::ptrdiff_t>(last_end),
                                   chars.begin() + static_cast<std::ptrdiff_t>(i), is_gap);
    if (!joins) runs.emplace_back();
    runs.back().push_back({i, end});
    last_end = i = end;
  }
  return runs;
}

struct Window {
  std::u32string digits;
  std::size_t first = 0;
  std::size_t end = 0;
  std::vector<std::size_t> sizes;  // of its segments
  std::u32string gaps;             // what stands between them
  bool after_plus = false;         // +86 …
  bool after_letter = false;       // J012-…
  bool labelled_public = false;    // 图斑号 …
  bool amount = false;             // … 元
};

bool has(const Window& window, char32_t c) { return window.gaps.find(c) != std::u32string::npos; }
// A comma may stand between the items of a list as well as inside a number.
bool may_be_list(const Window& window) { return has(window, ',') || has(window, U'、') || has(window, ':'); }

bool is_year(std::u32string_view four) { return four.starts_with(U"19") || four.starts_with(U"20"); }

// 717,288 or 1,380,013,800: an amount.
bool is_thousands(const Window& window) {
  if (window.sizes.size() < 2 || !has(window, ',') || window.sizes[0] > 3) return false;
  return std::all_of(window.sizes.begin() + 1, window.sizes.end(), [](std::size_t n) { return n == 3; });
}

// 1949-12-31 100 or 20260302 20260401: a day and something after it.
bool starts_with_day(const Window& window) {
  if (!is_year(window.digits)) return false;
  if (window.sizes.size() >= 2 && window.sizes[0] == 8) return window.digits[4] <= '1' && window.digits[6] <= '3';
  return window.sizes.size() >= 3 && window.sizes[0] == 4 && window.sizes[1] <= 2 && window.sizes[2] <= 2;
}

bool grouped_as(const Window& window, std::initializer_list<std::size_t> sizes) {
  return std::equal(window.sizes.begin(), window.sizes.end(), sizes.begin(), sizes.end());
}

bool all_single(const Window& window) {
  return std::all_of(window.sizes.begin(), window.sizes.end(), [](std::size_t n) { return n == 1; });
}

// 编号 of documents, licences and places, which are long and public.
bool is_labelled_public(std::u32string_view before) {
  constexpr std::u32string_view kLabels[] = {U"执法证号",   U"执法证件号", U"执法证",   U"图斑编号", U"图斑号",
                                             U"项目代码",   U"宗地代码",   U"宗地号",   U"字第",     U"许可证号",
                                             U"不动产单元号", U"不动产权第", U"执法证编号", U"立项编号"};
  while (!before.empty() && (is_separator(before.back()) || before.back() == ':' || before.back() == U'为')) {
    before.remove_suffix(1);
  }
  return std::any_of(std::begin(kLabels), std::end(kLabels), [&](auto label) { return before.ends_with(label); });
}

// 13345678901.23元, 13345678901平方米
bool is_amount(std::u32string_view after) {
  if (after.size() > 1 && after[0] == '.' && is_digit(after[1])) {
    after.remove_prefix(1);
    while (!after.empty() && is_digit(after[0])) after.remove_prefix(1);
  }
  return after.starts_with(U"元") || after.starts_with(U"万元") || after.starts_with(U"平方米");
}

bool is_phone_window(const Window& window) {
  if (!is_mobile(window.digits) || is_thousands(window) || starts_with_day(window)) return false;
  if (window.sizes.size() == 1 && (window.labelled_public || window.amount)) return false;
  if (!has(window, '.') && !may_be_list(window)) return true;
  return grouped_as(window, {3, 4, 4}) || grouped_as(window, {3, 8}) || grouped_as(window, {7, 4}) ||
         grouped_as(window, {4, 7}) || all_single(window);
}

bool is_landline_window(const Window& window) {
  if (has(window, '.') || may_be_list(window) || window.after_letter) return false;
  if (is_landline(window.digits)) {
    // Apart, the first piece is the area code.
    return window.sizes.size() == 1 || window.sizes[0] == 3 || window.sizes[0] == 4 || all_single(window);
  }
  // +86-999-8220101
  if (!window.after_plus || !window.digits.starts_with(U"86")) return false;
  const auto local = window.digits.substr(2);
  return is_landline(local.starts_with(U"0") ? local : U"0" + local);
}

bool is_id_window(const Window& window) {
  if (!looks_like_citizen_id(window.digits) && !looks_like_old_citizen_id(window.digits)) return false;
  if (window.sizes.size() == 1) return !window.labelled_public;
  if (!has(window, '.') && !may_be_list(window)) return true;
  return grouped_as(window, {6, 8, 4}) || grouped_as(window, {6, 6, 3}) || grouped_as(window, {6, 4, 2, 2, 4}) ||
         all_single(window);
}

bool is_card_window(const Window& window) {
  const auto n = window.digits.size();
  if (n < 16 || n > 19 || window.digits.back() == U'X') return false;
  if (is_numeric_uscc(window.digits)) return false;
  const bool checked = passes_luhn(window.digits);
  if (window.sizes.size() == 1) return !window.labelled_public || window.digits.starts_with(U"62");
  if (starts_with_day(window)) return false;
  const bool fours = std::all_of(window.sizes.begin(), window.sizes.end() - 1, [](std::size_t s) { return s == 4; });
  if (fours && grouped_as(window, {4, 4, 4, 4})) {
    bool years = true;
    for (std::size_t i = 0; i < 16; i += 4) years = years && is_year(std::u32string_view(window.digits).substr(i, 4));
    if (years) return false;
  }
  if (has(window, '.') || may_be_list(window)) return fours && (checked || window.digits.starts_with(U"62"));
  return fours || checked || all_single(window);
}

enum class Pass { certain_id, likely_id, card, mobile, landline };

bool matches(const Window& window, Pass pass) {
  switch (pass) {
    case Pass::certain_id:
      return is_citizen_id(window.digits);
    case Pass::likely_id:
      return is_id_window(window);
    case Pass::card:
      return is_card_window(window);
    case Pass::mobile:
      return is_phone_window(window);
    case Pass::landline:
      return is_landline_window(window);
  }
  return false;
}

LeakKind kind_of(Pass pass) {
  switch (pass) {
    case Pass::certain_id:
    case Pass::likely_id:
      return LeakKind::identity_number;
    case Pass::card:
      return LeakKind::bank_card;
    case Pass::mobile:
      return LeakKind::mobile;
    case Pass::landline:
      return LeakKind::landline;
  }
  return LeakKind::identity_number;
}

// Every row of whole segments of the run, up to the longest number there is.
template <class Visit>
void each_window(const std::u32string& chars, const std::vector<Segment>& run, Visit visit) {
  for (std::size_t from = 0; from < run.size(); ++from) {
    Window window;
    window.first = run[from].first;
    const auto before = std::u32string_view(chars).substr(0, window.first);
    window.after_plus = before.ends_with(U"+") || before.ends_with(U"+(");
    window.after_letter = !before.empty() && before.back() >= 'A' && before.back() <= 'Z';
    window.labelled_public = is_labelled_public(before.substr(before.size() - std::min<std::size_t>(before.size(), 12)));
    for (std::size_t to = from; to < run.size(); ++to) {
      if (to > from) window.gaps += chars.substr(run[to - 1].end, run[to].first - run[to - 1].end);
      window.digits += chars.substr(run[to].first, run[to].size());
      window.end = run[to].end;
      window.sizes.push_back(run[to].size());
      if (window.digits.size() > kMaxDigits) break;
      if (window.digits.size() < kLeastDigits) continue;
      window.amount = is_amount(std::u32string_view(chars).substr(window.end, 12));
      visit(window);
    }
  }
}

// An identity number whose check digit holds inside a longer row of figures; X may follow the row.
void find_inside(const FoldedText& text, const Segment& segment, std::vector<Candidate>& out) {
  if (segment.size() <= 17) return;
  for (std::size_t i = segment.first; i + 17 <= segment.end && i + 18 <= text.chars.size(); ++i) {
    if (!is_citizen_id(std::u32string_view(text.chars).substr(i, 18))) continue;
    out.push_back({LeakKind::identity_number, text.range(i, i + 18), true});
  }
}

}  // namespace

// As written and with every figure plain: 统一139… has a telephone in the one only, 一三九… in the other.
void find_numbers(const FoldedText& text, std::vector<Candidate>& out) {
  constexpr std::array kPasses{Pass::certain_id, Pass::likely_id, Pass::card, Pass::mobile, Pass::landline};
  std::array<std::vector<Candidate>, kPasses.size()> found;
  const auto figures = with_plain_figures(text);
  for (const auto* one : {&text, &figures}) {
    for (const auto& run : runs_of(one->chars)) {
      each_window(one->chars, run, [&](const Window& window) {
        for (std::size_t i = 0; i < kPasses.size(); ++i) {
          if (!matches(window, kPasses[i])) continue;
          found[i].push_back({kind_of(kPasses[i]), one->range(window.first, window.end), i == 0});
          break;
        }
      });
      for (const auto& segment : run) find_inside(*one, segment, found[0]);
    }
  }
  for (auto& pass : found) {
    // The longest reading of the same figures first.
    std::stable_sort(pass.begin(), pass.end(), [](const Candidate& a, const Candidate& b) {
      return a.range.end - a.range.begin > b.range.end - b.range.begin;
    });
    out.insert(out.end(), pass.begin(), pass.end());
  }
}

}  // namespace mingjing::disclosure
