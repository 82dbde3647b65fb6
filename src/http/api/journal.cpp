// The audit journal for the audit administrator: what was done, and who looked at what. It says who, when, which act and
// which object by number; it shows nothing of what is in a case.
// SPDX-License-Identifier: Apache-2.0
#include "domain/archive/purposes.h"
#include "domain/cases/stage.h"
#include "flow/complaints.h"
#include "http/api/core.h"
#include "query/journal.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;

constexpr int kDaysShown = 31, kDaysMax = 366;

using Word = std::pair<std::string_view, std::string_view>;
constexpr Word kEvents[] = {{"volume_sealed", "封存案卷"},
                            {"sign_in", "登录"},
                            {"sign_out", "退出登录"},
                            {"change_password", "修改密码"},
                            {"reset_password", "重置密码"},
                            {"enrol_totp", "绑定动态口令"},
                            {"reset_second_factor", "重置动态口令"},
                            {"create_user", "新建账号"},
                            {"change_roles", "授予角色"},
                            {"disable_user", "停用账号"},
                            {"end_session", "结束他人的登录"},
                            {"delegate", "委托代办"},
                            {"end_delegation", "结束代办"},
                            {"set_up", "初始化系统"},
                            {"create_agency", "新建机关"},
                            {"open_agency", "开通机关"},
                            {"create_unit", "新建内设机构"},
                            {"set_settings", "修改设置"},
                            {"register_officer", "登记执法人员"},
                            {"change_certificate", "变更执法证件"},
                            {"create_item", "新建执法事项"},
                            {"change_item", "修改执法事项"},
                            {"register_device", "登记执法设备"},
                            {"issue_device", "领用执法设备"},
                            {"return_device", "归还执法设备"},
                            {"calibrate_device", "登记检定校准"},
                            {"check_device_clock", "核对设备的时钟"},
                            {"retire_device", "停用执法设备"},
                            {"register_room", "登记询问室、听证室"},
                            {"begin_room_session", "开始使用询问室、听证室"},
                            {"end_room_session", "结束使用询问室、听证室"},
                            {"name_room_recording", "写明一次使用的音像记录"},
                            {"close_room", "停用询问室、听证室"},
                            {"propose_recording_matters", "提请音像记录事项清单"},
                            {"decide_recording_matters", "审批音像记录事项清单"},
                            {"record_analysis", "登记统计分析"},
                            {"note_analysis_result", "登记分析结果的运用"},
                            {"import_law", "导入法律"},
                            {"import_calendar", "导入放假安排"},
                            {"recompute_limits", "重算期限"},
                            {"publish_list", "发布公开清单"},
                            {"receive_complaint", "收到投诉举报"},
                            {"publish_answer", "公布答复"},
                            {"take_down_answer", "撤下公布的答复"},
                            {"grant_view", "准予调阅证据原件"},
                            {"witness_refused", "见证方说日志对不上"}};
constexpr Word kSubjects[] = {{"case", "案件"},
                              {"complaint", "投诉举报"},
                              {"user", "账号"},
                              {"agency", "机关"},
                              {"officer", "执法人员"},
                              {"item", "执法事项"},
                              {"device", "执法设备"},
                              {"room", "询问室、听证室"},
                              {"record_analysis", "统计分析"},
                              {"law_version", "法律文本"},
                              {"calendar_year", "工作日历"},
                              {"public_list", "公开清单"},
                              {"public_answer", "公开的答复"},
                              {"witness_refusal", "公示日志的见证"},
                              {"document", "文书"},
                              {"evidence", "证据"},
                              {"recording", "音像记录"},
                              {"volume", "案卷"},
                              {"volume_package", "归档包"},
                              {"case_list", "案件列表"},
                              {"party_history", "当事人历次案件"}};

template <std::size_t N>
std::string_view word(const Word (&words)[N], std::string_view id) {
  for (const auto& [known, zh] : words) {
    if (known == id) return zh;
  }
  return id;
}

std::string_view event_word(std::string_view type) {
  if (const auto act = cases::parse_act(type)) return cases::name_zh(*act);
  for (const auto& verb : flow::complaint_verbs()) {
    if (verb.id == type) return verb.zh;
  }
  return word(kEvents, type);
}

Result<query::JournalRequest> wanted_of(const Api& api, const Caller& who, const Request& request) {
  query::JournalRequest out;
  out.agency = who.actor.agency;
  const Date today = api.services.legal_clock->today();  // events are recorded by it
  const auto from_text = request.query_or("from", ""), to_text = request.query_or("to", "");
  const auto to = to_text.empty() ? today : Date::parse(to_text).value_or(Date());
  const auto from = from_text.empty() ? to - (kDaysShown - 1) : Date::parse(from_text).value_or(Date());
  if (to == Date() || from == Date() || from > to) {
    return refuse(ErrorCode::bad_request, "日期请写成 2026-03-02 这样的形式，起始日不晚于截止日。", "from");
  }
  if (to - from > kDaysMax) return refuse(ErrorCode::bad_request, "一次最多查询一年，请缩小日期范围。", "from");
  out.from = Instant::beijing(from);
  out.until = Instant::beijing(to + 1);
  out.user = std::string(request.query_or("user", ""));
  out.subject = std::string(request.query_or("subject", ""));
  if (!out.user.empty() && !Uuid::parse(out.user)) return refuse(ErrorCode::bad_request, "user 应为账号的编号。", "user");
  if (!out.subject.empty() && !Uuid::parse(out.subject)) return refuse(ErrorCode::bad_request, "subject 应为对象的编号。", "subject");
  out.after = std::string(request.query_or("after", ""));
  return out;
}

class Names {
 public:
  Names(std::map<std::string, std::string> known) : known_(std::move(known)) {}
  void write(JsonWriter& out, std::string_view member, const std::string& id) const {
    out.key(member).open_object();
    if (Uuid::parse(id)) out.member("id", id);
    const auto found = known_.find(id);
    out.member("name", found != known_.end() ? std::string_view(found->second) : id == "system" ? "系统" : "已不在册").close_object();
  }

 private:
  std::map<std::string, std::string> known_;
};

void write_subject(JsonWriter& out, std::string_view kind, std::string_view id, std::string_view label) {
  out.key("subject").open_object().member("id", id).member("kind", kind).member("kind_name", word(kSubjects, kind));
  if (!label.empty()) out.member("label", label);
  out.close_object();
}

Response events(Api& api, const query::JournalRequest& wanted) {
  const auto page = query::journal_events(*api.services.database, wanted);
  if (!page) return respond(page.error());
  std::set<std::string> ids;
  for (const auto& row : page->rows) ids.insert({row.actor, row.acting_for});
  const Names names(query::user_names(*api.services.database, wanted.agency, ids));
  JsonWriter out;
  out.open_object().key("entries").open_array();
  for (const auto& row : page->rows) {
    out.open_object().member("kind", "event").member("id", row.id).member("at", row.recorded_at.text());
    if (row.occurred_at != row.recorded_at) out.member("occurred_at", row.occurred_at.text());
    names.write(out, "who", row.actor);
    if (!row.acting_for.empty()) names.write(out, "acting_for", row.acting_for);
    out.member("what", event_word(row.type)).member("type", row.type);
    write_subject(out, row.subject_kind, row.subject, row.case_no);
    out.member("version", row.version);
    if (!row.address.empty()) out.member("address", row.address);
    out.close_object();
  }
  out.close_array().member("next", page->next).close_object();
  return ok_json(200, out.take());
}

Response looks(Api& api, const query::JournalRequest& wanted) {
  const auto page = query::journal_looks(*api.services.database, wanted);
  if (!page) return respond(page.error());
  std::set<std::string> ids;
  for (const auto& row : page->rows) ids.insert(row.user);
  const Names names(query::user_names(*api.services.database, wanted.agency, ids));
  JsonWriter out;
  out.open_object().key("entries").open_array();
  for (const auto& row : page->rows) {
    out.open_object().member("kind", "access").member("at", row.first.text()).member("until", row.last.text());
    names.write(out, "who", row.user);
    out.member("what", "查看").member("type", "access");
    write_subject(out, row.kind, row.subject, {});
    out.member("purpose", archive::noted_purpose_zh(row.purpose)).member("count", row.count).close_object();
  }
  out.close_array().member("next", page->next).close_object();
  return ok_json(200, out.take());
}

Response read_journal(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_audit", Relation::agency); !allowed) return respond(allowed.error());
  const auto wanted = wanted_of(api, who, request);
  if (!wanted) return respond(wanted.error());
  const auto kind = request.query_or("kind", "event");
  if (kind != "event" && kind != "access") return respond(Error{ErrorCode::bad_request, "kind 只能是 event、access。", "kind", {}, {}});
  return kind == "event" ? events(api, *wanted) : looks(api, *wanted);
}

}  // namespace

void add_journal_routes(Router& router, const std::shared_ptr<Api>& api) {
  router.add("read_journal", Method::get, "/api/v1/journal", RouteFlags{}, [api](Request& r) { return read_journal(*api, r); });
}

}  // namespace mingjing::http::api
