// `mingjing openapi`: the interface document, from the very table of routes a server has, over nothing.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mingjing::app {

std::string describe_api();

}  // namespace mingjing::app
