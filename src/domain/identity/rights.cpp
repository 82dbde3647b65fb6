// SPDX-License-Identifier: Apache-2.0
#include "domain/identity/rights.h"

#include <algorithm>
#include <array>
#include <string>

namespace mingjing::identity {
namespace {

constexpr std::array kActions{
    // Anybody signed in, for what is their own and for reference data.
    Action{"read_self", "查看本人账号", true, false},
    Action{"change_password", "修改本人密码", true, false},
    Action{"enrol_totp", "绑定本人动态口令", true, false},
    Action{"list_own_sessions", "查看本人登录", true, false},
    Action{"end_own_session", "退出登录", true, false},
    Action{"save_draft", "保存草稿", true, false},
    Action{"delegate", "委托代办", true, false},
    Action{"read_agency", "查看机关与机构", true, false},
    Action{"list_items", "查看执法事项", true, false},
    Action{"read_item", "查看执法事项详情", true, false},
    Action{"list_officers", "查看执法人员", true, false},
    Action{"read_laws", "查看法律法规", true, false},
    Action{"read_calendar", "查看工作日历", true, false},
    Action{"read_limits", "查看期限规则", true, false},
    // Cases.
    Action{"list_tasks", "查看待办", false, true},
    Action{"read_overview", "查看总览", false, true},
    Action{"read_party_history", "查询当事人历次案件", false, true},
    Action{"list_cases", "查看案件列表", false, true},
    Action{"read_case", "查看案件", false, true},
    Action{"read_document", "查看文书", false, true},
    Action{"read_evidence", "查看证据目录", false, true},
    Action{"create_view_grant", "调阅证据原件", false, true},
    Action{"register_clue", "登记线索", false, true},
    Action{"perform_act", "办理案件", false, true},
    Action{"upload", "上传材料", false, true},
    Action{"prepare_publication", "拟制公示", false, true},
    Action{"publish", "审批公示", false, true},
    Action{"take_down", "撤下公示", false, true},
    Action{"list_publications", "公示台", false, true},
    Action{"read_publication", "公示比对", false, true},
    Action{"read_file_review", "案卷评查", false, true},
    Action{"read_archive", "查看案卷", false, true},
    Action{"read_statistics", "查看统计", false, true},
    Action{"analyse_records", "统计分析记录", false, true},
    // 投诉举报.
    Action{"list_complaints", "查看投诉举报列表", false, true},
    Action{"read_complaint", "查看投诉举报", false, true},
    Action{"read_complainant", "查看提出人", false, true},
    Action{"judge_complaint", "受理投诉举报", false, true},
    Action{"allocate_complaint", "分派投诉举报", false, true},
    Action{"extend_complaint", "延长投诉办理期限", false, true},
    Action{"answer_complaint", "答复投诉举报", false, true},
    Action{"propose_public_answer", "提请公开答复", false, true},
    Action{"approve_public_answer", "批准、退回公开答复", false, true},
    Action{"take_down_public_answer", "撤下公开的答复", false, true},
    // Recording devices and rooms.
    Action{"read_devices", "查看执法设备", false, false},
    Action{"issue_device", "领用、归还执法设备", false, false},
    Action{"check_device_clock", "核对执法设备的时钟", false, false},
    Action{"keep_devices", "登记、检定、停用执法设备", false, false},
    Action{"read_rooms", "查看询问室、听证室", false, true},
    Action{"use_room", "使用询问室、听证室", false, true},
    Action{"keep_rooms", "登记、停用询问室、听证室", false, true},
    Action{"propose_recording_matters", "提请音像记录事项清单", false, false},
    Action{"decide_recording_matters", "审批音像记录事项清单", false, false},
    // Administration.
    Action{"create_agency", "新建下级机关", false, false},
    Action{"change_agency", "修改机关信息", false, false},
    Action{"create_unit", "新建内设机构", false, false},
    Action{"change_unit", "修改内设机构", false, false},
    Action{"read_users", "查看账号", false, false},
    Action{"create_user", "新建账号", false, false},
    Action{"change_user", "修改账号", false, false},
    Action{"disable_user", "停用账号", false, false},
    Action{"register_officer", "登记执法人员", false, false},
    Action{"change_certificate", "变更执法证件", false, false},
    Action{"create_item", "新建执法事项", false, false},
    Action{"change_item", "修改执法事项", false, false},
    Action{"import_items", "导入执法事项", false, false},
    Action{"import_officers", "导入执法人员", false, false},
    Action{"import_calendar", "导入工作日历", false, false},
    Action{"read_system", "查看系统状态", false, false},
    Action{"import_laws", "导入法律法规", false, false},
    Action{"set_settings", "修改系统设置", false, false},
    Action{"change_roles", "授予角色", false, false},
    Action{"unlock_user", "解除登录限制", false, false},
    Action{"reset_password", "重置密码", false, false},
    Action{"reset_second_factor", "重置动态口令", false, false},
    Action{"manage_sessions", "管理登录会话", false, false},
    Action{"set_security_policy", "修改安全策略", false, false},
    Action{"read_audit", "查看审计日志", false, false},
    Action{"export_audit", "导出审计日志", false, false},
};

using enum Role;
constexpr std::array kRights{
    // Whose turn it is, at the own desks.
    Right{"list_tasks", intake, Reach::own},
    Right{"list_tasks", officer, Reach::own},
    Right{"list_tasks", unit_head, Reach::own},
    Right{"list_tasks", legal_reviewer, Reach::own},
    Right{"list_tasks", hearing_host, Reach::own},
    Right{"list_tasks", agency_head, Reach::own},
    Right{"list_tasks", publicity_clerk, Reach::own},
    Right{"list_tasks", publicity_approver, Reach::own},
    Right{"list_tasks", archivist, Reach::own},
    Right{"list_tasks", supervisor, Reach::own},
    Right{"list_tasks", window_clerk, Reach::own},

    Right{"read_overview", intake, Reach::agency},
    Right{"read_overview", officer, Reach::own},
    Right{"read_overview", unit_head, Reach::unit},
    Right{"read_overview", legal_reviewer, Reach::agency},
    Right{"read_overview", agency_head, Reach::agency},
    Right{"read_overview", publicity_clerk, Reach::agency},
    Right{"read_overview", publicity_approver, Reach::agency},
    Right{"read_overview", archivist, Reach::agency},
    Right{"read_overview", supervisor, Reach::agency},

    // Whoever takes in or handles a case must know whether its party was dealt with before (APL 29, 33).
    Right{"read_party_history", intake, Reach::agency},
    Right{"read_party_history", officer, Reach::agency},
    Right{"read_party_history", window_clerk, Reach::agency},
    Right{"read_party_history", unit_head, Reach::agency},
    Right{"read_party_history", legal_reviewer, Reach::agency},
    Right{"read_party_history", agency_head, Reach::agency},

    Right{"list_cases", intake, Reach::agency},
    Right{"list_cases", officer, Reach::unit},
    Right{"list_cases", unit_head, Reach::unit},
    Right{"list_cases", legal_reviewer, Reach::agency},
    Right{"list_cases", hearing_host, Reach::own},
    Right{"list_cases", agency_head, Reach::agency},
    Right{"list_cases", publicity_clerk, Reach::agency},
    Right{"list_cases", publicity_approver, Reach::agency},
    Right{"list_cases", archivist, Reach::agency},
    Right{"list_cases", supervisor, Reach::subordinate},
    Right{"list_cases", window_clerk, Reach::own},

    Right{"read_case", intake, Reach::agency},
    Right{"read_case", officer, Reach::unit},
    Right{"read_case", unit_head, Reach::unit},
    Right{"read_case", legal_reviewer, Reach::agency},
    Right{"read_case", hearing_host, Reach::own},
    Right{"read_case", agency_head, Reach::agency},
    Right{"read_case", publicity_clerk, Reach::agency},
    Right{"read_case", publicity_approver, Reach::agency},
    Right{"read_case", archivist, Reach::agency},
    Right{"read_case", supervisor, Reach::subordinate},
    Right{"read_case", window_clerk, Reach::own},

    Right{"read_document", officer, Reach::unit},
    Right{"read_document", unit_head, Reach::unit},
    Right{"read_document", legal_reviewer, Reach::agency},
    Right{"read_document", hearing_host, Reach::own},
    Right{"read_document", agency_head, Reach::agency},
    Right{"read_document", publicity_clerk, Reach::agency},
    Right{"read_document", publicity_approver, Reach::agency},
    Right{"read_document", archivist, Reach::agency},
    Right{"read_document", supervisor, Reach::subordinate},

    // What a reviewer of the file would find, for those who can mend it or answer for it.
    Right{"read_file_review", officer, Reach::own},
    Right{"read_file_review", unit_head, Reach::unit},
    Right{"read_file_review", legal_reviewer, Reach::agency},
    Right{"read_file_review", agency_head, Reach::agency},
    Right{"read_file_review", supervisor, Reach::subordinate},

    // Evidence is nearer to the person: handlers their own cases, reviewers what they review, heads their unit's.
    Right{"read_evidence", officer, Reach::own},
    Right{"read_evidence", unit_head, Reach::unit},
    Right{"read_evidence", legal_reviewer, Reach::agency},
    Right{"read_evidence", hearing_host, Reach::own},
    Right{"read_evidence", agency_head, Reach::agency},
    Right{"read_evidence", archivist, Reach::agency},
    Right{"read_evidence", supervisor, Reach::subordinate},
    Right{"create_view_grant", officer, Reach::own},
    Right{"create_view_grant", unit_head, Reach::unit},
    Right{"create_view_grant", legal_reviewer, Reach::agency},
    Right{"create_view_grant", hearing_host, Reach::own},
    Right{"create_view_grant", agency_head, Reach::agency},
    Right{"create_view_grant", archivist, Reach::agency},
    Right{"create_view_grant", supervisor, Reach::subordinate},

    Right{"register_clue", intake, Reach::agency},
    Right{"register_clue", officer, Reach::agency},
    Right{"register_clue", unit_head, Reach::agency},
    Right{"register_clue", window_clerk, Reach::agency},

    Right{"perform_act", intake, Reach::agency},
    Right{"perform_act", officer, Reach::unit},
    Right{"perform_act", unit_head, Reach::unit},
    Right{"perform_act", legal_reviewer, Reach::agency},
    Right{"perform_act", hearing_host, Reach::own},
    Right{"perform_act", agency_head, Reach::agency},
    Right{"perform_act", publicity_clerk, Reach::agency},
    Right{"perform_act", publicity_approver, Reach::agency},
    Right{"perform_act", archivist, Reach::agency},

    Right{"upload", intake, Reach::own},
    Right{"upload", officer, Reach::own},
    Right{"upload", unit_head, Reach::own},
    Right{"upload", legal_reviewer, Reach::own},
    Right{"upload", hearing_host, Reach::own},
    Right{"upload", agency_head, Reach::own},
    Right{"upload", publicity_clerk, Reach::own},
    Right{"upload", archivist, Reach::own},
    Right{"upload", window_clerk, Reach::own},

    // The desk shows what is removed beside what is left, so it is for those who publish and who answer for it.
    Right{"list_publications", publicity_clerk, Reach::agency},
    Right{"list_publications", publicity_approver, Reach::agency},
    Right{"list_publications", agency_head, Reach::agency},
    Right{"read_publication", publicity_clerk, Reach::agency},
    Right{"read_publication", publicity_approver, Reach::agency},
    Right{"read_publication", agency_head, Reach::agency},
    Right{"prepare_publication", publicity_clerk, Reach::agency},
    Right{"publish", publicity_approver, Reach::agency},
    Right{"take_down", publicity_approver, Reach::agency},
    Right{"read_archive", archivist, Reach::agency},
    Right{"read_archive", agency_head, Reach::agency},
    Right{"read_archive", supervisor, Reach::subordinate},
    Right{"read_statistics", unit_head, Reach::unit},
    Right{"read_statistics", legal_reviewer, Reach::agency},
    Right{"read_statistics", agency_head, Reach::agency},
    Right{"read_statistics", supervisor, Reach::subordinate},
    Right{"analyse_records", legal_reviewer, Reach::agency},
    Right{"analyse_records", agency_head, Reach::agency},

    // Who wrote it is known to those who take it in, allocate it and answer it, to nobody else.
    Right{"list_complaints", intake, Reach::agency},
    Right{"list_complaints", window_clerk, Reach::agency},
    Right{"list_complaints", officer, Reach::own},
    Right{"list_complaints", legal_reviewer, Reach::own},
    Right{"list_complaints", unit_head, Reach::agency},
    Right{"list_complaints", agency_head, Reach::agency},
    Right{"list_complaints", supervisor, Reach::agency},
    Right{"read_complaint", intake, Reach::agency},
    Right{"read_complaint", window_clerk, Reach::agency},
    Right{"read_complaint", officer, Reach::own},
    Right{"read_complaint", legal_reviewer, Reach::own},
    Right{"read_complaint", unit_head, Reach::agency},
    Right{"read_complaint", agency_head, Reach::agency},
    Right{"read_complaint", supervisor, Reach::agency},
    Right{"read_complainant", intake, Reach::agency},
    Right{"read_complainant", officer, Reach::own},
    Right{"read_complainant", legal_reviewer, Reach::own},
    Right{"read_complainant", unit_head, Reach::own},
    Right{"read_complainant", agency_head, Reach::agency},
    Right{"read_complainant", supervisor, Reach::agency},
    Right{"judge_complaint", intake, Reach::agency},
    Right{"judge_complaint", agency_head, Reach::agency},
    Right{"judge_complaint", supervisor, Reach::agency},
    Right{"allocate_complaint", intake, Reach::agency},
    Right{"allocate_complaint", unit_head, Reach::agency},
    Right{"allocate_complaint", agency_head, Reach::agency},
    Right{"allocate_complaint", supervisor, Reach::agency},
    Right{"extend_complaint", agency_head, Reach::agency},
    Right{"answer_complaint", intake, Reach::own},
    Right{"answer_complaint", officer, Reach::own},
    Right{"answer_complaint", legal_reviewer, Reach::own},
    Right{"answer_complaint", unit_head, Reach::own},
    Right{"answer_complaint", supervisor, Reach::own},
    // Proposed by who answered, or by those who keep the register; approved and taken down as publications are.
    Right{"propose_public_answer", intake, Reach::agency},
    Right{"propose_public_answer", officer, Reach::own},
    Right{"propose_public_answer", legal_reviewer, Reach::own},
    Right{"propose_public_answer", unit_head, Reach::own},
    Right{"propose_public_answer", supervisor, Reach::agency},
    Right{"list_complaints", publicity_approver, Reach::own},
    Right{"read_complaint", publicity_approver, Reach::own},
    Right{"approve_public_answer", publicity_approver, Reach::agency},
    Right{"take_down_public_answer", publicity_approver, Reach::agency},

    // An officer takes a device for himself; the head of a unit keeps its devices, the administrator all of them.
    Right{"read_devices", officer, Reach::agency},
    Right{"read_devices", unit_head, Reach::agency},
    Right{"read_devices", hearing_host, Reach::agency},
    Right{"read_devices", agency_head, Reach::agency},
    Right{"read_devices", archivist, Reach::agency},
    Right{"read_devices", supervisor, Reach::agency},
    Right{"read_devices", system_admin, Reach::agency},
    Right{"issue_device", officer, Reach::own},
    Right{"issue_device", unit_head, Reach::unit},
    Right{"issue_device", system_admin, Reach::agency},
    Right{"check_device_clock", officer, Reach::unit},
    Right{"check_device_clock", unit_head, Reach::unit},
    Right{"check_device_clock", system_admin, Reach::agency},
    Right{"keep_devices", unit_head, Reach::unit},
    Right{"keep_devices", system_admin, Reach::agency},
    Right{"read_rooms", officer, Reach::agency},
    Right{"read_rooms", unit_head, Reach::agency},
    Right{"read_rooms", hearing_host, Reach::agency},
    Right{"read_rooms", agency_head, Reach::agency},
    Right{"read_rooms", archivist, Reach::agency},
    Right{"read_rooms", supervisor, Reach::agency},
    Right{"use_room", officer, Reach::agency},
    Right{"use_room", unit_head, Reach::agency},
    Right{"use_room", hearing_host, Reach::agency},
    Right{"keep_rooms", unit_head, Reach::agency},
    // What must be recorded is a rule for cases: those who judge their lawfulness draw it up, the head answers for it.
    Right{"propose_recording_matters", legal_reviewer, Reach::agency},
    Right{"decide_recording_matters", agency_head, Reach::agency},

    Right{"create_agency", system_admin, Reach::agency},
    Right{"change_agency", system_admin, Reach::subordinate},
    Right{"create_unit", system_admin, Reach::subordinate},
    Right{"change_unit", system_admin, Reach::subordinate},
    Right{"read_users", system_admin, Reach::subordinate},
    Right{"create_user", system_admin, Reach::subordinate},
    Right{"change_user", system_admin, Reach::agency},
    Right{"disable_user", system_admin, Reach::agency},
    Right{"register_officer", system_admin, Reach::agency},
    Right{"change_certificate", system_admin, Reach::agency},
    Right{"create_item", system_admin, Reach::agency},
    Right{"change_item", system_admin, Reach::agency},
    Right{"import_items", system_admin, Reach::agency},
    Right{"import_officers", system_admin, Reach::agency},
    Right{"import_calendar", system_admin, Reach::agency},
    Right{"import_laws", system_admin, Reach::agency},
    Right{"read_system", system_admin, Reach::agency},
    Right{"set_settings", system_admin, Reach::agency},

    Right{"read_users", security_admin, Reach::subordinate},
    Right{"change_roles", security_admin, Reach::subordinate},
    Right{"unlock_user", security_admin, Reach::agency},
    Right{"reset_password", security_admin, Reach::agency},
    Right{"reset_second_factor", security_admin, Reach::agency},
    Right{"manage_sessions", security_admin, Reach::agency},
    Right{"set_security_policy", security_admin, Reach::agency},

    Right{"read_users", audit_admin, Reach::agency},
    Right{"read_audit", audit_admin, Reach::agency},
    Right{"export_audit", audit_admin, Reach::agency},
};

constexpr bool reaches(Reach reach, Relation relation) {
  return relation != Relation::none && static_cast<int>(relation) <= static_cast<int>(reach);
}

}  // namespace

std::span<const Right> rights() { return kRights; }
std::span<const Action> actions() { return kActions; }

Status may(RoleSet roles, std::string_view action, Relation relation) {
  const auto known =
      std::find_if(kActions.begin(), kActions.end(), [&](const Action& row) { return row.id == action; });
  const bool everyone = known != kActions.end() && known->everyone;
  // Reference data is shared with the whole tree; what is personal is asked for with Relation::own.
  if (everyone && relation != Relation::none && relation != Relation::subordinate) return {};
  bool held = false;
  for (const auto& row : kRights) {
    if (row.action != action || !roles.has(row.role)) continue;
    if (reaches(row.reach, relation)) return {};
    held = true;
  }
  if (relation == Relation::none || relation == Relation::subordinate) {
    return refuse(ErrorCode::not_found, "没有找到该对象，请核对后重试。");
  }
  const std::string what = known == kActions.end() ? std::string("该操作") : "“" + std::string(known->zh) + "”";
  if (held)
    return refuse(ErrorCode::forbidden, "您的" + what + "权限不及于此对象，如需办理请与承办人或者本机构负责人联系。");
  return refuse(ErrorCode::forbidden, "您的角色没有" + what + "权限，如需办理请与安全管理员联系。");
}

}  // namespace mingjing::identity
