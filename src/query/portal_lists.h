// Lists published before any case 「事前公开」 as portal.db holds them: versions of each agency's list, whole and
// immutable, and the entries of the newest one. `/lists/{list}`, `/officers`.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace mingjing::db {
class Transaction;
}

namespace mingjing::query {

struct FeedItem;
struct PortalOptions;

// What this portal has pages for; other names of the feed are carried on but not shown.
struct PublicList {
  std::string_view id, title, about;
  // False: only the newest version stays, because former ones name people who have left (个人信息保护法 19).
  bool keeps_versions = true;
};
std::span<const PublicList> public_lists();
const PublicList* public_list(std::string_view id);  // null when unknown

struct PortalListVersion {
  std::string list, agency_uscc, agency, published_on;
  std::int64_t version = 0, entries = 0, pos = 0;
  std::string digest;
};

struct PortalListEntry {
  std::string agency_uscc;
  Json data;  // as in the document (flow/public_lists.h)
};

inline constexpr int kPortalListRows = 50;
struct PortalListPage {
  std::vector<PortalListEntry> rows;
  std::string next;  // cursor, empty on the last page
};

// Refused: entry and document that do not fit together (digest_mismatch, invalid with field).
Status apply_list(db::Transaction& tx, const PortalOptions& options, const FeedItem& item, const Json& entry);

}  // namespace mingjing::query
