// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/room.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/text.h"
#include "domain/evidence/month_parts.h"
#include "domain/identity/problems.h"

namespace mingjing::evidence {
namespace {

constexpr std::string_view kUsePart = "room_use";

Json to_json(const RoomSession& session) {
  Json officers = Json::array();
  for (const auto& officer : session.officers) {
    officers.push(Json::object({{"id", officer.id.text()}, {"name", officer.name}}));
  }
  Json out = Json::object({{"id", session.id.text()}, {"purpose", session.purpose}, {"from", session.from.text()},
                           {"officers", std::move(officers)},
                           {"recorded", kSessionRecorded[static_cast<std::size_t>(session.recorded)].id}});
  if (!session.case_id.is_nil()) {
    out.set("case_id", session.case_id.text());
    out.set("case_no", session.case_no);
    out.set("case_unit", session.case_unit.text());
  }
  if (session.to) out.set("to", session.to->text());
  if (!session.why.empty()) out.set("why", session.why);
  if (!session.recordings.empty()) {
    Json recordings = Json::array();
    for (const auto& sha256 : session.recordings) recordings.push(sha256);
    out.set("recordings", std::move(recordings));
  }
  return out;
}

RoomSession session_of(const Json& row) {
  RoomSession out;
  out.id = RoomSessionId::parse(row.text("id")).value_or(RoomSessionId());
  out.purpose = row.text("purpose");
  out.case_id = CaseId::parse(row.text("case_id")).value_or(CaseId());
  out.case_no = row.text("case_no");
  out.case_unit = UnitId::parse(row.text("case_unit")).value_or(UnitId());
  out.from = Instant::parse(row.text("from")).value_or(Instant());
  out.to = Instant::parse(row.text("to"));
  for (const auto& officer : row.items("officers")) {
    out.officers.push_back({OfficerId::parse(officer.text("id")).value_or(OfficerId()), officer.text("name")});
  }
  out.recorded = cases::parse_named(kSessionRecorded, row.text("recorded")).value_or(SessionRecorded::open);
  out.why = row.text("why");
  for (const auto& sha256 : row.items("recordings")) {
    if (sha256.as_string() != nullptr) out.recordings.push_back(*sha256.as_string());
  }
  return out;
}

domain::Part main_part(const Room& room) {
  Json data = Json::object({{"kind", kRoomKinds[static_cast<std::size_t>(room.kind)].id}, {"name", room.name},
                            {"place", room.place}, {"equipment", room.equipment}});
  if (room.closed_on) data.set("closed_on", room.closed_on->text());
  if (const auto* open = room.open_session()) data.set("open", to_json(*open));
  return {std::string(kRoom), "", std::move(data), {}};
}

domain::Part month_part(const Room& room, const std::string& month) {
  Json rows = Json::array();
  for (const auto& session : room.sessions) {
    if (month_of(session.from) == month) rows.push(to_json(session));
  }
  return {std::string(kUsePart), month, Json::object({{"rows", std::move(rows)}}), {}};
}

}  // namespace

Status validate(const Room& room) {
  identity::Problems problems;
  problems.line("name", "名称", room.name, 30);
  problems.line("place", "位置", room.place, 60);
  if (!room.equipment.empty()) problems.line("equipment", "录音录像设备", room.equipment, 120);
  return problems.status();
}

Status begin(Room& room, const RoomSession& session, Instant now) {
  if (room.closed_on) return invalid("这间房已经停用，请另选一间。");
  if (room.open_session() != nullptr) return invalid("这间房正在使用，请先结束上一次。");
  identity::Problems problems;
  problems.line("purpose", "用途", session.purpose, 30);
  if (session.officers.empty()) problems.add("officers", "请写明在场的执法人员。");
  if (session.officers.size() > kSessionOfficersMax) problems.add("officers", "在场的执法人员最多填10人。");
  if (session.from > now) problems.add("from", "开始时间不能晚于现在，请核对。");
  if (!room.sessions.empty() && session.from < room.sessions.back().to.value_or(now)) {
    problems.add("from", "开始时间早于上一次结束的时间，请核对。");
  }
  const auto month = month_of(session.from);
  if (std::count_if(room.sessions.begin(), room.sessions.end(),
                    [&](const RoomSession& row) { return month_of(row.from) == month; }) >= std::int64_t{kSessionsAMonthMax}) {
    problems.add("from", "这间房本月的登记已满500次，请核对是否重复登记。");
  }
  if (!problems.none()) return problems.status();
  room.sessions.push_back(session);
  return {};
}

Status end(Room& room, Instant to, SessionRecorded recorded, const std::string& why, Instant now) {
  if (room.open_session() == nullptr) return invalid("这间房现在没有使用，不用结束。");
  auto& session = room.sessions.back();
  identity::Problems problems;
  if (to > now) problems.add("to", "结束时间不能晚于现在，请核对。");
  if (to < session.from) problems.add("to", "结束时间早于开始时间，请核对。");
  if (to - session.from > kSessionMsMax) problems.add("to", "一次使用超过24小时，请写实际结束的时间。");
  if (recorded == SessionRecorded::open) problems.add("recorded", "请选择录音录像的情况。");
  if (recorded != SessionRecorded::whole) problems.line("why", "没有全程录音录像的原因", why, 200);
  if (!problems.none()) return problems.status();
  session.to = to;
  session.recorded = recorded;
  session.why = recorded == SessionRecorded::whole ? std::string() : std::string(trim(why));
  return {};
}

const RoomSession* Room::session(RoomSessionId wanted) const {
  const auto found = std::find_if(sessions.begin(), sessions.end(), [&](const auto& one) { return one.id == wanted; });
  return found == sessions.end() ? nullptr : &*found;
}

Status name_recording(Room& room, RoomSessionId session, const std::string& sha256) {
  const auto found = std::find_if(room.sessions.begin(), room.sessions.end(), [&](const auto& one) { return one.id == session; });
  if (found == room.sessions.end()) return invalid("这间房没有这次使用，请刷新后重新选择。", "session_id");
  if (!found->to) return invalid("这次使用还没有结束，请先结束。", "session_id");
  if (found->recorded == SessionRecorded::none) return invalid("这次使用登记为没有录音录像。", "session_id");
  const auto bytes = from_hex(sha256);
  if (!bytes || bytes->size() != 32 || to_hex(*bytes) != sha256) return invalid("摘要应为64个小写的十六进制字符。", "sha256");
  if (std::find(found->recordings.begin(), found->recordings.end(), sha256) != found->recordings.end()) {
    return invalid("这份音像记录已经写在这次使用里。", "sha256");
  }
  if (found->recordings.size() >= kSessionRecordingsMax) return invalid("一次使用最多写10份音像记录。", "sha256");
  found->recordings.push_back(sha256);
  return {};
}

Status close(Room& room, Date today) {
  if (room.closed_on) return invalid("这间房已经停用。");
  if (room.open_session() != nullptr) return invalid("这间房正在使用，请先结束再停用。");
  room.closed_on = today;
  return {};
}

domain::Parts to_parts(const Room& room) {
  domain::Parts out{main_part(room)};
  std::string last;
  for (const auto& session : room.sessions) {
    if (auto month = month_of(session.from); month != last) out.push_back(month_part(room, last = std::move(month)));
  }
  return out;
}

domain::Parts changed_parts(const Room& room, RoomSessionId session) {
  domain::Parts out{main_part(room)};
  const auto* changed = session.is_nil() ? (room.sessions.empty() ? nullptr : &room.sessions.back()) : room.session(session);
  if (changed != nullptr) out.push_back(month_part(room, month_of(changed->from)));
  return out;
}

Room room_from_parts(RoomId id, const domain::Parts& parts) {
  Room out;
  out.id = id;
  const auto* part = domain::find_part(parts, kRoom);
  if (part == nullptr) return out;
  out.kind = cases::parse_named(kRoomKinds, part->data.text("kind")).value_or(RoomKind::inquiry_room);
  out.name = part->data.text("name");
  out.place = part->data.text("place");
  out.equipment = part->data.text("equipment");
  out.closed_on = Date::parse(part->data.text("closed_on"));
  for (const auto& row : rows_by_month(parts, kUsePart)) out.sessions.push_back(session_of(row));
  // A list reads the main part alone, which says what is going on now.
  const Json* open = part->data.find("open");
  if (out.sessions.empty() && open != nullptr) out.sessions.push_back(session_of(*open));
  return out;
}

}  // namespace mingjing::evidence
