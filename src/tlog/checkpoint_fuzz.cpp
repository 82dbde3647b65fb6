// Whatever the bytes: no crash, and what parses is written back byte for byte.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "tlog/checkpoint.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto parsed = mingjing::tlog::parse_checkpoint_text(bytes)) MJ_CHECK(mingjing::tlog::checkpoint_text(*parsed) == bytes);
  return 0;
}
