// How the words of a situation are read: names, days, amounts, people, circumstances. A word nobody knows fails the test.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "domain/cases/sample_case.h"
#include "domain/catalog/discretion.h"

namespace mingjing::situations {

using namespace cases;

template <class Value, std::size_t N>
Value by_name(const std::array<Named<Value>, N>& names, std::string_view text) {
  for (const auto& row : names) {
    if (row.zh == text || row.id == text) return row.value;
  }
  throw std::runtime_error("no such name: " + std::string(text));
}

inline bool yes(std::string_view text) {
  if (text == "是") return true;
  if (text == "否") return false;
  throw std::runtime_error("是 or 否, not " + std::string(text));
}

inline Date day(std::string_view text) {
  const auto date = Date::parse(text);
  if (!date) throw std::runtime_error("no date: " + std::string(text));
  return *date;
}

inline Fen amount(std::string_view text) {
  const auto fen = parse_yuan(text);
  if (!fen) throw std::runtime_error("no amount: " + std::string(text));
  return *fen;
}

inline std::size_t number(const std::string& text) { return std::stoul(text); }

inline std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> out;
  std::string rest(text);
  for (std::size_t at = 0; (at = rest.find("、")) != std::string::npos;) {
    out.push_back(rest.substr(0, at));
    rest.erase(0, at + std::string_view("、").size());
  }
  if (!rest.empty()) out.push_back(rest);
  return out;
}

inline std::vector<PenaltyKind> kinds_in(std::string_view text) {
  std::vector<PenaltyKind> out;
  for (const auto& name : names_in(text)) out.push_back(by_name(kPenaltyKinds, name));
  return out;
}

// 陈砚秋（有效）、林知夏（2026-03-18 到期）、周予安（无证）、许怀谷（非承办人）、沈既白（回避）、顾南星（申请回避）
inline std::vector<ActingOfficer> officers_in(std::string_view text, Date on) {
  std::vector<ActingOfficer> out;
  for (const auto& entry : names_in(text)) {
    const auto open = entry.find("（");
    const auto close = entry.rfind("）");
    if (open == std::string::npos || close == std::string::npos) throw std::runtime_error("officer: " + entry);
    const auto state = entry.substr(open + 3, close - open - 3);
    ActingOfficer officer{sample::kFirst, entry.substr(0, open), true, Date(2030, 1, 1), true, true, false};
    if (state == "无证") {
      officer.certificate_valid = false;
      officer.certificate_until.reset();
    } else if (state == "非承办人") {
      officer.assigned = false;
    } else if (state == "回避") {
      officer.recused = true;
    } else if (state == "申请回避") {
      officer.recusal_pending = true;
    } else if (state.ends_with(" 到期")) {
      officer.certificate_until = day(state.substr(0, 10));
      officer.certificate_valid = on <= *officer.certificate_until;
    } else if (state != "有效") {
      throw std::runtime_error("officer: " + entry);
    }
    out.push_back(std::move(officer));
  }
  return out;
}

// 初次违法、及时改正: circumstances by the names of the book, as ids.
inline std::vector<std::string> circumstances_in(std::string_view text) {
  std::vector<std::string> out;
  for (const auto& name : names_in(text)) {
    const auto& terms = catalog::DiscretionBook::built_in().facts();
    const auto at = std::find_if(terms.begin(), terms.end(), [&](const auto& term) { return term.zh == name; });
    if (at == terms.end()) throw std::runtime_error("no such circumstance: " + name);
    out.push_back(at->id);
  }
  return out;
}

// 违法建设面积 312.6、建设工程造价 420000.00
inline Json measures_in(std::string_view text) {
  Json out(Json::Object{});
  for (const auto& entry : names_in(text)) {
    const auto words = split(entry, ' ');
    const auto& all = catalog::DiscretionBook::built_in().measures();
    const auto at = std::find_if(all.begin(), all.end(), [&](const auto& measure) { return measure.zh == words[0]; });
    if (at == all.end() || words.size() != 2) throw std::runtime_error("no such measure: " + entry);
    const std::string value(words[1]);
    const bool money = at->kind == catalog::MeasureKind::money;
    out.set(at->id, money ? amount(value).count
                          : static_cast<std::int64_t>(std::stod(value) * static_cast<double>(at->scale()) + 0.5));
  }
  return out;
}

inline std::string rule_in(std::string_view name) {
  for (const auto& rule : catalog::DiscretionBook::built_in().rules()) {
    if (rule.zh == name) return rule.id;
  }
  throw std::runtime_error("no such rule: " + std::string(name));
}

}  // namespace mingjing::situations
