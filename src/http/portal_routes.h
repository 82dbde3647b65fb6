// The public addresses: the portal's pages and files, and the log for everybody to check (CONTRACTS 3, 6). Only adapts:
// what is shown is render::PortalSite's, what is in the log is tlog's.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "http/router.h"
#include "query/portal_db.h"
#include "render/portal_site.h"
#include "tlog/tile_store.h"

namespace mingjing::http {

// Pages that a reader asks for again and again are answered on the I/O thread once they are in the cache.
void add_portal_routes(Router& router, const render::PortalSite& site, const query::PortalDb& portal);

struct LogSources {
  const tlog::TileStore& tiles;
  std::string vkey;   // one line with its newline
  std::string vkeys;  // all keys with their validity, the oldest first, one a line: vkey, smallest and largest size of a
                      // checkpoint that it signs, separated by a space; `-` for the present key's largest
};
void add_log_routes(Router& router, LogSources sources);

}  // namespace mingjing::http
