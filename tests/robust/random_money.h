// Values of the fields of payment, deferral, court, remedy and closing that a random body may hold.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "tests/robust/random_bodies.h"

namespace mingjing::robust {

// Empty: nothing special about this field of this act.
std::optional<Json> money_value(Chance& chance, const cases::Case& enforcement_case, cases::Act act, Instant now,
                                std::string_view name);

}  // namespace mingjing::robust
