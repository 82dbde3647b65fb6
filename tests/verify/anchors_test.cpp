// Anchors: what makes a rolled-back or forked log evident, and what a silent one may not do.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "crypto/key_store.h"
#include "http/portal_routes.h"
#include "http/server.h"
#include "mingjing/anchors.h"
#include "mingjing/backup.h"
#include "mingjing/read_whole.h"
#include "mingjing/restore.h"
#include "tests/verify/deployment.h"
#include "tlog/checkpoint.h"
#include "tlog/log_folder.h"
#include "tlog/tile_reader.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

// Another server that shows a log folder to everybody.
class Replica {
 public:
  explicit Replica(const fs::path& log, std::uint16_t port = 0) : tiles_(log) {
    http::Router router;
    http::add_log_routes(router, {tiles_, "", ""});
    http::ServerOptions options;
    options.port = port;
    options.io_threads = 1;
    options.pool_threads = 1;
    server_ = std::make_unique<http::Server>(std::move(router), std::move(options));
    const auto started = server_->start();
    EXPECT_TRUE(started) << started.error().message;
  }
  std::string address() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  std::uint16_t port() const { return server_->port(); }

 private:
  tlog::LogFolder tiles_;
  std::unique_ptr<http::Server> server_;
};

struct AnchorsTest : testing::Test {
  Deployment d{World::sqlite};
  const fs::path anchor = d.data().string() + ".anchor";
  const fs::path kept = d.data().string() + ".backup";
  std::vector<std::string> told;

  ~AnchorsTest() override {
    std::error_code ignored;
    fs::remove_all(anchor, ignored);
    fs::remove_all(kept, ignored);
  }
  std::unique_ptr<System> open() {
    auto system = System::open(d.options());
    EXPECT_TRUE(system) << (system ? "" : system.error().message);
    return std::move(*system);
  }
  static void act(System& system, int count) {
    const auto actor = system.system_actor(system.root_agency());
    for (int i = 0; i < count; ++i) {
      ASSERT_TRUE(system.commands().run_many(actor, [&](ports::UnitOfWork& work) -> Status {
        auto batch = work.create(ports::kind::access_batch, work.new_id());
        work.put(batch, {"access_batch", {}, Json::object({{"reads", i}}), {}});
        work.append(batch, {"record_access", Json::object({{"count", i}}), work.now()});
        return {};
      }));
    }
    workers::Sequencer sequencer(system.database(), system.tiles(), *system.signer(), system.clock(), "test");
    sequencer.drain();
  }
  Anchors anchors(System& system, std::vector<std::string> list) {
    return Anchors(system, list, [this](const std::string& line) { told.push_back(line); });
  }
  // A checkpoint that this log's key signs, with any head.
  void write_checkpoint(const fs::path& folder, tlog::TreeHead head) {
    auto key = crypto::KeyStore(d.options().key_folder()).load_log();
    const tlog::NoteSigner signer(d.value("SELECT origin FROM log_state"), std::move(**key));
    write_file(folder / "checkpoint", tlog::sign_checkpoint(head, signer));
  }
  tlog::TreeHead head(const fs::path& folder) {
    return tlog::parse_checkpoint_text(tlog::parse_note(*read_whole(folder / "checkpoint"))->text)->head;
  }
};

TEST_F(AnchorsTest, AFolderIsKeptWithTilesAndEntriesAsItGrows) {
  fs::create_directories(anchor);
  auto system = open();
  auto watched = anchors(*system, {anchor.string()});
  ASSERT_TRUE(watched.check());
  for (int round = 0; round < 4; ++round) {
    watched.round();
    ASSERT_FALSE(watched.contradiction()) << *watched.contradiction();
    const auto there = head(anchor);
    EXPECT_EQ(there, head(d.data() / "log"));
    const tlog::LogFolder folder(anchor);
    const tlog::TileReader reader(folder, there.size);
    EXPECT_EQ(*reader.root(), there.root);
    const auto last = reader.entry(there.size - 1);
    ASSERT_TRUE(last) << last.error().message;
    EXPECT_EQ(*last, d.value("SELECT bytes FROM log_entry ORDER BY entry_index DESC LIMIT 1"));
    act(*system, round == 2 ? 300 : 3);
  }
  // One partial tile a level at most: narrower ones give way.
  for (const auto& entry : fs::recursive_directory_iterator(anchor)) {
    if (!entry.is_directory() || entry.path().extension() != ".p") continue;
    EXPECT_LE(std::distance(fs::directory_iterator(entry.path()), {}), 1) << entry.path();
  }
}

TEST_F(AnchorsTest, RestoreGoesOnFromAMirroredFolderAlone) {
  ASSERT_TRUE(make_backup(d.options(), {kept.string()}));
  fs::create_directories(anchor);
  tlog::TreeHead newest;
  {
    auto system = open();
    act(*system, 4);
    auto watched = anchors(*system, {anchor.string()});
    watched.round();
    newest = head(anchor);
  }
  for (const auto* gone : {"mingjing.db", "mingjing.db-wal", "mingjing.db-shm", "files", "log", "portal.db"}) {
    fs::remove_all(d.data() / gone);
  }
  auto options = d.options();
  options.anchors = {anchor.string()};
  const auto done = restore_backup(options, {kept.string(), {}});
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->lost, 4u);
  EXPECT_GT(head(anchor).size, newest.size) << "the restored log is anchored at once";
  const auto report = verify_deployment(options);
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->holds()) << all_lines(*report);
}

TEST_F(AnchorsTest, RestoreTakesTheEntriesFromAnotherServer) {
  ASSERT_TRUE(make_backup(d.options(), {kept.string()}));
  {
    auto system = open();
    act(*system, 260);
  }
  fs::copy(d.data() / "log", anchor, fs::copy_options::recursive);
  for (const auto* gone : {"mingjing.db", "mingjing.db-wal", "mingjing.db-shm", "files", "log", "portal.db"}) {
    fs::remove_all(d.data() / gone);
  }
  const Replica replica(anchor);
  auto options = d.options();
  options.anchors = {replica.address()};
  const auto done = restore_backup(options, {kept.string(), {}});
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->lost, 260u);
  const auto report = verify_deployment(options);
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->holds()) << all_lines(*report);
  options.anchors = {"http://127.0.0.1:1"};
  const auto refused = restore_backup(options, {kept.string(), {}});
  ASSERT_FALSE(refused) << "an anchor that the operator names and nobody can read";
  EXPECT_NE(refused.error().message.find("分叉"), std::string::npos);
}

TEST_F(AnchorsTest, StartIsRefusedWhenAnAddressIsLargerOrDiffersOrIsAnothersLog) {
  auto system = open();
  const auto now = head(d.data() / "log");
  fs::create_directories(anchor);
  const Replica replica(anchor);
  for (const auto& spelling : {replica.address(), replica.address() + "/log/", replica.address() + "/log/checkpoint"}) {
    write_checkpoint(anchor, now);
    EXPECT_TRUE(anchors(*system, {spelling}).check());
    write_checkpoint(anchor, {now.size + 1, now.root});
    const auto larger = anchors(*system, {spelling}).check();
    ASSERT_FALSE(larger);
    EXPECT_NE(larger.error().message.find("restore"), std::string::npos) << larger.error().message;
  }
  write_checkpoint(anchor, {now.size - 1, now.root});
  const auto differs = anchors(*system, {replica.address()}).check();
  ASSERT_FALSE(differs);
  EXPECT_NE(differs.error().message.find("不一致"), std::string::npos) << differs.error().message;
  const tlog::NoteSigner other("elsewhere.example/log", crypto::SigningKey::generate());
  write_file(anchor / "checkpoint", tlog::sign_checkpoint(now, other));
  EXPECT_FALSE(anchors(*system, {replica.address()}).check());
  EXPECT_FALSE(anchors(*system, {"https:// nowhere"}).check()) << "not an address at all";
}

TEST_F(AnchorsTest, ASilentServerHoldsNobodyUpAndStopsTheLogOnceItContradicts) {
  auto system = open();
  fs::create_directories(anchor);
  std::uint16_t port = 0;
  {
    const Replica first(anchor);
    port = first.port();
  }
  auto watched = anchors(*system, {"http://127.0.0.1:" + std::to_string(port)});
  ASSERT_TRUE(watched.check());
  ASSERT_EQ(told.size(), 1u);
  EXPECT_NE(told[0].find("警告"), std::string::npos) << told[0];
  EXPECT_NE(watched.metrics().find("mingjing_anchors_silent 1"), std::string::npos) << watched.metrics();
  watched.round(0);
  EXPECT_EQ(told.size(), 1u) << "told once, not at each round";
  {
    const Replica again(anchor, port);
    watched.round(0);
    EXPECT_EQ(told.size(), 2u);
    EXPECT_NE(watched.metrics().find("mingjing_anchors_silent 0"), std::string::npos) << watched.metrics();
    EXPECT_FALSE(watched.contradiction());
    const auto now = head(d.data() / "log");
    write_checkpoint(anchor, {now.size + 5, now.root});
    watched.round(0);
  }
  ASSERT_TRUE(watched.contradiction());
  EXPECT_NE(watched.metrics().find("mingjing_anchor_contradiction 1"), std::string::npos);
}

TEST_F(AnchorsTest, AFolderThatKnowsMoreIsNeverLowered) {
  auto system = open();
  auto watched = anchors(*system, {anchor.string()});
  ASSERT_TRUE(watched.check()) << "the disk is not plugged in yet";
  EXPECT_FALSE(fs::exists(anchor)) << "and nothing is written where it belongs";
  const auto now = head(d.data() / "log");
  fs::create_directories(anchor);
  write_checkpoint(anchor, {now.size + 5, now.root});
  const auto before = *read_whole(anchor / "checkpoint");
  watched.round();
  EXPECT_TRUE(watched.contradiction());
  EXPECT_EQ(*read_whole(anchor / "checkpoint"), before);
}

TEST_F(AnchorsTest, VerifyAsksAnAddressToo) {
  const auto now = head(d.data() / "log");
  fs::create_directories(anchor);
  const Replica replica(anchor);
  auto options = d.options();
  options.anchors = {replica.address()};
  EXPECT_FALSE(verify_deployment(options)) << "nothing signed there yet";
  write_checkpoint(anchor, now);
  auto report = verify_deployment(options);
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->holds()) << all_lines(*report);
  write_checkpoint(anchor, {now.size + 5, now.root});
  report = verify_deployment(options);
  ASSERT_TRUE(report);
  EXPECT_NE(find(*report, "anchor", replica.address()), nullptr) << all_lines(*report);
}

}  // namespace
}  // namespace mingjing::app
