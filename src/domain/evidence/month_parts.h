// Rows that grow by the day, kept in one part a month: an act rewrites one month and the parts stay few.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "domain/part.h"

namespace mingjing::evidence {

inline std::string month_of(Instant at) { return at.date().text().substr(0, 7); }  // 2026-03, Beijing time

// The members of `rows` of all parts of the name, month after month.
inline std::vector<Json> rows_by_month(const domain::Parts& parts, std::string_view name) {
  std::vector<const domain::Part*> months;
  for (const auto& part : parts) {
    if (part.name == name) months.push_back(&part);
  }
  std::sort(months.begin(), months.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
  std::vector<Json> out;
  for (const auto* month : months) {
    const auto& rows = month->data.items("rows");
    out.insert(out.end(), rows.begin(), rows.end());
  }
  return out;
}

}  // namespace mingjing::evidence
