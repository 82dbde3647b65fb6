// Which key signs which checkpoints of the log, as the log's own `key` entries say (CONTRACTS 3): what /log/vkeys shows.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "db/db.h"
#include "tlog/log_keys.h"

namespace mingjing::workers {

// The changes in the order of the log. Throws Unavailable when an entry cannot be read.
std::vector<tlog::KeyChange> key_changes(db::Transaction& tx);
// `known`: a key of this log. Refused as LogKeys::of.
Result<tlog::LogKeys> log_keys(db::Transaction& tx, const tlog::NoteVerifier& known);

}  // namespace mingjing::workers
