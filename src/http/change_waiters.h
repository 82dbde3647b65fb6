// Long poll of /feed/changes: requests that wait for the next change, looked after by one thread, so that no waiting
// client takes a handler's place. Beyond `kWaitersMax` nobody waits: the answer comes at once.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "http/router.h"

namespace mingjing::http {

class ChangeWaiters {
 public:
  static constexpr std::size_t kWaitersMax = 500;
  struct Asked {
    std::int64_t after = 0;
    int limit = 100;
    std::int64_t wait_ms = 0;
  };
  // `position`: of the newest change, a memory read. `answer` is called on the waiting thread.
  ChangeWaiters(std::function<std::int64_t()> position, std::function<Response(const Asked&)> answer);
  ~ChangeWaiters();
  void wait(const Asked& asked, Responder responder);
  void stop();  // answers all who wait, and from now on at once

 private:
  struct Waiting {
    Asked asked;
    std::int64_t until_ms;
    Responder responder;
  };
  void run();
  void answer(const Waiting& one) const;

  const std::function<std::int64_t()> position_;
  const std::function<Response(const Asked&)> answer_;
  std::mutex mutex_;  // covers what follows
  std::condition_variable changed_;
  std::vector<Waiting> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace mingjing::http
