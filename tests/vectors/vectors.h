// The vectors that generate.py made, and the tree they are about.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "tlog/merkle.h"
#include "tlog/note.h"

namespace mingjing::vectors {

const Json& all();
std::vector<std::string> entries(std::uint64_t count);          // n0, n1, …
tlog::Hash hash(const std::string& hex);
std::vector<tlog::Hash> hashes(const Json::Array& hexes);
tlog::NoteSigner log_signer();
tlog::NoteVerifier log_verifier();
tlog::NoteVerifier witness_verifier();

}  // namespace mingjing::vectors
