// The log's folder, read beside a running server: makes nothing, finishes nothing. `FolderTileStore` is for its owner.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "tlog/tile_store.h"

namespace mingjing::app {

class LogFolder final : public tlog::TileStore {
 public:
  explicit LogFolder(std::filesystem::path root) : root_(std::move(root)) {}
  std::optional<std::string> read(std::string_view path) const override;
  std::optional<unsigned> widest_partial(int level, std::uint64_t index) const override;

 protected:
  void write(const tlog::TileBatch& batch) override;  // throws: it is for reading

 private:
  std::filesystem::path root_;
};

// The whole file; nothing when it cannot be read.
std::optional<std::string> read_whole(const std::filesystem::path& path);

}  // namespace mingjing::app
