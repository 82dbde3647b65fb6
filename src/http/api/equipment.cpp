// Recording devices, interview and hearing rooms, and how many devices each unit has against the standard.
// SPDX-License-Identifier: Apache-2.0
#include "http/api/equipment.h"

#include "base/text.h"
#include "domain/evidence/equipment.h"
#include "domain/identity/agency.h"
#include "flow/devices.h"
#include "flow/rooms.h"
#include "http/api/core.h"
#include "http/conditional.h"
#include "query/equipment.h"
#include "query/registers.h"

namespace mingjing::http::api {
namespace {

using evidence::DeviceUse;
using identity::Relation;

constexpr std::size_t kLedgerShown = 100;
constexpr std::size_t kCursorCharsMax = 60;
constexpr std::string_view kNoDevice = "没有找到这台设备，请核对后重试。";
constexpr std::string_view kNoRoom = "没有找到这间房，请核对后重试。";

Error wrong(std::string message, std::string field) { return {ErrorCode::invalid, std::move(message), std::move(field), {}, {}}; }

identity::Agency own_agency(Api& api, const Caller& who) {
  const auto stored = api.services.directory->agency(who.actor.agency);
  if (!stored) throw Unavailable("no agency " + who.actor.agency.text());
  return identity::agency_from_parts(who.actor.agency, stored->parts);
}

void write_unit(JsonWriter& out, const identity::Agency& agency, UnitId unit) {
  const auto* known = agency.find_unit(unit);
  out.key("unit").open_object().member("id", unit.text()).member("name", known ? known->name : std::string("已撤销的机构")).close_object();
}

template <class Value, std::size_t N>
void write_named(JsonWriter& out, std::string_view member, Value value, const std::array<cases::Named<Value>, N>& names) {
  const auto& row = names[static_cast<std::size_t>(value)];
  out.member(member, row.id).member(std::string(member) + "_name", row.zh);
}

void write_device(JsonWriter& out, const Caller& who, const identity::Agency& agency, const evidence::Device& d, std::int64_t version,
                  const std::optional<Date>& due, Date today) {
  out.member("id", d.id.text()).member("version", version);
  write_named(out, "kind", d.kind, evidence::kDeviceKinds);
  out.member("number", d.number).member("serial", d.serial).member("model", d.model);
  write_unit(out, agency, d.unit);
  out.member("calibrate_months", d.calibrate_months);
  if (d.calibrated_on) out.member("calibrated_on", d.calibrated_on->text());
  if (due) out.member("calibration_due", due->text());
  out.key("calibration_overdue").value(due && *due < today);
  if (d.holder) {
    out.key("holder").open_object().member("officer_id", d.holder->officer.text()).member("name", d.holder->name);
    out.member("certificate_no", d.holder->certificate_no).member("since", d.holder->since.text());
    out.key("you").value(d.holder->officer == who.actor.officer).close_object();
  }
  if (d.clock_checked_at) {
    const auto offset = d.clock_offset_s.value_or(0);
    out.key("clock").open_object().member("offset_s", offset).member("checked_at", d.clock_checked_at->text());
    out.key("off").value(offset > evidence::kClockOffsetSecondsMax || offset < -evidence::kClockOffsetSecondsMax).close_object();
  }
  if (d.retired_on) out.member("retired_on", d.retired_on->text()).member("retired_why", d.retired_why);
  out.key("acts").open_array();
  for (const auto use : flow::uses_open_to(who.actor, d)) out.value(evidence::kDeviceUses[static_cast<std::size_t>(use)].id);
  out.close_array().key("issues_to_others").value(flow::may_issue_to_others(who.actor, d));
}

// Of a main part alone, as lists have it.
void write_device_row(JsonWriter& out, const Caller& who, const identity::Agency& agency, const query::RegisterRow& row, Date today) {
  auto data = parse_json(row.data);
  const auto id = DeviceId::parse(row.id);
  if (!data || !id) throw Unavailable("a device cannot be read: " + row.id);
  const auto due = Date::parse(data->text("calibration_due"));
  const auto device = evidence::device_from_parts(*id, {{std::string(evidence::kDevice), "", std::move(*data), {}}});
  out.open_object();
  write_device(out, who, agency, device, row.version, due, today);
  out.close_object();
}

// What is asked for as a term of the list.
Result<std::string> term_of(const Caller& who, const Request& request) {
  const std::string unit(request.query_or("unit", "")), holder(request.query_or("holder", "")), state(request.query_or("state", "in_use"));
  if (holder == "me") return "holder:" + who.actor.officer.text();
  if (!holder.empty()) {
    if (!Uuid::parse(holder)) return refuse(ErrorCode::bad_request, "holder 应为 me 或者执法人员的编号。", "holder");
    return "holder:" + holder;
  }
  if (!unit.empty()) {
    if (!Uuid::parse(unit)) return refuse(ErrorCode::bad_request, "unit 应为机构的编号。", "unit");
    return "unit:" + unit;
  }
  if (state != "in_use" && state != "retired") return refuse(ErrorCode::bad_request, "state 只能是 in_use、retired。", "state");
  return state;
}

Result<std::string> text_cursor(const Request& request) {
  std::string after(request.query_or("after", ""));
  if (count_chars(after) > kCursorCharsMax) return refuse(ErrorCode::bad_request, "翻页位置无法识别，请从第一页重新查看。", "after");
  return after;
}

Response list_devices(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_devices", Relation::agency); !allowed) return respond(allowed.error());
  const auto term = term_of(who, request);
  if (!term) return respond(term.error());
  const auto after = text_cursor(request);
  if (!after) return respond(after.error());
  const auto agency = own_agency(api, who);
  const Date today = api.services.legal_clock->today();
  query::RegisterList list;
  if (const std::string number(request.query_or("number", "")); number.empty()) {
    list = query::list_register(*api.services.database, who.actor.agency, std::string(evidence::kDevice), *term, *after);
  } else {
    api.services.snapshots->read([&](ports::Reader& reader) {
      list = {};
      auto id = reader.lookup(who.actor.agency, evidence::kDevice, number);
      if (!id) id = reader.lookup(who.actor.agency, evidence::kDeviceSerial, number);
      const auto stored = id ? reader.load(who.actor.agency, evidence::kDevice, *id) : std::nullopt;
      const auto* part = stored ? stored->find(evidence::kDevice) : nullptr;
      if (part != nullptr) list.rows.push_back({id->text(), stored->version, to_text(part->data)});
    });
  }
  JsonWriter out;
  out.open_object().key("devices").open_array();
  for (const auto& row : list.rows) write_device_row(out, who, agency, row, today);
  out.close_array().member("next", list.next).close_object();
  return ok_json(200, out.take());
}

std::optional<ports::Aggregate> load(Api& api, const Caller& who, std::string_view kind, Uuid id) {
  std::optional<ports::Aggregate> stored;
  api.services.snapshots->read([&](ports::Reader& reader) { stored = reader.load(who.actor.agency, kind, id); });
  return stored;
}

Response with_version(std::string body, std::int64_t version) {
  Response out = ok_json(200, std::move(body));
  out.set("ETag", "\"" + std::to_string(version) + "\"");
  return out;
}

Response read_device(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_devices", Relation::agency); !allowed) return respond(allowed.error());
  const auto id = *Uuid::parse(request.param("id"));
  const auto stored = load(api, who, evidence::kDevice, id);
  if (!stored) return respond(Error{ErrorCode::not_found, std::string(kNoDevice), {}, {}, {}});
  const auto device = evidence::device_from_parts(DeviceId(id), stored->parts);
  JsonWriter out;
  out.open_object();
  write_device(out, who, own_agency(api, who), device, stored->version, device.calibration_due(), api.services.legal_clock->today());
  out.key("ledger").open_array();
  std::size_t shown = 0;
  for (auto row = device.ledger.rbegin(); row != device.ledger.rend() && shown < kLedgerShown; ++row, ++shown) {
    out.open_object();
    write_named(out, "use", row->use, evidence::kDeviceUses);
    out.member("at", row->at.text()).member("by_name", row->by_name);
    if (!row->officer.is_nil()) out.member("officer_name", row->officer_name).member("certificate_no", row->certificate_no);
    if (row->offset_s) out.member("offset_s", *row->offset_s);
    if (!row->note.empty()) out.member("note", row->note);
    out.close_object();
  }
  out.close_array().member("ledger_count", static_cast<std::int64_t>(device.ledger.size())).close_object();
  return with_version(out.take(), stored->version);
}

Response read_equipment(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_devices", Relation::agency); !allowed) return respond(allowed.error());
  const Date today = api.services.legal_clock->today();
  const Date from(today.year(), 1, 1);
  const auto counts = query::count_equipment(*api.services.database, who.actor.agency, today, from, today + 1);
  JsonWriter out;
  out.open_object().member("as_of", today.text()).key("standards").open_array();
  for (const auto& standard : evidence::EquipmentStandards::built_in().all()) {
    out.open_object();
    write_named(out, "kind", standard.kind, evidence::kDeviceKinds);
    out.member("officers_per_device", standard.officers_per_device).member("at_least", standard.at_least);
    out.member("from", standard.from.text()).member("basis", standard.basis).member("source", standard.source).close_object();
  }
  out.close_array().key("units").open_array();
  for (const auto& unit : own_agency(api, who).units) {
    const std::string id = unit.id.text();
    const auto found = counts.officers.find(id);
    const std::int64_t officers = found == counts.officers.end() ? 0 : found->second;
    if (!unit.active || !unit.case_handling) continue;
    out.open_object().key("unit").open_object().member("id", id).member("name", unit.name).close_object();
    out.member("officers", officers).key("kinds").open_array();
    for (const auto& standard : evidence::EquipmentStandards::built_in().all()) {
      const auto devices = counts.devices.find({id, std::string(evidence::kDeviceKinds[static_cast<std::size_t>(standard.kind)].id)});
      const std::int64_t have = devices == counts.devices.end() ? 0 : devices->second;
      const std::int64_t needed = standard.needed(officers);
      out.open_object();
      write_named(out, "kind", standard.kind, evidence::kDeviceKinds);
      out.member("have", have).member("needed", needed).key("met").value(have >= needed).close_object();
    }
    out.close_array().close_object();
  }
  out.close_array().key("sessions").open_object().member("from", from.text()).member("to", today.text());
  for (const auto& row : evidence::kSessionRecorded) {
    const auto found = counts.sessions.find(std::string(row.id));
    out.member(row.id, found == counts.sessions.end() ? std::int64_t{0} : found->second);
  }
  out.close_object().close_object();
  return ok_json(200, out.take());
}

// An optional instant of a body.
Result<std::optional<Instant>> instant_of(const Json& body, const char* name) {
  const std::string text = body.text(name);
  if (body.find(name) == nullptr) return std::optional<Instant>();
  const auto at = Instant::parse(text);
  if (!at) return invalid("时间请写成 2026-03-02T09:00:00+08:00 这样的形式。", name);
  return std::optional(*at);
}

void register_device(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"kind", "number", "serial", "model", "unit_id", "calibrate_months"}); !known) {
    return responder.answer(respond(known.error()));
  }
  evidence::Device device;
  const auto kind = cases::parse_named(evidence::kDeviceKinds, body->text("kind"));
  if (!kind) return responder.answer(refuse_form(request, "keep_devices", wrong("请选择设备种类。", "kind")));
  const auto unit = UnitId::parse(body->text("unit_id"));
  if (!unit) return responder.answer(refuse_form(request, "keep_devices", wrong("请选择使用机构。", "unit")));
  const Json* months = body->find("calibrate_months");
  if (months != nullptr && months->as_int() == nullptr) {
    return responder.answer(refuse_form(request, "keep_devices", wrong("检定周期请填0至120的整数。", "calibrate_months")));
  }
  device.kind = *kind;
  device.unit = *unit;
  device.number = std::string(trim(body->text("number")));
  device.serial = std::string(trim(body->text("serial")));
  device.model = std::string(trim(body->text("model")));
  device.calibrate_months = body->integer("calibrate_months");
  run_command(api, request, responder,
              {"keep_devices", Relation::own,
               [device](ports::UnitOfWork& work) -> Result<ports::Answer> {
                 const auto id = flow::register_device(work, device);
                 if (!id) return refuse(Error(id.error()));
                 return ports::Answer{201, "{\"id\":\"" + id->text() + "\"}", false};
               },
               {}});
}

using Change = std::function<Status(ports::UnitOfWork&, std::int64_t version)>;

// A change of one device or room at the version its caller saw.
void run_change(Api& api, Request& request, const Responder& responder, const char* action, Change change) {
  const auto version = if_match_version(request);
  if (!version) return responder.answer(refuse_form(request, action, version.error()));
  run_command(api, request, responder,
              {action, Relation::own,
               [change = std::move(change), version = *version](ports::UnitOfWork& work) -> Result<ports::Answer> {
                 if (auto done = change(work, version); !done) return refuse(std::move(done.error()));
                 return ports::Answer{200, R"({"changed":true})", false};
               },
               {}});
}

void use_device(Api& api, Request& request, const Responder& responder, const char* action, DeviceUse use) {
  auto body = read_body(request);
  if (!body) return responder.answer(refuse_form(request, action, body.error()));
  const bool issues = use == DeviceUse::issued, checks = use == DeviceUse::clock_checked;
  if (auto known = only_members(*body, {"at", "note", issues ? "officer_id" : "at", checks ? "device_time" : "at"}); !known) {
    return responder.answer(refuse_form(request, action, known.error()));
  }
  const auto at = instant_of(*body, "at"), device_time = instant_of(*body, "device_time");
  if (!at) return responder.answer(refuse_form(request, action, at.error()));
  if (!device_time) return responder.answer(refuse_form(request, action, device_time.error()));
  flow::DeviceAct act{use, *at, {}, *device_time, body->text("note")};
  if (body->find("officer_id") != nullptr) {
    const auto officer = OfficerId::parse(body->text("officer_id"));
    if (!officer) return responder.answer(refuse_form(request, action, wrong("请选择领用的执法人员。", "officer_id")));
    act.officer = *officer;
  }
  const DeviceId id(*Uuid::parse(request.param("id")));
  run_change(api, request, responder, action,
             [id, act](ports::UnitOfWork& work, std::int64_t version) { return flow::use_device(work, id, version, act); });
}

// The case of a session is named to those who may read it.
void write_session(JsonWriter& out, const Caller& who, const evidence::RoomSession& s) {
  out.open_object().member("id", s.id.text()).member("purpose", s.purpose).member("from", s.from.text());
  if (s.to) out.member("to", s.to->text());
  write_named(out, "recorded", s.recorded, evidence::kSessionRecorded);
  if (!s.why.empty()) out.member("why", s.why);
  if (!s.recordings.empty()) {
    out.key("recordings").open_array();
    for (const auto& sha256 : s.recordings) out.value(sha256);
    out.close_array();
  }
  bool own = false;
  out.key("officers").open_array();
  for (const auto& officer : s.officers) {
    own = own || officer.id == who.actor.officer;
    out.open_object().member("id", officer.id.text()).member("name", officer.name).close_object();
  }
  out.close_array();
  const auto near = own ? Relation::own : s.case_unit == who.actor.unit ? Relation::unit : Relation::agency;
  if (!s.case_id.is_nil() && allow(who, "read_case", near)) {
    out.key("case").open_object().member("id", s.case_id.text()).member("number", s.case_no).close_object();
  }
  out.close_object();
}

void write_room(JsonWriter& out, const Caller& who, const evidence::Room& room, std::int64_t version) {
  out.member("id", room.id.text()).member("version", version);
  write_named(out, "kind", room.kind, evidence::kRoomKinds);
  out.member("name", room.name).member("place", room.place).member("equipment", room.equipment);
  if (room.closed_on) out.member("closed_on", room.closed_on->text());
  if (const auto* open = room.open_session()) {
    out.key("open");
    write_session(out, who, *open);
  }
  out.key("acts").open_array();
  const bool open = room.open_session() != nullptr;
  if (!room.closed_on && allow(who, "use_room", Relation::agency)) out.value(open ? "end_room_session" : "begin_room_session");
  if (allow(who, "use_room", Relation::agency)) out.value("name_room_recording");
  if (!room.closed_on && !open && allow(who, "keep_rooms", Relation::agency)) out.value("close_room");
  out.close_array();
}

Response list_rooms(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_rooms", Relation::agency); !allowed) return respond(allowed.error());
  const std::string state(request.query_or("state", "open"));
  if (state != "open" && state != "closed") return respond(Error{ErrorCode::bad_request, "state 只能是 open、closed。", "state", {}, {}});
  const auto after = text_cursor(request);
  if (!after) return respond(after.error());
  const auto list = query::list_register(*api.services.database, who.actor.agency, std::string(evidence::kRoom), state, *after);
  JsonWriter out;
  out.open_object().key("rooms").open_array();
  for (const auto& row : list.rows) {
    auto data = parse_json(row.data);
    const auto id = RoomId::parse(row.id);
    if (!data || !id) throw Unavailable("a room cannot be read: " + row.id);
    auto room = evidence::room_from_parts(*id, {{std::string(evidence::kRoom), "", std::move(*data), {}}});
    out.open_object();
    write_room(out, who, room, row.version);
    out.close_object();
  }
  out.close_array().member("next", list.next).close_object();
  return ok_json(200, out.take());
}

Response read_room(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_rooms", Relation::agency); !allowed) return respond(allowed.error());
  const auto id = *Uuid::parse(request.param("id"));
  const auto stored = load(api, who, evidence::kRoom, id);
  if (!stored) return respond(Error{ErrorCode::not_found, std::string(kNoRoom), {}, {}, {}});
  const auto room = evidence::room_from_parts(RoomId(id), stored->parts);
  JsonWriter out;
  out.open_object();
  write_room(out, who, room, stored->version);
  out.key("sessions").open_array();
  std::size_t shown = 0;
  for (auto row = room.sessions.rbegin(); row != room.sessions.rend() && shown < kLedgerShown; ++row, ++shown) write_session(out, who, *row);
  out.close_array().member("session_count", static_cast<std::int64_t>(room.sessions.size())).close_object();
  return with_version(out.take(), stored->version);
}

void register_room(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"kind", "name", "place", "equipment"}); !known) return responder.answer(respond(known.error()));
  evidence::Room room;
  const auto kind = cases::parse_named(evidence::kRoomKinds, body->text("kind"));
  if (!kind) return responder.answer(refuse_form(request, "keep_rooms", wrong("请选择询问室或者听证室。", "kind")));
  room.kind = *kind;
  room.name = std::string(trim(body->text("name")));
  room.place = std::string(trim(body->text("place")));
  room.equipment = std::string(trim(body->text("equipment")));
  run_command(api, request, responder,
              {"keep_rooms", Relation::own,
               [room](ports::UnitOfWork& work) -> Result<ports::Answer> {
                 const auto id = flow::register_room(work, room);
                 if (!id) return refuse(Error(id.error()));
                 return ports::Answer{201, "{\"id\":\"" + id->text() + "\"}", false};
               },
               {}});
}

void begin_session(Api& api, Request& request, const Responder& responder) {
  constexpr const char* kAction = "use_room";
  auto body = read_body(request);
  if (!body) return responder.answer(refuse_form(request, kAction, body.error()));
  if (auto known = only_members(*body, {"purpose", "case_id", "from", "officers"}); !known) {
    return responder.answer(refuse_form(request, kAction, known.error()));
  }
  const auto from = instant_of(*body, "from");
  if (!from) return responder.answer(refuse_form(request, kAction, from.error()));
  flow::BeginSession wanted{body->text("purpose"), {}, *from, {}};
  if (const auto text = body->text("case_id"); !text.empty()) {
    const auto id = CaseId::parse(text);
    if (!id) return responder.answer(refuse_form(request, kAction, wrong("没有找到这个案件。", "case_id")));
    wanted.case_id = *id;
  }
  for (const auto& row : body->items("officers")) {
    const auto id = row.as_string() ? OfficerId::parse(*row.as_string()) : std::nullopt;
    if (!id || wanted.officers.size() > evidence::kSessionOfficersMax) {
      return responder.answer(refuse_form(request, kAction, wrong("请重新选择在场的执法人员，最多10人。", "officers")));
    }
    wanted.officers.push_back(*id);
  }
  const RoomId id(*Uuid::parse(request.param("id")));
  run_change(api, request, responder, kAction, [id, wanted](ports::UnitOfWork& work, std::int64_t version) {
    return flow::begin_room_session(work, id, version, wanted);
  });
}

void end_session(Api& api, Request& request, const Responder& responder) {
  constexpr const char* kAction = "use_room";
  auto body = read_body(request);
  if (!body) return responder.answer(refuse_form(request, kAction, body.error()));
  if (auto known = only_members(*body, {"to", "recorded", "why"}); !known) return responder.answer(refuse_form(request, kAction, known.error()));
  const auto to = instant_of(*body, "to");
  if (!to) return responder.answer(refuse_form(request, kAction, to.error()));
  const auto recorded = cases::parse_named(evidence::kSessionRecorded, body->text("recorded"));
  if (!recorded) return responder.answer(refuse_form(request, kAction, wrong("请选择录音录像的情况。", "recorded")));
  const RoomId id(*Uuid::parse(request.param("id")));
  run_change(api, request, responder, kAction,
             [id, to = *to, recorded = *recorded, why = body->text("why")](ports::UnitOfWork& work, std::int64_t version) {
               return flow::end_room_session(work, id, version, to, recorded, why);
             });
}

void name_recording(Api& api, Request& request, const Responder& responder) {
  constexpr const char* kAction = "use_room";
  auto body = read_body(request);
  if (!body) return responder.answer(refuse_form(request, kAction, body.error()));
  if (auto known = only_members(*body, {"session_id", "sha256"}); !known) return responder.answer(refuse_form(request, kAction, known.error()));
  const auto session = RoomSessionId::parse(body->text("session_id"));
  if (!session) return responder.answer(refuse_form(request, kAction, wrong("请选择是哪一次使用。", "session_id")));
  const RoomId id(*Uuid::parse(request.param("id")));
  run_change(api, request, responder, kAction,
             [id, session = *session, sha256 = body->text("sha256")](ports::UnitOfWork& work, std::int64_t version) {
               return flow::name_room_recording(work, id, version, session, sha256);
             });
}

void close_room(Api& api, Request& request, const Responder& responder) {
  const RoomId id(*Uuid::parse(request.param("id")));
  run_change(api, request, responder, "keep_rooms",
             [id](ports::UnitOfWork& work, std::int64_t version) { return flow::close_room(work, id, version); });
}

}  // namespace

void add_equipment_routes(Router& router, const std::shared_ptr<Api>& api) {
  RouteFlags flags;
  flags.body_limit = 16 << 10;
  router.add("list_devices", Method::get, "/api/v1/devices", flags, [api](Request& r) { return list_devices(*api, r); });
  router.add("read_device", Method::get, "/api/v1/devices/{id:uuid}", flags, [api](Request& r) { return read_device(*api, r); });
  router.add("read_equipment", Method::get, "/api/v1/equipment", flags, [api](Request& r) { return read_equipment(*api, r); });
  router.add_async("register_device", Method::post, "/api/v1/devices", flags, [api](Request& r, Responder a) { register_device(*api, r, a); });
  const auto use = [&](const char* action, DeviceUse what) {
    const std::string name(evidence::kDeviceUses[static_cast<std::size_t>(what)].id);
    router.add_async(name, Method::post, "/api/v1/devices/{id:uuid}/acts/" + name, flags,
                     [api, action, what](Request& r, Responder a) { use_device(*api, r, a, action, what); });
  };
  use("issue_device", DeviceUse::issued);
  use("issue_device", DeviceUse::given_back);
  use("check_device_clock", DeviceUse::clock_checked);
  use("keep_devices", DeviceUse::calibrated);
  use("keep_devices", DeviceUse::retired);
  router.add("list_rooms", Method::get, "/api/v1/rooms", flags, [api](Request& r) { return list_rooms(*api, r); });
  router.add("read_room", Method::get, "/api/v1/rooms/{id:uuid}", flags, [api](Request& r) { return read_room(*api, r); });
  router.add_async("register_room", Method::post, "/api/v1/rooms", flags, [api](Request& r, Responder a) { register_room(*api, r, a); });
  router.add_async("begin_room_session", Method::post, "/api/v1/rooms/{id:uuid}/acts/begin_room_session", flags,
                   [api](Request& r, Responder a) { begin_session(*api, r, a); });
  router.add_async("end_room_session", Method::post, "/api/v1/rooms/{id:uuid}/acts/end_room_session", flags,
                   [api](Request& r, Responder a) { end_session(*api, r, a); });
  router.add_async("name_room_recording", Method::post, "/api/v1/rooms/{id:uuid}/acts/name_room_recording", flags,
                   [api](Request& r, Responder a) { name_recording(*api, r, a); });
  router.add_async("close_room", Method::post, "/api/v1/rooms/{id:uuid}/acts/close_room", flags,
                   [api](Request& r, Responder a) { close_room(*api, r, a); });
}

}  // namespace mingjing::http::api
