// SQLite on a disk that fails: a failed COMMIT answers every caller of its batch, nothing of it stays, not even after a
// crash at that moment, and the driver goes on by itself once the disk is well again.
// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <future>

#include "failing_vfs.h"
#include "worlds.h"

namespace mingjing::db {
namespace {

const Statement kIds{"disk_ids", "SELECT id FROM note ORDER BY id", "test"};
const Statement kIntegrity{"disk_integrity", "PRAGMA integrity_check", "test"};

class FailingDisk : public testing::Test {
 protected:
  void SetUp() override {
    FailingVfs::install();
    FailingVfs::heal();
    std::string pattern = testing::TempDir() + "/mj-disk-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    path_ = folder_ + "/x.db";
    Options options;
    options.sqlite_vfs = FailingVfs::kName;
    database_ = open("sqlite:" + path_, options);
    database_->run_script("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)");
    insert(1);
  }
  void TearDown() override {
    FailingVfs::heal();
    database_.reset();
    std::filesystem::remove_all(folder_);
  }

  void insert(std::int64_t id) {
    database_->write([&](Transaction& tx) { return tx.execute(kInsert, {id, std::string(3000, 'x')}) == 1; });
  }
  static std::vector<std::int64_t> ids(Database& database) {
    std::vector<std::int64_t> found;
    database.read([&](Transaction& tx) {
      EXPECT_EQ(tx.query(kIntegrity, {}).text(0, 0), "ok");
      tx.each(kIds, {}, [&](const Row& row) {
        found.push_back(row.integer(0));
        return true;
      });
    });
    return found;
  }
  // What a crash now would leave: the files as they are, without the shared memory.
  std::vector<std::int64_t> ids_after_crash() {
    const std::string copy = folder_ + "/crashed.db";
    std::filesystem::copy_file(path_, copy);
    std::filesystem::copy_file(path_ + "-wal", copy + "-wal");
    auto found = ids(*open("sqlite:" + copy));
    for (const char* tail : {"", "-wal", "-shm"}) std::filesystem::remove(copy + tail);
    return found;
  }

  // Holds the writer in a refused command while `count` more gather behind it in one batch; their outcomes.
  struct Answers {
    int unavailable = 0, disk_full = 0, ok = 0, other = 0;
  };
  Answers batch(int count, std::int64_t first_id, FailingVfs::What what, int nth) {
    std::promise<void> gate, inside;
    auto opened = gate.get_future().share();
    std::vector<std::future<void>> futures;
    const auto submit = [&](Closure closure) {
      auto answer = std::make_shared<std::promise<void>>();
      futures.push_back(answer->get_future());
      database_->submit(std::move(closure), [answer](std::exception_ptr failure) {
        if (failure)
          answer->set_exception(failure);
        else
          answer->set_value();
      });
    };
    submit([&, once = std::make_shared<std::atomic<bool>>(false)](Transaction&) {
      if (!once->exchange(true)) {
        inside.set_value();
        opened.wait();
      }
      return false;
    });
    inside.get_future().wait();
    for (int i = 0; i < count; ++i) {
      submit([id = first_id + i](Transaction& tx) { return tx.execute(kInsert, {id, std::string(3000, 'y')}) == 1; });
    }
    FailingVfs::fail(what, nth);
    gate.set_value();
    Answers answers;
    for (auto& future : futures) {
      try {
        future.get();
        ++answers.ok;
      } catch (const Unavailable& failed) {
        ++answers.unavailable;
        answers.disk_full += failed.disk_full;
      } catch (...) {
        ++answers.other;
      }
    }
    return answers;
  }

  std::string folder_, path_;
  std::unique_ptr<Database> database_;
};

class FailingCommit : public FailingDisk, public testing::WithParamInterface<std::tuple<FailingVfs::What, int>> {};

TEST_P(FailingCommit, AnswersEveryCallerAndLeavesNothing) {
  const auto [what, nth] = GetParam();
  const Answers answers = batch(10, 100, what, nth);
  EXPECT_GT(FailingVfs::failures(), 0);
  EXPECT_EQ(answers.unavailable, 11);  // the refused one too: it might have seen the others
  EXPECT_EQ(answers.ok + answers.other, 0);
  EXPECT_EQ(answers.disk_full, what == FailingVfs::What::full ? 11 : 0);
  EXPECT_THAT(ids(*database_), testing::ElementsAre(1));
  EXPECT_THROW(insert(2), Unavailable);  // still broken
  FailingVfs::heal();
  insert(3);
  EXPECT_THAT(ids(*database_), testing::ElementsAre(1, 3));
  EXPECT_THAT(ids_after_crash(), testing::ElementsAre(1, 3));
}

INSTANTIATE_TEST_SUITE_P(Points, FailingCommit,
                         testing::Values(std::tuple(FailingVfs::What::write, 1), std::tuple(FailingVfs::What::write, 2),
                                         std::tuple(FailingVfs::What::write, 7), std::tuple(FailingVfs::What::sync, 1),
                                         std::tuple(FailingVfs::What::full, 1), std::tuple(FailingVfs::What::full, 5)));

// The log was written whole and only its sync failed: its frames are valid, and a crash must not bring them back.
TEST_F(FailingDisk, AFailedSyncCannotComeBackAfterACrash) {
  FailingVfs::fail(FailingVfs::What::sync, 1);
  std::promise<bool> answered;
  database_->submit(
      [](Transaction& tx) {
        return tx.execute(kInsert, {50, std::string(20000, 'z')}) == 1;
      },
      [&](std::exception_ptr failure) { answered.set_value(failure != nullptr); });
  EXPECT_TRUE(answered.get_future().get());
  FailingVfs::heal();
  insert(51);
  EXPECT_THAT(ids_after_crash(), testing::ElementsAre(1, 51));

  FailingVfs::fail_once(FailingVfs::What::sync);
  EXPECT_THROW(insert(52), Unavailable);
  EXPECT_THAT(ids_after_crash(), testing::ElementsAre(1, 51));
  EXPECT_THAT(ids(*database_), testing::ElementsAre(1, 51));
}

TEST_F(FailingDisk, ReadersGoOnWhileWritingFails) {
  FailingVfs::fail(FailingVfs::What::full, 1);
  for (int i = 0; i < 5; ++i) {
    try {
      insert(60 + i);
      ADD_FAILURE() << "written";
    } catch (const Unavailable& failed) {
      EXPECT_TRUE(failed.disk_full);
    }
    EXPECT_THAT(ids(*database_), testing::ElementsAre(1));
    EXPECT_NO_THROW(database_->ping());
  }
}

// A command too big for the page cache spills into the log before its commit; SQLite then rolls back the whole
// transaction, and with it the neighbours' savepoints.
TEST_F(FailingDisk, ASpillThatFailsTakesItsBatchAlong) {
  FailingVfs::fail(FailingVfs::What::full, 1);
  EXPECT_THROW(database_->write([](Transaction& tx) {
    for (std::int64_t i = 0; i < 300; ++i) tx.execute(kInsert, {1000 + i, std::string(100'000, 's')});
    return true;
  }),
               Unavailable);
  EXPECT_THAT(ids(*database_), testing::ElementsAre(1));
  FailingVfs::heal();
  insert(2);
  EXPECT_THAT(ids(*database_), testing::ElementsAre(1, 2));
}

}  // namespace
}  // namespace mingjing::db
