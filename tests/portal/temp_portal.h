// A portal.db in a folder of its own, removed at the end; and feed items made from canned decisions.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

#include "query/portal_db.h"
#include "tests/portal/canned.h"

namespace mingjing::portal_test {

class TempPortal {
 public:
  TempPortal() {
    std::string name = (std::filesystem::temp_directory_path() / "mingjing-portal-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    open();
  }
  ~TempPortal() {
    db_.reset();
    std::filesystem::remove_all(folder_);
  }
  void open() {
    db_.reset();
    db_ = std::make_unique<query::PortalDb>((folder_ / "portal.db").string());
  }
  void close() { db_.reset(); }
  query::PortalDb& db() { return *db_; }
  const std::filesystem::path& folder() const { return folder_; }
  std::int64_t next_pos() { return ++pos_; }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<query::PortalDb> db_;
  std::int64_t pos_ = 0;
};

// A distinct public id.
std::string id_of(int n);
query::FeedItem publication(std::int64_t pos, std::int64_t seq, const Canned& canned, std::int64_t replaces = 0);
query::FeedItem update(std::int64_t pos, const std::string& id, std::int64_t n, const std::string& text);
query::FeedItem takedown(std::int64_t pos, std::int64_t seq, const std::string& id,
                         const std::string& reason = "revoked");

}  // namespace mingjing::portal_test
