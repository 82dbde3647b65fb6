// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/disclosure/leak_rules.h"

namespace mingjing::disclosure {

namespace {

using View = std::u32string_view;

bool one_of(View set, char32_t c) { return set.find(c) != View::npos; }
bool is_letter(char32_t c) { return c >= 'A' && c <= 'Z'; }

// A label and what must follow it: at least `least` figures (or letters too), not further than a few words away.
struct Label {
  View word;
  LeakKind kind;
  std::size_t least;
  bool letters;
};

constexpr auto kId = LeakKind::identity_number;
constexpr auto kContact = LeakKind::landline;
constexpr auto kAccount = LeakKind::account;
constexpr Label kLabels[] = {
    {U"身份证", kId, 6, true},       {U"公民身份号码", kId, 6, true}, {U"证件号", kId, 6, true},
    {U"护照", kId, 6, true},         {U"通行证", kId, 6, true},       {U"回乡证", kId, 6, true},
    {U"台胞证", kId, 6, true},       {U"驾驶证", kId, 8, true},       {U"军官证", kId, 6, true},
    {U"士兵证", kId, 6, true},       {U"户口簿", kId, 6, true},       {U"户口本", kId, 6, true},
    {U"出生医学证明", kId, 6, true}, {U"社会保障号", kId, 6, true},   {U"社保卡", kId, 6, true},
    {U"居住证", kId, 6, true},       {U"账号", kAccount, 6, true},    {U"帐号", kAccount, 6, true},
    {U"账户", kAccount, 6, true},    {U"帐户", kAccount, 6, true},    {U"卡号", kAccount, 6, false},
    {U"银行卡", kAccount, 6, false}, {U"支付宝", kAccount, 5, true},  {U"存折", kAccount, 6, false},
    {U"收款码", kAccount, 6, true},  {U"电话", kContact, 7, false},   {U"手机", kContact, 7, false},
    {U"联系方式", kContact, 7, false}, {U"座机", kContact, 7, false}, {U"固话", kContact, 7, false},
    {U"宅电", kContact, 7, false},   {U"传真", kContact, 7, false},   {U"TEL", kContact, 7, false},
    {U"微信", kContact, 5, true},    {U"WECHAT", kContact, 5, true},  {U"QQ", kContact, 5, false},
    {U"扣扣", kContact, 5, false},   {U"企鹅号", kContact, 5, false}, {U"抖音", kContact, 5, true},
    {U"快手", kContact, 5, true},    {U"微博", kContact, 5, true},    {U"钉钉", kContact, 5, true},
    {U"陌陌", kContact, 5, true},    {U"病历号", LeakKind::health, 4, true},
    {U"住院号", LeakKind::health, 4, true}, {U"门诊号", LeakKind::health, 4, true},
    {U"残疾证", LeakKind::health, 6, true},
};

// What may stand between a label and its number: 号码为：, 尾号, 后六位, brackets; the name of the bank is too far.
constexpr View kBetween = U":,号码是为系（）()【】[]#=@尾后末位档案编名群字第南北空海政参后联装军一二三四五六七八九十0123456789";

void find_labelled(const FoldedText& text, std::vector<Candidate>& out) {
  const Hay chars(text.chars);
  for (const auto& label : kLabels) {
    for (auto at = chars.place_of(label.word); at != View::npos; at = chars.place_of(label.word, at + 1)) {
      const auto counts = [&](char32_t c) { return is_digit(c) || (label.letters && (is_letter(c) || c == '_')); };
      const std::size_t after = at + label.word.size();
      const std::size_t stop = std::min(chars.size(), after + 12);
      // Each place between at which the number may begin: 后6位221835 has two.
      for (std::size_t i = after; i < stop; ++i) {
        if (counts(chars[i]) && !(i > after && counts(chars[i - 1]))) {
          std::size_t end = i;
          std::size_t count = 0, figures = 0;
          for (std::size_t k = i; k < chars.size() && k - i < 60; ++k) {
            if (!counts(chars[k]) && !is_separator(chars[k])) break;
            if (!counts(chars[k])) continue;
            if (is_digit(chars[k])) ++figures;
            ++count;
            end = k + 1;
          }
          if (count >= label.least && figures > 0) {
            out.push_back({label.kind, text.range(i, end), false});
            break;
          }
        }
        if (!one_of(kBetween, chars[i]) && !is_separator(chars[i])) break;
      }
    }
  }
}

void find_plates(const FoldedText& text, std::vector<Candidate>& out) {
  constexpr View kProvinces = U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
  const View chars = text.chars;
  for (std::size_t i = 0; i + 5 < chars.size(); ++i) {
    if (!one_of(kProvinces, chars[i])) continue;
    std::size_t k = i + 1;
    while (k < chars.size() && is_separator(chars[k]) && k - i < 3) ++k;
    if (k >= chars.size() || !is_letter(chars[k])) continue;
    ++k;
    std::size_t count = 0, figures = 0, found = 0;
    for (; k < chars.size() && count < 6 && k - i < 18; ++k) {
      if (is_separator(chars[k])) continue;
      if (!is_digit(chars[k]) && !is_letter(chars[k])) break;
      if (is_digit(chars[k])) ++figures;
      ++count;
      // A plate ends where its piece of letters and figures ends; 挂, 学 … stand for the last place.
      const bool goes_on = k + 1 < chars.size() && (is_digit(chars[k + 1]) || is_letter(chars[k + 1]));
      const bool special = k + 1 < chars.size() && one_of(U"挂学警港澳", chars[k + 1]);
      if (!goes_on && figures >= 2 && (count >= 5 || (special && count == 4))) found = k + 1 + (special ? 1 : 0);
    }
    if (found != 0) out.push_back({LeakKind::plate, text.range(i, found), false});
  }
}

bool is_name_part(char32_t c) { return is_digit(c) || is_letter(c) || one_of(U"._-+", c); }

// The length of a sign that stands for @ at this place: @, [at], (at), 艾特; 0 when there is none.
std::size_t at_sign(View chars, std::size_t at) {
  constexpr View kSigns[] = {U"@", U"[AT]", U"(AT)", U"{AT}", U"<AT>", U"【AT】", U"艾特"};
  for (auto sign : kSigns) {
    if (chars.substr(at).starts_with(sign)) return sign.size();
  }
  return 0;
}

// Weaker signs, which need a known ending of the address after them.
std::size_t weak_at_sign(View chars, std::size_t at) {
  if (chars.substr(at).starts_with(U"#")) return 1;
  return chars.substr(at).starts_with(U" AT ") ? 4 : 0;
}

// The end of an address from here, with dots written in any way; `from` when there is none.
std::size_t domain_end(View chars, std::size_t from, bool known_ending) {
  std::u32string domain;
  std::size_t i = from, end = from;
  while (i < chars.size() && i - from < 3 && (chars[i] == ' ' || chars[i] == '\n')) ++i;
  for (; i < chars.size() && i - from < 80;) {
    if (is_digit(chars[i]) || is_letter(chars[i]) || chars[i] == '-') {
      domain += chars[i];
      end = ++i;
      continue;
    }
    // A dot, and what may stand around it.
    std::size_t k = i;
    while (k < chars.size() && chars[k] == ' ' && k - i < 2) ++k;
    const auto rest = chars.substr(k);
    std::size_t dot = 0;
    if (rest.starts_with(U".") || rest.starts_with(U"。")) dot = 1;
    else if (rest.starts_with(U"DOT ") || rest.starts_with(U"[DOT]") || rest.starts_with(U"(DOT)")) dot = rest[0] == 'D' ? 3 : 5;
    else if (rest.starts_with(U"点")) dot = 1;
    if (dot == 0 || domain.empty() || domain.back() == '.') break;
    k += dot;
    while (k < chars.size() && chars[k] == ' ' && k < i + dot + 4) ++k;
    if (k >= chars.size() || !(is_digit(chars[k]) || is_letter(chars[k]))) break;
    domain += '.';
    i = k;
  }
  const auto dot = domain.rfind('.');
  if (dot == std::u32string::npos || dot == 0) {
    const auto national = chars.substr(from, 30).find(U".中国");
    return national == View::npos || known_ending ? from : from + national + 3;
  }
  if (!known_ending) return end;
  constexpr View kEndings[] = {U"COM", U"CN", U"NET", U"ORG", U"EDU"};
  const auto last = View(domain).substr(dot + 1);
  return std::any_of(std::begin(kEndings), std::end(kEndings), [&](View e) { return last == e; }) ? end : from;
}

void find_emails(const FoldedText& text, std::vector<Candidate>& out) {
  const View chars = text.chars;
  for (std::size_t at = 0; at < chars.size(); ++at) {
    const auto strong = at_sign(chars, at);
    const auto length = strong != 0 ? strong : weak_at_sign(chars, at);
    if (length == 0) continue;
    std::size_t first = at;
    while (first > 0 && chars[first - 1] == ' ' && at - first < 2) --first;
    const std::size_t name_end = first;
    while (first > 0 && is_name_part(chars[first - 1])) --first;
    // A name in Chinese characters, as some addresses have it.
    if (first == name_end && chars.substr(at, 30).find(U".中国") != View::npos) first -= std::min<std::size_t>(first, 2);
    const auto end = domain_end(chars, at + length, strong == 0);
    if (first < name_end && end > at + length) out.push_back({LeakKind::email, text.range(first, end), false});
  }
}

}  // namespace

void find_words(const FoldedText& text, std::vector<Candidate>& out) {
  const auto figures = with_plain_figures(text);
  for (const auto* one : {&text, &figures}) {
    const auto compact = without_separators(*one);
    find_labelled(compact, out);
    find_labelled(*one, out);
    find_plates(*one, out);
  }
  find_emails(text, out);
}

}  // namespace mingjing::disclosure
