// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite_writer.h"

#include <utility>

namespace mingjing::db {
namespace {

using Step = SqliteConnection::Step;

// What a failed batch answers: always Unavailable, whatever SQLite threw.
std::exception_ptr as_unavailable() {
  try {
    throw;
  } catch (const Unavailable&) {
    return std::current_exception();
  } catch (const std::exception& other) {
    return std::make_exception_ptr(Unavailable(other.what()));
  }
}

// The connection no longer holds the transaction that savepoints lived in.
class BatchLost {};

}  // namespace

SqliteWriter::SqliteWriter(std::string path, const Options& options)
    : path_(std::move(path)),
      options_(options),
      connection_(std::make_unique<SqliteConnection>(path_, SqliteConnection::Mode::write, options_)),
      queue_(options_.queue_max),
      thread_([this] { run(); }) {}

SqliteWriter::~SqliteWriter() {
  queue_.close();
  thread_.join();
}

void SqliteWriter::run() {
  while (std::optional<Job> job = queue_.pop()) run_batch(std::move(*job));
}

void SqliteWriter::run_batch(Job first) {
  std::vector<Answer> answers;
  std::optional<Job> job(std::move(first));
  try {
    if (connection_ == nullptr) {
      connection_ = std::make_unique<SqliteConnection>(path_, SqliteConnection::Mode::write, options_);
    }
    connection_->step(Step::begin_write);
    while (job) {
      run_job(*job, answers);
      job = answers.size() < options_.batch_max ? next_job(answers.size()) : std::nullopt;
    }
    connection_->step(Step::commit);
    last_batch_ = answers.size();
  } catch (...) {
    const std::exception_ptr failure = [&] {
      try {
        throw;
      } catch (const BatchLost&) {  // the job that did it is the last one answered
        return answers.back().failure;
      } catch (...) {
        return as_unavailable();
      }
    }();
    if (job && job->done) answers.push_back({std::move(job->done), nullptr});
    for (Answer& answer : answers) answer.failure = failure;
    recover();
  }
  for (Answer& answer : answers) answer.done(answer.failure);
}

// The first of a batch needs no savepoint: the whole transaction is its own. Within a savepoint SQLite keeps a copy of
// every page changed, and walks along them all for each statement that sets one of its own.
void SqliteWriter::run_job(Job& job, std::vector<Answer>& answers) {
  const bool first = answers.empty();
  for (int tried = 0;; ++tried) {
    if (!first) connection_->step(Step::savepoint);
    bool keep = false;
    bool again = false;
    std::exception_ptr failure;
    try {
      keep = attempt(job.closure());
    } catch (const StatementFailed& refused) {
      again = refused.failure == Failure::serialization && tried < options_.retries_max;
      failure = refused.failure == Failure::serialization ? std::make_exception_ptr(Unavailable(refused.what()))
                                                          : std::current_exception();
    } catch (...) {
      failure = std::current_exception();
    }
    if (!connection_->in_transaction()) {
      if (!failure) failure = std::make_exception_ptr(Unavailable("the transaction was rolled back"));
      answers.push_back({std::exchange(job.done, nullptr), failure});
      throw BatchLost{};
    }
    if (first && !keep) {
      connection_->step(Step::rollback);
      connection_->step(Step::begin_write);
    } else if (!first) {
      if (!keep) connection_->step(Step::rollback_to);
      connection_->step(Step::release);
    }
    if (again) continue;
    answers.push_back({std::exchange(job.done, nullptr), failure});
    return;
  }
}

bool SqliteWriter::attempt(const Closure& closure) {
  SqliteTransaction tx(*connection_);
  if (!closure(tx)) return false;
  tx.finish();
  if (options_.inject_serialization_failure && options_.inject_serialization_failure()) {
    throw StatementFailed(Failure::serialization, "injected serialization failure");
  }
  return true;
}

std::optional<Job> SqliteWriter::next_job(std::size_t taken) {
  std::optional<Job> job = queue_.try_pop();
  // The clients of the last batch are just being woken and will be back: let them run instead of committing a few.
  for (int i = 0; !job && taken < last_batch_ && i < 20; ++i) {
    std::this_thread::yield();
    job = queue_.try_pop();
  }
  return job;
}

// Leaves the connection outside of a transaction and the failed batch nowhere. A COMMIT that failed at its fsync has
// written valid frames behind the end of the WAL, and a crash now would bring them back at the next start; a tiny
// commit in their place breaks the chain of checksums. `user_version` is used for nothing else. If even that fails, the
// next batch does it.
void SqliteWriter::recover() {
  if (connection_ == nullptr) return;
  try {
    if (connection_->in_transaction()) connection_->step(Step::rollback);
    connection_->run("PRAGMA user_version=0");
  } catch (const std::exception&) {
    if (connection_->in_transaction()) connection_ = nullptr;  // opened anew by the next batch
  }
}

}  // namespace mingjing::db
