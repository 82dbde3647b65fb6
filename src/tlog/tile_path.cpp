// SPDX-License-Identifier: Apache-2.0
#include "tlog/tile_path.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace mingjing::tlog {
namespace {

constexpr std::uint64_t kMaxIndex = 1ull << 55;  // a tree has at most 2^63 leaves
constexpr int kMaxLevel = 63;

std::optional<unsigned> small_number(std::string_view text, std::size_t max_digits) {
  unsigned n = 0;
  if (text.empty() || text.size() > max_digits) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return n;
}

std::string three_digits(std::uint64_t n) {
  return {static_cast<char>('0' + n / 100), static_cast<char>('0' + n / 10 % 10), static_cast<char>('0' + n % 10)};
}

}  // namespace

std::string tile_path(const TileId& tile) {
  std::string index = three_digits(tile.index % 1000);
  for (std::uint64_t rest = tile.index / 1000; rest > 0; rest /= 1000) index = "x" + three_digits(rest % 1000) + "/" + index;
  std::string out = "tile/" + (tile.is_entries() ? "entries" : std::to_string(tile.level)) + "/" + index;
  if (!tile.is_full()) out += ".p/" + std::to_string(tile.width);
  return out;
}

std::optional<TileId> parse_tile_path(std::string_view path) {
  if (path.size() > 64) return std::nullopt;
  auto parts = split(path, '/');
  if (parts.size() < 3 || parts[0] != "tile") return std::nullopt;
  TileId tile;
  if (parts[1] == "entries") {
    tile.level = kEntriesLevel;
  } else {
    const auto level = small_number(parts[1], 2);
    if (!level || *level > kMaxLevel) return std::nullopt;
    tile.level = static_cast<int>(*level);
  }
  std::size_t end = parts.size();
  if (parts[end - 2].ends_with(".p")) {
    const auto width = small_number(parts[--end], 3);
    if (!width || *width == 0 || *width >= kTileWidth) return std::nullopt;
    tile.width = *width;
    parts[end - 1].remove_suffix(2);
  }
  for (std::size_t i = 2; i < end; ++i) {
    std::string_view digits = parts[i];
    if (i + 1 < end) {
      if (digits.empty() || digits[0] != 'x') return std::nullopt;
      digits.remove_prefix(1);
    }
    const auto group = small_number(digits, 3);
    if (!group || digits.size() != 3) return std::nullopt;
    tile.index = tile.index * 1000 + *group;
    if (tile.index > kMaxIndex) return std::nullopt;
  }
  if (tile_path(tile) != path) return std::nullopt;  // leading zeros, signs, needless groups
  return tile;
}

std::uint64_t hashes_at_level(std::uint64_t size, int level) {
  const int shift = std::max(level, 0) * static_cast<int>(kTileHeight);
  return shift > 63 ? 0 : size >> shift;
}

unsigned tile_width(std::uint64_t size, int level, std::uint64_t index) {
  const std::uint64_t count = hashes_at_level(size, level);
  if (index >= (count + kTileWidth - 1) / kTileWidth) return 0;
  return static_cast<unsigned>(std::min<std::uint64_t>(kTileWidth, count - index * kTileWidth));
}

}  // namespace mingjing::tlog
