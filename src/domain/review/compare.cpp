// SPDX-License-Identifier: Apache-2.0
#include "domain/review/compare.h"

#include <algorithm>

#include "base/text.h"
#include "domain/review/points.h"

namespace mingjing::review {
namespace {

using Point = cases::ReviewRound::Point;

bool wrong(const Point& point) { return point.verdict == "flawed" || point.verdict == "unlawful"; }

template <class Row>
const Row* by_id(const std::vector<Row>& rows, std::string_view id) {
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.id == id; });
  return at == rows.end() ? nullptr : &*at;
}

}  // namespace

std::vector<PointDifference> compare_rounds(const cases::ReviewRound& before, const cases::ReviewRound& after) {
  std::vector<PointDifference> out;
  for (const auto& point : kReviewPoints) {
    const auto *first = by_id(before.points, point.id), *second = by_id(after.points, point.id);
    if (first == nullptr || second == nullptr || *first == *second) continue;
    PointDifference row;
    row.id = point.id;
    row.name = point.zh;
    row.change = wrong(*first) ? (wrong(*second) ? PointChange::remains : PointChange::settled)
                               : (wrong(*second) ? PointChange::arisen : PointChange::reworded);
    row.before = first->verdict;
    row.after = second->verdict;
    row.text_before = first->text;
    row.text_after = second->text;
    if (const auto* reply = by_id(before.point_replies, point.id)) {
      row.reply = reply->text;
      row.adopted = reply->adopted;
    }
    out.push_back(std::move(row));
  }
  return out;
}

std::vector<std::string> unanswered_points(const cases::ReviewRound& round,
                                           const std::vector<cases::ReviewRound::PointReply>& replies) {
  std::vector<std::string> out;
  for (const auto& point : kReviewPoints) {
    const auto* said = by_id(round.points, point.id);
    if (said == nullptr || !wrong(*said)) continue;
    const auto* reply = by_id(replies, point.id);
    if (reply == nullptr || trim(reply->text).empty()) out.emplace_back(point.zh);
  }
  return out;
}

std::string_view to_string(PointChange change) {
  switch (change) {
    case PointChange::settled:
      return "settled";
    case PointChange::remains:
      return "remains";
    case PointChange::arisen:
      return "arisen";
    case PointChange::reworded:
      return "reworded";
  }
  return {};
}

std::string_view name_zh(PointChange change) {
  switch (change) {
    case PointChange::settled:
      return "已解决";
    case PointChange::remains:
      return "仍有问题";
    case PointChange::arisen:
      return "新出现";
    case PointChange::reworded:
      return "意见有变化";
  }
  return {};
}

}  // namespace mingjing::review
