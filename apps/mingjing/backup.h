// `mingjing backup TO`: an online copy without keys (CONTRACTS 4). The database in one snapshot, every stored file, the
// log's tiles and newest checkpoint, and `manifest.json` with the SHA-256 of each. Stored files are copied before the database
// and again, what is new, after it: what it names is there even if it was destroyed meanwhile. The log is copied last, so it covers
// at least what the database holds.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "db/db.h"
#include "mingjing/options.h"

namespace mingjing::app {

class BackupTarget;  // backup_target.h

struct BackupOptions {
  std::string to;  // a folder that does not exist yet, or is empty; or an object storage, s3+https://HOST/BUCKET/PREFIX
  // An earlier backup on the same file system: stored files that it holds unaltered are linked, not copied, so that a new
  // backup takes the room of what is new. Each backup is whole by itself; deleting an earlier one harms none.
  std::string previous = {};
  std::size_t keep = 0;  // in an object storage: so many backups stay, earlier ones are cleared away after this one; 0: all
};

// Refusals: conflict (the folder holds something), invalid (pg_dump is not installed or failed), digest_mismatch or
// bad_request (`previous` is no backup).
Status make_backup(const Options& options, const BackupOptions& backup);
Status make_backup(const Options& options, BackupTarget& target);
// The database alone, in one snapshot: a file of SQLite, a dump of PostgreSQL. Refusal: invalid, as above.
Status copy_database(db::Database& database, const Options& options, const std::filesystem::path& to);
// Every file of the manifest is there with its digest, and nothing else. Refusal: digest_mismatch, naming the first.
Status check_backup(const std::filesystem::path& folder);

int run_backup(const Options& options, const BackupOptions& backup);

}  // namespace mingjing::app
