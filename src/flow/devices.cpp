// SPDX-License-Identifier: Apache-2.0
#include "flow/devices.h"

#include "base/text.h"
#include "domain/identity/agency.h"
#include "domain/identity/officer.h"
#include "domain/identity/rights.h"

namespace mingjing::flow {
namespace {

using evidence::Device;
using evidence::DeviceUse;
using identity::Relation;

constexpr std::size_t kNoteCharsMax = 200;

Status check(ports::UnitOfWork& work, const Device& device) {
  if (auto status = evidence::validate(device); !status) return status;
  if (work.lookup(evidence::kDevice, device.number)) return invalid("该设备编号已登记，请核对。", "number");
  if (!device.serial.empty() && work.lookup(evidence::kDeviceSerial, device.serial)) {
    return invalid("该出厂序列号已登记为另一台设备，请核对。", "serial");
  }
  const AgencyId id = work.actor().agency;
  const auto home = work.load(ports::kind::agency, id.uuid());
  if (!home || identity::agency_from_parts(id, home->parts).find_unit(device.unit) == nullptr) {
    return invalid("本机关没有这个机构，请重新选择。", "unit");
  }
  return {};
}

Relation nearness(const ports::Actor& actor, const Device& device) {
  return device.unit == actor.unit ? Relation::unit : Relation::agency;
}

Status may(const ports::Actor& actor, const Device& device, const DeviceAct& act) {
  if (actor.is_system()) return {};
  const bool holds = device.holder && !actor.officer.is_nil() && device.holder->officer == actor.officer;
  switch (act.use) {
    case DeviceUse::issued: {
      const bool self = !actor.officer.is_nil() && (act.officer.is_nil() || act.officer == actor.officer);
      return identity::may(actor.roles, "issue_device", self ? Relation::own : nearness(actor, device));
    }
    case DeviceUse::given_back:
      return identity::may(actor.roles, "issue_device", holds ? Relation::own : nearness(actor, device));
    case DeviceUse::clock_checked:
      return identity::may(actor.roles, "check_device_clock", holds ? Relation::own : nearness(actor, device));
    default:
      return identity::may(actor.roles, "keep_devices", nearness(actor, device));
  }
}

Result<identity::Officer> officer_of(ports::UnitOfWork& work, OfficerId id, Date day) {
  const auto stored = id.is_nil() ? std::nullopt : work.load(ports::kind::officer, id.uuid());
  if (!stored) return invalid("请选择领用的执法人员。", "officer_id");
  auto officer = identity::officer_from_parts(id, stored->parts);
  if (auto holds = identity::certificate_on(officer, day); !holds) return refuse(std::move(holds.error()));
  return officer;
}

Json event_of(const Device& device, const evidence::LedgerEntry& entry) {
  Json out = Json::object({{"device", device.id.text()}, {"kind", evidence::kDeviceKinds[static_cast<std::size_t>(device.kind)].id},
                           {"unit", device.unit.text()}});
  if (!entry.officer.is_nil()) out.set("officer", entry.officer.text());
  if (entry.offset_s) out.set("offset_s", *entry.offset_s);
  if (const auto due = device.calibration_due()) out.set("calibration_due", due->text());
  return out;
}

void save(ports::UnitOfWork& work, ports::Aggregate& aggregate, const Device& device) {
  const auto& entry = device.ledger.back();
  for (auto& part : evidence::changed_parts(device)) work.put(aggregate, std::move(part));
  work.append(aggregate, {std::string(evidence::kDeviceUses[static_cast<std::size_t>(entry.use)].id), event_of(device, entry), entry.at});
}

}  // namespace

Result<DeviceId> register_device(ports::UnitOfWork& work, Device device) {
  device.id = DeviceId(work.new_id());
  const auto& actor = work.actor();
  if (auto allowed = may(actor, device, {DeviceUse::registered, {}, {}, {}, {}}); !allowed) return refuse(allowed.error());
  if (auto good = check(work, device); !good) return refuse(good.error());
  if (auto entered = evidence::enter(device, {DeviceUse::registered, work.now(), {}, {}, {}, {}, {}, actor.user, actor.name}, work.now());
      !entered) {
    return refuse(entered.error());
  }
  auto aggregate = work.create(evidence::kDevice, device.id.uuid());
  save(work, aggregate, device);
  return device.id;
}

Status use_device(ports::UnitOfWork& work, DeviceId id, std::int64_t version, const DeviceAct& act) {
  auto aggregate = work.open(evidence::kDevice, id.uuid(), version);
  if (!aggregate) return refuse(aggregate.error());
  Device device = evidence::device_from_parts(id, aggregate->parts);
  const auto& actor = work.actor();
  if (auto allowed = may(actor, device, act); !allowed) return allowed;
  const std::string note(trim(act.note));
  if (has_control(note) || count_chars(note) > kNoteCharsMax) return invalid("备注不得超过200字，也不能含有不可见字符。", "note");
  evidence::LedgerEntry entry{act.use, act.at.value_or(work.now()), {}, {}, {}, {}, note, actor.user, actor.name};
  if (act.use == DeviceUse::issued) {
    const auto officer = officer_of(work, act.officer.is_nil() ? actor.officer : act.officer, entry.at.date());
    if (!officer) return refuse(officer.error());
    entry.officer = officer->id;
    entry.officer_name = officer->name;
    entry.certificate_no = officer->certificate_no;
  } else if (act.use == DeviceUse::given_back && device.holder) {
    entry.officer = device.holder->officer;
    entry.officer_name = device.holder->name;
    entry.certificate_no = device.holder->certificate_no;
  } else if (act.use == DeviceUse::clock_checked) {
    if (!act.device_time) return invalid("请填写设备上显示的时间。", "device_time");
    const std::int64_t ms = *act.device_time - entry.at;
    entry.offset_s = (ms + (ms < 0 ? -500 : 500)) / 1000;
  } else if (act.use == DeviceUse::retired && note.empty()) {
    return invalid("请填写停用的原因。", "note");
  }
  if (auto entered = evidence::enter(device, entry, work.now()); !entered) return entered;
  save(work, *aggregate, device);
  return {};
}

std::vector<DeviceUse> uses_open_to(const ports::Actor& actor, const Device& device) {
  std::vector<DeviceUse> out;
  if (device.retired_on) return out;
  for (const auto use : {DeviceUse::issued, DeviceUse::given_back, DeviceUse::clock_checked, DeviceUse::calibrated, DeviceUse::retired}) {
    const bool issued = device.holder.has_value();
    if (use == DeviceUse::given_back ? !issued : issued && (use == DeviceUse::issued || use == DeviceUse::retired)) continue;
    if (may(actor, device, {use, {}, {}, {}, {}})) out.push_back(use);
  }
  return out;
}

bool may_issue_to_others(const ports::Actor& actor, const Device& device) {
  return identity::may(actor.roles, "issue_device", nearness(actor, device)).has_value();
}

std::optional<DeviceFound> device_at(ports::UnitOfWork& work, std::string_view number_or_serial, Instant at) {
  auto id = work.lookup(evidence::kDevice, number_or_serial);
  if (!id) id = work.lookup(evidence::kDeviceSerial, number_or_serial);
  const auto stored = id ? work.load(evidence::kDevice, *id) : std::nullopt;
  if (!stored) return std::nullopt;
  DeviceFound out{evidence::device_from_parts(DeviceId(*id), stored->parts), {}};
  out.then = evidence::state_at(out.device, at);
  return out;
}

}  // namespace mingjing::flow
