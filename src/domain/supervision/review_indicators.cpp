// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/review_indicators.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/embedded.h"
#include "base/json.h"
#include "law/citation.h"

namespace mingjing::supervision {
namespace {

constexpr std::array<std::string_view, 6> kCounts{"officers",
                                                  "full_time_reviewers",
                                                  "trained_full_time_reviewers",
                                                  "decisions_to_review",
                                                  "decisions_by_full_time",
                                                  "decisions_with_counsel"};

bool known(std::string_view name) { return std::find(kCounts.begin(), kCounts.end(), name) != kCounts.end(); }

std::int64_t count_of(const ReviewCounts& counts, std::string_view name) {
  const auto at = counts.find(name);
  return at == counts.end() ? 0 : at->second;
}

}  // namespace

Result<std::vector<ReviewIndicator>> parse_review_indicators(std::string_view text) {
  const auto json = parse_json(text);
  if (!json) return refuse(json.error());
  std::vector<ReviewIndicator> out;
  for (const auto& row : json->items("indicators")) {
    ReviewIndicator one;
    one.number = static_cast<int>(row.integer("number"));
    const auto wrong = [&](const char* what) { return invalid("指标" + std::to_string(one.number) + "：" + what); };
    one.id = row.text("id");
    one.name = row.text("name");
    one.question = row.text("question");
    one.citation = row.text("citation");
    if (one.number <= 0 || one.id.empty() || one.name.empty() || one.question.empty()) return wrong("缺少编号、名称或者问题。");
    if (!law::Citation::parse(one.citation)) return wrong("出处不能识别。");
    one.evidence = row.text("mode") == "evidence";
    if (!one.evidence && row.text("mode") != "automatic") return wrong("评判方式不能识别。");
    one.numerator = row.text("numerator");
    one.denominator = row.text("denominator");
    one.threshold = row.integer("threshold");
    const bool counted = known(one.numerator) && known(one.denominator) && one.threshold > 0 && one.threshold <= 1000;
    if (!one.evidence && !counted) return wrong("分子、分母或者标准不能识别。");
    out.push_back(std::move(one));
  }
  if (out.empty()) return invalid("文件中没有指标。");
  return out;
}

const std::vector<ReviewIndicator>& review_indicators() {
  static const auto all = [] {
    auto parsed = parse_review_indicators(embedded("supervision/review_indicators.json"));
    MJ_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return all;
}

ReviewRatio ratio(const ReviewIndicator& indicator, const ReviewCounts& counts) {
  ReviewRatio out;
  if (indicator.evidence) return out;
  out.numerator = count_of(counts, indicator.numerator);
  out.denominator = count_of(counts, indicator.denominator);
  if (out.denominator <= 0) return out;
  out.thousandths = out.numerator * 1000 / out.denominator;
  out.met = out.numerator * 1000 >= indicator.threshold * out.denominator;
  return out;
}

}  // namespace mingjing::supervision
