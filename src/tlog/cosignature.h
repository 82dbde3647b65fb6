// Witness cosignatures, c2sp.org/tlog-cosignature (cosignature/v1): a witness 「见证方」 states that at a time the
// checkpoint was consistent with all it had seen of that log. The signature is 8 bytes of time (seconds, big endian)
// and Ed25519 over "cosignature/v1\ntime <t>\n" ‖ checkpoint text.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "crypto/sign.h"
#include "tlog/note.h"

namespace mingjing::tlog {

// The time stated, when the signature is right; its bytes are those after the key id.
std::optional<std::int64_t> check_cosignature(std::string_view public_key, std::string_view checkpoint_text,
                                              std::string_view signature);

// `name` is a key name. The caller has checked consistency before: that is what the line states.
NoteSignature cosign(std::string_view name, const crypto::SigningKey& key, std::string_view checkpoint_text,
                     std::int64_t unix_seconds);

// How many different witnesses signed rightly. Wrong and unknown signatures do not count and do not refuse: a quorum
// is about those who did sign. One public key under two names counts once.
std::size_t count_cosignatures(const Note& checkpoint, std::span<const NoteVerifier> witnesses);

}  // namespace mingjing::tlog
