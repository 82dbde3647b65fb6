// The ratios of legal review 「法制审核指标」 (indicators 86–90): what is asked, from which threshold it counts as met, and
// what of it the program can count. Data: data/supervision/review_indicators.json.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mingjing::supervision {

// What can be counted: officers (valid certificate on the day), full_time_reviewers, trained_full_time_reviewers
// (qualification or law degree), decisions_to_review, decisions_by_full_time, decisions_with_counsel.
using ReviewCounts = std::map<std::string, std::int64_t, std::less<>>;

struct ReviewIndicator {
  int number = 0;
  std::string id, name, question, citation;
  bool evidence = false;               // 须上传文件, judged by a person
  std::string numerator, denominator;  // names of counts
  std::int64_t threshold = 0;          // thousandths
};

// Those built into the program; a broken file stops it at start.
const std::vector<ReviewIndicator>& review_indicators();
// Refused with what is wrong where.
Result<std::vector<ReviewIndicator>> parse_review_indicators(std::string_view json);

struct ReviewRatio {
  std::int64_t numerator = 0, denominator = 0;
  std::optional<std::int64_t> thousandths;  // rounded down; absent where there is nothing to divide by
  std::optional<bool> met;                  // absent where nobody can say from the counts
};
ReviewRatio ratio(const ReviewIndicator& indicator, const ReviewCounts& counts);

}  // namespace mingjing::supervision
