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

// A label and what must follow it: at least `least` figures (or letters too), not further than a few words away.
struct Label {
  View word;
  LeakKind kind;
  std::size_t least;
  bool letters;
};

constexpr Label kLabels[] = {
    {U"身份证", LeakKind::identity_number, 6, true}, {U"公民身份号码", LeakKind::identity_number, 6, true},
    {U"证件号", LeakKind::identity_number, 6, true}, {U"护照", LeakKind::identity_number, 6, true},
    {U"通行证", LeakKind::identity_number, 6, true}, {U"驾驶证", LeakKind::identity_number, 8, true},
    {U"账号", LeakKind::account, 6, true},           {U"帐号", LeakKind::account, 6, true},
    {U"账户", LeakKind::account, 6, true},           {U"帐户", LeakKind::account, 6, true},
    {U"卡号", LeakKind::account, 6, false},          {U"银行卡", LeakKind::account, 6, false},
    {U"支付宝", LeakKind::account, 5, true},         {U"存折", LeakKind::account, 6, false},
    {U"电话", LeakKind::landline, 7, false},         {U"手机", LeakKind::landline, 7, false},
    {U"联系方式", LeakKind::landline, 7, false},     {U"座机", LeakKind::landline, 7, false},
    {U"TEL", LeakKind::landline, 7, false},          {U"微信", LeakKind::landline, 5, true},
    {U"QQ", LeakKind::landline, 5, false},           {U"病历号", LeakKind::health, 4, true},
    {U"住院号", LeakKind::health, 4, true},          {U"门诊号", LeakKind::health, 4, true},
    {U"残疾证", LeakKind::health, 6, true},
};

void find_labelled(const FoldedText& text, std::vector<Candidate>& out) {
  const View chars = text.chars;
  for (const auto& label : kLabels) {
    for (auto at = chars.find(label.word); at != View::npos; at = chars.find(label.word, at + 1)) {
      std::size_t i = at + label.word.size();
      // Between label and number: 号码, 为, ：, brackets, the name of the bank is too far.
      const std::size_t stop = std::min(chars.size(), i + 10);
      while (i < stop && !is_digit(chars[i]) && !(label.letters && is_letter(chars[i])) &&
             (is_separator(chars[i]) || one_of(U":号码是为系（）()【】[]#=", chars[i]))) {
        ++i;
      }
      std::size_t end = i;
      std::size_t count = 0;
      std::size_t figures = 0;
      for (std::size_t k = i; k < chars.size() && k - i < 60; ++k) {
        const bool counts = is_digit(chars[k]) || (label.letters && (is_letter(chars[k]) || chars[k] == '_'));
        if (!counts && !is_separator(chars[k])) break;
        if (!counts) continue;
        if (is_digit(chars[k])) ++figures;
        ++count;
        end = k + 1;
      }
      if (count >= label.least && figures > 0) out.push_back({label.kind, text.range(i, end), false});
    }
  }
}

void find_plates(const FoldedText& text, std::vector<Candidate>& out) {
  constexpr View kProvinces = U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领";
  const View chars = text.chars;
  for (std::size_t i = 0; i + 6 < chars.size(); ++i) {
    if (!one_of(kProvinces, chars[i])) continue;
    std::size_t k = i + 1;
    while (k < chars.size() && chars[k] == ' ') ++k;
    if (k >= chars.size() || !is_letter(chars[k])) continue;
    ++k;
    std::size_t count = 0;
    std::size_t figures = 0;
    std::size_t end = k;
    for (; k < chars.size() && count < 6 && k - i < 14; ++k) {
      if (is_separator(chars[k]) && chars[k] != '\n') continue;
      if (!is_digit(chars[k]) && !is_letter(chars[k])) break;
      if (is_digit(chars[k])) ++figures;
      ++count;
      end = k + 1;
    }
    const bool special = end < chars.size() && one_of(U"挂学警港澳", chars[end]);
    if (special && count >= 4) ++end;
    const bool goes_on = end < chars.size() && (is_digit(chars[end]) || is_letter(chars[end]));
    if (figures >= 2 && !goes_on && (count >= 5 || (special && count == 4))) {
      out.push_back({LeakKind::plate, text.range(i, end), false});
    }
  }
}

void find_emails(const FoldedText& text, std::vector<Candidate>& out) {
  const View chars = text.chars;
  const auto part = [](char32_t c) { return is_digit(c) || is_letter(c) || one_of(U"._-+", c); };
  for (auto at = chars.find(U'@'); at != View::npos; at = chars.find(U'@', at + 1)) {
    std::size_t first = at;
    while (first > 0 && chars[first - 1] == ' ' && at - first < 2) --first;
    const std::size_t name_end = first;
    while (first > 0 && part(chars[first - 1])) --first;
    std::size_t from = at + 1;
    while (from < chars.size() && chars[from] == ' ' && from - at < 3) ++from;
    std::size_t end = from;
    while (end < chars.size() && part(chars[end])) ++end;
    while (end > from && one_of(U".-", chars[end - 1])) --end;
    const auto dot = chars.substr(from, end - from).find(U'.');
    if (first < name_end && dot != View::npos && dot > 0) {
      out.push_back({LeakKind::email, text.range(first, end), false});
    }
  }
}

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
      std::size_t before = i;
      while (before > from && chars[before - 1] == ' ') --before;
      if (unit == U"号" && is_ordinal(chars, from, before)) continue;  // 第3号公告
      const bool lettered = is_letter(chars[before - 1]) && unit != U"号";
      if (is_number(chars[before - 1]) || lettered) end = std::max(end, i + unit.size());
    }
  }
  return end;
}

// One sentence's worth of characters after a word, so that a number in the next sentence or line (the decision's own
// number under a title that speaks of 住宅) is not taken for a house.
std::size_t clause_end(View chars, std::size_t from) {
  std::size_t i = from;
  while (i < chars.size() && i - from < kMaxAddress && !one_of(U"。；;!?，,\n", chars[i])) ++i;
  return i;
}

void find_addresses(const FoldedText& text, std::vector<Candidate>& out) {
  constexpr View kWords[] = {U"家庭住址", U"家庭地址", U"户籍地址", U"户籍所在地", U"户籍地", U"现居住",
                             U"居住地",   U"居住在",   U"现住",     U"家住",       U"住址",   U"住所",
                             U"住在",     U"住于",     U"租住",     U"暂住",       U"居住",   U"住宅",
                             U"家在",     U"家中位于", U"地址",     U"住"};
  const View chars = text.chars;
  for (auto word : kWords) {
    for (auto at = chars.find(word); at != View::npos; at = chars.find(word, at + 1)) {
      const std::size_t from = at + word.size();
      // 住房, 住宿 are no dwelling of anybody; 住址 and its like have their own entry.
      if (word == U"住" && from < chars.size() && one_of(U"房宿院持建所址宅在于", chars[from])) continue;
      const auto end = exact_place(chars, from, clause_end(chars, from));
      std::size_t first = from;
      while (first < end && (chars[first] == ' ' || one_of(U":为是在于址", chars[first]))) ++first;
      if (end > first) out.push_back({LeakKind::home_address, text.range(first, end), false});
    }
  }
  // 3单元402室 needs no word before it.
  for (auto at = chars.find(U"单元"); at != View::npos; at = chars.find(U"单元", at + 1)) {
    if (at == 0 || !is_number(chars[at - 1])) continue;
    std::size_t k = at + 2;
    std::size_t figures = 0;
    while (k < chars.size() && k - at < 10 && (is_number(chars[k]) || is_separator(chars[k]) || chars[k] == U'第')) {
      if (is_number(chars[k])) ++figures;
      ++k;
    }
    if (figures < 2) continue;
    std::size_t first = at;
    while (first > 0 && at - first < 20 && !one_of(U"。；;，,:、\n ", chars[first - 1])) --first;
    const std::size_t end = k < chars.size() && one_of(U"室号户", chars[k]) ? k + 1 : k;
    out.push_back({LeakKind::home_address, text.range(first, end), false});
  }
}

void find_health(const FoldedText& text, std::vector<Candidate>& out) {
  constexpr View kStarts[] = {U"患有", U"身患", U"罹患", U"确诊", U"诊断为", U"患"};
  constexpr View kEnds[] = {U"病",   U"症",   U"癌",   U"炎",     U"肿瘤", U"障碍",
                            U"艾滋", U"梅毒", U"中毒", U"综合征", U"感染"};
  constexpr View kAnimals[] = {U"猪", U"牛", U"羊", U"鸡", U"鸭", U"鹅", U"犬", U"畜", U"禽", U"动物", U"树", U"作物"};
  const View chars = text.chars;
  for (auto word : kStarts) {
    for (auto at = chars.find(word); at != View::npos; at = chars.find(word, at + 1)) {
      const std::size_t from = at + word.size();
      const std::size_t stop = std::min(from + 14, clause_end(chars, from));
      std::size_t end = 0;
      for (auto tail : kEnds) {
        const auto found = chars.substr(from, stop - from).find(tail);
        if (found != View::npos) end = std::max(end, from + found + tail.size());
      }
      const auto before = chars.substr(at > 8 ? at - 8 : 0, std::min<std::size_t>(at, 8));
      // 隐患, 病患, 医患
      if (word == U"患" && at > 0 && one_of(U"隐病后忧祸水医内外", chars[at - 1])) continue;
      const bool animal =
          std::any_of(std::begin(kAnimals), std::end(kAnimals), [&](View a) { return before.find(a) != View::npos; });
      if (end > 0 && !animal) out.push_back({LeakKind::health, text.range(at, end), false});
    }
  }
}

}  // namespace

void find_words(const FoldedText& text, std::vector<Candidate>& out) {
  find_labelled(text, out);
  find_emails(text, out);
  find_plates(text, out);
  find_addresses(text, out);
  find_health(text, out);
}

}  // namespace mingjing::disclosure
