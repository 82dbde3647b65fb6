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
};

template <class Value>
struct Named {
  Value value;
  std::string_view id;
  std::string_view zh;
};

inline constexpr std::size_t kStageCount = 15;
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
  take_down_publication,       // 撤下公示
  record_payment,              // 登记缴款
  record_performance_update,   // 登记履行情况
  close_case,                  // 结案
  archive_case,                // 归档
  document_rendered,           // 文书制成（系统）
};

inline constexpr std::size_t kActCount = 31;
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
    {Act::take_down_publication, "take_down_publication", "撤下公示"},
    {Act::record_payment, "record_payment", "登记缴款"},
    {Act::record_performance_update, "record_performance_update", "登记履行情况"},
    {Act::close_case, "close_case", "结案"},
    {Act::archive_case, "archive_case", "归档"},
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
constexpr std::optional<Act> parse_act(std::string_view id) { return parse_named(kActs, id); }

}  // namespace mingjing::cases
