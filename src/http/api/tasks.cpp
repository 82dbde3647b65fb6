// What waits for the signed-in person (domain/supervision/tasks.h, query/tasks_list.h): cases, complaints and lists of the agency,
// by the day they are due, each with the limit it is measured by.
// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/obligation_part.h"
#include "domain/supervision/desk.h"
#include "domain/supervision/tasks.h"
#include "flow/read_case.h"
#include "http/api/core.h"
#include "query/tasks_list.h"

namespace mingjing::http::api {
namespace {

template <class Value, std::size_t N>
bool is_one_of(std::string_view text, const std::array<cases::Named<Value>, N>& names) {
  return text.empty() || cases::parse_named(names, text).has_value();
}

Result<query::TasksRequest> wanted_of(const Caller& who, const Request& request) {
  query::TasksRequest out;
  out.agency = who.actor.agency;
  out.desks = supervision::desk::all_of({who.actor.user, who.actor.officer, who.actor.unit, who.actor.roles});
  if (!who.actor.officer.is_nil()) out.officer = who.actor.officer.text();
  const auto light = std::find(query::kTaskLights.begin(), query::kTaskLights.end(), request.query_or("light", ""));
  if (light == query::kTaskLights.end()) {
    return refuse(ErrorCode::bad_request, "light 只能是 red、yellow、green、suspended、none。", "light");
  }
  out.light = static_cast<query::TaskLight>(light - query::kTaskLights.begin());
  out.kind = std::string(request.query_or("kind", ""));
  if (!is_one_of(out.kind, supervision::kTaskKinds)) {
    return refuse(ErrorCode::bad_request, "kind 只能是 act、obligation、review、publication、complaint、list。", "kind");
  }
  out.words = std::string(request.query_or("q", ""));
  if (out.words.size() > 400) return refuse(ErrorCode::bad_request, "查询的字太多，请缩短。", "q");
  out.mine = request.query_or("yours", "") == "1";
  out.after = std::string(request.query_or("after", ""));
  return out;
}

void write_case(JsonWriter& out, const query::TaskRow& row) {
  out.key("case").open_object().member("id", row.subject).member("number", row.case_no).member("stage", row.stage);
  const auto stage = cases::parse_stage(row.stage);
  out.member("stage_name", stage ? cases::name_zh(*stage) : std::string_view());
  out.member("party", row.party).member("cause", row.cause);
  const auto summary = parse_json(row.summary);
  out.member("item", summary ? summary->text("item") : std::string()).close_object();
}

void write_complaint(JsonWriter& out, const query::TaskRow& row) {
  const auto data = parse_json(row.complaint);
  if (!data) throw Unavailable("a complaint cannot be read: " + std::string(row.subject));
  const auto kind = cases::parse_named(supervision::kComplaintKinds, data->text("kind")).value();
  const auto state = cases::parse_named(supervision::kComplaintStates, data->text("state")).value();
  out.key("complaint").open_object().member("id", row.subject).member("number", data->text("number"));
  out.member("kind_name", named(kind, supervision::kComplaintKinds).zh);
  out.member("state_name", named(state, supervision::kComplaintStates).zh).close_object();
}

void write_due(JsonWriter& out, const flow::Services& services, std::string_view part, Date today) {
  const auto data = parse_json(part);
  const auto limit = data ? cases::obligation_from(*data) : refuse(ErrorCode::invalid, "");
  if (!limit) throw Unavailable("an obligation cannot be read");
  out.key("due");
  flow::write_obligation(out, *limit, *services.limits, *services.calendar, today);
}

Response list_tasks(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "list_tasks", identity::Relation::own); !allowed) return respond(allowed.error());
  auto wanted = wanted_of(who, request);
  if (!wanted) return respond(wanted.error());
  wanted->today = api.services.legal_clock->today();
  const auto services = api.services.flow();
  JsonWriter out;
  const auto write = [&](const query::TaskRow& row) {
    const auto* task = supervision::find_task(row.task);
    if (task == nullptr) throw Unavailable("an unknown task: " + std::string(row.task));
    out.open_object().member("id", std::string(row.subject) + ":" + std::string(row.task) + ":" + std::string(row.row_id));
    out.member("kind", row.kind);
    if (!row.complaint.empty()) write_complaint(out, row);
    else if (task->kind != supervision::TaskKind::list) write_case(out, row);
    out.member("todo", supervision::todo_of(*task, row.detail));
    if (!task->act.empty()) out.member("act", task->act);
    out.member("yours", row.mine).member("owner", row.owner).member("since", Instant(row.since).text());
    if (!row.limit.empty()) write_due(out, *services, row.limit, wanted->today);
    out.close_object();
  };
  const auto begin = [&out] {
    out = {};
    out.open_object().key("tasks").open_array();
  };
  const auto page = query::list_tasks(*api.services.database, *wanted, begin, write);
  if (!page) return respond(page.error());
  out.close_array().key("counts").open_object();
  for (std::size_t i = 1; i < query::kTaskLights.size(); ++i) out.member(query::kTaskLights.at(i), page->counts.of.at(i));
  out.close_object().member("next", page->next).close_object();
  return ok_json(200, out.take());
}

}  // namespace

void add_task_routes(Router& router, const std::shared_ptr<Api>& api) {
  router.add("list_tasks", Method::get, "/api/v1/tasks", RouteFlags{}, [api](Request& r) { return list_tasks(*api, r); });
}

}  // namespace mingjing::http::api
