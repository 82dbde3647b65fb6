// Reads hashes and entries of a tree of a given size out of its tiles, and makes proofs of them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "tlog/merkle.h"
#include "tlog/proof.h"
#include "tlog/tile_store.h"

namespace mingjing::tlog {

// A tile with the nodes inside it: [height within the tile][index]; of a partial tile those that are complete.
using TileNodes = std::vector<std::vector<Hash>>;

// Full tiles, the latest used ones. Shared by many threads.
class TileCache {
 public:
  explicit TileCache(std::size_t tiles = 256) : limit_(tiles) {}  // 16 KiB each
  std::shared_ptr<const TileNodes> find(int level, std::uint64_t index);
  void keep(int level, std::uint64_t index, std::shared_ptr<const TileNodes> nodes);

 private:
  using Key = std::pair<int, std::uint64_t>;
  using Slot = std::pair<Key, std::shared_ptr<const TileNodes>>;
  std::mutex mutex_;  // covers all below
  std::size_t limit_;
  std::list<Slot> slots_;  // latest used first
  std::map<Key, std::list<Slot>::iterator> places_;
};

// Cheap to make, one thread each. The store and the cache outlive it. Refusals of all: not_found, unavailable (missing or damaged tile).
class TileReader final : public SubtreeSource {
 public:
  TileReader(const TileStore& store, std::uint64_t size, TileCache* cache = nullptr)
      : store_(store), size_(size), cache_(cache) {}

  Result<Hash> subtree(unsigned height, std::uint64_t index) const override;
  Result<std::string> entry(std::uint64_t index) const;
  // All of one bundle: for followers and `verify`.
  Result<std::vector<std::string>> bundle(std::uint64_t tile_index) const;
  Result<Hash> root() const { return tree_root(*this, size_); }
  std::uint64_t size() const { return size_; }

 private:
  Result<std::shared_ptr<const TileNodes>> nodes(int level, std::uint64_t index, unsigned width) const;

  const TileStore& store_;
  std::uint64_t size_;
  TileCache* cache_;
  struct Seen {
    std::uint64_t index = 0;
    std::shared_ptr<const TileNodes> nodes;
  };
  mutable std::vector<Seen> seen_;  // the tile last read of each level: a proof asks the same one up to eight times
};

// The `.tlog-proof` of an entry under a signed checkpoint of `size` leaves, with the entry in `extra`.
Result<Proof> make_proof(const TileReader& reader, std::uint64_t index, std::string entry, std::string checkpoint);
// The same entry under another signed checkpoint, whose tree `tiles` hold. Refused: it does not reach the entry, or the tiles
// do not hold it.
Result<Proof> prove_again(const TileStore& tiles, Proof proof, std::string checkpoint, TileCache* cache);

}  // namespace mingjing::tlog
