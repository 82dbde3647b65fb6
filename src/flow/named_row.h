// The row of a case that an act names by its id: a preservation, a transfer, a party …
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "flow/act_context.h"

namespace mingjing::flow {

template <class Row>
Row* find_row_by_id(std::vector<Row>& rows, std::string_view id) {
  for (auto& row : rows) {
    if (row.id.text() == id) return &row;
  }
  return nullptr;
}

// Makes the row named in `field` the one that guards and limits of the act are about. Refuses an id the case has not.
template <class Row>
Status name_row(ActContext& context, std::vector<Row>& rows, std::string_view field) {
  const std::string id = context.body.text(field);
  if (find_row_by_id(rows, id) == nullptr) return invalid("本案没有这一项，请从列表中选择。", std::string(field));
  context.input.limit_subject = id;
  return {};
}

// After the guards: the row of `name_row`.
template <class Row>
Row& named_row(ActContext& context, std::vector<Row>& rows) {
  Row* row = find_row_by_id(rows, context.input.limit_subject);
  MJ_CHECK(row != nullptr);
  return *row;
}

inline cases::Verdict verdict_of(std::string_view text) {
  return cases::parse_named(cases::kVerdicts, text).value_or(cases::Verdict::refused);
}

// Things on the list of a form.
inline std::vector<cases::Thing> read_things(const Json& body) {
  std::vector<cases::Thing> out;
  for (const auto& entry : body.items("things")) {
    out.push_back({entry.text("name"), entry.text("specification"), entry.text("quantity"), entry.text("unit"),
                   entry.text("state"), entry.text("place")});
  }
  return out;
}

}  // namespace mingjing::flow
