// What the two drivers share and nobody else includes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>

#include "db/db.h"

namespace mingjing::db {

std::unique_ptr<Database> open_sqlite(std::string_view path, const Options& options);
std::unique_ptr<Database> open_postgres(std::string_view url, const Options& options);

// Throws StatementFailed(value): wrong count, or text that PostgreSQL would refuse. SQLite would take it, and the two
// would differ.
void check_params(const Statement& statement, std::span<const Value> params);

// Sleeps 1, 2, 4 … up to 64 ms, each times a random factor of 0.5 to 1.5, before the attempt after `attempt` (from 0).
void back_off(int attempt);

// A waiting write. `write` lends its closure, `submit` gives it away.
struct Job {
  Closure owned;
  const Closure* lent = nullptr;
  std::function<void(std::exception_ptr)> done;
  int attempts = 0;
  const Closure& closure() const { return lent != nullptr ? *lent : owned; }
};

// The bounded queue between callers and writer threads. All members lock.
class JobQueue {
 public:
  explicit JobQueue(std::size_t max) : max_(max) {}
  // False when full or closed.
  bool push(Job& job);
  // Waits for a job; nullopt once closed and empty.
  std::optional<Job> pop();
  std::optional<Job> try_pop();
  void put_back(Job job);  // to the front; never refused
  void close();

 private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Job> jobs_;
  const std::size_t max_;
  bool closed_ = false;
};

// `write` and `submit` over a queue.
void write_through(JobQueue& queue, const Closure& closure);
void submit_to(JobQueue& queue, Closure closure, std::function<void(std::exception_ptr)> done);

// A bounded pool of connections for `read`. `Lease` gives back on destruction.
template <class Connection>
class Pool {
 public:
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Connection> connection) : pool_(pool), connection_(std::move(connection)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { pool_.give_back(std::move(connection_)); }
    Connection& operator*() { return *connection_; }
    Connection* operator->() { return connection_.get(); }

   private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
  };

  void add(std::unique_ptr<Connection> connection) { give_back(std::move(connection)); }
  Lease take(int timeout_ms) {
    std::unique_lock lock(mutex_);
    if (!returned_.wait_for(lock, std::chrono::milliseconds(timeout_ms), [&] { return !idle_.empty(); })) {
      throw Unavailable("no free database connection");
    }
    auto connection = std::move(idle_.back());  // the last used has the warmest cache
    idle_.pop_back();
    return Lease(*this, std::move(connection));
  }

 private:
  void give_back(std::unique_ptr<Connection> connection) {
    {
      std::scoped_lock lock(mutex_);
      idle_.push_back(std::move(connection));
    }
    returned_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace mingjing::db
