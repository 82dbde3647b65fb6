// Guards of taking in, allocation, supplement and dispute in legal review, and of discretion; guards_test.cpp runs the rows.
// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/guard_rows.h"

namespace mingjing::cases {

namespace {

using enum Guard;

constexpr RowOf kReviewRows[] = {
    {review_unaccepted, "already taken in", [](Facts& f) { f.review_work.accepted = true; }, true, "受理登记"},
    {review_accepted, "not yet taken in", [](Facts& f) { f.review_work.accepted = false; }, true, "受理登记"},
    {reviewers_of_unit, "a stranger", [](Facts& f) { f.input->reviewers = {{"甲某", false, true, {}}}; }, true, "甲某"},
    {reviewers_of_unit, "a counsel", [](Facts& f) { f.input->reviewers = {{"甲某", true, true, {}}}; }, false},
    {reviewers_apart, "a witness",
     [](Facts& f) { f.input->reviewers = {{"甲某", true, true, {}}, {"乙某", true, true, "乙某是本案证人，不能审核本案。"}}; }, true,
     "乙某是本案证人"},
    {reviewers_qualified, "first time, unqualified", [](Facts& f) { f.input->reviewers = {{"甲某", true, false, {}}}; },
     true, "甲某"},
    {reviewers_qualified, "of the other body",
     [](Facts& f) {
       f.input->reviewers = {{"甲某", true, false, {}}};
       f.review_work.outside = true;
     },
     false},
    {reviewer_allocated, "another reviewer", [](Facts& f) { f.review_work.actor_allocated = false; }, true, "分配"},
    {reviewer_allocated, "not allocated yet",
     [](Facts& f) { f.review_work.actor_allocated = f.review_work.accepted = false; }, false},
    {reviewer_apart, "recused", [](Facts& f) { f.review_work.actor_conflict = "甲某已决定回避，不能审核本案。"; }, true, "回避"},
    {supplement_open, "nothing asked", [](Facts& f) { f.review_work.supplement_open = false; }, true, "没有要求补充"},
    {reply_covers_points, "two passed over", [](Facts& f) { f.input->unanswered_points = {"事实清楚", "裁量适当"}; }, true,
     "“事实清楚”、“裁量适当”"},
    {review_disputable, "passed", [](Facts& f) { f.review_work.disputable = false; f.review = ReviewState::passed; }, true,
     "没有退回"},
    {review_disputable, "brought already", [](Facts& f) { f.review_work.disputable = false; }, true, "提请研究过"},
    {dispute_open, "none", [](Facts& f) { f.review_work.dispute_open = false; }, true, "没有待研究"},
    {dispute_settled, "still open", [](Facts& f) { f.review_work.dispute_open = true; }, true, "正在研究"},
    {discretion_assessed, "a standard, nothing assessed",
     [](Facts& f) {
       f.discretion.standard = true;
       f.discretion.assessed = false;
     },
     true, "裁量基准"},
    {discretion_assessed, "reasons instead",
     [](Facts& f) {
       f.discretion.standard = f.discretion.reasoned = true;
       f.discretion.assessed = false;
     },
     false},
    {discretion_assessed, "nothing established",
     [](Facts& f) {
       f.discretion.standard = true;
       f.discretion.assessed = false;
       f.intended_outcome = "not_established";
     },
     false},
    {discretion_within, "changed since", [](Facts& f) { f.discretion.stale = true; }, true, "重新作裁量"},
    {discretion_within, "above the maximum",
     [](Facts& f) { f.discretion.faults = {{"above_maximum", "罚款高于法定最高额。", "《土地管理法》第七十七条", "fine"}}; }, true,
     "高于法定最高额", "《土地管理法》第七十七条"},
    {discretion_within, "two faults",
     [](Facts& f) {
       f.discretion.faults = {{"deviation_reason_missing", "请写明理由。", "", ""},
                              {"deviation_not_approved", "须经批准。", "", ""}};
     },
     true, "另有 1 项"},
    {deviation_open, "none", [](Facts& f) { f.discretion.deviation_open = false; }, true, "没有待批准"},
    {deviation_other_person, "own deviation", [](Facts& f) { f.input->own_deviation = true; }, true, "另一位负责人"},
};

}  // namespace

std::span<const RowOf> review_rows() { return kReviewRows; }

}  // namespace mingjing::cases
