// `mingjing portal --follow URL` (CONTRACTS 1): a replica of another server's public side, in a folder of its own.
//   DATA/portal.db    what is public, as the source's own
//   DATA/log/         the mirrored log, with `vkey`: the key pinned at first use
//   DATA/files/       the public files of the decisions shown
//   DATA/heard        when the source was last heard, in words of time
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "files/content_store.h"
#include "mingjing/follower.h"
#include "mingjing/serve.h"
#include "mingjing/system.h"
#include "render/portal_log.h"
#include "render/portal_site.h"
#include "tlog/tile_reader.h"
#include "workers/background.h"

namespace mingjing::app {

struct ReplicaOptions {
  std::string follow;  // https://host of the source
  std::string vkey;    // the log's key, known from elsewhere; empty: the one the source shows at first use is pinned
  std::string owner;   // named under the title
  int wait_s = 5;      // how long the source may hold back an answer while nothing is new; stopping waits for it
};

// Everything of a replica but sockets, so that tests can drive it by hand.
class Replica {
 public:
  // Refusals: conflict (the folder is another log's, or in use), bad_request (no address, no key), unavailable (no key
  // is pinned yet and the source does not answer).
  static Result<std::unique_ptr<Replica>> open(const std::filesystem::path& data, ReplicaOptions options,
                                               std::function<void(const std::string&)> report);

  // One round of the follower; its outcome is reported when it changes, and stands on every page.
  Status round();
  std::unique_ptr<render::PortalSite> site(std::string base_url);
  query::PortalDb& db() { return *portal_; }
  const tlog::TileStore& tiles() const { return *tiles_; }
  const std::string& vkey() const { return vkey_; }
  bool refused() const { return refused_.load(); }
  bool is_demo() const;
  std::string notice() const;

 private:
  Replica(std::filesystem::path data, ReplicaOptions options, std::function<void(const std::string&)> report)
      : data_(std::move(data)), options_(std::move(options)), report_(std::move(report)) {}
  Status pin_key();
  Status start();
  void note(const Status& outcome);
  std::string proof(const std::string& stored) const;
  std::shared_ptr<const render::LogView> log_view() const;

  const std::filesystem::path data_;
  const ReplicaOptions options_;
  const std::function<void(const std::string&)> report_;
  std::optional<FolderLock> lock_;
  std::unique_ptr<AnchorSource> source_;
  std::unique_ptr<tlog::FolderTileStore> tiles_;
  std::unique_ptr<files::FolderStore> files_;
  std::unique_ptr<query::PortalDb> portal_;
  std::unique_ptr<Follower> follower_;
  mutable tlog::TileCache cache_;
  std::string vkey_, name_;
  std::atomic<bool> refused_{false};
  mutable std::mutex mutex_;  // covers what follows
  std::int64_t heard_ms_ = 0, written_ms_ = 0;
  std::string fault_;  // of the last round; empty: it went well
  std::string shown_;  // the notice that pages kept in memory were made with
};

int run_replica(const std::filesystem::path& data, const ServeOptions& serve, const ReplicaOptions& replica);

}  // namespace mingjing::app
