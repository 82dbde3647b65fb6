// Checkpoints, c2sp.org/tlog-checkpoint: a note whose text is origin, tree size, root hash, one a line.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tlog/merkle.h"
#include "tlog/note.h"

namespace mingjing::tlog {

struct Checkpoint {
  std::string origin;  // the log's key name
  TreeHead head;
  std::vector<std::string> extensions;  // ours have none; others' are kept
  bool operator==(const Checkpoint&) const = default;
};

// Decimal without leading zeros, below 2^63.
std::optional<std::uint64_t> parse_decimal(std::string_view text);

std::string checkpoint_text(const Checkpoint& checkpoint);
Result<Checkpoint> parse_checkpoint_text(std::string_view text);  // bad_request

// Only a (size, root) that is committed may be signed (CONTRACTS 3): the caller knows.
std::string sign_checkpoint(const TreeHead& head, const NoteSigner& log);

struct SignedCheckpoint {
  Checkpoint checkpoint;
  Note note;
};
// Parses, and checks the log's signature and that the origin is `origin`. Refusals: bad_request (form),
// digest_mismatch (signature, or another log's).
Result<SignedCheckpoint> open_checkpoint(std::string_view bytes, const NoteVerifier& log, std::string_view origin);
inline Result<SignedCheckpoint> open_checkpoint(std::string_view bytes, const NoteVerifier& log) {
  return open_checkpoint(bytes, log, log.name());
}

}  // namespace mingjing::tlog
