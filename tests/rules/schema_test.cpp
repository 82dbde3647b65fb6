// The schema as the databases have it, against the lists that say how `verify` covers each column.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "db/db.h"
#include "listed.h"
#include "store/schema.h"
#include "worlds.h"

namespace mingjing::rules {
namespace {

using Columns = std::map<std::string, std::set<std::string>>;

const db::Statement kColumnsSqlite{
    "rules_columns_sqlite",
    "SELECT m.name, p.name FROM sqlite_schema m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name NOT "
    "LIKE 'sqlite_%'",
    "rules"};
const db::Statement kColumnsPostgres{
    "rules_columns_postgres",
    "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = current_schema()",
    "rules"};
const db::Statement kKeysSqlite{"rules_keys_sqlite",
                                "SELECT m.name, p.name, p.pk FROM sqlite_schema m JOIN pragma_table_info(m.name) p "
                                "WHERE m.type = 'table' AND p.pk > "
                                "0 AND m.name NOT LIKE 'sqlite_%'",
                                "rules"};

Columns columns_of(db::Database& database) {
  Columns out;
  const auto& statement = database.dialect() == db::Dialect::sqlite ? kColumnsSqlite : kColumnsPostgres;
  database.read([&](db::Transaction& tx) {
    const db::Rows rows = tx.query(statement, {});
    for (std::size_t i = 0; i < rows.size(); ++i) out[rows.text(i, 0)].insert(rows.text(i, 1));
  });
  return out;
}

TEST(Schema, EveryColumnIsCoveredDerivedOrExcusedAndNoneThatIsGone) {
  const World world = cases_on_sqlite();
  Columns left = columns_of(*world.database);
  ASSERT_GT(left.size(), 15U);
  for (const store::ColumnCover& cover : store::column_covers()) {
    EXPECT_FALSE(cover.reason.empty()) << cover.table;
    const auto table = left.find(std::string(cover.table));
    if (table == left.end()) {
      ADD_FAILURE() << cover.table << "." << cover.column << " is listed, and in no table (or twice)";
    } else if (cover.column == "*") {
      left.erase(table);
    } else {
      EXPECT_EQ(table->second.erase(std::string(cover.column)), 1U) << cover.table << "." << cover.column;
      if (table->second.empty()) left.erase(table);
    }
  }
  for (const auto& [table, columns] : left) {
    for (const std::string& column : columns) ADD_FAILURE() << table << "." << column << " is in no list";
  }
}

TEST(Schema, BothDatabasesHaveTheSameTablesAndColumns) {
  const World postgres = cases_on_postgres();
  if (!postgres.database) GTEST_SKIP();
  const World sqlite = cases_on_sqlite();
  EXPECT_EQ(columns_of(*sqlite.database), columns_of(*postgres.database));
}

// tests/rules/schema_rules.py names the tables whose key begins otherwise, with the reason.
TEST(Schema, EveryTableHasAKey) {
  const World world = cases_on_sqlite();
  Columns keys;
  world.database->read([&](db::Transaction& tx) {
    const db::Rows rows = tx.query(kKeysSqlite, {});
    for (std::size_t i = 0; i < rows.size(); ++i) keys[rows.text(i, 0)].insert(rows.text(i, 1));
  });
  for (const auto& [table, columns] : columns_of(*world.database)) {
    EXPECT_TRUE(keys.contains(table)) << table;
  }
}

}  // namespace
}  // namespace mingjing::rules
