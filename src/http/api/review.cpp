// Discretion of a case looked at and tried out, the people who review, and the catalogue of what must be reviewed. Nothing
// here is an event.
// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/major_decisions.h"
#include "flow/discretion_of_case.h"
#include "http/api/case_reading.h"
#include "http/api/people.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;

Response answer(Result<std::string>&& made) {
  return made ? ok_json(200, std::move(*made)) : respond(made.error());
}

Response read_discretion(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto id = *CaseId::parse(request.param("id"));
  Result<std::string> made = refuse(no_case());
  const std::string item(request.query_or("item_id", ""));
  const auto read = with_case(api, who, {"read_case", id}, [&](flow::ReadUnit& unit, const cases::Case& c, bool) {
    made = flow::discretion_page_json(unit, c, item);
  });
  if (!read) return respond(read.error());
  if (!api.journal.note(who.actor, "case", id.uuid(), "handling")) throw Unavailable("the access journal is full");
  return answer(std::move(made));
}

Response preview_discretion(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto id = *CaseId::parse(request.param("id"));
  if (auto allowed = allow(who, "read_case", Relation::own); !allowed) return respond(allowed.error());
  const auto body = read_body(request);
  if (!body) return respond(body.error());
  Result<std::string> made = refuse(no_case());
  const auto read = with_case(api, who, {"read_case", id}, [&](flow::ReadUnit& unit, const cases::Case& c, bool) {
    made = flow::discretion_preview_json(unit, c, *body, unit.today());
  });
  if (!read) return respond(read.error());
  if (!api.journal.note(who.actor, "case", id.uuid(), "handling")) throw Unavailable("the access journal is full");
  return answer(std::move(made));
}

Response list_reviewers(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "list_officers", Relation::agency); !allowed) return respond(allowed.error());
  JsonWriter out;
  out.open_object().key("reviewers").open_array();
  for (const auto& one : people_of(api, who.actor.agency).reviewers) {
    out.open_object().member("id", one.id).member("name", one.name).member("unit", one.unit.text());
    out.member("kind", identity::to_string(one.profile.kind)).member("kind_name", identity::name_zh(one.profile.kind));
    out.key("legal_qualification").value(one.profile.legal_qualification).key("law_degree").value(one.profile.law_degree);
    out.key("qualified").value(identity::may_review(one.profile)).close_object();
  }
  out.close_array().close_object();
  return ok_json(200, out.take());
}

Response list_major_decisions(Api& api, Request& request) {
  if (auto allowed = allow(caller(request), "read_limits", Relation::agency); !allowed) return respond(allowed.error());
  const std::string on(request.query_or("on", ""));
  const auto day = on.empty() ? std::optional(api.services.legal_clock->today()) : Date::parse(on);
  if (!day) return respond(Error{ErrorCode::bad_request, "日期请写成 2026-03-02 这样的形式。", "on", {}, {}});
  JsonWriter out;
  out.open_object().key("entries").open_array();
  for (const auto& entry : catalog::MajorDecisions::built_in().catalogue(*day)) {
    out.open_object().member("id", entry.id).member("text", entry.explanation).member("citation", entry.citation);
    out.member("from", entry.from.text());
    if (entry.until) out.member("until", entry.until->text());
    if (!entry.act_type.empty()) out.member("act_type", entry.act_type);
    if (!entry.level.empty()) out.member("level", entry.level);
    if (!entry.item.empty()) out.member("item", entry.item);
    out.member("body", entry.outside ? "outside" : "own").key("tags").open_array();
    for (const auto& tag : entry.tags) out.value(tag);
    out.close_array().close_object();
  }
  out.close_array().key("tags").open_array();
  for (const auto& tag : catalog::kCatalogueTags) {
    out.open_object().member("id", tag.id).member("name", tag.zh).close_object();
  }
  out.close_array().close_object();
  return ok_json(200, out.take());
}

}  // namespace

void add_review_routes(Router& router, const std::shared_ptr<Api>& api) {
  const RouteFlags flags;
  router.add("read_discretion", Method::get, "/api/v1/cases/{id:uuid}/discretion", flags,
             [api](Request& r) { return read_discretion(*api, r); });
  router.add("preview_discretion", Method::post, "/api/v1/cases/{id:uuid}/discretion/preview", flags,
             [api](Request& r) { return preview_discretion(*api, r); });
  router.add("list_reviewers", Method::get, "/api/v1/reviewers", flags,
             [api](Request& r) { return list_reviewers(*api, r); });
  router.add("list_major_decisions", Method::get, "/api/v1/major-decisions", flags,
             [api](Request& r) { return list_major_decisions(*api, r); });
}

}  // namespace mingjing::http::api
