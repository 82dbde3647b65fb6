// `mingjing import laws|items|officers|calendar|recordings PATH [--dry-run]`: one report line a row or file: taken, unchanged,
// refused and why. Refused rows change nothing; exit 1 if any was refused (CONTRACTS 1).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "domain/catalog/csv.h"
#include "mingjing/options.h"
#include "mingjing/system.h"

namespace mingjing::app {

struct ImportOptions {
  std::string what;  // laws, items, officers, calendar, recordings
  std::string path;
  std::string manifest;  // of recordings; empty: looked for in the folder
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

// What the importers share: refused before set-up; one transaction, which a dry run rolls back at the end; a report line.
Status need_set_up(System& system);
Status run_once(System& system, const ports::Actor& actor, bool dry_run,
                const std::function<Status(ports::UnitOfWork&)>& work);
ImportLine line_of(std::string name, const Result<catalog::Taken>& taken);

int run_import(const Options& options, const ImportOptions& import);

}  // namespace mingjing::app
