// SPDX-License-Identifier: Apache-2.0
#include "domain/identity/sign_in_throttle.h"

#include <algorithm>

namespace mingjing::identity {
namespace {

Attempts forget_old(Attempts attempts, Instant now) {
  if (now - attempts.network_last >= kForgetMs) attempts.network_failures = 0;
  if (now - attempts.global_since >= kForgetMs) attempts.global_failures = 0;
  return attempts;
}

std::int64_t wait_after(std::int64_t failures) {
  if (failures < kFreeFailures) return 0;
  const auto doublings = std::min<std::int64_t>(failures - kFreeFailures, 20);
  return std::min(kFirstWaitMs << doublings, kLongestWaitMs);
}

}  // namespace

GateAnswer gate(const Attempts& attempts, Instant now) {
  const Attempts current = forget_old(attempts, now);
  const std::int64_t wait = wait_after(current.network_failures) - (now - current.network_last);
  if (wait > 0 && current.network_failures >= kFreeFailures) return {Gate::wait, wait};
  if (current.global_failures >= kGlobalFailures && !current.known_network) return {Gate::second_factor, 0};
  return {};
}

Attempts after_failure(Attempts attempts, Instant now) {
  attempts = forget_old(attempts, now);
  if (attempts.global_failures == 0) attempts.global_since = now;
  ++attempts.network_failures;
  ++attempts.global_failures;
  attempts.network_last = now;
  return attempts;
}

Attempts after_success(Attempts attempts, Instant now) {
  attempts = forget_old(attempts, now);
  attempts.network_failures = 0;
  attempts.known_network = true;
  return attempts;
}

}  // namespace mingjing::identity
