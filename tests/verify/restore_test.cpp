// Backup and restore as an operator lives through them: the log never shortens, what was signed stays, what is lost is
// said to be lost. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <functional>
#include <iostream>
#include <set>
#include <utility>

#include "mingjing/anchors.h"
#include "files/content_store.h"
#include "mingjing/backup.h"
#include "mingjing/backup_target.h"
#include "mingjing/read_whole.h"
#include "mingjing/manifest.h"
#include "mingjing/portal.h"
#include "mingjing/restore.h"
#include "mingjing/system.h"
#include "tests/verify/deployment.h"
#include "tlog/checkpoint.h"
#include "tlog/log_folder.h"
#include "tlog/tile_reader.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

struct Restore : testing::Test {
  Deployment d{World::sqlite};
  const fs::path kept = d.data().string() + ".backup";
  const fs::path anchor = d.data().string() + ".anchor";
  ~Restore() override {
    std::error_code ignored;
    fs::remove_all(kept, ignored);
    fs::remove_all(anchor, ignored);
  }
  void back_up() {
    const auto made = make_backup(d.options(), {kept.string()});
    ASSERT_TRUE(made) << made.error().message;
  }
  std::uint64_t size() { return std::stoull(d.value("SELECT size FROM log_state")); }
  Result<Restored> restore(const std::string& new_log = {}) { return restore_backup(d.options(), {kept.string(), new_log}); }
  void expect_green() {
    const auto report = verify_deployment(d.options());
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_TRUE(report->holds()) << all_lines(*report);
  }
  // A consistency proof from the old head to the new one: nothing that was signed has changed.
  void expect_consistent(const tlog::TreeHead& old) {
    const tlog::LogFolder log(d.data() / "log");
    const auto note = tlog::parse_note(*log.read("checkpoint"));
    const auto head = tlog::parse_checkpoint_text(note->text)->head;
    const tlog::TileReader reader(log, head.size);
    const auto proof = tlog::prove_consistency(reader, old.size, head.size);
    ASSERT_TRUE(proof) << proof.error().message;
    EXPECT_TRUE(tlog::verify_consistency(old, head, *proof));
  }
  tlog::TreeHead head() {
    const auto note = tlog::parse_note(*read_whole(d.data() / "log/checkpoint"));
    return tlog::parse_checkpoint_text(note->text)->head;
  }
};

TEST_F(Restore, BackupHoldsNoKeyAndIsCheckedWhole) {
  back_up();
  for (const auto& entry : fs::recursive_directory_iterator(kept)) {
    EXPECT_EQ(entry.path().string().find("keys"), std::string::npos);
    EXPECT_NE(entry.path().filename(), "log.ed25519");
  }
  EXPECT_TRUE(check_backup(kept));
  EXPECT_FALSE(make_backup(d.options(), {kept.string()})) << "a second backup over the first";
  auto bytes = *read_whole(kept / "mingjing.db");
  bytes[bytes.size() / 2] ^= 1;
  write_file(kept / "mingjing.db", bytes);
  const auto refused = restore();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::digest_mismatch);
  expect_green();  // and nothing was touched
}

TEST_F(Restore, ALaterBackupLinksWhatTheEarlierOneHolds) {
  back_up();
  const auto stored_in = [](const fs::path& backup) {
    std::vector<fs::path> out;
    for (const auto& entry : fs::recursive_directory_iterator(backup / "files"))
      if (entry.is_regular_file()) out.push_back(fs::relative(entry.path(), backup));
    return out;
  };
  const auto files = stored_in(kept);
  ASSERT_GT(files.size(), 1u);
  auto bytes = *read_whole(kept / files[0]);  // one of them has rotted
  bytes[0] ^= 1;
  fs::permissions(kept / files[0], fs::perms::owner_all);
  write_file(kept / files[0], bytes);
  const fs::path later = kept.string() + ".later";
  const auto made = make_backup(d.options(), {later.string(), kept.string()});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(stored_in(later).size(), files.size());
  EXPECT_FALSE(fs::equivalent(kept / files[0], later / files[0])) << "what has rotted is copied anew";
  for (std::size_t i = 1; i < files.size(); ++i) EXPECT_TRUE(fs::equivalent(kept / files[i], later / files[i])) << files[i];
  EXPECT_FALSE(check_backup(kept));
  EXPECT_TRUE(check_backup(later));
  fs::remove_all(kept);
  EXPECT_TRUE(check_backup(later)) << "whole by itself";
  EXPECT_FALSE(make_backup(d.options(), {kept.string(), (d.data() / "log").string()})) << "that is no backup";
  fs::remove_all(later);
}

// A folder, where something happens to the stored files of the system while it is written.
struct Meanwhile final : BackupTarget {
  Meanwhile(const fs::path& to, std::function<void()> before_a_file, std::function<void()> after_the_database)
      : folder(folder_target(to, {})), first_file(std::move(before_a_file)), then(std::move(after_the_database)) { fs::create_directories(to); }
  Result<Manifest::File> take_made(const std::string& path, const std::function<Status(const fs::path&)>& make) override {
    auto out = folder->take_made(path, make);
    then();
    return out;
  }
  Manifest::File take_stored(const std::string& path, const fs::path& from, const std::string& digest) override {
    std::exchange(first_file, [] {})();
    return folder->take_stored(path, from, digest);
  }
  Manifest::File take_bytes(const std::string& path, const std::string& bytes) override { return folder->take_bytes(path, bytes); }
  void finish(const Manifest& manifest) override { folder->finish(manifest); }

  std::unique_ptr<BackupTarget> folder;
  std::function<void()> first_file, then;
};

TEST_F(Restore, AFileThatIsDestroyedOrTakenInDuringABackupBreaksNothing) {
  files::FolderStore store((d.data() / "files").string());
  std::vector<std::string> files;
  store.each([&](const ports::StoredFile& file) { return files.push_back(file.digest), true; });
  ASSERT_GT(files.size(), 2u);
  std::string fresh;
  Meanwhile target(
      kept, [&] { store.remove(files[1]); },  // listed, and gone when it is to be copied
      [&] {
        store.remove(files[0]);  // the database that was copied still names it
        fresh = store.put("taken in since").digest;
      });
  const auto made = make_backup(d.options(), target);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_TRUE(check_backup(kept));
  const files::FolderStore there((kept / "files").string());
  for (std::size_t i = 0; i < files.size(); ++i) EXPECT_EQ(there.check(files[i]) == ports::FileCheck::intact, i != 1) << i;
  EXPECT_EQ(there.check(fresh), ports::FileCheck::intact);
  const auto manifest = read_manifest(kept);
  ASSERT_TRUE(manifest);
  std::set<std::string> paths;
  for (const auto& file : manifest->files) EXPECT_TRUE(paths.insert(file.path).second) << file.path << " is there twice";
}

TEST_F(Restore, GoesOnFromTheNewestAnchorAndDeclaresTheRestLost) {
  back_up();
  const auto before = size();
  act(d.options(), 5);
  const auto signed_head = head();
  ASSERT_GE(signed_head.size, before + 5);
  const auto counted = d.value("SELECT events FROM log_counter");
  const auto done = restore();
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->backup_size, before);
  EXPECT_EQ(done->lost, 5u);
  EXPECT_EQ(d.value("SELECT count(*) FROM event WHERE type = 'record_access'"), "0");
  EXPECT_EQ(d.value("SELECT events FROM log_counter"), counted) << "n goes on";
  const auto entry = d.value("SELECT bytes FROM log_entry WHERE kind = 'restore'");
  EXPECT_EQ(entry, "{\"from\":" + std::to_string(before) + ",\"kind\":\"restore\",\"to\":" + std::to_string(signed_head.size) + ",\"v\":1}");
  expect_green();
  expect_consistent(signed_head);
  act(d.options(), 2);
  expect_green();
}

TEST_F(Restore, OnAnEmptyDiskTakesTheEntriesFromAnAnchorFolder) {
  back_up();
  act(d.options(), 3);
  const auto signed_head = head();
  fs::copy(d.data() / "log", anchor, fs::copy_options::recursive);
  for (const auto* gone : {"mingjing.db", "mingjing.db-wal", "mingjing.db-shm", "files", "log", "portal.db"}) fs::remove_all(d.data() / gone);
  auto options = d.options();
  options.anchors = {anchor.string()};
  const auto done = restore_backup(options, {kept.string(), {}});
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->lost, 3u);
  expect_green();
  expect_consistent(signed_head);
}

TEST_F(Restore, RefusesWhenSignedEntriesAreNowhereAndLeavesEverything) {
  back_up();
  act(d.options(), 3);
  fs::create_directories(anchor);
  fs::copy_file(d.data() / "log/checkpoint", anchor / "checkpoint");
  fs::remove_all(d.data() / "log");
  const auto database = digest_of(d.data() / "mingjing.db").sha256;
  auto options = d.options();
  options.anchors = {anchor.string()};
  const auto refused = restore_backup(options, {kept.string(), {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_NE(refused.error().message.find("--new-log"), std::string::npos) << refused.error().message;
  EXPECT_EQ(digest_of(d.data() / "mingjing.db").sha256, database);
}

// Restored once without the anchor, so that the log forked; then once more with it.
TEST_F(Restore, RefusesWhenTheLogsItFindsContradictEachOther) {
  back_up();
  act(d.options(), 5);
  fs::copy(d.data() / "log", anchor, fs::copy_options::recursive);
  fs::remove_all(d.data() / "log");
  ASSERT_TRUE(restore()) << "nobody told it of the anchor";
  ASSERT_LT(head().size, tlog::parse_checkpoint_text(tlog::parse_note(*read_whole(anchor / "checkpoint"))->text)->head.size);
  const auto database = digest_of(d.data() / "mingjing.db").sha256;
  auto options = d.options();
  options.anchors = {anchor.string()};
  const auto refused = restore_backup(options, {kept.string(), {}});
  ASSERT_FALSE(refused) << "two checkpoints of one log, both signed, that no one log can have";
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_NE(refused.error().message.find((d.data() / "log").string()), std::string::npos) << refused.error().message;
  EXPECT_EQ(digest_of(d.data() / "mingjing.db").sha256, database) << "nothing was touched";
  fs::rename(d.data() / "log", d.data() / "log.forked");
  const auto done = restore_backup(options, {kept.string(), {}});
  ASSERT_TRUE(done) << done.error().message;
  expect_green();
}

TEST_F(Restore, ALeafThatWaitedInTheBackupFindsItsEntryAgain) {
  {
    auto system = System::open(d.options());
    ASSERT_TRUE(system);
    const auto actor = (*system)->system_actor((*system)->root_agency());
    ASSERT_TRUE((*system)->commands().run_many(actor, [&](ports::UnitOfWork& work) -> Status {
      auto batch = work.create(ports::kind::access_batch, work.new_id());
      work.put(batch, {"access_batch", {}, Json::object({{"reads", 1}}), {}});
      work.append(batch, {"record_access", Json(Json::Object{}), work.now()});
      return {};
    }));
  }
  back_up();
  act(d.options(), 1);  // sequences the waiting one too
  const auto done = restore();
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->lost, 1u);
  EXPECT_EQ(d.value("SELECT count(*) FROM leaf"), "0");
  expect_green();
}

std::string take_down(const Options& options) {
  auto opened = System::open(options);
  EXPECT_TRUE(opened);
  return take_one_down(**opened);
}

TEST_F(Restore, APageWhoseTakedownWasLostIsNotShownAgain) {
  back_up();
  const auto id = take_down(d.options());
  const auto done = restore();
  ASSERT_TRUE(done) << done.error().message;
  ASSERT_EQ(done->public_lost.size(), 1u);
  EXPECT_NE(done->public_lost[0].find("takedown " + id), std::string::npos) << done->public_lost[0];
  expect_green();
  // On a new disk the portal is made anew from the database and the log.
  for (const auto* gone : {"portal.db", "portal.db-wal", "portal.db-shm"}) fs::remove(d.data() / gone);
  auto system = System::open(d.options());
  ASSERT_TRUE(system);
  Portal portal(**system);
  portal.publisher().publish();
  EXPECT_FALSE(portal.db().decision(id)) << "the log says that it was taken down";
  const auto tomb = portal.db().tombstone(id);
  ASSERT_TRUE(tomb);
  EXPECT_FALSE(tomb->number.empty());
  EXPECT_EQ(tomb->reason, "revoked");
  EXPECT_FALSE(tomb->proof.empty());
}

TEST(RestorePostgres, ADumpComesBackWithItsLog) {
  if (test_server() == nullptr) {
    std::cout << "not run: no PostgreSQL\n";
    GTEST_SKIP();
  }
  // Once in a schema of its own, once in `public`, which pg_dump and pg_restore treat in their own way.
  for (const std::string schema : {"office", ""}) {
    SCOPED_TRACE(schema);
    Deployment d(World::postgresql);
    const TemporaryDatabase home, target;
    auto options = d.options();
    options.db = home.url(schema);
    if (!schema.empty()) home.value("CREATE SCHEMA " + schema);
    copy_into(d, home, schema);
    const fs::path kept = d.data().string() + ".backup";
    const auto made = make_backup(options, {kept.string()});
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_TRUE(check_backup(kept));
    const auto before = std::stoull(home.value("SELECT size FROM " + (schema.empty() ? "" : schema + ".") + "log_state"));
    act(options, 3);
    options.db = target.url(schema);
    const auto done = restore_backup(options, {kept.string(), {}});
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(done->backup_size, before);
    EXPECT_EQ(done->lost, 3u);
    const auto report = verify_deployment(options);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_TRUE(report->holds()) << all_lines(*report);
    act(options, 2);
    const auto again = verify_deployment(options);
    ASSERT_TRUE(again && again->holds());
    const auto occupied = restore_backup(options, {kept.string(), {}});
    ASSERT_FALSE(occupied) << "over a database that holds something";
    fs::remove_all(kept);
  }
}

TEST_F(Restore, BeginsANewLogThatNamesTheOld) {
  back_up();
  act(d.options(), 3);
  const auto old = head();
  const auto done = restore("new.example.gov.cn/log");
  ASSERT_TRUE(done) << done.error().message;
  const auto first = d.value("SELECT bytes FROM log_entry WHERE entry_index = 0");
  EXPECT_NE(first.find("\"size\":" + std::to_string(old.size)), std::string::npos) << first;
  EXPECT_EQ(d.value("SELECT origin FROM log_state"), "new.example.gov.cn/log");
  EXPECT_NE(read_whole(d.data() / "log/vkey")->find("new.example.gov.cn/log+"), std::string::npos);
  expect_green();
}

TEST_F(Restore, ServeKnowsARolledBackDatabase) {
  back_up();
  act(d.options(), 3);
  // The database alone is put back by hand, past `restore`.
  for (const auto* gone : {"mingjing.db", "mingjing.db-wal", "mingjing.db-shm"}) fs::remove(d.data() / gone);
  fs::copy_file(kept / "mingjing.db", d.data() / "mingjing.db");
  auto system = System::open(d.options());
  ASSERT_TRUE(system);
  const auto refused = Anchors(**system, {}, [](const std::string&) {}).check();
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("restore"), std::string::npos);
}

}  // namespace
}  // namespace mingjing::app
