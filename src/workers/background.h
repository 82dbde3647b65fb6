// The threads behind a server: the sequencer with the publisher, and the job runner. Both sleep until woken or until
// the next round; both go on after the database was away.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mingjing::workers {

// A thread that does rounds: at once when woken (but not before `pause_ms` has passed since the last round), else every
// `idle_ms`. A round that throws is reported and tried again after a second.
class Rounds {
 public:
  Rounds(std::string name, std::int64_t pause_ms, std::int64_t idle_ms, std::function<void()> round,
         std::function<void(const std::string&)> report);
  ~Rounds();
  Rounds(const Rounds&) = delete;
  Rounds& operator=(const Rounds&) = delete;
  void wake();
  void stop();  // after the round under way
  std::int64_t last_success_ms() const { return last_success_.load(); }  // real clock; 0 before the first

 private:
  void run();
  const std::string name_;
  const std::int64_t pause_ms_, idle_ms_;
  const std::function<void()> round_;
  const std::function<void(const std::string&)> report_;
  std::mutex mutex_;  // covers woken_ and stopping_
  std::condition_variable changed_;
  bool woken_ = true, stopping_ = false;
  std::atomic<std::int64_t> last_success_{0};
  std::thread thread_;
};

}  // namespace mingjing::workers
