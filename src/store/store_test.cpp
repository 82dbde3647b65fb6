// One suite on both databases: what the ports promise of a command, on the real store.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <set>
#include <thread>

#include <unistd.h>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "domain/identity/agency.h"
#include "domain/identity/user.h"
#include "store/schema.h"
#include "store/sql_jobs.h"
#include "store/sql_reader.h"
#include "store/sql_sessions.h"
#include "store/unit_of_work.h"

namespace mingjing::store {
namespace {

using ports::Answer;

const db::Statement kWipe{"test_wipe", "SELECT count(*) FROM event WHERE agency_id = $1", "test"};
const db::Statement kEventRow{
    "test_event", "SELECT body, salt, commitment FROM event WHERE agency_id = $1 AND aggregate_id = $2 AND version = $3",
    "test"};
const db::Statement kLeafRow{"test_leaf", "SELECT kind, members FROM leaf WHERE agency_id = $1 ORDER BY id, position",
                             "test"};
const db::Statement kSealed{"test_sealed",
                            "SELECT data, sealed, digest FROM part WHERE agency_id = $1 AND aggregate_id = $2", "test"};

class Store : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    std::string url = "sqlite::memory:";
    if (GetParam() == "postgresql") {
      const char* server = std::getenv("MINGJING_TEST_PG");
      if (server == nullptr) {
        std::cout << "not run: no PostgreSQL\n";
        GTEST_SKIP();
      }
      url = fresh_schema(server);
    }
    database_ = db::open(url);
    ASSERT_TRUE(db::migrate(*database_, migrations()));
    agency_ = AgencyId(identity::with_ordinal(ids_.next(1, clock_.now().unix_ms()), 1));
    context_ = std::make_unique<Context>(Context{*database_, sealer_, clock_, ids_, agency_});
    commands_ = std::make_unique<SqlCommands>(*context_);
    actor_.user = UserId(ids_.next(1, 1));
    actor_.agency = agency_;
    actor_.agency_ordinal = 1;
    actor_.agency_uscc = "11230500001755309F";
    actor_.client_address = "127.0.0.1";
  }

  // A schema of its own for each test, on the throw-away cluster.
  static std::string fresh_schema(const std::string& server) {
    static int count = 0;
    const std::string name = "store_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
    db::open(server)->run_script("CREATE SCHEMA " + name);
    return server + (server.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" + name;
  }

  Result<Answer> make_user(const std::string& name, const std::optional<ports::RequestKey>& key = {}) {
    return commands_->run(actor_, key, [&](ports::UnitOfWork& work) -> Result<Answer> {
      auto user = work.create(ports::kind::user, work.new_id());
      work.put(user, {"user", "", Json::object({{"username", name}}), {{"password", "argon2-" + name}}});
      work.append(user, {"create_user", Json::object({{"user", user.id.text()}}), work.now()});
      return Answer{201, user.id.text(), false};
    });
  }
  Result<Answer> rename(Uuid id, std::optional<std::int64_t> version, const std::string& name) {
    return commands_->run(actor_, {}, [&](ports::UnitOfWork& work) -> Result<Answer> {
      auto user = work.open(ports::kind::user, id, version);
      if (!user) return tl::make_unexpected(user.error());
      auto part = *user->find("user");
      part.data.set("username", name);
      work.put(*user, part);
      work.append(*user, {"rename", {}, work.now()});
      return Answer{200, std::to_string(user->version), false};
    });
  }
  template <class F>
  void read(F f) {
    database_->read([&](db::Transaction& tx) { f(tx); });
  }

  ManualClock clock_{*Instant::parse("2026-03-02T09:00:00+08:00")};
  RandomIdSource ids_;
  Sealer sealer_{crypto::SealKeys(crypto::Secret(std::string(32, 'k'))), crypto::Secret(std::string(32, 'i'))};
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<Context> context_;
  std::unique_ptr<SqlCommands> commands_;
  ports::Actor actor_;
  AgencyId agency_;
};

TEST_P(Store, StateEventAndLeafStandTogether) {
  const auto made = make_user("wei");
  ASSERT_TRUE(made);
  const Uuid id = *Uuid::parse(made->body);
  read([&](db::Transaction& tx) {
    const auto stored = load_aggregate(tx, sealer_, agency_, ports::kind::user, id);
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->version, 1);
    EXPECT_EQ(stored->find("user")->secrets.at("password"), "argon2-wei");
    const auto event = tx.query(kEventRow, {agency_.text(), id.text(), std::int64_t{1}});
    ASSERT_EQ(event.size(), 1u);
    // The commitment of the log opens with salt and body, and the leaf carries it.
    const std::string commit = crypto::sha256("mingjing/event/v1\n" + event.blob(0, 1) + event.text(0, 0));
    EXPECT_EQ(commit, event.blob(0, 2));
    const auto leaf = tx.query(kLeafRow, {agency_.text()});
    ASSERT_EQ(leaf.size(), 1u);
    EXPECT_NE(leaf.text(0, 1).find(to_hex(commit)), std::string::npos);
    // The digest of the part follows from the row without any key; the plain text stands nowhere.
    const auto part = tx.query(kSealed, {agency_.text(), id.text()});
    ASSERT_EQ(part.size(), 1u);
    EXPECT_EQ(part_digest(part.text(0, 0), part.text(0, 1)), part.blob(0, 2));
    EXPECT_EQ(part.text(0, 0).find("argon2"), std::string::npos);
    EXPECT_EQ(part.text(0, 1).find("argon2"), std::string::npos);
    const auto body = parse_json(event.text(0, 0));
    ASSERT_TRUE(body);
    EXPECT_EQ(body->text("state_digest"), "sha256:" + to_hex(state_digest({{"user", "", part.blob(0, 2)}})));
  });
}

TEST_P(Store, ARefusalLeavesNothing) {
  const auto refused = commands_->run(actor_, {}, [&](ports::UnitOfWork& work) -> Result<Answer> {
    auto user = work.create(ports::kind::user, work.new_id());
    work.put(user, {"user", "", Json::object({{"username", "nobody"}}), {}});
    work.take_number("case/2026");
    work.append(user, {"create_user", {}, work.now()});
    return invalid("不行。");
  });
  EXPECT_FALSE(refused);
  read([&](db::Transaction& tx) {
    EXPECT_EQ(tx.query(kWipe, {agency_.text()}).integer(0, 0), 0);
    EXPECT_TRUE(tx.query(kLeafRow, {agency_.text()}).empty());
  });
  const auto taken = commands_->run(actor_, {}, [&](ports::UnitOfWork& work) -> Result<Answer> {
    return Answer{200, std::to_string(work.take_number("case/2026")), false};
  });
  EXPECT_EQ(taken->body, "1");  // the number came back
}

TEST_P(Store, AStaleVersionSaysWhoChangedWhatAndWhen) {
  const Uuid id = *Uuid::parse(make_user("wei")->body);
  ASSERT_TRUE(rename(id, 1, "lin"));
  const auto stale = rename(id, 1, "zhao");
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().code, ErrorCode::conflict);
  const auto detail = parse_json(stale.error().detail_json);
  ASSERT_TRUE(detail);
  EXPECT_EQ(detail->integer("expected"), 1);
  EXPECT_EQ(detail->integer("actual"), 2);
  EXPECT_EQ(detail->text("changed_by"), actor_.user.text());
  EXPECT_EQ(detail->text("changed_at"), "2026-03-02T09:00:00+08:00");
  EXPECT_EQ(rename(ids_.next(1, 5), 1, "x").error().code, ErrorCode::not_found);
}

TEST_P(Store, LookupsFollowTheParts) {
  const Uuid id = *Uuid::parse(make_user("wei")->body);
  ASSERT_TRUE(rename(id, 1, "lin"));
  const auto found = commands_->run(actor_, {}, [&](ports::UnitOfWork& work) -> Result<Answer> {
    EXPECT_FALSE(work.lookup(ports::kind::user, "wei"));
    EXPECT_EQ(work.lookup(ports::kind::user, "lin"), id);
    return Answer{};
  });
  EXPECT_TRUE(found);
}

// Asked for as another kind before, it is found as what it is.
TEST_P(Store, LoadFindsByKindWhateverWasAskedBefore) {
  const Uuid id = *Uuid::parse(make_user("wei")->body);
  const auto found = commands_->run(actor_, {}, [&](ports::UnitOfWork& work) -> Result<Answer> {
    EXPECT_FALSE(work.load(ports::kind::enforcement_case, id));
    EXPECT_TRUE(work.load(ports::kind::user, id));
    EXPECT_FALSE(work.load(ports::kind::enforcement_case, id));
    return Answer{};
  });
  EXPECT_TRUE(found);
}

TEST_P(Store, TheSameKeyGivesTheSameAnswer) {
  const ports::RequestKey key{"0123456789abcdef", "digest-1"};
  const auto first = make_user("wei", key);
  const auto again = make_user("wei", key);
  ASSERT_TRUE(first && again);
  EXPECT_FALSE(first->replayed);
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->body, first->body);
  EXPECT_EQ(again->status, 201);
  EXPECT_EQ(make_user("wei", ports::RequestKey{key.key, "digest-2"}).error().code, ErrorCode::invalid);
  read([&](db::Transaction& tx) { EXPECT_EQ(tx.query(kWipe, {agency_.text()}).integer(0, 0), 1); });
}

TEST_P(Store, NumbersHaveNoGapUnder64Writers) {
  std::vector<std::thread> writers;
  std::mutex mutex;
  std::set<std::string> numbers;
  std::atomic<int> answered{0};
  for (int w = 0; w < 64; ++w) {
    writers.emplace_back([&, w] {
      for (int i = 0; i < 4; ++i) {
        const auto taken = commands_->run(actor_, {}, [&](ports::UnitOfWork& work) -> Result<Answer> {
          const std::string n = std::to_string(work.take_number("decision/2026"));
          if ((w + i) % 3 == 0) return invalid("退回。");  // gives its number back
          return Answer{200, n, false};
        });
        if (!taken) continue;
        ++answered;
        std::lock_guard lock(mutex);
        EXPECT_TRUE(numbers.insert(taken->body).second) << "twice: " << taken->body;
      }
    });
  }
  for (auto& writer : writers) writer.join();
  ASSERT_EQ(numbers.size(), static_cast<std::size_t>(answered.load()));
  for (int n = 1; n <= answered.load(); ++n) EXPECT_TRUE(numbers.contains(std::to_string(n))) << "gap at " << n;
}

// Demo and import: an aggregate is written when the next one is opened, and may be opened again afterwards.
TEST_P(Store, ManyCommandsOfOneTransactionStandAsIfEachHadItsOwn) {
  const Uuid first = *Uuid::parse(make_user("wei")->body), second = *Uuid::parse(make_user("lin")->body);
  const auto done = commands_->run_many(actor_, [&](ports::UnitOfWork& work) -> Status {
    for (const auto& [id, name] : {std::pair{first, "wei2"}, {second, "lin2"}, {first, "wei3"}, {second, "lin3"}}) {
      auto user = work.open(ports::kind::user, id, {});
      if (!user) return tl::make_unexpected(user.error());
      auto part = *user->find("user");
      part.data.set("username", name);
      work.put(*user, part);
      work.take_number("case/2026");
      work.append(*user, {"rename", {}, work.now()});
      EXPECT_EQ(work.lookup(ports::kind::user, name), id);
    }
    return {};
  });
  ASSERT_TRUE(done) << done.error().message;
  read([&](db::Transaction& tx) {
    for (const auto& [id, name] : {std::pair{first, "wei3"}, {second, "lin3"}}) {
      const auto stored = load_aggregate(tx, sealer_, agency_, ports::kind::user, id);
      ASSERT_TRUE(stored);
      EXPECT_EQ(stored->version, 3);
      EXPECT_EQ(stored->find("user")->data.text("username"), name);
    }
  });
  const auto taken = commands_->run(actor_, {}, [&](ports::UnitOfWork& work) -> Result<Answer> {
    return Answer{200, std::to_string(work.take_number("case/2026")), false};
  });
  EXPECT_EQ(taken->body, "5");
}

TEST_P(Store, TwoEventsOfOneCommandAreTwoVersions) {
  const auto made = commands_->run(actor_, {}, [&](ports::UnitOfWork& work) -> Result<Answer> {
    auto user = work.create(ports::kind::user, work.new_id());
    work.put(user, {"user", "", Json::object({{"username", "wei"}}), {}});
    work.append(user, {"create_user", {}, work.now()});
    work.put(user, {"user", "", Json::object({{"username", "lin"}}), {}});
    work.append(user, {"rename", {}, work.now()});
    EXPECT_EQ(user.version, 2);
    return Answer{200, user.id.text(), false};
  });
  ASSERT_TRUE(made);
  EXPECT_TRUE(rename(*Uuid::parse(made->body), 2, "zhao"));
}

TEST_P(Store, SessionsAndJobs) {
  // An agency row stands behind the ordinal in a token.
  const auto made = commands_->run(actor_, {}, [&](ports::UnitOfWork& work) -> Result<Answer> {
    identity::Agency agency;
    agency.id = agency_;
    agency.ordinal = 1;
    agency.uscc = actor_.agency_uscc;
    agency.name = "澜川市自然资源局";
    auto aggregate = work.create(ports::kind::agency, agency_.uuid());
    for (auto& part : identity::to_parts(agency)) work.put(aggregate, std::move(part));
    for (const auto kind : ports::kSlowJobs) work.queue(ports::NewJob{std::string(kind), Json::object({{"x", 0}}), Instant{}});
    work.queue(ports::NewJob{"render_document", Json::object({{"x", 1}}), Instant{}});
    work.append(aggregate, {"set_up", {}, work.now()});
    return Answer{};
  });
  ASSERT_TRUE(made) << made.error().message;
  SqlSessions sessions(*database_);
  identity::Session session;
  session.id = SessionId(ids_.next(1, 9));
  session.agency = agency_;
  session.user = actor_.user;
  session.token_digest = std::string(64, 'a');
  session.created_at = session.used_at = Instant(1000);
  session.expires_at = Instant(2000);
  sessions.create(session);
  EXPECT_EQ(sessions.find(1, session.token_digest), session);
  EXPECT_FALSE(sessions.find(2, session.token_digest));
  sessions.touch(agency_, session.id, Instant(1500));
  EXPECT_EQ(sessions.list(agency_, actor_.user).at(0).used_at, Instant(1500));
  sessions.end(agency_, session.id);
  EXPECT_FALSE(sessions.find(1, session.token_digest));

  SqlJobs jobs(*database_);
  using ports::JobLane;
  const auto job = jobs.take("a", 60'000, JobLane::quick);
  ASSERT_TRUE(job);
  EXPECT_EQ(job->kind, "render_document") << "long ones that came before it are another's";
  EXPECT_FALSE(jobs.take("b", 60'000, JobLane::quick));  // leased
  for (std::size_t i = 0; i < ports::kSlowJobs.size(); ++i) {
    const auto slow = jobs.take("c", 60'000, JobLane::slow);
    ASSERT_TRUE(slow);
    EXPECT_NE(slow->kind, "render_document");
    jobs.done(*slow);
  }
  EXPECT_FALSE(jobs.take("c", 60'000, JobLane::any));
  jobs.failed(*job, "no fonts", 0);
  const auto again = jobs.take("b", 60'000, JobLane::any);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->attempts, 2);
  jobs.done(*again);
  EXPECT_EQ(jobs.waiting(), 0);
}

INSTANTIATE_TEST_SUITE_P(Databases, Store, testing::Values("sqlite", "postgresql"),
                         [](const auto& row) { return row.param; });

}  // namespace
}  // namespace mingjing::store
