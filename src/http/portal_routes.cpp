// SPDX-License-Identifier: Apache-2.0
#include "http/portal_routes.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>

#include "domain/identity/session.h"
#include "http/address.h"
#include "http/conditional.h"
#include "http/rate_limit.h"
#include "query/portal_feed.h"
#include "render/portal_assets.h"

namespace mingjing::http {
namespace {

constexpr int kChangesMax = 500;
constexpr std::int64_t kOfficersBurst = 30, kOfficersEveryMs = 2'000;  // thirty, then one every two seconds
constexpr std::int64_t kLongPollMs = 25'000;
constexpr std::string_view kNoSm2 = "这本日志没有国密签名。\n";

Response adapt(render::PortalResponse page) {
  Response out(page.status);
  out.set("Content-Type", page.content_type);
  out.set("Cache-Control", page.cache_control);
  if (!page.etag.empty()) out.set("ETag", page.etag);
  for (const auto& [name, value] : page.headers) out.add(name, value);
  out.shared_body = std::move(page.body);
  return out;
}

render::PortalRequest asked(const Request& request) {
  return {request.path, request.query_text, request.header("Cookie"), request.header("If-None-Match")};
}

std::int64_t number(std::string_view text, std::int64_t fallback) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 0 ? value : fallback;
}

Response changes(const query::PortalDb& portal, std::int64_t after, int limit) {
  std::string lines;
  for (const auto& item : portal.changes(after, limit)) lines += query::feed_line(item) + "\n";
  Response out(200);
  out.set("Content-Type", "application/x-ndjson; charset=utf-8");
  out.set("Cache-Control", "no-store");
  out.body = std::move(lines);
  return out;
}

ChangeWaiters::Asked changes_asked(const Request& request) {
  return {number(request.query_or("after", "0"), 0),
          static_cast<int>(std::clamp<std::int64_t>(number(request.query_or("limit", "100"), 100), 1, kChangesMax)),
          std::clamp<std::int64_t>(number(request.query_or("wait", "0"), 0), 0, kLongPollMs / 1000) * 1000};
}

// A file of the log for everybody, browsers of other sites included; 304 when the client has these very bytes.
Response log_file(const Request& request, Response out, std::string_view cache) {
  const std::string etag = quoted_etag(render::content_name(out.body));
  if (is_not_modified(request, etag)) out = Response(304);
  out.set("ETag", etag);
  out.set("Cache-Control", cache);
  out.set("Access-Control-Allow-Origin", "*");
  return out;
}

// So many a minute for each client, as many at once after a quiet minute. Clients on the machine itself are let through:
// a proxy there that was not made known would otherwise be one client.
class MinuteLimit {
 public:
  explicit MinuteLimit(int a_minute) : every_ms_(std::max(1, 60'000 / a_minute)), limit_(a_minute, every_ms_) {}
  bool allow(const Request& request) {
    const auto address = Address::parse(request.client);
    return !address || address->is_loopback() ||
           limit_.allow(AddressCounts::key(*address), SystemClock().now().unix_ms());
  }
  Response refusal(Response page) const {
    page.set("Retry-After", std::to_string((every_ms_ + 999) / 1000));
    return page;
  }

 private:
  const std::int64_t every_ms_;
  RateLimit limit_;
};

}  // namespace

std::shared_ptr<ChangeWaiters> add_portal_routes(Router& router, const render::PortalSite& site,
                                                 const query::PortalDb& portal, const PortalLimits& limits) {
  const auto page = [&site](Request& request) { return adapt(site.handle(asked(request))); };
  const auto kept = [&site](const Request& request) -> std::optional<Response> {
    auto found = site.kept(asked(request));
    if (!found) return std::nullopt;
    return adapt(std::move(*found));
  };
  const auto add = [&](std::string name, std::string pattern, Csp csp = Csp::portal) {
    RouteFlags flags = public_page();
    flags.csp = csp;
    router.add(std::move(name), Method::get, std::move(pattern), std::move(flags), page, kept);
  };
  // A page that lies ready costs nothing and is not counted; one that must be made of a question is.
  const auto counted = [&](std::string name, std::string pattern, std::shared_ptr<MinuteLimit> limit) {
    const auto answer = [&site, page, limit = std::move(limit)](Request& request) {
      const bool free = request.query_text.empty() && request.path == "/decisions";
      if (free || limit->allow(request)) return page(request);
      return limit->refusal(adapt(site.too_many(asked(request))));
    };
    router.add(std::move(name), Method::get, std::move(pattern), public_page(), answer, kept);
  };
  const auto searches = std::make_shared<MinuteLimit>(limits.searches_a_minute);
  const auto downloads = std::make_shared<MinuteLimit>(limits.downloads_a_minute);
  add("portal_home", "/");
  counted("portal_decisions", "/decisions", searches);
  counted("portal_decisions_csv", "/decisions.csv", downloads);
  add("portal_decision", "/decisions/{id}", Csp::portal_script);
  add("portal_decision_json", "/decisions/{id}.json");
  add("portal_decision_pdf", "/decisions/{id}.pdf");
  add("portal_decision_proof", "/decisions/{id}.tlog-proof");
  add("portal_update", "/decisions/{id}/updates/{n:int}.json");
  counted("portal_feed_json", "/feed.json", downloads);
  counted("portal_feed_atom", "/feed.atom", downloads);
  add("portal_laws", "/laws");
  add("portal_law", "/laws/{id}");
  add("portal_lists", "/lists");
  add("portal_list", "/lists/{list}");
  add("portal_list_csv", "/lists/{list}.csv");
  add("portal_list_json", "/lists/{list}.json");
  add("portal_list_versions", "/lists/{list}/versions");
  add("portal_list_version", "/lists/{list}/versions/{version}.json");
  add("portal_list_entry", "/lists/{list}/{id}");
  add("portal_answers", "/answers");
  add("portal_answer", "/answers/{id}");
  add("portal_answer_json", "/answers/{id}.json");
  add("portal_answer_event", "/answers/{id}.event.json");
  add("portal_answer_proof", "/answers/{id}.tlog-proof");
  // A number is to be known, not found by trying.
  auto limit = std::make_shared<RateLimit>(kOfficersBurst, kOfficersEveryMs);
  const auto officers = [&site, page, limit](Request& request) {
    if (request.query_or("certificate_no", "").empty() ||
        limit->allow(identity::client_network(request.client), SystemClock().now().unix_ms()))
      return page(request);
    Response out = adapt(site.too_many(asked(request)));
    out.set("Retry-After", std::to_string(kOfficersEveryMs / 1000));
    return out;
  };
  router.add("portal_officers", Method::get, "/officers", public_page(), officers);
  router.add("portal_officer_card", Method::get, "/officers/card", public_page(), officers);
  add("portal_check", "/check");
  add("portal_log", "/log");
  add("portal_takedowns", "/takedowns");
  add("portal_data", "/data");
  add("portal_help", "/help");
  add("portal_accessibility", "/accessibility");
  add("portal_reading", "/reading");
  add("portal_robots", "/robots.txt");
  counted("portal_sitemap", "/sitemap.xml", downloads);
  add("portal_favicon", "/favicon.ico");
  add("portal_asset", "/assets/{name}");
  counted("portal_sitemap_part", "/sitemap/{n:int}.xml", downloads);
  auto waiters = std::make_shared<ChangeWaiters>(
      [&portal] { return portal.position(); },
      [&portal](const ChangeWaiters::Asked& asked) { return changes(portal, asked.after, asked.limit); });
  const auto follows = std::make_shared<MinuteLimit>(limits.follows_a_minute);
  router.add_async("feed_changes", Method::get, "/feed/changes", public_page(),
                   [waiters, follows](Request& request, Responder responder) {
                     if (!follows->allow(request))
                       return responder.answer(follows->refusal(Response::text(429, "问得太频繁了，请稍后再问。\n")));
                     waiters->wait(changes_asked(request), std::move(responder));
                   });
  return waiters;
}

std::function<std::optional<Response>(const Request&, int status)> portal_error_page(const render::PortalSite& site) {
  return [&site](const Request& request, int status) -> std::optional<Response> {
    if (request.path.starts_with("/api/") || status != 404) return std::nullopt;
    const auto page = site.handle({request.path, {}, request.header("Cookie"), {}});
    Response out(404);
    out.csp = Csp::portal;  // a page like the others, though no route is behind it
    out.set("Content-Type", page.content_type);
    out.shared_body = page.body;
    return out;
  };
}

void add_log_routes(Router& router, LogSources sources) {
  auto kept = std::make_shared<const LogSources>(std::move(sources));
  const auto text = [](const Request& request, std::string body, std::string_view cache) {
    return log_file(request, Response::text(200, std::move(body)), cache);
  };
  router.add("log_checkpoint", Method::get, "/log/checkpoint", public_page(), [kept, text](Request& request) {
    auto note = kept->tiles.read("checkpoint");
    if (!note) return Response::text(404, "还没有签名的检查点。\n");
    return text(request, kept->cosigned ? kept->cosigned(*note) : std::move(*note), "no-store");
  });
  router.add("log_vkey", Method::get, "/log/vkey", public_page(),
             [kept, text](Request& request) {
               return text(request, kept->vkey.empty() ? kept->tiles.read("vkey").value_or("") : kept->vkey, "public, max-age=3600");
             });
  router.add("log_vkey_sm2", Method::get, "/log/vkey-sm2", public_page(), [kept, text](Request& request) {
    auto key = kept->tiles.read("vkey-sm2");
    if (!key) return Response::text(404, std::string(kNoSm2));
    return text(request, std::move(*key), "public, max-age=3600");
  });
  router.add("log_vkeys_sm2", Method::get, "/log/vkeys-sm2", public_page(), [kept, text](Request& request) {
    if (kept->vkeys_sm2.empty()) return Response::text(404, std::string(kNoSm2));
    return text(request, kept->vkeys_sm2, "public, max-age=3600");
  });
  router.add("log_vkeys", Method::get, "/log/vkeys", public_page(),
             [kept, text](Request& request) {
               std::string keys = kept->vkeys;
               if (keys.empty()) keys = kept->tiles.read("vkeys").value_or("");
               if (keys.empty()) {  // it never changed
                 keys = kept->tiles.read("vkey").value_or("");
                 if (keys.ends_with('\n')) keys.replace(keys.size() - 1, 1, " 0 -\n");
               }
               return text(request, std::move(keys), "public, max-age=3600");
             });
  router.add("log_timestamps", Method::get, "/log/timestamps", public_page(), [kept, text](Request& request) {
    const std::int64_t from = number(request.query_or("from", ""), -1);
    const auto size = from < 0 ? std::nullopt : std::optional(static_cast<std::uint64_t>(from));
    return text(request, kept->timestamps ? kept->timestamps(size) : "", "no-cache");
  });
  router.add("log_stamped", Method::get, "/log/timestamps/{size:int}/checkpoint", public_page(), [kept, text](Request& request) {
    auto note = kept->tiles.read("timestamps/" + std::string(request.param("size")) + "/checkpoint");
    if (!note) return Response::text(404, "没有盖过时间戳的这个检查点。\n");
    return text(request, std::move(*note), "public, max-age=31536000, immutable");
  });
  router.add("log_timestamp", Method::get, "/log/timestamps/{size:int}/{at:int}.tsr", public_page(), [kept](Request& request) {
    auto reply = kept->tiles.read("timestamps/" + std::string(request.param("size")) + "/" + std::string(request.param("at")) + ".tsr");
    if (!reply) return Response::text(404, "没有这个时间戳。\n");
    Response out(200);
    out.set("Content-Type", "application/timestamp-reply");
    out.body = std::move(*reply);
    return log_file(request, std::move(out), "public, max-age=31536000, immutable");
  });
  router.add("log_tile", Method::get, "/log/tile/{rest*}", public_page(), [kept](Request& request) {
    auto bytes = tlog::serve_tile(kept->tiles, "tile/" + std::string(request.param("rest")));
    if (!bytes) return Response::text(404, "没有这个日志片段。\n");
    Response out(200);
    out.set("Content-Type", "application/octet-stream");
    out.body = std::move(*bytes);
    return log_file(request, std::move(out), "public, max-age=31536000, immutable");
  });
}

}  // namespace mingjing::http
