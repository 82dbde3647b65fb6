// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/tasks.h"

#include <algorithm>


namespace mingjing::supervision {
namespace {

using enum TaskKind;
constexpr TaskKindOf kTasks[] = {
    // The main line.
    {"decide_filing", act, "file_case", "决定是否立案"},
    {"assign_officers", act, "assign_officers", "指派承办人"},
    {"begin_investigation", act, "record_on_site", "开始调查，制作笔录"},
    {"investigate", act, "conclude_investigation", "查清事实，报告调查终结"},
    {"review_by_unit", act, "review_by_unit", "审核调查终结报告"},
    {"serve_prior_notice", act, "serve_prior_notice", "送达处罚告知书"},
    {"hear_statement", act, "hear_statement", "听取陈述申辩，复核后答复"},
    {"submit_for_review", act, "submit_for_review", "送法制审核；不需审核的报请审批"},
    {"submit_for_approval", act, "submit_for_approval", "报请审批"},
    {"hold_discussion", act, "hold_collective_discussion", "主持集体讨论"},
    {"decide", act, "decide", "审批并作出决定"},
    {"serve_decision", act, "serve_decision", "送达决定书"},
    {"close_case", act, "close_case", "核准结案"},
    {"archive_case", act, "archive_case", "归档"},
    // Hearing.
    {"notify_hearing", act, "notify_hearing", "确定听证时间并通知当事人"},
    {"hold_hearing", act, "hold_hearing", "举行听证（{}）"},
    {"report_hearing", act, "report_hearing", "提交听证报告"},
    // Legal review.
    {"accept_review", review, "accept_review", "受理送审（第{}轮）"},
    {"give_review_opinion", review, "give_review_opinion", "出具法制审核意见（第{}轮）"},
    {"supply_review_supplement", review, "supply_review_supplement", "补充送审材料"},
    {"answer_review", review, "reply_to_review", "逐点答复审核意见，改正后再送审"},
    {"resubmit_review", review, "submit_for_review", "补齐材料后重新送审"},
    {"decide_review_dispute", review, "decide_review_dispute", "研究审核意见分歧"},
    // Beside the main line.
    {"decide_recusal", act, "decide_recusal", "决定{}是否回避"},
    {"approve_preservation", act, "approve_preservation", "审批先行登记保存"},
    {"add_recording", act, "add_recording", "补传音像记录，或者说明原因：{}"},
    {"decide_recording_gap", act, "decide_recording_gap", "审批音像记录说明：{}"},
    {"decide_destruction", act, "decide_destruction", "审批销毁音像记录：{}"},
    {"carry_out_destruction", act, "carry_out_destruction", "执行销毁音像记录：{}"},
    {"witness_destruction", act, "witness_destruction", "监督销毁音像记录：{}"},
    {"preserve_evidence", act, "preserve_evidence", "实施先行登记保存"},
    {"dispose_preservation", obligation, "dispose_preservation", "处理先行登记保存的证据"},
    {"record_expert_opinion", act, "record_expert_opinion", "登记鉴定意见（{}）"},
    {"recheck_correction", obligation, "recheck_correction", "复查改正情况"},
    {"approve_deviation", act, "approve_deviation", "审批偏离裁量基准"},
    {"decide_transfer", act, "decide_transfer", "决定是否移送"},
    {"hand_over_transfer", act, "hand_over_transfer", "移送案件"},
    {"record_transfer_answer", obligation, "record_transfer_answer", "登记受移送机关的答复"},
    {"resume_term", obligation, "resume_term", "中止事由消除后恢复计算期限"},
    // Performance.
    {"follow_payment", obligation, "record_payment", "登记缴款；逾期不缴的催告"},
    {"decide_deferral", act, "decide_deferral", "审批延期或者分期缴纳"},
    {"record_court_outcome", act, "record_court_outcome", "登记法院执行情况"},
    {"record_remedy_outcome", act, "record_remedy_outcome", "登记{}结果"},
    // Publication.
    {"propose_publication", publication, "propose_publication", "拟制公示"},
    {"revise_publication", publication, "propose_publication", "修改公示稿，重新提请：{}"},
    {"revise_correction", publication, "correct_publication", "修改更正公示稿，重新提请：{}"},
    {"approve_publication", publication, "approve_publication", "审批公示"},
    {"withhold_publication", publication, "withhold_publication", "登记依法不予公示"},
    {"take_down_publication", publication, "take_down_publication", "撤下公示"},
    {"publish_performance", publication, "record_performance_update", "登记并公开履行情况"},
    // Whatever else the agency owes.
    {"keep_limit", obligation, "", "{}"},
    // 投诉举报.
    {"judge_complaint", complaint, "", "决定是否受理"},
    {"allocate_complaint", complaint, "", "分派承办人"},
    {"answer_complaint", complaint, "", "办理并答复"},
    {"approve_public_answer", complaint, "", "批准或者退回要公开的答复"},
    // Of the agency itself.
    {"decide_recording_matters", list, "", "审批音像记录事项清单（第{}份）"},
};

}  // namespace

const TaskKindOf* find_task(std::string_view id) {
  const auto* found = std::find_if(std::begin(kTasks), std::end(kTasks), [&](const auto& row) { return row.id == id; });
  return found == std::end(kTasks) ? nullptr : found;
}

std::string todo_of(const TaskKindOf& task, std::string_view detail) {
  std::string out(task.todo);
  if (const auto at = out.find("{}"); at != std::string::npos) out.replace(at, 2, detail);
  return out;
}

}  // namespace mingjing::supervision
