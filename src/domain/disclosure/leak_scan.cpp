// SPDX-License-Identifier: Apache-2.0
#include "domain/disclosure/leak_scan.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/check.h"
#include "base/text.h"
#include "domain/disclosure/leak_rules.h"

namespace mingjing::disclosure {

namespace {

struct KindText {
  LeakKind kind;
  std::string_view id;
  std::string_view name;
  std::string_view citation;
};

constexpr std::array<KindText, 11> kKinds{{
    {LeakKind::identity_number, "identity_number", "像身份证号的数字",
     "《个人信息保护法》第二十八条第一款；《个人信息保护法》第三十四条"},
    {LeakKind::mobile, "mobile", "像手机号的数字", "《个人信息保护法》第四条第一款；《个人信息保护法》第三十四条"},
    {LeakKind::landline, "landline", "像联系电话的号码",
     "《个人信息保护法》第四条第一款；《个人信息保护法》第三十四条"},
    {LeakKind::bank_card, "bank_card", "像银行卡号的数字",
     "《个人信息保护法》第二十八条第一款；《个人信息保护法》第三十四条"},
    {LeakKind::account, "account", "像账号的数字", "《个人信息保护法》第二十八条第一款；《个人信息保护法》第三十四条"},
    {LeakKind::plate, "plate", "像车牌号的字样", "《个人信息保护法》第四条第一款；《个人信息保护法》第三十四条"},
    {LeakKind::email, "email", "像电子邮箱的字样", "《个人信息保护法》第四条第一款；《个人信息保护法》第三十四条"},
    {LeakKind::home_address, "home_address", "像详细住址的字样",
     "《个人信息保护法》第四条第一款；《个人信息保护法》第三十四条"},
    {LeakKind::health, "health", "像健康情况的字样",
     "《个人信息保护法》第二十八条第一款；《个人信息保护法》第三十四条"},
    {LeakKind::person_name, "person_name", "像自然人姓名的字样",
     "《个人信息保护法》第六条；《个人信息保护法》第三十四条"},
    {LeakKind::known_value, "known_value", "本案已知不得公开的内容", "《行政处罚法》第五十条"},
}};

const KindText& text_of(LeakKind kind) {
  for (const auto& one : kKinds) {
    if (one.kind == kind) return one;
  }
  check_failed("leak kind is listed", __FILE__, __LINE__);
}

// Numbers are counted in 个, passages in 处.
std::string sentence(LeakKind kind, std::size_t count, const std::string& lines) {
  const bool passage = kind == LeakKind::known_value || kind == LeakKind::home_address || kind == LeakKind::health ||
                       kind == LeakKind::person_name;
  return "公开稿里还有 " + std::to_string(count) + (passage ? " 处" : " 个") + std::string(text_of(kind).name) +
         "（第 " + lines + " 行）。隐去或说明不是，再批准。";
}

}  // namespace

std::string_view to_string(LeakKind kind) { return text_of(kind).id; }
std::string_view name_zh(LeakKind kind) { return text_of(kind).name; }

std::vector<Leak> leak_scan(std::string_view text, const LeakScope& scope) {
  const auto folded = fold(text);
  std::vector<Range> allowed;
  for (const auto& value : scope.allowed) {
    for (const auto& range : find_value(folded, value)) allowed.push_back(range);
  }
  std::vector<Candidate> candidates;
  for (const auto& value : scope.known) {
    for (const auto& range : find_value(folded, value)) candidates.push_back({LeakKind::known_value, range, true});
  }
  find_numbers(folded, candidates);
  find_words(folded, candidates);
  find_places(folded, candidates);
  find_persons(folded, candidates);

  // The earlier rule wins where two overlap: known values, then numbers by how grave they are, then words.
  std::vector<Candidate> kept;
  std::map<std::size_t, std::size_t> taken;  // begin → end, none overlapping another
  for (const auto& one : candidates) {
    // A known value stays a finding unless it is part of something longer that may stand: 魏强 in 魏强建材有限公司.
    const auto covers = [&one](const Range& range) {
      return one.range.within(range) && (one.kind != LeakKind::known_value || one.range != range);
    };
    const bool is_allowed = std::any_of(allowed.begin(), allowed.end(), covers);
    if (is_allowed) continue;
    const auto next = taken.lower_bound(one.range.end);  // the first that begins behind it
    if (next != taken.begin() && std::prev(next)->second > one.range.begin) continue;
    taken.emplace(one.range.begin, one.range.end);
    kept.push_back(one);
  }
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.range.begin < b.range.begin; });

  std::vector<Leak> out;
  std::size_t line = 1;
  std::size_t line_start = 0;
  std::size_t at = 0;
  for (const auto& one : kept) {
    for (; at < one.range.begin; ++at) {
      if (text[at] != '\n') continue;
      ++line;
      line_start = at + 1;
    }
    const auto column = count_chars(text.substr(line_start, one.range.begin - line_start)) + 1;
    out.push_back({one.kind, one.range, line, column, one.certain, sentence(one.kind, 1, std::to_string(line))});
  }
  return out;
}

std::vector<Reason> leak_reasons(const std::vector<Leak>& leaks) {
  std::vector<Reason> out;
  for (const auto& kind : kKinds) {
    std::vector<std::size_t> lines;
    std::size_t count = 0;
    for (const auto& leak : leaks) {
      if (leak.kind != kind.kind) continue;
      ++count;
      if (lines.empty() || lines.back() != leak.line) lines.push_back(leak.line);
    }
    if (count == 0) continue;
    std::string shown;
    for (auto line : lines) shown += (shown.empty() ? "" : "、") + std::to_string(line);
    out.push_back(
        {"leak_" + std::string(kind.id), sentence(kind.kind, count, shown), std::string(kind.citation), "text"});
  }
  return out;
}

}  // namespace mingjing::disclosure
