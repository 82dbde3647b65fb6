// What the cases say of a stored file, for the scrub. Whether it was lawfully destroyed: executor and witness confirmed it for a recording of some case, and no evidence
// and no other recording of any agency needs the same bytes: the scrub then does not bring it back. And the SM3 digests that are recorded for it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "domain/evidence/file_keys.h"
#include "ports/reader.h"

namespace mingjing::flow {

inline std::string hex_of(const std::string& digest) { return digest.substr(digest.find(':') + 1); }

// `digest` as the store writes it: sha256:<hex>.
inline bool destroyed_file(ports::Snapshots& snapshots, const std::string& digest) {
  using evidence::FileUse;
  const std::string sha256 = hex_of(digest);
  bool out = false;
  snapshots.read([&](ports::Reader& reader) {
    const auto any = [&](FileUse use) { return !reader.keys_anywhere(evidence::file_key(use, sha256), 1).empty(); };
    out = (any(FileUse::destroyed) || any(FileUse::destroying)) && !any(FileUse::needed);
  });
  return out;
}

// In hex, each once a piece that refers to the file; none in the standard profile.
inline std::vector<std::string> recorded_sm3(ports::Snapshots& snapshots, const std::string& digest) {
  constexpr int kMost = 100;  // the same bytes recorded so often: a hundred of them are looked at
  std::vector<std::string> out;
  snapshots.read([&](ports::Reader& reader) {
    out.clear();
    for (const auto& [agency, key] : reader.keys_anywhere(evidence::sm3_key(hex_of(digest)), kMost)) out.push_back(key.substr(0, key.find('/')));
  });
  return out;
}

}  // namespace mingjing::flow
