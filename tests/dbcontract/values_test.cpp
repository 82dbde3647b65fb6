// What goes in comes out the same, on both databases.
// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <limits>

#include "worlds.h"

namespace mingjing::db {
namespace {

const Statement kWrite{"contract_write",
                       "INSERT INTO note (id, words, bytes, amount, ratio) VALUES ($1, $2, $3, $4, $5)", "test"};
const Statement kRead{"contract_read", "SELECT words, bytes, amount, ratio FROM note WHERE id = $1", "test"};
const Statement kIds{"contract_ids", "SELECT id FROM note ORDER BY id", "test"};
const Statement kOrdered{"contract_ordered", "SELECT words FROM note ORDER BY words", "test"};
const Statement kSum{"contract_sum", "SELECT sum(amount), max(ratio), count(*) FROM note", "test"};
const Statement kReturning{"contract_returning", "UPDATE note SET words = $2 WHERE id = $1 RETURNING id, words",
                           "test"};
const Statement kUpsert{"contract_upsert", "INSERT INTO note (id, words) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING",
                        "test"};
const Statement kUpdateAll{"contract_update_all", "UPDATE note SET words = $1", "test"};
const Statement kSwapped{"contract_swapped", "UPDATE note SET words = $2 WHERE id = $1 AND words <> $2", "test"};

class ValueContract : public Contract {};

struct Case {
  const char* name;
  Value words, bytes;
  std::int64_t amount;
  Value ratio;
};

TEST_P(ValueContract, ComeBackAsTheyWere) {
  using namespace std::string_literals;
  std::string all_bytes;
  for (int i = 0; i < 256; ++i) all_bytes += static_cast<char>(i);
  const Case cases[] = {
      {"plain", "words", Blob{"bytes"}, 1, 1.5},
      {"nulls", {}, {}, 0, {}},
      {"empty", "", Blob{""}, 0, 0.0},
      {"blob with every byte and NUL first", "x", Blob{"\0"s + all_bytes + all_bytes}, 5, -0.1},
      {"largest", "x", Blob{"x"}, std::numeric_limits<std::int64_t>::max(), std::numeric_limits<double>::max()},
      {"emoji and Chinese", "👩‍⚖️ 行政处罚决定书〔2026〕1号", Blob{"\\x41"}, 7, 1e-300},
      {"quotes and SQL", "'; DROP TABLE note; -- \" \\ $1 %s", Blob{"'"}, 7, 3.0},
      {"a megabyte", std::string(1 << 20, 'y'), Blob{std::string(1 << 20, '\xff')}, 7, 3.25},
  };
  std::int64_t id = 0;
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    ++id;
    database_->write([&](Transaction& tx) {
      return tx.execute(kWrite, {id, one.words, one.bytes, one.amount, one.ratio}) == 1;
    });
    database_->read([&](Transaction& tx) {
      const Rows rows = tx.query(kRead, {id});
      ASSERT_EQ(rows.size(), 1u);
      EXPECT_TRUE(rows.at(0, 0) == one.words);
      EXPECT_TRUE(rows.at(0, 1) == one.bytes);
      EXPECT_EQ(rows.integer(0, 2), one.amount);
      EXPECT_TRUE(rows.at(0, 3) == one.ratio);
      tx.each(kRead, {id}, [&](const Row& row) {
        EXPECT_EQ(row.size(), 4u);
        EXPECT_EQ(row.is_null(0), std::holds_alternative<std::monostate>(one.words));
        EXPECT_EQ(row.text(0), rows.text(0, 0));
        EXPECT_EQ(row.blob(1), rows.blob(0, 1));
        EXPECT_EQ(row.maybe_integer(2), one.amount);
        return true;
      });
    });
  }
}

TEST_P(ValueContract, IntegersReachBothEnds) {
  const std::int64_t ends[] = {std::numeric_limits<std::int64_t>::min(), -1, 0,
                               std::numeric_limits<std::int64_t>::max()};
  database_->write([&](Transaction& tx) {
    for (const std::int64_t end : ends) tx.later(kInsert, {end, "x"});
    return true;
  });
  database_->read([&](Transaction& tx) {
    const Rows rows = tx.query(kIds, {});
    ASSERT_EQ(rows.size(), 4u);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(rows.integer(i, 0), ends[i]);
  });
}

// PostgreSQL has no NUL in text, and no text that is not UTF-8; SQLite would take both, so the layer refuses.
TEST_P(ValueContract, TextWithNulOrBrokenUtf8IsRefused) {
  using namespace std::string_literals;
  for (const std::string& bad : {"a\0b"s, "\xff\xfe"s, "\xed\xa0\x80"s}) {
    try {
      database_->write([&](Transaction& tx) { return tx.execute(kInsert, {1, bad}) == 1; });
      ADD_FAILURE() << "taken";
    } catch (const StatementFailed& refused) {
      EXPECT_EQ(refused.failure, Failure::value);
    }
  }
  EXPECT_EQ(count(), 0);
}

TEST_P(ValueContract, AWrongNumberOfParametersIsRefused) {
  for (const Values& given : {Values{}, Values{1}, Values{1, "x", "y"}}) {
    EXPECT_THROW(database_->write([&](Transaction& tx) { return tx.execute(kInsert, given) == 1; }), StatementFailed);
  }
}

TEST_P(ValueContract, TextSortsByBytes) {
  database_->write([&](Transaction& tx) {
    std::int64_t id = 0;
    for (const char* word : {"b", "B", "a-b", "ab", "A", "_", "乙", "甲"}) tx.later(kInsert, {++id, word});
    return true;
  });
  database_->read([&](Transaction& tx) {
    const Rows rows = tx.query(kOrdered, {});
    std::string order;
    for (std::size_t i = 0; i < rows.size(); ++i) order += rows.text(i, 0) + " ";
    EXPECT_EQ(order, "A B _ a-b ab b 乙 甲 ");
  });
}

TEST_P(ValueContract, AggregatesAreNumbers) {
  database_->write([&](Transaction& tx) {
    for (std::int64_t i = 1; i <= 3; ++i) tx.later(kWrite, {i, {}, {}, 3'000'000'000, 0.5});
    return true;
  });
  database_->read([&](Transaction& tx) {
    const Rows rows = tx.query(kSum, {});
    EXPECT_EQ(rows.integer(0, 0), 9'000'000'000);
    EXPECT_EQ(std::get<double>(rows.at(0, 1)), 0.5);
    EXPECT_EQ(rows.integer(0, 2), 3);
  });
}

TEST_P(ValueContract, ExecuteCountsAndReturningReturns) {
  database_->write([&](Transaction& tx) {
    EXPECT_EQ(tx.execute(kUpsert, {1, "one"}), 1);
    EXPECT_EQ(tx.execute(kUpsert, {1, "again"}), 0);
    EXPECT_EQ(tx.execute(kUpsert, {2, "two"}), 1);
    EXPECT_EQ(tx.execute(kUpdateAll, {"both"}), 2);
    EXPECT_EQ(tx.execute(kCount, {}), 0);
    EXPECT_EQ(tx.execute(kSwapped, {1, "both"}), 0);
    EXPECT_EQ(tx.execute(kSwapped, {1, "other"}), 1);
    const Rows rows = tx.query(kReturning, {2, "returned"});
    EXPECT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows.text(0, 1), "returned");
    EXPECT_TRUE(tx.query(kReturning, {99, "nobody"}).empty());
    return true;
  });
}

TEST_P(ValueContract, EachWalksManyRowsStopsAndMayAskMeanwhile) {
  database_->write([&](Transaction& tx) {
    for (std::int64_t i = 1; i <= 1234; ++i) tx.later(kInsert, {i, "row " + std::to_string(i)});
    return true;
  });
  database_->read([&](Transaction& tx) {
    std::int64_t seen = 0;
    tx.each(kIds, {}, [&](const Row& row) {
      EXPECT_EQ(row.integer(0), ++seen);
      if (seen % 500 == 1) {
        EXPECT_EQ(tx.query(kRead, {seen}).text(0, 0), "row " + std::to_string(seen));
        std::int64_t inner = 0;  // the same statement inside itself
        tx.each(kIds, {}, [&](const Row&) { return ++inner < 3; });
        EXPECT_EQ(inner, 3);
      }
      return true;
    });
    EXPECT_EQ(seen, 1234);
    std::int64_t stopped = 0;
    tx.each(kIds, {}, [&](const Row&) { return ++stopped < 700; });
    EXPECT_EQ(stopped, 700);
    EXPECT_EQ(tx.query(kCount, {}).integer(0, 0), 1234);
  });
}

INSTANTIATE_TEST_SUITE_P(Both, ValueContract, testing::Values(Dialect::sqlite, Dialect::postgresql),
                         [](const auto& one) { return one.param == Dialect::sqlite ? "sqlite" : "postgresql"; });

}  // namespace
}  // namespace mingjing::db
