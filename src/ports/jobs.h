// The queue of outward effects: jobs queued inside commands, run after the commit, at least once, idempotent. Working
// state, not events. Any server may run any job: a job is taken by a lease that ends by itself.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/json.h"
#include "base/time.h"

namespace mingjing::ports {

struct TakenJob {
  AgencyId agency;
  JobId id;
  std::string kind;
  Json payload;
  std::int64_t attempts = 0;  // this one included
};

// A long film or a thick volume takes minutes; whoever runs the others never meets one.
inline constexpr std::array<std::string_view, 2> kSlowJobs{"probe_recording", "seal_volume"};
enum class JobLane { any, quick, slow };

class Jobs {
 public:
  virtual ~Jobs() = default;
  // Takes the oldest job of the lane that is due and under no lease; empty when there is none. Uses the real clock.
  virtual std::optional<TakenJob> take(std::string_view holder, std::int64_t lease_ms, JobLane lane) = 0;
  // A long job says that it still runs: its lease goes on from now.
  virtual void keep(const TakenJob& job, std::int64_t lease_ms) = 0;
  virtual void done(const TakenJob& job) = 0;                                   // removes it
  virtual void failed(const TakenJob& job, std::string_view error, std::int64_t retry_after_ms) = 0;
  virtual std::int64_t waiting() = 0;                                           // for readiness and metrics
};

}  // namespace mingjing::ports
