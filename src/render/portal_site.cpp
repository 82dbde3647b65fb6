// SPDX-License-Identifier: Apache-2.0
#include "render/portal_site.h"

#include <charconv>

#include "base/id.h"
#include "base/text.h"
#include "render/portal_answer.h"
#include "render/portal_assets.h"
#include "render/portal_feeds.h"
#include "render/portal_laws.h"

namespace mingjing::render {
namespace {

constexpr int kFeedRows = 50, kCsvRows = 20'000;
constexpr std::size_t kPagesPerShelf = 20'000;

// mj_mode=large among the cookies.
Mode mode_of(std::string_view cookies) {
  for (std::string_view part : split(cookies, ';')) {
    part = trim(part);
    if (part.starts_with("mj_mode=")) return parse_mode(part.substr(8)).value_or(Mode::standard);
  }
  return Mode::standard;
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

// A byte more than is read of a query: one that is too long is never taken for the longest that is not.
std::string own_address(const PortalRequest& request) {
  std::string out(request.path);
  if (!request.query.empty()) out.append("?").append(request.query.substr(0, QueryString::kBytesMax + 1));
  return out;
}

std::string key_of(Mode mode, const PortalRequest& request) {
  return std::string(mode_key(mode)) + own_address(request);
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

// For programs: the sentence alone.
PortalResponse refused(const Asked& asked) {
  return answer(400, "text/plain; charset=utf-8", asked.field + "：" + asked.problem + "。\n");
}

}  // namespace

PortalSite::PortalSite(const query::PortalDb& db, Site site, PortalSources sources, std::size_t cache_bytes)
    : db_(db),
      site_([&] {
        if (site.css_path.empty()) site.css_path = portal_css_path();
        site.has_laws = static_cast<bool>(sources.statutes);
        site.has_log_page = static_cast<bool>(sources.log);
        return std::move(site);
      }()),
      sources_(std::move(sources)),
      shelf_bytes_(cache_bytes / kShelves) {}

bool PortalSite::owns(std::string_view path) {
  for (std::string_view one : {"/", "/decisions", "/decisions.csv", "/feed.json", "/feed.atom", "/check", "/laws", "/help",
                               "/accessibility", "/reading", "/lists", "/officers", "/officers/card", "/complaints", "/complaints/progress",
                               "/answers", "/log", "/takedowns", "/data", "/robots.txt", "/sitemap.xml", "/favicon.ico"})
    if (path == one) return true;
  return path.starts_with("/decisions/") || path.starts_with("/laws/") || path.starts_with("/lists/") ||
         path.starts_with("/answers/") || path.starts_with("/sitemap/") ||
         path.starts_with("/assets/");
}

// Other addresses mean the same whatever stands behind the question mark; nobody fills the cache with such.
bool PortalSite::may_keep(const PortalRequest& request) const {
  if (sources_.proof && request.path.ends_with(".tlog-proof")) return false;  // witnesses sign between two changes
  return request.path != "/reading" && request.path != "/log" && !request.path.starts_with("/laws") && !request.path.starts_with("/lists") &&
         !request.path.starts_with("/officers") &&
         (request.query.empty() || request.path == "/decisions" || request.path == "/decisions.csv" ||
          request.path == "/feed.json" || request.path == "/feed.atom");
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

PageContext PortalSite::context(const PortalRequest& request) const { return context(request, mode_of(request.cookies)); }

PageContext PortalSite::context(const PortalRequest& request, Mode mode) const {
  PageContext context{site_, mode, own_address(request), {}};
  if (sources_.statutes) {
    context.law_address = [this](std::string_view text, std::string_view day) {
      const auto on = Date::parse(day);
      return on ? law_address(*sources_.statutes(), text, *on) : std::string();
    };
  }
  return context;
}

PortalResponse PortalSite::make(const PortalRequest& request, Mode mode) const {
  const PageContext context = this->context(request, mode);
  const std::string_view path = request.path;
  if (path == "/") return page(200, home_page(context, db_.home(), db_.figures()));
  if (path == "/decisions") return decisions(request, context);
  if (path == "/decisions.csv") return csv(request);
  if (path.starts_with("/decisions/")) return decision(path.substr(11), context);
  if (path == "/laws" || path.starts_with("/laws/")) return laws(request, context);
  if (path == "/lists" || path.starts_with("/lists/")) return lists(request, context);
  if (path == "/answers" || path.starts_with("/answers/")) return answers(request, context);
  if (path == "/officers" || path == "/officers/card") return officers(request, context);
  if (path == "/complaints" && !site_.source_url.empty()) return page(200, complaints_elsewhere_page(context));
  if (path == "/log" && site_.has_log_page) return page(200, log_page(context, *sources_.log()));
  if (path == "/check") return page(200, check_page(context));
  if (path == "/takedowns") {
    const auto after = QueryString(request.query).get("after");
    return page(200, takedowns_page(context, db_.takedowns(after), after.empty() ? std::optional(db_.figures()) : std::nullopt));
  }
  if (path == "/data") return page(200, data_page(context));
  if (path == "/help") return page(200, help_page(context));
  if (path == "/accessibility") return page(200, accessibility_page(context));
  if (path == "/feed.json" || path == "/feed.atom") return feed(request);
  if (path == "/robots.txt") return answer(200, "text/plain; charset=utf-8", robots(site_));
  if (path == "/sitemap.xml" || path.starts_with("/sitemap/")) return sitemaps(path, context);
  if (path.starts_with("/assets/") || path == "/favicon.ico") return asset(path, context);
  return page(404, not_found_page(context));
}

// What has its content in its name never changes.
PortalResponse PortalSite::asset(std::string_view path, const PageContext& context) const {
  PortalResponse out;
  if (path == portal_css_path()) out = answer(200, "text/css; charset=utf-8", portal_css());
  else if (path == verify_js_path()) out = answer(200, "text/javascript; charset=utf-8", verify_js());
  else if (path == "/assets/favicon.svg" || path == "/favicon.ico") out = answer(200, "image/svg+xml", favicon_svg());
  else return page(404, not_found_page(context));
  const bool named = path != "/assets/favicon.svg" && path != "/favicon.ico";
  out.cache_control = named ? "public, max-age=31536000, immutable" : "public, max-age=86400";
  return out;
}

PortalResponse PortalSite::decisions(const PortalRequest& request, const PageContext& context) const {
  const Asked asked = asked_of(QueryString(request.query));
  if (!asked.problem.empty()) return page(400, list_page(context, {}, asked, db_.facets()));
  return page(200, list_page(context, db_.page(asked.filter), asked, db_.facets()));
}

// The newest that a question finds; without one, the newest of all.
PortalResponse PortalSite::feed(const PortalRequest& request) const {
  const Asked asked = asked_of(QueryString(request.query));
  if (!asked.problem.empty()) return refused(asked);
  std::vector<query::PortalRow> rows;
  db_.rows(asked.filter, kFeedRows, [&](const query::PortalRow& row) { rows.push_back(row); });
  const std::string here = site_.base_url + address_of(asked.filter, request.path);
  if (request.path == "/feed.json")
    return answer(200, "application/feed+json; charset=utf-8", json_feed(site_, here, rows));
  return answer(200, "application/atom+xml; charset=utf-8", atom_feed(site_, here, rows, db_.home().newest));
}

// /laws?q=&on= and /laws/{id}; by title, /laws/行政处罚法?on= leads to the version in force that day.
PortalResponse PortalSite::laws(const PortalRequest& request, const PageContext& context) const {
  if (!sources_.statutes) return page(404, not_found_page(context));
  const QueryString query(request.query);
  const auto statutes = sources_.statutes();
  const Date on = day_of(query.get("on"), false).value_or(now().date());
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

// One sitemap while it can hold everything, an index of parts after that.
PortalResponse PortalSite::sitemaps(std::string_view path, const PageContext& context) const {
  constexpr std::string_view kType = "application/xml; charset=utf-8";
  const auto parts = db_.sitemap_parts();
  if (path == "/sitemap.xml") {
    if (parts.size() > 1) return answer(200, std::string(kType), sitemap_index(site_, parts));
    return answer(200, std::string(kType), sitemap(site_, db_.sitemap_part(parts.empty() ? 0 : parts.front()), db_.answer_addresses()));
  }
  for (const std::int64_t part : parts)
    if (path == "/sitemap/" + std::to_string(part) + ".xml")
      return answer(200, std::string(kType), part == parts.front() ? sitemap(site_, db_.sitemap_part(part), db_.answer_addresses())
                                          : sitemap(site_, db_.sitemap_part(part), std::nullopt));
  return page(404, not_found_page(context));
}

PortalResponse PortalSite::csv(const PortalRequest& request) const {
  const Asked asked = asked_of(QueryString(request.query));
  if (!asked.problem.empty()) return refused(asked);
  std::string body = csv_head();
  const std::string next =
      db_.rows(asked.filter, kCsvRows, [&](const query::PortalRow& row) { append_csv_row(body, site_, row); });
  auto out = answer(200, "text/csv; charset=utf-8", std::move(body));
  out.headers.emplace_back("Content-Disposition", "attachment; filename=\"decisions.csv\"");
  if (!next.empty()) {
    out.headers.emplace_back(
        "Link", "<" + site_.base_url + address_of(asked.filter, "/decisions.csv", next) + ">; rel=\"next\"");
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
    if (form == ".tlog-proof" && !tomb->proof.empty()) return answer(200, "text/plain; charset=utf-8", proof(tomb->proof));
    return gone(*tomb, context);
  }
  if (form.empty())
    return page(200, decision_page(context, *found, sources_.verify ? sources_.verify(*found) : Verification{}));
  if (form == ".json") return answer(200, "application/json; charset=utf-8", found->json);
  if (form == ".tlog-proof" && !found->proof.empty()) return answer(200, "text/plain; charset=utf-8", proof(found->proof));
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

PortalResponse PortalSite::too_many(const PortalRequest& request) const {
  const PageContext context{site_, mode_of(request.cookies), own_address(request), {}};
  auto out = page(429, error_page(context, "问得太快了，请等几秒再打开。"));
  out.cache_control = "no-store";
  return out;
}

Instant PortalSite::now() const { return sources_.now ? sources_.now() : SystemClock().now(); }

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
