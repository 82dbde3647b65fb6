// 存储巡检: every stored file is read again within some days and held against its name, its SHA-256; the second copy as well.
// Where one of the two is right, the other is mended from it; what was lawfully destroyed 「销毁」 goes from both instead. What nobody has right is told to the administrators and stays
// as it is. The rounds go on where they stopped, across restarts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"
#include "ports/content_store.h"
#include "ports/file_watch.h"

namespace mingjing::workers {

struct ScrubSums {
  std::int64_t files = 0, bytes = 0;
  std::int64_t copied = 0;  // files the second store did not have yet
  std::int64_t mended = 0;  // files that were altered, or gone from the first store, and are right again
  std::int64_t lost = 0;    // files that no store has right
  bool operator==(const ScrubSums&) const = default;
};

struct ScrubState {
  std::optional<Instant> began;  // the round under way, or the last one
  std::optional<Instant> ended;  // the last round that was finished
  std::optional<Instant> ended_round_began;
  ScrubSums last;                // of that one
  bool under_way = false;
  ScrubSums now;                 // of the round under way
  bool in_second = false;        // it has come to the files that only the second store has
  std::string after;             // the file it has come to
  std::set<std::string> lost;    // files that no store has right, as last read; some hundreds at most
};

class Scrub {
 public:
  struct Stores {
    ports::ContentStore& first;
    ports::ContentStore* second = nullptr;  // null: there is no second copy
    std::string scratch;                    // a folder for bytes on their way between the two
    // Whether a file was lawfully destroyed and nobody needs it: such a one is never brought back. Empty: none was.
    std::function<bool(const std::string& digest)> destroyed{};
    // The SM3 digests (hex) that are recorded for a file in the SM profile: each is compared with what is read. Empty: none is.
    std::function<std::vector<std::string>(const std::string& digest)> recorded_sm3{};
  };
  // `state_file` keeps the state between rounds; an unreadable one begins anew. `report` is told of each bad file.
  Scrub(Stores stores, std::string state_file, const Clock& clock, std::function<void(const std::string&)> report);

  static constexpr int kDays = 7;  // from the beginning of a round to that of the next

  // Reads on for about `bytes`, a large file to its end. False when no round is due.
  bool step(std::uint64_t bytes);
  ScrubState state() const;
  // Of a file that is stored since `stored_at`: of its bytes alone, not of the second copy.
  ports::FileWatch watch(const std::string& digest, Instant stored_at) const;

 private:
  bool destroyed(const std::string& digest) const { return stores_.destroyed && stores_.destroyed(digest); }
  void remove_again(const std::string& digest);
  ScrubSums look_at(const ports::StoredFile& file, bool in_second);
  const Stores stores_;
  const std::string state_file_;
  const Clock& clock_;
  const std::function<void(const std::string&)> report_;
  mutable std::mutex mutex_;  // covers state_, which `step` alone changes
  ScrubState state_;
};

}  // namespace mingjing::workers
