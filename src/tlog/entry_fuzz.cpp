// Whatever the bytes: no crash, and what parses is written back byte for byte; tile paths too.
// SPDX-License-Identifier: Apache-2.0
#include "tlog/entry.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "tlog/tile_path.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mingjing::tlog;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto entry = parse_entry(bytes)) MJ_CHECK(entry_bytes(*entry) == bytes);
  if (const auto tile = parse_tile_path(bytes)) MJ_CHECK(tile_path(*tile) == bytes);
  return 0;
}
