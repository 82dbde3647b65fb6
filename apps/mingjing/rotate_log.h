// `mingjing keys rotate-log`: the log gets a new key (CONTRACTS 3), of the first line below checkpoints or, with `--sm2`, of the
// second 「国密」. The old one signs beside it until the overlap is ended, so that witnesses, replicas and everybody who knows the
// old one alone have time to hear of the new.
//
// Order of steps, and what a crash after each leaves:
//   1 the new key in a file of its own    → used when the command is given again
//   2 the `key` entry, signed by nobody   → whoever opens the system next puts the new key in its place
//   3 log/vkey, then the key file         → as after 2
//   4 a checkpoint signed by both         → the server signs it
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "crypto/key_store.h"
#include "mingjing/options.h"

namespace mingjing::app {

struct NewLogKey {
  std::string vkey, former;
  std::uint64_t index = 0;  // of the entry that names it
};

// With the server stopped. Refusals: not_found (no such key here), conflict (an overlap is not ended, another server leads).
Result<NewLogKey> rotate_log_key(const Options& options, crypto::LogKeyKind kind = crypto::LogKeyKind::ed25519);

int run_rotate_log(const Options& options, crypto::LogKeyKind kind, bool end_overlap);

// `mingjing keys reseal`: what older data keys sealed is sealed anew; with `drop_old` the older keys are then erased.
int run_reseal(const Options& options, bool drop_old);

}  // namespace mingjing::app
