// Which key signs which checkpoints of the log, as the log's own `key` entries say (CONTRACTS 3): what /log/vkeys shows.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/db.h"

namespace mingjing::workers {

struct LogKey {
  std::string vkey;
  std::uint64_t from = 0;             // the smallest size of a checkpoint that it signs
  std::optional<std::uint64_t> to;    // the largest; nothing: it is the present one
};

// The oldest first. `present` is the key in use, for a log that never changed its key.
std::vector<LogKey> log_keys(db::Transaction& tx, const std::string& present);

// One key a line: vkey, from, to, separated by single spaces; `to` is `-` for the present key.
std::string vkeys_text(const std::vector<LogKey>& keys);

}  // namespace mingjing::workers
