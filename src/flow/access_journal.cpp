// SPDX-License-Identifier: Apache-2.0
#include "flow/access_journal.h"

#include <chrono>

namespace mingjing::flow {
namespace {

constexpr std::size_t kMaxWaiting = 50'000;
constexpr std::size_t kMaxBatch = 500;  // rows of one event's part
constexpr std::chrono::milliseconds kPause{500};

}  // namespace

AccessJournal::AccessJournal(ports::Commands& commands, const Clock& real_clock)
    : commands_(commands), clock_(real_clock), thread_([this] { run(); }) {}

AccessJournal::~AccessJournal() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
  try {
    flush();  // what was noted after the thread's last round, or before its first
  } catch (const std::exception&) {
    // The database is gone; so is what waited.
  }
}

bool AccessJournal::note(const ports::Actor& actor, std::string_view kind, Uuid subject, std::string_view purpose,
                         std::string_view way) {
  const Instant now = clock_.now();
  const std::lock_guard lock(mutex_);
  if (waiting_.size() >= kMaxWaiting) return false;
  auto& looks = waiting_[Key{actor.agency, actor.user, subject, std::string(kind), std::string(purpose), std::string(way)}];
  if (looks.count++ == 0) looks.first = now;
  looks.last = now;
  if (auto& system = systems_[actor.agency]; system.agency.is_nil()) {
    system.agency = actor.agency;
    system.agency_ordinal = actor.agency_ordinal;
    system.agency_uscc = actor.agency_uscc;
  }
  return true;
}

void AccessJournal::flush() {
  const std::lock_guard one_writer(writing_);
  while (true) {
    Batch batch;
    ports::Actor system;
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.empty()) return;
      const AgencyId agency = waiting_.begin()->first.agency;  // keys are ordered by agency first
      system = systems_.at(agency);
      while (!waiting_.empty() && batch.size() < kMaxBatch && waiting_.begin()->first.agency == agency) {
        batch.insert(waiting_.extract(waiting_.begin()));
      }
    }
    try {
      write(system, batch);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      for (auto& [key, looks] : batch) {
        auto& kept = waiting_[key];
        if (kept.count == 0) kept.last = looks.last;
        kept.first = looks.first;
        kept.count += looks.count;
      }
      throw;
    }
  }
}

void AccessJournal::write(const ports::Actor& system, const Batch& batch) {
  std::int64_t total = 0;
  Json rows(Json::Array{});
  for (const auto& [key, looks] : batch) {
    total += looks.count;
    Json row = Json::object({{"user", key.user.text()},
                             {"kind", key.kind},
                             {"subject", key.subject.text()},
                             {"purpose", key.purpose},
                             {"first", looks.first.text()},
                             {"last", looks.last.text()},
                             {"count", looks.count}});
    if (!key.way.empty()) row.set("way", key.way);
    rows.push(std::move(row));
  }
  const auto written = commands_.run_many(system, [&](ports::UnitOfWork& work) -> Status {
    auto aggregate = work.create(ports::kind::access_batch, work.new_id());
    work.put(aggregate, {"access_batch", "", Json::object({{"rows", rows}}), {}});
    work.append(aggregate, {"access_batch",
                            Json::object({{"rows", static_cast<std::int64_t>(batch.size())}, {"looks", total}}),
                            work.now()});
    return {};
  });
  if (!written) throw Unavailable("access journal: " + written.error().message);
}

void AccessJournal::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    wake_.wait_for(lock, kPause, [this] { return stopping_; });
    lock.unlock();
    try {
      flush();
    } catch (const std::exception&) {
      // The database is gone; what waits stays, and `note` refuses once too much does.
    }
    lock.lock();
  }
}

}  // namespace mingjing::flow
