// Rooms for interviews and hearings, and the register of what happens in them. Events: register_room,
// begin_room_session, end_room_session, name_room_recording, close_room. R-REC-012, R-REC-022.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/evidence/room.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

// Refused: fields, a name already in use.
Result<RoomId> register_room(ports::UnitOfWork& work, evidence::Room room);
Status close_room(ports::UnitOfWork& work, RoomId id, std::int64_t version);

struct BeginSession {
  std::string purpose;
  CaseId case_id;  // nil: of no case
  std::optional<Instant> from;
  std::vector<OfficerId> officers;
};
// Refused: see evidence::begin; a case the actor may not read, as if it were not there; an officer who is not there.
Status begin_room_session(ports::UnitOfWork& work, RoomId id, std::int64_t version, const BeginSession& wanted);
Status end_room_session(ports::UnitOfWork& work, RoomId id, std::int64_t version, std::optional<Instant> to,
                        evidence::SessionRecorded recorded, const std::string& why);
// A session that is over names its recording by the digest. Refused: see evidence::name_recording; of a session of a case, a
// case that the actor may not read, and a recording that the case does not have.
Status name_room_recording(ports::UnitOfWork& work, RoomId id, std::int64_t version, RoomSessionId session,
                           const std::string& sha256);

}  // namespace mingjing::flow
