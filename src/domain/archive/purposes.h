// For what records may be retrieved 「调阅目的」: the six uses of 附件2第74至79项; and how the access journal's purposes read.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>
#include <utility>

namespace mingjing::archive {

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kPurposes{{
    {"case_file_review", "案卷评查"},
    {"supervision", "执法监督"},
    {"appraisal", "评议考核"},
    {"public_opinion", "舆情应对"},
    {"decision_making", "行政决策"},
    {"credit", "信用体系"},
}};
constexpr std::string_view purpose_zh(std::string_view id) {
  for (const auto& [known, zh] : kPurposes) {
    if (known == id) return zh;
  }
  return {};
}

// What the access journal notes beside them: looks in the course of work. Any other purpose stands there in its own words.
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kWorkPurposes{{
    {"handling", "办案"},
    {"review", "审核"},
    {"publication", "公示"},
    {"related", "关联案件"},
    {"intake", "受理查询"},
    {"export", "导出"},
}};
constexpr std::string_view noted_purpose_zh(std::string_view noted) {
  for (const auto& [known, zh] : kWorkPurposes) {
    if (known == noted) return zh;
  }
  const auto zh = purpose_zh(noted);
  return zh.empty() ? noted : zh;
}

}  // namespace mingjing::archive
