// `mingjing demo`: a bureau with cases of two years, made by the use cases that everybody uses (CONTRACTS 1).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "base/time.h"
#include "mingjing/options.h"

namespace mingjing::app {

struct DemoOptions {
  std::int64_t cases = 300;
  std::uint64_t seed = 1;
  std::optional<Date> as_of;  // default: today. All cases end before this day
  std::filesystem::path view{};  // default: beside this program. Where it is not, volumes and recordings wait for the first server
  bool quiet = false;         // no progress, no table of accounts
};

// Makes an empty system, the bureau and its cases, sequences the log and fills the portal. Prints the accounts and
// writes DATA/demo-accounts.json (0600). Refuses a folder or database that holds a system.
int run_demo(const Options& options, const DemoOptions& demo);

}  // namespace mingjing::app
