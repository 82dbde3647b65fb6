// A small real deployment to damage: demo cases of every stage, or none at all, made once a run and copied for each test.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "flow/identity_set_up.h"
#include "mingjing/system.h"
#include "mingjing/verify.h"

namespace mingjing::app {

enum class World { sqlite, postgresql };
enum class Made {
  demo,  // 22 cases
  bare,  // set up, a few stored files, and a log that is about to fill its first tile: for what no case is needed
};
// For PostgreSQL: MINGJING_TEST_PG names a throw-away server.
const char* test_server();

// An empty PostgreSQL database on the test server, dropped with the object.
class TemporaryDatabase {
 public:
  TemporaryDatabase();
  ~TemporaryDatabase();
  TemporaryDatabase(const TemporaryDatabase&) = delete;
  TemporaryDatabase& operator=(const TemporaryDatabase&) = delete;
  std::string url(const std::string& schema = {}) const;  // with the schema as the search path
  std::string value(const std::string& query) const;

 private:
  std::string name_;
};

// One copy, removed with the object.
class Deployment {
 public:
  explicit Deployment(World world, Made made = Made::demo);
  ~Deployment();
  Deployment(const Deployment&) = delete;
  Deployment& operator=(const Deployment&) = delete;

  const Options& options() const { return options_; }
  // Behind the program's back.
  void sql(const std::string& script);
  std::string value(const std::string& query);  // first column of the first row
  // The database as it was before `script`, which alone has changed it.
  void undo(const std::string& script);
  std::filesystem::path data() const { return options_.data; }
  const std::string& schema() const { return schema_; }  // of PostgreSQL

 private:
  World world_;
  Made made_;
  Options options_;
  std::string schema_;
};

// What an operator answers at the first start.
flow::SetUp first_agency(const std::string& code);

// So many events of the system itself, sequenced and signed, as a working server would leave them.
void act(const Options& options, int count);

// The tables of a PostgreSQL deployment, copied into an empty schema of another database, behind the program's back.
void copy_into(const Deployment& from, const TemporaryDatabase& to, const std::string& schema);

// The first finding of a table whose key or difference holds `words`; null when there is none.
const Finding* find(const VerifyReport& report, std::string_view table, std::string_view words);
std::string all_lines(const VerifyReport& report);

// Takes one page down as the approver would, by the event and leaf that the act leaves, and sequences it. The page's id.
std::string take_one_down(System& system);

void write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace mingjing::app
