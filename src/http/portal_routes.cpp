// SPDX-License-Identifier: Apache-2.0
#include "http/portal_routes.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>
#include <thread>

#include "query/portal_feed.h"

namespace mingjing::http {
namespace {

constexpr int kChangesMax = 500;
constexpr std::int64_t kLongPollMs = 25'000;

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

// Waits for the next change on the pool, at most 25 s; looked at four times a second, which is a memory read.
Response long_poll(const query::PortalDb& portal, const Request& request) {
  const std::int64_t after = number(request.query_or("after", "0"), 0);
  const int limit =
      static_cast<int>(std::clamp<std::int64_t>(number(request.query_or("limit", "100"), 100), 1, kChangesMax));
  const std::int64_t wait =
      std::clamp<std::int64_t>(number(request.query_or("wait", "0"), 0), 0, kLongPollMs / 1000) * 1000;
  for (std::int64_t waited = 0; waited < wait && portal.position() <= after; waited += 250) {
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
  }
  return changes(portal, after, limit);
}

}  // namespace

void add_portal_routes(Router& router, const render::PortalSite& site, const query::PortalDb& portal) {
  const auto page = [&site](Request& request) { return adapt(site.handle(asked(request))); };
  const auto kept = [&site](const Request& request) -> std::optional<Response> {
    auto found = site.kept(asked(request));
    if (!found) return std::nullopt;
    return adapt(std::move(*found));
  };
  const auto add = [&](std::string name, std::string pattern) {
    router.add(std::move(name), Method::get, std::move(pattern), public_page(), page, kept);
  };
  add("portal_home", "/");
  add("portal_decisions", "/decisions");
  add("portal_decisions_csv", "/decisions.csv");
  add("portal_decision", "/decisions/{id}");
  add("portal_decision_json", "/decisions/{id}.json");
  add("portal_decision_pdf", "/decisions/{id}.pdf");
  add("portal_decision_proof", "/decisions/{id}.tlog-proof");
  add("portal_update", "/decisions/{id}/updates/{n:int}.json");
  add("portal_feed_json", "/feed.json");
  add("portal_feed_atom", "/feed.atom");
  add("portal_laws", "/laws");
  add("portal_law", "/laws/{id}");
  add("portal_check", "/check");
  add("portal_help", "/help");
  add("portal_accessibility", "/accessibility");
  add("portal_reading", "/reading");
  add("portal_robots", "/robots.txt");
  add("portal_sitemap", "/sitemap.xml");
  add("portal_favicon", "/favicon.ico");
  add("portal_asset", "/assets/{name}");
  router.add("feed_changes", Method::get, "/feed/changes", public_page(),
             [&portal](Request& request) { return long_poll(portal, request); });
}

void add_log_routes(Router& router, LogSources sources) {
  auto kept = std::make_shared<const LogSources>(std::move(sources));
  const auto text = [](std::string body, std::string_view cache) {
    Response out = Response::text(200, std::move(body));
    out.set("Cache-Control", cache);
    out.set("Access-Control-Allow-Origin", "*");
    return out;
  };
  router.add("log_checkpoint", Method::get, "/log/checkpoint", public_page(), [kept, text](Request&) {
    auto note = kept->tiles.read("checkpoint");
    if (!note) return Response::text(404, "还没有签名的检查点。\n");
    return text(std::move(*note), "no-store");
  });
  router.add("log_vkey", Method::get, "/log/vkey", public_page(),
             [kept, text](Request&) { return text(kept->vkey, "public, max-age=3600"); });
  router.add("log_vkeys", Method::get, "/log/vkeys", public_page(),
             [kept, text](Request&) { return text(kept->vkeys, "public, max-age=3600"); });
  router.add("log_tile", Method::get, "/log/tile/{rest*}", public_page(), [kept](Request& request) {
    auto bytes = tlog::serve_tile(kept->tiles, "tile/" + std::string(request.param("rest")));
    if (!bytes) return Response::text(404, "没有这个日志片段。\n");
    Response out(200);
    out.set("Content-Type", "application/octet-stream");
    out.set("Cache-Control", "public, max-age=31536000, immutable");
    out.set("Access-Control-Allow-Origin", "*");
    out.body = std::move(*bytes);
    return out;
  });
}

}  // namespace mingjing::http
