// The registry of statements, results in memory, and what both drivers check before they send anything.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "db/db.h"
#include "db/drivers.h"

namespace mingjing::db {
namespace {

// Filled before main by the constructors of namespace-scope statements, in one thread; statements of tests that live
// in functions are made while no other thread reads.
std::vector<const Statement*>& registry() {
  static std::vector<const Statement*> statements;
  return statements;
}

std::uint32_t enrol(const Statement* statement, std::string_view name) {
  auto& statements = registry();
  MJ_CHECK(std::ranges::none_of(statements, [&](const Statement* other) { return other->name == name; }));
  statements.push_back(statement);
  return static_cast<std::uint32_t>(statements.size() - 1);
}

// The highest $n outside of quotes.
std::size_t highest_param(std::string_view sql) {
  std::size_t highest = 0;
  char quote = 0;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    const char c = sql[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '$') {
      std::size_t number = 0;
      while (i + 1 < sql.size() && sql[i + 1] >= '0' && sql[i + 1] <= '9' && number < 1000) {
        number = number * 10 + static_cast<std::size_t>(sql[++i] - '0');
      }
      highest = std::max(highest, number);
    }
  }
  return highest;
}

}  // namespace

Statement::Statement(std::string_view a_name, std::string_view a_sql, std::string_view a_store)
    : name(a_name), sql(a_sql), store(a_store), number(enrol(this, a_name)), params(highest_param(a_sql)) {}

std::span<const Statement* const> Statement::all() { return registry(); }

bool Rows::is_null(std::size_t row, std::size_t column) const {
  return std::holds_alternative<std::monostate>(at(row, column));
}

std::int64_t Rows::integer(std::size_t row, std::size_t column) const {
  const Value& value = at(row, column);
  if (std::holds_alternative<std::monostate>(value)) return 0;
  const auto* integer = std::get_if<std::int64_t>(&value);
  MJ_CHECK(integer != nullptr);
  return *integer;
}

const std::string& Rows::text(std::size_t row, std::size_t column) const {
  static const std::string empty;
  const Value& value = at(row, column);
  if (std::holds_alternative<std::monostate>(value)) return empty;
  const auto* text = std::get_if<std::string>(&value);
  MJ_CHECK(text != nullptr);
  return *text;
}

const std::string& Rows::blob(std::size_t row, std::size_t column) const {
  static const std::string empty;
  const Value& value = at(row, column);
  if (std::holds_alternative<std::monostate>(value)) return empty;
  const auto* blob = std::get_if<Blob>(&value);
  MJ_CHECK(blob != nullptr);
  return blob->bytes;
}

void check_params(const Statement& statement, std::span<const Value> params) {
  if (params.size() != statement.params) {
    throw StatementFailed(Failure::value, fmt::format("{}: {} parameters given, {} expected", statement.name,
                                                      params.size(), statement.params));
  }
  for (std::size_t i = 0; i < params.size(); ++i) {
    const auto* text = std::get_if<std::string>(&params[i]);
    if (text != nullptr && (text->find('\0') != std::string::npos || !is_utf8(*text))) {
      throw StatementFailed(Failure::value, fmt::format("{}: ${} holds a NUL or is not UTF-8", statement.name, i + 1));
    }
  }
}

std::unique_ptr<Database> open(std::string_view url, const Options& options) {
  if (url.starts_with("sqlite:")) return open_sqlite(url.substr(7), options);
  if (url.starts_with("postgresql://") || url.starts_with("postgres://")) return open_postgres(url, options);
  throw Unavailable("database address must start with sqlite: or postgresql://");
}

}  // namespace mingjing::db
