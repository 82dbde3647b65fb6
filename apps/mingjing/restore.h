// `mingjing restore FROM`: puts a backup back and goes on with the log from the newest anchor (CONTRACTS 4).
//
// Entries signed after the backup stay in the log: they come from the tiles of DATA/log, of an anchor folder or of the
// backup itself. Their events are declared lost by an appended `restore` entry; `seq` and `n` go on after them. With
// `--new-log NAME` a new log begins, whose first entry names the old origin, size and root, and every event of the
// backup is entered anew.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "mingjing/manifest.h"
#include "mingjing/options.h"

namespace mingjing::app {

struct RestoreOptions {
  std::string from;     // a folder made by `backup`, or the address of an object storage that it wrote to
  std::string new_log;  // schema-less address of a new log; empty: go on with the old one
};

struct Restored {
  std::uint64_t backup_size = 0;  // entries in the backup
  std::uint64_t log_size = 0;     // entries after the restore
  std::uint64_t lost = 0;         // entries whose events are declared lost
  std::vector<std::string> public_lost;  // what the public log says and the database no longer knows
};

// Refusals: digest_mismatch (the backup is damaged), conflict (DATA in use, a database there that is newer, an anchor
// whose entries are nowhere to be found), not_found (keys: they are no part of a backup).
Result<Restored> restore_backup(const Options& options, const RestoreOptions& restore);

// The backup's database, ready to be worked on: beside the one in use (SQLite), or in the empty one that `options` names
// (PostgreSQL). Its URL. Refusals: invalid (another kind of database, no pg_restore), conflict (the database is not empty).
Result<std::string> unpack_database(const Options& options, const std::filesystem::path& from, const Manifest& manifest);

int run_restore(const Options& options, const RestoreOptions& restore);

}  // namespace mingjing::app
