// Small files of a deployment, read whole.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace mingjing::app {

// The whole file; nothing when it cannot be read.
std::optional<std::string> read_whole(const std::filesystem::path& path);

}  // namespace mingjing::app
