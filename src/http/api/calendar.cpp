// The working-day calendar: which years are there, one year day by day, what amendments changed and which limits moved.
// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "domain/identity/agency.h"
#include "http/api/core.h"
#include "law/limits.h"
#include "query/calendar_changes.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;

constexpr int kEventsMax = 100;                     // imports of one year
constexpr std::int64_t kMovedWithinMs = 3'600'000;  // limits are counted anew right after an import

Response list_calendar_years(Api& api, Request& request) {
  if (auto allowed = allow(caller(request), "read_calendar", Relation::agency); !allowed) return respond(allowed.error());
  const auto services = api.services.flow();
  JsonWriter out;
  out.open_object().key("years").open_array();
  for (const int year : services->calendar->years()) {
    std::int64_t worked = 0;
    for (Date day(year, 1, 1); day.year() == year; day = day + 1) worked += services->calendar->is_working_day(day);
    out.open_object().member("year", year).member("working_days", worked).close_object();
  }
  out.close_array().close_object();
  return ok_json(200, out.take());
}

void write_days(JsonWriter& out, const law::Calendar& calendar, int year) {
  out.key("days").open_array();
  for (Date day(year, 1, 1); day.year() == year; day = day + 1) {
    const auto kind = calendar.kind(day);
    if (kind != law::DayKind::holiday && kind != law::DayKind::make_up) continue;
    out.open_object().member("date", day.text());
    out.member("kind", kind == law::DayKind::holiday ? "off" : "makeup").member("name", calendar.name(day)).close_object();
  }
  out.close_array();
}

// Imports of the year, the oldest first: empty for a year that is only built in.
std::vector<ports::PastEvent> imports_of(Api& api, const Caller& who, int year) {
  std::vector<ports::PastEvent> out;
  api.services.snapshots->read([&](ports::Reader& reader) {
    out.clear();
    const auto id = reader.lookup(who.actor.agency, ports::kind::calendar_year, std::to_string(year));
    const auto owner = id ? api.services.directory->agency_by_ordinal(CaseId(*id).agency_ordinal()) : std::nullopt;
    if (owner) out = reader.events(AgencyId(owner->id), *id, 0, kEventsMax);
  });
  return out;
}

std::string limit_name(std::string_view rule) {
  const auto* known = law::Limits::built_in().find(std::string(rule));
  return known != nullptr ? known->name : std::string(rule);
}

void write_moved(JsonWriter& out, Api& api, const Caller& who, Instant at) {
  out.key("moved").open_array();
  if (allow(who, "list_cases", Relation::agency)) {
    for (const auto& limit :
         query::recomputed_limits(*api.services.database, who.actor.agency, at, at.plus_ms(kMovedWithinMs))) {
      out.open_object().member("id", limit.subject).member("case", limit.case_no);
      out.member("obligation", limit_name(limit.rule)).member("from", limit.was).member("to", limit.due).close_object();
    }
  }
  out.close_array();
}

Response read_calendar_year(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_calendar", Relation::agency); !allowed) return respond(allowed.error());
  const auto text = request.param("year");
  int year = 0;
  std::from_chars(text.data(), text.data() + text.size(), year);
  if (year < 2000 || year > 2100) return respond(Error{ErrorCode::not_found, "只有 2000 年至 2100 年的日历。", {}, {}, {}});
  const auto calendar = api.services.flow()->calendar;
  const auto* notice = calendar->year(year);
  JsonWriter out;
  out.open_object().member("year", year).key("provisional").value(calendar->status(year) == law::YearStatus::provisional);
  out.member("version", calendar->version(year)).member("source", notice && !notice->papers.empty() ? notice->papers[0] : "");
  std::int64_t worked = 0;
  for (Date day(year, 1, 1); day.year() == year; day = day + 1) worked += calendar->is_working_day(day);
  out.member("working_days", worked);
  write_days(out, *calendar, year);
  out.key("amendments").open_array();
  for (const auto& event : imports_of(api, who, year)) {
    out.open_object().member("published_on", event.recorded_at.date().text()).member("version", event.data.integer("version"));
    out.key("changes").open_array();
    for (const auto& change : event.data.items("changes")) out.value(change);
    out.close_array();
    write_moved(out, api, who, event.recorded_at);
    out.close_object();
  }
  out.close_array().close_object();
  return ok_json(200, out.take());
}

}  // namespace

void add_calendar_routes(Router& router, const std::shared_ptr<Api>& api) {
  const RouteFlags flags;
  router.add("list_calendar_years", Method::get, "/api/v1/calendar/years", flags,
             [api](Request& r) { return list_calendar_years(*api, r); });
  router.add("read_calendar_year", Method::get, "/api/v1/calendar/years/{year:int}", flags,
             [api](Request& r) { return read_calendar_year(*api, r); });
}

}  // namespace mingjing::http::api
