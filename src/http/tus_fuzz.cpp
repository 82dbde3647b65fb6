// The header fields of resumable uploads.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/text.h"
#include "http/tus.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  if (const auto metadata = mingjing::http::parse_upload_metadata(input)) {
    const bool holds = mingjing::is_utf8(metadata->filename) && metadata->filename.find('/') == std::string::npos &&
                       (metadata->expected_digest.empty() || metadata->expected_digest.size() == 71);
    if (!holds) std::abort();
  }
  if (const auto checksum = mingjing::http::parse_upload_checksum(input); checksum && checksum->size() != 32)
    std::abort();
  return 0;
}
