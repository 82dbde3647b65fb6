// Guards of registration, allocation, supplement and dispute in legal review, and of discretion. A sentence says first
// what is missing, then what to do.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/guard_judges.h"

namespace mingjing::cases::judges {

namespace {

// 甲、乙: the names of those for whom `which` holds.
template <class Which>
std::string named(const std::vector<ActInput::NamedReviewer>& reviewers, Which which) {
  std::string out;
  for (const auto& reviewer : reviewers) {
    if (!which(reviewer)) continue;
    if (!out.empty()) out += "、";
    out += reviewer.name;
  }
  return out;
}

}  // namespace

// ---- registration and allocation -----------------------------------------------------------------------------------

Verdict review_unaccepted(const Facts& f) {
  if (!f.review_work.accepted) return {};
  return found("这次送审已经受理登记。材料还有欠缺的，请要求补充说明；需要换人的，请调整审核人员。");
}
Verdict review_accepted(const Facts& f) {
  if (f.review_work.accepted || f.review != ReviewState::pending) return {};
  return found("这次送审还没有受理登记。请先核对材料、受理登记并分配审核人员。");
}
Verdict reviewers_of_unit(const Facts& f) {
  const auto others = named(f.input->reviewers, [](const auto& reviewer) { return !reviewer.of_unit; });
  if (others.empty()) return {};
  return found(others + "不是本机关法制审核机构的审核人员，也不是登记的法律顾问、公职律师。请另选。", "reviewers");
}
Verdict reviewers_apart(const Facts& f) {
  for (const auto& reviewer : f.input->reviewers) {
    if (!reviewer.conflict.empty()) return found(reviewer.conflict + "请另选审核人员。", "reviewers");
  }
  return {};
}
Verdict reviewers_qualified(const Facts& f) {
  if (f.review_work.outside) return {};  // the other body answers for its own people
  const auto others = named(f.input->reviewers, [](const auto& reviewer) { return !reviewer.qualified; });
  if (others.empty()) return {};
  return found(others + "初次从事行政处罚决定法制审核，还没有登记法律职业资格。请另选，或者补充登记资格。",
               "reviewers");
}
Verdict reviewer_allocated(const Facts& f) {
  if (f.review_work.actor_allocated || !f.review_work.accepted) return {};
  return found("本轮审核没有分配给您。请由分配的审核人员办理，或者先调整审核人员。");
}
Verdict reviewer_apart(const Facts& f) {
  if (f.review_work.actor_conflict.empty()) return {};
  return found(f.review_work.actor_conflict + "请转由其他法制审核人员办理。");
}

// ---- supplement, reply, dispute ------------------------------------------------------------------------------------

Verdict supplement_open(const Facts& f) {
  if (f.review_work.supplement_open) return {};
  return found("现在没有要求补充的内容。审核人员要求补充以后再办理。");
}
Verdict reply_covers_points(const Facts& f) {
  const auto& points = f.input->unanswered_points;
  if (points.empty()) return {};
  std::string names;
  for (const auto& point : points) names += (names.empty() ? "“" : "、“") + point + "”";
  return found("审核意见指出了问题的" + names + "还没有逐项答复。请写明每一项是否采纳和理由。", "points");
}
Verdict review_disputable(const Facts& f) {
  if (f.review_work.disputable) return {};
  const bool answered = f.review == ReviewState::returned || f.review == ReviewState::failed;
  return found(answered ? "这份审核意见已经提请研究过。请按研究结果办理。"
                        : "没有退回或者不通过的审核意见，不需要提请研究分歧。");
}
Verdict dispute_open(const Facts& f) {
  if (f.review_work.dispute_open) return {};
  return found("没有待研究的审核分歧。承办机构提请研究以后再办理。");
}
Verdict dispute_settled(const Facts& f) {
  if (!f.review_work.dispute_open) return {};
  return found("审核分歧正在研究。有了研究结果以后再送审。");
}

// ---- discretion ----------------------------------------------------------------------------------------------------

Verdict discretion_assessed(const Facts& f) {
  const auto& standing = f.discretion;
  if (f.intended_outcome == "not_established" || !standing.standard || standing.assessed || standing.reasoned) return {};
  return found("这个事项有裁量基准，还没有对本案作裁量。请先作裁量；确实不适用的，在裁量理由中写明。", "proposal");
}
Verdict discretion_within(const Facts& f) {
  const auto& standing = f.discretion;
  if (f.intended_outcome == "not_established") return {};
  if (standing.stale) return found("作裁量以后，处理意见或者案件事实又有变化。请重新作裁量。");
  if (standing.faults.empty()) return {};
  const Reason& first = standing.faults.front();
  std::string text = first.message;
  if (const auto more = standing.faults.size() - 1; more > 0) text += "另有 " + std::to_string(more) + " 项。";
  return found(std::move(text), {}, first.citation);
}
Verdict deviation_open(const Facts& f) {
  if (f.discretion.deviation_open) return {};
  return found("没有待批准的偏离裁量基准。承办人作裁量并写明偏离理由以后再办理。");
}
Verdict deviation_other_person(const Facts& f) {
  if (!f.input->own_deviation) return {};
  return found("偏离裁量基准是您提出的，不能由您批准。请另一位负责人批准。", "discretion_id");
}

}  // namespace mingjing::cases::judges
