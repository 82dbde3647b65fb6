// Tiles in a folder that a plain web server could serve. One fsync a batch: a batch is first appended to a journal and
// synced, then each file is written under a temporary name and renamed, unsynced; at opening, what the journal holds
// is written again. When the journal has grown, the file system is synced and the journal emptied.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>

#include "tlog/tile_store.h"

namespace mingjing::tlog {

class FolderTileStore final : public TileStore {
 public:
  static constexpr std::uint64_t kJournalBytes = 64u << 20;

  // Makes the folder when absent and finishes what a crash left. One process at a time (the data folder's LOCK).
  // Throws `Unavailable`.
  explicit FolderTileStore(std::filesystem::path root, std::uint64_t journal_bytes = kJournalBytes);
  ~FolderTileStore() override;
  FolderTileStore(const FolderTileStore&) = delete;
  FolderTileStore& operator=(const FolderTileStore&) = delete;

  std::optional<std::string> read(std::string_view path) const override;
  std::optional<unsigned> widest_partial(int level, std::uint64_t index) const override;
  const std::filesystem::path& root() const { return root_; }

 protected:
  void write(const TileBatch& batch) override;

 private:
  void replay();
  void place(const TileBatch& batch);
  void place_file(const std::string& path, std::string_view bytes);
  void empty_journal();

  std::filesystem::path root_;
  std::uint64_t journal_limit_;
  std::mutex mutex_;  // one writer; covers the journal
  int root_fd_ = -1;
  int journal_fd_ = -1;
  std::uint64_t journal_size_ = 0;
};

}  // namespace mingjing::tlog
