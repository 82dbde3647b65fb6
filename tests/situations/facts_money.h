// Names of facts about money, remedies and closing, for situations (run.cpp).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/cases/facts.h"

namespace mingjing::situations {

using MoneySetter = std::function<void(cases::Facts&, const std::string&)>;
// In the order in which they are applied.
const std::vector<std::pair<std::string_view, MoneySetter>>& money_setters();

}  // namespace mingjing::situations
