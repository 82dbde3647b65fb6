// Recordings of sound and pictures 「音像记录」 of the steps of a case, and why one is missing or broken off. Which steps must
// be recorded stands in catalog/recording_matters.h, what is there and what is missing in evidence/recording_rules.h.
// A recording hangs on the row of the timeline it shows, so that text and recording are found by each other (founding
// document 002, indicators 54–57). APL 47.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "domain/cases/measures.h"

namespace mingjing::cases {

enum class RecordingState : std::uint8_t { received, playable, not_playable };
inline constexpr std::array<Named<RecordingState>, 3> kRecordingStates{{
    {RecordingState::received, "received", "已接收，待检查"},
    {RecordingState::playable, "playable", "可以播放"},
    {RecordingState::not_playable, "not_playable", "已接收，不能播放"},
}};

// One file. Its bytes lie in the content store under their digest and are never changed.
struct Recording {
  RecordingId id;
  RecordId of;  // the row of the timeline it shows
  std::string file_name;
  std::string sha256;  // 64 hex digits
  std::int64_t size = 0;
  std::string media_type;
  Instant started_at;                  // by the server's clock: the device's, less its offset
  std::optional<Instant> ended_at;     // as stated; else the start and the length of the file
  std::int64_t clock_offset_s = 0;     // the device ahead of the server, as last checked 时钟偏差
  std::string device;                  // 设备编号
  OfficerId officer;                   // who recorded
  std::string note;
  // What looking into the file found (workers/page_child.h): nothing of it is trusted further than a display.
  RecordingState state = RecordingState::received;
  std::string fault;              // why it cannot be played
  std::int64_t duration_ms = 0;
  std::string container, video, audio;  // names of format and codecs; empty: none of that kind
  std::int64_t width = 0, height = 0;
  std::string made_at;            // the device's own time in the file, as it stands there
  struct Mark {
    std::int64_t at_ms = 0;       // from the beginning of the file
    std::string quote;            // the sentence of the record it belongs to
    bool operator==(const Mark&) const = default;
  };
  std::vector<Mark> marks;
  // Empty while neither an end was stated nor the file looked into.
  std::optional<Instant> end() const {
    if (ended_at) return ended_at;
    if (duration_ms > 0) return started_at.plus_ms(duration_ms);
    return std::nullopt;
  }
  bool operator==(const Recording&) const = default;
};

// Why a recording is missing or was broken off: a reason spoken or written when it went on (founding document 002,
// L99). What must be recorded needs the approval of the unit's head.
struct RecordingGap {
  RecordingGapId id;
  RecordId of;
  std::optional<Instant> from, to;  // both empty: the whole step was not recorded
  std::string reason;               // of the form explain_recording: obstructed, weather, device_failure …
  std::string text;
  Instant explained_at;
  UserId explained_by;
  bool needs_approval = false;
  Verdict verdict = Verdict::pending;
  std::optional<Instant> decided_at;
  UserId decided_by;
  std::string decision_reason;
  bool operator==(const RecordingGap&) const = default;
};

}  // namespace mingjing::cases
