// The log's folder, read beside a running server, or a copy of one: makes nothing, finishes nothing. `FolderTileStore` is for
// its owner. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "tlog/tile_store.h"

namespace mingjing::tlog {

class LogFolder final : public TileStore {
 public:
  explicit LogFolder(std::filesystem::path root) : root_(std::move(root)) {}
  std::optional<std::string> read(std::string_view path) const override;
  std::optional<unsigned> widest_partial(int level, std::uint64_t index) const override;

 protected:
  void write(const TileBatch& batch) override;  // throws: it is for reading

 private:
  std::filesystem::path root_;
};

}  // namespace mingjing::tlog
