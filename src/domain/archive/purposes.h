// For what records may be retrieved 「调阅目的」: the six uses of 附件2第74至79项. SPDX-License-Identifier: Apache-2.0
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

}  // namespace mingjing::archive
