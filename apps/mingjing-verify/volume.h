// The package of a sealed case volume 「案卷归档包」, offline: every file has the digest that the list of digests says, no file
// stands beside the list, and the log holds the event that sealed exactly this list.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "mingjing-verify/check.h"

namespace mingjing::verify_app {

struct Package {
  std::uint64_t size = 0;
  std::function<std::string(std::uint64_t offset, std::size_t length)> read;  // fewer bytes at the end only
};

Report check_volume(const Package& package, const tlog::TrustPolicy& trust);

}  // namespace mingjing::verify_app
