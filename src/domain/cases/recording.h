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

// How long a recording is kept 「保管期限」, from the shortest to the longest; what is counted, and why, stands in
// evidence/retention.h.
enum class KeptFor : std::uint8_t { six_months, case_term, permanent };
inline constexpr std::array<Named<KeptFor>, 3> kKeptFor{{
    {KeptFor::six_months, "six_months", "六个月"},
    {KeptFor::case_term, "case_term", "随案卷保管"},
    {KeptFor::permanent, "permanent", "永久"},
}};

// Who did a step, and when. Without a time: nobody yet.
struct Hand {
  UserId user;
  std::string name;
  std::optional<Instant> at;
  bool operator==(const Hand&) const = default;
};

// Destruction 「销毁」: proposed by one, approved by another, carried out by a third who is not the approver and confirmed by a
// witness who is neither. From the witness on the bytes may be gone; `destroyed` says they are.
enum class DestructionState : std::uint8_t { proposed, refused, approved, carried_out, witnessed, destroyed };
inline constexpr std::array<Named<DestructionState>, 6> kDestructionStates{{
    {DestructionState::proposed, "proposed", "待批准销毁"},
    {DestructionState::refused, "refused", "不同意销毁"},
    {DestructionState::approved, "approved", "已批准，待执行"},
    {DestructionState::carried_out, "carried_out", "待监督人确认"},
    {DestructionState::witnessed, "witnessed", "正在删除"},
    {DestructionState::destroyed, "destroyed", "已销毁"},
}};

struct Destruction {
  DestructionState state = DestructionState::proposed;
  KeptFor kept_for = KeptFor::six_months;  // the class when it was proposed, and how its last day was counted
  std::string ground;
  Hand proposed;
  std::string reason;
  Hand decided;
  std::string opinion;
  Hand carried_out, witnessed;
  std::optional<Instant> destroyed_at;
  bool bytes_kept = false;  // the same bytes are evidence or a recording elsewhere, and stay for that
  bool operator==(const Destruction&) const = default;
};

// One file. Its bytes lie in the content store under their digest and are never changed.
struct Recording {
  RecordingId id;
  RecordId of;  // the row of the timeline it shows
  std::string file_name;
  std::string sha256;  // 64 hex digits
  std::string sm3;     // beside it in the SM profile; else empty
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
  // Kept longer than its class asks for 「延长保管」; never shorter.
  struct Lengthening {
    KeptFor to = KeptFor::case_term;
    std::string reason;
    Hand by;
    bool operator==(const Lengthening&) const = default;
  };
  std::vector<Lengthening> lengthened;
  // 「暂停销毁」 by a person; what else stays a destruction follows from the case.
  struct Hold {
    std::string reason;
    Hand set;
    std::string lift_reason;
    Hand lifted;
    bool stands() const { return !lifted.at.has_value(); }
    bool operator==(const Hold&) const = default;
  };
  std::vector<Hold> holds;
  std::vector<Destruction> destructions;  // the last one counts; those before it were refused
  const Destruction* destruction() const { return destructions.empty() ? nullptr : &destructions.back(); }
  // Lawfully gone, or going: nobody may rely on its bytes any more.
  bool is_destroyed() const { return !destructions.empty() && destructions.back().state >= DestructionState::witnessed; }
  const Hold* hold() const { return holds.empty() || !holds.back().stands() ? nullptr : &holds.back(); }
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
