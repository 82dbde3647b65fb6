// A witness 「见证方」 (c2sp.org/tlog-witness): watches logs of others and cosigns what provably continues what it has seen.
// Another organ runs it, on a machine of its own: `mingjing witness`. It has nothing of a deployment but a folder:
//
//   keys/witness.ed25519         its key, made at the first start
//   vkey                         its public key; the name in it is settled at the first start
//   logs/<sha256 of origin>      of each log the checkpoint last cosigned, with the own cosignature; durable before the
//                                cosignature leaves, so kill -9 at any point never makes it forget what it has signed
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "http/router.h"
#include "mingjing/serve.h"
#include "mingjing/system.h"
#include "tlog/witness.h"

namespace mingjing::app {

// Where a witness shows what it holds of a log: below its address.
std::string witnessed_path(std::string_view origin);  // <sha256 of origin, hex>/checkpoint

struct WitnessAnswer {
  int status = 200;
  std::string content_type, body;
};

class Witness {
 public:
  struct Watched {
    std::string origin;
    tlog::TreeHead head;                 // last cosigned; an empty tree before the first
    std::optional<Instant> cosigned_at;  // of that head, the last time it was asked
    std::optional<Instant> refused_at;   // since this program started
    std::string refused_why;
  };

  // Makes folder and key at the first start; `name` empty: the one of the folder, or of the machine. `logs` are the
  // keys of the logs to watch. Refusals: conflict (another process, another name), invalid (a name or key that cannot
  // be, a state that was damaged: what was signed is not known any more), forbidden (a key open to others).
  static Result<std::unique_ptr<Witness>> open(const std::filesystem::path& folder, const std::string& name,
                                               std::vector<tlog::NoteVerifier> logs, const Clock& real_clock,
                                               std::function<void(const std::string&)> report);

  // The answer to `POST /add-checkpoint`; any thread. Throws Unavailable when the state cannot be kept: nothing was signed.
  WitnessAnswer add_checkpoint(std::string_view body);
  // The checkpoint last cosigned of the log of `witnessed_path`, with the own cosignature.
  std::optional<std::string> checkpoint(std::string_view origin_digest) const;
  const tlog::NoteVerifier& key() const { return verifier_; }
  std::vector<Watched> watched() const;

 private:
  struct Log {
    Watched state;
    std::string note;
  };
  Witness(std::filesystem::path folder, FolderLock lock, tlog::NoteVerifier verifier, crypto::SigningKey key,
          std::vector<tlog::NoteVerifier> logs, const Clock& real_clock, std::function<void(const std::string&)> report);
  Status load();
  std::string accept(const tlog::WitnessDecision& decision, Log& log);  // the cosignature's line

  const std::filesystem::path folder_;
  const FolderLock lock_;
  const tlog::NoteVerifier verifier_;
  const crypto::SigningKey key_;
  const std::vector<tlog::NoteVerifier> known_;
  const Clock& clock_;
  const std::function<void(const std::string&)> report_;
  mutable std::mutex mutex_;          // held while deciding and keeping: one step
  std::map<std::string, Log> logs_;   // by origin; fixed after `open`
};

// `POST /add-checkpoint`, `GET /vkey`, `GET /<sha256 of origin>/checkpoint`, and `/` in plain words.
void add_witness_routes(http::Router& router, Witness& witness);

struct WitnessOptions {
  std::vector<std::string> logs;  // vkeys
  std::string name;
};
int run_witness(const std::filesystem::path& data, const ServeOptions& serve, const WitnessOptions& options);

}  // namespace mingjing::app
