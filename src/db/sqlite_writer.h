// The one writer of a SQLite database: a thread that takes commands from the queue, runs each but the first inside a
// savepoint and commits up to `batch_max` of them at once. Nobody waits on purpose: a single client pays one fsync, and under load
// the commands that arrive while a commit runs make the next batch.
//
// Callers are answered after COMMIT returned. When it fails, every caller of the batch gets Unavailable, also those
// whose closure refused, since they may have seen what another one of the batch wrote.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <thread>

#include "db/drivers.h"
#include "db/sqlite_connection.h"

namespace mingjing::db {

class SqliteWriter {
 public:
  SqliteWriter(std::string path, const Options& options);
  ~SqliteWriter();  // runs what is queued, then ends the thread
  JobQueue& queue() { return queue_; }

 private:
  struct Answer {
    std::function<void(std::exception_ptr)> done;
    std::exception_ptr failure;
  };
  void run();
  void run_batch(Job first);
  void run_job(Job& job, std::vector<Answer>& answers);
  bool attempt(const Closure& closure);
  std::optional<Job> next_job(std::size_t taken);
  void recover();

  const std::string path_;
  const Options options_;
  std::unique_ptr<SqliteConnection> connection_;
  JobQueue queue_;
  std::size_t last_batch_ = 1;
  std::thread thread_;  // last: starts when all the rest exists
};

}  // namespace mingjing::db
