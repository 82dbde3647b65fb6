// `mingjing drill BACKUP` 「恢复演练」: restores a backup into a temporary folder and checks everything there. Touches neither
// the data in use nor the log: nothing is signed, nothing is appended, and the folder goes away.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "mingjing/options.h"
#include "mingjing/verify.h"

namespace mingjing::app {

struct DrillOptions {
  std::string from;      // a folder made by `backup`, or the address of an object storage that it wrote to
  std::string db;        // for a backup of PostgreSQL: an empty database, which keeps what was restored
  std::string keys;      // a key folder; empty: the log's public key as the backup has it
  std::string work;      // where the temporary folder is made; empty: the system's own place for such
  std::string report;    // a file for the report, JSON when its name ends so; empty: none
  VerifyOptions verify;  // vkey, timestamp_ca
};

struct DrillStep {
  std::string id, name;  // fetch 取回 (from an object storage), manifest 清单, restore 恢复, log 日志, verify 核对
  bool holds = false;
  std::vector<std::string> lines;
  std::int64_t ms = 0;
};

struct DrillReport {
  std::string from;
  Instant at;                      // of the drill
  std::optional<Instant> made_at;  // of the backup
  std::int64_t files = 0, bytes = 0, events = 0;
  std::uint64_t log_size = 0;      // of the newest checkpoint in the backup
  std::string log_root;            // base64
  std::vector<DrillStep> steps;    // those that were taken; none after the first that failed
  std::int64_t ms = 0;
  bool holds() const { return !steps.empty() && steps.back().id == "verify" && steps.back().holds; }
  std::string text() const;
  std::string json() const;
};

// Never refused: what cannot be done is a step that does not hold.
DrillReport drill_backup(const DrillOptions& drill);

// Prints the report and writes it. 0 when the backup can be restored and all holds, else 1.
int run_drill(const DrillOptions& drill);

}  // namespace mingjing::app
