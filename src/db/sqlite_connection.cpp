// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite_connection.h"

#include <fmt/format.h>

#include <cerrno>

#include "base/check.h"
#include "db/drivers.h"

namespace mingjing::db {
namespace {

class SqliteRow : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* handle) : handle_(handle) {}
  std::size_t size() const override { return static_cast<std::size_t>(sqlite3_column_count(handle_)); }
  bool is_null(std::size_t column) const override { return type(column) == SQLITE_NULL; }
  std::int64_t integer(std::size_t column) const override {
    const int found = type(column);
    MJ_CHECK(found == SQLITE_INTEGER || found == SQLITE_NULL);
    return sqlite3_column_int64(handle_, static_cast<int>(column));
  }
  std::string_view text(std::size_t column) const override {
    const int found = type(column);
    MJ_CHECK(found == SQLITE_TEXT || found == SQLITE_NULL);
    return bytes(column);
  }
  std::string_view blob(std::size_t column) const override {
    const int found = type(column);
    MJ_CHECK(found == SQLITE_BLOB || found == SQLITE_NULL);
    return bytes(column);
  }
  Value value(std::size_t column) const {
    switch (type(column)) {
      case SQLITE_INTEGER:
        return sqlite3_column_int64(handle_, static_cast<int>(column));
      case SQLITE_FLOAT:
        return sqlite3_column_double(handle_, static_cast<int>(column));
      case SQLITE_TEXT:
        return std::string(bytes(column));
      case SQLITE_BLOB:
        return Blob{std::string(bytes(column))};
      default:
        return std::monostate{};
    }
  }

 private:
  int type(std::size_t column) const {
    MJ_CHECK(column < size());
    return sqlite3_column_type(handle_, static_cast<int>(column));
  }
  std::string_view bytes(std::size_t column) const {
    const void* data = sqlite3_column_blob(handle_, static_cast<int>(column));  // text stays UTF-8
    if (data == nullptr) return {};
    return {static_cast<const char*>(data),
            static_cast<std::size_t>(sqlite3_column_bytes(handle_, static_cast<int>(column)))};
  }

  sqlite3_stmt* handle_;
};

struct Bind {
  sqlite3_stmt* handle;
  int index;
  int operator()(std::monostate) const { return sqlite3_bind_null(handle, index); }
  int operator()(std::int64_t value) const { return sqlite3_bind_int64(handle, index, value); }
  int operator()(double value) const { return sqlite3_bind_double(handle, index, value); }
  int operator()(const std::string& value) const {
    return sqlite3_bind_text64(handle, index, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  int operator()(const Blob& value) const {
    return sqlite3_bind_blob64(handle, index, value.bytes.data(), value.bytes.size(), SQLITE_STATIC);
  }
};

// SQLite numbers `$n` by first appearance, so the name says which value belongs there.
std::size_t value_index(sqlite3_stmt* handle, int index) {
  const char* name = sqlite3_bind_parameter_name(handle, index);
  MJ_CHECK(name != nullptr && name[0] == '$');
  return static_cast<std::size_t>(std::atoi(name + 1)) - 1;
}

}  // namespace

SqliteConnection::SqliteConnection(const std::string& path, Mode mode, const Options& options) {
  const int access = mode == Mode::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  const char* vfs = options.sqlite_vfs.empty() ? nullptr : options.sqlite_vfs.c_str();
  try {
    if (sqlite3_open_v2(path.c_str(), &db_, access | SQLITE_OPEN_NOMUTEX, vfs) != SQLITE_OK) fail(path);
    sqlite3_extended_result_codes(db_, 1);
    sqlite3_busy_timeout(db_, options.busy_timeout_ms);
    run("PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF");
    run(("PRAGMA cache_size=-" + std::to_string(options.sqlite_cache_kib)).c_str());
    if (mode == Mode::write) {
      run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=2000; "
          "PRAGMA journal_size_limit=67108864");
      require_wal();
      if (options.sqlite_bulk) {
        run("PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY");
        behind_ = std::make_unique<SqliteBehind>(*this);
      }
    } else {
      run("PRAGMA query_only=ON");
    }
  } catch (const StatementFailed& refused) {
    sqlite3_close_v2(db_);
    throw Unavailable(refused.what());
  } catch (...) {
    sqlite3_close_v2(db_);
    throw;
  }
}

SqliteConnection::~SqliteConnection() {
  behind_.reset();
  for (Cached& cached : cache_) sqlite3_finalize(cached.handle);
  for (sqlite3_stmt* handle : steps_) sqlite3_finalize(handle);
  sqlite3_close_v2(db_);
}

// A file system without shared memory would silently give a rollback journal, and readers would block the writer.
void SqliteConnection::require_wal() {
  sqlite3_stmt* handle = prepare("journal_mode", "PRAGMA journal_mode");
  std::string mode;
  if (sqlite3_step(handle) == SQLITE_ROW) mode = reinterpret_cast<const char*>(sqlite3_column_text(handle, 0));
  sqlite3_finalize(handle);
  if (mode != "wal")
    throw Unavailable("the file system of the database does not allow WAL (journal_mode " + mode + ")");
}

void SqliteConnection::run(const char* sql) {
  if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(sql);
}

void SqliteConnection::fail(std::string_view what) const {
  const int code = db_ == nullptr ? SQLITE_NOMEM : sqlite3_extended_errcode(db_);
  const int system = db_ == nullptr ? 0 : sqlite3_system_errno(db_);
  const std::string text =
      fmt::format("{}: {} ({})", what, db_ == nullptr ? "out of memory" : sqlite3_errmsg(db_), code);
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID) {
        throw StatementFailed(Failure::unique, text);
      }
      if (code == SQLITE_CONSTRAINT_DATATYPE) throw StatementFailed(Failure::value, text);
      throw StatementFailed(Failure::constraint, text);
    case SQLITE_ERROR:
      throw StatementFailed(Failure::schema, text);
    case SQLITE_READONLY:
      throw StatementFailed(Failure::read_only, text);
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
    case SQLITE_TOOBIG:
      throw StatementFailed(Failure::value, text);
    case SQLITE_MISUSE:
      throw StatementFailed(Failure::other, text);
    case SQLITE_FULL:
      throw Unavailable(text, true);
    default:
      throw Unavailable(text, (code & 0xff) == SQLITE_IOERR && (system == ENOSPC || system == EDQUOT || system == EFBIG));
  }
}

sqlite3_stmt* SqliteConnection::prepare(std::string_view name, std::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  if (sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &handle, nullptr) !=
      SQLITE_OK) {
    fail(name);
  }
  return handle;
}

void SqliteConnection::step(Step step) {
  static constexpr std::array<std::string_view, 7> kSql{
      "BEGIN IMMEDIATE", "BEGIN", "SAVEPOINT command", "RELEASE command", "ROLLBACK TO command", "COMMIT", "ROLLBACK"};
  const auto index = static_cast<std::size_t>(step);
  sqlite3_stmt*& handle = steps_.at(index);
  if (handle == nullptr) handle = prepare(kSql.at(index), kSql.at(index));
  const int result = sqlite3_step(handle);
  if (result != SQLITE_DONE) {
    try {
      fail(kSql.at(index));
    } catch (...) {
      sqlite3_reset(handle);
      throw;
    }
  }
  sqlite3_reset(handle);
}

std::string SqliteConnection::plan(const Statement& statement) {
  sqlite3_stmt* handle = prepare(statement.name, "EXPLAIN QUERY PLAN " + statement.sql);
  std::string lines;
  while (sqlite3_step(handle) == SQLITE_ROW) {
    lines += reinterpret_cast<const char*>(sqlite3_column_text(handle, 3));
    lines += '\n';
  }
  sqlite3_finalize(handle);
  return lines;
}

void SqliteConnection::copy_to(const std::string& path) {
  sqlite3* target = nullptr;
  int result = sqlite3_open_v2(path.c_str(), &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  if (result == SQLITE_OK) {
    sqlite3_backup* backup = sqlite3_backup_init(target, "main", db_, "main");
    if (backup == nullptr) {
      result = sqlite3_errcode(target);
    } else {
      result = sqlite3_backup_step(backup, -1);  // all pages in one read transaction
      const int finished = sqlite3_backup_finish(backup);
      if (result == SQLITE_DONE) result = finished;
    }
  }
  const std::string message = target == nullptr ? "out of memory" : sqlite3_errmsg(target);
  sqlite3_close_v2(target);
  if (result != SQLITE_OK) {
    throw Unavailable(fmt::format("cannot copy the database to {}: {}", path, message), result == SQLITE_FULL);
  }
}

SqliteConnection::Use::Use(SqliteConnection& connection, const Statement& statement, std::span<const Value> params)
    : connection_(connection), statement_(statement) {
  check_params(statement, params);
  auto& cache = connection.cache_;
  if (cache.size() <= statement.number) cache.resize(Statement::all().size());
  Cached& slot = cache[statement.number];
  if (slot.busy) {
    handle_ = connection.prepare(statement.name, statement.sql);
  } else {
    if (slot.handle == nullptr) slot.handle = connection.prepare(statement.name, statement.sql);
    slot.busy = true;
    cached_ = true;
    handle_ = slot.handle;
  }
  const int count = sqlite3_bind_parameter_count(handle_);
  for (int i = 1; i <= count; ++i) {
    const int result = std::visit(Bind{handle_, i}, params[value_index(handle_, i)]);
    MJ_CHECK(result == SQLITE_OK || result == SQLITE_TOOBIG);
    if (result == SQLITE_TOOBIG) {
      if (cached_)
        slot.busy = false;
      else
        sqlite3_finalize(handle_);
      throw StatementFailed(Failure::value, statement.name + ": value too big");
    }
  }
}

SqliteConnection::Use::~Use() {
  if (cached_) {
    sqlite3_reset(handle_);
    connection_.cache_[statement_.number].busy = false;
  } else {
    sqlite3_finalize(handle_);
  }
}

bool SqliteConnection::Use::step() {
  const int result = sqlite3_step(handle_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) connection_.fail(statement_.name);
  return false;
}

template <class Action>
auto SqliteTransaction::guarded(Action&& action) {
  if (failure_) std::rethrow_exception(failure_);
  try {
    return action();
  } catch (const StatementFailed&) {
    failure_ = std::current_exception();
    throw;
  } catch (const Unavailable&) {
    failure_ = std::current_exception();
    throw;
  }
}

SqliteTransaction::~SqliteTransaction() {
  if (auto* behind = connection_.behind()) behind->forget();
}

void SqliteTransaction::flush() {
  auto* behind = connection_.behind();
  if (waiting_.empty() && behind == nullptr) return;
  auto waiting = std::move(waiting_);
  waiting_.clear();
  if (behind != nullptr) {
    if (!waiting.empty()) behind->add(std::move(waiting));
    return behind->wait();
  }
  for (const auto& one : waiting) {
    SqliteConnection::Use use(connection_, *one.statement, one.params);
    while (use.step()) {
    }
  }
}

Rows SqliteTransaction::query(const Statement& statement, std::span<const Value> params) {
  return guarded([&] {
    flush();
    ++statements_;
    SqliteConnection::Use use(connection_, statement, params);
    Rows rows;
    bool more = use.step();  // first: a changed schema shows in the number of columns only now
    rows.columns_ = static_cast<std::size_t>(sqlite3_column_count(use.handle()));
    for (; more; more = use.step()) {
      const SqliteRow row(use.handle());
      for (std::size_t i = 0; i < rows.columns_; ++i) rows.cells_.push_back(row.value(i));
    }
    return rows;
  });
}

std::int64_t SqliteTransaction::execute(const Statement& statement, std::span<const Value> params) {
  return guarded([&]() -> std::int64_t {
    flush();
    ++statements_;
    SqliteConnection::Use use(connection_, statement, params);
    while (use.step()) {
    }
    return sqlite3_stmt_readonly(use.handle()) != 0 ? 0 : sqlite3_changes64(connection_.handle());
  });
}

void SqliteTransaction::later(const Statement& statement, Values params) {
  constexpr std::size_t kTogether = 32;  // rather than waking the other thread for each
  ++statements_;
  waiting_.push_back({&statement, std::move(params), {}});
  if (auto* behind = connection_.behind(); behind != nullptr && waiting_.size() >= kTogether) {
    behind->add(std::exchange(waiting_, {}));
  }
}

void SqliteTransaction::behind(std::function<void(Transaction&)> work) {
  auto* behind = connection_.behind();
  if (behind == nullptr) return work(*this);
  waiting_.push_back({nullptr, {}, std::move(work)});
  behind->add(std::exchange(waiting_, {}));
}

void SqliteTransaction::each(const Statement& statement, std::span<const Value> params,
                             const std::function<bool(const Row&)>& visit) {
  guarded([&] {
    flush();
    ++statements_;
    SqliteConnection::Use use(connection_, statement, params);
    const SqliteRow row(use.handle());
    while (use.step() && visit(row)) {
    }
  });
}

void SqliteTransaction::script(const std::string& sql) {
  guarded([&] { connection_.run(sql.c_str()); });
}

void SqliteTransaction::finish() {
  guarded([&] { flush(); });
}

}  // namespace mingjing::db
