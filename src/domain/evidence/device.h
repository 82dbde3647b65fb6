// A device that records enforcement 「执法记录设备」, from its registration to its end, with a ledger of every use
// 「设备台账」: who had it when, when it was calibrated, how far its clock was off. Aggregate `device`: part `device` once,
// part `device_use` one a month. 《关于全面推行和示范创建行政执法三项制度的通知》 names the kinds and asks for enough of them
// (附件2第64项). A device is with one officer at a time. Pure: no clock, no database.
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
using DeviceId = Id<struct DeviceTag>;
}

namespace mingjing::evidence {

inline constexpr std::string_view kDevice = "device";  // the kind of aggregate, and its first part
// The key by which a serial number is looked up, beside `device` for the agency's own number.
inline constexpr std::string_view kDeviceSerial = "device_serial";

enum class DeviceKind : std::uint8_t {
  still_camera,    // 照相机
  voice_recorder,  // 录音笔
  camcorder,       // 摄像机
  body_camera,     // 执法记录仪
};
inline constexpr std::array<cases::Named<DeviceKind>, 4> kDeviceKinds{{
    {DeviceKind::still_camera, "still_camera", "照相机"},
    {DeviceKind::voice_recorder, "voice_recorder", "录音笔"},
    {DeviceKind::camcorder, "camcorder", "摄像机"},
    {DeviceKind::body_camera, "body_camera", "执法记录仪"},
}};

// What is entered in the ledger; the ids are those of the events.
enum class DeviceUse : std::uint8_t { registered, issued, given_back, calibrated, clock_checked, retired };
inline constexpr std::array<cases::Named<DeviceUse>, 6> kDeviceUses{{
    {DeviceUse::registered, "register_device", "登记"},
    {DeviceUse::issued, "issue_device", "领用"},
    {DeviceUse::given_back, "return_device", "归还"},
    {DeviceUse::calibrated, "calibrate_device", "检定校准"},
    {DeviceUse::clock_checked, "check_device_clock", "核对时钟"},
    {DeviceUse::retired, "retire_device", "停用"},
}};

// More than this much off, and the times in its recordings mislead: the screen says so.
inline constexpr std::int64_t kClockOffsetSecondsMax = 60;
inline constexpr std::size_t kUsesAMonthMax = 500;

struct Holder {
  OfficerId officer;
  std::string name, certificate_no;  // as on the day of issue
  Instant since;
  bool operator==(const Holder&) const = default;
};

struct LedgerEntry {
  DeviceUse use = DeviceUse::registered;
  Instant at;
  OfficerId officer;  // issued to, given back by; nil for the others
  std::string officer_name, certificate_no;
  std::optional<std::int64_t> offset_s;  // of a clock check: how far the device was ahead of the server, in seconds
  std::string note;
  UserId by;  // who entered it
  std::string by_name;
  bool operator==(const LedgerEntry&) const = default;
};

struct Device {
  DeviceId id;
  DeviceKind kind = DeviceKind::body_camera;
  std::string number;  // 设备编号, the agency's own; unique within it
  std::string serial;  // 出厂序列号; may be empty
  std::string model;
  UnitId unit;
  std::int64_t calibrate_months = 0;  // 检定周期; 0: none is asked for
  std::optional<Date> calibrated_on;
  std::optional<Holder> holder;
  std::optional<std::int64_t> clock_offset_s;  // of the last check
  std::optional<Instant> clock_checked_at;
  std::optional<Date> retired_on;
  std::string retired_why;
  std::vector<LedgerEntry> ledger;  // oldest first

  // The day by which it is to be calibrated again; none when no period is set. Never calibrated: its first day counts.
  std::optional<Date> calibration_due() const;
  bool operator==(const Device&) const = default;
};

// Numbers, model, unit, period: all problems at once.
Status validate(const Device& device);

// The device changed by one more entry, with the entry in its ledger. Refused: one that is retired, a time before the
// last entry or after `now`, a device issued that somebody has, one given back that nobody has, one retired that
// somebody has, a month that is full.
Status enter(Device& device, const LedgerEntry& entry, Instant now);

// How it stood at an instant, by the ledger alone.
struct DeviceThen {
  std::optional<Holder> holder;
  // Of the last check up to then; of the first one after it when there was none. Empty: never checked.
  std::optional<std::int64_t> clock_offset_s;
  std::optional<Instant> clock_checked_at;
  bool in_use = false;  // registered and not yet retired
};
DeviceThen state_at(const Device& device, Instant at);

domain::Parts to_parts(const Device& device);
// The parts that the last entry changed: `device` and the month of the ledger.
domain::Parts changed_parts(const Device& device);
Device device_from_parts(DeviceId id, const domain::Parts& parts);

}  // namespace mingjing::evidence
