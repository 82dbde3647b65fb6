// Named lists of the rules: `name: reason` a line, `#` for remarks. A name without reason is refused.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>

#include "mj_paths.h"

namespace mingjing::rules {

inline std::map<std::string, std::string> listed(const std::string& file) {
  std::map<std::string, std::string> out;
  std::ifstream in(std::string(MJ_SOURCE_DIR) + "/tests/rules/" + file);
  EXPECT_TRUE(in) << file;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto colon = line.find(": ");
    if (colon == std::string::npos || line.size() < colon + 10) {
      ADD_FAILURE() << file << ": no reason in: " << line;
      continue;
    }
    EXPECT_TRUE(out.emplace(line.substr(0, colon), line.substr(colon + 2)).second) << file << ": twice: " << line;
  }
  return out;
}

}  // namespace mingjing::rules
