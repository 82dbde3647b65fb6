// Whatever the bytes: what parses is written and read back to the same value, and its canonical form is a fixed point.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/json.h"

namespace {

// Canonical JSON knows no doubles and no integer of 2^53 or more; writing one is a broken program.
bool is_canonical(const mingjing::Json& value) {
  constexpr std::int64_t kMost = std::int64_t{1} << 53;
  if (value.as_double() || value.is_null()) return false;
  if (const auto* n = value.as_int()) return *n<kMost&& * n> - kMost;
  if (const auto* array = value.as_array()) {
    for (const auto& item : *array) {
      if (!is_canonical(item)) return false;
    }
  }
  if (const auto* object = value.as_object()) {
    for (const auto& [name, member] : *object) {
      if (!is_canonical(member)) return false;
    }
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mingjing;
  const auto parsed = parse_json(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!parsed) {
    MJ_CHECK(!parsed.error().message.empty());
    return 0;
  }
  if (!is_canonical(*parsed)) return 0;
  const std::string text = to_text(*parsed);
  const auto again = parse_json(text);
  MJ_CHECK(again.has_value() && *again == *parsed);
  const std::string bytes = canonical(*parsed);
  const auto sorted = parse_json(bytes);
  MJ_CHECK(sorted.has_value() && canonical(*sorted) == bytes);
  return 0;
}
