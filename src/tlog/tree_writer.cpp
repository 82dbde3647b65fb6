// SPDX-License-Identifier: Apache-2.0
#include "tlog/tree_writer.h"

#include <algorithm>

#include "base/check.h"

namespace mingjing::tlog {
namespace {

constexpr std::uint64_t kChunk = 64 * kTileWidth;  // entries a step of a rebuild

int highest_level(std::uint64_t size) {
  int level = 0;
  while (hashes_at_level(size, level + 1) > 0) ++level;
  return level;
}

Status check_root(const TreeWriter& writer, const TreeHead& committed) {
  if (writer.head() == committed) return {};
  return refuse(ErrorCode::digest_mismatch, "数据库里的日志条目与已签名的根哈希不符，已被改动。请运行 mingjing verify 查明，或从备份恢复。");
}

Status for_chunks(std::uint64_t from, std::uint64_t to, const EntrySource& entries,
                  const std::function<Status(std::span<const std::string>)>& use) {
  for (std::uint64_t begin = from; begin < to; begin += kChunk) {
    const std::uint64_t end = std::min(to, begin + kChunk);
    auto chunk = entries(begin, end);
    if (!chunk) return refuse(chunk.error());
    if (chunk->size() != end - begin) {
      return refuse(ErrorCode::digest_mismatch, "数据库里缺少日志条目。请运行 mingjing verify 查明，或从备份恢复。");
    }
    for (const std::string& entry : *chunk) {
      if (entry.size() > kMaxEntryBytes) return refuse(ErrorCode::digest_mismatch, "数据库里有超长的日志条目，已被改动。");
    }
    if (auto done = use(*chunk); !done) return done;
  }
  return {};
}

}  // namespace

TreeWriter::Edge& TreeWriter::edge(int level) {
  const auto at = static_cast<std::size_t>(level + 1);
  if (edges_.size() <= at) edges_.resize(at + 1);
  return edges_[at];
}

Result<TreeWriter> TreeWriter::open(const TileStore& store, std::uint64_t size) {
  TreeWriter writer;
  writer.size_ = size;
  if (size == 0) return writer;
  for (int level = highest_level(size); level >= kEntriesLevel; --level) {
    Edge& edge = writer.edge(level);
    const std::uint64_t count = hashes_at_level(size, level);
    edge.index = count / kTileWidth;
    edge.width = edge.kept = static_cast<unsigned>(count % kTileWidth);
    if (edge.width > 0) {
      auto bytes = read_tile(store, {level, edge.index, edge.width});
      if (!bytes) return refuse(bytes.error());
      edge.bytes = std::move(*bytes);
    }
    if (level == kEntriesLevel) continue;
    // The binary digits of the width are the complete subtrees that end in this tile.
    unsigned at = 0;
    for (unsigned part = kTileWidth / 2; part > 0; part /= 2) {
      if ((edge.width & part) == 0) continue;
      std::vector<Hash> row;
      for (unsigned i = 0; i < part; ++i) row.push_back(*to_hash(std::string_view(edge.bytes).substr((at + i) * kHashSize, kHashSize)));
      for (; row.size() > 1; row.resize(row.size() / 2)) {
        for (std::size_t i = 0; i < row.size() / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
      }
      writer.peaks_.push_back(row.front());
      at += part;
    }
  }
  return writer;
}

TreeHead TreeWriter::head() const {
  TreeHead out{size_, empty_root()};
  if (peaks_.empty()) return out;
  out.root = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i-- > 0;) out.root = node_hash(peaks_[i], out.root);
  return out;
}

void TreeWriter::push(int level, std::string_view bytes, TileBatch& batch) {
  Edge& tile = edge(level);
  if (tile.width == 0) tile.bytes.reserve(level == kEntriesLevel ? 0 : kTileWidth * kHashSize);
  if (level == kEntriesLevel) append_to_bundle(tile.bytes, bytes);
  else tile.bytes += bytes;
  if (++tile.width < kTileWidth) return;
  batch.writes.push_back({tile_path({level, tile.index}), std::move(tile.bytes)});
  if (tile.kept > 0) batch.removals.push_back(tile_path({level, tile.index, tile.kept}));
  tile = Edge{tile.index + 1, {}, 0, 0};
}

void TreeWriter::flush(TileBatch& batch) {
  for (std::size_t at = 0; at < edges_.size(); ++at) {
    Edge& tile = edges_[at];
    const int level = static_cast<int>(at) - 1;
    if (tile.width == tile.kept) continue;
    batch.writes.push_back({tile_path({level, tile.index, tile.width}), tile.bytes});
    if (tile.kept > 0) batch.removals.push_back(tile_path({level, tile.index, tile.kept}));
    tile.kept = tile.width;
  }
}

TileBatch TreeWriter::append(std::span<const std::string> entries) {
  TileBatch batch;
  for (const std::string& entry : entries) {
    MJ_CHECK(entry.size() <= kMaxEntryBytes);
    push(kEntriesLevel, entry, batch);
    Hash hash = leaf_hash(entry);
    push(0, view(hash), batch);
    // As in binary addition: every one at the end of size_ is a subtree that this leaf completes.
    unsigned height = 0;
    for (std::uint64_t digits = size_; (digits & 1) != 0; digits >>= 1) {
      hash = node_hash(peaks_.back(), hash);
      peaks_.pop_back();
      if (++height % kTileHeight == 0) push(static_cast<int>(height / kTileHeight), view(hash), batch);
    }
    peaks_.push_back(hash);
    ++size_;
  }
  flush(batch);
  return batch;
}

Result<TreeWriter> open_or_rebuild(TileStore& store, const TreeHead& committed, const EntrySource& entries) {
  const std::uint64_t stored = stored_size(store);
  if (stored > committed.size) {
    return refuse(ErrorCode::conflict, "日志文件夹里有 " + std::to_string(stored) + " 条，数据库只有 " + std::to_string(committed.size) +
                                           " 条：数据库可能被恢复到了旧的状态。请用 mingjing restore 按最新的检查点续上。");
  }
  auto writer = TreeWriter::open(store, stored);
  if (writer) {
    const auto appended = for_chunks(stored, committed.size, entries, [&](std::span<const std::string> chunk) {
      return store.apply(writer->append(chunk));
    });
    if (appended && writer->head() == committed) return writer;
  }
  auto rebuilt = rebuild_tiles(store, committed, entries);
  if (!rebuilt) return refuse(rebuilt.error());
  return std::move(rebuilt->writer);
}

Result<Rebuilt> rebuild_tiles(TileStore& store, const TreeHead& committed, const EntrySource& entries) {
  TreeWriter check;
  auto read = for_chunks(0, committed.size, entries, [&](std::span<const std::string> chunk) {
    check.append(chunk);
    return Status{};
  });
  if (!read) return refuse(read.error());
  if (auto fit = check_root(check, committed); !fit) return refuse(fit.error());

  Rebuilt out;
  read = for_chunks(0, committed.size, entries, [&](std::span<const std::string> chunk) {
    TileBatch batch = out.writer.append(chunk), changed;
    for (auto& file : batch.writes) {
      const auto tile = parse_tile_path(file.path);
      // A partial tile on the way is not kept; the store may hold the full one already.
      if (!tile->is_full() && out.writer.size() < committed.size) continue;
      if (store.read(file.path) != file.bytes) changed.writes.push_back(std::move(file));
    }
    out.files_written += changed.writes.size();
    if (!changed.writes.empty()) store.replace(changed);
    return Status{};
  });
  if (!read) return refuse(read.error());
  if (auto fit = check_root(out.writer, committed); !fit) return refuse(fit.error());
  return out;
}

}  // namespace mingjing::tlog
