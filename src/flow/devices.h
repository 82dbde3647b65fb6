// Recording devices: registered, issued to an officer and given back, calibrated, their clocks compared with the
// server's, put out of use. Events: register_device, issue_device, return_device, calibrate_device, check_device_clock,
// retire_device; they name ids, the offset and days. R-REC-011, R-GUA-001.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/evidence/device.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

// Heads of units keep what their unit uses, the system administrator everything. Refused: fields, a number or serial
// number already registered, a unit that the agency does not have.
Result<DeviceId> register_device(ports::UnitOfWork& work, evidence::Device device);

struct DeviceAct {
  evidence::DeviceUse use = evidence::DeviceUse::issued;
  std::optional<Instant> at;           // now when absent; never before the ledger's last entry
  OfficerId officer;                   // of `issued`; nil: the actor
  std::optional<Instant> device_time;  // of `clock_checked`: what the device showed at `at`
  std::string note;                    // of `retired`: why; of the others what is worth noting
};
// An officer takes and gives back for himself; see domain/identity/rights.h. Refused: see evidence::enter; an officer
// who is not there or whose certificate does not hold on the day; a clock that was not read.
Status use_device(ports::UnitOfWork& work, DeviceId id, std::int64_t version, const DeviceAct& act);

// What the actor may enter now, as the device stands; for the buttons. Issuing may be for the actor alone.
std::vector<evidence::DeviceUse> uses_open_to(const ports::Actor& actor, const evidence::Device& device);
bool may_issue_to_others(const ports::Actor& actor, const evidence::Device& device);

// Which device bears this number (of the agency, or of its maker), how it stood at that instant and who had it. For
// recordings: `then.clock_offset_s` is how far its own times are ahead. Empty: the actor's agency has none.
struct DeviceFound {
  evidence::Device device;
  evidence::DeviceThen then;
};
std::optional<DeviceFound> device_at(ports::UnitOfWork& work, std::string_view number_or_serial, Instant at);

}  // namespace mingjing::flow
