// Materials of a submission to legal review 「送审材料」, and the clock of the review.
// The five working days run from receipt of a complete file; asking for a supplement does not stop them (DOMAIN
// R-LEG-024: `review_pause`, default none); one extension of at most ten working days.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mingjing::review {

struct ReviewMaterial {
  std::string_view id;
  std::string_view zh;
  bool required;
};
inline constexpr std::array<ReviewMaterial, 5> kReviewMaterials{{
    {"explanation", "情况说明", true},
    {"draft_decision", "拟作出的决定文本", true},
    {"legal_basis", "依据", true},
    {"evidence", "证据材料", true},
    {"other", "其他材料", false},
}};

inline constexpr std::string_view kReviewRule = "founding_002_review";  // data/limits: 5 working days
inline constexpr int kExtensionMax = 10;                                // working days, once

// The required materials that a submission lacks, each as a reason; empty when the file is complete.
std::vector<Reason> missing_materials(const std::vector<std::string>& given);

}  // namespace mingjing::review
