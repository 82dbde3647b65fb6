// SPDX-License-Identifier: Apache-2.0
#include "http/rate_limit.h"

#include <algorithm>

namespace mingjing::http {

bool RateLimit::allow(const std::string& network, std::int64_t now_ms) {
  const std::lock_guard guard(mutex_);
  if (full_at_.size() >= kNetworksMax && !full_at_.contains(network)) full_at_.clear();
  auto& full_at = full_at_[network];
  const std::int64_t next = std::max(full_at, now_ms) + every_ms_;
  if (next - now_ms > burst_ * every_ms_) return false;
  full_at = next;
  return true;
}

}  // namespace mingjing::http
