// Anchors (CONTRACTS 4): signed checkpoints kept elsewhere, that make a rolled-back or forked log evident.
//
// A folder anchor is kept up to date by us, with tiles and entries, so that `restore` can go on from it alone; another
// server's log is only asked. What happens when one does not answer is told in docs/decisions/0011-anchors.md.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "mingjing/anchor_source.h"
#include "mingjing/system.h"

namespace mingjing::app {

// Compares the database's tree with one signed checkpoint. Refused (conflict), in words that say what to do, when the
// checkpoint is larger than the log, or differs at its size, or is not this log's.
Status compare_with_anchor(System& system, const std::string& where, const std::string& note);

// Makes the folder hold the log up to `note`: tiles and entries that are missing, then `vkey` and `checkpoint`, durably
// and in this order. Never lowers what is there. Refused (conflict): full tiles there differ. Throws Unavailable.
Status mirror_log(const tlog::TileStore& from, const std::string& note, const std::string& folder);

class Anchors {
 public:
  // `report` is told when an anchor's state changes, not at each round.
  // `witnesses`: what they show of this log is compared as well; their own rounds tell when they are silent
  // (workers/witnessing.h), so they are not counted here.
  Anchors(System& system, const std::vector<std::string>& anchors, std::function<void(const std::string&)> report,
          std::vector<AnchorSource> witnesses = {});

  // At start: DATA/log/checkpoint and every anchor. Refused as `compare_with_anchor`. One that cannot be read now is
  // reported and passed over: a dead replica must not keep the agency from working; `round` asks it again.
  Status check();
  // Brings folders up to date, and asks those again that were silent or whose time has come (`every_ms`, real clock).
  void round(std::int64_t every_ms = 60'000);
  // Set for ever once an anchor contradicts the log: nothing more may be sequenced or signed.
  std::optional<std::string> contradiction() const;
  // A witness has said that the log does not fit: all addresses are asked at the next round.
  void ask_soon() { ask_all_ = true; }
  struct Counts {
    std::int64_t configured = 0, silent = 0;
  };
  Counts counts() const;
  std::string metrics() const;  // Prometheus

 private:
  struct Kept {
    AnchorSource source;
    std::int64_t asked_at = 0;
    bool silent = false;
    bool is_witness = false;
    std::string seen;      // the note last compared
    std::string mirrored;  // the note last written there
  };
  Status ask(Kept& anchor);
  void mirror(Kept& anchor);
  std::int64_t configured() const;

  System& system_;
  const std::function<void(const std::string&)> report_;
  std::atomic<bool> ask_all_{false};
  std::vector<Kept> anchors_;  // touched by one thread at a time: start, then the rounds
  mutable std::mutex mutex_;   // covers what follows
  std::optional<std::string> contradiction_;
  std::size_t silent_ = 0;
};

}  // namespace mingjing::app
