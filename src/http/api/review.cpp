// Discretion of a case looked at and tried out, the people who review, the catalogue of what must be reviewed, and the
// ratios of legal review. Nothing here is an event.
// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/major_decisions.h"
#include "domain/identity/officer.h"
#include "domain/identity/user.h"
#include "domain/supervision/review_indicators.h"
#include "flow/discretion_of_case.h"
#include "http/api/case_reading.h"
#include "query/legal_review.h"
#include "query/versions.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;
constexpr int kPagesMax = 400;  // of 50 people each: more than any agency has

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

// Every one of a kind in the agency, page by page.
template <class Visit>
void each_of(Api& api, AgencyId agency, std::string_view kind, Visit visit) {
  std::string after;
  for (int page = 0; page < kPagesMax; ++page) {
    const auto list = query::list_aggregates(*api.services.database, agency, kind, after);
    for (const auto& row : list.rows) {
      if (auto data = parse_json(row.data)) visit(row.id, std::move(*data));
    }
    if (list.next.empty()) return;
    after = list.next;
  }
}

struct Reviewing {
  std::string id, name;
  UnitId unit;
  identity::Reviewer profile;
};

// Officers of the agency by id, and the accounts that may review.
struct People {
  std::map<std::string, identity::Officer> officers;
  std::vector<Reviewing> reviewers;
};
People people_of(Api& api, AgencyId agency) {
  People out;
  each_of(api, agency, ports::kind::officer, [&](const std::string& id, Json data) {
    out.officers.emplace(id, identity::officer_from_parts(*OfficerId::parse(id), {{"officer", {}, std::move(data), {}}}));
  });
  each_of(api, agency, ports::kind::user, [&](const std::string& id, Json data) {
    const auto user = identity::user_from_parts(*UserId::parse(id), {{"user", {}, std::move(data), {}}});
    if (user.status != identity::UserStatus::active || !user.roles.has(identity::Role::legal_reviewer)) return;
    Reviewing one{id, user.name, user.unit, user.reviewer.value_or(identity::Reviewer{})};
    if (const auto at = user.officer ? out.officers.find(user.officer->text()) : out.officers.end();
        !user.reviewer && at != out.officers.end()) {
      one.profile = identity::reviewer_of(at->second);
    }
    out.reviewers.push_back(std::move(one));
  });
  return out;
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

supervision::ReviewCounts counts_of(Api& api, AgencyId agency, int year, Date as_of) {
  supervision::ReviewCounts out;
  const auto people = people_of(api, agency);
  for (const auto& [id, officer] : people.officers) {
    out["officers"] += identity::certificate_valid_on(officer, as_of) ? 1 : 0;
  }
  for (const auto& one : people.reviewers) {
    if (one.profile.kind != identity::ReviewerKind::full_time) continue;
    ++out["full_time_reviewers"];
    out["trained_full_time_reviewers"] += one.profile.legal_qualification || one.profile.law_degree ? 1 : 0;
  }
  const auto decided = query::reviewed_decisions(*api.services.database, agency, Date(year, 1, 1), Date(year, 12, 31));
  out["decisions_to_review"] = decided.to_review;
  out["decisions_by_full_time"] = decided.by_full_time;
  out["decisions_with_counsel"] = decided.with_counsel;
  return out;
}

void indicator(JsonWriter& out, const supervision::ReviewIndicator& one, const supervision::ReviewCounts& counts) {
  const auto found = supervision::ratio(one, counts);
  out.open_object().member("number", one.number).member("id", one.id).member("name", one.name);
  out.member("question", one.question).member("citation", one.citation);
  out.member("mode", one.evidence ? "evidence" : "automatic");
  if (!one.evidence) {
    out.member("numerator", found.numerator).member("denominator", found.denominator);
    out.member("numerator_name", one.numerator).member("denominator_name", one.denominator);
    if (found.thousandths) out.member("ratio_thousandths", *found.thousandths);
    out.member("threshold_thousandths", one.threshold);
    if (found.met) out.key("met").value(*found.met);
  }
  out.close_object();
}

// Of people as they are today; of decisions, those of the year. Ratios name nobody, so whoever may see statistics of a
// unit sees those of the agency.
Response legal_review_indicators(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto agency_text = request.query_or("agency", "");
  const auto agency = agency_text.empty() ? std::optional(who.actor.agency) : AgencyId::parse(agency_text);
  if (!agency) return respond(Error{ErrorCode::bad_request, "agency 应当是机关的编号。", "agency", {}, {}});
  const auto relation = *agency == who.actor.agency ? Relation::unit : relation_to_agency(api, who.actor, *agency);
  if (auto allowed = allow(who, "read_statistics", relation); !allowed) return respond(allowed.error());
  const Date today = api.services.legal_clock->today();
  const std::string year_text(request.query_or("year", std::to_string(today.year())));
  const auto first = Date::parse(year_text + "-01-01");
  if (!first || first->year() > today.year() || first->year() < 2000) {
    return respond(Error{ErrorCode::bad_request, "年份请写成 2026 这样的形式，不晚于今年。", "year", {}, {}});
  }
  const auto counts = counts_of(api, *agency, first->year(), today);
  JsonWriter out;
  out.open_object().member("agency", agency->text()).member("year", first->year()).member("people_as_of", today.text());
  out.key("indicators").open_array();
  for (const auto& one : supervision::review_indicators()) indicator(out, one, counts);
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
  router.add("legal_review_indicators", Method::get, "/api/v1/indicators/legal-review", flags,
             [api](Request& r) { return legal_review_indicators(*api, r); });
}

}  // namespace mingjing::http::api
