// The log's side of a restore: which anchor is newest, where the entries up to it are, and how they come back into the
// database. Internal to restore.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "db/db.h"
#include "mingjing/anchor_source.h"
#include "tlog/merkle.h"
#include "tlog/note.h"

namespace mingjing::app {

struct KeptLog {
  std::shared_ptr<AnchorSource> source;  // holds `checkpoint`, and tiles or not
  std::string note;
  tlog::TreeHead head;
};

// All that hold a checkpoint of this log, the newest first: `own` folders, where a missing one is no matter, and `anchors`
// of the operator, folders, addresses or witnesses; signed by any of `keys`. Refused: conflict (one that another key signed), unavailable (an anchor that
// cannot be read: a restore that went past it might fork the log).
Result<std::vector<KeptLog>> kept_logs(const std::vector<std::filesystem::path>& own,
                                       std::vector<AnchorSource> anchors, std::span<const tlog::NoteVerifier> keys,
                                       const std::string& origin);

struct Continued {
  std::uint64_t from = 0, to = 0;         // entries in the backup; in the newest anchor
  std::uint64_t lost = 0;                 // of them, whose events are nowhere
  std::vector<std::string> public_lost;   // `takedown 0190…`: what the public log says and the database no longer knows
};

// In one transaction: adds the entries that were signed after the backup, gives those back to waiting leaves that are
// theirs, appends the `restore` entry and moves the log's head on. Refused (conflict): entries that no folder holds, an
// anchor that contradicts the database.
Result<Continued> continue_log(db::Database& database, const std::vector<KeptLog>& kept);

// Begins a new log under `origin`: first entry `new_log`, then every event and public entry of the database waits for
// the sequencer again, in the old order.
Status begin_new_log(db::Database& database, const std::string& origin, const std::vector<KeptLog>& kept);

}  // namespace mingjing::app
