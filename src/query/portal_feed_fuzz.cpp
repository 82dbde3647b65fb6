// A line of another server's feed: whatever the bytes, no crash, and what is taken can be written and taken again.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "query/portal_feed.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mingjing;
  const auto item = query::parse_feed_line(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!item) {
    MJ_CHECK(!item.error().message.empty());
    return 0;
  }
  if (item->kind == query::FeedItem::Kind::other) return 0;
  const std::string line = query::feed_line(*item);
  const auto again = query::parse_feed_line(line);
  MJ_CHECK(again.has_value() && query::feed_line(*again) == line);
  MJ_CHECK(again->pos == item->pos && again->id == item->id && again->json == item->json);
  return 0;
}
