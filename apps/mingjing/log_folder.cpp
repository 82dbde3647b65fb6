// SPDX-License-Identifier: Apache-2.0
#include "mingjing/log_folder.h"

#include <fstream>
#include <sstream>

#include "tlog/checkpoint.h"

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

std::optional<std::string> LogFolder::read(std::string_view path) const { return read_whole(root_ / path); }

std::optional<unsigned> LogFolder::widest_partial(int level, std::uint64_t index) const {
  std::optional<unsigned> widest;
  std::error_code problem;
  std::filesystem::directory_iterator at(root_ / (tlog::tile_path({level, index}) + ".p"), problem);
  for (; !problem && at != std::filesystem::directory_iterator(); at.increment(problem)) {
    const auto width = tlog::parse_decimal(at->path().filename().string());
    if (width && *width > 0 && *width < tlog::kTileWidth && *width > widest.value_or(0)) {
      widest = static_cast<unsigned>(*width);
    }
  }
  return widest;
}

void LogFolder::write(const tlog::TileBatch&) { throw Unavailable("the log folder is open for reading only"); }

}  // namespace mingjing::app
