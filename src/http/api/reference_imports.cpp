// Laws and the yearly notice of days off from the workbench: what an import would change, then the import itself, by what
// the command line uses. Both are shared by the whole deployment, so only administrators of its first agency import them.
// SPDX-License-Identifier: Apache-2.0
#include "flow/import_calendar.h"
#include "flow/import_laws.h"
#include "http/api/core.h"
#include "law/statute.h"
#include "query/statutes.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;

constexpr std::size_t kChangesShown = 400;
constexpr std::uint64_t kBodyMax = 1 << 20;  // larger laws are imported on the command line

Status may_import(const Api& api, const Caller& who, std::string_view action) {
  if (auto allowed = allow(who, action, Relation::agency); !allowed) return allowed;
  if (api.services.root_agency && who.actor.agency == api.services.root_agency()) return {};
  return refuse(ErrorCode::forbidden, "法律和放假安排全系统共用，请由最上级机关的系统管理员导入。");
}

// ---- laws ------------------------------------------------------------------------------------------------------------

Result<law::StatuteVersion> law_of(const Api& api, const Request& request) {
  const auto body = read_body(request);
  if (!body) return tl::make_unexpected(body.error());
  if (auto known = only_members(*body, {"file_name", "text"}); !known) return tl::make_unexpected(known.error());
  auto parsed = law::parse_statute(body->text("file_name"), body->text("text"), *api.services.flow()->known_laws);
  if (!parsed && parsed.error().field.empty()) parsed.error().field = "text";
  return parsed;
}

struct Held {
  const law::StatuteVersion* same = nullptr;    // this very version
  const law::StatuteVersion* before = nullptr;  // the newest of the title that is older
};
Held held_of(const query::Statutes& statutes, const law::StatuteVersion& wanted) {
  Held out;
  for (const auto& stored : statutes.all()) {
    if (stored.text.title != wanted.title) continue;
    if (stored.text.version_on == wanted.version_on) out.same = &stored.text;
    if (stored.text.version_on < wanted.version_on && (out.before == nullptr || out.before->version_on < stored.text.version_on)) {
      out.before = &stored.text;
    }
  }
  return out;
}

void write_article_changes(JsonWriter& out, const law::StatuteVersion* before, const law::StatuteVersion& after) {
  std::size_t shown = 0;
  const auto change = [&](const law::StatuteArticle& article, std::string_view kind) {
    if (shown++ >= kChangesShown) return;
    out.open_object().member("article", query::article_name(article)).member("kind", kind).close_object();
  };
  out.key("changes").open_array();
  for (const auto& article : after.articles) {
    const auto* was = before != nullptr ? before->find(article.number, article.sub) : nullptr;
    if (was == nullptr) change(article, "added");
    else if (was->text() != article.text()) change(article, "changed");
  }
  if (before != nullptr) {
    for (const auto& article : before->articles) {
      if (after.find(article.number, article.sub) == nullptr) change(article, "removed");
    }
  }
  out.close_array().member("changed", static_cast<std::int64_t>(shown));
}

Response preview_law(Api& api, Request& request) {
  if (auto allowed = may_import(api, caller(request), "import_laws"); !allowed) return respond(allowed.error());
  const auto wanted = law_of(api, request);
  if (!wanted) return respond(wanted.error());
  const auto statutes = api.services.statutes();
  const auto held = held_of(*statutes, *wanted);
  JsonWriter out;
  out.open_object().member("title", wanted->title).member("version_on", wanted->version_on.text());
  out.member("in_force_from", wanted->in_force_from.text()).member("in_force_source", law::to_string(wanted->in_force_source));
  out.member("articles", static_cast<std::int64_t>(wanted->articles.size()));
  out.member("outcome", held.same != nullptr ? "unchanged" : "taken");
  if (held.before != nullptr) out.member("before", held.before->version_on.text());
  write_article_changes(out, held.same != nullptr ? held.same : held.before, *wanted);
  out.close_object();
  return ok_json(200, out.take());
}

ports::Answer outcome_answer(catalog::Taken taken) {
  JsonWriter out;
  out.open_object().member("outcome", catalog::to_string(taken)).close_object();
  return ports::Answer{200, out.take(), false};
}

// What is held is read again, and running limits are counted anew, apart from the command: both find the same when done twice.
std::function<void(const ports::Answer&)> take_up(Api& api) {
  return [&api, before = api.services.flow()->calendar](const ports::Answer&) {
    api.upkeep_pool.post_admitted([&api, before] {
      if (api.services.on_import) api.services.on_import(*before);
    });
  };
}

void import_law(Api& api, Request& request, const Responder& responder) {
  if (auto allowed = may_import(api, caller(request), "import_laws"); !allowed) return responder.answer(respond(allowed.error()));
  auto wanted = law_of(api, request);
  if (!wanted) return responder.answer(respond(wanted.error()));
  run_command(api, request, responder,
              {"import_laws", Relation::agency,
               [wanted = std::move(*wanted)](ports::UnitOfWork& work) -> Result<ports::Answer> {
                 const auto taken = flow::import_law(work, wanted);
                 if (!taken) return refuse(Error(taken.error()));
                 return outcome_answer(*taken);
               },
               take_up(api)});
}

// ---- days off --------------------------------------------------------------------------------------------------------

Result<law::CalendarYear> year_of(const Request& request) {
  const auto body = read_body(request);
  if (!body) return tl::make_unexpected(body.error());
  if (auto known = only_members(*body, {"text"}); !known) return tl::make_unexpected(known.error());
  auto parsed = law::parse_calendar_year(body->text("text"));
  if (!parsed && parsed.error().field.empty()) parsed.error().field = "text";
  return parsed;
}

Response preview_calendar(Api& api, Request& request) {
  if (auto allowed = may_import(api, caller(request), "import_calendar"); !allowed) return respond(allowed.error());
  const auto year = year_of(request);
  if (!year) return respond(year.error());
  const auto held = api.services.flow()->calendar;
  const auto taken = flow::judge_calendar_year(*held, *year);
  if (!taken) return respond(taken.error());
  const auto works = [](law::DayKind kind) { return kind == law::DayKind::workday || kind == law::DayKind::make_up; };
  JsonWriter out;
  out.open_object().member("year", year->year).member("version", year->version).member("held", held->version(year->year));
  out.member("outcome", catalog::to_string(*taken)).key("changes").open_array();
  for (const auto& day : law::moved_days(*held, held->with(*year))) {
    out.open_object().member("date", day.date.text()).member("name", day.name);
    out.member("to", works(day.after) ? "worked" : "off").close_object();
  }
  out.close_array().close_object();
  return ok_json(200, out.take());
}

void import_calendar(Api& api, Request& request, const Responder& responder) {
  if (auto allowed = may_import(api, caller(request), "import_calendar"); !allowed) return responder.answer(respond(allowed.error()));
  auto year = year_of(request);
  if (!year) return responder.answer(respond(year.error()));
  run_command(api, request, responder,
              {"import_calendar", Relation::agency,
               [year = std::move(*year), held = api.services.flow()->calendar](ports::UnitOfWork& work) -> Result<ports::Answer> {
                 const auto taken = flow::import_calendar_year(work, *held, year);
                 if (!taken) return refuse(Error(taken.error()));
                 return outcome_answer(*taken);
               },
               take_up(api)});
}

}  // namespace

void add_import_routes(Router& router, const std::shared_ptr<Api>& api) {
  RouteFlags flags;
  flags.body_limit = kBodyMax;
  router.add("preview_law", Method::post, "/api/v1/statutes/import/preview", flags, [api](Request& r) { return preview_law(*api, r); });
  router.add_async("import_law", Method::post, "/api/v1/statutes/import", flags,
                   [api](Request& r, Responder a) { import_law(*api, r, a); });
  router.add("preview_calendar", Method::post, "/api/v1/calendar/import/preview", flags,
             [api](Request& r) { return preview_calendar(*api, r); });
  router.add_async("import_calendar", Method::post, "/api/v1/calendar/import", flags,
                   [api](Request& r, Responder a) { import_calendar(*api, r, a); });
}

}  // namespace mingjing::http::api
