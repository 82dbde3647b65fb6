// Empty schemas to ask questions of: the case database on SQLite and PostgreSQL, the portal's own file, the inbox.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "db/db.h"

namespace mingjing::rules {

struct World {
  std::string name;
  std::unique_ptr<db::Database> database;
};

// The case database after all migrations; the one on PostgreSQL is absent, and says `not run`, without
// MINGJING_TEST_PG.
World cases_on_sqlite();
World cases_on_postgres();
// portal.db as the portal makes it.
World portal();
// inbox.db as the public side makes it.
World inbox();

}  // namespace mingjing::rules
