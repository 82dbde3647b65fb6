// The access journal 「调阅台账」: who looked at what, for which purpose, how often. Reading is not an event of the case
// (CONTRACTS 7), so reads are counted in memory and written within a second, all of an agency as one event on an
// aggregate `access_batch`. What is lost by a crash is at most the last second of looking, never an act.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>

#include "base/time.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

class AccessJournal {
 public:
  // Both must outlive the journal. Its own thread writes; the real clock stamps.
  AccessJournal(ports::Commands& commands, const Clock& real_clock);
  ~AccessJournal();  // writes what is left
  AccessJournal(const AccessJournal&) = delete;
  AccessJournal& operator=(const AccessJournal&) = delete;

  // Thread safe and quick. False when so much waits that the database must be gone: nothing may then be shown, since
  // nobody could tell afterwards who saw it. `way`: what of a file was given out (archive::kLookWays); else empty.
  bool note(const ports::Actor& actor, std::string_view kind, Uuid subject, std::string_view purpose, std::string_view way = {});
  // Writes what waits, now. Throws Unavailable; what could not be written stays.
  void flush();

 private:
  struct Key {
    AgencyId agency;  // of the reader
    UserId user;
    Uuid subject;
    std::string kind, purpose, way;
    auto operator<=>(const Key&) const = default;
  };
  struct Looks {
    Instant first, last;
    std::int64_t count = 0;
  };
  using Batch = std::map<Key, Looks>;
  void run();
  void write(const ports::Actor& system, const Batch& batch);

  ports::Commands& commands_;
  const Clock& clock_;
  std::mutex mutex_, writing_;
  std::condition_variable wake_;
  Batch waiting_;
  std::map<AgencyId, ports::Actor> systems_;  // the system itself in each reader's agency
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace mingjing::flow
