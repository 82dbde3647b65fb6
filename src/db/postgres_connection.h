// One PostgreSQL connection in pipeline mode, with its prepared statements. Used by one thread at a time.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libpq-fe.h>

#include "db/db.h"

namespace mingjing::db {

// The server went away in the middle; nothing was committed unless the exchange held a COMMIT.
class ConnectionLost : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct ResultDeleter {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, ResultDeleter>;

// One step of an exchange: a registered statement, or plain SQL (BEGIN, COMMIT, cursors), with its values.
struct PgStep {
  const Statement* statement = nullptr;
  std::string sql;  // when there is no statement
  std::span<const Value> params;
};

class PgConnection {
 public:
  // Throws Unavailable when the server cannot be reached within the time.
  PgConnection(std::string url, const Options& options);
  ~PgConnection();
  PgConnection(const PgConnection&) = delete;
  PgConnection& operator=(const PgConnection&) = delete;

  // Sends all steps and a sync, and reads all answers: one round trip. Throws what the first failing step says
  // (StatementFailed, Unavailable, ConnectionLost); the server has skipped the steps after it.
  std::vector<PgResult> exchange(std::span<const PgStep> steps);
  void script(const std::string& sql);  // many statements, in the simple protocol
  void forget_statements();             // after a change of schema

  // Before a transaction: connects again when the server hung up meanwhile.
  void revive();
  bool lost() const { return connection_ == nullptr || PQstatus(connection_) != CONNECTION_OK; }
  void disconnect();
  std::uint64_t schema_generation = 0;  // kept by the database

 private:
  void connect();
  void send(const PgStep& step, bool with_prepare);
  [[noreturn]] void throw_lost();
  // The exception for an error result.
  std::exception_ptr failure(const PGresult* result, std::string_view what);

  const std::string url_;
  const Options& options_;
  PGconn* connection_ = nullptr;
  std::vector<bool> prepared_;  // by the statement's number
};

Value value_of(const PGresult* result, int row, int column);

// The transaction that closures see. BEGIN travels with the first statement, COMMIT with what waits at the end.
class PgTransaction : public Transaction {
 public:
  enum class Mode { write, read };
  PgTransaction(PgConnection& connection, Mode mode) : connection_(connection), mode_(mode) {}
  using Transaction::each;
  using Transaction::execute;
  using Transaction::query;
  Rows query(const Statement& statement, std::span<const Value> params) override;
  std::int64_t execute(const Statement& statement, std::span<const Value> params) override;
  void later(const Statement& statement, Values params) override;
  void each(const Statement& statement, std::span<const Value> params,
            const std::function<bool(const Row&)>& visit) override;
  void script(const std::string& sql);

  // ConnectionLost thrown from here means: nobody knows whether it was committed.
  void commit();
  void flush();              // what waits; then the first failure again, if the closure swallowed it
  void rollback() noexcept;  // a connection on which even that fails is closed

 private:
  template <class Action>
  auto guarded(Action&& action);
  // BEGIN if needed, what waits, `last`; returns the result of `last` (the last one there is).
  PgResult run(std::optional<PgStep> last, bool committing = false);

  PgConnection& connection_;
  const Mode mode_;
  bool begun_ = false;
  int cursors_ = 0;
  std::vector<std::pair<const Statement*, Values>> waiting_;
  std::exception_ptr failure_;
};

}  // namespace mingjing::db
