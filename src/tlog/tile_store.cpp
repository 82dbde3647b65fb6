// SPDX-License-Identifier: Apache-2.0
#include "tlog/tile_store.h"

#include <algorithm>

#include "base/check.h"
#include "tlog/merkle.h"

namespace mingjing::tlog {
namespace {

// Bytes that the first `count` entries of a bundle take; nothing when it is broken before.
std::optional<std::size_t> bundle_prefix(std::string_view bytes, std::size_t count) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (bytes.size() - at < 2) return std::nullopt;
    const std::size_t length = static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[at])) << 8 |
                               static_cast<std::uint8_t>(bytes[at + 1]);
    if (bytes.size() - at - 2 < length) return std::nullopt;
    at += 2 + length;
  }
  return at;
}

// The first `wanted` of a tile that should hold `held`; nothing when its form is wrong.
std::optional<std::string> prefix_of(const TileId& tile, std::string bytes, unsigned held) {
  std::size_t all = held * kHashSize, wanted = tile.width * kHashSize;
  if (tile.is_entries()) {
    const auto first = bundle_prefix(bytes, tile.width), last = bundle_prefix(bytes, held);
    if (!first || !last) return std::nullopt;
    wanted = *first, all = *last;
  }
  if (bytes.size() != all) return std::nullopt;
  bytes.resize(wanted);
  return bytes;
}

tl::unexpected<Error> damaged(const std::string& path) {
  return refuse(ErrorCode::unavailable, "日志分片 " + path + " 已损坏。请运行 mingjing verify 检查并重建。");
}

bool has_tile(const TileStore& store, int level, std::uint64_t index) {
  return store.read(tile_path({level, index})).has_value();
}

std::uint64_t stored_at(const TileStore& store, int level) {
  std::uint64_t low = 0, high = 1;  // tiles [0, low) are there; tile high - 1 may not be
  while (has_tile(store, level, high - 1)) low = high, high *= 2;
  while (low + 1 < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    (has_tile(store, level, middle - 1) ? low : high) = middle;
  }
  return low * kTileWidth + store.widest_partial(level, low).value_or(0);
}

}  // namespace

Status TileStore::apply(const TileBatch& batch) {
  for (const auto& file : batch.writes) {
    const auto tile = parse_tile_path(file.path);
    if (!tile || !tile->is_full()) continue;
    const auto kept = read(file.path);
    if (kept && *kept != file.bytes) {
      return refuse(ErrorCode::conflict, "日志分片 " + file.path + " 已存在且内容不同，不会覆盖。请运行 mingjing verify 检查。");
    }
  }
  write(batch);
  return {};
}

std::optional<std::string> MemoryTileStore::read(std::string_view path) const {
  const std::lock_guard lock(mutex_);
  const auto found = files_.find(path);
  if (found == files_.end()) return std::nullopt;
  return found->second;
}

std::optional<unsigned> MemoryTileStore::widest_partial(int level, std::uint64_t index) const {
  const std::lock_guard lock(mutex_);
  for (unsigned width = kTileWidth - 1; width > 0; --width) {
    if (files_.contains(tile_path({level, index, width}))) return width;
  }
  return std::nullopt;
}

std::vector<std::string> MemoryTileStore::paths() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> out;
  for (const auto& file : files_) out.push_back(file.first);
  return out;
}

void MemoryTileStore::put(const std::string& path, std::string bytes) {
  const std::lock_guard lock(mutex_);
  files_[path] = std::move(bytes);
}

void MemoryTileStore::erase(const std::string& path) {
  const std::lock_guard lock(mutex_);
  files_.erase(path);
}

void MemoryTileStore::write(const TileBatch& batch) {
  const std::lock_guard lock(mutex_);
  for (const auto& file : batch.writes) files_[file.path] = file.bytes;
  for (const auto& path : batch.removals) files_.erase(path);
}

Result<std::string> read_tile(const TileStore& store, const TileId& tile) {
  // Between the look for the widest partial and its reading, a wider one may replace it: look again.
  for (int attempt = 0; attempt < 16; ++attempt) {
    const std::string full_path = tile_path({tile.level, tile.index});
    if (auto full = store.read(full_path)) {
      auto out = prefix_of(tile, std::move(*full), kTileWidth);
      if (!out) return damaged(full_path);
      return std::move(*out);
    }
    const auto widest = store.widest_partial(tile.level, tile.index);
    if (!widest || *widest < tile.width) {
      if (attempt == 0) continue;  // it may just have become full
      break;
    }
    const std::string path = tile_path({tile.level, tile.index, *widest});
    if (auto bytes = store.read(path)) {
      auto out = prefix_of(tile, std::move(*bytes), *widest);
      if (!out) return damaged(path);
      return std::move(*out);
    }
  }
  return refuse(ErrorCode::not_found, "日志分片 " + tile_path(tile) + " 不存在。");
}

Result<std::string> serve_tile(const TileStore& store, std::string_view path) {
  const auto tile = parse_tile_path(path);
  if (!tile) return refuse(ErrorCode::not_found, "没有这个日志分片。网址形如 /log/tile/0/x001/234。");
  return read_tile(store, *tile);
}

std::optional<std::vector<std::string_view>> parse_bundle(std::string_view bytes, std::size_t count) {
  std::vector<std::string_view> out;
  out.reserve(std::min<std::size_t>(count, kTileWidth));
  for (std::size_t i = 0; i < count; ++i) {
    const auto size = bundle_prefix(bytes, 1);
    if (!size) return std::nullopt;
    out.push_back(bytes.substr(2, *size - 2));
    bytes.remove_prefix(*size);
  }
  if (!bytes.empty()) return std::nullopt;
  return out;
}

void append_to_bundle(std::string& bundle, std::string_view entry) {
  MJ_CHECK(entry.size() <= 0xffff);
  bundle.push_back(static_cast<char>(entry.size() >> 8));
  bundle.push_back(static_cast<char>(entry.size()));
  bundle += entry;
}

std::uint64_t stored_size(const TileStore& store) { return std::min(stored_at(store, 0), stored_at(store, kEntriesLevel)); }

}  // namespace mingjing::tlog
