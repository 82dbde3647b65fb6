// SPDX-License-Identifier: Apache-2.0
#include "tlog/tile_reader.h"

namespace mingjing::tlog {
namespace {

Hash hash_at(std::string_view tile, std::size_t index) { return *to_hash(tile.substr(index * kHashSize, kHashSize)); }

Hash fold(std::string_view tile, std::size_t begin, std::size_t count) {
  if (count == 1) return hash_at(tile, begin);
  return node_hash(fold(tile, begin, count / 2), fold(tile, begin + count / 2, count / 2));
}

std::shared_ptr<const TileCache::Nodes> expand(std::string_view tile) {
  auto nodes = std::make_shared<TileCache::Nodes>(kTileHeight);
  auto& leaves = nodes->front();
  for (unsigned i = 0; i < kTileWidth; ++i) leaves.push_back(hash_at(tile, i));
  for (unsigned height = 1; height < kTileHeight; ++height) {
    const auto& below = (*nodes)[height - 1];
    for (std::size_t i = 0; i < below.size(); i += 2) (*nodes)[height].push_back(node_hash(below[i], below[i + 1]));
  }
  return nodes;
}

}  // namespace

std::shared_ptr<const TileCache::Nodes> TileCache::find(int level, std::uint64_t index) {
  const std::lock_guard lock(mutex_);
  const auto place = places_.find({level, index});
  if (place == places_.end()) return nullptr;
  slots_.splice(slots_.begin(), slots_, place->second);
  return slots_.front().second;
}

void TileCache::keep(int level, std::uint64_t index, std::shared_ptr<const Nodes> nodes) {
  const std::lock_guard lock(mutex_);
  const Key key{level, index};
  if (limit_ == 0 || places_.contains(key)) return;
  slots_.emplace_front(key, std::move(nodes));
  places_[key] = slots_.begin();
  if (slots_.size() <= limit_) return;
  places_.erase(slots_.back().first);
  slots_.pop_back();
}

Result<Hash> TileReader::subtree(unsigned height, std::uint64_t index) const {
  const int level = static_cast<int>(height / kTileHeight);
  const unsigned within = height % kTileHeight;
  const std::uint64_t first = index << within, tile_index = first / kTileWidth;
  const auto offset = static_cast<unsigned>(first % kTileWidth), count = 1u << within;
  const unsigned width = tile_width(size_, level, tile_index);
  if (offset + count > width) return invalid("日志在此大小时没有这个节点。");
  const bool full = width == kTileWidth;
  if (full && cache_ != nullptr) {
    if (const auto nodes = cache_->find(level, tile_index)) return (*nodes)[within][offset >> within];
  }
  const auto tile = read_tile(store_, {level, tile_index, width});
  if (!tile) return refuse(tile.error());
  if (!full || cache_ == nullptr) return fold(*tile, offset, count);
  const auto nodes = expand(*tile);
  cache_->keep(level, tile_index, nodes);
  return (*nodes)[within][offset >> within];
}

Result<std::vector<std::string>> TileReader::bundle(std::uint64_t tile_index) const {
  const unsigned width = tile_width(size_, kEntriesLevel, tile_index);
  if (width == 0) return refuse(ErrorCode::not_found, "日志在此大小时没有这一组条目。");
  const auto bytes = read_tile(store_, {kEntriesLevel, tile_index, width});
  if (!bytes) return refuse(bytes.error());
  const auto entries = parse_bundle(*bytes, width);
  if (!entries) return refuse(ErrorCode::unavailable, "日志条目分片已损坏。请运行 mingjing verify 检查并重建。");
  return std::vector<std::string>(entries->begin(), entries->end());
}

Result<std::string> TileReader::entry(std::uint64_t index) const {
  if (index >= size_) return refuse(ErrorCode::not_found, "日志在此大小时还没有这一条。");
  auto entries = bundle(index / kTileWidth);
  if (!entries) return refuse(entries.error());
  return std::move((*entries)[index % kTileWidth]);
}

Result<Proof> make_proof(const TileReader& reader, std::uint64_t index, std::string entry, std::string checkpoint) {
  auto path = prove_inclusion(reader, index, reader.size());
  if (!path) return refuse(path.error());
  return Proof{std::move(entry), index, std::move(*path), std::move(checkpoint)};
}

}  // namespace mingjing::tlog
