// A portal.db in a folder of its own, removed at the end; and feed items made from canned decisions.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "query/portal_db.h"
#include "tests/portal/canned.h"

namespace mingjing::portal_test {

class TempPortal {
 public:
  explicit TempPortal(std::function<std::string(std::string_view)> digest = {}) : digest_(std::move(digest)) {
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
    db_ = std::make_unique<query::PortalDb>((folder_ / "portal.db").string(), query::PortalOptions{.digest = digest_});
  }
  void close() { db_.reset(); }
  query::PortalDb& db() { return *db_; }
  const std::filesystem::path& folder() const { return folder_; }
  std::int64_t next_pos() { return ++pos_; }

 private:
  const std::function<std::string(std::string_view)> digest_;
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
query::FeedItem withheld(std::int64_t pos, std::int64_t seq, const std::string& ground);

// Answers to complaints, with a true commitment and digest: public, and taken down. Answer n has the id 800 + n.
query::FeedItem answer(std::int64_t pos, int n, const std::string& question = "检查要不要出示证件？", const std::string& text = "要，而且要主动出示。");
query::FeedItem answer_taken_down(std::int64_t pos, int n, const std::string& why = "引用的条文已经修改。");
std::string answer_id(int n);

// Versions of lists, with a true commitment and digest. Item n has the id 500 + n.
query::FeedItem items_list(std::int64_t pos, std::int64_t version, const std::string& name = "非法占用土地", int count = 1);
query::FeedItem matters_list(std::int64_t pos, std::int64_t version);
query::FeedItem officers_list(std::int64_t pos, std::int64_t version, const std::string& status = "valid");

}  // namespace mingjing::portal_test
