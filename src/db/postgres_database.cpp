// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <atomic>
#include <thread>

#include "db/drivers.h"
#include "db/postgres_connection.h"

namespace mingjing::db {
namespace {

constexpr int kReconnects = 3;  // of one closure, when the server hangs up before COMMIT was sent

class PostgresDatabase : public Database {
 public:
  PostgresDatabase(std::string_view url, const Options& options)
      : url_(url), options_(options), queue_(options.queue_max) {
    for (int i = 0; i < std::max(1, options_.readers); ++i) {
      readers_.add(std::make_unique<PgConnection>(url_, options_));
    }
    if (options_.read_only) return;
    for (int i = 0; i < std::max(1, options_.writers); ++i) {
      writers_.emplace_back([this] { serve_writes(); });
    }
  }

  ~PostgresDatabase() override {
    queue_.close();
    for (auto& writer : writers_) writer.join();
  }
  PostgresDatabase(const PostgresDatabase&) = delete;
  PostgresDatabase& operator=(const PostgresDatabase&) = delete;

  Dialect dialect() const override { return Dialect::postgresql; }

  void write(const Closure& closure) override {
    if (options_.read_only) throw Unavailable("the database is open for reading only");
    write_through(queue_, closure);
  }

  void submit(Closure closure, std::function<void(std::exception_ptr)> done) override {
    if (options_.read_only) {
      done(std::make_exception_ptr(Unavailable("the database is open for reading only")));
    } else {
      submit_to(queue_, std::move(closure), std::move(done));
    }
  }

  void read(const std::function<void(Transaction&)>& closure) override {
    auto connection = readers_.take(options_.busy_timeout_ms);
    prepare(*connection);
    PgTransaction tx(*connection, PgTransaction::Mode::read);
    try {
      closure(tx);
      tx.flush();
    } catch (const ConnectionLost& lost) {
      tx.rollback();
      throw Unavailable(lost.what());
    } catch (const StatementFailed& refused) {
      tx.rollback();
      if (refused.failure == Failure::serialization) throw Unavailable(refused.what());  // a standby catching up
      throw;
    } catch (...) {
      tx.rollback();
      throw;
    }
    tx.rollback();
  }

  void run_script(std::string_view sql) override {
    const std::string script(sql);
    write([&](Transaction& tx) {
      static_cast<PgTransaction&>(tx).script(script);
      return true;
    });
    ++schema_generation_;
  }

  // In a session of its own, which takes its settings with it.
  std::string explain(const Statement& statement) override {
    PgConnection connection(url_, options_);
    std::string values;
    for (std::size_t i = 0; i < statement.params; ++i) values += i == 0 ? "(NULL" : ", NULL";
    if (!values.empty()) values += ")";
    const PgStep steps[] = {
        {nullptr, "SET plan_cache_mode = force_generic_plan", {}},
        {nullptr, "SET enable_seqscan = off", {}},
        {nullptr, "PREPARE explained AS " + statement.sql, {}},
        {nullptr, "EXPLAIN (COSTS off) EXECUTE explained" + values, {}},
    };
    try {
      const auto results = connection.exchange(steps);
      std::string lines;
      const PGresult* plan = results.back().get();
      for (int i = 0; i < PQntuples(plan); ++i) lines += PQgetvalue(plan, i, 0) + std::string("\n");
      return lines;
    } catch (const ConnectionLost& lost) {
      throw Unavailable(lost.what());
    }
  }

  void copy_to(const std::string&) override {
    throw Unavailable("a PostgreSQL database is copied with pg_dump or pg_basebackup");
  }

  void ping() override {
    auto connection = readers_.take(options_.busy_timeout_ms);
    connection->revive();
    const PgStep step{nullptr, "SELECT 1", {}};
    try {
      connection->exchange(std::span(&step, 1));
    } catch (const ConnectionLost& lost) {
      throw Unavailable(lost.what());
    } catch (const StatementFailed& refused) {
      throw Unavailable(refused.what());
    }
  }

 private:
  void prepare(PgConnection& connection) {
    connection.revive();
    const std::uint64_t generation = schema_generation_;
    if (connection.schema_generation != generation) {
      connection.forget_statements();
      connection.schema_generation = generation;
    }
  }

  void serve_writes() {
    std::unique_ptr<PgConnection> connection;
    while (std::optional<Job> job = queue_.pop()) {
      std::exception_ptr failure;
      try {
        run_job(connection, job->closure());
      } catch (...) {
        failure = std::current_exception();
      }
      job->done(failure);
    }
  }

  void run_job(std::unique_ptr<PgConnection>& connection, const Closure& closure) {
    int reconnects = 0;
    for (int tried = 0;; ++tried) {
      if (connection == nullptr) connection = std::make_unique<PgConnection>(url_, options_);
      PgTransaction tx(*connection, PgTransaction::Mode::write);
      bool committing = false;
      try {
        prepare(*connection);
        if (!closure(tx)) {
          tx.rollback();
          return;
        }
        if (options_.inject_serialization_failure && options_.inject_serialization_failure()) {
          throw StatementFailed(Failure::serialization, "injected serialization failure");
        }
        committing = true;
        tx.commit();
        return;
      } catch (const StatementFailed& refused) {
        tx.rollback();
        if (refused.failure != Failure::serialization) throw;
        if (tried >= options_.retries_max) throw Unavailable(std::string("gave up retrying: ") + refused.what());
        back_off(tried);
      } catch (const ConnectionLost& lost) {
        tx.rollback();
        if (committing) throw Unavailable(std::string("the outcome of a commit is unknown: ") + lost.what());
        if (++reconnects > kReconnects) throw Unavailable(lost.what());
      } catch (...) {
        tx.rollback();
        throw;
      }
    }
  }

  const std::string url_;
  const Options options_;
  std::atomic<std::uint64_t> schema_generation_{0};
  JobQueue queue_;
  Pool<PgConnection> readers_;
  std::vector<std::thread> writers_;
};

}  // namespace

std::unique_ptr<Database> open_postgres(std::string_view url, const Options& options) {
  return std::make_unique<PostgresDatabase>(url, options);
}

}  // namespace mingjing::db
