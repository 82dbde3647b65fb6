// The publication desk (flow/read_publication.h, query/publication_desk.h): the list of what is to be done, and one
// decision with what everybody would see beside it. SPDX-License-Identifier: Apache-2.0
#include "flow/read_publication.h"
#include "http/api/case_reading.h"
#include "query/publication_desk.h"

namespace mingjing::http::api {
namespace {

Response read_publication(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto id = *CaseId::parse(request.param("id"));
  const auto services = api.services.flow();
  Result<std::string> json = refuse(no_case());
  std::int64_t version = 0;
  const auto read = with_case(api, who, {"read_publication", id}, [&](flow::ReadUnit& unit, cases::Case& c, bool) {
    const auto stored = unit.load(ports::kind::enforcement_case, id.uuid());
    version = stored ? stored->version : 0;
    json = flow::publication_json_of(unit, *services, c, version);
  });
  if (!read) return respond(read.error());
  if (!json) return respond(json.error());
  if (!api.journal.note(who.actor, "case", id.uuid(), "publication")) throw Unavailable("the access journal is full");
  Response out = ok_json(200, std::move(*json));
  out.set("ETag", "\"" + std::to_string(version) + "\"");
  return out;
}

Response list_publications(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "list_publications", identity::Relation::agency); !allowed) return respond(allowed.error());
  const auto task = request.query_or("task", "");
  constexpr std::string_view kTasks[] = {"publish", "approve", "revise", "take_down", "update"};
  if (!task.empty() && std::find(std::begin(kTasks), std::end(kTasks), task) == std::end(kTasks)) {
    return respond(Error{ErrorCode::bad_request, "task 只能是 publish、approve、revise、take_down、update。", "task", {}, {}});
  }
  JsonWriter out;
  out.open_object().key("publications").open_array();
  for (const auto& row :
       query::publication_desk(*api.services.database, who.actor.agency, api.services.legal_clock->today())) {
    if (!task.empty() && row.task != task) continue;
    out.open_object().member("id", row.id).member("task", row.task).member("case_no", row.case_no);
    out.member("cause", row.cause).member("party", row.party).member("decided_on", row.decided_on);
    out.member("publication", row.publication).member("light", row.light);
    if (row.correction) out.key("correction").value(true);
    if (!row.due.empty()) out.member("due", row.due);
    out.close_object();
  }
  out.close_array().close_object();
  return ok_json(200, out.take());
}

}  // namespace

void add_publication_routes(Router& router, const std::shared_ptr<Api>& api) {
  router.add("list_publications", Method::get, "/api/v1/publications", RouteFlags{},
             [api](Request& r) { return list_publications(*api, r); });
  router.add("read_publication", Method::get, "/api/v1/cases/{id:uuid}/publication", RouteFlags{},
             [api](Request& r) { return read_publication(*api, r); });
}

}  // namespace mingjing::http::api
