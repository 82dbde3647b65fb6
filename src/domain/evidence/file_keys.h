// By which keys stored files and due recordings are found again, in whichever case and agency: the store holds bytes once,
// whoever refers to them. Derived by store/projection_rules; read by jobs, the scrub and the list of what is due.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/evidence/retention.h"

namespace mingjing::evidence {

enum class FileUse {
  needed,      // evidence, or a recording that is kept
  destroying,  // a recording whose destruction is confirmed; the bytes may still be there
  destroyed,   // a recording whose bytes were removed
};
// Kind of the key; the key itself is the id of the piece.
inline std::string file_key(FileUse use, std::string_view sha256) {
  constexpr std::string_view kKinds[] = {"file:", "destroying:", "destroyed:"};
  return std::string(kKinds[static_cast<std::size_t>(use)]) + std::string(sha256);
}
// Kind of the key of an SM3 digest that is recorded for these bytes; the key is the digest, then "/" and the id of the piece.
inline std::string sm3_key(std::string_view sha256) { return "sm3:" + std::string(sha256); }
inline FileUse use_of(const cases::Recording& recording) {
  if (!recording.is_destroyed()) return FileUse::needed;
  return recording.destruction()->state == cases::DestructionState::destroyed ? FileUse::destroyed : FileUse::destroying;
}

// Last day of its term "/" id, of a recording of an archived case that is not destroyed; none while there is no such day.
inline constexpr std::string_view kRecordingDue = "recording_due";
inline std::optional<std::string> due_key(const cases::Case& c, const cases::Recording& recording) {
  if (recording.is_destroyed() || c.stage() != cases::Stage::archived) return std::nullopt;
  const auto until = retention_of(c, recording).until;
  if (!until) return std::nullopt;
  return until->text() + "/" + recording.id.text();
}

}  // namespace mingjing::evidence
