// Cases as lists: the list itself, the same as CSV, and the palette that finds a case while one types.
// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/stage.h"
#include "http/api/core.h"
#include "query/cases_list.h"
#include "render/portal_feeds.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;

constexpr std::size_t kCsvRows = 10'000;
constexpr std::size_t kPaletteRows = 10;

std::optional<query::CaseLight> light_of(std::string_view text) {
  if (text.empty()) return query::CaseLight::any;
  if (text == "green") return query::CaseLight::green;
  if (text == "yellow") return query::CaseLight::yellow;
  if (text == "red") return query::CaseLight::red;
  return std::nullopt;
}

// The farthest the role reaches decides which rows are seen at all.
Result<query::CaseListRequest> reach_of(Api& api, const Caller& who) {
  query::CaseListRequest out;
  out.agency = who.actor.agency;
  out.today = api.services.legal_clock->today();
  if (allow(who, "list_cases", Relation::agency)) return out;
  if (allow(who, "list_cases", Relation::unit)) {
    out.unit = who.actor.unit.text();
    return out;
  }
  if (auto own = allow(who, "list_cases", Relation::own); !own) return refuse(std::move(own.error()));
  out.lead_officer = who.actor.officer.text();
  return out;
}

// A civil day of the address; absent when it is not asked for.
Result<std::optional<Date>> day_of(const Request& request, std::string_view name) {
  const auto text = request.query_or(name, "");
  if (text.empty()) return std::optional<Date>();
  const auto day = Date::parse(text);
  if (!day) return refuse(ErrorCode::bad_request, "日期请写成 2026-03-02 这样的形式。", std::string(name));
  return day;
}

Result<query::CaseListRequest> wanted_of(Api& api, const Request& request) {
  auto out = reach_of(api, caller(request));
  if (!out) return out;
  out->stage = std::string(request.query_or("stage", ""));
  if (!out->stage.empty() && !cases::parse_stage(out->stage)) {
    return refuse(ErrorCode::bad_request, "没有这个办案阶段。", "stage");
  }
  const auto light = light_of(request.query_or("light", ""));
  if (!light) return refuse(ErrorCode::bad_request, "期限灯只有 green、yellow、red。", "light");
  out->light = *light;
  const auto from = day_of(request, "from"), to = day_of(request, "to");
  if (!from) return tl::make_unexpected(from.error());
  if (!to) return tl::make_unexpected(to.error());
  if (*from && *to && **from > **to) {
    return refuse(ErrorCode::bad_request, "起始日期晚于截止日期，请核对。", "from");
  }
  out->from = *from;
  out->to = *to;
  out->words = std::string(request.query_or("q", ""));
  if (out->words.size() > 400) return refuse(ErrorCode::bad_request, "查询的字太多，请缩短。", "q");
  return out;
}

std::string_view stage_name(std::string_view id) {
  const auto stage = cases::parse_stage(id);
  return stage ? cases::name_zh(*stage) : std::string_view();
}

void add_row(JsonWriter& out, const query::CaseListRow& row) {
  out.open_object().member("id", row.id).member("case_no", row.case_no).member("stage", row.stage);
  out.member("stage_name", stage_name(row.stage));
  out.member("cause", row.cause).member("party", row.party).member("item_code", row.item_code);
  out.member("registered_on", row.registered_on).member("filed_on", row.filed_on).member("decided_on", row.decided_on);
  out.member("next_due", row.next_due).member("light", row.light).member("publication", row.publication);
  out.key("summary").raw(row.summary).close_object();
}

Response list_cases(Api& api, Request& request) {
  auto wanted = wanted_of(api, request);
  if (!wanted) return respond(wanted.error());
  wanted->after = std::string(request.query_or("after", ""));
  JsonWriter out;
  const auto next = query::list_cases(
      *api.services.database, *wanted,
      [&out] {
        out = {};
        out.open_object().key("cases").open_array();
      },
      [&out](const query::CaseListRow& row) { add_row(out, row); });
  if (!next) return respond(next.error());
  out.close_array().member("next", *next).close_object();
  return ok_json(200, out.take());
}

// ---- CSV -------------------------------------------------------------------------------------------------------------

void add_line(std::string& out, std::initializer_list<std::string_view> cells) {
  bool first = true;
  for (const auto cell : cells) {
    if (!first) out.push_back(',');
    first = false;
    render::append_csv_cell(out, cell);
  }
  out += "\r\n";
}

void add_case(std::string& out, const query::CaseListRow& row) {
  constexpr std::pair<std::string_view, std::string_view> kLights[] = {
      {"red", "逾期"}, {"yellow", "临近到期"}, {"green", "正常"}};
  std::string_view light;
  for (const auto& [id, zh] : kLights) {
    if (row.light == id) light = zh;
  }
  const auto summary = parse_json(row.summary).value_or(Json());
  std::string officers;
  for (const auto& name : summary.items("officers")) officers += (officers.empty() ? "" : "、") + *name.as_string();
  add_line(out, {row.case_no, stage_name(row.stage), row.party, row.cause, summary.text("item"), officers, row.registered_on,
                 row.filed_on, row.decided_on, summary.text("decision_number"), row.next_due, light});
}

// One page after another of the very list, so that both show the same rows in the same order.
Response cases_csv(Api& api, Request& request) {
  auto wanted = wanted_of(api, request);
  if (!wanted) return respond(wanted.error());
  const Caller& who = caller(request);
  if (!api.journal.note(who.actor, "case_list", who.actor.agency.uuid(), "export")) {
    throw Unavailable("the access journal is full");
  }
  std::string out = "\xEF\xBB\xBF";
  add_line(out, {"案号", "阶段", "当事人", "案由", "执法事项", "承办人", "登记日期", "立案日期", "决定日期", "决定书文号", "最近期限", "期限"});
  std::size_t rows = 0;
  do {
    std::string page;
    const auto next = query::list_cases(
        *api.services.database, *wanted, [&] { page.clear(); },
        [&](const query::CaseListRow& row) { add_case(page, row); });
    if (!next) return respond(next.error());
    out += page;
    wanted->after = *next;
    rows += query::kCasePage;
  } while (!wanted->after.empty() && rows < kCsvRows);
  if (!wanted->after.empty()) add_line(out, {"只导出前 10000 件，其余请用筛选缩小范围后再导出"});
  Response response = ok_json(200, std::move(out));
  response.set("Content-Type", "text/csv; charset=utf-8");
  response.set("Content-Disposition", "attachment; filename=\"cases.csv\"; filename*=UTF-8''%E6%A1%88%E4%BB%B6.csv");
  return response;
}

// ---- palette ---------------------------------------------------------------------------------------------------------

Response palette(Api& api, Request& request) {
  auto wanted = reach_of(api, caller(request));
  if (!wanted) return respond(wanted.error());
  wanted->words = std::string(request.query_or("q", ""));
  if (wanted->words.size() > 400) return respond(Error{ErrorCode::bad_request, "查询的字太多，请缩短。", "q", {}, {}});
  JsonWriter out;
  std::size_t shown = 0;
  const auto found = query::list_cases(
      *api.services.database, *wanted,
      [&] {
        out = {};
        shown = 0;
        out.open_object().key("cases").open_array();
      },
      [&](const query::CaseListRow& row) {
        if (shown++ >= kPaletteRows) return;
        out.open_object().member("id", row.id).member("number", row.case_no).member("party", row.party);
        out.member("stage", row.stage).member("stage_name", stage_name(row.stage)).close_object();
      });
  if (!found) return respond(found.error());
  out.close_array().close_object();
  return ok_json(200, out.take());
}

}  // namespace

void add_case_list_routes(Router& router, const std::shared_ptr<Api>& api) {
  const RouteFlags flags;
  router.add("list_cases", Method::get, "/api/v1/cases", flags, [api](Request& r) { return list_cases(*api, r); });
  router.add("cases_csv", Method::get, "/api/v1/cases.csv", flags, [api](Request& r) { return cases_csv(*api, r); });
  router.add("palette", Method::get, "/api/v1/palette", flags, [api](Request& r) { return palette(*api, r); });
}

}  // namespace mingjing::http::api
