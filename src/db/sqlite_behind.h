// A second thread for statements that need no answer, and for making them, while many commands are written in one
// transaction: the commands go on meanwhile. Of one connection, which still serves one thread at a time: `wait` before
// any other use of it. Everything waiting is bounded.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "db/db.h"

namespace mingjing::db {

class SqliteConnection;
struct Later {
  const Statement* statement = nullptr;  // null: `work`
  Values params;
  std::function<void(Transaction&)> work;
};
using Waiting = std::vector<Later>;

class SqliteBehind {
 public:
  explicit SqliteBehind(SqliteConnection& connection) : connection_(connection), thread_([this] { run(); }) {}
  ~SqliteBehind();
  void add(Waiting waiting);  // after all that came before
  void wait();                   // until all have run; throws the first failure, after which none was run
  void forget() noexcept;        // those not begun, and the failure; returns when the thread is idle

 private:
  void run();
  SqliteConnection& connection_;
  std::mutex mutex_;
  std::condition_variable filled_, drained_;
  std::deque<Waiting> queue_;
  bool busy_ = false, closing_ = false;
  bool asleep_ = false, half_empty_ = false;  // the thread waits for work; somebody waits for room
  std::atomic<std::size_t> pending_ = 0;      // queued or under way, to look at without the lock
  std::exception_ptr failure_;
  std::thread thread_;  // last: starts when all the rest exists
};

}  // namespace mingjing::db
