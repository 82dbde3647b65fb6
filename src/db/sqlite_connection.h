// One SQLite connection with its cache of prepared statements. Used by one thread at a time (SQLITE_OPEN_NOMUTEX).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sqlite3.h>

#include <array>

#include "db/db.h"
#include "db/sqlite_behind.h"

namespace mingjing::db {

class SqliteConnection {
 public:
  enum class Mode { write, read };
  // Throws Unavailable when the file cannot be opened.
  SqliteConnection(const std::string& path, Mode mode, const Options& options);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  // A prepared statement with its parameters bound. The values are not copied: they must outlive the use. Reset and
  // given back to the cache on destruction; a second use of the same statement meanwhile gets one of its own.
  class Use {
   public:
    Use(SqliteConnection& connection, const Statement& statement, std::span<const Value> params);
    ~Use();
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    bool step();  // true: a row
    sqlite3_stmt* handle() const { return handle_; }

   private:
    SqliteConnection& connection_;
    const Statement& statement_;
    sqlite3_stmt* handle_ = nullptr;
    bool cached_ = false;
  };

  void run(const char* sql);  // one or many statements, without results

  enum class Step { begin_write, begin_read, savepoint, release, rollback_to, commit, rollback };
  void step(Step step);
  std::string plan(const Statement& statement);
  void copy_to(const std::string& path);  // one snapshot, also while others write
  bool in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }
  sqlite3* handle() const { return db_; }
  SqliteBehind* behind() const { return behind_.get(); }  // null but with Options::sqlite_bulk

  // The exception for the last error: StatementFailed for what the statement did wrong, Unavailable for the world.
  [[noreturn]] void fail(std::string_view what) const;

 private:
  struct Cached {
    sqlite3_stmt* handle = nullptr;
    bool busy = false;
  };
  void require_wal();
  sqlite3_stmt* prepare(std::string_view name, std::string_view sql);

  sqlite3* db_ = nullptr;
  std::vector<Cached> cache_;  // by the statement's number
  std::array<sqlite3_stmt*, 7> steps_{};
  std::unique_ptr<SqliteBehind> behind_;  // last: ends before what it uses
};

// The transaction that closures see; `Database` begins and ends it.
class SqliteTransaction : public Transaction {
 public:
  explicit SqliteTransaction(SqliteConnection& connection) : connection_(connection) {}
  ~SqliteTransaction() override;
  using Transaction::each;
  using Transaction::execute;
  using Transaction::query;
  Rows query(const Statement& statement, std::span<const Value> params) override;
  std::int64_t execute(const Statement& statement, std::span<const Value> params) override;
  void later(const Statement& statement, Values params) override;
  void behind(std::function<void(Transaction&)> work) override;
  void each(const Statement& statement, std::span<const Value> params,
            const std::function<bool(const Row&)>& visit) override;
  void script(const std::string& sql);
  // Runs what waits, then throws the first failure again if the closure swallowed it.
  void finish();

 private:
  template <class Action>
  auto guarded(Action&& action);
  void flush();

  SqliteConnection& connection_;
  Waiting waiting_;
  std::exception_ptr failure_;
};

}  // namespace mingjing::db
