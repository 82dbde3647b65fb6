// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/indicators.h"

#include "base/check.h"
#include "base/embedded.h"
#include "base/json.h"
#include "law/citation.h"

namespace mingjing::supervision {
namespace {

constexpr std::int64_t kWhole = 1000;

std::int64_t count_of(const IndicatorCounts& counts, std::string_view name) {
  const auto at = counts.find(name);
  return at == counts.end() ? 0 : at->second;
}

// What is wrong with how it is judged; empty: nothing.
const char* judging_fault(const Indicator& one, const IndicatorSet& set) {
  if (!one.counted()) return one.numerator.empty() ? "" : "由人评判的指标不能有分子。";
  if (!set.counts.contains(one.numerator)) return "分子不能识别。";
  if (!one.denominator.empty() && !set.counts.contains(one.denominator)) return "分母不能识别。";
  if (one.threshold <= 0 || one.threshold > kWhole) return "标准应当在 1 到 1000 之间。";
  return "";
}

IndicatorSet built_in(std::string_view file) {
  auto parsed = parse_indicators(embedded(file));
  MJ_CHECK(parsed.has_value());
  return std::move(*parsed);
}

}  // namespace

Result<IndicatorSet> parse_indicators(std::string_view text) {
  const auto json = parse_json(text);
  if (!json) return refuse(json.error());
  IndicatorSet out;
  out.title = json->text("title");
  if (const Json* counts = json->find("counts"); counts != nullptr && counts->as_object() != nullptr) {
    for (const auto& [name, words] : *counts->as_object()) out.counts.emplace(name, words.as_string() ? *words.as_string() : "");
  }
  int before = 0;
  for (const auto& row : json->items("indicators")) {
    Indicator one;
    one.number = static_cast<int>(row.integer("number"));
    const auto wrong = [&](const char* what) { return invalid("指标" + std::to_string(one.number) + "：" + what); };
    one.id = row.text("id");
    one.name = row.text("name");
    one.question = row.text("question");
    one.citation = row.text("citation");
    one.judged = row.text("judged");
    one.numerator = row.text("numerator");
    one.denominator = row.text("denominator");
    one.threshold = row.integer("threshold");
    if (one.number <= before) return wrong("编号应当从小到大。");
    before = one.number;
    if (one.id.empty() || one.name.empty() || one.question.empty()) return wrong("缺少编号、名称或者问题。");
    if (!law::Citation::parse(one.citation)) return wrong("出处不能识别。");
    if (const auto* fault = judging_fault(one, out); *fault != '\0') return wrong(fault);
    out.all.push_back(std::move(one));
  }
  if (out.all.empty()) return invalid("文件中没有指标。");
  return out;
}

const IndicatorSet& review_indicators() {
  static const auto set = built_in("supervision/review_indicators.json");
  return set;
}

const IndicatorSet& record_indicators() {
  static const auto set = built_in("supervision/record_indicators.json");
  return set;
}

IndicatorRatio ratio(const Indicator& indicator, const IndicatorCounts& counts) {
  IndicatorRatio out;
  if (!indicator.counted()) return out;
  out.numerator = count_of(counts, indicator.numerator);
  if (indicator.denominator.empty()) {
    out.met = out.numerator >= indicator.threshold;
    return out;
  }
  out.denominator = count_of(counts, indicator.denominator);
  if (out.denominator <= 0) return out;
  out.thousandths = out.numerator * kWhole / out.denominator;
  out.met = out.numerator * kWhole >= indicator.threshold * out.denominator;
  return out;
}

}  // namespace mingjing::supervision
