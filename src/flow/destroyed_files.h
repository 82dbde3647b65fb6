// Whether a stored file was lawfully destroyed: executor and witness confirmed it for a recording of some case, and no evidence
// and no other recording of any agency needs the same bytes. For the scrub, which then does not bring it back.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "domain/evidence/file_keys.h"
#include "ports/reader.h"

namespace mingjing::flow {

// `digest` as the store writes it: sha256:<hex>.
inline bool destroyed_file(ports::Snapshots& snapshots, const std::string& digest) {
  using evidence::FileUse;
  const auto colon = digest.find(':');
  const std::string sha256 = colon == std::string::npos ? digest : digest.substr(colon + 1);
  bool out = false;
  snapshots.read([&](ports::Reader& reader) {
    const auto any = [&](FileUse use) { return !reader.keys_anywhere(evidence::file_key(use, sha256), 1).empty(); };
    out = (any(FileUse::destroyed) || any(FileUse::destroying)) && !any(FileUse::needed);
  });
  return out;
}

}  // namespace mingjing::flow
