// The witnesses of a running server: asks them on threads of its own, shows what they signed, tells what they refuse.
// Without --witness a demo has two of its own, inside this program, so that one sees how it looks.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "mingjing/system.h"
#include "mingjing/witness.h"
#include "mingjing/witness_link.h"
#include "render/portal_log.h"
#include "tlog/tile_reader.h"
#include "workers/background.h"
#include "workers/stamping.h"
#include "workers/witnessing.h"

namespace mingjing::app {

class Witnesses {
 public:
  // None of a server that does not sign. The clock outlives this.
  Witnesses(System& system, const std::vector<NamedWitness>& named, const Clock& real_clock,
            std::function<void(const std::string&)> report);

  // `cosigned`: something new may be shown; `contradicted`: a witness says that the log does not fit. On their threads.
  void start(std::function<void()> cosigned, std::function<void()> contradicted);
  void wake();  // a checkpoint was published
  void stop();

  std::vector<workers::WitnessState> states() const { return witnessing_->states(); }
  std::string with_cosignatures(const std::string& note) const { return witnessing_->with_cosignatures(note); }
  // The same entry proved under a checkpoint that witnesses have cosigned; as it was, when there is none that covers it.
  std::string proof(const std::string& stored) const;
  // Who has cosigned a checkpoint that covers an entry, or the entry of a stored proof: names.
  std::vector<std::string> of_entry(std::int64_t index) const;
  std::vector<std::string> of_proof(const std::string& stored) const;
  bool are_here() const { return !own_.empty(); }
  std::string metrics() const;  // Prometheus

 private:
  std::vector<workers::WitnessLink> links(const std::vector<NamedWitness>& named, const Clock& real_clock);
  void told(const workers::WitnessState& state);
  bool by_present_keys(const std::string& note) const;

  System& system_;
  const std::function<void(const std::string&)> report_;
  std::vector<tlog::NoteVerifier> present_;  // keys of the log: of the first line below a checkpoint, and of the second if there is one
  std::vector<std::unique_ptr<Witness>> own_;  // of a demo
  std::function<void()> cosigned_, contradicted_;  // set before the threads start
  std::unique_ptr<workers::Witnessing> witnessing_;
  mutable tlog::TileCache cache_;
  std::vector<std::unique_ptr<workers::Rounds>> rounds_;  // one a witness
};

// What /log shows. Read anew every ten seconds and when something was signed, so that no public request asks the case
// database. Any thread.
class LogBoard {
 public:
  LogBoard(System& system, const Witnesses& witnesses, const workers::Stamping* stamping = nullptr)
      : system_(system), witnesses_(witnesses), stamping_(stamping) {
    refresh();
  }
  void refresh();
  std::shared_ptr<const render::LogView> view() const;

 private:
  System& system_;
  const Witnesses& witnesses_;
  const workers::Stamping* const stamping_;  // null: no timestamps
  mutable std::mutex mutex_;  // covers view_
  std::shared_ptr<const render::LogView> view_;
};

}  // namespace mingjing::app
