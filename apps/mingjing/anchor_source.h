// One anchor (CONTRACTS 4): a folder that mirrors the log, another server's public log, or a witness.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "tlog/tile_store.h"

namespace mingjing::app {

class AnchorSource {
 public:
  // A folder; or `https://HOST`, with or without `/log` or `/log/checkpoint` behind it.
  explicit AnchorSource(std::string anchor);
  // What a witness shows of a log: a checkpoint, no tiles.
  static AnchorSource of_witness(const std::string& url, std::string_view origin);

  const std::string& where() const { return where_; }  // as the operator gave it
  bool is_address() const { return is_address_; }
  // The signed checkpoint it holds, unchecked; nothing when it holds none yet. unavailable: it cannot be read now, in
  // words (a server that does not answer within five seconds, a disk that is not there). bad_request: not an address.
  Result<std::optional<std::string>> checkpoint() const;
  // The size of the tree whose tiles will be asked for, as the checked checkpoint says.
  void expect(std::uint64_t size);
  // Tiles and entries, as far as it has them. Lives as long as this.
  const tlog::TileStore& tiles() const { return *tiles_; }

 private:
  AnchorSource(std::string where, std::string base);
  std::string where_;
  bool is_address_;
  std::string base_;  // of an address: up to and with `/log/`
  std::unique_ptr<tlog::TileStore> tiles_;
};

}  // namespace mingjing::app
