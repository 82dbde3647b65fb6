// Stages 「办案阶段」 and acts 「办案行为」 of an enforcement case: their ids (the same in code, SQL, JSON, events and
// addresses) and their Chinese names. Which act leads from where to where is a procedure's table (`procedure.h`);
// nothing but `advance()` sets a stage.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mingjing::cases {

enum class Stage : std::uint8_t {
  clue_registered,          // 线索登记
  not_filed,                // 不予立案
  filed,                    // 已立案
  investigating,            // 调查取证
  investigation_concluded,  // 调查终结
  unit_reviewed,            // 机构审核
  prior_notice_served,      // 已告知
  statement_heard,          // 已听取陈述申辩
  legal_review,             // 法制审核
  collective_discussion,    // 集体讨论
  decided,                  // 已决定
  served,                   // 已送达
  performing,               // 履行中
  closed,                   // 已结案
  archived,                 // 已归档
  transferred,              // 已移送
};

template <class Value>
struct Named {
  Value value;
  std::string_view id;
  std::string_view zh;
};

inline constexpr std::size_t kStageCount = 16;
inline constexpr std::array<Named<Stage>, kStageCount> kStages{{
    {Stage::clue_registered, "clue_registered", "线索登记"},
    {Stage::not_filed, "not_filed", "不予立案"},
    {Stage::filed, "filed", "已立案"},
    {Stage::investigating, "investigating", "调查取证"},
    {Stage::investigation_concluded, "investigation_concluded", "调查终结"},
    {Stage::unit_reviewed, "unit_reviewed", "机构审核"},
    {Stage::prior_notice_served, "prior_notice_served", "已告知"},
    {Stage::statement_heard, "statement_heard", "陈述申辩"},
    {Stage::legal_review, "legal_review", "法制审核"},
    {Stage::collective_discussion, "collective_discussion", "集体讨论"},
    {Stage::decided, "decided", "已决定"},
    {Stage::served, "served", "已送达"},
    {Stage::performing, "performing", "履行"},
    {Stage::closed, "closed", "已结案"},
    {Stage::archived, "archived", "已归档"},
    {Stage::transferred, "transferred", "已移送"},
}};

enum class Act : std::uint8_t {
  register_clue,               // 登记线索
  file_case,                   // 立案
  decline_filing,              // 不予立案
  assign_officers,             // 指派承办人
  record_inquiry,              // 制作询问笔录
  record_on_site,              // 制作现场检查（勘验）笔录
  add_evidence,                // 登记证据
  correct_facts,               // 更正案件事实
  conclude_investigation,      // 调查终结
  review_by_unit,              // 办案机构审核
  serve_prior_notice,          // 送达处罚告知书
  hear_statement,              // 听取陈述申辩并复核
  request_hearing,             // 登记听证申请
  waive_hearing,               // 放弃或者撤回听证
  submit_for_review,           // 送法制审核
  give_review_opinion,         // 出具法制审核意见
  extend_review,               // 延长审核期限
  reply_to_review,             // 答复审核意见
  hold_collective_discussion,  // 集体讨论
  submit_for_approval,         // 报请决定审批
  decide,                      // 作出决定
  serve_decision,              // 送达决定
  propose_publication,         // 提请公示
  approve_publication,         // 批准公示
  withhold_publication,        // 依法不予公示
  return_publication,          // 退回公示稿
  take_down_publication,       // 撤下公示
  correct_publication,         // 提请更正公示
  record_payment,              // 登记缴款
  record_performance_update,   // 登记履行情况
  close_case,                  // 结案
  archive_case,                // 归档
  apply_recusal,               // 自行回避或者申请回避
  decide_recusal,              // 决定是否回避
  add_party,                   // 追加当事人
  release_party,               // 不再列为当事人
  propose_preservation,        // 提请先行登记保存
  approve_preservation,        // 审批先行登记保存
  preserve_evidence,           // 实施先行登记保存
  dispose_preservation,        // 处理先行登记保存的证据
  take_sample,                 // 抽样取证
  entrust_expert,              // 委托鉴定
  record_expert_opinion,       // 登记鉴定意见
  exclude_evidence,            // 排除非法证据
  order_correction,            // 责令改正
  recheck_correction,          // 复查改正情况
  extend_term,                 // 延长办案期限
  suspend_term,                // 中止计算期限
  resume_term,                 // 恢复计算期限
  propose_transfer,            // 提请移送
  decide_transfer,             // 决定是否移送
  hand_over_transfer,          // 移送案件
  record_transfer_answer,      // 登记受移送机关答复
  revoke_filing,               // 撤销立案
  assess_discretion,           // 裁量
  approve_deviation,           // 批准偏离裁量基准
  notify_hearing,              // 通知听证
  postpone_hearing,            // 改期听证
  hold_hearing,                // 举行听证
  report_hearing,              // 提交听证报告
  accept_review,               // 受理送审
  return_review_materials,     // 退回送审材料
  request_review_supplement,   // 要求补充说明
  supply_review_supplement,    // 补充送审材料
  assign_reviewer,             // 调整审核人员
  escalate_review,             // 提请研究审核分歧
  decide_review_dispute,       // 研究决定审核分歧
  apply_deferral,              // 登记延期分期缴纳申请
  decide_deferral,             // 审批延期分期缴纳
  demand_performance,          // 催告
  apply_court_enforcement,     // 申请法院强制执行
  record_court_outcome,        // 登记法院执行情况
  record_remedy,               // 登记复议诉讼
  record_remedy_outcome,       // 登记复议诉讼结果
  revoke_decision,             // 自行撤销变更决定
  remake_decision,             // 重新作出决定
  refund_payment,              // 退还款项
  hand_in_payment,             // 登记上交缴付
  dispose_goods,               // 处理罚没物品
  add_recording,               // 登记音像记录
  mark_recording,              // 标注音像记录
  explain_recording,           // 说明音像记录缺失中断
  decide_recording_gap,        // 审批音像记录说明
  recording_probed,            // 音像记录检查（系统）
  lengthen_retention,          // 延长音像记录保管
  hold_recording,              // 暂停销毁
  lift_recording_hold,         // 解除暂停销毁
  propose_destruction,         // 提请销毁音像记录
  decide_destruction,          // 审批销毁
  carry_out_destruction,       // 执行销毁
  witness_destruction,         // 监督销毁
  recording_destroyed,         // 音像记录已销毁（系统）
  document_rendered,           // 文书制成（系统）
};

inline constexpr std::size_t kActCount = 93;
inline constexpr std::array<Named<Act>, kActCount> kActs{{
    {Act::register_clue, "register_clue", "登记线索"},
    {Act::file_case, "file_case", "立案"},
    {Act::decline_filing, "decline_filing", "不予立案"},
    {Act::assign_officers, "assign_officers", "指派承办人"},
    {Act::record_inquiry, "record_inquiry", "制作询问笔录"},
    {Act::record_on_site, "record_on_site", "制作现场笔录"},
    {Act::add_evidence, "add_evidence", "登记证据"},
    {Act::correct_facts, "correct_facts", "更正案件事实"},
    {Act::conclude_investigation, "conclude_investigation", "调查终结"},
    {Act::review_by_unit, "review_by_unit", "办案机构审核"},
    {Act::serve_prior_notice, "serve_prior_notice", "送达处罚告知书"},
    {Act::hear_statement, "hear_statement", "听取陈述申辩"},
    {Act::request_hearing, "request_hearing", "登记听证申请"},
    {Act::waive_hearing, "waive_hearing", "登记放弃听证"},
    {Act::submit_for_review, "submit_for_review", "送法制审核"},
    {Act::give_review_opinion, "give_review_opinion", "出具法制审核意见"},
    {Act::extend_review, "extend_review", "延长审核期限"},
    {Act::reply_to_review, "reply_to_review", "答复审核意见"},
    {Act::hold_collective_discussion, "hold_collective_discussion", "集体讨论"},
    {Act::submit_for_approval, "submit_for_approval", "报请决定审批"},
    {Act::decide, "decide", "作出决定"},
    {Act::serve_decision, "serve_decision", "送达决定"},
    {Act::propose_publication, "propose_publication", "提请公示"},
    {Act::approve_publication, "approve_publication", "批准公示"},
    {Act::withhold_publication, "withhold_publication", "依法不予公示"},
    {Act::return_publication, "return_publication", "退回公示稿"},
    {Act::take_down_publication, "take_down_publication", "撤下公示"},
    {Act::correct_publication, "correct_publication", "提请更正公示"},
    {Act::record_payment, "record_payment", "登记缴款"},
    {Act::record_performance_update, "record_performance_update", "登记履行情况"},
    {Act::close_case, "close_case", "结案"},
    {Act::archive_case, "archive_case", "归档"},
    {Act::apply_recusal, "apply_recusal", "登记回避申请"},
    {Act::decide_recusal, "decide_recusal", "决定是否回避"},
    {Act::add_party, "add_party", "追加当事人"},
    {Act::release_party, "release_party", "不再列为当事人"},
    {Act::propose_preservation, "propose_preservation", "提请先行登记保存"},
    {Act::approve_preservation, "approve_preservation", "审批先行登记保存"},
    {Act::preserve_evidence, "preserve_evidence", "实施先行登记保存"},
    {Act::dispose_preservation, "dispose_preservation", "处理先行登记保存的证据"},
    {Act::take_sample, "take_sample", "抽样取证"},
    {Act::entrust_expert, "entrust_expert", "委托鉴定"},
    {Act::record_expert_opinion, "record_expert_opinion", "登记鉴定意见"},
    {Act::exclude_evidence, "exclude_evidence", "排除非法证据"},
    {Act::order_correction, "order_correction", "责令改正"},
    {Act::recheck_correction, "recheck_correction", "复查改正情况"},
    {Act::extend_term, "extend_term", "延长办案期限"},
    {Act::suspend_term, "suspend_term", "中止计算期限"},
    {Act::resume_term, "resume_term", "恢复计算期限"},
    {Act::propose_transfer, "propose_transfer", "提请移送"},
    {Act::decide_transfer, "decide_transfer", "决定是否移送"},
    {Act::hand_over_transfer, "hand_over_transfer", "移送案件"},
    {Act::record_transfer_answer, "record_transfer_answer", "登记受移送机关答复"},
    {Act::revoke_filing, "revoke_filing", "撤销立案"},
    {Act::assess_discretion, "assess_discretion", "裁量"},
    {Act::approve_deviation, "approve_deviation", "批准偏离裁量基准"},
    {Act::notify_hearing, "notify_hearing", "通知听证"},
    {Act::postpone_hearing, "postpone_hearing", "改期听证"},
    {Act::hold_hearing, "hold_hearing", "举行听证"},
    {Act::report_hearing, "report_hearing", "提交听证报告"},
    {Act::accept_review, "accept_review", "受理送审"},
    {Act::return_review_materials, "return_review_materials", "退回送审材料"},
    {Act::request_review_supplement, "request_review_supplement", "要求补充说明"},
    {Act::supply_review_supplement, "supply_review_supplement", "补充送审材料"},
    {Act::assign_reviewer, "assign_reviewer", "调整审核人员"},
    {Act::escalate_review, "escalate_review", "提请研究审核分歧"},
    {Act::decide_review_dispute, "decide_review_dispute", "研究决定审核分歧"},
    {Act::apply_deferral, "apply_deferral", "登记延期分期缴纳申请"},
    {Act::decide_deferral, "decide_deferral", "审批延期分期缴纳"},
    {Act::demand_performance, "demand_performance", "催告"},
    {Act::apply_court_enforcement, "apply_court_enforcement", "申请法院强制执行"},
    {Act::record_court_outcome, "record_court_outcome", "登记法院执行情况"},
    {Act::record_remedy, "record_remedy", "登记复议诉讼"},
    {Act::record_remedy_outcome, "record_remedy_outcome", "登记复议诉讼结果"},
    {Act::revoke_decision, "revoke_decision", "自行撤销变更决定"},
    {Act::remake_decision, "remake_decision", "重新作出决定"},
    {Act::refund_payment, "refund_payment", "退还款项"},
    {Act::hand_in_payment, "hand_in_payment", "登记上交缴付"},
    {Act::dispose_goods, "dispose_goods", "处理罚没物品"},
    {Act::add_recording, "add_recording", "登记音像记录"},
    {Act::mark_recording, "mark_recording", "标注音像记录"},
    {Act::explain_recording, "explain_recording", "说明音像记录缺失、中断"},
    {Act::decide_recording_gap, "decide_recording_gap", "审批音像记录说明"},
    {Act::recording_probed, "recording_probed", "音像记录检查"},
    {Act::lengthen_retention, "lengthen_retention", "延长音像记录保管"},
    {Act::hold_recording, "hold_recording", "暂停销毁音像记录"},
    {Act::lift_recording_hold, "lift_recording_hold", "解除暂停销毁"},
    {Act::propose_destruction, "propose_destruction", "提请销毁音像记录"},
    {Act::decide_destruction, "decide_destruction", "审批销毁音像记录"},
    {Act::carry_out_destruction, "carry_out_destruction", "执行销毁音像记录"},
    {Act::witness_destruction, "witness_destruction", "监督销毁音像记录"},
    {Act::recording_destroyed, "recording_destroyed", "音像记录已销毁"},
    {Act::document_rendered, "document_rendered", "文书制成"},
}};

constexpr std::string_view to_string(Stage stage) { return kStages[static_cast<std::size_t>(stage)].id; }
constexpr std::string_view name_zh(Stage stage) { return kStages[static_cast<std::size_t>(stage)].zh; }
constexpr std::string_view to_string(Act act) { return kActs[static_cast<std::size_t>(act)].id; }
constexpr std::string_view name_zh(Act act) { return kActs[static_cast<std::size_t>(act)].zh; }

template <class Value, std::size_t N>
constexpr std::optional<Value> parse_named(const std::array<Named<Value>, N>& names, std::string_view id) {
  for (const auto& row : names) {
    if (row.id == id) return row.value;
  }
  return std::nullopt;
}
constexpr std::optional<Stage> parse_stage(std::string_view id) { return parse_named(kStages, id); }
// What the program itself records: nobody can be asked for it.
constexpr bool is_system_act(Act act) {
  return act == Act::document_rendered || act == Act::recording_probed || act == Act::recording_destroyed;
}
constexpr std::optional<Act> parse_act(std::string_view id) { return parse_named(kActs, id); }

}  // namespace mingjing::cases
