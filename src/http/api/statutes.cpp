// The stored laws: searched by words, read whole or by the article, always as in force on a day.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <functional>

#include "base/text.h"
#include "http/api/cited_by.h"
#include "http/api/core.h"
#include "query/statutes.h"
#include "search/segment.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;

constexpr std::size_t kPage = 50;
constexpr std::size_t kHitsMax = 2000;  // further ones are found by a narrower question

// `on`: a civil day; today by the legal clock when absent.
Result<Date> day_of(const Api& api, const Request& request) {
  const auto text = request.query_or("on", "");
  if (text.empty()) return api.services.legal_clock->today();
  const auto day = Date::parse(text);
  if (!day) return invalid("日期请写成 2026-03-02 这样的形式。", "on");
  return *day;
}

Result<std::size_t> offset_of(const Request& request) {
  const auto text = request.query_or("after", "");
  std::size_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (!text.empty() && (error != std::errc() || end != text.data() + text.size() || out > kHitsMax)) {
    return invalid("翻页位置不对，请从第一页重新查询。", "after");
  }
  return out;
}

void members(JsonWriter& out, const query::StoredStatute& statute) {
  const auto& text = statute.text;
  out.member("id", statute.id.text()).member("title", text.title).member("short_title", text.short_title);
  out.member("version_on", text.version_on.text()).member("in_force_from", text.in_force_from.text());
  out.member("in_force_source", law::to_string(text.in_force_source));
  if (statute.until) out.member("in_force_until", statute.until->text());
  out.member("articles", static_cast<std::int64_t>(text.articles.size()));
}

void article_members(JsonWriter& out, const law::StatuteArticle& article) {
  out.member("article", query::article_name(article)).member("place", article.place());
  out.key("headings").open_array();
  for (const auto& heading : article.headings) out.value(heading);
  out.close_array();
  out.key("paragraphs").open_array();
  for (const auto& paragraph : article.paragraphs) {
    out.open_object().member("text", paragraph.text).key("items").open_array();
    for (const auto& item : paragraph.items) {
      out.open_object().member("number", item.number).member("text", item.text).key("sub_items").open_array();
      for (const auto& sub : item.sub_items) out.value(sub);
      out.close_array().close_object();
    }
    out.close_array().close_object();
  }
  out.close_array();
}

// Some words around the first place where the question stands, with what is to be marked, by characters.
constexpr std::size_t kBefore = 20, kSnippet = 90;
void snippet_member(JsonWriter& out, const law::StatuteArticle& article, const std::vector<std::string>& words) {
  const std::string text = article.text();
  const auto hits = search::hits(text, words);
  const std::size_t first = hits.empty() ? 0 : count_chars(std::string_view(text).substr(0, hits.front().begin));
  const std::size_t from = first > kBefore ? first - kBefore : 0;
  const std::string ahead = first_chars(text, from);
  const std::string shown = first_chars(std::string_view(text).substr(ahead.size()), kSnippet);
  out.key("snippet").open_object().member("text", shown).key("marks").open_array();
  for (const auto& hit : hits) {
    if (hit.begin < ahead.size() || hit.end > ahead.size() + shown.size()) continue;
    const auto at = [&](std::size_t byte) { return count_chars(std::string_view(shown).substr(0, byte - ahead.size())); };
    out.open_array().value(static_cast<std::int64_t>(at(hit.begin))).value(static_cast<std::int64_t>(at(hit.end))).close_array();
  }
  out.close_array().close_object();
}

// Without words: every law in force that day. With words: the laws whose title holds them all, and the articles that do.
Response list_statutes(Api& api, Request& request) {
  if (auto allowed = allow(caller(request), "read_laws", Relation::agency); !allowed) return respond(allowed.error());
  const auto day = day_of(api, request);
  if (!day) return respond(day.error());
  const auto after = offset_of(request);
  if (!after) return respond(after.error());
  const std::string q = first_chars(trim(request.query_or("q", "")), 100);
  const auto statutes = api.services.statutes();
  std::vector<const query::StoredStatute*> laws;
  for (const auto& statute : statutes->all()) {
    if (!statute.in_force_on(*day)) continue;
    if (q.empty() || (*after == 0 && statute.text.title.find(q) != std::string::npos)) laws.push_back(&statute);
  }
  const auto words = search::words(q);
  const auto hits = q.empty() ? std::vector<query::StatuteHit>{} : statutes->search(q, *day, *after + kPage + 1);
  const std::size_t total = q.empty() ? laws.size() : hits.size();
  const std::size_t end = std::min(total, *after + kPage);
  JsonWriter out;
  out.open_object().member("on", day->text()).key("statutes").open_array();
  for (std::size_t i = q.empty() ? std::min(*after, laws.size()) : 0; i < (q.empty() ? end : laws.size()); ++i) {
    out.open_object();
    members(out, *laws[i]);
    out.close_object();
  }
  out.close_array().key("hits").open_array();
  for (std::size_t i = *after; i < end && !q.empty(); ++i) {
    out.open_object().member("statute_id", hits[i].statute->id.text());
    out.member("title", hits[i].statute->text.title).member("short_title", hits[i].statute->text.short_title);
    article_members(out, *hits[i].article);
    snippet_member(out, *hits[i].article, words);
    out.close_object();
  }
  out.close_array().member("next", total > end && end < kHitsMax ? std::to_string(end) : std::string()).close_object();
  return ok_json(200, out.take());
}

// By id one stored version, whatever the day; by short or full title the version in force that day.
Result<const query::StoredStatute*> find(const query::Statutes& statutes, const Request& request, Date day) {
  const auto name = request.param("id");
  if (const auto id = Uuid::parse(name)) {
    for (const auto& statute : statutes.all()) {
      if (statute.id == *id) return &statute;
    }
  } else if (const auto* statute = statutes.in_force(name, day)) {
    return statute;
  }
  return refuse(ErrorCode::not_found, "没有存入这部法律，或者它在" + day.text() + "不施行。");
}

// The statute that the address and `on` name, in the hands of whoever may read laws.
Response of_statute(Api& api, const Request& request,
                    const std::function<Response(const query::Statutes&, const query::StoredStatute&, Date)>& answer) {
  if (auto allowed = allow(caller(request), "read_laws", Relation::agency); !allowed) return respond(allowed.error());
  const auto day = day_of(api, request);
  if (!day) return respond(day.error());
  const auto statutes = api.services.statutes();
  const auto found = find(*statutes, request, *day);
  if (!found) return respond(found.error());
  return answer(*statutes, **found, *day);
}

Response statute_page(const query::Statutes& statutes, const query::StoredStatute& statute) {
  JsonWriter out;
  out.open_object();
  members(out, statute);
  out.key("adoption").open_array();
  for (const auto& line : statute.text.adoption) out.value(line);
  out.close_array().key("text").open_array();
  for (const auto& article : statute.text.articles) {
    out.open_object();
    article_members(out, article);
    out.close_object();
  }
  out.close_array().key("appendix").open_array();
  for (const auto& line : statute.text.appendix) out.value(line);
  out.close_array().key("versions").open_array();
  for (const auto& other : statutes.all()) {
    if (other.text.short_title != statute.text.short_title) continue;
    out.open_object().member("id", other.id.text()).member("version_on", other.text.version_on.text());
    out.member("in_force_from", other.text.in_force_from.text()).close_object();
  }
  out.close_array().close_object();
  return ok_json(200, out.take());
}

Response article_page(const query::StoredStatute& statute, std::string_view wanted, Date day) {
  for (const auto& article : statute.text.articles) {
    if (query::article_name(article) != wanted && article.place() != wanted) continue;
    JsonWriter out;
    out.open_object().member("statute_id", statute.id.text()).member("title", statute.text.title);
    out.member("short_title", statute.text.short_title).member("on", day.text());
    out.member("in_force_from", statute.text.in_force_from.text());
    article_members(out, article);
    out.close_object();
    return ok_json(200, out.take());
  }
  return respond(Error{ErrorCode::not_found, "这部法律没有这一条。", {}, {}, {}});
}

Response read_cited_by(Api& api, Request& request) {
  return of_statute(api, request, [&](const auto&, const query::StoredStatute& statute, Date) {
    const auto wanted = request.param("article");
    for (const auto& article : statute.text.articles) {
      if (query::article_name(article) != wanted && article.place() != wanted) continue;
      return cited_by(api, caller(request), {statute.text.short_title, article.number, article.sub, article.place()});
    }
    return respond(Error{ErrorCode::not_found, "这部法律没有这一条。", {}, {}, {}});
  });
}

Response read_statute(Api& api, Request& request) {
  return of_statute(api, request, [](const auto& statutes, const auto& statute, Date) {
    return statute_page(statutes, statute);
  });
}

Response read_article(Api& api, Request& request) {
  return of_statute(api, request, [&](const auto&, const auto& statute, Date day) {
    return article_page(statute, request.param("article"), day);
  });
}

}  // namespace

void add_statute_routes(Router& router, const std::shared_ptr<Api>& api) {
  if (!api->services.statutes) return;
  const RouteFlags flags;
  router.add("list_statutes", Method::get, "/api/v1/statutes", flags, [api](Request& r) { return list_statutes(*api, r); });
  router.add("read_statute", Method::get, "/api/v1/statutes/{id}", flags, [api](Request& r) { return read_statute(*api, r); });
  router.add("read_article", Method::get, "/api/v1/statutes/{id}/articles/{article}", flags,
             [api](Request& r) { return read_article(*api, r); });
  router.add("read_cited_by", Method::get, "/api/v1/statutes/{id}/articles/{article}/cited-by", flags,
             [api](Request& r) { return read_cited_by(*api, r); });
}

}  // namespace mingjing::http::api
