// Whatever the bytes: no crash, what parses is written back byte for byte, and nothing unsigned is cosigned.
// SPDX-License-Identifier: Apache-2.0
#include "tlog/witness.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mingjing::tlog;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto parsed = parse_add_checkpoint(bytes);
  if (!parsed) return 0;
  MJ_CHECK(format_add_checkpoint(*parsed) == bytes);
  static const NoteVerifier log("mingjing.example/log", SignatureType::ed25519, std::string(32, 'k'));
  const auto decision = judge(*parsed, {&log, 1}, [](const std::string&) { return TreeHead{}; });
  MJ_CHECK(decision.verdict != WitnessVerdict::cosign);
  return 0;
}
