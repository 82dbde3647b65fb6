// After a takedown: portal.db written anew from its live pages, the old file and its WAL removed. The only place
// outside db/ that speaks to SQLite itself, because VACUUM INTO stands outside any transaction.
// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <mutex>

#include "base/result.h"
#include "query/portal_db.h"
#include "query/portal_sql.h"

namespace mingjing::query {
namespace {

void copy_live_pages(const std::string& from, const std::string& to) {
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(from.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> connection(raw, sqlite3_close);
  if (opened != SQLITE_OK) throw Unavailable("portal.db cannot be opened to be written anew");
  sqlite3_busy_timeout(raw, 5000);
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(raw, "VACUUM INTO ?1", -1, &statement, nullptr) != SQLITE_OK)
    throw Unavailable(sqlite3_errmsg(raw));
  sqlite3_bind_text(statement, 1, to.c_str(), -1, SQLITE_TRANSIENT);
  const int done = sqlite3_step(statement);
  sqlite3_finalize(statement);
  if (done != SQLITE_DONE) throw Unavailable(std::string("portal.db: ") + sqlite3_errmsg(raw), done == SQLITE_FULL);
}

void sync(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) throw Unavailable("cannot sync " + path);
  const int failed = ::fsync(fd);
  ::close(fd);
  if (failed != 0) throw Unavailable("cannot sync " + path);
}

}  // namespace

// The page is gone from every read before this begins. Readers go on while the index is merged and the copy is made and wait only while the files change places. A crash before the rename leaves
// the old file with `write_anew` set, a crash after it the new one with the same mark: opening does it again.
void PortalDb::write_anew() {
  namespace fs = std::filesystem;
  {
    const std::shared_lock lock(swap_);
    db_->write([](db::Transaction& tx) {
      tx.execute(sql::kMergeIndex, {});  // terms that nothing holds any more leave the index
      return true;
    });
  }
  const std::string next = path_ + ".next";
  fs::remove(next);
  copy_live_pages(path_, next);
  sync(next);
  const std::unique_lock lock(swap_);
  db_.reset();  // the last connection folds the WAL into the old file and removes it
  fs::rename(next, path_);
  fs::remove(path_ + "-wal");
  fs::remove(path_ + "-shm");
  sync(fs::absolute(path_).parent_path());
  open();
  db_->write([](db::Transaction& tx) {
    tx.execute(sql::kSetState, {std::string("write_anew"), std::int64_t{0}});
    return true;
  });
}

}  // namespace mingjing::query
