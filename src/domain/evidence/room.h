// A room for interviews or hearings that records sound and picture 「询问室、听证室」, with a register of its use
// 「场所使用登记」. Aggregate `room`: part `room` once, part `room_use` one a month.
// 《关于全面推行和示范创建行政执法三项制度的通知》附件2第58项 asks that what happens in such premises is recorded as a whole,
// 第65项 that there are such rooms. One session at a time. Pure: no clock, no database.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/cases/stage.h"
#include "domain/part.h"

namespace mingjing {
using RoomId = Id<struct RoomTag>;
using RoomSessionId = Id<struct RoomSessionTag>;  // one use of a room
}

namespace mingjing::evidence {

inline constexpr std::string_view kRoom = "room";  // the kind of aggregate, and its first part

enum class RoomKind : std::uint8_t {
  inquiry_room,  // 询问室
  hearing_room,  // 听证室
};
inline constexpr std::array<cases::Named<RoomKind>, 2> kRoomKinds{{
    {RoomKind::inquiry_room, "inquiry_room", "询问室"},
    {RoomKind::hearing_room, "hearing_room", "听证室"},
}};

// How much of a session was recorded, said at its end. Anything but the whole needs a reason.
enum class SessionRecorded : std::uint8_t { open, whole, part, none };
inline constexpr std::array<cases::Named<SessionRecorded>, 4> kSessionRecorded{{
    {SessionRecorded::open, "open", "正在使用"},
    {SessionRecorded::whole, "whole", "全程录音录像"},
    {SessionRecorded::part, "part", "部分录音录像"},
    {SessionRecorded::none, "none", "没有录音录像"},
}};

inline constexpr std::int64_t kSessionMsMax = 24 * 3'600'000;  // one that nobody ended goes on past it
inline constexpr std::size_t kSessionOfficersMax = 10;
inline constexpr std::size_t kSessionsAMonthMax = 500;
inline constexpr std::size_t kSessionRecordingsMax = 10;

struct RoomOfficer {
  OfficerId id;
  std::string name;
  bool operator==(const RoomOfficer&) const = default;
};

struct RoomSession {
  RoomSessionId id;
  std::string purpose;  // 询问、听证、调解 …, in words
  CaseId case_id;       // nil: of no case
  std::string case_no;
  UnitId case_unit;
  Instant from;
  std::optional<Instant> to;
  std::vector<RoomOfficer> officers;
  SessionRecorded recorded = SessionRecorded::open;
  std::string why;  // 未全程录的原因
  std::vector<std::string> recordings;  // digests of what was recorded, 64 hex digits each, once the files are there
  bool operator==(const RoomSession&) const = default;
};

struct Room {
  RoomId id;
  RoomKind kind = RoomKind::inquiry_room;
  std::string name;       // unique within the agency
  std::string place;      // where it is
  std::string equipment;  // 固定的录音录像设备
  std::optional<Date> closed_on;
  std::vector<RoomSession> sessions;  // oldest first

  const RoomSession* session(RoomSessionId wanted) const;
  const RoomSession* open_session() const { return !sessions.empty() && !sessions.back().to ? &sessions.back() : nullptr; }
  bool operator==(const Room&) const = default;
};

Status validate(const Room& room);

// Refused: a closed room, one in use, a beginning after `now` or before the end of the last session, nobody named.
Status begin(Room& room, const RoomSession& session, Instant now);
// Refused: nothing to end, an end before its beginning or after `now`, part or nothing recorded without a reason.
Status end(Room& room, Instant to, SessionRecorded recorded, const std::string& why, Instant now);
// Refused: no such session, one that goes on, one of which nothing was recorded, no digest, one named before, too many.
Status name_recording(Room& room, RoomSessionId session, const std::string& sha256);
// Refused: in use, closed before.
Status close(Room& room, Date today);

domain::Parts to_parts(const Room& room);
// The parts that the last change of a session touched: of the last one, or of the one named.
domain::Parts changed_parts(const Room& room, RoomSessionId session = {});
Room room_from_parts(RoomId id, const domain::Parts& parts);

}  // namespace mingjing::evidence
