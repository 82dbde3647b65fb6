// Has published checkpoints stamped by a time-stamping authority 「时间戳机构」 (RFC 3161) and keeps the stamps beside them: a
// third party then states when the log was that long. On a thread of its own; an authority that is silent delays nobody.
//
// The table `checkpoint_stamp` is the authority; so that everybody can fetch and check them without the case database, they
// lie in the log's folder too, derived and written again when missing:
//   timestamps/<size>/checkpoint      the note that was stamped, byte for byte
//   timestamps/<size>/<seconds>.tsr   the DER reply, by the time it states
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "db/db.h"
#include "tlog/tile_store.h"

namespace mingjing::workers {

// Sends a DER request (application/timestamp-query) and waits for the DER reply, for some seconds at most.
using AskAuthority = std::function<Result<std::string>(const std::string& request)>;

struct Authority {
  std::string url;           // its name in the database too
  std::string certificates;  // a PEM file with its root
  AskAuthority ask;
};

struct Stamp {
  std::uint64_t size = 0;
  Instant at;  // as the authority states
  std::string authority;
};
std::string stamp_path(const Stamp& stamp);              // below the log's address
std::string stamped_note_path(std::uint64_t size);

class Stamping {
 public:
  static constexpr std::int64_t kEveryMs = 3'600'000;          // when the log has grown
  static constexpr std::int64_t kQuietEveryMs = 24 * kEveryMs;  // when it has not
  static constexpr std::int64_t kAfterFailureMs = 60'000;
  static constexpr std::int64_t kWrongClockMs = 10 * 60'000;    // an authority that is further off is not believed
  static constexpr std::size_t kListed = 1000;

  // Without an authority it only shows what was stamped before. Database and tiles outlive it.
  Stamping(db::Database& database, tlog::TileStore& tiles, std::optional<Authority> authority, const Clock& real_clock);
  // Refused: no stamp this time, in words; done when none was due. Throws Unavailable when database or disk fails.
  Status round();
  bool asks() const { return authority_.has_value(); }
  std::optional<Stamp> newest() const;
  // Those of checkpoints of at least `from` entries, the earliest first; without `from` the latest. At most kListed, one a
  // line: size, time, path below the log's address, authority.
  std::string listed(std::optional<std::uint64_t> from) const;

 private:
  void take_new();  // from the database: other servers stamp as well

  db::Database& database_;
  tlog::TileStore& tiles_;
  const std::optional<Authority> authority_;
  const Clock& clock_;
  std::int64_t not_before_ = 0;  // of the one thread that makes rounds
  mutable std::mutex mutex_;     // covers stamps_
  std::vector<Stamp> stamps_;    // by time
};

}  // namespace mingjing::workers
