// The log's key is changed: everything goes on, and a crash at any step leaves a key that the log knows.
// SPDX-License-Identifier: Apache-2.0
#include "mingjing/rotate_log.h"

#include <gtest/gtest.h>

#include "mingjing/anchors.h"
#include "mingjing/backup.h"
#include "mingjing/portal.h"
#include "mingjing/read_whole.h"
#include "mingjing/restore.h"
#include "base/bytes.h"
#include "store/reseal.h"
#include "tests/verify/deployment.h"
#include "tlog/proof.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

const SystemClock kClock;
const db::Statement kLastNote{"test_last_checkpoint", "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1", "test"};
const db::Statement kSealedParts{
    "test_sealed_parts", "SELECT name, part_key, data, sealed, aggregate_id FROM part WHERE sealed <> '{}' LIMIT 50", "test"};

struct RotateLog : testing::TestWithParam<World> {
  RotateLog() : d(GetParam()), kept(d.data().string() + ".kept"), old(*tlog::NoteVerifier::parse(vkey())) {}
  ~RotateLog() override {
    std::error_code ignored;
    fs::remove_all(kept, ignored);
  }
  std::unique_ptr<System> open() {
    auto opened = System::open(d.options());
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
    return std::move(*opened);
  }
  std::string vkey() { return open()->vkey(); }
  std::string note() { return read_whole(d.data() / "log" / "checkpoint").value_or(""); }
  NewLogKey rotate() {
    const auto done = rotate_log_key(d.options());
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
    return done ? *done : NewLogKey{};
  }
  void act() {
    const auto system = open();
    const auto actor = system->system_actor(system->root_agency());
    ASSERT_TRUE(system->commands().run_many(actor, [&](ports::UnitOfWork& work) -> Status {
      auto batch = work.create(ports::kind::access_batch, work.new_id());
      work.put(batch, {"access_batch", {}, Json::object({{"reads", 1}}), {}});
      work.append(batch, {"record_access", Json::object({{"count", 1}}), work.now()});
      return {};
    }));
    workers::Sequencer sequencer(system->database(), system->tiles(), *system->signer(), system->clock(), "test");
    sequencer.drain();
    sequencer.release();
  }
  void all_holds(const char* when) {
    const auto report = verify_deployment(d.options());
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_TRUE(report->holds()) << when << "\n" << all_lines(*report);
  }
  bool opens(const std::string& checkpoint, const tlog::NoteVerifier& key) {
    return tlog::open_checkpoint(checkpoint, key, old.name()).has_value();
  }

  Deployment d;
  const fs::path kept;
  const tlog::NoteVerifier old;
};

std::vector<World> worlds() {
  std::vector<World> out{World::sqlite};
  if (test_server() != nullptr) out.push_back(World::postgresql);
  return out;
}
INSTANTIATE_TEST_SUITE_P(Worlds, RotateLog, testing::ValuesIn(worlds()),
                         [](const auto& world) { return world.param == World::sqlite ? "sqlite" : "postgresql"; });

TEST_P(RotateLog, EverythingGoesOn) {
  {
    auto system = open();
    ASSERT_TRUE(mirror_log(system->tiles(), note(), (kept / "anchor").string()));
  }
  const auto done = rotate();
  const auto fresh = tlog::NoteVerifier::parse(done.vkey);
  ASSERT_TRUE(fresh);
  EXPECT_EQ(done.former, old.vkey());
  EXPECT_TRUE(opens(note(), *fresh) && opens(note(), old)) << "both sign during the overlap";
  EXPECT_EQ(*read_whole(d.data() / "log" / "vkey"), done.vkey + "\n");
  all_holds("during the overlap");
  EXPECT_EQ(rotate_log_key(d.options()).error().code, ErrorCode::conflict) << "one overlap at a time";
  EXPECT_EQ(open()->log_keys().text(), old.vkey() + " 0 " + std::to_string(done.index) + "\n" + done.vkey + " " +
                                           std::to_string(done.index + 1) + " -\n");

  const crypto::KeyStore keys(d.options().key_folder());
  ASSERT_TRUE(keys.end_log_overlap());
  EXPECT_FALSE(keys.end_log_overlap());
  act();
  EXPECT_TRUE(opens(note(), *fresh) && !opens(note(), old));
  all_holds("after the overlap");

  // An anchor that the old key signed, and what was published under it.
  auto system = open();
  Anchors anchors(*system, {(kept / "anchor").string()}, [](const auto&) {});
  EXPECT_TRUE(anchors.check());
  Portal portal(*system);
  portal.publisher().publish();
  const auto home = portal.db().home();
  ASSERT_FALSE(home.latest.empty());
  const std::string id = home.latest[0].id;
  EXPECT_FALSE(opens(tlog::parse_proof(portal.db().decision(id)->proof)->checkpoint, *fresh)) << "stored before the change";
  Witnesses none(*system, {}, kClock, [](const auto&) {});
  const auto site = portal.site("http://127.0.0.1:1", &none);
  const auto proof = tlog::parse_proof(*site->handle({"/decisions/" + id + ".tlog-proof", {}, {}, {}}).body);
  ASSERT_TRUE(proof);
  EXPECT_TRUE(tlog::verify_proof(*proof, *proof->extra, {*fresh, fresh->name()})) << "handed out under the present key";
  EXPECT_NE(site->handle({"/decisions/" + id, {}, {}, {}}).body->find("公开以来没有被改动"), std::string::npos);

  // Who signs with what was replaced is found; who holds it signs nothing.
  std::string older;
  system->database().read([&](db::Transaction& tx) {
    older = tx.query(kLastNote, {}).text(0, 0);
  });
  EXPECT_TRUE(system->log_keys().open(older, old.name()));
}

TEST_P(RotateLog, AnOldKeyFileSignsNothing) {
  fs::create_directories(kept);
  fs::copy_file(d.options().key_folder() / "log.ed25519", kept / "old");
  const auto before = rotate();
  fs::copy_file(kept / "old", d.options().key_folder() / "log.ed25519", fs::copy_options::overwrite_existing);
  const auto size = note();
  const auto system = open();
  const auto actor = system->system_actor(system->root_agency());
  ASSERT_TRUE(system->commands().run_many(actor, [&](ports::UnitOfWork& work) -> Status {
    auto batch = work.create(ports::kind::access_batch, work.new_id());
    work.put(batch, {"access_batch", {}, Json::object({{"reads", 1}}), {}});
    work.append(batch, {"record_access", Json::object({{"count", 1}}), work.now()});
    return {};
  }));
  workers::Sequencer sequencer(system->database(), system->tiles(), *system->signer(), system->clock(), "test");
  EXPECT_THROW(sequencer.drain(), Unavailable);
  EXPECT_EQ(note(), size) << "nothing was published";
  const auto report = verify_deployment(d.options());
  ASSERT_TRUE(report);
  EXPECT_NE(find(*report, "log_entry", "日志换过密钥"), nullptr) << all_lines(*report);
}

TEST_P(RotateLog, ACrashAtAnyStepIsFinished) {
  const crypto::KeyStore keys(d.options().key_folder());
  const auto next = keys.next_log();  // after step 1
  ASSERT_TRUE(next);
  act();
  all_holds("after step 1");
  EXPECT_EQ(vkey(), old.vkey());
  const tlog::NoteVerifier fresh(old.name(), tlog::SignatureType::ed25519, *next);
  {
    const auto system = open();  // after step 2
    workers::Sequencer sequencer(system->database(), system->tiles(), *system->signer(), system->clock(), "test");
    sequencer.drain();
    sequencer.change_key(fresh, old.vkey());
    EXPECT_THROW(sequencer.drain(), Unavailable) << "the old key signs no checkpoint that covers the entry";
    sequencer.release();
  }
  all_holds("after step 2");
  const std::string published = note();
  EXPECT_EQ(vkey(), fresh.vkey()) << "opening puts it in its place";
  EXPECT_FALSE(fs::exists(keys.folder() / "log.ed25519.next"));
  EXPECT_EQ(note(), published);
  all_holds("after step 3");
  act();
  EXPECT_TRUE(opens(note(), fresh) && opens(note(), old));
  all_holds("in the end");
}

// Digests stay, so verify has nothing to say; no box needs the old key any more.
TEST_P(RotateLog, WhatAnOldDataKeySealedIsSealedAnew) {
  const crypto::KeyStore keys(d.options().key_folder());
  const auto sealed = [&] { return d.value("SELECT count(*) FROM part WHERE sealed <> '{}'"); };
  ASSERT_NE(sealed(), "0");
  const std::string of_old = to_base64(std::string("\x01") + (*keys.load_data())->current_id()).substr(0, 12);
  const auto with_old = [&] { return d.value("SELECT count(*) FROM part WHERE sealed LIKE '%" + of_old + "%'"); };
  ASSERT_EQ(with_old(), sealed());
  ASSERT_TRUE(keys.rotate_data());
  {
    const auto system = open();
    const auto done = store::reseal_all(system->database(), system->sealer());
    EXPECT_GE(done.anew, std::stoll(sealed()));
    EXPECT_EQ(store::reseal_all(system->database(), system->sealer()).anew, 0) << "all is done";
  }
  EXPECT_EQ(with_old(), "0");
  ASSERT_TRUE(keys.drop_old_data());
  const auto system = open();
  EXPECT_EQ(store::reseal_all(system->database(), system->sealer()).anew, 0);
  system->database().read([&](db::Transaction& tx) {
    const auto rows = tx.query(kSealedParts, {});
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto part = system->sealer().decode(rows.text(i, 0), rows.text(i, 1), rows.text(i, 2), rows.text(i, 3), rows.text(i, 4));
      EXPECT_FALSE(part.secrets.empty());
    }
  });
  all_holds("sealed anew");
}

// The key folder is newer than the backup, and no anchor holds the change.
TEST_P(RotateLog, ABackupOfBeforeIsRestoredAndTheLogToldAgain) {
  if (GetParam() != World::sqlite) return;  // a dump holds the same tables
  ASSERT_TRUE(make_backup(d.options(), {kept.string()}));
  const auto done = rotate();
  ASSERT_TRUE(crypto::KeyStore(d.options().key_folder()).end_log_overlap());
  fs::remove_all(d.data() / "log");
  fs::remove(d.data() / "mingjing.db");
  const auto restored = restore_backup(d.options(), {kept.string(), {}});
  ASSERT_TRUE(restored) << restored.error().message;
  EXPECT_EQ(vkey(), done.vkey);
  EXPECT_TRUE(opens(note(), *tlog::NoteVerifier::parse(done.vkey)));
  all_holds("restored");
}

}  // namespace
}  // namespace mingjing::app
