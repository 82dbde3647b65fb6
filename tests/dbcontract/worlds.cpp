// SPDX-License-Identifier: Apache-2.0
#include "worlds.h"

#include <libpq-fe.h>
#include <unistd.h>

#include <atomic>
#include <iostream>

namespace mingjing::db {

void run_beside(const std::string& url, const std::string& sql) {
  PGconn* connection = PQconnectdb(url.c_str());
  PGresult* result = PQexec(connection, sql.c_str());
  const auto status = PQresultStatus(result);
  EXPECT_TRUE(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) << PQerrorMessage(connection);
  PQclear(result);
  PQfinish(connection);
}

std::string fresh_schema(const std::string& server) {
  static std::atomic<int> made{0};
  const std::string name = "contract_" + std::to_string(::getpid()) + "_" + std::to_string(++made);
  run_beside(server, "SET client_min_messages = warning; CREATE SCHEMA " + name);
  return server + (server.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" + name;
}

void Contract::SetUp() {
  if (postgres()) {
    if (test_server() == nullptr) {
      std::cout << "not run: no PostgreSQL\n";
      GTEST_SKIP();
    }
    url_ = fresh_schema(test_server());
  } else {
    url_ = "sqlite::memory:";
  }
  database_ = open(url_);
  database_->run_script(
      in_dialect("CREATE TABLE note (id {{bigint}} NOT NULL PRIMARY KEY, words {{text}}, bytes {{blob}}, "
                 "amount {{bigint}} NOT NULL DEFAULT 0 CHECK (amount >= 0), ratio {{real}}) {{strict}}",
                 GetParam()));
}

std::int64_t Contract::count() {
  std::int64_t found = -1;
  database_->read([&](Transaction& tx) { found = tx.query(kCount, {}).integer(0, 0); });
  return found;
}

}  // namespace mingjing::db
