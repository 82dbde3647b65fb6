// Health, metrics, forms, limits, the calendar, the demo's clock.
// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "domain/cases/form.h"
#include "flow/read_case.h"
#include "http/api/core.h"
#include "http/api/endpoints.h"
#include "http/api/equipment.h"
#include "http/api/openapi.h"
#include "law/due_request.h"

namespace mingjing::http::api {
namespace {

// `demo` tells the workbench to say so on every page, also before anybody has signed in.
Response health(const Api& api) {
  return ok_json(200, api.services.set_legal_clock ? R"({"status":"ok","demo":true})" : R"({"status":"ok"})");
}

Response ready(Api& api) {
  const auto state = api.services.readiness ? api.services.readiness() : Readiness{};
  JsonWriter out;
  out.open_object().key("ready").value(state.ready).key("parts").open_object();
  for (const auto& [part, word] : state.parts) out.member(part, word);
  out.close_object().close_object();
  return ok_json(state.ready ? 200 : 503, out.take());
}

// /api/v1/forms/file_case.<digest>.json: another digest is another form, so this one may be kept for ever.
Response read_form(Request& request) {
  const std::string address = "/api/v1/forms/" + std::string(request.param("name")) + ".json";
  for (const auto& row : cases::kActs) {
    if (flow::form_address(row.value) != address) continue;
    Response out = ok_json(200, std::string(cases::form_text(row.value)));
    out.set("Content-Type", "application/schema+json").set("Cache-Control", "private, max-age=31536000, immutable");
    return out;
  }
  return respond(Error{ErrorCode::not_found, "没有这张表单，可能已经更新，请刷新页面。", {}, {}, {}});
}

Response read_system(Api& api, Request& request) {
  if (auto allowed = allow(caller(request), "read_system", identity::Relation::agency); !allowed) return respond(allowed.error());
  if (!api.services.system_state) return respond(Error{ErrorCode::not_found, "这里没有系统状态。", {}, {}, {}});
  const auto state = api.services.system_state();
  JsonWriter out;
  out.open_object().member("version", state.version).member("database", state.database).member("schema", state.schema);
  out.key("demo").value(state.demo).member("started_at", state.started_at.text());
  if (state.backup_at) out.member("backup_at", state.backup_at->text());
  out.key("log").open_object().member("origin", state.log_origin).member("size", state.log_size);
  if (state.checkpoint_at) out.member("checkpoint_at", state.checkpoint_at->text());
  out.close_object();
  out.key("anchors").open_object().member("configured", state.anchors).member("silent", state.anchors_silent);
  out.key("contradict").value(state.anchors_contradict).close_object();
  out.key("witnesses").open_array();
  for (const auto& witness : state.witnesses) {
    out.open_object().member("name", witness.name).member("size", witness.size);
    if (witness.cosigned_at) out.member("cosigned_at", witness.cosigned_at->text());
    if (!witness.trouble.empty()) out.member("trouble", witness.trouble).member("words", witness.words);
    out.close_object();
  }
  out.close_array();
  out.member("jobs_waiting", state.jobs_waiting);
  out.key("files").open_object().member("checked", state.files_checked).member("mended", state.files_mended);
  out.member("lost", state.files_lost).key("second_copy").value(state.second_copy).member("waiting", state.files_waiting);
  if (state.files_checked_at) out.member("checked_at", state.files_checked_at->text());
  out.close_object();
  out.key("disk").open_object().member("free", state.disk_free).member("total", state.disk_total).close_object();
  out.key("keys").open_object().key("log").value(state.log_key).member("data", state.data_keys).close_object();
  out.key("parts").open_object();
  const auto readiness = api.services.readiness ? api.services.readiness() : Readiness{};
  for (const auto& [part, word] : readiness.parts) out.member(part, word);
  out.close_object().close_object();
  return ok_json(200, out.take());
}

Response list_limits(Request&) { return ok_json(200, "{\"limits\":" + law::due_list_json() + "}"); }

Response count_limit(Api& api, Request& request) {
  std::vector<std::string> words{std::string(request.param("rule"))};
  for (const auto& [name, value] : request.query) {
    words.push_back("--" + name);
    words.push_back(value);
  }
  const std::vector<std::string_view> views(words.begin(), words.end());
  const auto wanted = law::parse_due_args(views);
  if (!wanted) return respond(wanted.error());
  const auto answer = law::due_json(*wanted, *api.services.flow()->calendar);
  if (!answer) return respond(answer.error());
  return ok_json(200, answer->json);
}

void set_legal_clock(Api& api, Request& request, const Responder& responder) {
  if (!api.services.set_legal_clock) {
    return responder.answer(respond(Error{ErrorCode::not_found, "只有演示数据才能拨动时钟。", {}, {}, {}}));
  }
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  const auto now = Instant::parse(body->text("now"));
  if (!now) {
    return responder.answer(respond(Error{ErrorCode::invalid, "时间请写成 2026-03-02T09:00+08:00 这样的形式。", "now", {}, {}}));
  }
  if (!api.services.set_legal_clock(*now)) {
    return responder.answer(respond(Error{ErrorCode::invalid, "演示时钟只能向前拨。", "now", {}, {}}));
  }
  responder.answer(ok_json(200, "{\"now\":\"" + api.services.legal_clock->now().text() + "\"}"));
}

}  // namespace

void add_system_routes(Router& router, const std::shared_ptr<Api>& api) {
  RouteFlags open;
  open.needs_session = false;
  RouteFlags inline_open = open;
  inline_open.runs_inline = true;
  const RouteFlags flags;
  router.add("healthz", Method::get, "/healthz", inline_open, [api](Request&) { return health(*api); });
  router.add("readyz", Method::get, "/readyz", open, [api](Request&) { return ready(*api); });
  if (api != nullptr && api->services.metrics) {
    router.add("metrics", Method::get, "/metrics", open, [api](Request&) {
      Response out = Response::text(200, api->services.metrics());
      return out;
    });
  }
  router.add("read_form", Method::get, "/api/v1/forms/{name}.json", flags, read_form);
  router.add("read_system", Method::get, "/api/v1/system", flags, [api](Request& r) { return read_system(*api, r); });
  router.add("list_limits", Method::get, "/api/v1/limits", flags, list_limits);
  router.add("count_limit", Method::get, "/api/v1/limits/{rule:word}/due", flags,
             [api](Request& r) { return count_limit(*api, r); });
  router.add_async("set_legal_clock", Method::post, "/api/v1/demo/clock", flags,
                   [api](Request& r, Responder a) { set_legal_clock(*api, r, a); });
}

namespace {

// Null only where the routes are described and never called.
void add_routes(Router& router, const std::shared_ptr<Api>& api, const std::shared_ptr<std::string>& document) {
  add_session_routes(router, api);
  add_case_routes(router, api);
  add_file_routes(router, api);
  add_recording_matter_routes(router, api);
  add_custody_routes(router, api);
  add_form_routes(router, api);
  add_file_review_routes(router, api);
  add_volume_routes(router, api);
  add_publication_routes(router, api);
  add_review_routes(router, api);
  add_indicator_routes(router, api);
  add_analysis_routes(router, api);
  add_complaint_routes(router, api);
  add_catalog_routes(router, api);
  add_catalog_entry_routes(router, api);
  add_statute_routes(router, api);
  add_import_routes(router, api);
  add_account_routes(router, api);
  add_draft_routes(router, api);
  add_task_routes(router, api);
  add_setup_routes(router, api);
  add_delegation_routes(router, api);
  add_journal_routes(router, api);
  add_calendar_routes(router, api);
  add_party_routes(router, api);
  add_case_list_routes(router, api);
  add_statistics_routes(router, api);
  add_equipment_routes(router, api);
  add_system_routes(router, api);
  RouteFlags open;
  open.needs_session = false;
  router.add("openapi", Method::get, "/api/openapi.json", open, [document](Request&) {
    Response out = ok_json(200, *document);
    out.set("Cache-Control", "no-cache");
    return out;
  });
}

}  // namespace

void add_api(Router& router, const std::shared_ptr<Api>& api) {
  auto document = std::make_shared<std::string>();
  add_routes(router, api, document);
  for (const auto& route : router.routes()) {
    if (route->flags.needs_session) MJ_CHECK(find_endpoint(route->name) != nullptr);  // no route without a right
  }
  *document = openapi_json(router);
}

std::string openapi_json() {
  Router router;
  add_routes(router, nullptr, nullptr);
  return openapi_json(router);
}

}  // namespace mingjing::http::api
