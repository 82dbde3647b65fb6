// Names of the guards 「前提条件」. What each judges, on which article it stands and what it says is in `guards.h`;
// this list is apart so that the procedure tables can name guards without seeing their code.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace mingjing::cases {

enum class Guard : std::uint8_t {
  // time of every act (CONTRACTS 2)
  occurred_not_future,   // 行为时间不晚于现在
  occurred_after_basis,  // 行为时间不早于其前提
  late_record_reason,    // 超过二十四小时补录须说明
  overdue_reason,        // 逾期办理须说明
  // people
  two_officers,          // 两名以上执法人员
  certificate_valid,     // 执法证件有效
  certificate_category,  // 执法类别相符
  certificate_shown,     // 出示执法证件
  not_recused,           // 未被决定回避
  officers_of_case,      // 为本案承办人
  actor_handles_case,    // 操作人为本案承办人
  // filing and investigation
  item_and_cause,      // 案由和执法事项
  limitation,          // 处罚时效
  investigation_done,  // 已调查取证
  party_identified,    // 当事人身份已查明
  proposal_complete,   // 拟处理意见完整
  // recusal, parties, measures of evidence
  actor_not_recused,      // 操作人未被决定回避
  recusal_undecided,      // 回避申请未决定，不停止调查
  recusal_waits,          // 有待决定的回避申请
  recusal_decider_apart,  // 本人不决定自己的回避
  recusal_settled,        // 回避申请已决定
  party_in_case,          // 仍是当事人
  party_remains,          // 至少有一名当事人
  preservation_waits,     // 有待审批的先行登记保存
  preservation_approved,  // 先行登记保存已经批准
  list_acknowledged,      // 清单已签名
  preservation_kept,      // 有待处理的先行登记保存
  confiscation_decided,   // 没收已由处罚决定作出
  preservation_open,      // 还有先行登记保存没有处理
  preservations_settled,  // 先行登记保存都已处理
  expert_waits,           // 有待登记的鉴定意见
  expert_told,            // 鉴定期间、结果已告知
  evidence_usable,        // 证据没有被排除
  evidence_remains,       // 还有可用的证据
  correction_open,        // 有待复查的责令改正
  recordings_settled,     // 应当音像记录的环节都已记录或者说明
  recording_gap_waits,    // 有待审批的音像记录说明
  recording_gap_apart,    // 本人不审批自己的说明
  recording_kept,           // 音像记录没有销毁
  recording_held,           // 已暂停销毁
  retention_over,           // 保管期限已满
  recording_not_held,       // 没有暂停销毁的情形
  destruction_free,         // 没有正在办理的销毁
  destruction_proposed,     // 已提请销毁
  destruction_approved,     // 销毁已经批准
  destruction_carried_out,  // 销毁已经执行
  destruction_apart,        // 提请、批准、执行、监督分开
  informant_told,         // 已告知投诉举报人
  // term, transfer
  term_running,            // 办案期限正在计算
  term_ground_granted,     // 有延长、不计入的规定
  term_stands,             // 办案期限已中止
  transfer_free,           // 没有未办完的移送
  transfer_waits,          // 有待决定的移送
  transfer_in_person,      // 由正职负责人决定移送
  transfer_approved,       // 移送已经批准
  transfer_materials,      // 移送材料齐全
  transfer_unanswered,     // 移送后等待答复
  transfer_not_owed,       // 没有应当移送而未移送的
  transfer_accepted,       // 受移送机关已接收
  counts_add_up,       // 各项处罚与合计一致
  // notice, statement, hearing
  penalty_intended,          // 拟给予处罚
  party_of_age,              // 已满十四周岁
  range,                     // 法定种类和幅度
  benchmark,                 // 裁量基准
  notice_covers,             // 不重于已告知
  statement_answered,        // 陈述申辩已复核
  statement_waiver_express,  // 明确放弃
  silence_after_term,        // 期满未提出
  defence_heard,             // 已听取陈述申辩
  statement_term,            // 陈述申辩期满
  hearing_right_told,        // 已告知听证权利
  hearing_request_in_time,   // 听证申请在期限内
  hearing_request_open,      // 有待撤回的听证权利
  hearing_term,              // 听证申请期满
  no_open_hearing,           // 没有未办的听证申请
  hearing_not_requested,     // 没有重复申请听证
  hearing_waiting,           // 有待办的听证申请
  hearing_notice_ahead,      // 提前七个工作日通知
  hearing_served_apart,      // 逐名送达听证通知
  hearing_closed_ground,     // 不公开听证的理由
  hearing_host_apart,        // 主持人不是调查人员
  hearing_notified,          // 已通知听证
  hearing_by_host,           // 由主持人办理
  hearing_as_notified,       // 按通知的时间举行
  hearing_agents,            // 代理人一至二人
  hearing_minutes,           // 听证笔录
  hearing_to_report,         // 有待报告的听证
  // legal review
  review_free,           // 没有正在进行的审核
  review_useful,         // 需要再次审核
  review_replied,        // 已答复审核意见
  review_pending,        // 正在审核
  review_answerable,     // 有待答复的审核意见
  review_extension,      // 延长次数和天数
  review_unaccepted,     // 尚未受理登记
  review_accepted,       // 已受理登记
  reviewers_of_unit,     // 分配的人员属于法制审核机构
  reviewers_apart,       // 分配的人员与本案无关
  reviewers_qualified,   // 分配的人员具备资格
  reviewer_allocated,    // 为本轮分配的审核人员
  reviewer_apart,        // 审核人与本案无关
  supplement_open,       // 有待补充的要求
  reply_covers_points,   // 逐项答复
  review_disputable,     // 有可以提请研究的审核意见
  dispute_open,          // 有待研究的分歧
  dispute_settled,       // 分歧已研究
  reviewer_not_handler,  // 审核人不是承办人
  reviewer_of_unit,      // 审核人属于法制审核机构
  reviewer_qualified,    // 初次审核人员资格
  opinion_complete,      // 十项审核意见
  review_passed,         // 法制审核通过
  // discretion
  discretion_assessed,     // 已作裁量
  discretion_within,       // 在裁量范围内
  deviation_open,          // 有待批准的偏离
  deviation_other_person,  // 由另一人批准偏离
  // discussion, approval, decision
  discussion_members,    // 参加讨论的负责人
  discussion_held,       // 已集体讨论
  approval_submitted,    // 已报请审批
  decider_apart,         // 决定人不是承办人、审核人
  decision_as_approved,  // 与报批一致
  education_given,       // 不予处罚的教育
  document_complete,     // 决定书内容齐全
  // service, publication, performance
  decision_rendered,      // 决定书已制成
  service_officers,       // 送达人员
  service_consent,        // 电子送达同意
  service_witness,        // 留置送达见证
  service_receipt,        // 送达凭证
  service_announcement,   // 公告送达条件
  service_recipient,      // 签收人
  service_sent_through,   // 受托或者转交机关
  service_online_channel,  // 互联网复议渠道
  service_date,           // 送达日期
  service_once,           // 没有重复送达
  service_begun,          // 已开始送达
  not_minor,              // 不是未成年人
  publication_absent,     // 尚未公示
  publication_undecided,  // 尚未决定是否公示
  publication_proposed,   // 已提请公示
  publication_live,       // 正在公示
  publication_correctable,  // 公示可以更正
  publication_clean,      // 公开稿无个人信息
  approver_not_proposer,  // 批准人不是提请人
  payment_within,         // 不超过应缴
  // payment, deferral, demand and court, remedies, a decision made anew, closing (guards_money.cpp)
  on_spot_ground,         // 当场收缴的情形
  collector_apart,        // 收缴与决定分离
  hand_in_in_time,        // 按时上交
  bank_in_time,           // 按时缴付银行
  state_as_recorded,      // 履行情况与账目一致
  fine_owed,              // 有应缴的罚款
  deferral_free,          // 没有待审批的延期分期
  deferral_pending,       // 有待审批的延期分期
  plan_fits,              // 缴纳安排与应缴一致
  unperformed,            // 尚未履行
  term_passed,            // 履行期限届满
  surcharge_bookable,     // 决定书写明加处罚款
  demand_waited,          // 催告满十日
  remedies_over,          // 复议诉讼期限届满
  remedy_closed,          // 没有未决的复议诉讼
  court_late_confirmed,   // 逾期申请须确认
  court_in_time,          // 三个月内申请
  surcharge_demanded,     // 加处罚款已催告
  court_free,             // 没有在办的执行申请
  court_pending,          // 有在办的执行申请
  decision_made,          // 已作出决定
  remedy_pending,         // 有未决的复议诉讼
  remedy_not_worse,       // 没有更为不利
  decision_stands,        // 决定仍有效力
  change_not_heavier,     // 变更不加重
  decision_ended,         // 原决定已失去效力
  publication_settled,    // 原决定的公示已处理
  not_overturned,         // 决定没有被推翻
  remade_differs,         // 不作相同的决定
  remade_not_heavier,     // 不因救济而加重
  goods_confiscated,      // 有罚没物品
  goods_way,              // 处理方式有依据
  closing_ground,         // 结案方式与事实相符
  refund_settled,         // 应退款项已退
  deferral_settled,       // 没有待审批的延期分期
  remedy_settled,         // 没有未决的复议诉讼
  decision_fell,          // 决定已被撤销
  remake_not_ordered,     // 没有责令重新作出
  performed,              // 已履行
};
inline constexpr std::size_t kGuardCount = static_cast<std::size_t>(Guard::performed) + 1;

}  // namespace mingjing::cases
