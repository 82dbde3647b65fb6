// 案卷评查 of a live case: what a reviewer would find (flow/review_case_file.h). Not an act and no event; the look is
// in the access journal under its purpose. SPDX-License-Identifier: Apache-2.0
#include "flow/review_case_file.h"
#include "http/api/case_reading.h"

namespace mingjing::http::api {
namespace {

Response read_file_review(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto id = *CaseId::parse(request.param("id"));
  const auto services = api.services.flow();
  std::string json;
  const auto read = with_case(api, who, {"read_file_review", id}, [&](flow::ReadUnit& unit, cases::Case& c, bool) {
    const auto surroundings = flow::surroundings_of(unit, *services, c);
    json = flow::file_review_json(c, supervision::review_file(c, surroundings), unit.today());
  });
  if (!read) return respond(read.error());
  if (!api.journal.note(who.actor, "case", id.uuid(), "file_review")) throw Unavailable("the access journal is full");
  return ok_json(200, std::move(json));
}

}  // namespace

void add_file_review_routes(Router& router, const std::shared_ptr<Api>& api) {
  router.add("read_file_review", Method::get, "/api/v1/cases/{id:uuid}/file-review", RouteFlags{},
             [api](Request& r) { return read_file_review(*api, r); });
}

}  // namespace mingjing::http::api
