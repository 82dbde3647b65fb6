// Where tiles lie, c2sp.org/tlog-tiles: tile/<level>/<index>[.p/<width>] and tile/entries/<index>[.p/<width>], the
// index in groups of three digits, all but the last with an x: 1234067 is x001/x234/067.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mingjing::tlog {

inline constexpr unsigned kTileHeight = 8;
inline constexpr unsigned kTileWidth = 256;
inline constexpr int kEntriesLevel = -1;  // bundles of entries lie beside level 0

struct TileId {
  int level = 0;
  std::uint64_t index = 0;
  unsigned width = kTileWidth;  // 1–255: partial
  bool is_full() const { return width == kTileWidth; }
  bool is_entries() const { return level == kEntriesLevel; }
  bool operator==(const TileId&) const = default;
};

std::string tile_path(const TileId& tile);                          // relative to the log's address
std::optional<TileId> parse_tile_path(std::string_view path);       // one spelling per tile

// Of a tree of `size`: how many hashes stand at `level` (entries: as level 0), and how wide tile `index` is (0: none).
std::uint64_t hashes_at_level(std::uint64_t size, int level);
unsigned tile_width(std::uint64_t size, int level, std::uint64_t index);

}  // namespace mingjing::tlog
