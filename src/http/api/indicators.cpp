// Indicators of legal review and of the record of the whole process for a year: what the program counts, and what a person
// judges. Ratios name nobody, so whoever may see statistics of a unit sees those of the agency. SPDX-License-Identifier: Apache-2.0
#include "http/api/indicators.h"

#include <algorithm>

#include "domain/evidence/equipment.h"
#include "domain/evidence/room.h"
#include "domain/identity/agency.h"
#include "http/api/case_reading.h"
#include "http/api/people.h"
#include "query/equipment.h"
#include "query/legal_review.h"
#include "query/record_figures.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;
using supervision::IndicatorCounts;

// Of people as they are today; of decisions, those of the year.
IndicatorCounts review_counts(Api& api, const AskedYear& asked) {
  IndicatorCounts out;
  const auto people = people_of(api, asked.agency);
  for (const auto& [id, officer] : people.officers) {
    out["officers"] += identity::certificate_valid_on(officer, asked.today) ? 1 : 0;
  }
  for (const auto& one : people.reviewers) {
    if (one.profile.kind != identity::ReviewerKind::full_time) continue;
    ++out["full_time_reviewers"];
    out["trained_full_time_reviewers"] += one.profile.legal_qualification || one.profile.law_degree ? 1 : 0;
  }
  const auto decided = query::reviewed_decisions(*api.services.database, asked.agency, asked.first(), asked.last());
  out["decisions_to_review"] = decided.to_review;
  out["decisions_by_full_time"] = decided.by_full_time;
  out["decisions_with_counsel"] = decided.with_counsel;
  return out;
}

// Devices that each unit has of what it needs; more of one kind, or in one unit, do not make up for another.
void add_devices(Api& api, const AskedYear& asked, const query::EquipmentCounts& counted, IndicatorCounts& out) {
  const auto stored = api.services.directory->agency(asked.agency);
  if (!stored) throw Unavailable("no agency " + asked.agency.text());
  for (const auto& unit : identity::agency_from_parts(asked.agency, stored->parts).units) {
    if (!unit.active || !unit.case_handling) continue;
    const auto officers = counted.officers.find(unit.id.text());
    for (const auto& standard : evidence::EquipmentStandards::built_in().all()) {
      const auto have = counted.devices.find({unit.id.text(), std::string(evidence::kDeviceKinds[static_cast<std::size_t>(standard.kind)].id)});
      const auto needed = standard.needed(officers == counted.officers.end() ? 0 : officers->second);
      out["devices_needed"] += needed;
      out["devices_in_place"] += std::min(needed, have == counted.devices.end() ? std::int64_t{0} : have->second);
    }
  }
}

void write_indicator(JsonWriter& out, const supervision::IndicatorSet& set, const supervision::Indicator& one,
                     const IndicatorCounts& counts) {
  out.open_object().member("number", one.number).member("id", one.id).member("name", one.name);
  out.member("question", one.question).member("citation", one.citation);
  out.member("mode", one.counted() ? "automatic" : "evidence");
  if (one.counted()) {
    const auto found = supervision::ratio(one, counts);
    const auto words = [&](const std::string& count) { return set.counts.find(count)->second; };
    out.member("numerator", found.numerator).member("numerator_name", words(one.numerator));
    if (!one.denominator.empty()) {
      out.member("denominator", found.denominator).member("denominator_name", words(one.denominator));
      out.member("threshold_thousandths", one.threshold);
    } else {
      out.member("at_least", one.threshold);
    }
    if (found.thousandths) out.member("ratio_thousandths", *found.thousandths);
    if (found.met) out.key("met").value(*found.met);
  } else {
    out.member("judged", one.judged);
  }
  out.close_object();
}

template <class Count>
Response indicators(Api& api, Request& request, const supervision::IndicatorSet& set, Count count) {
  const auto asked = asked_year(api, request);
  if (!asked) return respond(asked.error());
  const auto counts = count(api, *asked);
  JsonWriter out;
  out.open_object().member("title", set.title).member("agency", asked->agency.text()).member("year", asked->year);
  out.member("people_as_of", asked->today.text()).key("indicators").open_array();
  for (const auto& one : set.all) write_indicator(out, set, one, counts);
  out.close_array().close_object();
  return ok_json(200, out.take());
}

}  // namespace

std::optional<AskedYear> year_of(AgencyId agency, std::int64_t year, Date today) {
  if (year < 2000 || year > today.year()) return std::nullopt;
  return AskedYear{agency, static_cast<int>(year), today};
}

Result<AskedYear> asked_year(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto agency_text = request.query_or("agency", "");
  const auto agency = agency_text.empty() ? std::optional(who.actor.agency) : AgencyId::parse(agency_text);
  if (!agency) return refuse(ErrorCode::bad_request, "agency 应当是机关的编号。", "agency");
  const auto relation = *agency == who.actor.agency ? Relation::unit : relation_to_agency(api, who.actor, *agency);
  if (auto allowed = allow(who, "read_statistics", relation); !allowed) return refuse(std::move(allowed.error()));
  const Date today = api.services.legal_clock->today();
  const std::string year_text(request.query_or("year", std::to_string(today.year())));
  const auto first = Date::parse(year_text + "-01-01");
  const auto asked = year_of(*agency, first ? first->year() : 0, today);
  if (!asked) return refuse(ErrorCode::bad_request, "年份请写成 2026 这样的形式，不晚于今年。", "year");
  return *asked;
}

IndicatorCounts record_counts(Api& api, const AskedYear& asked) {
  auto out = query::record_counts(*api.services.database, asked.agency, asked.first(), asked.last());
  const auto counted = query::count_equipment(*api.services.database, asked.agency, asked.today, asked.first(), asked.last() + 1);
  for (const auto& [how, sessions] : counted.sessions) {
    if (how == evidence::kSessionRecorded[static_cast<std::size_t>(evidence::SessionRecorded::open)].id) continue;  // not over yet
    out["sessions"] += sessions;
    if (how == evidence::kSessionRecorded[static_cast<std::size_t>(evidence::SessionRecorded::whole)].id) out["sessions_whole"] += sessions;
  }
  add_devices(api, asked, counted, out);
  out["supervisors"] = people_of(api, asked.agency).supervisors;
  return out;
}

void add_indicator_routes(Router& router, const std::shared_ptr<Api>& api) {
  const RouteFlags flags;
  router.add("legal_review_indicators", Method::get, "/api/v1/indicators/legal-review", flags,
             [api](Request& r) { return indicators(*api, r, supervision::review_indicators(), review_counts); });
  router.add("record_indicators", Method::get, "/api/v1/indicators/record", flags,
             [api](Request& r) { return indicators(*api, r, supervision::record_indicators(), record_counts); });
}

}  // namespace mingjing::http::api
