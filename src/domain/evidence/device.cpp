// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/device.h"

#include <algorithm>
#include <map>

#include "domain/evidence/month_parts.h"
#include "domain/identity/problems.h"

namespace mingjing::evidence {
namespace {

constexpr std::string_view kUsePart = "device_use";
constexpr std::int64_t kCalibrateMonthsMax = 120;

template <class Value, std::size_t N>
std::string id_of(Value value, const std::array<cases::Named<Value>, N>& names) {
  return std::string(names[static_cast<std::size_t>(value)].id);
}

// The same day some months later, or the last day of a shorter month.
Date plus_months(Date day, std::int64_t months) {
  const auto later = day.ymd() + std::chrono::months(months);
  return Date(std::chrono::sys_days(later.ok() ? later : later.year() / later.month() / std::chrono::last));
}

Json to_json(const LedgerEntry& entry) {
  Json out = Json::object({{"use", id_of(entry.use, kDeviceUses)}, {"at", entry.at.text()}, {"by", entry.by.text()},
                           {"by_name", entry.by_name}});
  if (!entry.officer.is_nil()) {
    out.set("officer", entry.officer.text());
    out.set("officer_name", entry.officer_name);
    out.set("certificate_no", entry.certificate_no);
  }
  if (entry.offset_s) out.set("offset_s", *entry.offset_s);
  if (!entry.note.empty()) out.set("note", entry.note);
  return out;
}

LedgerEntry entry_of(const Json& row) {
  LedgerEntry out;
  out.use = cases::parse_named(kDeviceUses, row.text("use")).value_or(DeviceUse::registered);
  out.at = Instant::parse(row.text("at")).value_or(Instant());
  out.officer = OfficerId::parse(row.text("officer")).value_or(OfficerId());
  out.officer_name = row.text("officer_name");
  out.certificate_no = row.text("certificate_no");
  if (const Json* offset = row.find("offset_s")) out.offset_s = *offset->as_int();
  out.note = row.text("note");
  out.by = UserId::parse(row.text("by")).value_or(UserId());
  out.by_name = row.text("by_name");
  return out;
}

domain::Part main_part(const Device& device) {
  Json data = Json::object({{"kind", id_of(device.kind, kDeviceKinds)}, {"number", device.number}, {"serial", device.serial},
                            {"model", device.model}, {"unit", device.unit.text()},
                            {"calibrate_months", device.calibrate_months}});
  if (device.calibrated_on) data.set("calibrated_on", device.calibrated_on->text());
  if (const auto due = device.calibration_due()) data.set("calibration_due", due->text());
  if (device.holder) {
    data.set("holder", Json::object({{"officer", device.holder->officer.text()}, {"name", device.holder->name},
                                     {"certificate_no", device.holder->certificate_no},
                                     {"since", device.holder->since.text()}}));
  }
  if (device.clock_offset_s) data.set("clock_offset_s", *device.clock_offset_s);
  if (device.clock_checked_at) data.set("clock_checked_at", device.clock_checked_at->text());
  if (device.retired_on) {
    data.set("retired_on", device.retired_on->text());
    data.set("retired_why", device.retired_why);
  }
  return {std::string(kDevice), "", std::move(data), {}};
}

domain::Part month_part(const Device& device, const std::string& month) {
  Json rows = Json::array();
  for (const auto& entry : device.ledger) {
    if (month_of(entry.at) == month) rows.push(to_json(entry));
  }
  return {std::string(kUsePart), month, Json::object({{"rows", std::move(rows)}}), {}};
}

Holder holder_of(const LedgerEntry& entry) { return {entry.officer, entry.officer_name, entry.certificate_no, entry.at}; }

}  // namespace

std::optional<Date> Device::calibration_due() const {
  if (calibrate_months == 0 || retired_on) return std::nullopt;
  if (calibrated_on) return plus_months(*calibrated_on, calibrate_months);
  return ledger.empty() ? std::nullopt : std::optional(ledger.front().at.date());
}

Status validate(const Device& device) {
  identity::Problems problems;
  problems.line("number", "设备编号", device.number, 30);
  if (!device.serial.empty()) problems.line("serial", "出厂序列号", device.serial, 60);
  if (!device.model.empty()) problems.line("model", "品牌型号", device.model, 60);
  if (device.unit.is_nil()) problems.add("unit", "请选择使用机构。");
  if (device.calibrate_months < 0 || device.calibrate_months > kCalibrateMonthsMax) {
    problems.add("calibrate_months", "检定周期请填0至120个月；不需要检定的填0。");
  }
  return problems.status();
}

Status enter(Device& device, const LedgerEntry& entry, Instant now) {
  if (device.retired_on) return invalid("这台设备已经停用，不能再登记。");
  if (entry.at > now) return invalid("时间不能晚于现在，请核对。", "at");
  if (!device.ledger.empty() && entry.at < device.ledger.back().at) {
    return invalid("时间早于台账的最后一笔（" + device.ledger.back().at.text_zh() + "），请核对。", "at");
  }
  const auto month = month_of(entry.at);
  if (std::count_if(device.ledger.begin(), device.ledger.end(),
                    [&](const LedgerEntry& row) { return month_of(row.at) == month; }) >= std::int64_t{kUsesAMonthMax}) {
    return invalid("这台设备本月的台账已满500笔，请核对是否重复登记。");
  }
  switch (entry.use) {
    case DeviceUse::registered:
      break;
    case DeviceUse::issued:
      if (device.holder) return invalid("这台设备在" + device.holder->name + "手里，请先归还。", "officer");
      device.holder = holder_of(entry);
      break;
    case DeviceUse::given_back:
      if (!device.holder) return invalid("这台设备没有领出，不用归还。");
      device.holder.reset();
      break;
    case DeviceUse::calibrated:
      device.calibrated_on = entry.at.date();
      break;
    case DeviceUse::clock_checked:
      device.clock_offset_s = entry.offset_s.value_or(0);
      device.clock_checked_at = entry.at;
      break;
    case DeviceUse::retired:
      if (device.holder) return invalid("这台设备在" + device.holder->name + "手里，请先归还再停用。");
      device.retired_on = entry.at.date();
      device.retired_why = entry.note;
      break;
  }
  device.ledger.push_back(entry);
  return {};
}

DeviceThen state_at(const Device& device, Instant at) {
  DeviceThen out;
  for (const auto& entry : device.ledger) {
    const bool before = entry.at <= at;
    if (entry.use == DeviceUse::clock_checked && (before || !out.clock_checked_at)) {
      out.clock_offset_s = entry.offset_s;
      out.clock_checked_at = entry.at;
    }
    if (!before) continue;
    if (entry.use == DeviceUse::registered) out.in_use = true;
    if (entry.use == DeviceUse::issued) out.holder = holder_of(entry);
    if (entry.use == DeviceUse::given_back) out.holder.reset();
    if (entry.use == DeviceUse::retired) out.in_use = false;
  }
  return out;
}

domain::Parts to_parts(const Device& device) {
  domain::Parts out{main_part(device)};
  std::string last;
  for (const auto& entry : device.ledger) {
    if (auto month = month_of(entry.at); month != last) out.push_back(month_part(device, last = std::move(month)));
  }
  return out;
}

domain::Parts changed_parts(const Device& device) {
  domain::Parts out{main_part(device)};
  if (!device.ledger.empty()) out.push_back(month_part(device, month_of(device.ledger.back().at)));
  return out;
}

Device device_from_parts(DeviceId id, const domain::Parts& parts) {
  Device out;
  out.id = id;
  const auto* part = domain::find_part(parts, kDevice);
  if (part == nullptr) return out;
  const Json& data = part->data;
  out.kind = cases::parse_named(kDeviceKinds, data.text("kind")).value_or(DeviceKind::body_camera);
  out.number = data.text("number");
  out.serial = data.text("serial");
  out.model = data.text("model");
  out.unit = UnitId::parse(data.text("unit")).value_or(UnitId());
  out.calibrate_months = data.integer("calibrate_months");
  out.calibrated_on = Date::parse(data.text("calibrated_on"));
  if (const Json* holder = data.find("holder")) {
    out.holder = Holder{OfficerId::parse(holder->text("officer")).value_or(OfficerId()), holder->text("name"),
                        holder->text("certificate_no"), Instant::parse(holder->text("since")).value_or(Instant())};
  }
  if (const Json* offset = data.find("clock_offset_s")) out.clock_offset_s = *offset->as_int();
  out.clock_checked_at = Instant::parse(data.text("clock_checked_at"));
  out.retired_on = Date::parse(data.text("retired_on"));
  out.retired_why = data.text("retired_why");
  for (const auto& row : rows_by_month(parts, kUsePart)) out.ledger.push_back(entry_of(row));
  return out;
}

}  // namespace mingjing::evidence
