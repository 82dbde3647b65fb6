// SPDX-License-Identifier: Apache-2.0
#include "mingjing/demo_equipment.h"

#include "base/check.h"
#include "base/embedded.h"
#include "flow/devices.h"
#include "flow/recording_lists.h"
#include "flow/rooms.h"

namespace mingjing::app::demo {
namespace {

class Maker {
 public:
  Maker(System& system, const Bureau& bureau, Date as_of) : system_(system), bureau_(bureau), as_of_(as_of) {}

  Status device(const Json& row) {
    const auto& keeper = bureau_.by_username(row.text("by"));
    evidence::Device wanted;
    wanted.kind = cases::parse_named(evidence::kDeviceKinds, row.text("kind")).value();
    wanted.number = row.text("number");
    wanted.serial = row.text("serial");
    wanted.model = row.text("model");
    wanted.unit = bureau_.units.at(row.text("unit")).id;
    wanted.calibrate_months = row.integer("calibrate_months");
    DeviceId id;
    set_clock(row.integer("days_ago"), 9, 0);
    auto made = in(keeper, [&](ports::UnitOfWork& work) -> Status {
      auto registered = flow::register_device(work, wanted);
      if (!registered) return refuse(registered.error());
      id = *registered;
      return {};
    });
    std::int64_t version = 1;
    for (const auto& act : row.items("acts")) {
      if (!made) return made;
      const Instant at = set_clock(act.integer("days_ago"), 9, static_cast<int>(version) * 5);
      flow::DeviceAct wanted_act;
      wanted_act.use = cases::parse_named(evidence::kDeviceUses, act.text("act")).value();
      wanted_act.note = act.text("note");
      if (const auto to = act.text("to"); !to.empty()) wanted_act.officer = bureau_.by_username(to).actor.officer;
      if (act.find("offset_s") != nullptr) wanted_act.device_time = at.plus_ms(act.integer("offset_s") * 1000);
      made = in(keeper, [&](ports::UnitOfWork& work) { return flow::use_device(work, id, version, wanted_act); });
      ++version;
    }
    return made;
  }

  Status room(const Json& row) {
    const auto& keeper = bureau_.by_username(row.text("by"));
    evidence::Room wanted;
    wanted.kind = cases::parse_named(evidence::kRoomKinds, row.text("kind")).value();
    wanted.name = row.text("name");
    wanted.place = row.text("place");
    wanted.equipment = row.text("equipment");
    RoomId id;
    set_clock(row.integer("days_ago"), 9, 0);
    auto made = in(keeper, [&](ports::UnitOfWork& work) -> Status {
      auto registered = flow::register_room(work, wanted);
      if (!registered) return refuse(registered.error());
      id = *registered;
      return {};
    });
    std::int64_t version = 1;
    for (const auto& session : row.items("sessions")) {
      if (!made) return made;
      flow::BeginSession begin;
      begin.purpose = session.text("purpose");
      for (const auto& name : session.items("officers")) begin.officers.push_back(bureau_.by_username(*name.as_string()).actor.officer);
      const Instant from = set_clock(session.integer("days_ago"), static_cast<int>(session.integer("hour")), 0);
      const auto& who = bureau_.by_username(*session.items("officers")[0].as_string());
      made = in(who, [&](ports::UnitOfWork& work) { return flow::begin_room_session(work, id, version, begin); });
      if (!made) return made;
      system_.manual_clock()->set(from.plus_ms(session.integer("minutes") * 60'000));
      const auto recorded = cases::parse_named(evidence::kSessionRecorded, session.text("recorded")).value();
      made = in(who, [&](ports::UnitOfWork& work) {
        return flow::end_room_session(work, id, version + 1, std::nullopt, recorded, session.text("why"));
      });
      version += 2;
    }
    return made;
  }

  // The agency's own list of matters of recording. It asks nothing that a step must have, so the demo's cases go on as they are.
  Status recording_list(const Json& row) {
    set_clock(row.integer("days_ago"), 10, 0);
    flow::MattersDecision decision{0, true, row.text("opinion")};
    auto proposed = in(bureau_.by_username(row.text("by")), [&](ports::UnitOfWork& work) -> Status {
      auto number = flow::propose_recording_matters(work, agency_version(work), *row.find("proposal"));
      if (!number) return refuse(number.error());
      decision.number = *number;
      return {};
    });
    if (!proposed) return proposed;
    set_clock(row.integer("days_ago"), 15, 30);
    return in(bureau_.by_username(row.text("decided_by")),
              [&](ports::UnitOfWork& work) { return flow::decide_recording_matters(work, agency_version(work), decision); });
  }

 private:
  static std::int64_t agency_version(ports::UnitOfWork& work) { return work.load(ports::kind::agency, work.actor().agency.uuid())->version; }
  Status in(const Person& who, const std::function<Status(ports::UnitOfWork&)>& use_case) {
    return system_.commands().run_many(who.actor, use_case);
  }
  Instant set_clock(std::int64_t days_ago, int hour, int minute) {
    const Instant at = Instant::beijing(as_of_ - static_cast<int>(days_ago), hour, minute);
    system_.manual_clock()->set(at);
    return at;
  }

  System& system_;
  const Bureau& bureau_;
  const Date as_of_;
};

}  // namespace

Status make_equipment(System& system, const Bureau& bureau, Date as_of) {
  const auto json = parse_json(embedded("demo/equipment.json"));
  MJ_CHECK(json.has_value());  // data/demo is part of the program
  Maker maker(system, bureau, as_of);
  for (const auto& row : json->items("devices")) {
    if (auto made = maker.device(row); !made) return made;
  }
  for (const auto& row : json->items("rooms")) {
    if (auto made = maker.room(row); !made) return made;
  }
  return maker.recording_list(*json->find("recording_list"));
}

}  // namespace mingjing::app::demo
