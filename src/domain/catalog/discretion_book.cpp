// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/discretion_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "base/check.h"
#include "base/embedded.h"
#include "base/money.h"

namespace mingjing::catalog {
namespace {

template <class T>
const T* by_id(const std::vector<T>& rows, std::string_view id) {
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const T& row) { return row.id == id; });
  return at == rows.end() ? nullptr : &*at;
}

// n ÷ scale (a power of ten), without trailing zeros.
std::string decimal(std::int64_t n, std::int64_t scale) {
  std::string out = std::to_string(n / scale);
  if (n % scale == 0) return out;
  auto rest = std::to_string(scale + n % scale).substr(1);
  rest.erase(rest.find_last_not_of('0') + 1);
  return out + "." + rest;
}

std::string rate_zh(FineUnit unit, std::int64_t thousandths) {
  if (unit == FineUnit::multiple) {
    if (thousandths < 1'000'000) return decimal(thousandths, 10'000) + "%";
    return decimal(thousandths, 1'000'000) + "倍";
  }
  if (thousandths != 0 && thousandths % 1'000'000'000 == 0) return decimal(thousandths, 1'000'000'000) + "万元";
  return decimal(thousandths, 100'000) + "元";
}

}  // namespace

const DiscretionBook& DiscretionBook::built_in() {
  static const DiscretionBook book = [] {
    auto parsed = parse(embedded("catalog/discretion_rules.json"), embedded("catalog/discretion_standards.json"));
    if (!parsed) fmt::print(stderr, "{}\n", parsed.error().message);
    MJ_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return book;
}

const DiscretionStandard* DiscretionBook::find(std::string_view item, Date day) const {
  for (const auto& one : standards_) {
    if (one.item == item && one.in_force(day)) return &one;
  }
  return nullptr;
}

const DiscretionStandard* DiscretionBook::latest_before(std::string_view item, Date day) const {
  const DiscretionStandard* out = nullptr;
  for (const auto& one : standards_) {
    if (one.item != item || !one.until || *one.until >= day) continue;
    if (out == nullptr || *out->until < *one.until) out = &one;
  }
  return out;
}

const FactTerm* DiscretionBook::fact(std::string_view id) const { return by_id(facts_, id); }
const Measure* DiscretionBook::measure(std::string_view id) const { return by_id(measures_, id); }

bool DiscretionBook::exclude(std::string_view one, std::string_view other) const {
  const auto names = [&](std::string_view a, std::string_view b) {
    const auto* term = fact(a);
    return term != nullptr && std::find(term->excludes.begin(), term->excludes.end(), b) != term->excludes.end();
  };
  return names(one, other) || names(other, one);
}

std::vector<DiscretionBook::Cited> DiscretionBook::citations() const {
  std::vector<Cited> out;
  for (const auto& rule : rules_) out.push_back({rule.id, rule.citation, rule.from});
  if (!rules_.empty()) out.push_back({"method", method_.citation, rules_.front().from});
  for (const auto& one : standards_) {
    for (const auto& text : one.basis) out.push_back({one.id, text, one.from});
    for (const auto& band : one.bands) out.push_back({one.id, band.range.citation, one.from});
    for (const auto& rule : one.rules) out.push_back({one.id, rule.citation, rule.from});
    if (!one.requires_citation.empty()) out.push_back({one.id, one.requires_citation, one.from});
    if (!one.afterwards_citation.empty()) out.push_back({one.id, one.afterwards_citation, *one.until + 1});
  }
  return out;
}

std::string_view zh(RuleEffect effect) {
  switch (effect) {
    case RuleEffect::no_penalty:
      return "不予处罚";
    case RuleEffect::lighten:
      return "从轻或者减轻处罚";
    case RuleEffect::heavier:
      return "从重处罚";
  }
  return {};
}

std::string text_zh(const Measure& measure, std::int64_t value) {
  if (measure.kind == MeasureKind::money) return format_yuan(Fen{value}) + "元";
  return decimal(value, measure.scale()) + measure.unit;
}

std::string text_zh(const FineBand& band, const DiscretionStep& step) {
  const auto& range = band.range;
  std::string out = range.unit == FineUnit::per_unit ? "每" + range.unit_name : range.unit_name;
  if (step.low == step.high) return out + rate_zh(range.unit, step.low);
  if (step.low > 0) out += rate_zh(range.unit, step.low) + "以上";
  const bool last = step.id == band.steps.back().id;
  return out + (last ? "" : "不足") + rate_zh(range.unit, step.high) + (last ? "以下" : "");
}

std::string conditions_zh(const DiscretionBook& book, std::string_view by, const Applies& applies) {
  std::string out;
  const auto* measure = book.measure(by);
  if (applies.measured && measure != nullptr) {
    out = measure->zh;
    if (applies.from > 0) out += text_zh(*measure, applies.from) + "以上";
    if (applies.to) out += "不足" + text_zh(*measure, *applies.to);
    if (applies.from == 0 && !applies.to) out += "不论多少";
  } else if (applies.measured) {
    out = "没有下列更重情形";
  }
  for (const auto& id : applies.facts) out += (out.empty() ? "" : "；或者") + book.fact(id)->zh;
  return out;
}

}  // namespace mingjing::catalog
