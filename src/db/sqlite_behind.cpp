// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite_behind.h"

#include <chrono>

#include "base/check.h"
#include "db/sqlite_connection.h"

namespace mingjing::db {
namespace {

constexpr std::size_t kQueued = 256;

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

// What to wait for is some ten microseconds away most of the time, and to sleep and be woken costs more: look for it first.
template <class Ready>
bool soon(Ready ready) {
  constexpr auto kPatience = std::chrono::microseconds(100);
  const auto end = std::chrono::steady_clock::now() + kPatience;
  do {
    for (int i = 0; i < 64; ++i) {
      if (ready()) return true;
    }
  } while (std::chrono::steady_clock::now() < end);
  return false;
}

}  // namespace

SqliteBehind::~SqliteBehind() {
  {
    const std::lock_guard lock(mutex_);
    queue_.clear();
    closing_ = true;
  }
  filled_.notify_one();
  thread_.join();
}

void SqliteBehind::add(Waiting waiting) {
  std::unique_lock lock(mutex_);
  // When it is full, room for many: not a wake for each.
  if (queue_.size() >= kQueued) {
    half_empty_ = true;
    drained_.wait(lock, [&] { return queue_.size() <= kQueued / 2; });
    half_empty_ = false;
  }
  queue_.push_back(std::move(waiting));
  pending_ = queue_.size() + (busy_ ? 1 : 0);
  const bool wake = asleep_;
  lock.unlock();
  if (wake) filled_.notify_one();
}

void SqliteBehind::wait() {
  soon([&] { return pending_ == 0; });
  std::unique_lock lock(mutex_);
  drained_.wait(lock, [&] { return queue_.empty() && !busy_; });
  if (failure_) std::rethrow_exception(failure_);
}

void SqliteBehind::forget() noexcept {
  std::unique_lock lock(mutex_);
  queue_.clear();
  pending_ = busy_ ? 1 : 0;
  drained_.wait(lock, [&] { return !busy_; });
  failure_ = nullptr;
}

void SqliteBehind::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (queue_.empty() && !closing_) {
      lock.unlock();
      soon([&] { return pending_ != 0; });
      lock.lock();
      asleep_ = true;
      filled_.wait(lock, [&] { return closing_ || !queue_.empty(); });
      asleep_ = false;
    }
    if (queue_.empty()) return;
    Waiting waiting = std::move(queue_.front());
    queue_.pop_front();
    busy_ = true;
    const bool failed = failure_ != nullptr;
    const bool room = half_empty_ && queue_.size() <= kQueued / 2;
    lock.unlock();
    if (room) drained_.notify_all();
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
    pending_ = queue_.size();
    if (failure) failure_ = failure;
    if (queue_.empty()) drained_.notify_all();
  }
}

}  // namespace mingjing::db
