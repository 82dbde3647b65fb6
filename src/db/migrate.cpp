// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <openssl/evp.h>

#include <chrono>

#include "base/bytes.h"
#include "base/check.h"
#include "db/db.h"

namespace mingjing::db {
namespace {

constexpr std::string_view kTable =
    "CREATE TABLE IF NOT EXISTS schema_version (number {{bigint}} NOT NULL PRIMARY KEY, name {{text}} NOT NULL, "
    "sha256 {{text}} NOT NULL, applied_at {{bigint}} NOT NULL) {{strict}};\n";

const Statement kApplied{"schema_version_applied", "SELECT number, sha256 FROM schema_version ORDER BY number", "any"};

struct Word {
  std::string_view word, sqlite, postgresql;
};
constexpr Word kWords[] = {
    {"bigint", "INTEGER", "BIGINT"},        {"blob", "BLOB", "BYTEA"}, {"real", "REAL", "DOUBLE PRECISION"},
    {"text", "TEXT", "TEXT COLLATE \"C\""}, {"strict", "STRICT", ""},  {"clustered", "STRICT, WITHOUT ROWID", ""},
};

std::string sha256_hex(std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  MJ_CHECK(EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha256(), nullptr) == 1);
  return to_hex({reinterpret_cast<const char*>(digest), size});
}

std::string quoted_name(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

// Number and digest of what is applied; empty before the first migration.
std::vector<std::pair<int, std::string>> applied(Database& database) {
  std::vector<std::pair<int, std::string>> found;
  try {
    database.read([&](Transaction& tx) {
      found.clear();
      const Rows rows = tx.query(kApplied, {});
      for (std::size_t i = 0; i < rows.size(); ++i) {
        found.emplace_back(static_cast<int>(rows.integer(i, 0)), rows.text(i, 1));
      }
    });
  } catch (const StatementFailed& refused) {
    if (refused.failure != Failure::schema) throw;
  }
  return found;
}

Status check_applied(const std::vector<std::pair<int, std::string>>& done, std::span<const Migration> migrations) {
  if (done.size() > migrations.size()) {
    return refuse(ErrorCode::unavailable, fmt::format("数据库结构（第 {} 版）比本程序（第 {} 版）新，请改用新版程序。",
                                                      done.back().first, migrations.size()));
  }
  for (std::size_t i = 0; i < done.size(); ++i) {
    if (done[i].first != migrations[i].number || done[i].second != sha256_hex(migrations[i].sql)) {
      return refuse(ErrorCode::unavailable,
                    fmt::format("数据库结构第 {} 版与本程序所带的不一致，请核对程序版本或从备份恢复。", done[i].first));
    }
  }
  return {};
}

void apply(Database& database, const Migration& migration) {
  const auto now =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  std::string script(kTable);
  script += migration.sql;
  script = in_dialect(script, database.dialect());
  script += fmt::format(";\nINSERT INTO schema_version (number, name, sha256, applied_at) VALUES ({}, {}, {}, {});",
                        migration.number, quoted_name(migration.name), quoted_name(sha256_hex(migration.sql)), now);
  database.run_script(script);
}

}  // namespace

std::string in_dialect(std::string_view sql, Dialect dialect) {
  std::string out;
  for (std::size_t at = 0;;) {
    const std::size_t open = sql.find("{{", at);
    out += sql.substr(at, open - at);
    if (open == std::string_view::npos) return out;
    const std::size_t close = sql.find("}}", open);
    MJ_CHECK(close != std::string_view::npos);
    const std::string_view word = sql.substr(open + 2, close - open - 2);
    const Word* known = nullptr;
    for (const Word& candidate : kWords) {
      if (candidate.word == word) known = &candidate;
    }
    MJ_CHECK(known != nullptr);  // a migration of the program, not input
    out += dialect == Dialect::sqlite ? known->sqlite : known->postgresql;
    at = close + 2;
  }
}

int schema_version(Database& database) {
  const auto done = applied(database);
  return done.empty() ? 0 : done.back().first;
}

Status migrate(Database& database, std::span<const Migration> migrations) {
  for (std::size_t i = 0; i < migrations.size(); ++i) MJ_CHECK(migrations[i].number == static_cast<int>(i) + 1);
  auto done = applied(database);
  while (true) {
    if (Status checked = check_applied(done, migrations); !checked) return checked;
    if (done.size() == migrations.size()) return {};
    try {
      apply(database, migrations[done.size()]);
    } catch (const StatementFailed&) {
      // Another server may have been quicker with the same migration; then its row is there now.
      const std::size_t before = done.size();
      done = applied(database);
      if (done.size() == before) throw;
      continue;
    }
    done = applied(database);
  }
}

}  // namespace mingjing::db
