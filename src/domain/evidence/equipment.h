// How many recording devices a unit needs for its officers 「配备标准」: dated data with its source
// (data/catalog/equipment.json). No statute gives a number; the notices ask each agency to set its own and to keep to it
// (《关于全面推行和示范创建行政执法三项制度的通知》附件2第64项).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "domain/evidence/device.h"

namespace mingjing::evidence {

struct EquipmentStandard {
  DeviceKind kind = DeviceKind::body_camera;
  std::int64_t officers_per_device = 1;
  std::int64_t at_least = 0;  // in a unit that has officers at all
  Date from;
  std::string basis;   // who asks that there be a standard
  std::string source;  // whose number it is, in words

  // Whole devices, never fewer than `at_least`; none where there are no officers.
  std::int64_t needed(std::int64_t officers) const;
};

class EquipmentStandards {
 public:
  static const EquipmentStandards& built_in();  // a broken file stops the program at start
  static Result<EquipmentStandards> parse(std::string_view json);
  const std::vector<EquipmentStandard>& all() const { return all_; }

 private:
  std::vector<EquipmentStandard> all_;
};

}  // namespace mingjing::evidence
