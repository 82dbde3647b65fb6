// SPDX-License-Identifier: Apache-2.0
#include "http/worker_pool.h"

namespace mingjing::http {

WorkerPool::WorkerPool(unsigned threads, std::size_t queue_cap) : seats_(threads), cap_(queue_cap) {
  for (auto& seat : seats_) threads_.emplace_back([this, &seat] { run(seat); });
}

WorkerPool::~WorkerPool() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    for (auto* seat : idle_) seat->called = true;
    idle_.clear();
  }
  for (auto& seat : seats_) seat.wake.notify_one();
  for (auto& thread : threads_) thread.join();
}

WorkerPool::Seat* WorkerPool::next_seat() {
  if (waking_ || idle_.empty()) return nullptr;
  Seat* one = idle_.back();
  idle_.pop_back();
  one->called = waking_ = true;
  return one;
}

void WorkerPool::add(std::unique_lock<std::mutex> lock, std::function<void()> job) {
  jobs_.push_back(std::move(job));
  Seat* woken = next_seat();
  lock.unlock();
  if (woken != nullptr) woken->wake.notify_one();
}

bool WorkerPool::try_post(std::function<void()> job) {
  std::unique_lock lock(mutex_);
  if (stopping_ || jobs_.size() >= cap_) return false;
  add(std::move(lock), std::move(job));
  return true;
}

void WorkerPool::post_admitted(std::function<void()> job) { add(std::unique_lock(mutex_), std::move(job)); }

std::size_t WorkerPool::queued() const {
  std::lock_guard lock(mutex_);
  return jobs_.size();
}

void WorkerPool::run(Seat& mine) {
  std::unique_lock lock(mutex_);
  for (;;) {
    while (jobs_.empty()) {
      if (stopping_) return;
      mine.called = false;
      idle_.push_back(&mine);
      mine.wake.wait(lock, [&mine] { return mine.called; });
      waking_ = false;
    }
    auto job = std::move(jobs_.front());
    jobs_.pop_front();
    Seat* woken = jobs_.empty() ? nullptr : next_seat();
    lock.unlock();
    if (woken != nullptr) woken->wake.notify_one();
    job();
    job = nullptr;  // what it held is let go before the lock is taken
    lock.lock();
  }
}

}  // namespace mingjing::http
