// `mingjing import laws|items|officers|calendar PATH [--dry-run]`: one report line a row or file: taken, unchanged,
// refused and why. Refused rows change nothing; exit 1 if any was refused (CONTRACTS 1).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "domain/catalog/csv.h"
#include "mingjing/options.h"
#include "mingjing/system.h"

namespace mingjing::app {

struct ImportOptions {
  std::string what;  // laws, items, officers, calendar
  std::string path;
  bool dry_run = false;
};

// What became of one row or file.
struct ImportLine {
  std::string name;     // file name, or row number and key
  std::string outcome;  // taken, unchanged, refused; skipped (a folder's README or ORIGIN); recomputed (a moved limit)
  std::string why;      // for people; empty when taken
};

// Laws: a folder, or one Markdown file; each file its own transaction. Refused: before set-up, a path that is not there.
Result<std::vector<ImportLine>> import_laws(System& system, const std::string& path, bool dry_run);
// One year's notice; open cases whose limits move get an event `recompute_limits` with the old and the new day.
Result<std::vector<ImportLine>> import_calendar(System& system, const std::string& path, bool dry_run);

// Counts every running limit anew with the calendar held now; `before` says which days to name. Safe to run again.
std::vector<ImportLine> recompute_running_limits(System& system, const law::Calendar& before);

int run_import(const Options& options, const ImportOptions& import);

}  // namespace mingjing::app
