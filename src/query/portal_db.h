// portal.db: everything the public sees, in a file of its own that follows the public feed and holds nothing else. A
// replica is the same file fed by another server's `/feed/changes`. One process, one follower applying; any number of
// readers.
//
// After a takedown nothing of the decision is left in the folder: the rows go, and with them every page and find; then
// the text index drops their terms and the file is written anew from what is live, the old one and its WAL removed,
// before `apply` returns (of a row of batches, the last).
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
#include "query/portal_answers.h"
#include "query/portal_feed.h"
#include "query/portal_lists.h"
#include "query/portal_views.h"

namespace mingjing::query {

inline constexpr int kTendSteps = 5;

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
  // `more`: the next batch is applied at once, so that the file is written anew once, behind the last of them, however many
  // takedowns they hold; an empty last batch is enough. Throws Unavailable.
  Status apply(std::span<const FeedItem> items, bool more = false);
  Status apply(const FeedItem& item) { return apply(std::span(&item, 1)); }

  // Upkeep of the text index, for when there is nothing to apply: at most `steps` of some 20 ms each; false when there
  // is nothing left to do. Searches answer the same before and after. Throws Unavailable.
  bool tend(int steps = kTendSteps);  // portal_tend.cpp

  std::int64_t position() const { return position_.load(); }  // last log position applied
  // Grows with every change; caches made under a smaller number are stale.
  std::uint64_t generation() const { return generation_.load(); }
  void drop_caches() { ++generation_; }  // when pages say something new that is not in the rows

  // Newest publication first, twenty rows. A cursor that is not one of ours starts at the first page.
  PortalPage page(const PortalFilter& filter) const;
  std::optional<PortalDecision> decision(std::string_view id) const;
  std::optional<PortalTombstone> tombstone(std::string_view id) const;
  // The latest first, twenty a page; a cursor that is not one of ours starts at the first page.
  PortalTakedowns takedowns(std::string_view after) const;
  std::optional<std::string> update_json(std::string_view id, std::int64_t n) const;
  PortalHome home() const;
  PortalFacets facets() const;
  // Of one agency by its credit code, or of all when it is empty; what was taken down is counted for all alone.
  PortalFigures figures(std::string_view agency = {}) const;  // portal_figures.cpp
  std::vector<PortalRow> latest(int limit) const;
  // Rows for CSV, newest first from the cursor on; returns the next cursor, empty at the end.
  std::string rows(const PortalFilter& filter, int limit, const std::function<void(const PortalRow&)>& visit) const;
  // Lists (portal_lists.h). Every version of a list, by agency, the newest first; the newest of each list and agency;
  // the exact bytes of one; entries of the newest versions, of all agencies or one; one entry by its id.
  std::vector<PortalListVersion> list_versions(std::string_view list) const;
  std::vector<PortalListVersion> newest_lists() const;
  std::optional<std::string> list_json(std::string_view list, std::string_view uscc, std::int64_t version) const;
  PortalListPage list_page(std::string_view list, std::string_view uscc, std::string_view after,
                           int limit = kPortalListRows) const;
  std::optional<PortalListEntry> list_entry(std::string_view list, std::string_view id) const;
  // Answers to complaints (portal_answers.h). The newest first; a cursor that is not one of ours starts at the first page.
  PortalAnswers answers(std::string_view after) const;
  std::optional<PortalAnswer> answer(std::string_view id) const;
  std::optional<PortalAnswerTombstone> answer_tombstone(std::string_view id) const;
  std::vector<std::pair<std::string, std::string>> answer_addresses() const;  // ids and days, for the sitemap
  // Parts of the sitemap that hold decisions, newest first; and the ids of one with their days. A part covers a fixed
  // stretch of the log, at most 45,000 decisions, so that it changes only by takedowns once the log is past it.
  std::vector<std::int64_t> sitemap_parts() const;
  std::vector<std::pair<std::string, std::string>> sitemap_part(std::int64_t part) const;
  // What a replica that stands at `after` must apply next, at most `limit` items.
  std::vector<FeedItem> changes(std::int64_t after, int limit) const;

 private:
  void open();
  void rebuild_derived();
  void write_anew();  // portal_compact.cpp
  bool tend_once();   // portal_tend.cpp
  PortalPage searched(const PortalFilter& filter, const std::string& match) const;
  void read(const std::function<void(db::Transaction&)>& closure) const;

  const std::string path_;
  const PortalOptions options_;
  mutable std::shared_mutex swap_;  // shared: reads and writes; alone: the file is being replaced
  std::unique_ptr<db::Database> db_;
  bool unwritten_ = false;          // of the one that applies: something was taken down since the file was written
  std::atomic<std::int64_t> position_{0};
  std::atomic<std::uint64_t> generation_{1};
};

}  // namespace mingjing::query
