// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <charconv>

#include "base/check.h"
#include "db/drivers.h"
#include "db/postgres_connection.h"

namespace mingjing::db {
namespace {

// Type numbers of pg_type, fixed since ever.
enum : Oid {
  kBool = 16,
  kBytea = 17,
  kInt8 = 20,
  kInt2 = 21,
  kInt4 = 23,
  kFloat4 = 700,
  kFloat8 = 701,
  kNumeric = 1700
};

constexpr int kFetch = 500;  // rows of a cursor in one round trip

std::int64_t parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  MJ_CHECK(error == std::errc() && end == text.data() + text.size());
  return value;
}

Blob parse_bytea(const char* text) {
  std::size_t size = 0;
  unsigned char* bytes = PQunescapeBytea(reinterpret_cast<const unsigned char*>(text), &size);
  if (bytes == nullptr) throw std::bad_alloc();
  Blob blob{std::string(reinterpret_cast<const char*>(bytes), size)};
  PQfreemem(bytes);
  return blob;
}

class PgRow : public Row {
 public:
  PgRow(const PGresult* result, int row) {
    const int columns = PQnfields(result);
    for (int i = 0; i < columns; ++i) rows_.cells_.push_back(value_of(result, row, i));
    rows_.columns_ = static_cast<std::size_t>(columns);
  }
  std::size_t size() const override { return rows_.columns_; }
  bool is_null(std::size_t column) const override { return rows_.is_null(0, checked(column)); }
  std::int64_t integer(std::size_t column) const override { return rows_.integer(0, checked(column)); }
  std::string_view text(std::size_t column) const override { return rows_.text(0, checked(column)); }
  std::string_view blob(std::size_t column) const override { return rows_.blob(0, checked(column)); }

 private:
  std::size_t checked(std::size_t column) const {
    MJ_CHECK(column < rows_.columns_);
    return column;
  }
  Rows rows_;
};

}  // namespace

Value value_of(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column) != 0) return std::monostate{};
  const char* data = PQgetvalue(result, row, column);
  const std::string_view text(data, static_cast<std::size_t>(PQgetlength(result, row, column)));
  switch (PQftype(result, column)) {
    case kInt8:
    case kInt4:
    case kInt2:
      return parse_integer(text);
    case kBool:
      return std::int64_t{text == "t"};
    case kBytea:
      return parse_bytea(data);
    case kNumeric:  // sum() of BIGINT; a fraction stays a fraction, as in SQLite
      if (text.find_first_not_of("-0123456789") != std::string_view::npos) return std::strtod(data, nullptr);
      if (text.size() > 18) throw StatementFailed(Failure::value, "a sum is beyond 64 bits");
      return parse_integer(text);
    case kFloat4:
    case kFloat8:
      return std::strtod(data, nullptr);
    default:
      return std::string(text);
  }
}

template <class Action>
auto PgTransaction::guarded(Action&& action) {
  if (failure_) std::rethrow_exception(failure_);
  try {
    return action();
  } catch (const StatementFailed&) {
    failure_ = std::current_exception();
    throw;
  } catch (const Unavailable&) {
    failure_ = std::current_exception();
    throw;
  } catch (const ConnectionLost&) {
    failure_ = std::current_exception();
    throw;
  }
}

PgResult PgTransaction::run(std::optional<PgStep> last, bool committing) {
  const auto waiting = std::move(waiting_);
  waiting_.clear();
  std::vector<PgStep> steps;
  const bool first = !begun_;
  if (first) {
    steps.push_back({nullptr,
                     mode_ == Mode::write ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                                          : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                     {}});
  }
  for (const auto& [statement, params] : waiting) steps.push_back({statement, {}, params});
  if (last) steps.push_back(std::move(*last));
  if (steps.empty()) return nullptr;
  begun_ = true;
  for (int attempt = 0;; ++attempt) {
    try {
      auto results = connection_.exchange(steps);
      return std::move(results.back());
    } catch (const ConnectionLost&) {
      // The closure has seen nothing of this transaction yet: the same can be said to a new session.
      if (!first || committing || attempt > 0) throw;
      connection_.revive();
    }
  }
}

Rows PgTransaction::query(const Statement& statement, std::span<const Value> params) {
  return guarded([&] {
    ++statements_;
    const PgResult result = run(PgStep{&statement, {}, params});
    Rows rows;
    const int columns = PQnfields(result.get());
    const int count = PQntuples(result.get());
    rows.columns_ = static_cast<std::size_t>(columns);
    rows.cells_.reserve(rows.columns_ * static_cast<std::size_t>(count));
    for (int row = 0; row < count; ++row) {
      for (int column = 0; column < columns; ++column) rows.cells_.push_back(value_of(result.get(), row, column));
    }
    return rows;
  });
}

std::int64_t PgTransaction::execute(const Statement& statement, std::span<const Value> params) {
  return guarded([&]() -> std::int64_t {
    ++statements_;
    const PgResult result = run(PgStep{&statement, {}, params});
    const std::string_view verb = PQcmdStatus(result.get());
    if (verb.starts_with("SELECT") || verb.starts_with("FETCH")) return 0;
    const std::string_view changed = PQcmdTuples(result.get());
    return changed.empty() ? 0 : parse_integer(changed);
  });
}

void PgTransaction::later(const Statement& statement, Values params) {
  ++statements_;
  waiting_.emplace_back(&statement, std::move(params));
}

// A cursor, so that the visitor may use the connection between rows. Closed by the end of the transaction if it throws.
void PgTransaction::each(const Statement& statement, std::span<const Value> params,
                         const std::function<bool(const Row&)>& visit) {
  guarded([&] {
    ++statements_;
    check_params(statement, params);
    const std::string cursor = fmt::format("c{}", ++cursors_);
    run(PgStep{nullptr, fmt::format("DECLARE {} NO SCROLL CURSOR FOR {}", cursor, statement.sql), params});
    for (bool more = true; more;) {
      const PgResult rows = run(PgStep{nullptr, fmt::format("FETCH {} FROM {}", kFetch, cursor), {}});
      const int count = PQntuples(rows.get());
      more = count == kFetch;
      for (int i = 0; i < count; ++i) {
        if (!visit(PgRow(rows.get(), i))) {
          more = false;
          break;
        }
      }
    }
    run(PgStep{nullptr, "CLOSE " + cursor, {}});
  });
}

void PgTransaction::script(const std::string& sql) {
  guarded([&] {
    run(std::nullopt);
    connection_.script(sql);
  });
}

void PgTransaction::flush() {
  guarded([&] {
    if (!waiting_.empty()) run(std::nullopt);
  });
}

void PgTransaction::commit() {
  if (failure_) std::rethrow_exception(failure_);
  if (!begun_ && waiting_.empty()) return;
  const PgResult result = run(PgStep{nullptr, "COMMIT", {}}, true);
  begun_ = false;
  if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
    throw Unavailable("PostgreSQL rolled the transaction back");
  }
}

void PgTransaction::rollback() noexcept {
  waiting_.clear();
  if (!begun_) return;
  begun_ = false;
  if (connection_.lost()) return;
  try {
    const PgStep step{nullptr, "ROLLBACK", {}};
    connection_.exchange(std::span(&step, 1));
  } catch (const std::exception&) {
    connection_.disconnect();
  }
}

}  // namespace mingjing::db
