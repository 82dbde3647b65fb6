// A source as a replica meets it over HTTP: log, feed, files and pages of invented decisions, without a case database;
// and the same as somebody would serve it who wants the replica to show what is not true.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "http/server.h"
#include "query/portal_db.h"
#include "tests/portal/canned.h"
#include "tlog/folder_tile_store.h"
#include "tlog/note.h"
#include "tlog/tree_writer.h"

namespace mingjing::replica_test {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  const std::filesystem::path& path() const { return path_; }
  std::string bytes() const;  // of everything in it, as one text

 private:
  std::filesystem::path path_;
};

class Source {
 public:
  // Two sources of one seed have the same key and so can be two stories of one log.
  explicit Source(char seed = 'k', std::uint16_t port = 0);
  ~Source();

  // Into the log and the feed. The file is what /decisions/{id}.pdf answers.
  void publish(int n, const std::string& party, std::string file = {});
  void update(int n, const std::string& text);
  void take_down(int n, bool in_feed = true);
  // The log gets another key; the one before signs beside it, unless it is `alone`.
  void change_key(char seed, bool alone = false);
  void event();  // an entry that is nobody's business
  void stop();   // answers no more
  void start(std::uint16_t port = 0);

  std::string url() const;
  std::uint16_t port() const;
  std::string vkey() const { return signer_.verifier().vkey(); }
  std::string bytes_of(int n) const;
  // Applied to every line of /feed/changes, and to the bytes of every file.
  std::function<std::string(std::string)> alter_line, alter_file;

 private:
  std::int64_t append(const std::string& entry);
  void tell(query::FeedItem item);

  tlog::NoteSigner signer_;
  char seed_;
  TempFolder folder_;
  tlog::FolderTileStore tiles_;
  query::PortalDb portal_;
  tlog::TreeWriter tree_;
  std::string note_;
  std::map<std::string, std::string> files_;  // by id
  std::map<int, portal_test::Canned> canned_;
  std::map<int, std::int64_t> seq_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace mingjing::replica_test
