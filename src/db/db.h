// One face for SQLite and PostgreSQL: named statements, transactions as closures that can be retried, durable commits.
// Portable SQL only (`$1` placeholders, no sequences, triggers, advisory locks or LISTEN/NOTIFY).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace mingjing::db {

struct Blob {
  std::string bytes;
  auto operator<=>(const Blob&) const = default;
};
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;
using Values = std::vector<Value>;

// A named statement, defined once at namespace scope (`inline const db::Statement kCaseById{"case_by_id", "SELECT …"}`)
// and registered for the life of the program, so that tests can EXPLAIN each on both databases and look for `agency_id`
// in it. `store` names the database it is written for: `cases` (the default), `portal`, `inbox`, or `test`.
// Parameters are $1, $2 … ; each call gives exactly as many values. Two statements of one name stop the program.
class Statement {
 public:
  Statement(std::string_view name, std::string_view sql, std::string_view store = "cases");
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  const std::string name;
  const std::string sql;
  const std::string store;
  const std::uint32_t number;  // dense, for statement caches
  const std::size_t params;    // highest $n
  static std::span<const Statement* const> all();
};

// The database refused a statement: a rule of its schema, or the statement itself is wrong. From then on the transaction
// can only roll back, on both databases: a closure that swallows this and returns true gets it thrown by `write`.
enum class Failure {
  unique,         // 23505
  constraint,     // not null, check, foreign key
  value,          // out of range, text with a NUL or not UTF-8, wrong number of parameters
  schema,         // no such table or column, syntax
  read_only,      // a write inside `read`
  serialization,  // 40001, 40P01; leaves the driver only as Unavailable, when retrying did not help
  other,
};
class StatementFailed : public std::runtime_error {
 public:
  StatementFailed(Failure why, const std::string& what) : std::runtime_error(what), failure(why) {}
  const Failure failure;
};

class Row {
 public:
  virtual ~Row() = default;
  virtual std::size_t size() const = 0;
  virtual bool is_null(std::size_t column) const = 0;
  virtual std::int64_t integer(std::size_t column) const = 0;     // 0 when null
  virtual std::string_view text(std::size_t column) const = 0;    // empty when null; valid until the next row
  virtual std::string_view blob(std::size_t column) const = 0;
  std::optional<std::int64_t> maybe_integer(std::size_t column) const {
    if (is_null(column)) return std::nullopt;
    return integer(column);
  }
};

// A result taken into memory. Reading a column as another type than it has stops the program; null reads as 0 or empty.
class Rows {
 public:
  std::size_t size() const { return columns_ == 0 ? 0 : cells_.size() / columns_; }
  bool empty() const { return cells_.empty(); }
  bool is_null(std::size_t row, std::size_t column) const;
  std::int64_t integer(std::size_t row, std::size_t column) const;
  const std::string& text(std::size_t row, std::size_t column) const;
  const std::string& blob(std::size_t row, std::size_t column) const;
  const Value& at(std::size_t row, std::size_t column) const { return cells_[row * columns_ + column]; }

  std::size_t columns_ = 0;     // filled by the drivers
  std::vector<Value> cells_;
};

class Transaction {
 public:
  virtual ~Transaction() = default;
  virtual Rows query(const Statement& statement, std::span<const Value> params) = 0;
  // Rows changed.
  virtual std::int64_t execute(const Statement& statement, std::span<const Value> params) = 0;
  // Runs before the next query, execute, each or commit, in order; on PostgreSQL all waiting ones share a round trip.
  // A failure surfaces there.
  virtual void later(const Statement& statement, Values params) = 0;
  // Work that makes statements (`later` only) and needs nothing of the caller's that may change or end: at once, or on
  // the thread that runs what is later, in order with it (Options::sqlite_bulk).
  virtual void behind(std::function<void(Transaction&)> work) { work(*this); }
  // One row at a time, for results that must not be held in memory. Returning false stops. The visitor may run other
  // statements of the same transaction.
  virtual void each(const Statement& statement, std::span<const Value> params,
                    const std::function<bool(const Row&)>& visit) = 0;
  Rows query(const Statement& statement, std::initializer_list<Value> params) {
    return query(statement, std::span<const Value>(params.begin(), params.size()));
  }
  std::int64_t execute(const Statement& statement, std::initializer_list<Value> params) {
    return execute(statement, std::span<const Value>(params.begin(), params.size()));
  }
  void each(const Statement& statement, std::initializer_list<Value> params,
            const std::function<bool(const Row&)>& visit) {
    each(statement, std::span<const Value>(params.begin(), params.size()), visit);
  }
  std::int64_t statements() const { return statements_; }  // counted by the drivers; tests hold requests to limits

 protected:
  std::int64_t statements_ = 0;
};

enum class Dialect { sqlite, postgresql };

// What `write` tells its closure's outcome by: false rolls back, true commits.
using Closure = std::function<bool(Transaction&)>;

class Database {
 public:
  virtual ~Database() = default;
  virtual Dialect dialect() const = 0;

  // Runs the closure, commits, returns when the commit is durable. The closure may run several times (40001, 40P01,
  // a batch that failed), so it must not touch anything outside. Throws Unavailable when the commit failed, the queue
  // is full, the disk is full or the server cannot be reached; what an exception in the closure says is rethrown after
  // the rollback. Not to be called from inside a closure.
  virtual void write(const Closure& closure) = 0;

  // Like `write`, but returns at once; `done` is called from a thread of the database, with null or the exception (when
  // the queue is full: from the calling thread, at once). It must be quick and must not throw.
  virtual void submit(Closure closure, std::function<void(std::exception_ptr)> done) = 0;

  // One snapshot for the whole closure; must not write.
  virtual void read(const std::function<void(Transaction&)>& closure) = 0;

  // A closure that returns Result<T> or T: refused results roll back.
  template <class T>
  Result<T> command(const std::function<Result<T>(Transaction&)>& closure) {
    std::optional<Result<T>> outcome;
    write([&](Transaction& tx) {
      outcome.emplace(closure(tx));
      return outcome->has_value();
    });
    return std::move(*outcome);
  }

  // Schema statements (migrations) outside the named registry, each file in one transaction.
  virtual void run_script(std::string_view sql) = 0;
  // The plan of a statement as text, for the test that refuses unbounded scans. SQLite: EXPLAIN QUERY PLAN, one line a
  // step. PostgreSQL: the generic plan with enable_seqscan=off, so that small tables do not hide a missing index and a
  // `Seq Scan` in it always means that no index fits.
  virtual std::string explain(const Statement& statement) = 0;
  // A consistent copy into a file (SQLite: backup API, online). PostgreSQL: not supported here, throws.
  virtual void copy_to(const std::string& path) = 0;
  virtual void ping() = 0;  // throws Unavailable
};

struct Options {
  int readers = 4;                 // connections for `read`
  int writers = 8;                 // PostgreSQL: threads, each with a connection, for `write`
  std::size_t batch_max = 256;     // SQLite: commands to one COMMIT
  std::size_t queue_max = 4096;    // more waiting writers than this: Unavailable
  bool read_only = false;
  std::string sqlite_vfs;          // tests put a failing one here
  // Pages kept by each connection. More is dearer: SQLite 3.40 walks along all of them at each commit that balanced a
  // tree (it borrows the number of the lock-byte page meanwhile, and then takes the database for truncated).
  int sqlite_cache_kib = 16'384;
  bool sqlite_bulk = false;        // one long stretch of writing, made anew after a crash: see README.md
  int busy_timeout_ms = 5000;
  int connect_timeout_ms = 5000;
  int statement_timeout_ms = 30000;  // PostgreSQL
  int retries_max = 20;              // of one closure, for 40001 and 40P01
  // Tests: asked before each commit of a closure; true makes it fail like a serialization failure.
  std::function<bool()> inject_serialization_failure;
};

// `sqlite:PATH` (`sqlite::memory:` for tests) or `postgresql://…`.
std::unique_ptr<Database> open(std::string_view url, const Options& options = {});

// Migrations: numbered scripts, applied once, recorded in schema_version(number, name, sha256, applied_at).
struct Migration {
  int number;
  std::string name;
  std::string sql;  // with the words below
};
// The dialect's words, SQLite / PostgreSQL: {{bigint}} INTEGER / BIGINT, {{blob}} BLOB / BYTEA, {{real}} REAL / DOUBLE
// PRECISION, {{text}} TEXT / TEXT COLLATE "C" (so that both sort by bytes), {{strict}} STRICT / nothing, {{clustered}}
// STRICT, WITHOUT ROWID / nothing; the last two stand after the closing parenthesis of CREATE TABLE.
std::string in_dialect(std::string_view sql, Dialect dialect);
int schema_version(Database& database);  // 0 when empty
// Applies what is missing, each in its own transaction. Refuses a schema newer than the list, and one whose applied
// migrations were other texts than the list's.
Status migrate(Database& database, std::span<const Migration> migrations);

}  // namespace mingjing::db
