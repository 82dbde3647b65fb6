// Appends entries to the log: keeps the right edge of the tree in memory and turns a batch of entries into the tiles
// that change. One hash a leaf and one a node; nothing is read back.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "tlog/merkle.h"
#include "tlog/tile_store.h"

namespace mingjing::tlog {

inline constexpr std::size_t kMaxEntryBytes = 4096;  // CONTRACTS 3

// Copyable, some 20 KiB: the sequencer appends to a copy, commits (entries, size, root) in the database, applies the
// batch to the store, signs, and keeps the copy. Whatever fails before leaves its original as it was.
class TreeWriter {
 public:
  TreeWriter() = default;  // of the empty tree
  // From the right edge of the tiles. unavailable, not_found: tiles missing or damaged.
  static Result<TreeWriter> open(const TileStore& store, std::uint64_t size);

  std::uint64_t size() const { return size_; }
  TreeHead head() const;

  // The files that change; `size()` and `head()` have moved on. Entries over 4 KiB are a broken program.
  TileBatch append(std::span<const std::string> entries);

 private:
  struct Edge {  // the last tile of a level, not yet full
    std::uint64_t index = 0;
    std::string bytes;
    unsigned width = 0;
    unsigned kept = 0;  // the width that the store has
  };
  void push(int level, std::string_view bytes, TileBatch& batch);
  void flush(TileBatch& batch);
  Edge& edge(int level);

  std::uint64_t size_ = 0;
  std::vector<Hash> peaks_;   // roots of the complete subtrees, widest first: the binary digits of size_
  std::vector<Edge> edges_;   // [0] entries, [1] level 0, …
};

// The committed entries [begin, end), in order: from `log_entry`, or from a backup.
using EntrySource = std::function<Result<std::vector<std::string>>(std::uint64_t begin, std::uint64_t end)>;

// For start-up: opens the tiles and appends what the database has beyond them; where the edge is damaged or leads to
// another root, rebuilds. conflict: the tiles hold more than `committed` (a rolled-back database; ask the anchors).
// digest_mismatch: the entries themselves do not lead to `committed.root`.
Result<TreeWriter> open_or_rebuild(TileStore& store, const TreeHead& committed, const EntrySource& entries);

struct Rebuilt {
  TreeWriter writer;
  std::uint64_t files_written = 0;  // missing or different before
};
// Makes every tile anew from the entries, writing what is missing or different. Nothing is written before the entries
// have been seen to lead to `committed.root`.
Result<Rebuilt> rebuild_tiles(TileStore& store, const TreeHead& committed, const EntrySource& entries);

}  // namespace mingjing::tlog
