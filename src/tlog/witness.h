// Witnesses 「见证方」, c2sp.org/tlog-witness: what a log asks of a witness, and what the witness decides. A witness keeps of
// each log the newest head it has cosigned, and cosigns only what provably continues it. No HTTP and no disk here: the
// caller keeps the head, and keeps it durably before the cosignature leaves.
//
//   old <size the witness is thought to hold>
//   <base64 hash>…            the consistency proof from there (RFC 6962, 2.1.2), at most 63
//   <empty line>
//   <the signed checkpoint, verbatim>
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tlog/checkpoint.h"

namespace mingjing::tlog {

inline constexpr std::size_t kMaxWitnessProof = 63;
inline constexpr std::size_t kMaxAddCheckpointBytes = kMaxNoteBytes + 4096;

struct AddCheckpoint {
  std::uint64_t old_size = 0;
  std::vector<Hash> proof;
  std::string checkpoint;  // a signed note
  bool operator==(const AddCheckpoint&) const = default;
};

std::string format_add_checkpoint(const AddCheckpoint& request);
// Strict: what parses is written back byte for byte. Refusals: too_large, bad_request.
Result<AddCheckpoint> parse_add_checkpoint(std::string_view bytes);

enum class WitnessVerdict : std::uint8_t {
  cosign,        // it continues what is held, or is the same again
  malformed,     // not a checkpoint, or the old size is larger than its own
  unknown_log,   // no key of that origin
  not_signed,    // no good signature of a known key of that origin
  size_differs,  // the old size is not the one held; the log may ask again from `held`
  root_differs,  // of the size held, with another root: the log has forked
  proof_fails,   // does not continue what is held: the log has forked, or its proof is wrong
};

struct WitnessDecision {
  WitnessVerdict verdict = WitnessVerdict::malformed;
  std::string why;                             // in words, unless it is `cosign`
  TreeHead held;                               // what the witness has seen of that log; empty tree before the first
  std::optional<SignedCheckpoint> checkpoint;  // once its signature was found good
};

// `logs`: keys of the logs that are watched, by their names; a log may have several. `held`: the head last cosigned of an
// origin, an empty tree for none. Deciding and keeping must be one step: the caller lets no two requests of a log overlap.
WitnessDecision judge(const AddCheckpoint& request, std::span<const NoteVerifier> logs,
                      const std::function<TreeHead(const std::string& origin)>& held);

}  // namespace mingjing::tlog
