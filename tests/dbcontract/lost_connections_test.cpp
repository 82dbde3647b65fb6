// PostgreSQL goes away: sessions are ended from outside, transactions collide, the server restarts.
// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <latch>
#include <set>
#include <thread>

#include "mj_paths.h"
#include "worlds.h"

namespace mingjing::db {
namespace {

const Statement kOwnPid{"lost_own_pid", "SELECT pg_backend_pid()", "test"};
const Statement kFail40001{"lost_fail_40001",
                           "DO $do$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '40001'; END $do$", "test"};
const Statement kSleep{"lost_sleep", "SELECT 1 FROM pg_sleep(5)", "test"};

class Lost : public Contract {
 protected:
  void end_session(std::int64_t pid) {
    run_beside(url_, "SELECT pg_terminate_backend(" + std::to_string(pid) + ", 2000)");
  }
  void end_all_other_sessions() {
    run_beside(url_,
               "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity "
               "WHERE application_name = 'mingjing' AND pid <> pg_backend_pid()");
  }
};

TEST_P(Lost, IdleSessionsThatWereEndedAreReplacedUnseen) {
  database_->write([](Transaction& tx) { return tx.execute(kInsert, {1, "a"}) == 1; });
  EXPECT_EQ(count(), 1);
  end_all_other_sessions();
  EXPECT_EQ(count(), 1);
  for (std::int64_t i = 2; i < 12; ++i) {  // by `later` alone: BEGIN, statement and COMMIT in one go
    EXPECT_NO_THROW(database_->write([&](Transaction& tx) {
      tx.later(kInsert, {i, "b"});
      return true;
    }));
  }
  EXPECT_EQ(count(), 11);
}

TEST_P(Lost, ASessionEndedBeforeCommitRunsTheClosureAgain) {
  int runs = 0;
  database_->write([&](Transaction& tx) {
    tx.execute(kInsert, {1, "a"});
    if (++runs == 1) end_session(tx.query(kOwnPid, {}).integer(0, 0));
    return tx.execute(kInsert, {2, "b"}) == 1;
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(count(), 2);
}

TEST_P(Lost, ASessionEndedAtCommitIsUnavailableAndNotRepeated) {
  int runs = 0;
  EXPECT_THROW(database_->write([&](Transaction& tx) {
    ++runs;
    tx.execute(kInsert, {1, "a"});
    end_session(tx.query(kOwnPid, {}).integer(0, 0));
    return true;
  }),
               Unavailable);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(count(), 0);
}

TEST_P(Lost, AReadWhoseSessionEndsIsUnavailable) {
  EXPECT_THROW(database_->read([&](Transaction& tx) {
    end_session(tx.query(kOwnPid, {}).integer(0, 0));
    tx.query(kCount, {});
  }),
               Unavailable);
  EXPECT_EQ(count(), 0);
}

TEST_P(Lost, RealSerializationFailuresAreRetried) {
  int runs = 0;
  database_->write([&](Transaction& tx) {
    tx.execute(kInsert, {1, "a"});
    if (++runs < 4) tx.later(kFail40001, {});
    return true;
  });
  EXPECT_EQ(runs, 4);
  EXPECT_EQ(count(), 1);
}

TEST_P(Lost, DeadlocksAreRetriedUntilBothSucceed) {
  for (std::int64_t id : {1, 2}) {
    database_->write([&](Transaction& tx) { return tx.execute(kInsert, {id, "x"}) == 1; });
  }
  std::latch both(2);
  std::atomic<int> runs{0};
  const auto cross = [&](std::int64_t first, std::int64_t second) {
    bool waited = false;
    database_->write([&](Transaction& tx) {
      ++runs;
      tx.execute(kBump, {first});
      if (!waited) both.arrive_and_wait();
      waited = true;
      return tx.execute(kBump, {second}) == 1;
    });
  };
  std::thread one([&] { cross(1, 2); }), two([&] { cross(2, 1); });
  one.join();
  two.join();
  EXPECT_GE(runs, 3);
  database_->read([](Transaction& tx) {
    EXPECT_EQ(tx.query(kAmount, {1}).integer(0, 0), 2);
    EXPECT_EQ(tx.query(kAmount, {2}).integer(0, 0), 2);
  });
}

TEST_P(Lost, AStatementThatTakesTooLongIsUnavailable) {
  Options options;
  options.statement_timeout_ms = 100;
  auto database = open_with(options);
  EXPECT_THROW(database->read([](Transaction& tx) { tx.query(kSleep, {}); }), Unavailable);
  EXPECT_NO_THROW(database->ping());
}

TEST_P(Lost, AServerThatIsNotThereIsUnavailableAtOnce) {
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_THROW(open("postgresql://mingjing@127.0.0.1:1/postgres"), Unavailable);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
}

std::string output_of(const std::string& command) {
  std::array<char, 256> buffer{};
  std::string output;
  FILE* pipe = ::popen(command.c_str(), "r");
  while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) output += buffer.data();
  EXPECT_EQ(::pclose(pipe), 0) << command;
  while (output.ends_with('\n')) output.pop_back();
  return output;
}

// A cluster of its own is stopped at once, as by a crash, and started again while sixteen clients write. What was
// acknowledged is there; what was refused is there at most once; afterwards all goes on by itself.
TEST_P(Lost, TheServerRestartsUnderLoad) {
  const std::string tool = std::string(MJ_SOURCE_DIR) + "/tools/pg-cluster ";
  std::string folder = "/tmp/mingjing-restart-XXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const std::string url = output_of(tool + "start " + folder);
  ASSERT_TRUE(url.starts_with("postgresql://"));
  {
    auto database = open(url);
    database->run_script("CREATE TABLE note (id BIGINT PRIMARY KEY, words TEXT)");
    std::atomic<bool> stop{false};
    std::atomic<int> refused{0}, after_restart{0};
    std::atomic<bool> restarted{false};
    std::mutex mutex;
    std::set<std::int64_t> acknowledged, tried;
    std::vector<std::thread> threads;
    for (int t = 0; t < 16; ++t) {
      threads.emplace_back([&, t] {
        for (std::int64_t i = 0; !stop; ++i) {
          const std::int64_t id = t * 1'000'000 + i;
          const bool late = restarted;
          try {
            {
              const std::scoped_lock lock(mutex);
              tried.insert(id);
            }
            database->write([&](Transaction& tx) { return tx.execute(kInsert, {id, "x"}) == 1; });
            const std::scoped_lock lock(mutex);
            acknowledged.insert(id);
            after_restart += late;
          } catch (const Unavailable&) {
            ++refused;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
          } catch (const StatementFailed& failed) {
            ADD_FAILURE() << failed.what();
          }
        }
      });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    output_of(tool + "restart " + folder);
    restarted = true;
    for (int i = 0; i < 100 && after_restart < 50; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    stop = true;
    for (auto& thread : threads) thread.join();
    EXPECT_GE(after_restart, 50);
    EXPECT_GT(refused, 0);
    static const Statement all{"lost_all", "SELECT id FROM note", "test"};
    std::size_t found = 0;
    database->read([&](Transaction& tx) {
      tx.each(all, {}, [&](const Row& row) {
        found += acknowledged.contains(row.integer(0));
        EXPECT_TRUE(tried.contains(row.integer(0)));
        return true;
      });
    });
    EXPECT_EQ(found, acknowledged.size());
  }
  output_of(tool + "stop " + folder);
}

INSTANTIATE_TEST_SUITE_P(Server, Lost, testing::Values(Dialect::postgresql), [](const auto&) { return "postgresql"; });

}  // namespace
}  // namespace mingjing::db
