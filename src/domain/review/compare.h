// Two rounds of legal review side by side 「审核轮次对比」: what became of each point.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "domain/cases/case.h"

namespace mingjing::review {

enum class PointChange {
  settled,   // 已解决: flawed or unlawful before, not any more
  remains,   // 仍有问题
  arisen,    // 新出现
  reworded,  // 结论相同，意见不同
};

struct PointDifference {
  std::string id, name;
  PointChange change{};
  std::string before, after;            // verdicts
  std::string text_before, text_after;  // what was said
  std::string reply;                    // of the unit, between the rounds; empty: none to this point
  bool adopted = false;
};

// In the order of the ten points; those that say the same in both are left out. A round without points (materials
// returned, still pending) differs from nothing.
std::vector<PointDifference> compare_rounds(const cases::ReviewRound& before, const cases::ReviewRound& after);

// The points of an opinion that speak of a flaw and that these replies pass over, by name.
std::vector<std::string> unanswered_points(const cases::ReviewRound& round,
                                           const std::vector<cases::ReviewRound::PointReply>& replies);

std::string_view to_string(PointChange change);
std::string_view name_zh(PointChange change);

}  // namespace mingjing::review
