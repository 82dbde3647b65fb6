// Asks witnesses 「见证方」 to cosign each published checkpoint (CONTRACTS 3, 4; c2sp.org/tlog-witness) and keeps what they
// signed. Runs beside the sequencer, one thread a witness, outside any transaction: one that is slow or dead delays
// nobody, and since only the newest checkpoint is ever submitted, nothing queues up for it.
//
// A witness that refuses because the log does not continue what it has seen says the worst there is to say of a log: it
// is told at once (`told`), and kept as the state until the witness signs again.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "db/db.h"
#include "tlog/note.h"
#include "tlog/tile_reader.h"
#include "tlog/tile_store.h"

namespace mingjing::workers {

inline constexpr std::size_t kWitnessesMax = 16;

struct WitnessReply {
  int status = 0;
  std::string body;
};
// Sends an add-checkpoint request and waits for the answer, for a few seconds at most. Refused: no answer, in words.
using AskWitness = std::function<Result<WitnessReply>(const std::string& request)>;

struct WitnessLink {
  tlog::NoteVerifier key;  // of type cosignature
  std::string where;       // its address, for people
  AskWitness ask;
};

struct WitnessState {
  enum class Trouble : std::uint8_t {
    none,
    silent,       // it does not answer
    refuses,      // it answers, and neither signs nor says that the log does not fit: a key or an origin is set wrong
    contradicts,  // the log is shorter than what it has seen, or does not continue it
  };
  std::string name, where, vkey;
  std::uint64_t size = 0;  // of the newest checkpoint it cosigned
  std::optional<Instant> cosigned_at;
  Trouble trouble = Trouble::none;
  std::string words;             // what the trouble is
  std::optional<Instant> since;  // when it began, as far as this process knows
};

class Witnessing {
 public:
  static constexpr std::int64_t kQuietEveryMs = 24 * 3'600'000;  // a quiet log is cosigned again, so that one sees who still watches
  static constexpr std::size_t kKept = 16;  // checkpoints whose cosignatures stay in memory

  // `told`: the state of a witness has changed for the worse or is good again; `cosigned`: a cosignature was kept. Both run
  // on the threads of the rounds. Database and tiles outlive this.
  Witnessing(db::Database& database, const tlog::TileStore& tiles, std::vector<WitnessLink> links, const Clock& real_clock,
             std::function<void(const WitnessState&)> told = {}, std::function<void()> cosigned = {});

  std::size_t count() const { return links_.size(); }
  // Submits the newest published checkpoint to one witness, unless it has signed it, or failed a moment ago. Not for two
  // threads with the same witness. Throws Unavailable when database or tiles fail.
  void round(std::size_t witness);

  std::vector<WitnessState> states() const;
  // A published checkpoint with the cosignatures known of it, in the order of the witnesses; others as they are.
  std::string with_cosignatures(const std::string& note) const;
  // Of the latest cosigned checkpoints that cover an entry the one that most witnesses signed, with its cosignatures.
  struct Cosigned {
    std::uint64_t size = 0;
    std::string note;
    std::vector<std::string> witnesses;  // names
  };
  std::optional<Cosigned> covering(std::uint64_t index) const;

 private:
  struct Kept {
    std::string note;
    std::map<std::size_t, std::string> lines;  // by witness
  };
  struct Exchange {  // of one witness; touched by its own thread only
    std::optional<std::uint64_t> held;  // the size it is thought to hold
    std::int64_t not_before = 0, pause_ms = 0;
    bool signed_once = false;  // since this process started: a database put back to an old state asks at once
    std::int64_t signed_ms = 0;  // when, by the own clock
  };
  struct Newest {
    std::uint64_t size = 0;
    std::string note;
  };
  void load();
  std::optional<Newest> newest();
  bool submit(std::size_t witness, const Newest& checkpoint);  // false: ask once more, `held` was corrected
  void keep(std::size_t witness, const Newest& checkpoint, const std::string& answer);
  void trouble(std::size_t witness, WitnessState::Trouble what, std::string words);
  Cosigned cosigned(std::uint64_t size, const Kept& kept) const;

  db::Database& database_;
  const tlog::TileStore& tiles_;
  const std::vector<WitnessLink> links_;
  const Clock& clock_;
  const std::function<void(const WitnessState&)> told_;
  const std::function<void()> cosigned_;
  tlog::TileCache cache_;
  std::vector<Exchange> exchanges_;
  mutable std::mutex mutex_;  // covers what follows
  std::vector<WitnessState> states_;
  std::map<std::uint64_t, Kept> recent_;  // by size
};

}  // namespace mingjing::workers
