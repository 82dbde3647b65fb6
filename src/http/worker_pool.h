// A fixed number of threads for handlers that block, behind a bounded queue: when it is full the edge answers 503 with
// Retry-After at once, instead of letting every client wait. The thread that fell idle last is woken first: a few threads
// with warm caches do the work, the others sleep until they are needed. One thread is woken at a time, and wakes the next
// when it finds more than one job: short jobs that come together are done by few threads.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mingjing::http {

class WorkerPool {
 public:
  WorkerPool(unsigned threads, std::size_t queue_cap);
  ~WorkerPool();  // runs what is queued, then joins
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // False when the queue is full or the pool stops. A job must not throw.
  bool try_post(std::function<void()> job);
  // Whatever the cap: for the later steps of work that was already admitted (at most one a connection).
  void post_admitted(std::function<void()> job);
  std::size_t queued() const;

 private:
  struct Seat {  // where a thread sleeps
    std::condition_variable wake;
    bool called = false;
  };
  void run(Seat& mine);
  void add(std::unique_lock<std::mutex> lock, std::function<void()> job);
  Seat* next_seat();  // to be woken once the lock is let go, so that it does not wait for it; null: none is needed
  mutable std::mutex mutex_;
  std::deque<Seat> seats_;   // one a thread
  std::vector<Seat*> idle_;  // the last to fall idle at the end
  bool waking_ = false;      // a thread was called and has not come yet
  std::deque<std::function<void()>> jobs_;
  const std::size_t cap_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace mingjing::http
