// `mingjing export audit`: every event of one agency with its salt and place in the log, as NDJSON, so that an auditor
// opens each entry and finds a decision that was kept out (CONTRACTS 3). docs/audit.md says how to check it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <string>

#include "base/result.h"
#include "db/db.h"
#include "mingjing/options.h"

namespace mingjing::app {

struct ExportAuditOptions {
  std::string agency;  // unified social credit code
  std::string to;      // file; empty: standard output
};

// One line an event, in the order of `n`: {"index","n","salt","event"}; `salt` in hex, `event` the canonical JSON that
// is committed. Events that still wait for the sequencer are left out. Refusal: not_found (no such agency).
Result<std::int64_t> export_audit(db::Database& database, const std::string& uscc, std::ostream& out);

int run_export_audit(const Options& options, const ExportAuditOptions& audit);

}  // namespace mingjing::app
