// SPDX-License-Identifier: Apache-2.0
#include "db/postgres_connection.h"

#include <fmt/format.h>
#include <poll.h>

#include <array>
#include <chrono>

#include "db/drivers.h"

namespace mingjing::db {
namespace {

// A parameter as libpq wants it: numbers as text, blobs as bytes.
struct Params {
  std::vector<std::string> numbers;
  std::vector<const char*> values;
  std::vector<int> lengths, formats;

  explicit Params(std::span<const Value> params) {
    numbers.reserve(params.size());  // pointers into it stay valid
    for (const Value& value : params) {
      if (const auto* text = std::get_if<std::string>(&value)) {
        add(text->c_str(), text->size(), 0);
      } else if (const auto* blob = std::get_if<Blob>(&value)) {
        add(blob->bytes.data(), blob->bytes.size(), 1);
      } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        numbers.push_back(std::to_string(*integer));
        add(numbers.back().c_str(), numbers.back().size(), 0);
      } else if (const auto* real = std::get_if<double>(&value)) {
        numbers.push_back(fmt::format("{}", *real));  // shortest text that reads back the same
        add(numbers.back().c_str(), numbers.back().size(), 0);
      } else {
        add(nullptr, 0, 0);
      }
    }
  }

  void add(const char* data, std::size_t size, int format) {
    values.push_back(data);
    lengths.push_back(static_cast<int>(size));
    formats.push_back(format);
  }
};

Failure failure_of(std::string_view state) {
  if (state == "40001" || state == "40P01") return Failure::serialization;
  if (state == "23505") return Failure::unique;
  if (state == "25006") return Failure::read_only;
  if (state.starts_with("23")) return Failure::constraint;
  if (state.starts_with("22")) return Failure::value;
  if (state.starts_with("42") || state == "3F000") return Failure::schema;
  return Failure::other;
}

std::string name_of(const Statement& statement) { return "s" + std::to_string(statement.number); }

std::string_view label(const PgStep& step) {
  return step.statement != nullptr ? std::string_view(step.statement->name) : std::string_view(step.sql);
}

}  // namespace

PgConnection::PgConnection(std::string url, const Options& options) : url_(std::move(url)), options_(options) {
  connect();
}

PgConnection::~PgConnection() { disconnect(); }

void PgConnection::disconnect() {
  PQfinish(connection_);
  connection_ = nullptr;
  prepared_.clear();
}

void PgConnection::connect() {
  disconnect();
  const std::string timeout = std::to_string(std::max(2, (options_.connect_timeout_ms + 999) / 1000));  // libpq's least
  // The address may override all but the encoding. Dead peers are noticed in about 20 s.
  const std::array keys{
      "connect_timeout",     "application_name", "tcp_user_timeout", "keepalives_idle",
      "keepalives_interval", "dbname",           "client_encoding",  static_cast<const char*>(nullptr)};
  const std::array values{
      timeout.c_str(), "mingjing", "20000", "10", "5", url_.c_str(), "UTF8", static_cast<const char*>(nullptr)};
  connection_ = PQconnectdbParams(keys.data(), values.data(), 1);
  const auto refuse_connection = [&] {
    const std::string why = connection_ == nullptr ? "out of memory" : PQerrorMessage(connection_);
    disconnect();
    throw Unavailable("cannot reach PostgreSQL: " + why);
  };
  if (PQstatus(connection_) != CONNECTION_OK) refuse_connection();
  PQsetNoticeProcessor(
      connection_, [](void*, const char*) {}, nullptr);
  // A role or database with synchronous_commit=off would make `write` lie; stronger settings than `on` stay.
  const std::string setup = fmt::format(
      "SET statement_timeout={}; SET idle_in_transaction_session_timeout={}; SET bytea_output=hex; "
      "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
      options_.statement_timeout_ms, options_.statement_timeout_ms * 2);
  const PgResult done(PQexec(connection_, setup.c_str()));
  if (PQresultStatus(done.get()) != PGRES_TUPLES_OK) refuse_connection();
  if (PQenterPipelineMode(connection_) != 1) refuse_connection();
}

void PgConnection::revive() {
  if (connection_ != nullptr && PQstatus(connection_) == CONNECTION_OK) {
    pollfd waiting{PQsocket(connection_), POLLIN, 0};
    if (::poll(&waiting, 1, 0) == 0) return;
    // Nobody asked anything, so this is a farewell, a notice or the end of the stream.
    if (PQconsumeInput(connection_) == 1 && ::poll(&waiting, 1, 0) == 0 && PQstatus(connection_) == CONNECTION_OK) {
      return;
    }
  }
  connect();
}

void PgConnection::throw_lost() {
  const std::string why = connection_ == nullptr ? "closed" : PQerrorMessage(connection_);
  disconnect();
  throw ConnectionLost("connection to PostgreSQL lost: " + why);
}

std::exception_ptr PgConnection::failure(const PGresult* result, std::string_view what) {
  const char* field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string_view state = field == nullptr ? "" : field;
  const std::string text = fmt::format("{}: {} ({})", what, PQresultErrorMessage(result), state);
  // 57P01–57P03: the server ends this session. An empty state comes from libpq itself: the stream broke.
  // 0A000 and 26000 on a prepared statement: the schema changed, or a pooler gave us another session; a fresh
  // connection cures it.
  const bool stale = state == "26000" || (state == "0A000" && text.find("cached plan") != std::string::npos);
  if (state.empty() || state.starts_with("08") || state.starts_with("57P") || stale) {
    return std::make_exception_ptr(ConnectionLost(text));
  }
  if (state.starts_with("53") || state.starts_with("57") || state.starts_with("58")) {
    return std::make_exception_ptr(Unavailable(text, state == "53100"));
  }
  return std::make_exception_ptr(StatementFailed(failure_of(state), text));
}

void PgConnection::send(const PgStep& step, bool with_prepare) {
  const Params params(step.params);
  const int count = static_cast<int>(params.values.size());
  int sent = 0;
  if (step.statement == nullptr) {
    sent = PQsendQueryParams(connection_, step.sql.c_str(), count, nullptr, params.values.data(), params.lengths.data(),
                             params.formats.data(), 0);
  } else {
    const std::string name = name_of(*step.statement);
    if (with_prepare && PQsendPrepare(connection_, name.c_str(), step.statement->sql.c_str(), 0, nullptr) != 1) {
      throw_lost();
    }
    sent = PQsendQueryPrepared(connection_, name.c_str(), count, params.values.data(), params.lengths.data(),
                               params.formats.data(), 0);
  }
  if (sent != 1) throw_lost();
}

std::vector<PgResult> PgConnection::exchange(std::span<const PgStep> steps) {
  for (const PgStep& step : steps) {
    if (step.statement != nullptr) check_params(*step.statement, step.params);
  }
  if (connection_ == nullptr) throw_lost();
  if (prepared_.size() < Statement::all().size()) prepared_.resize(Statement::all().size());

  // What is expected back: for each step perhaps a preparation, then its result.
  struct Expected {
    const PgStep* step;
    bool preparation;
  };
  std::vector<Expected> expected;
  std::vector<bool> known = prepared_;
  for (const PgStep& step : steps) {
    const bool prepare = step.statement != nullptr && !known[step.statement->number];
    if (prepare) {
      known[step.statement->number] = true;
      expected.push_back({&step, true});
    }
    expected.push_back({&step, false});
    send(step, prepare);
  }
  if (PQpipelineSync(connection_) != 1) throw_lost();

  std::vector<PgResult> results;
  std::exception_ptr first_failure;
  for (const Expected& one : expected) {
    PgResult result(PQgetResult(connection_));
    if (result == nullptr) throw_lost();
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
      if (one.preparation)
        prepared_[one.step->statement->number] = true;
      else
        results.push_back(std::move(result));
    } else if (status != PGRES_PIPELINE_ABORTED && !first_failure) {
      first_failure = failure(result.get(), label(*one.step));
    }
    if (PQstatus(connection_) != CONNECTION_OK) break;
    const PgResult end(PQgetResult(connection_));  // each command's results end with a null
    if (end != nullptr) throw_lost();
  }
  if (PQstatus(connection_) == CONNECTION_OK) {
    const PgResult sync(PQgetResult(connection_));
    if (sync == nullptr || PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC) {
      disconnect();
      if (!first_failure) throw ConnectionLost("PostgreSQL answered out of turn");
    }
  }
  if (lost()) {
    if (first_failure) {
      disconnect();
      std::rethrow_exception(first_failure);
    }
    throw_lost();
  }
  if (first_failure) {
    try {
      std::rethrow_exception(first_failure);
    } catch (const ConnectionLost&) {  // a stale session
      disconnect();
      throw;
    }
  }
  return results;
}

void PgConnection::script(const std::string& sql) {
  if (connection_ == nullptr || PQexitPipelineMode(connection_) != 1) throw_lost();
  const PgResult result(PQexec(connection_, sql.c_str()));
  const ExecStatusType status = PQresultStatus(result.get());
  if (lost()) throw_lost();
  if (PQenterPipelineMode(connection_) != 1) throw_lost();
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) {
    std::rethrow_exception(failure(result.get(), "script"));
  }
}

void PgConnection::forget_statements() {
  script("DEALLOCATE ALL");
  prepared_.clear();
}

}  // namespace mingjing::db
