// SPDX-License-Identifier: Apache-2.0
#include "inbox/flood_gate.h"

namespace mingjing::inbox {

int FloodGate::enter(std::string_view client, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  const std::int64_t window = now_ms / rate_.window_ms;
  if (window != window_) {
    window_ = window;
    count_ = 0;
    clients_.clear();
  }
  const int wait = static_cast<int>(((window + 1) * rate_.window_ms - now_ms + 999) / 1000);
  if (count_ >= rate_.all) return wait;
  int& of_client = clients_[std::string(client)];
  if (of_client >= rate_.each) return wait;
  ++of_client;
  ++count_;
  return 0;
}

}  // namespace mingjing::inbox
