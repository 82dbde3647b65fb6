// The demo's recording devices and rooms of data/demo/equipment.json, by the use cases that everybody uses: some issued,
// one whose clock is off, one overdue for calibration, one out of use; and the agency's own list of what is recorded.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mingjing/demo_bureau.h"
#include "mingjing/system.h"

namespace mingjing::app::demo {

Status make_equipment(System& system, const Bureau& bureau, Date as_of);

}  // namespace mingjing::app::demo
