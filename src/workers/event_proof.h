// An event of the log, opened: its canonical bytes, the salt of its commitment, and the proof that the log holds it. For who
// may see the event: a sealed volume takes it along. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "base/id.h"
#include "db/db.h"
#include "flow/volume_package.h"
#include "tlog/tile_store.h"

namespace mingjing::workers {

// Of the events of this type of the aggregate, newest first, at most `limit`; without those that no signed checkpoint covers yet.
std::vector<flow::SealProof> event_proofs(db::Database& database, const tlog::TileStore& tiles, AgencyId agency, Uuid aggregate,
                                          std::string_view type, int limit);

}  // namespace mingjing::workers
