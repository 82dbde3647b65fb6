// How many letters, or guesses at a code, are let through: so many of one client and so many of all in a window of
// time. In memory only, since the address of who complains is kept nowhere; it never holds more clients than the window
// lets through. Thread safe.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mingjing::inbox {

class FloodGate {
 public:
  struct Rate {
    int each = 5;
    int all = 300;
    std::int64_t window_ms = 3'600'000;
  };
  explicit FloodGate(Rate rate) : rate_(rate) {}
  // 0: let through, and counted. Else the seconds to wait.
  int enter(std::string_view client, std::int64_t now_ms);

 private:
  const Rate rate_;
  std::mutex mutex_;  // covers what follows
  std::int64_t window_ = 0;
  int count_ = 0;
  std::unordered_map<std::string, int> clients_;
};

}  // namespace mingjing::inbox
