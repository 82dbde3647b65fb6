// SPDX-License-Identifier: Apache-2.0
#include "tlog/log_folder.h"

#include <fstream>
#include <iterator>

#include "tlog/checkpoint.h"
#include "tlog/tile_path.h"

namespace mingjing::tlog {

std::optional<std::string> LogFolder::read(std::string_view path) const {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(root_ / path, ignored)) return std::nullopt;
  std::ifstream in(root_ / path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::optional<unsigned> LogFolder::widest_partial(int level, std::uint64_t index) const {
  std::optional<unsigned> widest;
  std::error_code problem;
  std::filesystem::directory_iterator at(root_ / (tile_path({level, index}) + ".p"), problem);
  for (; !problem && at != std::filesystem::directory_iterator(); at.increment(problem)) {
    const auto width = parse_decimal(at->path().filename().string());
    if (width && *width > 0 && *width < kTileWidth && *width > widest.value_or(0)) widest = static_cast<unsigned>(*width);
  }
  return widest;
}

void LogFolder::write(const TileBatch&) { throw Unavailable("the log folder is open for reading only"); }

}  // namespace mingjing::tlog
