// SPDX-License-Identifier: Apache-2.0
#include "workers/background.h"

#include <pthread.h>

#include <chrono>

#include "base/time.h"

namespace mingjing::workers {

Rounds::Rounds(std::string name, std::int64_t pause_ms, std::int64_t idle_ms, std::function<void()> round,
               std::function<void(const std::string&)> report)
    : name_(std::move(name)),
      pause_ms_(pause_ms),
      idle_ms_(idle_ms),
      round_(std::move(round)),
      report_(std::move(report)),
      thread_([this] { run(); }) {}

Rounds::~Rounds() { stop(); }

void Rounds::wake() {
  std::lock_guard lock(mutex_);
  if (woken_) return;
  woken_ = true;
  changed_.notify_one();
}

void Rounds::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

void Rounds::run() {
  ::pthread_setname_np(::pthread_self(), name_.substr(0, 15).c_str());
  for (;;) {
    std::int64_t pause = pause_ms_;
    try {
      round_();
      last_success_.store(SystemClock().now().unix_ms());
    } catch (const std::exception& broken) {
      report_(name_ + ": " + broken.what());
      pause = 1000;
    }
    std::unique_lock lock(mutex_);
    if (changed_.wait_for(lock, std::chrono::milliseconds(pause), [this] { return stopping_; })) return;
    changed_.wait_for(lock, std::chrono::milliseconds(idle_ms_), [this] { return stopping_ || woken_; });
    if (stopping_) return;
    woken_ = false;
  }
}

}  // namespace mingjing::workers
