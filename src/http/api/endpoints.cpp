// SPDX-License-Identifier: Apache-2.0
#include "http/api/endpoints.h"

#include "domain/cases/stage.h"
#include "flow/complaints.h"

namespace mingjing::http::api {
namespace {

// Publication is proposed, approved and taken down by people with those very rights; every other act is casework, and
// its role is judged by the procedure's table.
std::string action_of(cases::Act act) {
  switch (act) {
    case cases::Act::register_clue:
      return "register_clue";
    case cases::Act::propose_publication:
    case cases::Act::correct_publication:
      return "prepare_publication";
    case cases::Act::approve_publication:
    case cases::Act::withhold_publication:
    case cases::Act::return_publication:
      return "publish";
    case cases::Act::take_down_publication:
      return "take_down";
    default:
      return "perform_act";
  }
}

std::vector<Endpoint> make() {
  std::vector<Endpoint> out{
      {"read_session", "read_self", "查看本次登录"},
      {"end_session", "end_own_session", "退出登录"},
      {"list_sessions", "list_own_sessions", "查看本人的登录"},
      {"revoke_session", "end_own_session", "结束本人的一次登录"},
      {"read_me", "read_self", "查看本人账号"},
      {"set_delegation", "delegate", "委托代办"},
      {"end_delegation", "delegate", "结束代办"},
      {"change_password", "change_password", "修改本人密码"},
      {"enrol_second_factor", "enrol_totp", "取得动态口令密钥"},
      {"confirm_second_factor", "enrol_totp", "绑定动态口令"},
      {"list_drafts", "save_draft", "本人的草稿"},
      {"read_draft", "save_draft", "读取一份草稿"},
      {"save_draft", "save_draft", "保存草稿"},
      {"delete_draft", "save_draft", "删去草稿"},
      {"list_tasks", "list_tasks", "本人的待办"},
      {"read_statistics", "read_overview", "总览"},
      {"list_cases", "list_cases", "案件列表"},
      {"cases_csv", "list_cases", "案件列表（CSV）"},
      {"list_parties", "read_party_history", "当事人历次案件（按名称、信用代码）"},
      {"search_parties", "read_party_history", "当事人历次案件（按证件号码等）"},
      {"related_cases", "read_case", "本案当事人的其他案件"},
      {"palette", "list_cases", "边输入边找案件"},
      {"read_case", "read_case", "案件页"},
      {"read_form", "read_limits", "办案行为的表单"},
      {"list_case_forms", "read_case", "本案可以生成的文书"},
      {"read_case_form", "read_case", "生成一份内部文书"},
      {"list_volumes", "read_case", "全过程记录是否齐全，封存的案卷"},
      {"create_volume_grant", "read_archive", "调阅案卷"},
      {"read_volume_page", "read_archive", "案卷的一页，带水印"},
      {"read_volume_package", "read_archive", "案卷归档包"},
      {"read_case_looks", "read_case", "谁打开过本案"},
      {"list_publications", "list_publications", "公示台：应公示、待批准、更正稿退回、应撤下的决定"},
      {"read_publication", "read_publication", "公示比对"},
      {"read_file_review", "read_file_review", "案卷评查"},
      {"read_discretion", "read_case", "裁量基准与本案裁量"},
      {"preview_discretion", "read_case", "试算裁量"},
      {"list_reviewers", "list_officers", "法制审核人员"},
      {"list_major_decisions", "read_limits", "重大执法决定法制审核目录"},
      {"legal_review_indicators", "read_statistics", "法制审核指标"},
      {"record_indicators", "read_statistics", "全过程记录指标"},
      {"print_case_file", "read_case", "打印本案的文书"},
      {"read_document", "read_document", "文书内容"},
      {"read_document_pdf", "read_document", "文书文件"},
      {"read_document_page", "read_document", "文书的一页"},
      {"create_view_grant", "create_view_grant", "调阅证据原件"},
      {"read_evidence_content", "create_view_grant", "证据原件"},
      {"read_evidence_page", "create_view_grant", "证据的一页"},
      {"read_evidence_custody", "read_evidence", "一件证据的保管链"},
      {"read_recording_custody", "read_evidence", "一份音像记录的保管链"},
      {"list_recordings", "read_evidence", "本案的音像记录"},
      {"list_recording_matters", "read_limits", "音像记录事项清单"},
      {"propose_recording_matters", "propose_recording_matters", "提请本机关的音像记录事项清单"},
      {"decide_recording_matters", "decide_recording_matters", "批准或者不同意本机关的音像记录事项清单"},
      {"list_due_recordings", "read_archive", "保管期限已满的音像记录"},
      {"create_recording_grant", "create_view_grant", "调阅音像记录"},
      {"read_recording_content", "create_view_grant", "音像记录原件"},
      {"read_recording_page", "create_view_grant", "音像记录的照片"},
      {"read_recording_frame", "create_view_grant", "音像记录的一帧"},
      {"read_recording_waveform", "create_view_grant", "音像记录的声音波形"},
      {"create_upload", "upload", "开始上传"},
      {"get_upload", "upload", "上传进度"},
      {"append_upload", "upload", "继续上传"},
      {"delete_upload", "upload", "取消上传"},
      {"list_complaints", "list_complaints", "投诉举报列表"},
      {"read_complaint", "read_complaint", "一件投诉举报"},
      {"list_devices", "read_devices", "执法设备列表"},
      {"read_device", "read_devices", "一台执法设备和它的台账"},
      {"read_equipment", "read_devices", "各机构设备配备与标准"},
      {"register_device", "keep_devices", "登记执法设备"},
      {"issue_device", "issue_device", "领用执法设备"},
      {"return_device", "issue_device", "归还执法设备"},
      {"check_device_clock", "check_device_clock", "核对设备的时钟"},
      {"calibrate_device", "keep_devices", "登记检定校准"},
      {"retire_device", "keep_devices", "停用执法设备"},
      {"list_rooms", "read_rooms", "询问室、听证室列表"},
      {"read_room", "read_rooms", "一间房和它的使用登记"},
      {"register_room", "keep_rooms", "登记询问室、听证室"},
      {"begin_room_session", "use_room", "开始使用"},
      {"end_room_session", "use_room", "结束使用"},
      {"name_room_recording", "use_room", "写明一次使用的音像记录"},
      {"close_room", "keep_rooms", "停用询问室、听证室"},
      {"list_analyses", "read_statistics", "一年的统计分析"},
      {"record_analysis", "analyse_records", "登记统计分析"},
      {"note_analysis_result", "analyse_records", "登记分析结果的运用"},
      {"list_items", "list_items", "执法事项列表"},
      {"read_item", "read_item", "执法事项"},
      {"import_items", "import_items", "导入执法事项"},
      {"create_item", "create_item", "新建执法事项"},
      {"register_officer", "register_officer", "登记执法人员"},
      {"list_officers", "list_officers", "执法人员列表"},
      {"import_officers", "import_officers", "导入执法人员"},
      {"read_agency", "read_agency", "本机关与机构"},
      {"create_agency", "create_agency", "新建机关"},
      {"create_unit", "create_unit", "新建内设机构"},
      {"set_settings", "set_settings", "设置缴款与救济途径"},
      {"list_users", "read_users", "账号列表"},
      {"list_colleagues", "read_agency", "同事名单"},
      {"create_user", "create_user", "新建账号"},
      {"change_roles", "change_roles", "授予角色"},
      {"disable_user", "disable_user", "停用账号"},
      {"reset_password", "reset_password", "重置密码"},
      {"reset_second_factor", "reset_second_factor", "重置动态口令"},
      {"list_user_sessions", "manage_sessions", "查看一个账号的登录"},
      {"end_user_session", "manage_sessions", "结束一个账号的一次登录"},
      {"read_security_policy", "read_users", "密码和登录的规则"},
      {"set_up_steps", "read_users", "开始办案前还缺什么"},
      {"read_system", "read_system", "系统状态"},
      {"read_journal", "read_audit", "审计日志"},
      {"preview_law", "import_laws", "导入一部法律会改变什么"},
      {"import_law", "import_laws", "导入一部法律"},
      {"preview_calendar", "import_calendar", "导入放假安排会改变什么"},
      {"import_calendar", "import_calendar", "导入放假安排"},
      {"list_limits", "read_limits", "期限规则"},
      {"count_limit", "read_limits", "推算期限"},
      {"list_statutes", "read_laws", "法律法规列表与检索"},
      {"read_statute", "read_laws", "法律全文"},
      {"read_article", "read_laws", "法律条文"},
      {"read_cited_by", "read_laws", "哪里用到这一条"},
      {"list_calendar_years", "read_calendar", "工作日历年份"},
      {"read_calendar_year", "read_calendar", "一年的工作日历"},
      {"set_legal_clock", "read_self", "拨快演示时钟"},
  };
  for (const auto& row : cases::kActs) {
    if (cases::is_system_act(row.value)) continue;
    out.push_back({std::string(row.id), action_of(row.value), std::string(row.zh)});
  }
  for (const auto& verb : flow::complaint_verbs()) {
    out.push_back({std::string(verb.id), std::string(verb.right), std::string(verb.zh)});
  }
  return out;
}

}  // namespace

const std::vector<Endpoint>& endpoints() {
  static const auto all = make();
  return all;
}

const Endpoint* find_endpoint(std::string_view operation) {
  for (const auto& row : endpoints()) {
    if (row.operation == operation) return &row;
  }
  return nullptr;
}

}  // namespace mingjing::http::api
