// What makes a replica (`mingjing portal --follow URL`): follows another server's log and feed, and takes over nothing
// that it has not checked itself. Signatures are checked by the pinned key. The tree is built anew from the entries, so
// that every entry is known to be included and every checkpoint to continue the one before. When the log names a new key
// under a checkpoint that a known key signed, the new one is known from there on. A change is applied when
// its entry is the one the own log holds at its place, its bytes have the digest of that entry, and its proof holds.
//
// A takedown is taken from the log itself when the feed does not bring it within `kPatienceMs`: who runs the source
// cannot keep a page alive here that the log has taken down.
//
// kill -9 at any point loses nothing: the checkpoint is written after the tiles it covers, portal.db knows its own
// position, and a file without a decision is removed when the replica starts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "http/fetch.h"
#include "mingjing/anchor_source.h"
#include "mingjing/public_check.h"
#include "ports/content_store.h"
#include "query/portal_db.h"
#include "tlog/folder_tile_store.h"
#include "tlog/tile_reader.h"
#include "tlog/tree_writer.h"

namespace mingjing::app {

// Fetches a path of the source (`/feed/changes?…`).
using FetchFrom = std::function<Result<http::Fetched>(const std::string& path, const http::FetchLimits& limits)>;

class Follower {
 public:
  static constexpr std::int64_t kPatienceMs = 10'000;

  struct Parts {
    FetchFrom fetch;
    AnchorSource& source_log;
    tlog::NoteVerifier key;  // pinned: one that the log has or had
    tlog::FolderTileStore& tiles;  // DATA/log
    query::PortalDb& portal;
    ports::ContentStore& files;
    std::function<std::int64_t()> now_ms;  // real clock
  };
  explicit Follower(Parts parts);

  // Takes up where the folder stands, before the first round. conflict: the folder does not fit the key or itself.
  Status open();
  // Log, then changes until there are none; waits at the source up to `wait_s` for news when there were none at once.
  // unavailable: the source does not answer, or not yet with what its log promises. digest_mismatch, conflict: the
  // source contradicts what was checked before (another signature, a forked or shorter log, other bytes): nothing of it
  // was taken over.
  Status round(int wait_s);
  std::uint64_t log_size() const { return writer_.size(); }
  SignedHeads& heads() { return heads_; }

 private:
  Status follow_log();
  Result<tlog::LogKeys> keys_after(const std::vector<tlog::KeyChange>& changes) const;
  Status follow_changes(int wait_s);
  Status check(const query::FeedItem& item);
  Status take_files(const query::FeedItem& item);
  void drop_files(const std::string& id);
  void sweep_files();  // those that no decision names
  Status apply(std::vector<query::FeedItem> items);
  // Takedowns of the log before `pos` that the feed passed over, as changes of our own making.
  Result<std::vector<query::FeedItem>> owed_takedowns(std::int64_t before, bool patient);

  const Parts parts_;
  SignedHeads heads_;
  std::vector<tlog::KeyChange> changes_;  // of the key, that the mirrored log holds
  tlog::TreeWriter writer_;
  std::string note_;       // the checkpoint that covers writer_
  std::string same_tree_;  // the proof checkpoint last found to be of our tree
  tlog::TileCache cache_;
  struct Owed {
    std::string id, entry;
    std::int64_t seen_ms = 0;
  };
  std::map<std::int64_t, Owed> owed_;  // by position: takedowns not yet applied
  std::int64_t scanned_ = 0;           // entries below were looked through for them
  int at_once_ = 100;                  // changes asked for; less after an answer that was too large
};

}  // namespace mingjing::app
