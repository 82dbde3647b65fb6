// `mingjing verify`: recomputes everything that the digests cover and says what does not hold (CONTRACTS 1, 3, 4).
//
// One snapshot of the database, read in the order of its keys, beside a running server; needs no data key. Nothing is
// held whole: rows are joined by merging, derived tables are compared by a sum of row hashes first and row by row only
// where the sums differ. Leaves that wait for the sequencer are lag, not a finding.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "mingjing/options.h"

namespace mingjing::app {

struct VerifyOptions {
  std::vector<std::string> checkpoints;  // files with a signed checkpoint, kept elsewhere
  std::string timestamp_ca;              // PEM of the authority's root; empty: its signature is not checked
  std::string vkey;                      // the log's public key; empty: from the keys, else DATA/log/vkey
};

// What does not hold: the table (or `file`, `tile`, `anchor`), the key in it, the event that tells, and what differs.
struct Finding {
  std::string table, key, event, differs;
  std::string line() const;
};

struct VerifyReport {
  std::vector<Finding> findings;  // at most kFindingsMax; `more` counts the rest
  std::int64_t more = 0;
  std::int64_t aggregates = 0, parts = 0, events = 0, entries = 0, derived = 0, bodies = 0, files = 0, checkpoints = 0, stamps = 0,
               waiting = 0;
  static constexpr std::size_t kFindingsMax = 10'000;
  void add(std::string table, std::string key, std::string event, std::string differs);
  bool holds() const { return findings.empty(); }
  std::string summary() const;  // one sentence
};

// Refusals: not_found (no system here), invalid (the log's key cannot be read, a checkpoint file cannot be read).
// Throws Unavailable when the database cannot be reached.
Result<VerifyReport> verify_deployment(const Options& options, const VerifyOptions& verify = {});

// Prints findings, or a summary. 0 when all holds, 1 with findings, 2 for what cannot be read.
int run_verify(const Options& options, const VerifyOptions& verify);

}  // namespace mingjing::app
