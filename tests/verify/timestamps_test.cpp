// Timestamps of checkpoints: taken only when they hold, kept with the database, shown and checked by anybody with openssl.
// SPDX-License-Identifier: Apache-2.0
#include "mingjing/timestamps.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/text.h"
#include "crypto/test_authority.h"
#include "crypto/timestamp.h"
#include "http/fetch.h"
#include "http/portal_routes.h"
#include "http/server.h"
#include "mingjing/backup.h"
#include "mingjing/portal.h"
#include "mingjing/read_whole.h"
#include "mingjing/restore.h"
#include "tests/verify/deployment.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

// An authority behind HTTP, whose clock and words the test sets.
class Office {
 public:
  explicit Office(Instant now) : authority(now.unix_ms() / 1000) {
    http::RouteFlags flags = http::public_page();
    flags.csp = http::Csp::api;
    http::Router router;
    router.add("stamp", http::Method::post, "/stamp", flags, [this](http::Request& request) {
      ++asked;
      http::Response out(status);
      out.set("Content-Type", "application/timestamp-reply");
      if (request.header("Content-Type") == "application/timestamp-query") {
        last = answer.empty() ? authority.answer(std::string(request.body)) : answer;
        out.body = last;
      }
      return out;
    });
    http::ServerOptions options;
    options.io_threads = 1;
    options.pool_threads = 1;
    server_ = std::make_unique<http::Server>(std::move(router), std::move(options));
    EXPECT_TRUE(server_->start());
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()) + "/stamp"; }
  std::optional<workers::Authority> named() const {
    auto parsed = parse_authority(url(), authority.file());
    EXPECT_TRUE(parsed) << (parsed ? "" : parsed.error().message);
    return std::move(*parsed);
  }

  crypto::TestAuthority authority;
  std::atomic<int> asked = 0, status = 200;
  std::string answer;  // instead of its own
  std::string last;

 private:
  std::unique_ptr<http::Server> server_;
};

struct TimestampsTest : testing::TestWithParam<World> {
  TimestampsTest() : d(GetParam()), system(open()) {}
  ~TimestampsTest() override {
    std::error_code ignored;
    fs::remove_all(d.data().string() + ".kept", ignored);
  }
  std::unique_ptr<System> open() {
    auto opened = System::open(d.options());
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
    return std::move(*opened);
  }
  void grow() {
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
  void pass(std::int64_t ms) {
    clock.set(Instant(clock.now().unix_ms() + ms));
    office.authority.tell(clock.now().unix_ms() / 1000);
  }
  VerifyReport verified(const std::string& authorities) {
    VerifyOptions how;
    how.timestamp_ca = authorities;
    auto report = verify_deployment(d.options(), how);
    EXPECT_TRUE(report) << (report ? "" : report.error().message);
    return report ? *report : VerifyReport{};
  }
  std::string count() { return d.value("SELECT count(*) FROM checkpoint_stamp"); }

  Deployment d;
  std::unique_ptr<System> system;
  ManualClock clock{Instant(1'800'000'000'000)};
  Office office{clock.now()};
};

std::vector<World> worlds() {
  std::vector<World> out{World::sqlite};
  if (test_server() != nullptr) out.push_back(World::postgresql);
  return out;
}
INSTANTIATE_TEST_SUITE_P(Worlds, TimestampsTest, testing::ValuesIn(worlds()),
                         [](const auto& world) { return world.param == World::sqlite ? "sqlite" : "postgresql"; });

using workers::Stamping;

TEST_P(TimestampsTest, WhatGrewIsStampedByTheHourAndAQuietLogByTheDay) {
  Stamping stamping(system->database(), system->tiles(), office.named(), clock);
  EXPECT_TRUE(stamping.round());
  EXPECT_EQ(count(), "1");
  EXPECT_TRUE(stamping.round());
  grow();
  EXPECT_TRUE(stamping.round());
  EXPECT_EQ(count(), "1") << "an hour is not over";
  pass(Stamping::kEveryMs);
  EXPECT_TRUE(stamping.round());
  EXPECT_EQ(count(), "2");
  pass(Stamping::kEveryMs);
  EXPECT_TRUE(stamping.round());
  EXPECT_EQ(count(), "2") << "nothing is new";
  pass(Stamping::kQuietEveryMs);
  EXPECT_TRUE(stamping.round());
  EXPECT_EQ(count(), "3");
  EXPECT_EQ(office.asked, 3);
  EXPECT_EQ(stamping.newest()->at.unix_ms(), clock.now().unix_ms());
  const auto held = verified(office.authority.file());
  EXPECT_TRUE(held.holds()) << all_lines(held);
  EXPECT_EQ(held.stamps, 3);
}

TEST_P(TimestampsTest, WhatDoesNotHoldIsNotTakenAndAskedForAgainAfterAWhile) {
  const crypto::TestAuthority stranger(clock.now().unix_ms() / 1000);
  Stamping stamping(system->database(), system->tiles(), office.named(), clock);
  const auto refused = [&](const char* what) {
    EXPECT_FALSE(stamping.round()) << what;
    const int asked = office.asked;
    EXPECT_TRUE(stamping.round()) << "not at once again";
    EXPECT_EQ(office.asked, asked);
    EXPECT_EQ(count(), "0") << what;
    pass(Stamping::kAfterFailureMs);
  };
  office.status = 503;
  refused("no answer");
  office.status = 200;
  office.answer = "what is this";
  refused("no reply");
  office.answer = office.authority.answer(crypto::timestamp_request("another checkpoint"));
  refused("of other bytes");
  office.answer.clear();
  office.authority.tell(clock.now().unix_ms() / 1000 - 1200);
  refused("a wrong clock");
  ASSERT_TRUE(stamping.round());
  EXPECT_EQ(count(), "1");

  EXPECT_FALSE(parse_authority(office.url(), ""));
  EXPECT_FALSE(parse_authority("", office.authority.file()));
  EXPECT_FALSE(parse_authority("ftp://x/", office.authority.file()));
  EXPECT_FALSE(parse_authority(office.url(), "/nowhere"));
  EXPECT_FALSE(*parse_authority("", ""));

  const auto other = verified(stranger.file());
  EXPECT_NE(find(other, "checkpoint_stamp", "签名不是所信任的"), nullptr) << all_lines(other);
  d.sql("UPDATE checkpoint_stamp SET stamped_at = stamped_at + 60000");
  EXPECT_NE(find(verified(office.authority.file()), "checkpoint_stamp", "时间与时间戳里的不符"), nullptr);
  const auto largest = d.value("SELECT max(size) FROM checkpoint_stamp");
  d.sql("UPDATE checkpoint_stamp SET size = (SELECT min(size) FROM checkpoint)");
  if (d.value("SELECT max(size) FROM checkpoint_stamp") != largest) {
    EXPECT_NE(find(verified({}), "checkpoint_stamp", "签的不是这些内容"), nullptr) << "without certificates too";
  }
  d.sql("UPDATE checkpoint_stamp SET size = 7777777");
  EXPECT_NE(find(verified({}), "checkpoint_stamp", "检查点却不在了"), nullptr);
}

// Files of the log's folder are derived: what is missing comes back from the database.
TEST_P(TimestampsTest, EverybodySeesThemAndChecksThemWithOpenssl) {
  {
    Timestamps before(*system, office.named(), clock, [](const auto&) {});
    before.round();
    grow();
    pass(Stamping::kEveryMs);
    before.round();
  }
  ASSERT_EQ(count(), "2");
  fs::remove_all(d.data() / "log" / "timestamps");
  Timestamps timestamps(*system, {}, clock, [](const auto&) {});
  const auto newest = timestamps.stamping().newest();
  ASSERT_TRUE(newest);

  http::Router router;
  http::add_log_routes(router, {system->tiles(), "", "", {}, [&](auto from) { return timestamps.stamping().listed(from); }});
  http::ServerOptions options;
  options.io_threads = 1;
  options.pool_threads = 1;
  http::Server server(std::move(router), std::move(options));
  ASSERT_TRUE(server.start());
  const std::string base = "http://127.0.0.1:" + std::to_string(server.port()) + "/log/";
  const auto listed = http::fetch(base + "timestamps")->body;
  EXPECT_EQ(split(listed, '\n').size(), 3U) << listed;
  EXPECT_EQ(split(http::fetch(base + "timestamps?from=" + std::to_string(newest->size))->body, '\n').size(), 2U);
  EXPECT_EQ(http::fetch(base + "timestamps?from=" + std::to_string(newest->size + 1))->body, "");
  const auto stamp = http::fetch(base + workers::stamp_path(*newest)), note = http::fetch(base + workers::stamped_note_path(newest->size));
  ASSERT_EQ(stamp->status, 200);
  EXPECT_EQ(stamp->body, office.last);
  EXPECT_EQ(note->body, d.value("SELECT note FROM checkpoint WHERE size = " + std::to_string(newest->size)));
  EXPECT_EQ(http::fetch(base + "timestamps/1/1.tsr")->status, 404);

  const fs::path kept = d.data().string() + ".kept";
  fs::create_directories(kept);
  write_file(kept / "checkpoint", note->body);
  write_file(kept / "stamp.tsr", stamp->body);
  const std::string command = "openssl ts -verify -data " + (kept / "checkpoint").string() + " -in " + (kept / "stamp.tsr").string() +
                              " -CAfile " + office.authority.file() + " -attime " + std::to_string(newest->at.unix_ms() / 1000) +
                              " >" + (kept / "said").string() + " 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0) << read_whole(kept / "said").value_or("");

  Witnesses none(*system, {}, clock, [](const auto&) {});
  const LogBoard board(*system, none, &timestamps.stamping());
  Portal portal(*system);
  const auto page = portal.site("http://127.0.0.1:1", &none, &board)->handle({"/log", {}, {}, {}});
  for (const auto& words : {std::string("什么时候就有了"), "/log/" + workers::stamp_path(*newest)}) {
    EXPECT_NE(page.body->find(words), std::string::npos) << words;
  }
}

TEST_P(TimestampsTest, TheyAreInTheBackup) {
  if (GetParam() != World::sqlite) return;  // a dump holds every table
  {
    Timestamps timestamps(*system, office.named(), clock, [](const auto&) {});
    timestamps.round();
  }
  system.reset();
  const std::string kept = d.data().string() + ".kept";
  ASSERT_TRUE(make_backup(d.options(), {kept}));
  fs::remove(d.data() / "mingjing.db");
  const auto restored = restore_backup(d.options(), {kept, {}});
  ASSERT_TRUE(restored) << restored.error().message;
  const auto held = verified(office.authority.file());
  EXPECT_TRUE(held.holds()) << all_lines(held);
  EXPECT_EQ(held.stamps, 1);
}

}  // namespace
}  // namespace mingjing::app
