// Bringing an older schema up to this program's (CONTRACTS 1): only when alone, and only after a backup.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "db/db.h"
#include "mingjing/options.h"

namespace mingjing::app {

struct Migrated {
  int from = 0, to = 0;   // equal: there was nothing to do
  std::string backup;     // the copy of the database made before; empty when there was nothing to do
};

// The caller holds DATA/LOCK. Copies the database beside it (DATA/before-migration-…: the file of SQLite, or a dump of
// PostgreSQL by pg_dump), then applies what is missing, each migration in its own transaction. Refusals, with nothing
// changed: conflict (a newer schema; sessions of others on the PostgreSQL database), invalid (no backup could be made).
// Throws Unavailable.
Result<Migrated> migrate_deployment(const Options& options);

// The migrations alone, for a database that nobody else uses; of an older one the derived rows are then worked out anew,
// since a newer program may derive more from the same cases. Refusals: those of db::migrate.
Status bring_up_to_date(db::Database& database);

int run_migrate(const Options& options);

}  // namespace mingjing::app
