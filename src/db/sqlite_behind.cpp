// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite_behind.h"

#include "base/check.h"
#include "db/sqlite_connection.h"

namespace mingjing::db {
namespace {

constexpr std::size_t kQueued = 32;

void execute_now(SqliteConnection& connection, const Statement& statement, std::span<const Value> params) {
  SqliteConnection::Use use(connection, statement, params);
  while (use.step()) {
  }
}

// What work on this thread sees: it may write and nothing else.
class OnlyLater final : public Transaction {
 public:
  explicit OnlyLater(SqliteConnection& connection) : connection_(connection) {}
  void later(const Statement& statement, Values params) override { execute_now(connection_, statement, params); }
  Rows query(const Statement&, std::span<const Value>) override { no_questions(); }
  std::int64_t execute(const Statement&, std::span<const Value>) override { no_questions(); }
  void each(const Statement&, std::span<const Value>, const std::function<bool(const Row&)>&) override {
    no_questions();
  }

 private:
  [[noreturn]] static void no_questions() {
    check_failed("work behind a transaction asks nothing", __FILE__, __LINE__);
    __builtin_unreachable();
  }
  SqliteConnection& connection_;
};

}  // namespace

SqliteBehind::~SqliteBehind() {
  {
    const std::lock_guard lock(mutex_);
    queue_.clear();
    closing_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void SqliteBehind::add(Waiting waiting) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return queue_.size() < kQueued; });
  queue_.push_back(std::move(waiting));
  lock.unlock();
  changed_.notify_all();
}

void SqliteBehind::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return queue_.empty() && !busy_; });
  if (failure_) std::rethrow_exception(failure_);
}

void SqliteBehind::forget() noexcept {
  std::unique_lock lock(mutex_);
  queue_.clear();
  changed_.wait(lock, [&] { return !busy_; });
  failure_ = nullptr;
}

void SqliteBehind::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return closing_ || !queue_.empty(); });
    if (queue_.empty()) return;
    Waiting waiting = std::move(queue_.front());
    queue_.pop_front();
    busy_ = true;
    const bool failed = failure_ != nullptr;
    lock.unlock();
    changed_.notify_all();
    std::exception_ptr failure;
    try {
      OnlyLater tx(connection_);
      for (const auto& one : waiting) {
        if (failed) break;
        if (one.statement != nullptr) execute_now(connection_, *one.statement, one.params);
        else one.work(tx);
      }
    } catch (...) {
      failure = std::current_exception();
    }
    waiting.clear();
    lock.lock();
    busy_ = false;
    if (failure) failure_ = failure;
    changed_.notify_all();
  }
}

}  // namespace mingjing::db
