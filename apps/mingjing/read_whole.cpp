// SPDX-License-Identifier: Apache-2.0
#include "mingjing/read_whole.h"

#include <fstream>
#include <sstream>

namespace mingjing::app {

std::optional<std::string> read_whole(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace mingjing::app
