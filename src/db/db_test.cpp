// The parts of the layer that need no database, and SQLite's own habits. What both databases promise is in
// tests/dbcontract.
// SPDX-License-Identifier: Apache-2.0
#include "db/db.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace mingjing::db {
namespace {

const Statement kMany{"test_many", "SELECT $2, $1, '$9', \"$8\" FROM x WHERE a = $11", "test"};
const Statement kNone{"test_none", "SELECT 1", "test"};
const Statement kSwapped{"test_swapped", "SELECT $2, $1, $2", "test"};
const Statement kInsert{"test_insert", "INSERT INTO note (id, words) VALUES ($1, $2)", "test"};
const Statement kCount{"test_count", "SELECT count(*) FROM note", "test"};

TEST(Statement, CountsParametersOutsideOfQuotes) {
  EXPECT_EQ(kMany.params, 11u);
  EXPECT_EQ(kNone.params, 0u);
}

TEST(Statement, IsRegisteredUnderItsNumber) {
  ASSERT_LT(kMany.number, Statement::all().size());
  EXPECT_EQ(Statement::all()[kMany.number], &kMany);
}

TEST(StatementDeathTest, RefusesASecondOneOfTheSameName) {
  EXPECT_DEATH(Statement("test_none", "SELECT 2", "test"), "other->name == name");
}

TEST(Dialect, PutsTheWordsOfTheDatabase) {
  constexpr std::string_view sql = "a {{bigint}}, b {{blob}}, c {{text}}) {{clustered}}";
  EXPECT_EQ(in_dialect(sql, Dialect::sqlite), "a INTEGER, b BLOB, c TEXT) STRICT, WITHOUT ROWID");
  EXPECT_EQ(in_dialect(sql, Dialect::postgresql), "a BIGINT, b BYTEA, c TEXT COLLATE \"C\") ");
}

TEST(Open, RefusesAnUnknownAddress) { EXPECT_THROW(open("mysql://x"), Unavailable); }

TEST(Sqlite, BindsByNameOfTheParameterNotByPosition) {
  auto database = open("sqlite::memory:");
  database->read([](Transaction& tx) {
    const Rows rows = tx.query(kSwapped, {1, "two"});
    EXPECT_EQ(rows.text(0, 0), "two");
    EXPECT_EQ(rows.integer(0, 1), 1);
    EXPECT_EQ(rows.text(0, 2), "two");
  });
}

TEST(Sqlite, RefusesAFileThatIsNoDatabase) {
  const std::string path = testing::TempDir() + "/mj_not_a_database";
  std::ofstream(path) << std::string(4096, 'x');
  EXPECT_THROW(open("sqlite:" + path), Unavailable);
  std::filesystem::remove(path);
}

TEST(Sqlite, OpensReadOnlyAndRefusesToWrite) {
  const std::string path = testing::TempDir() + "/mj_read_only.db";
  std::filesystem::remove(path);
  auto writable = open("sqlite:" + path);
  writable->run_script("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)");
  Options options;
  options.read_only = true;
  auto database = open("sqlite:" + path, options);
  database->read([](Transaction& tx) { EXPECT_EQ(tx.query(kCount, {}).integer(0, 0), 0); });
  EXPECT_THROW(database->write([](Transaction&) { return true; }), Unavailable);
  writable.reset();
  std::filesystem::remove(path);
}

TEST(Sqlite, CopiesOneSnapshotWhileOpen) {
  const std::string copy = testing::TempDir() + "/mj_copy.db";
  std::filesystem::remove(copy);
  auto database = open("sqlite::memory:");
  database->run_script("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)");
  database->write([](Transaction& tx) {
    for (int i = 0; i < 1000; ++i) tx.later(kInsert, {i, std::string(100, 'x')});
    return true;
  });
  database->copy_to(copy);
  database->write([](Transaction& tx) { return tx.execute(kInsert, {5000, "later"}) == 1; });
  auto copied = open("sqlite:" + copy);
  copied->read([](Transaction& tx) { EXPECT_EQ(tx.query(kCount, {}).integer(0, 0), 1000); });
  EXPECT_THROW(database->copy_to("/nowhere/at/all.db"), Unavailable);
  copied.reset();
  std::filesystem::remove(copy);
}

TEST(Sqlite, LeavesNoWriteAheadLogBehindWhenClosed) {
  const std::string path = testing::TempDir() + "/mj_closed.db";
  std::filesystem::remove(path);
  auto database = open("sqlite:" + path);
  database->run_script("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)");
  database.reset();
  EXPECT_FALSE(std::filesystem::exists(path + "-wal"));
  std::filesystem::remove(path);
}

TEST(Sqlite, ExplainsWhetherAnIndexIsUsed) {
  static const Statement by_id{"test_by_id", "SELECT words FROM note WHERE id = $1", "test"};
  static const Statement by_words{"test_by_words", "SELECT id FROM note WHERE words = $1", "test"};
  auto database = open("sqlite::memory:");
  database->run_script("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)");
  EXPECT_THAT(database->explain(by_id), testing::HasSubstr("SEARCH note"));
  EXPECT_THAT(database->explain(by_words), testing::HasSubstr("SCAN note"));
}

// `later` on a second thread keeps the promises of `later`: order, failures at the next question, nothing after a refusal.
TEST(Sqlite, RunsWhatIsLaterBehindTheClosure) {
  Options options;
  options.sqlite_bulk = true;
  auto database = open("sqlite::memory:", options);
  database->run_script("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)");
  constexpr std::int64_t kRows = 1000;
  database->write([](Transaction& tx) {
    for (std::int64_t id = 0; id < kRows; ++id) {
      tx.later(kInsert, {id, std::string("x")});
      if (id % 300 == 0) {
        EXPECT_EQ(tx.query(kCount, {}).integer(0, 0), id + 1);
      }
    }
    return true;
  });
  const auto count = [&] {
    std::int64_t rows = 0;
    database->read([&](Transaction& tx) { rows = tx.query(kCount, {}).integer(0, 0); });
    return rows;
  };
  EXPECT_EQ(count(), kRows);
  database->write([](Transaction& tx) {
    for (std::int64_t id = kRows; id < 2 * kRows; ++id) tx.later(kInsert, {id, std::string("x")});
    return false;
  });
  EXPECT_EQ(count(), kRows);
  EXPECT_THROW(database->write([](Transaction& tx) {
    for (std::int64_t id = kRows; id < 2 * kRows; ++id) tx.later(kInsert, {id % 1500, std::string("x")});
    return true;
  }),
               StatementFailed);
  EXPECT_EQ(count(), kRows);
  database->write([=](Transaction& tx) {
    tx.later(kInsert, {kRows, std::string("x")});
    return true;
  });
  EXPECT_EQ(count(), kRows + 1);
}

}  // namespace
}  // namespace mingjing::db
