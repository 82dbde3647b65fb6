// SPDX-License-Identifier: Apache-2.0
#include "worlds.h"

#include <libpq-fe.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "base/check.h"
#include "inbox/inbox.h"
#include "query/portal_db.h"
#include "store/schema.h"

namespace mingjing::rules {
namespace {

World migrated(std::string name, const std::string& url) {
  World out{std::move(name), db::open(url)};
  MJ_CHECK(db::migrate(*out.database, store::migrations()).has_value());
  return out;
}

// An address of an empty schema on the test server.
std::string fresh_schema(const std::string& server) {
  static std::atomic<int> made{0};
  const std::string name = "rules_" + std::to_string(::getpid()) + "_" + std::to_string(++made);
  PGconn* connection = PQconnectdb(server.c_str());
  PGresult* result = PQexec(connection, ("CREATE SCHEMA " + name).c_str());
  MJ_CHECK(PQresultStatus(result) == PGRES_COMMAND_OK);
  PQclear(result);
  PQfinish(connection);
  return server + (server.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" + name;
}

}  // namespace

World cases_on_sqlite() { return migrated("SQLite", "sqlite::memory:"); }

World cases_on_postgres() {
  const char* server = std::getenv("MINGJING_TEST_PG");
  if (server == nullptr) {
    std::cout << "not run: no PostgreSQL\n";
    return {"PostgreSQL", nullptr};
  }
  return migrated("PostgreSQL", fresh_schema(server));
}

namespace {

std::string scratch(const std::string& name) {
  static const struct Folder {
    const std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("mingjing-rules-" + std::to_string(::getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() {
      std::error_code ignored;
      std::filesystem::remove_all(path, ignored);
    }
  } folder;
  return (folder.path / name).string();
}

World reopened(const std::string& name) {
  World out{name, db::open("sqlite:" + scratch(name))};
  out.database->ping();
  return out;
}

}  // namespace

World portal() {
  { const query::PortalDb made(scratch("portal.db")); }
  return reopened("portal.db");
}

World inbox() {
  { const inbox::Inbox made(scratch("inbox.db")); }
  return reopened("inbox.db");
}

}  // namespace mingjing::rules
