// Every named statement: is it scoped by agency, and does an index serve it on both databases (DESIGN 4)?
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "db/db.h"
#include "listed.h"
#include "mj_paths.h"
#include "store/schema.h"
#include "worlds.h"

namespace mingjing::rules {
namespace {

std::vector<const db::Statement*> statements_of(std::string_view store) {
  std::vector<const db::Statement*> out;
  for (const db::Statement* statement : db::Statement::all()) {
    if (statement->store == store) out.push_back(statement);
  }
  return out;
}

// The name itself, or the `prefix_*` that stands for it; empty when neither is listed.
std::string entry_of(const std::map<std::string, std::string>& list, const std::string& name) {
  if (list.contains(name)) return name;
  for (const auto& [entry, reason] : list) {
    if (entry.ends_with("_*") && name.starts_with(entry.substr(0, entry.size() - 1))) return entry;
  }
  return {};
}

// Holds the agency to a value, or writes it into a row.
bool is_scoped(const std::string& sql) {
  static const std::regex held(R"(\bagency_id = \$[0-9]+|^INSERT INTO \w+ \([^)]*\bagency_id\b[^)]*\))");
  return std::regex_search(sql, held);
}

TEST(Statements, ScopedMeansHeldToOneAgency) {
  EXPECT_TRUE(is_scoped("SELECT id FROM part p WHERE p.agency_id = $1"));
  EXPECT_TRUE(is_scoped("INSERT INTO part (agency_id, id) VALUES ($1, $2)"));
  EXPECT_FALSE(is_scoped("SELECT agency_id FROM job WHERE state = 'waiting'"));
  EXPECT_FALSE(is_scoped("SELECT id FROM part WHERE (agency_id, id) > ($1, $2) ORDER BY agency_id, id LIMIT $3"));
  EXPECT_FALSE(is_scoped("INSERT INTO deployment (name, value) VALUES ($1, $2)"));
  EXPECT_FALSE(is_scoped("SELECT e.id FROM event e JOIN part p ON p.agency_id = e.agency_id"));
}

TEST(Statements, EachOfTheCaseDatabaseIsScopedOrListedWithItsReason) {
  const auto list = listed("statements_without_agency.txt");
  std::set<std::string> unscoped;
  const auto all = statements_of("cases");
  EXPECT_GT(all.size(), 60U);
  for (const db::Statement* statement : all) {
    if (is_scoped(statement->sql)) continue;
    const std::string entry = entry_of(list, statement->name);
    EXPECT_NE(entry, "") << statement->name << ": " << statement->sql;
    unscoped.insert(entry);
  }
  for (const auto& [name, reason] : list) {
    EXPECT_TRUE(unscoped.contains(name)) << name << " need not be excused any more (" << reason << ")";
  }
  for (const std::string_view name : store::statements_without_agency()) {
    EXPECT_NE(entry_of(list, std::string(name)), "") << name << " stands in store/schema.cpp and in no list here";
  }
}

// Nothing escapes the tests below because its object file was left out of this program.
TEST(Statements, EachWrittenInTheSourceIsRegistered) {
  std::set<std::string> registered;
  for (const db::Statement* statement : db::Statement::all()) registered.insert(statement->name);
  static const std::regex written(R"re(\bStatement\s+\w+\{\s*"(\w+)")re");
  std::size_t found = 0;
  for (const char* folder : {"/src", "/apps"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(MJ_SOURCE_DIR) + folder)) {
      const std::string file = entry.path().filename().string();
      if ((!file.ends_with(".cpp") && !file.ends_with(".h")) || file.ends_with("_test.cpp") || file == "db.h") continue;
      std::ifstream in(entry.path());
      std::ostringstream text;
      text << in.rdbuf();
      const std::string source = text.str();
      for (std::sregex_iterator at(source.begin(), source.end(), written), end; at != end; ++at) {
        ++found;
        EXPECT_TRUE(registered.contains((*at)[1])) << entry.path() << ": " << (*at)[1];
      }
    }
  }
  EXPECT_GT(found, 60U);
}

// What in a plan reads more than it asked for. Empty when an index finds the rows, or gives them in order to a LIMIT.
std::string unbounded(const db::Statement& statement, const std::string& plan, db::Dialect dialect) {
  std::istringstream in(plan);
  // Rows in the order of a key up to a LIMIT; a condition could pass over any number of them.
  const auto has = [&](const char* word) { return statement.sql.find(word) != std::string::npos; };
  const bool in_order = has(" ORDER BY ") && has(" LIMIT ") && !has(" WHERE ") &&
                        plan.find("TEMP B-TREE FOR ORDER BY") == std::string::npos;
  for (std::string line; std::getline(in, line);) {
    if (dialect == db::Dialect::postgresql) {
      if (line.find("Seq Scan") != std::string::npos) return line;
      continue;
    }
    const auto scan = line.find("SCAN ");
    if (scan == std::string::npos || line.find("SCAN CONSTANT ROW") != std::string::npos) continue;
    // A full-text search; without words it would be index 0 and nothing behind it.
    if (line.find("VIRTUAL TABLE INDEX") != std::string::npos && !line.ends_with("INDEX 0:")) continue;
    static const std::regex subquery(R"(SCAN (\(subquery|\d+|[a-z_]*subquery))");
    if (!in_order && !std::regex_search(line, subquery)) return line;
  }
  return {};
}

void explain_all(const World& world, std::string_view store, std::set<std::string>* scanning) {
  const auto list = listed("statements_scanning.txt");
  for (const db::Statement* statement : statements_of(store)) {
    std::string plan;
    try {
      plan = world.database->explain(*statement);
    } catch (const std::exception& failure) {
      ADD_FAILURE() << world.name << ": " << statement->name << ": " << failure.what() << "\n" << statement->sql;
      continue;
    }
    const std::string line = unbounded(*statement, plan, world.database->dialect());
    if (line.empty()) continue;
    scanning->insert(statement->name);
    EXPECT_TRUE(list.contains(statement->name)) << world.name << ": " << statement->name << ": " << line << "\n"
                                                << statement->sql;
  }
}

TEST(Statements, NoneScansWithoutBoundOnSqlite) {
  std::set<std::string> scanning;
  explain_all(cases_on_sqlite(), "cases", &scanning);
  explain_all(portal(), "portal", &scanning);
  explain_all(inbox(), "inbox", &scanning);
  for (const auto& [name, reason] : listed("statements_scanning.txt")) {
    EXPECT_TRUE(scanning.contains(name)) << name << " need not be excused any more (" << reason << ")";
  }
}

TEST(Statements, NoneScansWithoutBoundOnPostgres) {
  const World world = cases_on_postgres();
  if (!world.database) GTEST_SKIP();
  std::set<std::string> scanning;
  explain_all(world, "cases", &scanning);
}

// A red light among a million closed cases is found by the index of those that have a light, whatever else narrows the list.
TEST(Statements, CasesByLightAreFoundAmongThoseThatHaveOne) {
  const World worlds[] = {cases_on_sqlite(), cases_on_postgres()};
  std::size_t looked = 0;
  for (const World& world : worlds) {
    if (!world.database) continue;
    for (const db::Statement* statement : statements_of("cases")) {
      static const std::regex by_light("case_list_[a-z]+_(red|yellow|green)(_stage)?");
      if (!std::regex_match(statement->name, by_light)) continue;
      ++looked;
      const auto plan = world.database->explain(*statement);
      EXPECT_NE(plan.find("case_row_lit"), std::string::npos) << world.name << ": " << statement->name << "\n" << plan;
    }
  }
  EXPECT_GE(looked, 18U);
}

// The test above can fail: a column without index is seen on both.
TEST(Statements, AScanIsSeen) {
  static const db::Statement by_value{"rules_scan", "SELECT name FROM deployment WHERE value = $1", "rules"};
  static const db::Statement by_order{"rules_order", "SELECT name FROM deployment ORDER BY value LIMIT 1", "rules"};
  static const db::Statement by_key{"rules_key", "SELECT value FROM deployment WHERE name = $1", "rules"};
  const World worlds[] = {cases_on_sqlite(), cases_on_postgres()};
  for (const World& world : worlds) {
    if (!world.database) continue;
    const auto dialect = world.database->dialect();
    for (const db::Statement* scan : {&by_value, &by_order}) {
      EXPECT_NE(unbounded(*scan, world.database->explain(*scan), dialect), "") << world.name << scan->sql;
    }
    EXPECT_EQ(unbounded(by_key, world.database->explain(by_key), dialect), "") << world.name;
  }
}

}  // namespace
}  // namespace mingjing::rules
