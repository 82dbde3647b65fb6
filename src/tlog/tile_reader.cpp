// SPDX-License-Identifier: Apache-2.0
#include "tlog/tile_reader.h"

namespace mingjing::tlog {
namespace {

Hash hash_at(std::string_view tile, std::size_t index) { return *to_hash(tile.substr(index * kHashSize, kHashSize)); }

std::shared_ptr<const TileNodes> expand(std::string_view tile, unsigned width) {
  auto nodes = std::make_shared<TileNodes>(kTileHeight);
  for (unsigned height = 0; height < kTileHeight; ++height) {
    auto& row = (*nodes)[height];
    row.reserve(width >> height);
    for (std::size_t i = 0; i < width >> height; ++i) {
      row.push_back(height == 0 ? hash_at(tile, i) : node_hash((*nodes)[height - 1][2 * i], (*nodes)[height - 1][2 * i + 1]));
    }
  }
  return nodes;
}

}  // namespace

std::shared_ptr<const TileNodes> TileCache::find(int level, std::uint64_t index) {
  const std::lock_guard lock(mutex_);
  const auto place = places_.find({level, index});
  if (place == places_.end()) return nullptr;
  slots_.splice(slots_.begin(), slots_, place->second);
  return slots_.front().second;
}

void TileCache::keep(int level, std::uint64_t index, std::shared_ptr<const TileNodes> nodes) {
  const std::lock_guard lock(mutex_);
  const Key key{level, index};
  if (limit_ == 0 || places_.contains(key)) return;
  slots_.emplace_front(key, std::move(nodes));
  places_[key] = slots_.begin();
  if (slots_.size() <= limit_) return;
  places_.erase(slots_.back().first);
  slots_.pop_back();
}

Result<std::shared_ptr<const TileNodes>> TileReader::nodes(int level, std::uint64_t index, unsigned width) const {
  const auto at = static_cast<std::size_t>(level);
  if (seen_.size() <= at) seen_.resize(at + 1);
  Seen& seen = seen_[at];
  if (seen.nodes && seen.index == index) return seen.nodes;
  const bool shared = cache_ != nullptr && width == kTileWidth;  // full tiles never change
  auto found = shared ? cache_->find(level, index) : nullptr;
  if (!found) {
    const auto tile = read_tile(store_, {level, index, width});
    if (!tile) return refuse(tile.error());
    found = expand(*tile, width);
    if (shared) cache_->keep(level, index, found);
  }
  seen = {index, found};
  return found;
}

Result<Hash> TileReader::subtree(unsigned height, std::uint64_t index) const {
  const int level = static_cast<int>(height / kTileHeight);
  const unsigned within = height % kTileHeight;
  const std::uint64_t first = index << within, tile_index = first / kTileWidth;
  const auto offset = static_cast<unsigned>(first % kTileWidth);
  const unsigned width = tile_width(size_, level, tile_index);
  if (offset + (1u << within) > width) return invalid("日志在此大小时没有这个节点。");
  const auto tile = nodes(level, tile_index, width);
  if (!tile) return refuse(tile.error());
  return (**tile)[within][offset >> within];
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

Result<Proof> prove_again(const TileStore& tiles, Proof proof, std::string checkpoint, TileCache* cache) {
  const auto note = parse_note(checkpoint);
  if (!note) return refuse(note.error());
  const auto head = parse_checkpoint_text(note->text);
  if (!head) return refuse(head.error());
  if (!proof.extra || head->head.size <= proof.index) return refuse(ErrorCode::not_found, "检查点还没有到这一条。");
  return make_proof(TileReader(tiles, head->head.size, cache), proof.index, std::move(*proof.extra), std::move(checkpoint));
}

}  // namespace mingjing::tlog
