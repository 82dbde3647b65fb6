// The tables of the case database. Who may touch which: `aggregate`, `part`, `event`, `leaf`, derived tables and
// `idempotency` only the unit of work here; `log_*`, `checkpoint` only the sequencer (workers/); `job` the job queue.
//
// What the digests cover (DESIGN 4): columns listed as *covered* enter the state digest of an event; *derived* ones are
// recomputed by `verify`; *uncovered* ones carry their reason. tests/rules compares the three lists with the schema.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "db/db.h"

namespace mingjing::store {

std::span<const db::Migration> migrations();

enum class Cover { covered, derived, uncovered };
struct ColumnCover {
  std::string_view table;
  std::string_view column;  // "*" for all columns of the table
  Cover cover;
  std::string_view reason;
};
std::span<const ColumnCover> column_covers();

// Statements that lawfully name no `agency_id`: shared reference data and the log of the whole deployment.
std::span<const std::string_view> statements_without_agency();

}  // namespace mingjing::store
