// SPDX-License-Identifier: Apache-2.0
#include "tests/verify/deployment.h"

#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <regex>
#include <set>
#include <stdexcept>
#include <utility>

#include "mingjing/demo.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

// The deployment that is copied; removed when the program ends.
struct Master {
  fs::path folder;
  std::string schema;
  Master(World world, Made made);
  ~Master() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
};

fs::path new_folder() {
  static int made = 0;
  return fs::temp_directory_path() / ("mj_verify_" + std::to_string(::getpid()) + "_" + std::to_string(++made));
}

std::string new_schema() {
  static int made = 0;
  return "verify_" + std::to_string(::getpid()) + "_" + std::to_string(++made);
}

std::string in_schema(const std::string& schema) {
  const std::string server = test_server();
  return server + (server.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" + schema;
}

std::string run_postgres(const std::string& url, const std::string& script) {
  const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(url.c_str()), PQfinish);
  const std::unique_ptr<PGresult, void (*)(PGresult*)> result(
      PQexec(connection.get(), ("SET client_min_messages = warning; " + script).c_str()), PQclear);
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(PQerrorMessage(connection.get()));
  return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

std::string run_sqlite(const std::string& path, const std::string& script) {
  sqlite3* handle = nullptr;
  if (sqlite3_open(path.c_str(), &handle) != SQLITE_OK) throw std::runtime_error("cannot open " + path);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(handle, sqlite3_close);
  std::string first;
  bool seen = false;
  const auto keep = [](void* context, int, char** values, char**) {
    auto& [text, done] = *static_cast<std::pair<std::string*, bool*>*>(context);
    if (!*done && values[0] != nullptr) *text = values[0];
    *done = true;
    return 0;
  };
  std::pair<std::string*, bool*> context{&first, &seen};
  char* message = nullptr;
  if (sqlite3_exec(database.get(), script.c_str(), keep, &context, &message) != SQLITE_OK) {
    const std::string what = message == nullptr ? "sqlite" : message;
    sqlite3_free(message);
    throw std::runtime_error(what + ": " + script);
  }
  return first;
}

constexpr int kEntriesBefore = 250;  // some acts below the 256 of a tile

void make_bare(const Options& options) {
  const auto fail = [](const Error& why) { throw std::runtime_error("no deployment to damage: " + why.message); };
  const auto made = create_system(options, "bare.example.gov.cn/log", false);
  if (!made) fail(made.error());
  const auto opened = System::open(options);
  if (!opened) fail(opened.error());
  System& system = **opened;
  const auto set_up = flow::set_up(system.commands(), system, system.clock().now(), first_agency(made->set_up_code));
  if (!set_up) fail(set_up.error());
  system.reload();
  const auto done = system.commands().run_many(system.system_actor(system.root_agency()), [&](ports::UnitOfWork& work) -> Status {
    for (int i = 0; i < kEntriesBefore; ++i) {
      auto batch = work.create(ports::kind::access_batch, work.new_id());
      work.put(batch, {"access_batch", {}, Json::object({{"reads", i}}), {}});
      work.append(batch, {"record_access", Json::object({{"count", i}}), work.now()});
    }
    return {};
  });
  if (!done) fail(done.error());
  workers::Sequencer sequencer(system.database(), system.tiles(), *system.signer(), system.clock(), "test");
  sequencer.drain();
  sequencer.release();
  for (const char* bytes : {"现场照片", "询问笔录", "勘验笔录"}) system.files().put(bytes);
}

Master::Master(World world, Made made) : folder(new_folder()) {
  Options options;
  options.data = folder;
  if (world == World::postgresql) {
    schema = new_schema();
    run_postgres(test_server(), "CREATE SCHEMA " + schema);
    options.db = in_schema(schema);
  }
  if (made == Made::bare) {
    make_bare(options);
    return;
  }
  DemoOptions demo;
  demo.cases = 22;
  demo.quiet = true;
  demo.as_of = Date(2026, 3, 2);
  if (run_demo(options, demo) != kDone) throw std::runtime_error("no demo data to damage");
}

Master& master(World world, Made made) {
  static std::unique_ptr<Master> all[2][2];
  static bool tried[2][2];
  const auto w = static_cast<int>(world), m = static_cast<int>(made);
  if (!all[w][m] && std::exchange(tried[w][m], true)) throw std::runtime_error("no deployment to damage");
  if (!all[w][m]) all[w][m] = std::make_unique<Master>(world, made);
  return *all[w][m];
}

}  // namespace

flow::SetUp first_agency(const std::string& code) {
  flow::SetUp out;
  out.code = code;
  out.agency.uscc = "11330100002489559L";
  out.agency.name = "明湖市自然资源局";
  out.agency.short_name = "明湖自资局";
  out.agency.document_prefix = "明自资";
  out.agency.level = identity::Level::city;
  out.agency.region_code = "330100";
  out.agency.units.push_back({});
  out.agency.units[0].name = "法规处";
  out.agency.units[0].legal_review = true;
  out.system_admin = {"sysadmin", "甲一", "Correct-Horse-81"};
  out.security_admin = {"secadmin", "乙二", "Correct-Horse-82"};
  out.audit_admin = {"auditadmin", "丙三", "Correct-Horse-83"};
  return out;
}

const char* test_server() { return std::getenv("MINGJING_TEST_PG"); }

TemporaryDatabase::TemporaryDatabase() : name_(new_schema() + "_db") {
  const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(test_server()), PQfinish);
  PQclear(PQexec(connection.get(), ("CREATE DATABASE " + name_).c_str()));
}
TemporaryDatabase::~TemporaryDatabase() {
  const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(test_server()), PQfinish);
  PQclear(PQexec(connection.get(), ("DROP DATABASE " + name_ + " WITH (FORCE)").c_str()));
}
std::string TemporaryDatabase::url(const std::string& schema) const {
  std::string url = test_server();
  const auto query = url.find('?');
  const auto path = url.find('/', url.find("://") + 3);
  url = url.substr(0, path) + "/" + name_ + (query == std::string::npos ? "" : url.substr(query));
  if (!schema.empty()) url += (query == std::string::npos ? "?" : "&") + std::string("options=-csearch_path%3D") + schema;
  return url;
}
std::string TemporaryDatabase::value(const std::string& query) const { return run_postgres(url(), query); }

Deployment::Deployment(World world, Made made) : world_(world), made_(made) {
  auto& from = master(world, made);
  options_.data = new_folder();
  fs::copy(from.folder, options_.data, fs::copy_options::recursive);
  fs::permissions(options_.data / "keys", fs::perms::owner_all);
  if (world != World::postgresql) return;
  const std::string schema = new_schema();
  run_postgres(test_server(), "CREATE SCHEMA " + schema + "; DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables "
               "WHERE schemaname = '" + from.schema + "' LOOP EXECUTE format('CREATE TABLE " + schema + ".%I (LIKE " +
               from.schema + ".%I INCLUDING ALL)', t, t); EXECUTE format('INSERT INTO " + schema + ".%I SELECT * FROM " +
               from.schema + ".%I', t, t); END LOOP; END $$");
  options_.db = in_schema(schema);
  schema_ = schema;
}

void act(const Options& options, int count) {
  auto system = System::open(options);
  ASSERT_TRUE(system) << system.error().message;
  const auto actor = (*system)->system_actor((*system)->root_agency());
  for (int i = 0; i < count; ++i) {
    const auto done = (*system)->commands().run_many(actor, [&](ports::UnitOfWork& work) -> Status {
      auto batch = work.create(ports::kind::access_batch, work.new_id());
      work.put(batch, {"access_batch", {}, Json::object({{"reads", i}}), {}});
      work.append(batch, {"record_access", Json::object({{"count", i}}), work.now()});
      return {};
    });
    ASSERT_TRUE(done) << done.error().message;
  }
  workers::Sequencer sequencer((*system)->database(), (*system)->tiles(), *(*system)->signer(), (*system)->clock(), "test");
  sequencer.drain();
  sequencer.release();
}

void copy_into(const Deployment& from, const TemporaryDatabase& to, const std::string& schema) {
  const std::string name = schema.empty() ? "public" : schema;
  const std::string command = "pg_dump --schema=" + from.schema() + " '" + test_server() + "' | sed 's/" + from.schema() + "/" +
                              name + "/g' | psql -q '" + to.url() + "' >/dev/null 2>&1";
  if (std::system(command.c_str()) != 0) throw std::runtime_error("the deployment was not copied");
}

Deployment::~Deployment() {
  std::error_code ignored;
  fs::remove_all(options_.data, ignored);
}

void Deployment::sql(const std::string& script) { value(script); }

void Deployment::undo(const std::string& script) {
  const auto& from = master(world_, made_);
  if (world_ == World::sqlite) {
    for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(options_.data / (std::string("mingjing.db") + suffix));
    fs::copy_file(from.folder / "mingjing.db", options_.data / "mingjing.db");
    return;
  }
  static const std::regex changed("(?:UPDATE|DELETE FROM|INSERT INTO) ([a-z_]+)");
  std::set<std::string> tables;
  for (auto at = std::sregex_iterator(script.begin(), script.end(), changed); at != std::sregex_iterator(); ++at) tables.insert((*at)[1]);
  std::string back;
  for (const auto& table : tables) back += "DELETE FROM " + table + "; INSERT INTO " + table + " SELECT * FROM " + from.schema + "." + table + "; ";
  run_postgres(options_.db, back);
}

std::string Deployment::value(const std::string& query) {
  return world_ == World::postgresql ? run_postgres(options_.db, query)
                                     : run_sqlite((options_.data / "mingjing.db").string(), query);
}

const Finding* find(const VerifyReport& report, std::string_view table, std::string_view words) {
  for (const auto& finding : report.findings) {
    if (finding.table == table && finding.line().find(words) != std::string::npos) return &finding;
  }
  return nullptr;
}

std::string all_lines(const VerifyReport& report) {
  std::string out;
  for (std::size_t i = 0; i < report.findings.size() && i < 40; ++i) out += report.findings[i].line() + "\n";
  return out;
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << bytes;
}

std::string take_one_down(System& system) {
  std::string id, agency;
  static const db::Statement shown{
      "test_a_published_decision",
      "SELECT p.public_id, p.agency_id FROM public_body p WHERE p.n = 0 AND NOT EXISTS (SELECT 1 FROM public_body t WHERE "
      "t.public_id = p.public_id AND t.n = -1) AND EXISTS (SELECT 1 FROM log_entry l WHERE l.public_id = p.public_id AND "
      "l.kind = 'publication') ORDER BY p.public_id DESC LIMIT 1",
      "test"};
  system.database().read([&](db::Transaction& tx) {
    const auto rows = tx.query(shown, {});
    id = rows.text(0, 0);
    agency = rows.text(0, 1);
  });
  const auto done = system.commands().run_many(
      system.system_actor(*AgencyId::parse(agency)), [&](ports::UnitOfWork& work) -> Status {
        auto batch = work.create(ports::kind::access_batch, work.new_id());
        work.put(batch, {"access_batch", {}, Json::object({{"reads", 1}}), {}});
        work.put_public_body(*Uuid::parse(id), -1, canonical(Json::object({{"id", id}, {"number", "一"}, {"reason", "revoked"}})));
        work.queue(ports::NewPublicLeaf{"takedown", work.new_id(), *Uuid::parse(id), Json::object({{"reason", "revoked"}})});
        work.append(batch, {"record_access", Json(Json::Object{}), work.now()});
        return {};
      });
  EXPECT_TRUE(done) << done.error().message;
  workers::Sequencer sequencer(system.database(), system.tiles(), *system.signer(), system.clock(), "test");
  sequencer.drain();
  return id;
}

}  // namespace mingjing::app
