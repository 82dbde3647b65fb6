// The sequencer: turns waiting leaves into numbered entries, tiles and a signed checkpoint (CONTRACTS 3). It alone
// assigns `n` and `seq`, so no command waits for a counter of the log.
//
// One at a time in a deployment: it holds a lease with an epoch from the database and fences every update by it; a
// sequencer that slept through its lease changes nothing. Order of a batch, and what a crash after each step leaves:
//   1 entries, counters, (size, root) in one transaction   → tiles are behind; `catch_up` writes them
//   2 tiles                                                → checkpoint is behind; the next publish signs it
//   3 leaves of the batch deleted, agency by agency        → met again, known by (agency, leaf, position), skipped
//   4 checkpoint signed, stored, published                 → only ever a committed (size, root)
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/json.h"
#include "base/time.h"
#include "db/db.h"
#include "tlog/merkle.h"
#include "tlog/note.h"
#include "tlog/tile_store.h"
#include "tlog/tree_writer.h"

namespace mingjing::workers {

struct SequencerOptions {
  std::size_t batch_max = 10'000;
  std::int64_t lease_ms = 10'000;
};

// A leaf on its way to an entry.
struct SequencedLeaf {
  std::string agency;  // id
  std::string id;
  std::int64_t position = 0;
  std::string kind;
  std::string public_id;
  Json members;
  std::int64_t queued_at = 0;
  std::int64_t number = 0;  // n or seq, given here
  std::string bytes;        // the entry
};

class Sequencer {
 public:
  // All must outlive the sequencer. `legal_clock` says which civil day is over (tallies); leases use the real clock.
  Sequencer(db::Database& database, tlog::TileStore& tiles, const tlog::NoteSigner& signer, const Clock& legal_clock,
            std::string holder, SequencerOptions options = {});
  Sequencer(db::Database& database, tlog::TileStore& tiles, const tlog::NoteSigner& signer, const Clock&& legal_clock,
            std::string holder, SequencerOptions options = {}) = delete;  // the clock is kept
  ~Sequencer();

  // Takes or renews the lease; false when another sequencer holds it.
  bool lead();
  // Integrates up to one batch; returns how many leaves waited in it. Needs the lease; throws Unavailable when it was
  // lost meanwhile.
  std::size_t integrate();
  // Integrates until less than a batch waited, eight batches at most: acts that keep coming must put off neither the
  // checkpoint nor the renewal of the lease, which are the caller's next steps.
  void catch_up();
  // Signs and publishes the newest committed head, when it is newer than the last published one. Returns its size.
  std::optional<std::uint64_t> publish();
  // Appends the `key` entry by which `next` signs from here on, in place of `replaced`. Whose signer has another key
  // publishes nothing more. Needs the lease.
  void change_key(const tlog::NoteVerifier& next, const std::string& replaced);
  // Gives the lease back, so that the next sequencer need not wait until it runs out.
  void release();
  // Integrates everything that waits, then publishes: at the end of `demo`, before a backup, in tests.
  void drain();

  tlog::TreeHead head() const { return head_; }
  std::uint64_t published_size() const { return published_; }

 private:
  void load();
  void check_key();
  void add(std::vector<SequencedLeaf>& leaves);
  void log_tallies();
  void forget(const std::vector<SequencedLeaf>& leaves);

  db::Database& database_;
  tlog::TileStore& tiles_;
  const tlog::NoteSigner& signer_;
  const Clock& legal_clock_;
  const std::string holder_;
  const SequencerOptions options_;
  std::int64_t epoch_ = 0;
  bool loaded_ = false;
  bool key_checked_ = false;
  tlog::TreeHead head_;
  std::uint64_t published_ = 0;
  tlog::TreeWriter writer_;
};

// At init: the row that the lease and the head stand in.
void create_log(db::Transaction& tx, std::string_view origin);
std::string log_origin(db::Transaction& tx);

}  // namespace mingjing::workers
