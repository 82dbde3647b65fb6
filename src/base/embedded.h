// Files of data/ built into the program, so that it runs without the source tree.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace mingjing {

// The bytes of data/<path>; a path that does not exist is a broken program.
std::string_view embedded(std::string_view path);
// Paths that start with `prefix`, sorted.
std::vector<std::string_view> embedded_under(std::string_view prefix);

}  // namespace mingjing
