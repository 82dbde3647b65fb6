// SPDX-License-Identifier: Apache-2.0
#include "http/change_waiters.h"

#include <algorithm>
#include <chrono>

#include "http/errors.h"

namespace mingjing::http {
namespace {

constexpr std::chrono::milliseconds kLook{250};

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

ChangeWaiters::ChangeWaiters(std::function<std::int64_t()> position, std::function<Response(const Asked&)> answer)
    : position_(std::move(position)), answer_(std::move(answer)), thread_([this] { run(); }) {}

ChangeWaiters::~ChangeWaiters() {
  stop();
  thread_.join();
}

void ChangeWaiters::wait(const Asked& asked, Responder responder) {
  Waiting one{asked, steady_ms() + asked.wait_ms, std::move(responder)};
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_ && asked.wait_ms > 0 && position_() <= asked.after && waiting_.size() < kWaitersMax) {
      waiting_.push_back(std::move(one));
      changed_.notify_one();
      return;
    }
  }
  answer(one);
}

void ChangeWaiters::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  changed_.notify_one();
}

void ChangeWaiters::answer(const Waiting& one) const {
  try {
    one.responder.answer(answer_(one.asked));
  } catch (...) {
    one.responder.answer(exception_response(std::current_exception()));
  }
}

void ChangeWaiters::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (waiting_.empty()) {
      if (stopping_) return;
      changed_.wait(lock);
    } else if (!stopping_) {
      changed_.wait_for(lock, kLook);
    }
    const std::int64_t now = steady_ms(), position = position_();
    const auto due = std::stable_partition(waiting_.begin(), waiting_.end(), [&](const Waiting& one) {
      return !stopping_ && position <= one.asked.after && now < one.until_ms;
    });
    std::vector<Waiting> ready(std::make_move_iterator(due), std::make_move_iterator(waiting_.end()));
    waiting_.erase(due, waiting_.end());
    if (ready.empty()) continue;
    lock.unlock();
    for (const Waiting& one : ready) answer(one);
    ready.clear();
    lock.lock();
  }
}

}  // namespace mingjing::http
