// The public addresses: the portal's pages and files, and the log for everybody to check (CONTRACTS 3, 6). Only adapts:
// what is shown is render::PortalSite's, what is in the log is tlog's.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/change_waiters.h"
#include "http/router.h"
#include "query/portal_db.h"
#include "render/portal_site.h"
#include "tlog/tile_store.h"

namespace mingjing::http {

// What one client may ask for in a minute; beyond it 429 with Retry-After. Pages that lie ready are not counted.
struct PortalLimits {
  int searches_a_minute = 120;
  int downloads_a_minute = 60;   // CSV, feeds, sitemaps
  int follows_a_minute = 1'200;  // /feed/changes: a new replica asks often
};

// Pages that a reader asks for again and again are answered on the I/O thread once they are in the cache. `stop()` of
// what is returned before the server's: it answers those who wait for the next change.
std::shared_ptr<ChangeWaiters> add_portal_routes(Router& router, const render::PortalSite& site,
                                                 const query::PortalDb& portal, const PortalLimits& limits = {});

// For ServerOptions::error_page: an unknown address is answered with a page for people.
std::function<std::optional<Response>(const Request&, int status)> portal_error_page(const render::PortalSite& site);

struct LogSources {
  const tlog::TileStore& tiles;
  std::string vkey;   // one line with its newline; both empty: as they stand with the tiles, where they may change
  std::string vkeys;  // all keys with their validity, the oldest first, one a line: vkey, smallest and largest size of a
                      // checkpoint that it signs, separated by a space; `-` for the present key's largest
  std::function<std::string(const std::string& note)> cosigned = {};  // adds what witnesses signed; quick, never blocks
  // Timestamps of checkpoints of at least so many entries, or the latest, one a line; quick. Their files are with the tiles.
  std::function<std::string(std::optional<std::uint64_t> from)> timestamps = {};
  std::string vkeys_sm2 = {};  // as vkeys, of the second line in the SM profile; else empty
};
void add_log_routes(Router& router, LogSources sources);

}  // namespace mingjing::http
