// 投诉举报: the list, one complaint, the acts on it.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "flow/complaints.h"
#include "flow/read_unit.h"
#include "http/api/core.h"
#include "http/conditional.h"
#include "query/complaints_list.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;

constexpr std::string_view kAbsent = "没有找到这件投诉举报，请核对后重试。";

// What is asked for as a term of the list, within what the caller may see: everybody else's, or the own ones only.
Result<std::string> term_of(const Caller& who, const Request& request) {
  const bool all = allow(who, "list_complaints", Relation::agency).has_value();
  if (auto allowed = allow(who, "list_complaints", Relation::own); !allowed) return refuse(std::move(allowed.error()));
  const std::string own = "handler:" + who.actor.user.text();
  const std::string number(request.query_or("number", "")), state(request.query_or("state", ""));
  const std::string shown(request.query_or("public_answer", ""));
  if (!shown.empty() && !cases::parse_named(supervision::kPublicAnswerStates, shown))
    return refuse(ErrorCode::bad_request, "没有这种公开状态。", "public_answer");
  if (!shown.empty() && (all || allow(who, "approve_public_answer", Relation::agency))) return "public_answer:" + shown;
  if (!all || request.query_or("mine", "") == "1") return own;
  if (!number.empty()) return "number:" + number;
  if (state.empty()) return std::string("all");
  if (!cases::parse_named(supervision::kComplaintStates, state))
    return refuse(ErrorCode::bad_request, "没有这种办理状态。", "state");
  return "state:" + state;
}

bool concerns(const Json& data, OfficerId officer) {
  const auto& list = data.items("concerned");
  return !officer.is_nil() && std::any_of(list.begin(), list.end(), [&](const Json& id) {
    return id.as_string() != nullptr && *id.as_string() == officer.text();
  });
}

std::string_view light_of(const query::ComplaintListRow& row, const std::string& today) {
  if (row.next_due.empty()) return "done";
  if (row.red_on <= today) return "red";
  return row.yellow_on <= today ? "yellow" : "green";
}

void write_row(JsonWriter& out, const query::ComplaintListRow& row, const Json& data, const std::string& today) {
  const auto kind = cases::parse_named(supervision::kComplaintKinds, data.text("kind")).value();
  const auto state = cases::parse_named(supervision::kComplaintStates, data.text("state")).value();
  out.open_object().member("id", row.id).member("version", row.version).member("number", data.text("number"));
  out.member("kind", data.text("kind")).member("kind_name", named(kind, supervision::kComplaintKinds).zh);
  out.member("state", data.text("state")).member("state_name", named(state, supervision::kComplaintStates).zh);
  out.member("about", data.text("about")).member("received_at", data.text("received_at"));
  if (auto handler = data.text("handler_name"); !handler.empty()) out.member("handler_name", handler);
  if (!row.next_due.empty()) out.member("next_due", row.next_due).member("rule", row.rule);
  out.member("light", light_of(row, today)).close_object();
}

// What concerns the caller is left out, so that nobody learns who complained about him, nor that somebody did.
Response list_complaints(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto term = term_of(who, request);
  if (!term) return respond(term.error());
  const auto after = read_cursor(request);
  if (!after) return respond(after.error());
  const auto list = query::list_complaints(*api.services.database, who.actor.agency, *term, *after);
  const std::string today = api.services.legal_clock->today().text();
  JsonWriter out;
  out.open_object().key("complaints").open_array();
  for (const auto& row : list.rows) {
    const auto data = parse_json(row.data);
    if (!data) throw Unavailable("a complaint cannot be read: " + row.id);
    if (!concerns(*data, who.actor.officer)) write_row(out, row, *data, today);
  }
  out.close_array().member("next", list.next).close_object();
  return ok_json(200, out.take());
}

Response read_complaint(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_complaint", Relation::own); !allowed) return respond(allowed.error());
  const auto id = *Uuid::parse(request.param("id"));
  std::optional<ports::Aggregate> stored;
  Result<std::string> page = std::string();
  api.services.snapshots->read([&](ports::Reader& reader) {
    stored = reader.load(who.actor.agency, supervision::kComplaint, id);
    flow::ReadUnit unit(reader, who.actor, api.services.legal_clock->now());
    if (stored) page = flow::complaint_page_json(unit, *stored, *api.services.flow());
  });
  if (!stored) return respond(Error{ErrorCode::not_found, std::string(kAbsent), {}, {}, {}});
  if (!api.journal.note(who.actor, "complaint", id, "handling")) throw Unavailable("the access journal is full");
  if (!page) return respond(page.error());
  Response out = ok_json(200, std::move(*page));
  out.set("ETag", "\"" + std::to_string(stored->version) + "\"");
  return out;
}

void act_on_complaint(Api& api, Request& request, const Responder& responder, const flow::ComplaintVerb& verb) {
  auto body = read_body(request);
  if (!body) return responder.answer(refuse_form(request, verb.right, body.error()));
  const auto version = if_match_version(request);
  if (!version) return responder.answer(refuse_form(request, verb.right, version.error()));
  const auto id = *Uuid::parse(request.param("id"));
  run_command(api, request, responder,
              {std::string(verb.right), Relation::own,
               [services = api.services.flow(), &verb, id, version = *version, body = std::move(*body)](ports::UnitOfWork& work) {
                 return flow::perform_complaint_act(work, *services, verb, id, version, body);
               },
               {}});
}

}  // namespace

void add_complaint_routes(Router& router, const std::shared_ptr<Api>& api) {
  RouteFlags flags;
  flags.body_limit = 64 << 10;
  router.add("list_complaints", Method::get, "/api/v1/complaints", flags,
             [api](Request& r) { return list_complaints(*api, r); });
  router.add("read_complaint", Method::get, "/api/v1/complaints/{id:uuid}", flags,
             [api](Request& r) { return read_complaint(*api, r); });
  for (const auto& verb : flow::complaint_verbs()) {
    router.add_async(std::string(verb.id), Method::post, "/api/v1/complaints/{id:uuid}/acts/" + std::string(verb.id), flags,
                     [api, &verb](Request& r, Responder a) { act_on_complaint(*api, r, a, verb); });
  }
}

}  // namespace mingjing::http::api
