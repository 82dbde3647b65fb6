// The bare program of the row 「durable command」: executes the commands in a record of statements on a copy of the database as it was
// before, through the plain C interface of SQLite, with the same BEGIN, SAVEPOINT and COMMIT around the same groups and
// the same durability (WAL, synchronous FULL). No HTTP, no JSON, no rights, no guards. The record is read into memory
// and every statement prepared before the clock starts.
//   replay_statements DATABASE RECORD      prints {"statements","commits","seconds","events"}
// SPDX-License-Identifier: Apache-2.0
#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

struct Value {
  char type;
  std::uint64_t number;
  const char* bytes;
};
struct Run {
  std::uint32_t statement;
  std::vector<Value> values;
};

[[noreturn]] void stop(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(1);
}

struct Record {
  std::string bytes;
  std::vector<std::string> sql;
  std::vector<Run> runs;

  explicit Record(const char* path) {
    std::ifstream file(path, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(file), {});
    std::size_t at = 0;
    const auto take = [&](void* to, std::size_t size) {
      if (at + size > bytes.size()) stop("the record ends within a statement");
      std::memcpy(to, bytes.data() + at, size);
      at += size;
    };
    while (at < bytes.size()) {
      Run run{};
      take(&run.statement, sizeof run.statement);
      if (run.statement == sql.size()) {
        std::uint32_t size = 0;
        take(&size, sizeof size);
        sql.emplace_back(bytes.data() + at, size);
        at += size;
      }
      for (;;) {
        Value value{};
        take(&value.type, 1);
        if (value.type == 'E') break;
        take(&value.number, sizeof value.number);
        value.bytes = bytes.data() + at;
        if (value.type == 'T' || value.type == 'B') at += value.number;
        run.values.push_back(value);
      }
      runs.push_back(std::move(run));
    }
  }
};

// The groups that append an event, with the BEGIN and COMMIT around them: SAVEPOINT … RELEASE, and what stands before the
// first SAVEPOINT, since a command that is alone, or the first of its transaction, needs none. What the server writes for
// itself in groups without an event (sequencer, leases) is left out: the reference does the work of commands alone.
std::vector<const Run*> of_commands(const Record& record) {
  std::vector<const Run*> out, batch, group;
  bool has_event = false;
  const auto end_group = [&] {
    if (has_event) batch.insert(batch.end(), group.begin(), group.end());
    group.clear();
    has_event = false;
  };
  for (const Run& run : record.runs) {
    const std::string& sql = record.sql[run.statement];
    if (sql.rfind("BEGIN", 0) == 0) {
      end_group();
      batch.assign(1, &run);
    } else if (sql.rfind("COMMIT", 0) == 0) {
      end_group();
      batch.push_back(&run);
      if (batch.size() > 2) out.insert(out.end(), batch.begin(), batch.end());
    } else {
      if (sql.rfind("SAVEPOINT", 0) == 0) end_group();
      group.push_back(&run);
      has_event = has_event || sql.rfind("INSERT INTO event ", 0) == 0;
      if (sql.rfind("RELEASE", 0) == 0) end_group();
    }
  }
  return out;
}

void bind(sqlite3_stmt* statement, int index, const Value& value) {
  if (value.type == 'I') sqlite3_bind_int64(statement, index, static_cast<sqlite3_int64>(value.number));
  if (value.type == 'T') sqlite3_bind_text64(statement, index, value.bytes, value.number, SQLITE_STATIC, SQLITE_UTF8);
  if (value.type == 'B') sqlite3_bind_blob64(statement, index, value.bytes, value.number, SQLITE_STATIC);
  if (value.type == 'N') sqlite3_bind_null(statement, index);
  if (value.type == 'D') {
    double number = 0;
    std::memcpy(&number, &value.number, sizeof number);
    sqlite3_bind_double(statement, index, number);
  }
}

long long events(sqlite3* database) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, "SELECT count(*) FROM event", -1, &statement, nullptr) != SQLITE_OK) {
    stop(sqlite3_errmsg(database));
  }
  sqlite3_step(statement);
  const long long count = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) stop("usage: replay_statements DATABASE RECORD");
  const Record record(argv[2]);
  sqlite3* database = nullptr;
  if (sqlite3_open_v2(argv[1], &database, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) stop("cannot open the database");
  std::vector<sqlite3_stmt*> statements;
  for (const std::string& sql : record.sql) {
    sqlite3_stmt* statement = nullptr;
    const bool pragma = sql.rfind("PRAGMA", 0) == 0;
    if (sqlite3_prepare_v3(database, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK &&
        !pragma) {
      stop(sql + ": " + sqlite3_errmsg(database));
    }
    statements.push_back(statement);
  }
  // The settings of the server's own connections (src/db/sqlite_connection.cpp).
  sqlite3_exec(database, "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384; PRAGMA trusted_schema=OFF;"
               "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=2000;"
               "PRAGMA journal_size_limit=67108864",
               nullptr, nullptr,
               nullptr);
  const long long before = events(database);
  const std::vector<const Run*> runs = of_commands(record);
  long long commits = 0, executed = 0;
  const auto begun = std::chrono::steady_clock::now();
  for (const Run* one : runs) {
    const Run& run = *one;
    const std::string& sql = record.sql[run.statement];
    sqlite3_stmt* statement = statements[run.statement];
    for (std::size_t i = 0; i < run.values.size(); ++i) bind(statement, static_cast<int>(i) + 1, run.values[i]);
    int result = SQLITE_ROW;
    while (result == SQLITE_ROW) result = sqlite3_step(statement);
    if (result != SQLITE_DONE) stop(sql + ": " + sqlite3_errmsg(database));
    sqlite3_reset(statement);
    ++executed;
    commits += sql.rfind("COMMIT", 0) == 0 ? 1 : 0;
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  std::printf("{\"statements\":%lld,\"commits\":%lld,\"seconds\":%.6f,\"events\":%lld}\n", executed, commits, seconds,
              events(database) - before);
  for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
  sqlite3_close(database);
  return 0;
}
