// The witnesses of a log as its operator names them: `--witness URL=VKEY`, for `serve`, `restore` and `verify`.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "mingjing/anchor_source.h"
#include "tlog/note.h"
#include "workers/witnessing.h"

namespace mingjing::app {

struct NamedWitness {
  std::string url;  // without a slash at the end
  tlog::NoteVerifier key;

  // Over HTTP, three seconds to connect, five in all.
  workers::WitnessLink link() const;
  // As an anchor: the checkpoint of this log that it last cosigned.
  AnchorSource source(const std::string& origin) const { return AnchorSource::of_witness(url, origin); }
};

// Refusals: bad_request (not URL=VKEY, a log's key), too many, one key twice.
Result<std::vector<NamedWitness>> parse_witnesses(const std::vector<std::string>& texts);

}  // namespace mingjing::app
