// Who reviews 「法制审核人员」: how much of the working time, and with which training. Stands with the officer who has a
// certificate, or with the account of one who has none (a counsel 「法律顾问」, a reviewer outside enforcement).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/json.h"
#include "base/time.h"

namespace mingjing::identity {

enum class ReviewerKind : std::uint8_t { none, full_time, part_time, counsel };
struct ReviewerKindName {
  ReviewerKind kind;
  std::string_view id, zh;
};
inline constexpr std::array<ReviewerKindName, 4> kReviewerKinds{{
    {ReviewerKind::none, "", "未登记"},
    {ReviewerKind::full_time, "full_time", "专职"},
    {ReviewerKind::part_time, "part_time", "兼职"},
    {ReviewerKind::counsel, "counsel", "法律顾问、公职律师"},
}};
constexpr std::string_view to_string(ReviewerKind kind) { return kReviewerKinds[static_cast<std::size_t>(kind)].id; }
constexpr std::string_view name_zh(ReviewerKind kind) { return kReviewerKinds[static_cast<std::size_t>(kind)].zh; }
constexpr std::optional<ReviewerKind> parse_reviewer_kind(std::string_view id) {
  for (const auto& row : kReviewerKinds) {
    if (row.id == id) return row.kind;
  }
  return std::nullopt;
}

struct Reviewer {
  ReviewerKind kind = ReviewerKind::none;
  bool legal_qualification = false;     // 法律职业资格
  bool law_degree = false;              // 法学本科以上
  std::optional<Date> first_review_on;  // 初次从事法制审核之日
  bool operator==(const Reviewer&) const = default;
};

// APL 58(2): who takes up legal review of penalties for the first time after 2018-01-01 needs the qualification. Without
// a first day, the review at hand would be the first.
constexpr bool may_review(const Reviewer& reviewer) {
  return reviewer.legal_qualification || (reviewer.first_review_on && *reviewer.first_review_on < Date(2018, 1, 1));
}

Json to_json(const Reviewer& reviewer);
Reviewer reviewer_from(const Json& json);

}  // namespace mingjing::identity
