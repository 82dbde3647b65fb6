// A folder that goes with the object, whatever happened in it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "files/folder.h"

namespace mingjing::app {

class TemporaryFolder {
 public:
  // In `where`, which is there; empty: in the system's own place for such. Throws Unavailable.
  TemporaryFolder(const std::string& where, const std::string& name) {
    std::string pattern = (where.empty() ? std::filesystem::temp_directory_path() : std::filesystem::path(where)).string() + "/" + name + "-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) files::disk_failed("make a temporary folder in " + where);
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);  // links go, what they lead to stays
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace mingjing::app
