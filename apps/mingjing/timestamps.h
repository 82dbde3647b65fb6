// The time-stamping authority 「时间戳机构」 of a running server: named by the operator, asked on a thread of its own, told on
// the console when it fails and when it is well again.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "mingjing/system.h"
#include "workers/stamping.h"

namespace mingjing::app {

// Over HTTP, three seconds to connect, ten in all. Nothing when both are empty. Refusals (bad_request): one without the
// other, no address, a file without certificates.
Result<std::optional<workers::Authority>> parse_authority(const std::string& url, const std::string& certificates);

class Timestamps {
 public:
  // A server that does not sign asks nobody.
  Timestamps(System& system, std::optional<workers::Authority> authority, const Clock& real_clock,
             std::function<void(const std::string&)> report);
  void round();
  const workers::Stamping& stamping() const { return stamping_; }
  std::string metrics() const;  // Prometheus

 private:
  const std::function<void(const std::string&)> report_;
  std::string fault_;  // last told; of the one thread that makes rounds
  workers::Stamping stamping_;
};

}  // namespace mingjing::app
