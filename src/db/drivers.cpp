// SPDX-License-Identifier: Apache-2.0
#include "db/drivers.h"

#include <chrono>
#include <future>
#include <random>
#include <thread>

namespace mingjing::db {

void back_off(int attempt) {
  thread_local std::minstd_rand random(std::random_device{}());
  const double ms = static_cast<double>(1 << std::min(attempt, 6));
  const double factor = std::uniform_real_distribution<double>(0.5, 1.5)(random);
  std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(ms * factor));
}

bool JobQueue::push(Job& job) {
  {
    std::scoped_lock lock(mutex_);
    if (closed_ || jobs_.size() >= max_) return false;
    jobs_.push_back(std::move(job));
  }
  filled_.notify_one();
  return true;
}

std::optional<Job> JobQueue::pop() {
  std::unique_lock lock(mutex_);
  filled_.wait(lock, [&] { return closed_ || !jobs_.empty(); });
  if (jobs_.empty()) return std::nullopt;
  std::optional<Job> job(std::move(jobs_.front()));
  jobs_.pop_front();
  return job;
}

std::optional<Job> JobQueue::try_pop() {
  std::scoped_lock lock(mutex_);
  if (jobs_.empty()) return std::nullopt;
  std::optional<Job> job(std::move(jobs_.front()));
  jobs_.pop_front();
  return job;
}

void JobQueue::put_back(Job job) {
  {
    std::scoped_lock lock(mutex_);
    jobs_.push_front(std::move(job));
  }
  filled_.notify_one();
}

void JobQueue::close() {
  {
    std::scoped_lock lock(mutex_);
    closed_ = true;
  }
  filled_.notify_all();
}

void write_through(JobQueue& queue, const Closure& closure) {
  auto outcome = std::make_shared<std::promise<void>>();  // the writer may still be inside set_value when we return
  auto ready = outcome->get_future();
  Job job;
  job.lent = &closure;
  job.done = [outcome](std::exception_ptr failure) {
    if (failure)
      outcome->set_exception(std::move(failure));
    else
      outcome->set_value();
  };
  if (!queue.push(job)) throw Unavailable("too many writes are waiting");
  ready.get();
}

void submit_to(JobQueue& queue, Closure closure, std::function<void(std::exception_ptr)> done) {
  Job job;
  job.owned = std::move(closure);
  job.done = std::move(done);
  if (!queue.push(job)) job.done(std::make_exception_ptr(Unavailable("too many writes are waiting")));
}

}  // namespace mingjing::db
