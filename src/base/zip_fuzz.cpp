// Whatever the bytes: members lie within the file, one behind the other. SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/zip.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mingjing;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto members = read_zip(size, [&](std::uint64_t at, std::size_t n) {
    return at < bytes.size() ? std::string(bytes.substr(static_cast<std::size_t>(at), n)) : std::string();
  });
  if (!members) return 0;
  std::uint64_t end = 0;
  for (const auto& member : *members) {
    MJ_CHECK(!member.name.empty() && member.offset > end && member.offset + member.size <= size);
    end = member.offset + member.size;
  }
  return 0;
}
