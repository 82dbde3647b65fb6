// The question that an address of the public search asks, and the address of a question:
// /decisions?q=&agency=&act_type=&year=&amount=&from=&to=&order=date|relevance&after=CURSOR. `agency`, `act_type`,
// `year` and `amount` may stand more than once: any of the values. The same for /decisions.csv, /feed.json, /feed.atom.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/portal_views.h"

namespace mingjing::render {

// Percent signs and plus signs undone; the bytes may be no text.
std::string decoded(std::string_view raw);
// 2026, 2026-01 or 2026-01-20: the first day meant, or the last.
std::optional<Date> day_of(std::string_view text, bool last);

// Query of an address: names and values decoded, at most kFieldsMax of them.
class QueryString {
 public:
  static constexpr std::size_t kBytesMax = 4096, kFieldsMax = 64;
  explicit QueryString(std::string_view raw);
  // Of the first with this name: empty when absent, or no text (not UTF-8, control characters).
  std::string get(std::string_view name) const;
  std::vector<std::string> all(std::string_view name) const;  // not empty and text
  bool too_long() const { return too_long_; }
  // A value of one of our names is no text.
  std::optional<std::string_view> unreadable() const;

 private:
  std::vector<std::pair<std::string, std::string>> values_;
  bool too_long_ = false;
};

struct Asked {
  query::PortalFilter filter;
  // What cannot be answered as asked, in words, and the field it stands in; empty when all is understood.
  std::string problem, field;
};
inline constexpr std::size_t kSearchCharsMax = 100;
Asked asked_of(const QueryString& query);

// `path` with the question behind it, `after` included when it is not empty.
std::string address_of(const query::PortalFilter& filter, std::string_view path, std::string_view after = {});

}  // namespace mingjing::render
