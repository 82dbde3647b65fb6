// The package of a sealed volume 「案卷归档包」, put together when it is asked for: every file that the list of digests names, taken
// from the store by its digest, or, where a recording was destroyed, the proof of that, the list itself, and the event of sealing with its proof. So nothing is stored twice, and
// what was sealed decides what is in it. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ports/content_store.h"

namespace mingjing::flow {

struct SealProof {
  std::string event;  // canonical JSON of the event `volume_sealed`
  std::string salt;   // hex
  std::string proof;  // .tlog-proof
};

// A recording that was destroyed since: the event `recording_destroyed` that names the digest (hex), with its proof.
inline constexpr std::string_view kDestroyedEvent = "recording_destroyed";
using DestroyedProof = std::function<std::optional<SealProof>(std::string_view sha256)>;

// Looked up among the proofs of all destructions of the case.
DestroyedProof destroyed_among(std::vector<SealProof> proofs);

// A ZIP, its bytes given to `write` in order; every file is read twice. Refusals: not_found (a file or the list is missing);
// too_large (four gigabytes). Throws what `write` throws.
Status write_package(const ports::ContentStore& files, const std::string& manifest_sha256, const SealProof& seal,
                     const DestroyedProof& destroyed, const std::function<void(std::string_view)>& write);

}  // namespace mingjing::flow
