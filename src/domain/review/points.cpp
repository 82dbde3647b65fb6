// SPDX-License-Identifier: Apache-2.0
#include "domain/review/points.h"

#include <algorithm>

#include "base/text.h"

namespace mingjing::review {

namespace {

constexpr std::string_view kOutcomes = "《关于全面推行和示范创建行政执法三项制度的通知》附件1第三部分第四项";

void check_outcome(std::string_view outcome, bool flawed, bool unlawful, std::vector<Reason>& out) {
  auto fault = [&](std::string message) {
    out.push_back({"opinion_complete", std::move(message), std::string(kOutcomes), "outcome"});
  };
  if (outcome == "passed" && (flawed || unlawful)) fault("有要点不符合，结论不能是“通过”。请核对要点或者结论。");
  if (outcome == "returned" && unlawful) fault("有要点存在重大瑕疵，结论应当是“不通过”。请核对要点或者结论。");
  if (outcome == "returned" && !flawed && !unlawful) fault("没有指出可修改的瑕疵，不能退回。请写明是哪一项。");
  if (outcome == "failed" && !unlawful) fault("没有指出重大瑕疵，不能作出“不通过”的结论。请写明是哪一项。");
}

}  // namespace

std::vector<Reason> check_opinion(const std::vector<cases::ReviewRound::Point>& points, std::string_view outcome) {
  std::vector<Reason> out;
  bool flawed = false;
  bool unlawful = false;
  for (const auto& point : kReviewPoints) {
    const auto same = [&](const cases::ReviewRound::Point& given) { return given.id == point.id; };
    const auto count = std::count_if(points.begin(), points.end(), same);
    const std::string name = "“" + std::string(point.zh) + "”";
    if (count != 1) {
      out.push_back({"opinion_complete", name + (count == 0 ? "还没有审核意见。" : "写了不止一次，请合并。"),
                     std::string(point.citation), "points"});
      continue;
    }
    const auto given = std::find_if(points.begin(), points.end(), same);
    if (trim(given->text).empty()) {
      out.push_back({"opinion_complete", name + "没有写明意见。", std::string(point.citation), "points"});
    }
    flawed |= given->verdict == "flawed";
    unlawful |= given->verdict == "unlawful";
  }
  check_outcome(outcome, flawed, unlawful, out);
  return out;
}

}  // namespace mingjing::review
