// SPDX-License-Identifier: Apache-2.0
#include "query/portal_index.h"

#include <fmt/format.h>

#include "query/amount_bands.h"
#include "query/portal_sql.h"
#include "search/segment.h"

namespace mingjing::query {
namespace {

// Stands before every tag: a character of private use, which no query can hold (search::terms drops it), so tags and
// words share the index without a column filter, which would cost each match the reading of its positions.
constexpr std::string_view kSign = "\xee\x80\x80";

// Letters and digits only, so that a tag is one term whatever stands in the key.
std::string tag(std::string_view prefix, std::string_view key) {
  std::string out = std::string(kSign) + std::string(prefix);
  for (char c : key) {
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c + 32);
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) out += c;
  }
  return out;
}

std::string year_tag(int year) { return fmt::format("{}y{:04}", kSign, year); }
std::string month_tag(int year, int month) { return fmt::format("{}m{:04}{:02}", kSign, year, month); }

// In every decision: lets a range that is too wide for years be asked like any other.
const std::string kAny = std::string(kSign) + "any";

// The whole years and the months at both ends that a range touches.
std::string range_tags(Date from, Date to) {
  constexpr int kTermsMax = 60;
  const int last = to.year() * 12 + static_cast<int>(to.month()) - 1;
  std::string out;
  int count = 0;
  const auto add = [&](const std::string& one) { out += (out.empty() ? "\"" : " OR \"") + one + "\""; };
  for (int month = from.year() * 12 + static_cast<int>(from.month()) - 1; month <= last; ++count) {
    if (count == kTermsMax) return "\"" + kAny + "\"";
    if (month % 12 == 0 && month + 11 <= last) {
      add(year_tag(month / 12));
      month += 12;
    } else {
      add(month_tag(month / 12, month % 12 + 1));
      ++month;
    }
  }
  return out;
}

}  // namespace

int index_version() {
  return search::kSegmentVersion * 10'000 + kTagsVersion * 100 + amount_bands_version();
}

IndexText index_text(const PortalDecision& d) {
  IndexText out;
  out.title = search::indexed(d.row.number + "\n" + d.row.party + "\n" + d.row.cause + "\n" + d.party_uscc);
  std::string body = d.row.result + "\n" + d.facts;
  for (const auto& basis : d.basis) body += "\n" + basis.text;
  for (const auto& paragraph : d.document) {
    body += '\n';
    for (const auto& span : paragraph.spans) body += span.text;
  }
  out.body = search::indexed(body);
  out.tags = kAny + " " + tag("a", d.row.agency_uscc) + " " + tag("t", d.row.act_type) + " " +
             tag("f", amount_band_of(Fen{d.amount_fen}).key);
  if (const auto day = Date::parse(d.row.decided_on))
    out.tags += " " + year_tag(day->year()) + " " + month_tag(day->year(), static_cast<int>(day->month()));
  return out;
}

std::vector<std::pair<std::string, std::string>> facets_of(const PortalDecision& d, std::int64_t row) {
  return {{sql::kByYear, d.row.decided_on.substr(0, 4)}, {sql::kByAmount, amount_band_of(Fen{d.amount_fen}).key},
          {sql::kByPart, std::to_string(row / sql::kSitemapPositions)}};
}

Question question_of(const PortalFilter& filter) {
  std::string tags;
  const auto add = [&](const std::string& part) { tags += (tags.empty() ? "" : " AND ") + part; };
  const auto one_of = [&](const auto& values, auto&& as_tag) {
    std::string any;
    for (const auto& value : values) any += (any.empty() ? "\"" : " OR \"") + as_tag(value) + "\"";
    if (!any.empty()) add("(" + any + ")");
  };
  one_of(filter.agencies, [](const std::string& key) { return tag("a", key); });
  one_of(filter.act_types, [](const std::string& key) { return tag("t", key); });
  one_of(filter.amounts, [](const std::string& key) { return tag("f", key); });
  one_of(filter.years, year_tag);
  if (filter.from || filter.to) {
    const Date from = filter.from.value_or(Date(1900, 1, 1)), to = filter.to.value_or(Date(2199, 12, 31));
    if (from > to) {
      add("\"none\"");
    } else {
      add("(" + range_tags(from, to) + ")");
    }
  }
  auto asked = search::parse_query(filter.q);
  Question out{std::move(asked.expression), std::move(asked.words), false};
  out.hopeless = !filter.q.empty() && out.match.empty();
  if (!tags.empty()) out.match += (out.match.empty() ? "" : " AND ") + tags;
  return out;
}

}  // namespace mingjing::query
