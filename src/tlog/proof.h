// Proofs for offline use, c2sp.org/tlog-proof@v1 (`.tlog-proof`):
//
//   c2sp.org/tlog-proof@v1
//   extra <base64>            here: the entry of the log that the proof is about (CONTRACTS 6)
//   index <n>
//   <base64 hash>…            the inclusion path, leaf's sibling first
//   <empty line>
//   <the signed checkpoint, verbatim>
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tlog/checkpoint.h"
#include "tlog/merkle.h"

namespace mingjing::tlog {

inline constexpr std::string_view kProofHeading = "c2sp.org/tlog-proof@v1";
inline constexpr std::size_t kMaxProofBytes = 1 << 17;
inline constexpr std::size_t kMaxExtraBytes = 1 << 14;

struct Proof {
  std::optional<std::string> extra;
  std::uint64_t index = 0;
  std::vector<Hash> path;
  std::string checkpoint;  // a signed note
  bool operator==(const Proof&) const = default;
};

std::string format_proof(const Proof& proof);
// Strict: what parses is written back byte for byte. Refusals: too_large, bad_request. Nothing is trusted by parsing.
Result<Proof> parse_proof(std::string_view text);

// Whom one trusts.
struct TrustPolicy {
  NoteVerifier log;
  std::string origin;  // normally the log's key name
  std::vector<NoteVerifier> witnesses = {};
  std::size_t quorum = 0;  // so many of the witnesses must have signed
  std::vector<NoteVerifier> former = {};  // keys that the log had before
  std::optional<NoteVerifier> sm2 = {};   // its second key, which must have signed too
};
// By `log`, or by a key it had before; and by `sm2`.
Result<SignedCheckpoint> open_checkpoint(std::string_view bytes, const TrustPolicy& trust);

// That `entry` stands at proof.index in a tree signed by the log and seen by the quorum. digest_mismatch or
// bad_request with a sentence otherwise.
Result<SignedCheckpoint> verify_proof(const Proof& proof, std::string_view entry, const TrustPolicy& trust);

}  // namespace mingjing::tlog
