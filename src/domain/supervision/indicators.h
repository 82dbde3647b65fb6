// Indicators of the three systems 「指标」: what is asked, from which threshold it counts as met, and what of it the program
// can count. Legal review 「法制审核」 are 86–90, the record of the whole process 「全过程记录」 45–84 of annex 2 of founding
// document 002. Data: data/supervision/*_indicators.json, which name the counts too; who counts is
// domain/supervision/record_figures.h, query/legal_review.h, query/record_figures.h and http/api/indicators.cpp.
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

// By the name of the count, as in `counts` of the data.
using IndicatorCounts = std::map<std::string, std::int64_t, std::less<>>;

struct Indicator {
  int number = 0;
  std::string id, name, question, citation;
  std::string judged;                  // 由人评判: upon what; empty where it is counted
  std::string numerator, denominator;  // names of counts; no denominator: the number itself is judged
  std::int64_t threshold = 0;          // thousandths of the denominator; without one, at least so many
  bool counted() const { return judged.empty(); }
};

struct IndicatorSet {
  std::string title;
  std::map<std::string, std::string, std::less<>> counts;  // name of a count → what is counted, in words
  std::vector<Indicator> all;                              // by number
};

// Those built into the program; a broken file stops it at start.
const IndicatorSet& review_indicators();
const IndicatorSet& record_indicators();
// Refused with what is wrong where.
Result<IndicatorSet> parse_indicators(std::string_view json);

struct IndicatorRatio {
  std::int64_t numerator = 0, denominator = 0;
  std::optional<std::int64_t> thousandths;  // rounded down; absent where there is nothing to divide by
  std::optional<bool> met;                  // absent where nobody can say from the counts
};
IndicatorRatio ratio(const Indicator& indicator, const IndicatorCounts& counts);

}  // namespace mingjing::supervision
