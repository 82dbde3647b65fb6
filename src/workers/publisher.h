// The publisher: carries what the log now covers to the portal's own database, with the proof of each entry under the
// signed checkpoint (CONTRACTS 6: a page appears once a signed checkpoint covers it). Starts where the portal stands,
// so a crash or a lost portal.db only means that it is carried again.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "db/db.h"
#include "query/portal_db.h"
#include "tlog/tile_reader.h"
#include "tlog/tile_store.h"

namespace mingjing::workers {

class Publisher {
 public:
  Publisher(db::Database& database, const tlog::TileStore& tiles, query::PortalDb& portal)
      : database_(database), tiles_(tiles), portal_(portal) {}
  // Carries everything up to the newest signed checkpoint, in batches. Returns how many changes. Throws Unavailable.
  std::size_t publish();

 private:
  db::Database& database_;
  const tlog::TileStore& tiles_;
  query::PortalDb& portal_;
  tlog::TileCache cache_;
};

}  // namespace mingjing::workers
