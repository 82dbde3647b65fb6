// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "db/drivers.h"
#include "db/sqlite_connection.h"
#include "db/sqlite_writer.h"

namespace mingjing::db {
namespace {

using Step = SqliteConnection::Step;

// A folder of its own for `sqlite::memory:`, in shared memory where there is some: a real in-memory database cannot be
// read by other connections while one writes. Kept for inspection when MINGJING_KEEP_DB is set.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern =
        (::access("/dev/shm", W_OK) == 0 ? std::string("/dev/shm") : std::filesystem::temp_directory_path().string()) +
        "/mingjing-db-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) throw Unavailable("cannot make a temporary folder");
    path_ = pattern;
  }
  ~TemporaryFolder() {
    if (std::getenv("MINGJING_KEEP_DB") != nullptr) {
      fmt::print(stderr, "database kept in {}\n", path_);
      return;
    }
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class ReadSnapshot {
 public:
  explicit ReadSnapshot(SqliteConnection& connection) : connection_(connection) { connection_.step(Step::begin_read); }
  ~ReadSnapshot() {
    try {
      if (connection_.in_transaction()) connection_.step(Step::rollback);
    } catch (const std::exception&) {  // the next begin says it again
    }
  }
  ReadSnapshot(const ReadSnapshot&) = delete;
  ReadSnapshot& operator=(const ReadSnapshot&) = delete;

 private:
  SqliteConnection& connection_;
};

void sync_path(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0 || ::fsync(fd) != 0) {
    if (fd >= 0) ::close(fd);
    throw Unavailable("cannot sync " + path);
  }
  ::close(fd);
}

class SqliteDatabase : public Database {
 public:
  SqliteDatabase(std::string_view path, const Options& options) : options_(options), path_(path) {
    if (path_ == ":memory:") {
      folder_ = std::make_unique<TemporaryFolder>();
      path_ = folder_->path() + "/memory.db";
    }
    if (!options.read_only) writer_ = std::make_unique<SqliteWriter>(path_, options_);
    for (int i = 0; i < std::max(1, options_.readers); ++i) {
      readers_.add(std::make_unique<SqliteConnection>(path_, SqliteConnection::Mode::read, options_));
    }
  }

  Dialect dialect() const override { return Dialect::sqlite; }

  void write(const Closure& closure) override {
    if (!writer_) throw Unavailable("the database is open for reading only");
    write_through(writer_->queue(), closure);
  }

  void submit(Closure closure, std::function<void(std::exception_ptr)> done) override {
    if (writer_)
      submit_to(writer_->queue(), std::move(closure), std::move(done));
    else
      done(std::make_exception_ptr(Unavailable("the database is open for reading only")));
  }

  void read(const std::function<void(Transaction&)>& closure) override {
    auto connection = readers_.take(options_.busy_timeout_ms);
    const ReadSnapshot snapshot(*connection);
    SqliteTransaction tx(*connection);
    closure(tx);
    tx.finish();
  }

  void run_script(std::string_view sql) override {
    const std::string script(sql);
    write([&](Transaction& tx) {
      static_cast<SqliteTransaction&>(tx).script(script);
      return true;
    });
  }

  std::string explain(const Statement& statement) override {
    auto connection = readers_.take(options_.busy_timeout_ms);
    return connection->plan(statement);
  }

  // Into a file beside the target first, so that the target is whole or absent.
  void copy_to(const std::string& target) override {
    const std::string part = target + ".part";
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    {
      auto connection = readers_.take(options_.busy_timeout_ms);
      connection->copy_to(part);
    }
    sync_path(part);
    std::filesystem::rename(part, target);
    const auto folder = std::filesystem::path(target).parent_path();
    sync_path(folder.empty() ? "." : folder.string());
  }

  void ping() override {
    auto connection = readers_.take(options_.busy_timeout_ms);
    try {
      connection->run("SELECT count(*) FROM sqlite_schema");
    } catch (const StatementFailed& refused) {
      throw Unavailable(refused.what());
    }
  }

 private:
  const Options options_;
  std::string path_;
  std::unique_ptr<TemporaryFolder> folder_;
  std::unique_ptr<SqliteWriter> writer_;  // before the readers: closed after them, it can checkpoint the WAL away
  Pool<SqliteConnection> readers_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(std::string_view path, const Options& options) {
  return std::make_unique<SqliteDatabase>(path, options);
}

}  // namespace mingjing::db
