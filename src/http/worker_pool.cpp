// SPDX-License-Identifier: Apache-2.0
#include "http/worker_pool.h"

namespace mingjing::http {

WorkerPool::WorkerPool(unsigned threads, std::size_t queue_cap) : cap_(queue_cap) {
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    while (!idle_.empty()) call_one();
  }
  for (auto& thread : threads_) thread.join();
}

void WorkerPool::call_one() {
  if (idle_.empty()) return;
  Idle* one = idle_.back();
  idle_.pop_back();
  one->called = true;
  one->wake.notify_one();
}

bool WorkerPool::try_post(std::function<void()> job) {
  std::lock_guard lock(mutex_);
  if (stopping_ || jobs_.size() >= cap_) return false;
  jobs_.push_back(std::move(job));
  call_one();
  return true;
}

void WorkerPool::post_admitted(std::function<void()> job) {
  std::lock_guard lock(mutex_);
  jobs_.push_back(std::move(job));
  call_one();
}

std::size_t WorkerPool::queued() const {
  std::lock_guard lock(mutex_);
  return jobs_.size();
}

void WorkerPool::run() {
  Idle mine;
  std::unique_lock lock(mutex_);
  for (;;) {
    while (jobs_.empty()) {
      if (stopping_) return;
      mine.called = false;
      idle_.push_back(&mine);
      mine.wake.wait(lock, [&mine] { return mine.called; });
    }
    auto job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    job();
    job = nullptr;  // what it held is let go before the lock is taken
    lock.lock();
  }
}

}  // namespace mingjing::http
