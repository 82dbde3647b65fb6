// Who looked at the files of archived demo cases, for which purpose: what their chains of custody tell besides the acts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "demo_bureau.h"

namespace mingjing::app::demo {

// On the evening before `as_of`.
void make_looks(System& system, const Bureau& bureau, Date as_of, const std::vector<CaseId>& cases);

}  // namespace mingjing::app::demo
