// Where tiles are kept. Full tiles never change; of each partial tile only the widest is kept and narrower ones are
// served as its prefix. Tiles are derived: `log_entry` in the database is the authority (CONTRACTS 3).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tlog/tile_path.h"

namespace mingjing::tlog {

// What one batch of leaves changes. Other paths than tiles (checkpoint, vkey) may ride along.
struct TileBatch {
  struct Write {
    std::string path;
    std::string bytes;
  };
  std::vector<Write> writes;
  std::vector<std::string> removals;  // partial tiles that a wider one replaces
};

class TileStore {
 public:
  virtual ~TileStore() = default;

  // The bytes at a path; nothing when absent. Any thread, also while `apply` runs.
  virtual std::optional<std::string> read(std::string_view path) const = 0;
  // The widest partial tile kept for this index; nothing when there is none.
  virtual std::optional<unsigned> widest_partial(int level, std::uint64_t index) const = 0;

  // All of the batch, durable when this returns; after a crash all of it or nothing. conflict: a full tile is there
  // with other bytes (nothing is changed). Throws `Unavailable` when the disk is full or broken.
  Status apply(const TileBatch& batch);
  // As apply, but replaces full tiles: for repair, once the root has been checked.
  void replace(const TileBatch& batch) { write(batch); }

 protected:
  virtual void write(const TileBatch& batch) = 0;
};

// For tests.
class MemoryTileStore final : public TileStore {
 public:
  std::optional<std::string> read(std::string_view path) const override;
  std::optional<unsigned> widest_partial(int level, std::uint64_t index) const override;
  std::vector<std::string> paths() const;
  void put(const std::string& path, std::string bytes);  // damage, for tests
  void erase(const std::string& path);

 protected:
  void write(const TileBatch& batch) override;

 private:
  mutable std::mutex mutex_;  // covers files_
  std::map<std::string, std::string, std::less<>> files_;
};

// The tile as asked: itself, or the prefix of the full tile or of the widest partial. not_found: no such tile;
// unavailable: a tile that is not of its form (bytes or count wrong).
Result<std::string> read_tile(const TileStore& store, const TileId& tile);

// For the web server: `path` as in tile/… after the log's address. not_found for all that is no tile we have.
Result<std::string> serve_tile(const TileStore& store, std::string_view path);

// The entries in a bundle: big-endian uint16 lengths. Nothing unless it holds exactly `count` and no rest.
std::optional<std::vector<std::string_view>> parse_bundle(std::string_view bytes, std::size_t count);
void append_to_bundle(std::string& bundle, std::string_view entry);

// How many leaves the tiles hold without a gap at the right edge, found by galloping; 0 when empty.
std::uint64_t stored_size(const TileStore& store);

}  // namespace mingjing::tlog
