// portal.db: everything the public sees, in a file of its own that follows the public feed and holds nothing else. A
// replica is the same file fed by another server's `/feed/changes`. One process, one follower applying; any number of
// readers.
//
// After a takedown nothing of the decision is left in the folder: the rows go, the text index drops their terms, and
// the file is written anew from what is live, the old one and its WAL removed, before `apply` returns.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <vector>

#include "db/db.h"
#include "query/portal_feed.h"
#include "query/portal_views.h"

namespace mingjing::query {

struct PortalOptions {
  int readers = 4;
  // `sha256:<hex>` of bytes. When given, a publication or update whose bytes differ from its log entry is refused.
  std::function<std::string(std::string_view)> digest;
};

class PortalDb {
 public:
  // Opens or makes the file; finishes a takedown that a crash interrupted.
  explicit PortalDb(std::string path, PortalOptions options = {});
  ~PortalDb();
  PortalDb(const PortalDb&) = delete;
  PortalDb& operator=(const PortalDb&) = delete;

  // Applies changes in the order of `pos`; those at or below `position()` are passed over, so a repeated batch changes
  // nothing. All or none. Refusals: invalid (an item that cannot be read, with field), digest_mismatch.
  // Throws Unavailable.
  Status apply(std::span<const FeedItem> items);
  Status apply(const FeedItem& item) { return apply(std::span(&item, 1)); }

  std::int64_t position() const { return position_.load(); }  // last log position applied
  // Grows with every change; caches made under a smaller number are stale.
  std::uint64_t generation() const { return generation_.load(); }

  // Newest publication first, twenty rows. A cursor that is not one of ours starts at the first page.
  PortalPage page(const PortalFilter& filter) const;
  std::optional<PortalDecision> decision(std::string_view id) const;
  std::optional<PortalTombstone> tombstone(std::string_view id) const;
  std::optional<std::string> update_json(std::string_view id, std::int64_t n) const;
  PortalHome home() const;
  std::vector<PortalAgency> agencies() const;
  std::vector<PortalRow> latest(int limit) const;
  // Rows for CSV, newest first from the cursor on; returns the next cursor, empty at the end.
  std::string rows(const PortalFilter& filter, int limit, const std::function<void(const PortalRow&)>& visit) const;
  // Ids with their day for the sitemap, newest first.
  std::vector<std::pair<std::string, std::string>> addresses(int limit) const;
  // What a replica that stands at `after` must apply next, at most `limit` items.
  std::vector<FeedItem> changes(std::int64_t after, int limit) const;

 private:
  void open();
  void rebuild_index();
  void write_anew();  // portal_compact.cpp
  PortalPage searched(const PortalFilter& filter, const std::string& match) const;
  void read(const std::function<void(db::Transaction&)>& closure) const;

  const std::string path_;
  const PortalOptions options_;
  mutable std::shared_mutex swap_;  // shared: reads and writes; alone: the file is being replaced
  std::unique_ptr<db::Database> db_;
  std::atomic<std::int64_t> position_{0};
  std::atomic<std::uint64_t> generation_{1};
};

}  // namespace mingjing::query
