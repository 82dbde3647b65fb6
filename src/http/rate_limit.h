// How often one network may ask for what invites guessing: a bucket of answers that fills again with time. Memory of one
// process, bounded; thread safe. Uses the clock it is given, in milliseconds, always the real one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace mingjing::http {

class RateLimit {
 public:
  // At most `burst` at once, then one every `every_ms`.
  RateLimit(std::int64_t burst, std::int64_t every_ms) : burst_(burst), every_ms_(every_ms) {}
  bool allow(const std::string& network, std::int64_t now_ms);

 private:
  static constexpr std::size_t kNetworksMax = 20'000;  // when full, all begin anew: rarer and cheaper than an order
  const std::int64_t burst_, every_ms_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::int64_t> full_at_;  // when the bucket is full again
};

}  // namespace mingjing::http
