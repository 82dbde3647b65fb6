// The auditor's check 「审计核对」: an export of one agency's events (mingjing export audit) against a copy of the log, without
// the server. Finds an event that was changed or kept out, a decision that was neither published nor withheld, a
// publication nobody decided, a daily count that is wrong. docs/audit.md tells how to come by the files.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>

#include "mingjing-verify/check.h"
#include "tlog/tile_store.h"

namespace mingjing::verify_app {

struct AuditInputs {
  std::istream& events;              // NDJSON, in the order of `n`: {"index","n","salt","event"}
  const tlog::TileStore& log;        // `tile/…` as under the log's address
  std::string checkpoint;            // that covers the export
  std::optional<std::string> since;  // a checkpoint kept from the last audit
  // A time stamp of the very checkpoint (RFC 3161, DER), and the PEM file of whom one trusts to make it.
  std::optional<std::string> timestamp = {};
  std::string authorities = {};
};

// A decision may wait as long as seven working days may take, with the longest holidays between; one that has waited longer
// is a finding. By the calendar, since this program knows no working days.
inline constexpr int kLongestWait = 31;
inline constexpr std::size_t kMostFindings = 100;  // listed; more are counted

Report audit(const AuditInputs& inputs, const tlog::TrustPolicy& trust);

}  // namespace mingjing::verify_app
