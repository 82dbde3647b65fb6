// What starting a system asks of older schemas, set-up codes, keys and addresses.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include <iostream>

#include "mingjing/migrate.h"
#include "mingjing/serve.h"
#include "mingjing/system.h"
#include "store/schema.h"
#include "tests/verify/deployment.h"
#include "tlog/entry.h"
#include "tlog/note.h"
#include "workers/log_keys.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

struct Start : testing::Test {
  Options options;
  Start() {
    static int made = 0;
    options.data = fs::temp_directory_path() / ("mj_start_" + std::to_string(::getpid()) + "_" + std::to_string(++made));
  }
  ~Start() override {
    std::error_code ignored;
    fs::remove_all(options.data, ignored);
  }
  std::vector<fs::path> copies() {
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(options.data)) {
      if (entry.path().filename().string().starts_with("before-migration-")) out.push_back(entry.path());
    }
    return out;
  }
};

TEST_F(Start, AnOlderSchemaIsRefusedByAllButMigrateAndServeWhichBackUpFirst) {
  fs::create_directories(options.data);
  const auto older = store::migrations().first(store::migrations().size() - 1);
  ASSERT_TRUE(db::migrate(*db::open(options.db_url()), older));
  const int before = db::schema_version(*db::open(options.db_url()));
  const auto refused = System::open(options);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("mingjing migrate"), std::string::npos) << refused.error().message;
  OpenOptions beside;
  beside.migrate = true;
  beside.lock = false;
  EXPECT_FALSE(System::open(options, beside)) << "not alone";
  EXPECT_EQ(db::schema_version(*db::open(options.db_url())), before);
  EXPECT_TRUE(copies().empty());

  const auto done = migrate_deployment(options);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->from, before);
  EXPECT_EQ(done->to, store::migrations().back().number);
  EXPECT_EQ(db::schema_version(*db::open(options.db_url())), done->to);
  ASSERT_EQ(copies().size(), 1u);
  EXPECT_EQ(db::schema_version(*db::open("sqlite:" + copies()[0].string())), before) << "the backup is of the old schema";
  const auto again = migrate_deployment(options);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->backup.empty());
  EXPECT_EQ(copies().size(), 1u);
}

TEST_F(Start, ServeMigratesUnderItsLock) {
  fs::create_directories(options.data);
  ASSERT_TRUE(db::migrate(*db::open(options.db_url()), store::migrations().first(store::migrations().size() - 1)));
  OpenOptions how;
  how.migrate = true;
  {
    const auto other = FolderLock::take(options.data);
    ASSERT_TRUE(other);
    EXPECT_FALSE(System::open(options, how));
    EXPECT_TRUE(copies().empty());
  }
  EXPECT_FALSE(System::open(options, how)) << "no keys here";
  EXPECT_EQ(db::schema_version(*db::open(options.db_url())), store::migrations().back().number);
  EXPECT_EQ(copies().size(), 1u);
}

TEST_F(Start, ANewerSchemaIsRefused) {
  fs::create_directories(options.data);
  auto migrations = std::vector<db::Migration>(store::migrations().begin(), store::migrations().end());
  migrations.push_back({migrations.back().number + 1, "future", "CREATE TABLE future (id {{text}} NOT NULL PRIMARY KEY){{strict}};"});
  ASSERT_TRUE(db::migrate(*db::open(options.db_url()), migrations));
  EXPECT_FALSE(System::open(options));
  EXPECT_FALSE(migrate_deployment(options));
  EXPECT_TRUE(copies().empty());
}

TEST(StartPostgres, MigratesOnlyAloneAndDumpsFirst) {
  if (test_server() == nullptr) {
    std::cout << "not run: no PostgreSQL\n";
    GTEST_SKIP();
  }
  const TemporaryDatabase database;
  Options options;
  options.data = fs::temp_directory_path() / ("mj_start_pg_" + std::to_string(::getpid()));
  fs::create_directories(options.data);
  options.db = database.url();
  const auto older = store::migrations().first(store::migrations().size() - 1);
  {
    const auto other = db::open(options.db);
    ASSERT_TRUE(db::migrate(*other, older));
    const auto refused = migrate_deployment(options);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict) << refused.error().message;
    EXPECT_EQ(db::schema_version(*other), older.back().number);
  }
  const auto done = migrate_deployment(options);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_TRUE(fs::file_size(done->backup) > 1000);
  EXPECT_EQ(db::schema_version(*db::open(options.db)), store::migrations().back().number);
  fs::remove_all(options.data);
}

TEST_F(Start, AnExpiredSetUpCodeIsRenewedAtTheMachineAndThatIsOnRecord) {
  const auto made = create_system(options, "gs.example.gov.cn/log", false);
  ASSERT_TRUE(made) << made.error().message;
  auto system = System::open(options);
  ASSERT_TRUE(system) << system.error().message;
  const Instant later = SystemClock().now().plus_hours(25);
  auto& codes = **system;
  const auto expired = flow::set_up((*system)->commands(), codes, later, first_agency(made->set_up_code));
  ASSERT_FALSE(expired);
  EXPECT_NE(expired.error().message.find("--renew-code"), std::string::npos) << expired.error().message;
  ASSERT_TRUE(renew_set_up_code(options)) << "beside a running server";
  const auto code = renew_set_up_code(options);
  ASSERT_TRUE(code) << code.error().message;
  const Instant now = SystemClock().now();
  EXPECT_FALSE(flow::set_up((*system)->commands(), codes, now, first_agency(made->set_up_code))) << "the old one is void";
  const auto done = flow::set_up((*system)->commands(), codes, now, first_agency(*code));
  ASSERT_TRUE(done) << done.error().message;
  std::string body;
  static const db::Statement event{"test_set_up_event", "SELECT body FROM event WHERE type = 'set_up'", "test"};
  (*system)->database().read([&](db::Transaction& tx) { body = tx.query(event, {}).text(0, 0); });
  EXPECT_NE(body.find("\"code_renewals\":2"), std::string::npos) << body;
  const auto spent = renew_set_up_code(options);
  ASSERT_FALSE(spent);
  EXPECT_EQ(spent.error().code, ErrorCode::forbidden);
}

TEST(BaseUrl, IsWhatCitizensSeeAndNeverAWildcard) {
  struct Row {
    std::string listen, host, public_url;
    bool self_signed, demo;
    std::string wanted;
  };
  const std::string origin = "gs.example.gov.cn/log";
  const Row rows[] = {
      {"0.0.0.0:443", "0.0.0.0", "", false, false, "https://gs.example.gov.cn"},
      {"[::]:443", "::", "", false, false, "https://gs.example.gov.cn"},
      {"127.0.0.1:8080", "127.0.0.1", "", false, false, "https://gs.example.gov.cn"},
      {"127.0.0.1:8080", "127.0.0.1", "", false, true, "http://127.0.0.1:8080"},
      {"127.0.0.1:8080", "127.0.0.1", "", true, true, "https://127.0.0.1:8080"},
      {"0.0.0.0:8443", "0.0.0.0", "https://mj.example.gov.cn/", true, true, "https://mj.example.gov.cn"},
  };
  for (const auto& row : rows) {
    ServeOptions serve;
    serve.listen = row.listen;
    serve.public_url = row.public_url;
    serve.tls_self_signed = row.self_signed;
    EXPECT_EQ(base_url_of(serve, row.host, origin, row.demo), row.wanted) << row.listen;
  }
  ServeOptions phone;
  phone.listen = "0.0.0.0:8443";
  phone.tls_self_signed = true;
  const auto url = base_url_of(phone, "0.0.0.0", "demo.mingjing.example/log", true);
  EXPECT_EQ(url.find("0.0.0.0"), std::string::npos) << url;
  EXPECT_TRUE(url.starts_with("https://") && url.ends_with(":8443")) << url;
}

TEST(LogKeys, SayWhichSizesEachSigns) {
  Deployment d{World::sqlite};
  const auto keys = [&](const std::string& present) {
    std::string out;
    db::open(d.options().db_url())->read([&](db::Transaction& tx) {
      const auto all = workers::log_keys(tx, *tlog::NoteVerifier::parse(present));
      out = all ? all->text() : all.error().message;
    });
    return out;
  };
  const auto make = [] { return tlog::NoteSigner("x.example/log", crypto::SigningKey::generate()).verifier().vkey(); };
  const std::string first = make(), second = make(), third = make();
  EXPECT_EQ(keys(first), first + " 0 -\n");
  const auto put = [&](int index, const std::string& key, const std::string& replaces) {
    tlog::KeyEntry entry{key, replaces};
    d.sql("UPDATE log_entry SET kind = 'key', bytes = '" + tlog::entry_bytes(entry) + "' WHERE entry_index = " + std::to_string(index));
  };
  put(40, second, first);
  put(90, third, second);
  EXPECT_EQ(keys(third), first + " 0 40\n" + second + " 41 90\n" + third + " 91 -\n");
}

TEST(Lease, IsGivenBackByTheDemoAndByASequencerThatStops) {
  Deployment d{World::sqlite};
  EXPECT_EQ(d.value("SELECT lease_until FROM log_state"), "0");
  auto system = System::open(d.options());
  ASSERT_TRUE(system);
  workers::Sequencer one((*system)->database(), (*system)->tiles(), *(*system)->signer(), (*system)->clock(), "one");
  workers::Sequencer two((*system)->database(), (*system)->tiles(), *(*system)->signer(), (*system)->clock(), "two");
  ASSERT_TRUE(one.lead());
  EXPECT_FALSE(two.lead());
  one.release();
  EXPECT_TRUE(two.lead());
  one.release();  // not its own any more
  EXPECT_TRUE(two.lead());
}

// As if acts came faster than they are sequenced: each batch that is written leaves another leaf waiting.
class NeverEmpty final : public tlog::TileStore {
 public:
  explicit NeverEmpty(db::Database& database) : database_(database) {}
  void wait_another() {
    database_.write([&](db::Transaction& tx) {
      static const db::Statement more{
          "test_leaf_waits",
          "INSERT INTO leaf (agency_id, id, position, kind, public_id, members, queued_at) SELECT agency_id, $1, 0, 'event', '', "
          "$2, $3 FROM log_entry WHERE entry_index = 0"};
      tx.execute(more, {"another " + std::to_string(++made_), R"({"commit":"sha256:)" + std::string(64, 'a') + "\"}", std::int64_t{0}});
      return true;
    });
  }
  int made() const { return made_; }
  std::optional<std::string> read(std::string_view path) const override { return kept_.read(path); }
  std::optional<unsigned> widest_partial(int level, std::uint64_t index) const override {
    return kept_.widest_partial(level, index);
  }

 protected:
  void write(const tlog::TileBatch& batch) override {
    kept_.replace(batch);
    for (const auto& one : batch.writes) {
      if (one.path != "checkpoint") return wait_another();
    }
  }

 private:
  db::Database& database_;
  tlog::MemoryTileStore kept_;
  int made_ = 0;
};

TEST(Sequencing, ActsThatKeepComingPutOffNoCheckpoint) {
  Deployment d{World::sqlite};
  auto system = System::open(d.options());
  ASSERT_TRUE(system);
  for (const std::size_t batch : {1U, 1000U}) {
    NeverEmpty tiles((*system)->database());
    workers::Sequencer sequencer((*system)->database(), tiles, *(*system)->signer(), (*system)->clock(), "one",
                                 {.batch_max = batch});
    ASSERT_TRUE(sequencer.lead());
    const auto before = sequencer.head().size;
    tiles.wait_another();
    sequencer.catch_up();
    EXPECT_GT(sequencer.head().size, before);
    EXPECT_LE(tiles.made(), 20) << "one for each of eight batches, and for the tallies of days that are over";
    EXPECT_TRUE(sequencer.publish());
    sequencer.release();
  }
}

}  // namespace
}  // namespace mingjing::app
