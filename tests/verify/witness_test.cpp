// Witnesses: what they sign stands in checkpoint and proof; what they refuse is told; what they have signed they know
// after any crash.
// SPDX-License-Identifier: Apache-2.0
#include "mingjing/witness.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "base/text.h"
#include "http/fetch.h"
#include "http/server.h"
#include "mingjing/anchors.h"
#include "mingjing/backup.h"
#include "mingjing/read_whole.h"
#include "mingjing/portal.h"
#include "mingjing/restore.h"
#include "mingjing/witnesses.h"
#include "query/journal.h"
#include "tests/verify/deployment.h"
#include "tlog/cosignature.h"
#include "tlog/tile_reader.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;
using Trouble = workers::WitnessState::Trouble;

const SystemClock kClock;

// A witness behind HTTP, as another organ runs it; can be killed without a word and started again on its folder.
class Organ {
 public:
  Organ(fs::path folder, std::string name, std::string vkey) : folder_(std::move(folder)), name_(std::move(name)), vkey_(std::move(vkey)) { start(); }
  ~Organ() {
    stop();
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  void start() {
    auto opened = Witness::open(folder_, name_, {*tlog::NoteVerifier::parse(vkey_)}, kClock, [this](const auto& line) { told.push_back(line); });
    ASSERT_TRUE(opened) << opened.error().message;
    witness_ = std::move(*opened);
    http::Router router;
    add_witness_routes(router, *witness_);
    http::ServerOptions options;
    options.port = port_;
    options.io_threads = 1;
    options.pool_threads = 1;
    server_ = std::make_unique<http::Server>(std::move(router), std::move(options));
    ASSERT_TRUE(server_->start());
    port_ = server_->port();
  }
  void stop() {
    server_.reset();
    witness_.reset();
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  NamedWitness named() const { return {url(), witness_->key()}; }
  std::string option() const { return url() + "=" + witness_->key().vkey(); }
  Witness& witness() { return *witness_; }
  const fs::path& folder() const { return folder_; }
  std::vector<std::string> told;

 private:
  const fs::path folder_;
  const std::string name_, vkey_;
  std::uint16_t port_ = 0;
  std::unique_ptr<Witness> witness_;
  std::unique_ptr<http::Server> server_;
};

struct WitnessTest : testing::TestWithParam<World> {
  WitnessTest() : d(GetParam()), kept(d.data().string() + ".kept"), system(open()), log(*tlog::NoteVerifier::parse(system->vkey())) {}
  ~WitnessTest() override {
    std::error_code ignored;
    fs::remove_all(kept, ignored);
  }
  std::unique_ptr<System> open() {
    auto opened = System::open(d.options());
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
    return std::move(*opened);
  }
  void act(int count) {
    const auto actor = system->system_actor(system->root_agency());
    for (int i = 0; i < count; ++i) {
      ASSERT_TRUE(system->commands().run_many(actor, [&](ports::UnitOfWork& work) -> Status {
        auto batch = work.create(ports::kind::access_batch, work.new_id());
        work.put(batch, {"access_batch", {}, Json::object({{"reads", i}}), {}});
        work.append(batch, {"record_access", Json::object({{"count", i}}), work.now()});
        return {};
      }));
    }
    workers::Sequencer sequencer(system->database(), system->tiles(), *system->signer(), system->clock(), "test");
    sequencer.drain();
    sequencer.release();
  }
  // The log as a server sees it: rounds are made by hand.
  workers::Witnessing asking(const std::vector<const Organ*>& organs) {
    std::vector<workers::WitnessLink> links;
    for (const auto* organ : organs) links.push_back(organ->named().link());
    return workers::Witnessing(system->database(), system->tiles(), std::move(links), kClock,
                               [this](const workers::WitnessState& state) { told.push_back(state); });
  }
  Organ organ(const std::string& name) { return Organ(d.data().string() + "." + name, name, system->vkey()); }
  std::string note() { return *system->tiles().read("checkpoint"); }
  std::uint64_t size() { return tlog::parse_checkpoint_text(tlog::parse_note(note())->text)->head.size; }

  Deployment d;
  const fs::path kept;
  std::unique_ptr<System> system;
  const tlog::NoteVerifier log;
  std::vector<workers::WitnessState> told;
};

std::vector<World> worlds() {
  std::vector<World> out{World::sqlite};
  if (test_server() != nullptr) out.push_back(World::postgresql);
  return out;
}
INSTANTIATE_TEST_SUITE_P(Worlds, WitnessTest, testing::ValuesIn(worlds()),
                         [](const auto& world) { return world.param == World::sqlite ? "sqlite" : "postgresql"; });

// What is done to copies of a database that is a file.
struct WitnessOfFiles : WitnessTest {};
INSTANTIATE_TEST_SUITE_P(Sqlite, WitnessOfFiles, testing::Values(World::sqlite), [](const auto&) { return "sqlite"; });

TEST_P(WitnessTest, TwoSignWhatGrowsAndProofsCarryIt) {
  const auto one = organ("上级机关"), two = organ("司法局");
  auto asked = asking({&one, &two});
  const std::vector<tlog::NoteVerifier> both{one.named().key, two.named().key};
  for (int round = 0; round < 3; ++round) {
    act(round + 1);
    asked.round(0);
    asked.round(1);
    const auto shown = tlog::open_checkpoint(asked.with_cosignatures(note()), log);
    ASSERT_TRUE(shown) << shown.error().message;
    EXPECT_EQ(tlog::count_cosignatures(shown->note, both), 2u);
    EXPECT_EQ(asked.states()[1].size, size());
  }
  EXPECT_TRUE(told.empty());
  asked.round(0);
  EXPECT_EQ(d.value("SELECT count(*) FROM cosignature"), "6") << "signed already: not asked again";
  // Another process knows it from the database, and an auditor who believes both accepts the proof.
  const auto again = asking({&one, &two});
  const auto covering = again.covering(3);
  ASSERT_TRUE(covering);
  const tlog::TileReader reader(system->tiles(), covering->size);
  const auto proof = tlog::make_proof(reader, 3, *reader.entry(3), covering->note);
  const auto parsed = tlog::parse_proof(tlog::format_proof(*proof));
  EXPECT_TRUE(tlog::verify_proof(*parsed, *parsed->extra, {log, log.name(), both, 2}));
  EXPECT_FALSE(again.covering(size()));
  // All of it holds, until somebody touches it.
  system.reset();
  auto options = d.options();
  options.witnesses = {one.option(), two.option()};
  auto report = verify_deployment(options);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(report->holds()) << all_lines(*report);
  d.sql("UPDATE cosignature SET line = (SELECT line FROM cosignature ORDER BY size, witness LIMIT 1) WHERE size = (SELECT max(size) FROM cosignature)");
  report = verify_deployment(options);
  EXPECT_NE(find(*report, "cosignature", "见证签名"), nullptr) << all_lines(*report);
}

TEST_P(WitnessOfFiles, ALogThatIsPutBackToAnOldCopyIsRefusedAndToldAndNeverStartsAgain) {
  auto one = organ("司法局");
  act(2);
  {
    auto asked = asking({&one});
    asked.round(0);
  }
  // Everything there is, database and log folder, put aside and brought back later.
  system.reset();
  fs::copy(d.data(), kept, fs::copy_options::recursive);
  system = open();
  act(3);
  {
    auto asked = asking({&one});
    asked.round(0);
    ASSERT_TRUE(told.empty());
  }
  const auto seen = one.witness().watched()[0].head.size;
  ASSERT_EQ(seen, size());
  system.reset();
  fs::remove_all(d.data());
  fs::copy(kept, d.data(), fs::copy_options::recursive);
  fs::permissions(d.data() / "keys", fs::perms::owner_all);

  // At once: the witness knows more than this database.
  auto options = d.options();
  options.witnesses = {one.option()};
  auto report = verify_deployment(options);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_NE(find(*report, "anchor", "见证方 司法局"), nullptr) << all_lines(*report);
  system = open();
  const auto refused = Anchors(*system, {}, [](const auto&) {}, {}).check();
  EXPECT_TRUE(refused) << "nothing on this machine tells";
  std::vector<AnchorSource> sources;
  sources.push_back(one.named().source(system->origin()));
  const auto stopped = Anchors(*system, {}, [](const auto&) {}, std::move(sources)).check();
  ASSERT_FALSE(stopped);
  EXPECT_NE(stopped.error().message.find("restore"), std::string::npos) << stopped.error().message;

  // The witness was not to be reached when the server started: it goes on, and is told as soon as it asks.
  std::vector<std::string> console;
  bool rung = false;
  Witnesses witnesses(*system, {one.named()}, kClock, [&](const std::string& line) { console.push_back(line); });
  std::mutex mutex;
  std::condition_variable changed;
  witnesses.start({}, [&] {
    const std::lock_guard lock(mutex);
    rung = true;
    changed.notify_all();
  });
  {
    std::unique_lock lock(mutex);
    ASSERT_TRUE(changed.wait_for(lock, std::chrono::seconds(30), [&] { return rung; }));
  }
  witnesses.stop();
  EXPECT_EQ(witnesses.states()[0].trouble, Trouble::contradicts);
  EXPECT_NE(witnesses.states()[0].words.find(std::to_string(seen) + " 条"), std::string::npos) << witnesses.states()[0].words;
  EXPECT_NE(witnesses.metrics().find("mingjing_witnesses_contradicting 1"), std::string::npos) << witnesses.metrics();
  ASSERT_FALSE(console.empty());
  EXPECT_NE(console[0].find("严重"), std::string::npos) << console[0];
  const auto journal = query::journal_events(system->database(), {system->root_agency(), kClock.now().plus_hours(-24 * 3650), kClock.now().plus_hours(24 * 3650), {}, {}, {}});
  ASSERT_TRUE(journal);
  EXPECT_EQ(std::count_if(journal->rows.begin(), journal->rows.end(), [](const auto& row) { return row.type == "witness_refused"; }), 1);
  const LogBoard board(*system, witnesses);
  EXPECT_EQ(board.view()->witnesses[0].state, render::LogView::Witness::State::contradicts);

  // Grown past what the witness has seen it is a fork, and still refused.
  act(9);
  ASSERT_GT(size(), seen);
  auto asked = asking({&one});
  asked.round(0);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].trouble, Trouble::contradicts);
  EXPECT_NE(told[0].words.find("接不上"), std::string::npos) << told[0].words;
  EXPECT_EQ(one.witness().watched()[0].head.size, seen);
  EXPECT_TRUE(one.witness().watched()[0].refused_at);
  ASSERT_FALSE(one.told.empty()) << "the witness keeps what the log signed as proof";
  EXPECT_NE(one.told.back().find(note()), std::string::npos);
}

TEST_P(WitnessOfFiles, ARestoreThatWouldForkIsRefusedWhenAWitnessHasSeenMore) {
  auto one = organ("司法局");
  ASSERT_TRUE(make_backup(d.options(), {kept.string()}));
  act(4);
  {
    auto asked = asking({&one});
    asked.round(0);
  }
  system.reset();
  for (const auto* gone : {"mingjing.db", "mingjing.db-wal", "mingjing.db-shm", "files", "log", "portal.db"}) fs::remove_all(d.data() / gone);
  auto options = d.options();
  options.witnesses = {one.option()};
  const auto refused = restore_backup(options, {kept.string(), {}});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("--new-log"), std::string::npos) << refused.error().message;
  EXPECT_FALSE(fs::exists(d.data() / "mingjing.db"));
}

TEST_P(WitnessTest, ADeadWitnessHoldsUpNobodyAndCatchesUp) {
  auto one = organ("上级机关"), two = organ("司法局");
  act(1);
  ManualClock clock(kClock.now());
  std::vector<workers::WitnessLink> links{one.named().link(), two.named().link()};
  int asked_dead = 0;
  const auto ask = links[1].ask;
  links[1].ask = [&](const std::string& request) {
    ++asked_dead;
    return ask(request);
  };
  workers::Witnessing asked(system->database(), system->tiles(), std::move(links), clock,
                            [this](const workers::WitnessState& state) { told.push_back(state); });
  two.stop();
  for (int round = 0; round < 5; ++round) {
    act(1);
    asked.round(0);
    asked.round(1);
  }
  EXPECT_EQ(asked.states()[0].size, size());
  EXPECT_EQ(asked.states()[1].trouble, Trouble::silent);
  EXPECT_EQ(asked_dead, 1) << "not asked again before its time";
  EXPECT_EQ(told.size(), 1u);
  two.start();
  clock.advance_to(clock.now().plus_hours(1));
  asked.round(1);
  EXPECT_EQ(asked.states()[1].size, size()) << "the newest alone, whatever it missed";
  EXPECT_EQ(asked.states()[1].trouble, Trouble::none);
  EXPECT_EQ(d.value("SELECT count(*) FROM cosignature WHERE witness LIKE '司法局%'"), "1");
  EXPECT_EQ(asked.covering(size() - 1)->witnesses, (std::vector<std::string>{"上级机关", "司法局"}));
}

TEST_P(WitnessTest, AQuietLogIsCosignedAgainEveryDay) {
  const auto one = organ("司法局");
  act(1);
  ManualClock clock(kClock.now());
  std::vector<workers::WitnessLink> links{one.named().link()};
  int asked_it = 0;
  links[0].ask = [&, ask = links[0].ask](const std::string& request) {
    ++asked_it;
    return ask(request);
  };
  workers::Witnessing asked(system->database(), system->tiles(), std::move(links), clock);
  for (int day = 1; day <= 3; ++day) {
    for (int round = 0; round < 3; ++round) asked.round(0);
    EXPECT_EQ(asked_it, day);
    clock.advance_to(clock.now().plus_hours(24));
  }
  EXPECT_EQ(d.value("SELECT count(*) FROM cosignature"), "1") << "the newest is kept";
  EXPECT_EQ(asked.states()[0].trouble, Trouble::none);
}

TEST_P(WitnessTest, AnswersThatAreNoSignatureAreNotTaken) {
  act(1);
  const auto key = crypto::SigningKey::generate(), other = crypto::SigningKey::generate();
  const tlog::NoteVerifier verifier("w", tlog::SignatureType::cosignature, key.public_key());
  const auto text = tlog::parse_note(note())->text;
  const std::int64_t now = kClock.now().unix_ms() / 1000;
  auto forged = tlog::cosign("w", key, text, now);
  forged.bytes[20] = static_cast<char>(forged.bytes[20] ^ 1);
  const struct {
    const char* name;
    int status;
    std::string body;
    Trouble trouble;
  } rows[] = {
      {"another's key", 200, tlog::format_signature(tlog::cosign("w", other, text, now)), Trouble::refuses},
      {"a wrong signature", 200, tlog::format_signature(forged), Trouble::refuses},
      {"of another text", 200, tlog::format_signature(tlog::cosign("w", key, "x\n" + text, now)), Trouble::refuses},
      {"an hour ahead", 200, tlog::format_signature(tlog::cosign("w", key, text, now + 3600)), Trouble::refuses},
      {"nothing", 200, "", Trouble::refuses},
      {"nonsense", 200, "ok\n", Trouble::refuses},
      {"unknown log", 404, "no\n", Trouble::refuses},
      {"not UTF-8", 500, "\xff\xfe", Trouble::refuses},
      {"no size", 409, "many\n", Trouble::refuses},
      {"the size that was asked", 409, "0\n", Trouble::refuses},
      {"more than there is", 409, "999999\n", Trouble::contradicts},
      {"a proof that does not hold", 422, "", Trouble::contradicts},
  };
  for (const auto& row : rows) {
    workers::Witnessing asked(system->database(), system->tiles(),
                              {{verifier, "http://w", [&](const std::string&) -> Result<workers::WitnessReply> {
                                  return workers::WitnessReply{row.status, row.body};
                                }}}, kClock);
    asked.round(0);
    EXPECT_EQ(static_cast<int>(asked.states()[0].trouble), static_cast<int>(row.trouble)) << row.name;
    EXPECT_FALSE(asked.states()[0].words.empty()) << row.name;
    EXPECT_EQ(asked.with_cosignatures(note()), note()) << row.name;
  }
  EXPECT_EQ(d.value("SELECT count(*) FROM cosignature"), "0");
}

TEST_P(WitnessTest, ADemoHasTwoOfItsOwn) {
  act(1);
  Witnesses own(*system, {}, kClock, [](const auto&) {});
  EXPECT_TRUE(own.are_here());
  std::mutex mutex;
  std::condition_variable changed;
  int signed_by = 0;
  own.start([&] {
    const std::lock_guard lock(mutex);
    ++signed_by;
    changed.notify_all();
  }, {});
  {
    std::unique_lock lock(mutex);
    ASSERT_TRUE(changed.wait_for(lock, std::chrono::seconds(30), [&] { return signed_by == 2; }));
  }
  own.stop();
  Portal portal(*system);
  portal.publisher().publish();
  const LogBoard board(*system, own);
  const auto site = portal.site("http://127.0.0.1:1", &own, &board);
  const auto page = site->handle({"/log", {}, {}, {}});
  ASSERT_EQ(page.status, 200);
  for (const auto* words : {"上级机关", "司法局", "同一个程序", "公示日志", "--quorum"}) EXPECT_NE(page.body->find(words), std::string::npos) << words;
  const auto home = portal.db().home();
  ASSERT_FALSE(home.latest.empty());
  const std::string id = home.latest[0].id;
  const auto proof = tlog::parse_proof(*site->handle({"/decisions/" + id + ".tlog-proof", {}, {}, {}}).body);
  ASSERT_TRUE(proof);
  std::vector<tlog::NoteVerifier> keys;
  for (const auto& state : own.states()) keys.push_back(*tlog::NoteVerifier::parse(state.vkey));
  EXPECT_TRUE(tlog::verify_proof(*proof, *proof->extra, {log, log.name(), keys, 2}));
  EXPECT_NE(site->handle({"/decisions/" + id, {}, {}, {}}).body->find("司法局见证"), std::string::npos);
}

// --- the witness itself ---

struct OrganTest : testing::Test {
  const tlog::NoteSigner log{"log.example/a", *crypto::SigningKey::from_seed(std::string(32, 'L'))};
  const fs::path folder = fs::temp_directory_path() / ("mj_witness_" + std::to_string(::getpid()));
  std::vector<std::string> told;
  ~OrganTest() override {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  Result<std::unique_ptr<Witness>> open(const std::string& name = "司法局") {
    return Witness::open(folder, name, {log.verifier()}, kClock, [this](const auto& line) { told.push_back(line); });
  }
  // The tree of `n` equal leaves; another from the third on when `forked`.
  static tlog::TreeWriter tree(std::uint64_t n, bool forked = false) {
    tlog::TreeWriter out;
    for (std::uint64_t i = 0; i < n; ++i) {
      const std::string entry = forked && i >= 2 ? "other" : "entry";
      out.append(std::span(&entry, 1));
    }
    return out;
  }
  // From nothing no proof is needed; from one leaf to two it is the second leaf.
  std::string first(std::uint64_t n, bool forked = false) { return tlog::format_add_checkpoint({0, {}, tlog::sign_checkpoint(tree(n, forked).head(), log)}); }
};

TEST_F(OrganTest, ForgetsNothingWhenItIsKilled) {
  int answered[2];
  ASSERT_EQ(::pipe(answered), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {  // killed as soon as its answer has left, before anything of it ends in order
    auto witness = open();
    const std::string said = witness ? (*witness)->add_checkpoint(first(5)).body : witness.error().message;
    const auto written = ::write(answered[1], said.data(), said.size());
    ::raise(written > 0 ? SIGKILL : SIGTERM);
  }
  ::close(answered[1]);
  std::string line(4096, '\0');
  line.resize(static_cast<std::size_t>(std::max<ssize_t>(0, ::read(answered[0], line.data(), line.size()))));
  ::close(answered[0]);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_EQ(WTERMSIG(status), SIGKILL) << line;
  const auto vkey = std::string(trim(*read_whole(folder / "vkey")));
  const auto signed_by_it = tlog::parse_note(tlog::sign_checkpoint(tree(5).head(), log) + line);
  ASSERT_TRUE(signed_by_it) << line;
  ASSERT_TRUE(tlog::NoteVerifier::parse(vkey)->check(signed_by_it->text, signed_by_it->signatures.back())) << line;
  auto again = open("");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ((*again)->key().vkey(), vkey);
  EXPECT_EQ((*again)->watched()[0].head, tree(5).head());
  for (const bool forked : {false, true}) {
    const auto answer = (*again)->add_checkpoint(first(7, forked));
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(answer.body, "5\n");
    EXPECT_EQ(answer.content_type, "text/x.tlog.size");
  }
  const auto forked = tlog::format_add_checkpoint({5, {}, tlog::sign_checkpoint(tree(5, true).head(), log)});
  EXPECT_EQ((*again)->add_checkpoint(forked).status, 409);
  EXPECT_EQ(told.size(), 1u);
  EXPECT_EQ((*again)->add_checkpoint(forked).status, 409);
  EXPECT_EQ(told.size(), 1u) << "told once";
  const auto same = tlog::format_add_checkpoint({5, {}, tlog::sign_checkpoint(tree(5).head(), log)});
  EXPECT_EQ((*again)->add_checkpoint(same).status, 200);
  EXPECT_EQ((*again)->add_checkpoint("old 1\n").status, 400);
  EXPECT_EQ((*again)->add_checkpoint(std::string(tlog::kMaxAddCheckpointBytes + 1, 'a')).status, 413);
}

TEST_F(OrganTest, WhatItCannotTrustItRefusesToStartOn) {
  {
    auto witness = open();
    ASSERT_TRUE(witness) << witness.error().message;
    ASSERT_EQ((*witness)->add_checkpoint(first(5)).status, 200);
    EXPECT_EQ(open().error().code, ErrorCode::conflict) << "another process has it";
  }
  EXPECT_EQ(open("另一个").error().code, ErrorCode::conflict);
  const fs::path state = folder / "logs" / witnessed_path("log.example/a").substr(0, 64);
  const auto good = *read_whole(state);
  const std::string smaller = tlog::sign_checkpoint(tree(3).head(), log);
  for (const auto& bad : {std::string(), std::string("x"), good.substr(0, good.size() / 2), smaller}) {
    write_file(state, bad);
    const auto refused = open();
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("见证记录损坏"), std::string::npos) << refused.error().message;
  }
  write_file(state, good);
  EXPECT_TRUE(open());
  fs::permissions(folder / "keys" / "witness.ed25519", fs::perms::group_read, fs::perm_options::add);
  EXPECT_EQ(open().error().code, ErrorCode::forbidden);
  fs::remove(folder / "keys" / "witness.ed25519");
  EXPECT_FALSE(open()) << "no new key under the old name";
  EXPECT_FALSE(Witness::open(folder.string() + "2", "a b", {log.verifier()}, kClock, {}));
  fs::remove_all(folder.string() + "2");
  EXPECT_FALSE(Witness::open(folder.string() + "2", "", {}, kClock, {}));
}

TEST_F(OrganTest, SpeaksHttp) {
  auto witness = open();
  ASSERT_TRUE(witness) << witness.error().message;
  http::Router router;
  add_witness_routes(router, **witness);
  http::ServerOptions options;
  options.io_threads = 1;
  options.pool_threads = 1;
  http::Server server(std::move(router), std::move(options));
  ASSERT_TRUE(server.start());
  const std::string url = "http://127.0.0.1:" + std::to_string(server.port());
  const auto status = [&](const std::string& body) { return http::post(url + "/add-checkpoint", body)->status; };
  EXPECT_EQ(http::fetch(url + "/" + witnessed_path("log.example/a"))->status, 404);
  EXPECT_NE(http::fetch(url + "/")->body.find("还没有收到过它的检查点"), std::string::npos);
  EXPECT_EQ(status("nonsense"), 400);
  EXPECT_EQ(status(std::string(tlog::kMaxAddCheckpointBytes + 1, 'a')), 413);
  EXPECT_EQ(status(tlog::format_add_checkpoint({0, {}, tlog::sign_checkpoint(tree(1).head(), tlog::NoteSigner("b", crypto::SigningKey::generate()))})), 404);
  EXPECT_EQ(status(tlog::format_add_checkpoint({0, {}, tlog::sign_checkpoint(tree(1).head(), tlog::NoteSigner("log.example/a", crypto::SigningKey::generate()))})), 403);
  EXPECT_EQ(status(tlog::format_add_checkpoint({0, {tlog::empty_root()}, tlog::sign_checkpoint(tree(1).head(), log)})), 422);
  EXPECT_EQ(status(first(1)), 200);
  EXPECT_EQ(status(first(2)), 409);
  const auto shown = tlog::open_checkpoint(http::fetch(url + "/" + witnessed_path("log.example/a"))->body, log.verifier());
  ASSERT_TRUE(shown) << shown.error().message;
  const auto key = tlog::NoteVerifier::parse(trim(http::fetch(url + "/vkey")->body));
  ASSERT_TRUE(key);
  EXPECT_EQ(tlog::count_cosignatures(shown->note, {&*key, 1}), 1u);
  EXPECT_NE(http::fetch(url + "/")->body.find("第 1 条"), std::string::npos);
}

TEST(WitnessOption, IsAnAddressAndAKey) {
  const tlog::NoteVerifier key("w", tlog::SignatureType::cosignature, crypto::SigningKey::generate().public_key());
  const auto good = parse_witnesses({"https://w.example/witness/=" + key.vkey()});
  ASSERT_TRUE(good) << good.error().message;
  EXPECT_EQ(good->front().url, "https://w.example/witness");
  const std::string log_key = tlog::NoteSigner("l", crypto::SigningKey::generate()).verifier().vkey();
  const std::string one = "https://w.example=" + key.vkey();
  for (const auto& bad : std::vector<std::vector<std::string>>{{""}, {"https://w.example"}, {key.vkey()}, {"ftp://w.example=" + key.vkey()},
                                                               {"https://w.example=" + log_key}, {one, one}, std::vector<std::string>(17, one)}) {
    EXPECT_FALSE(parse_witnesses(bad)) << bad.front();
  }
}

}  // namespace
}  // namespace mingjing::app
