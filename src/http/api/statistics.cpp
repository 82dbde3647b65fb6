// The overview: five figures over the cases that the caller may count (query/statistics.h).
// SPDX-License-Identifier: Apache-2.0
#include "http/api/core.h"
#include "http/api/figures.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;

// The farthest the role reaches decides what is counted.
Result<std::string_view> scope_of(const Caller& who, query::Counted& what) {
  what.agency = who.actor.agency;
  if (allow(who, "read_overview", Relation::agency)) return "agency";
  if (allow(who, "read_overview", Relation::unit)) {
    what.unit = who.actor.unit.text();
    return "unit";
  }
  if (auto own = allow(who, "read_overview", Relation::own); !own) return refuse(std::move(own.error()));
  what.lead_officer = who.actor.officer.is_nil() ? who.actor.user.text() : who.actor.officer.text();
  return "own";
}

bool set_period(std::string_view name, query::Counted& what) {
  const Date today = what.today;
  what.to = today;
  if (name == "month") what.from = Date(today.year(), today.month(), 1);
  else if (name.empty() || name == "year") what.from = Date(today.year(), 1, 1);
  else if (name == "last_year") what.from = Date(today.year() - 1, 1, 1), what.to = Date(today.year() - 1, 12, 31);
  else return false;
  return true;
}

Response read_statistics(Api& api, Request& request) {
  query::Counted what;
  what.today = api.services.legal_clock->today();
  const auto scope = scope_of(caller(request), what);
  if (!scope) return respond(scope.error());
  if (!set_period(request.query_or("period", ""), what)) {
    return respond(Error{ErrorCode::bad_request, "period 只能是 month、year、last_year。", "period", {}, {}});
  }
  auto& database = *api.services.database;
  JsonWriter out;
  out.open_object().member("as_of", what.today.text()).member("scope", *scope);
  out.key("period").open_object().member("from", what.from.text()).member("to", what.to.text()).close_object();
  out.key("figures").open_array();
  write_cases_by_stage(out, query::cases_by_stage(database, what));
  write_cases_by_month(out, query::cases_by_month(database, what), what);
  write_lights(out, query::cases_by_light(database, what));
  write_filing_to_decision(out, query::filing_to_decision(database, what));
  write_publication_timeliness(out, query::publication_timeliness(database, what), *api.services.flow()->calendar, what.today);
  out.close_array().close_object();
  return ok_json(200, out.take());
}

}  // namespace

void add_statistics_routes(Router& router, const std::shared_ptr<Api>& api) {
  router.add("read_statistics", Method::get, "/api/v1/statistics", RouteFlags{},
             [api](Request& r) { return read_statistics(*api, r); });
}

}  // namespace mingjing::http::api
