// SPDX-License-Identifier: Apache-2.0
#include "flow/rooms.h"

#include <algorithm>

#include "base/text.h"
#include "domain/cases/case.h"
#include "domain/identity/officer.h"
#include "domain/identity/rights.h"
#include "flow/read_case.h"

namespace mingjing::flow {
namespace {

using evidence::Room;

Json event_of(const Room& room) {
  Json out = Json::object({{"room", room.id.text()}, {"kind", evidence::kRoomKinds[static_cast<std::size_t>(room.kind)].id}});
  if (room.sessions.empty()) return out;
  const auto& session = room.sessions.back();
  out.set("session", session.id.text());
  out.set("recorded", evidence::kSessionRecorded[static_cast<std::size_t>(session.recorded)].id);
  if (!session.case_id.is_nil()) out.set("case", session.case_id.text());
  return out;
}

void save(ports::UnitOfWork& work, ports::Aggregate& aggregate, const Room& room, const char* event, Instant at) {
  for (auto& part : evidence::changed_parts(room)) work.put(aggregate, std::move(part));
  work.append(aggregate, {event, event_of(room), at});
}

Result<cases::Case> readable_case(ports::UnitOfWork& work, CaseId id) {
  const auto stored = work.load(ports::kind::enforcement_case, id.uuid());
  auto read = stored ? cases::Case::from_parts(id, stored->parts) : Result<cases::Case>(refuse(ErrorCode::not_found, ""));
  const auto& actor = work.actor();
  if (!read || (!actor.is_system() && !identity::may(actor.roles, "read_case", relation_to(actor, *read)))) {
    return invalid("没有找到这个案件，或者您不能查看它。", "case_id");
  }
  return read;
}

Status name_case(ports::UnitOfWork& work, evidence::RoomSession& session, CaseId id) {
  if (id.is_nil()) return {};
  const auto read = readable_case(work, id);
  if (!read) return refuse(read.error());
  session.case_id = id;
  session.case_no = read->case_no;
  session.case_unit = read->unit;
  return {};
}

}  // namespace

Result<RoomId> register_room(ports::UnitOfWork& work, Room room) {
  room.id = RoomId(work.new_id());
  if (auto good = evidence::validate(room); !good) return refuse(good.error());
  if (work.lookup(evidence::kRoom, room.name)) return invalid("已有同名的房间，请换一个名称。", "name");
  auto aggregate = work.create(evidence::kRoom, room.id.uuid());
  save(work, aggregate, room, "register_room", work.now());
  return room.id;
}

Status close_room(ports::UnitOfWork& work, RoomId id, std::int64_t version) {
  auto aggregate = work.open(evidence::kRoom, id.uuid(), version);
  if (!aggregate) return refuse(aggregate.error());
  Room room = evidence::room_from_parts(id, aggregate->parts);
  if (auto closed = evidence::close(room, work.today()); !closed) return closed;
  save(work, *aggregate, room, "close_room", work.now());
  return {};
}

Status begin_room_session(ports::UnitOfWork& work, RoomId id, std::int64_t version, const BeginSession& wanted) {
  auto aggregate = work.open(evidence::kRoom, id.uuid(), version);
  if (!aggregate) return refuse(aggregate.error());
  Room room = evidence::room_from_parts(id, aggregate->parts);
  evidence::RoomSession session;
  session.purpose = std::string(trim(wanted.purpose));
  session.from = wanted.from.value_or(work.now());
  if (wanted.officers.size() > evidence::kSessionOfficersMax) return invalid("在场的执法人员最多填10人。", "officers");
  for (const auto officer : wanted.officers) {
    const auto stored = work.load(ports::kind::officer, officer.uuid());
    if (!stored) return invalid("没有找到所填的执法人员，请重新选择。", "officers");
    session.officers.push_back({officer, identity::officer_from_parts(officer, stored->parts).name});
  }
  if (auto named = name_case(work, session, wanted.case_id); !named) return named;
  session.id = RoomSessionId(work.new_id());
  if (auto begun = evidence::begin(room, session, work.now()); !begun) return begun;
  save(work, *aggregate, room, "begin_room_session", session.from);
  return {};
}

Status end_room_session(ports::UnitOfWork& work, RoomId id, std::int64_t version, std::optional<Instant> to,
                        evidence::SessionRecorded recorded, const std::string& why) {
  auto aggregate = work.open(evidence::kRoom, id.uuid(), version);
  if (!aggregate) return refuse(aggregate.error());
  Room room = evidence::room_from_parts(id, aggregate->parts);
  const Instant at = to.value_or(work.now());
  if (auto ended = evidence::end(room, at, recorded, why, work.now()); !ended) return ended;
  save(work, *aggregate, room, "end_room_session", at);
  return {};
}

Status name_room_recording(ports::UnitOfWork& work, RoomId id, std::int64_t version, RoomSessionId session,
                           const std::string& sha256) {
  auto aggregate = work.open(evidence::kRoom, id.uuid(), version);
  if (!aggregate) return refuse(aggregate.error());
  Room room = evidence::room_from_parts(id, aggregate->parts);
  if (auto named = evidence::name_recording(room, session, sha256); !named) return named;
  Json event = Json::object({{"room", room.id.text()}, {"session", session.text()}, {"sha256", sha256}});
  if (const CaseId of = room.session(session)->case_id; !of.is_nil()) {
    const auto c = readable_case(work, of);
    if (!c) return refuse(c.error());
    if (std::none_of(c->recordings.begin(), c->recordings.end(), [&](const auto& row) { return row.sha256 == sha256; })) {
      return invalid("本案还没有登记这份音像记录。请先在案件里登记，再写到使用登记里。", "sha256");
    }
    event.set("case", of.text());
  }
  for (auto& part : evidence::changed_parts(room, session)) work.put(*aggregate, std::move(part));
  work.append(*aggregate, {"name_room_recording", std::move(event), work.now()});
  return {};
}

}  // namespace mingjing::flow
