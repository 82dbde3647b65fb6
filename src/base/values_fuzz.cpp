// Small values as strangers write them: what is taken is written back and taken again.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/check.h"
#include "base/id.h"
#include "base/money.h"
#include "base/text.h"
#include "base/time.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mingjing;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto day = Date::parse(text)) MJ_CHECK(day->text() == text);
  if (const auto instant = Instant::parse(text)) MJ_CHECK(Instant::parse(instant->text()) == instant);
  if (const auto id = Uuid::parse(text)) MJ_CHECK(Uuid::parse(id->text()) == id);
  if (const auto amount = parse_yuan(text)) MJ_CHECK(parse_yuan(format_yuan(*amount)) == amount);
  if (const auto bytes = from_hex(text)) MJ_CHECK(from_hex(to_hex(*bytes)) == bytes);
  if (const auto bytes = from_base64(text)) MJ_CHECK(to_base64(*bytes) == text);
  if (const auto bytes = from_base64url(text)) MJ_CHECK(from_base64url(to_base64url(*bytes)) == bytes);
  MJ_CHECK(from_hex(to_hex(text)) == text);
  MJ_CHECK(from_base64(to_base64(text)) == text);
  (void)is_utf8(text);
  return 0;
}
