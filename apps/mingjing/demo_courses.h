// The courses that the first cases of a demo take. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "demo_plan.h"

namespace mingjing::app::demo {

// What a turn needs of the rest of its course.
void suit(Course& course);
// Every stage and every turn at least once, the most telling first.
const std::vector<Course>& shown_courses();

}  // namespace mingjing::app::demo
