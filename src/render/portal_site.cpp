// SPDX-License-Identifier: Apache-2.0
#include "render/portal_site.h"

#include <charconv>

#include "base/id.h"
#include "base/text.h"
#include "render/portal_assets.h"
#include "render/portal_feeds.h"
#include "render/portal_laws.h"

namespace mingjing::render {
namespace {

constexpr int kFeedRows = 50, kCsvRows = 20'000, kSitemapRows = 45'000;
constexpr std::size_t kQueryMax = 2048, kPagesPerShelf = 20'000;

PortalResponse answer(int status, std::string type, std::string body) {
  PortalResponse out;
  out.status = status;
  out.content_type = std::move(type);
  out.body = std::make_shared<const std::string>(std::move(body));
  return out;
}

PortalResponse page(int status, std::string html) {
  return answer(status, "text/html; charset=utf-8", std::move(html));
}

int hex(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

std::string decoded(std::string_view raw) {
  std::string out;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '+') {
      out += ' ';
    } else if (raw[i] == '%' && i + 2 < raw.size() && hex(raw[i + 1]) >= 0 && hex(raw[i + 2]) >= 0) {
      out += static_cast<char>(hex(raw[i + 1]) * 16 + hex(raw[i + 2]));
      i += 2;
    } else {
      out += raw[i];
    }
  }
  return out;
}

// mj_mode=large among the cookies.
Mode mode_of(std::string_view cookies) {
  for (std::string_view part : split(cookies, ';')) {
    part = trim(part);
    if (part.starts_with("mj_mode=")) return parse_mode(part.substr(8)).value_or(Mode::standard);
  }
  return Mode::standard;
}

// 2026, 2026-01 or 2026-01-20: the first day meant, or the last.
std::optional<Date> day_of(const std::string& raw, bool last) {
  const std::string text(trim(raw));
  if (text.size() == 10) return Date::parse(text);
  if (text.size() == 7) {
    const auto first = Date::parse(text + "-01");
    if (!first || !last) return first;
    const auto month = first->ymd().year() / first->ymd().month() / std::chrono::last;
    return Date(std::chrono::sys_days(month));
  }
  if (text.size() == 4) return Date::parse(text + (last ? "-12-31" : "-01-01"));
  return std::nullopt;
}

query::PortalFilter filter_of(const QueryString& query, std::string* problem) {
  query::PortalFilter filter;
  filter.q = std::string(trim(query.get("q")));
  if (count_chars(filter.q) > 100) filter.q = first_chars(filter.q, 100);
  filter.agency = query.get("agency");
  filter.act_type = query.get("act_type");
  const std::string from = query.get("from"), to = query.get("to");
  filter.from = day_of(from, false);
  filter.to = day_of(to, true);
  if (problem != nullptr && !trim(from).empty() && !filter.from)
    *problem = "作出日期的“从”没有看懂，请写成 2026-01-20、2026-01 或 2026";
  if (problem != nullptr && !trim(to).empty() && !filter.to)
    *problem = "作出日期的“到”没有看懂，请写成 2026-01-20、2026-01 或 2026";
  filter.by_relevance = query.get("order") == "relevance";
  filter.after = query.get("after");
  return filter;
}

bool matches(std::string_view if_none_match, const std::string& etag) {
  if (etag.empty() || if_none_match.empty()) return false;
  for (std::string_view one : split(if_none_match, ',')) {
    one = trim(one);
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == "*" || one == etag) return true;
  }
  return false;
}

// Other addresses mean the same whatever stands behind the question mark; nobody fills the cache with such.
bool may_keep(const PortalRequest& request) {
  return request.path != "/reading" && !request.path.starts_with("/laws") &&
         (request.query.empty() || request.path == "/decisions" || request.path == "/decisions.csv");
}

std::string address_of(const PortalRequest& request) {
  std::string out(request.path);
  if (!request.query.empty()) out.append("?").append(request.query.substr(0, kQueryMax));
  return out;
}

std::string key_of(Mode mode, const PortalRequest& request) {
  return std::string(mode_key(mode)) + address_of(request);
}

// A reader who has the page already is told so.
void spare_the_body(const PortalRequest& request, PortalResponse& out) {
  if (out.status != 200 || !matches(request.if_none_match, out.etag)) return;
  static const auto kEmpty = std::make_shared<const std::string>();
  out.status = 304;
  out.body = kEmpty;
}

PortalResponse gone(const query::PortalTombstone& tomb, const PageContext& context) {
  return page(410, tombstone_page(context, tomb));
}

}  // namespace

QueryString::QueryString(std::string_view raw) {
  if (raw.size() > kQueryMax) raw = raw.substr(0, kQueryMax);
  for (std::string_view part : split(raw, '&')) {
    if (values_.size() == 32) break;
    const auto equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    values_.emplace_back(decoded(part.substr(0, equals)), decoded(part.substr(equals + 1)));
  }
}

std::string QueryString::get(std::string_view name) const {
  for (const auto& [key, value] : values_)
    if (key == name) return is_utf8(value) && !has_control(value) ? value : std::string();
  return {};
}

PortalSite::PortalSite(const query::PortalDb& db, Site site, PortalSources sources, std::size_t cache_bytes)
    : db_(db),
      site_([&] {
        if (site.css_path.empty()) site.css_path = portal_css_path();
        site.has_laws = static_cast<bool>(sources.statutes);
        return std::move(site);
      }()),
      sources_(std::move(sources)),
      shelf_bytes_(cache_bytes / kShelves) {}

bool PortalSite::owns(std::string_view path) {
  for (std::string_view one : {"/", "/decisions", "/decisions.csv", "/feed.json", "/feed.atom", "/check", "/laws", "/help",
                               "/accessibility", "/reading", "/robots.txt", "/sitemap.xml", "/favicon.ico"})
    if (path == one) return true;
  return path.starts_with("/decisions/") || path.starts_with("/laws/") || path.starts_with("/assets/");
}

std::optional<PortalResponse> PortalSite::kept(const PortalRequest& request) const {
  if (!may_keep(request)) return std::nullopt;
  const auto found = cached(key_of(mode_of(request.cookies), request), db_.generation());
  if (!found) return std::nullopt;
  PortalResponse out = *found;
  spare_the_body(request, out);
  return out;
}

PortalResponse PortalSite::handle(const PortalRequest& request) const {
  if (request.path == "/reading") return reading(request);
  const std::uint64_t generation = db_.generation();  // before reading, so that a page made of older rows is never kept
  if (auto page = kept(request)) return std::move(*page);
  const Mode mode = mode_of(request.cookies);
  PortalResponse out = make(request, mode);
  if (out.etag.empty() && out.status == 200) out.etag = "\"" + content_name(*out.body) + "\"";
  if (may_keep(request)) keep(key_of(mode, request), generation, out);
  spare_the_body(request, out);
  return out;
}

PortalResponse PortalSite::make(const PortalRequest& request, Mode mode) const {
  PageContext context{site_, mode, address_of(request), {}};
  if (sources_.statutes) {
    context.law_address = [this](std::string_view text, std::string_view day) {
      const auto on = Date::parse(day);
      return on ? law_address(*sources_.statutes(), text, *on) : std::string();
    };
  }
  const std::string_view path = request.path;
  if (path == "/") return page(200, home_page(context, db_.home()));
  if (path == "/decisions") return decisions(request, context);
  if (path == "/decisions.csv") return csv(request);
  if (path.starts_with("/decisions/")) return decision(path.substr(11), context);
  if (path == "/laws" || path.starts_with("/laws/")) return laws(request, context);
  if (path == "/check") return page(200, check_page(context));
  if (path == "/help") return page(200, help_page(context));
  if (path == "/accessibility") return page(200, accessibility_page(context));
  if (path == "/feed.json")
    return answer(200, "application/feed+json; charset=utf-8", json_feed(site_, db_.latest(kFeedRows)));
  if (path == "/feed.atom") {
    const auto rows = db_.latest(kFeedRows);
    return answer(200, "application/atom+xml; charset=utf-8", atom_feed(site_, rows, db_.home().newest));
  }
  if (path == "/robots.txt") return answer(200, "text/plain; charset=utf-8", robots(site_));
  if (path == "/sitemap.xml")
    return answer(200, "application/xml; charset=utf-8", sitemap(site_, db_.addresses(kSitemapRows)));
  if (path == portal_css_path() || path == "/assets/favicon.svg" || path == "/favicon.ico") {
    auto out = path == portal_css_path() ? answer(200, "text/css; charset=utf-8", portal_css())
                                         : answer(200, "image/svg+xml", favicon_svg());
    out.cache_control = path == portal_css_path() ? "public, max-age=31536000, immutable" : "public, max-age=86400";
    return out;
  }
  return page(404, not_found_page(context));
}

PortalResponse PortalSite::decisions(const PortalRequest& request, const PageContext& context) const {
  std::string problem;
  const auto filter = filter_of(QueryString(request.query), &problem);
  const auto found = db_.page(filter);
  return page(problem.empty() ? 200 : 400, list_page(context, found, filter, db_.agencies(), problem));
}

// /laws?q=&on= and /laws/{id}; by title, /laws/行政处罚法?on= leads to the version in force that day.
PortalResponse PortalSite::laws(const PortalRequest& request, const PageContext& context) const {
  if (!sources_.statutes) return page(404, not_found_page(context));
  const QueryString query(request.query);
  const auto statutes = sources_.statutes();
  const Date on = day_of(query.get("on"), false).value_or(sources_.today ? sources_.today() : SystemClock().today());
  if (request.path == "/laws") {
    return page(200, laws_page(context, *statutes, first_chars(trim(query.get("q")), 100), on));
  }
  const std::string name = decoded(request.path.substr(std::string_view("/laws/").size()));
  if (const auto id = Uuid::parse(name)) {
    for (const auto& statute : statutes->all()) {
      if (statute.id == *id) return page(200, law_page(context, *statutes, statute));
    }
  } else if (const auto* statute = statutes->in_force(name, on)) {
    auto out = answer(302, "text/plain; charset=utf-8", "");
    out.headers.emplace_back("Location", "/laws/" + statute->id.text());
    return out;
  }
  return page(404, not_found_page(context));
}

PortalResponse PortalSite::csv(const PortalRequest& request) const {
  const auto filter = filter_of(QueryString(request.query), nullptr);
  std::string body = csv_head();
  const std::string next =
      db_.rows(filter, kCsvRows, [&](const query::PortalRow& row) { append_csv_row(body, site_, row); });
  auto out = answer(200, "text/csv; charset=utf-8", std::move(body));
  out.headers.emplace_back("Content-Disposition", "attachment; filename=\"decisions.csv\"");
  if (!next.empty()) {
    std::string query;
    for (std::string_view part : split(request.query, '&'))
      if (!part.empty() && !part.starts_with("after=")) query += std::string(part) + "&";
    out.headers.emplace_back("Link",
                             "<" + site_.base_url + "/decisions.csv?" + query + "after=" + next + ">; rel=\"next\"");
  }
  return out;
}

// {id}, {id}.json, {id}.pdf, {id}.tlog-proof, {id}/updates/{n}.json
PortalResponse PortalSite::decision(std::string_view rest, const PageContext& context) const {
  constexpr std::size_t kIdLength = 36;
  const auto id = rest.size() >= kIdLength ? Uuid::parse(rest.substr(0, kIdLength)) : std::nullopt;
  if (!id || id->text() != rest.substr(0, kIdLength)) return page(404, not_published_page(context));
  const std::string key = id->text();
  const std::string_view form = rest.substr(kIdLength);
  const auto found = db_.decision(key);
  if (!found) {
    const auto tomb = db_.tombstone(key);
    if (!tomb) return page(404, not_published_page(context));
    if (form == ".tlog-proof" && !tomb->proof.empty()) return answer(200, "text/plain; charset=utf-8", tomb->proof);
    return gone(*tomb, context);
  }
  if (form.empty())
    return page(200, decision_page(context, *found, sources_.verify ? sources_.verify(*found) : Verification{}));
  if (form == ".json") return answer(200, "application/json; charset=utf-8", found->json);
  if (form == ".tlog-proof" && !found->proof.empty()) return answer(200, "text/plain; charset=utf-8", found->proof);
  if (form == ".pdf" && sources_.file) {
    for (const auto& file : found->files) {
      if (!file.name.ends_with(".pdf")) continue;
      PortalResponse out = answer(200, "application/pdf", "");
      out.body = sources_.file(file.sha256);
      if (!out.body) return page(503, error_page(context, "这份 PDF 现在读不到。"));
      out.etag = "\"" + file.sha256 + "\"";
      out.headers.emplace_back("Content-Disposition", "inline; filename=\"decision.pdf\"");
      return out;
    }
  }
  if (form.starts_with("/updates/") && form.ends_with(".json")) {
    const std::string_view digits = form.substr(9, form.size() - 14);
    std::int64_t n = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    if (problem == std::errc() && end == digits.data() + digits.size())
      if (const auto json = db_.update_json(key, n)) return answer(200, "application/json; charset=utf-8", *json);
  }
  return page(404, not_found_page(context));
}

// Sets the cookie and goes back; only to an address of this site.
PortalResponse PortalSite::reading(const PortalRequest& request) const {
  const QueryString query(request.query);
  const Mode mode = parse_mode(query.get("mode")).value_or(Mode::standard);
  std::string back = query.get("back");
  if (!owns(back.substr(0, back.find('?'))) || back.starts_with("/reading") ||
      back.find_first_of("\\\r\n#") != std::string::npos)
    back = "/";
  std::string safe;
  for (char c : back) {  // whatever is not ASCII must be percent-encoded in a header
    if (static_cast<unsigned char>(c) > ' ' && static_cast<unsigned char>(c) < 0x7f)
      safe += c;
    else
      safe += url_part(std::string_view(&c, 1));
  }
  auto out = answer(303, "text/plain; charset=utf-8", "");
  out.cache_control = "no-store";
  out.headers.emplace_back("Location", safe);
  out.headers.emplace_back(
      "Set-Cookie", "mj_mode=" + std::string(mode_key(mode)) + "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
  return out;
}

std::shared_ptr<const PortalResponse> PortalSite::cached(const std::string& key, std::uint64_t generation) const {
  Shelf& shelf = shelves_[std::hash<std::string>{}(key) % kShelves];
  const std::lock_guard guard(shelf.lock);
  if (shelf.generation != generation) return nullptr;
  const auto found = shelf.pages.find(key);
  if (found == shelf.pages.end()) return nullptr;
  hits_.fetch_add(1, std::memory_order_relaxed);
  return found->second;
}

// Files and whole tables are not kept; a full shelf is emptied, which is rarer and cheaper than keeping an order.
void PortalSite::keep(const std::string& key, std::uint64_t generation, const PortalResponse& response) const {
  constexpr std::size_t kPageMax = 1 << 20;
  const std::size_t bytes = response.body->size() + key.size() + sizeof(PortalResponse);
  if (response.status >= 500 || response.status == 404 || bytes > kPageMax ||
      response.content_type == "application/pdf")
    return;
  Shelf& shelf = shelves_[std::hash<std::string>{}(key) % kShelves];
  auto kept = std::make_shared<const PortalResponse>(response);
  const std::lock_guard guard(shelf.lock);
  if (shelf.generation > generation) return;
  if (shelf.generation < generation || shelf.bytes + bytes > shelf_bytes_ || shelf.pages.size() >= kPagesPerShelf) {
    shelf.pages.clear();
    shelf.bytes = 0;
    shelf.generation = generation;
  }
  if (shelf.pages.emplace(key, std::move(kept)).second) shelf.bytes += bytes;
}

}  // namespace mingjing::render
