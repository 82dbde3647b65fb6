// Commit, refusal, retry, isolation and limits, on both databases.
// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <latch>
#include <set>
#include <thread>

#include "worlds.h"

namespace mingjing::db {
namespace {

const Statement kTake{"contract_take", "UPDATE note SET amount = amount + 1 WHERE id = 0 RETURNING amount", "test"};
const Statement kById{"contract_by_id", "SELECT words FROM note WHERE id = $1", "test"};
const Statement kByWords{"contract_by_words", "SELECT id FROM note WHERE words = $1", "test"};
const Statement kNegative{"contract_negative", "UPDATE note SET amount = -1 WHERE id = $1", "test"};
const Statement kNoTable{"contract_no_table", "SELECT 1 FROM missing_table", "test"};

class Transactions : public Contract {
 protected:
  void insert(std::int64_t id) {
    database_->write([&](Transaction& tx) { return tx.execute(kInsert, {id, "x"}) == 1; });
  }
};

TEST_P(Transactions, RefusalLeavesNothing) {
  database_->write([](Transaction& tx) {
    tx.execute(kInsert, {1, "a"});
    tx.later(kInsert, {2, "b"});
    return false;
  });
  EXPECT_EQ(count(), 0);
  const auto outcome = database_->command<int>([](Transaction& tx) -> Result<int> {
    tx.execute(kInsert, {1, "a"});
    return invalid("不可以", "field");
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().field, "field");
  EXPECT_EQ(count(), 0);
  const auto taken = database_->command<int>([](Transaction& tx) -> Result<int> {
    tx.execute(kInsert, {1, "a"});
    return 7;
  });
  EXPECT_EQ(taken.value(), 7);
  EXPECT_EQ(count(), 1);
}

TEST_P(Transactions, AnExceptionRollsBackAndComesOut) {
  struct Own {};
  EXPECT_THROW(database_->write([](Transaction& tx) -> bool {
    tx.execute(kInsert, {1, "a"});
    throw Own{};
  }),
               Own);
  EXPECT_EQ(count(), 0);
  insert(1);
  EXPECT_EQ(count(), 1);
}

TEST_P(Transactions, BrokenRulesSayWhichKind) {
  insert(1);
  const auto failure_of = [&](const Statement& statement, Values params) {
    try {
      database_->write([&](Transaction& tx) { return tx.execute(statement, params) >= 0; });
    } catch (const StatementFailed& refused) {
      return refused.failure;
    }
    ADD_FAILURE() << "not refused";
    return Failure::other;
  };
  EXPECT_EQ(failure_of(kInsert, {1, "again"}), Failure::unique);
  EXPECT_EQ(failure_of(kNegative, {1}), Failure::constraint);
  EXPECT_EQ(failure_of(kNoTable, {}), Failure::schema);
  EXPECT_EQ(count(), 1);
}

TEST_P(Transactions, ASwallowedFailureCannotBeCommitted) {
  insert(1);
  EXPECT_THROW(database_->write([](Transaction& tx) {
    tx.execute(kInsert, {2, "before"});
    try {
      tx.execute(kInsert, {1, "again"});
    } catch (const StatementFailed&) {
    }
    return true;
  }),
               StatementFailed);
  EXPECT_EQ(count(), 1);
}

TEST_P(Transactions, LaterRunsInOrderAndFailsAtTheNextStep) {
  insert(1);
  EXPECT_THROW(database_->write([](Transaction& tx) {
    tx.later(kInsert, {2, "b"});
    tx.later(kInsert, {1, "again"});
    tx.later(kInsert, {3, "c"});
    return true;  // fails at the commit
  }),
               StatementFailed);
  EXPECT_EQ(count(), 1);
  database_->write([](Transaction& tx) {
    tx.later(kInsert, {2, "b"});
    tx.later(kBump, {2});
    tx.later(kBump, {2});
    EXPECT_EQ(tx.query(kAmount, {2}).integer(0, 0), 2);
    EXPECT_EQ(tx.statements(), 4);
    return true;
  });
  EXPECT_EQ(count(), 2);
}

TEST_P(Transactions, ReadMustNotWrite) {
  try {
    database_->read([](Transaction& tx) { tx.execute(kInsert, {1, "a"}); });
    ADD_FAILURE() << "written";
  } catch (const StatementFailed& refused) {
    EXPECT_EQ(refused.failure, Failure::read_only);
  }
  EXPECT_EQ(count(), 0);
}

TEST_P(Transactions, AReadSeesOneSnapshot) {
  insert(1);
  database_->read([&](Transaction& tx) {
    EXPECT_EQ(tx.query(kCount, {}).integer(0, 0), 1);
    insert(2);
    EXPECT_EQ(tx.query(kCount, {}).integer(0, 0), 1);
    EXPECT_EQ(tx.query(kById, {2}).size(), 0u);
  });
  EXPECT_EQ(count(), 2);
}

TEST_P(Transactions, SerializationFailuresAreRetried) {
  std::atomic<int> left{5};
  Options options;
  options.inject_serialization_failure = [&] { return left-- > 0; };
  if (postgres())
    database_ = open_with(options);
  else {
    database_ = open("sqlite::memory:", options);
    left = 0;
    database_->run_script("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT, amount INTEGER DEFAULT 0)");
    left = 5;
  }
  int runs = 0;
  database_->write([&](Transaction& tx) {
    ++runs;
    return tx.execute(kInsert, {1, "a"}) == 1;
  });
  EXPECT_EQ(runs, 6);
  EXPECT_EQ(count(), 1);

  left = 1'000'000;
  EXPECT_THROW(insert(2), Unavailable);
  left = 0;
  EXPECT_EQ(count(), 1);
  insert(2);
  EXPECT_EQ(count(), 2);
}

TEST_P(Transactions, SixtyFourWritersCountWithoutGaps) {
  constexpr int kThreads = 64, kEach = 10;
  insert(0);
  std::mutex mutex;
  std::set<std::int64_t> numbers;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        std::int64_t number = 0;
        const bool refused = (t + i) % 4 == 0;  // a refused command gives its number back
        database_->write([&](Transaction& tx) {
          number = tx.query(kTake, {}).integer(0, 0);
          tx.later(kInsert, {1000 + number, "taken"});
          return !refused;
        });
        if (refused) continue;
        const std::scoped_lock lock(mutex);
        EXPECT_TRUE(numbers.insert(number).second);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  ASSERT_FALSE(numbers.empty());
  EXPECT_EQ(*numbers.begin(), 1);
  EXPECT_EQ(*numbers.rbegin(), static_cast<std::int64_t>(numbers.size()));
  EXPECT_EQ(numbers.size(), static_cast<std::size_t>(kThreads * kEach * 3 / 4));
  EXPECT_EQ(count(), static_cast<std::int64_t>(numbers.size()) + 1);
}

TEST_P(Transactions, OneFailingClosureSparesItsNeighbours) {
  std::latch all(40);
  std::atomic<int> refused{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 40; ++t) {
    threads.emplace_back([&, t] {
      all.arrive_and_wait();
      try {
        database_->write([&](Transaction& tx) {
          tx.execute(kInsert, {t, "x"});
          if (t % 2 == 0) throw std::runtime_error("no");
          return true;
        });
      } catch (const std::runtime_error&) {
        ++refused;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(refused, 20);
  EXPECT_EQ(count(), 20);
}

TEST_P(Transactions, AFullQueueIsUnavailableNotAWait) {
  Options options;
  options.queue_max = 3;
  options.writers = 1;
  auto database = open_with(options);
  std::promise<void> gate;
  auto opened = gate.get_future().share();
  std::promise<void> inside;
  std::vector<std::future<void>> answers;
  const auto submit = [&](Closure closure) {
    auto answer = std::make_shared<std::promise<void>>();
    answers.push_back(answer->get_future());
    database->submit(std::move(closure), [answer](std::exception_ptr failure) {
      if (failure)
        answer->set_exception(failure);
      else
        answer->set_value();
    });
  };
  submit([&](Transaction&) {
    inside.set_value();
    opened.wait();
    return false;
  });
  inside.get_future().wait();
  for (int i = 0; i < 3; ++i) submit([](Transaction&) { return false; });
  EXPECT_THROW(database->write([](Transaction&) { return true; }), Unavailable);
  submit([](Transaction&) { return true; });
  EXPECT_THROW(answers.back().get(), Unavailable);
  answers.pop_back();
  gate.set_value();
  for (auto& answer : answers) EXPECT_NO_THROW(answer.get());
  EXPECT_NO_THROW(database->write([](Transaction&) { return true; }));
}

TEST_P(Transactions, ClosingRunsWhatIsQueued) {
  std::atomic<int> answered{0};
  for (int i = 0; i < 50; ++i) {
    database_->submit(
        [i](Transaction& tx) {
          return tx.execute(kInsert, {i, "x"}) == 1;
        },
        [&](std::exception_ptr failure) { answered += failure == nullptr; });
  }
  database_.reset();
  EXPECT_EQ(answered, 50);
}

TEST_P(Transactions, ReadersRunBesideEachOtherAndRunOut) {
  Options options;
  options.readers = 2;
  options.busy_timeout_ms = 50;
  auto database = open_with(options);
  database->read([&](Transaction&) {
    database->read([&](Transaction&) { EXPECT_THROW(database->read([](Transaction&) {}), Unavailable); });
  });
  EXPECT_NO_THROW(database->ping());
}

TEST_P(Transactions, StatementsAreCounted) {
  database_->write([](Transaction& tx) {
    EXPECT_EQ(tx.statements(), 0);
    tx.execute(kInsert, {1, "a"});
    tx.later(kInsert, {2, "b"});
    tx.query(kCount, {});
    tx.each(kCount, {}, [](const Row&) { return true; });
    EXPECT_EQ(tx.statements(), 4);
    return true;
  });
}

TEST_P(Transactions, ScriptsAreAllOrNothing) {
  EXPECT_THROW(database_->run_script("CREATE TABLE other (id INTEGER); INSERT INTO nowhere VALUES (1)"),
               StatementFailed);
  EXPECT_NO_THROW(database_->run_script("CREATE TABLE other (id INTEGER)"));
}

TEST_P(Transactions, AChangedSchemaIsSeenByKnownStatements) {
  static const Statement everything{"contract_everything", "SELECT * FROM note WHERE id = $1", "test"};
  insert(1);
  const auto columns = [&] {
    std::size_t found = 0;
    database_->read([&](Transaction& tx) { found = tx.query(everything, {1}).columns_; });
    return found;
  };
  const std::size_t before = columns();
  database_->run_script("ALTER TABLE note ADD COLUMN added TEXT");
  for (int i = 0; i < 8; ++i) EXPECT_EQ(columns(), before + 1);
}

TEST_P(Transactions, PlansShowWhetherAnIndexFits) {
  const std::string indexed = database_->explain(kById), scanned = database_->explain(kByWords);
  EXPECT_THAT(indexed, testing::HasSubstr(postgres() ? "Index" : "SEARCH note"));
  EXPECT_THAT(scanned, testing::HasSubstr(postgres() ? "Seq Scan" : "SCAN note"));
  EXPECT_FALSE(database_->explain(kInsert).find("SCAN note") != std::string::npos);
  EXPECT_EQ(count(), 0);
}

INSTANTIATE_TEST_SUITE_P(Both, Transactions, testing::Values(Dialect::sqlite, Dialect::postgresql),
                         [](const auto& one) { return one.param == Dialect::sqlite ? "sqlite" : "postgresql"; });

}  // namespace
}  // namespace mingjing::db
