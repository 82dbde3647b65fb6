// Where the build that a test belongs to has its programs. Asked when it runs: its objects may be linked into two builds.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace mingjing {

inline std::filesystem::path binary_dir() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path();
}

}  // namespace mingjing
