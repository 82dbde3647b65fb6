// The unit of work on SQL, and the runner of commands. See ports/unit_of_work.h for the contract.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "base/time.h"
#include "db/db.h"
#include "ports/unit_of_work.h"
#include "store/part_codec.h"
#include "store/projection.h"

namespace mingjing::store {

// True for kinds of shared reference data, which belong to the root agency and stand in tables of their own.
bool is_shared(std::string_view kind);

// What all units of work of a server share.
struct Context {
  db::Database& database;
  const Sealer& sealer;
  const Clock& clock;        // the legal clock
  IdSource& ids;
  AgencyId root_agency;      // owner of shared reference data; nil before set-up
};

// Loads an aggregate with its parts outside any command (queries, jobs); empty when there is none.
std::optional<ports::Aggregate> load_aggregate(db::Transaction& tx, const Sealer& sealer, AgencyId agency,
                                               std::string_view kind, Uuid id);

class SqlUnitOfWork final : public ports::UnitOfWork {
 public:
  SqlUnitOfWork(const Context& context, const ports::Actor& actor, db::Transaction& tx);
  ~SqlUnitOfWork() override;

  const ports::Actor& actor() const override { return actor_; }
  Instant now() const override { return now_; }
  Uuid new_id() override;
  Result<ports::Aggregate> open(std::string_view kind, Uuid id, std::optional<std::int64_t> expected) override;
  ports::Aggregate create(std::string_view kind, Uuid id) override;
  void put(ports::Aggregate& aggregate, domain::Part part) override;
  void erase(ports::Aggregate& aggregate, std::string_view name, std::string_view key) override;
  EventId append(ports::Aggregate& aggregate, ports::NewEvent event) override;
  std::optional<ports::Aggregate> load(std::string_view kind, Uuid id) override;
  std::optional<Uuid> lookup(std::string_view kind, std::string_view key) override;
  std::vector<std::string> keys_between(std::string_view kind, std::string_view from, std::string_view to, int limit) override;
  std::int64_t take_number(std::string_view series) override;
  void queue(ports::NewPublicLeaf leaf) override;
  void queue(ports::NewJob job) override;
  void put_body(Uuid id, std::string_view bytes) override;
  std::optional<std::string> body(Uuid id) override;
  std::optional<std::string> event_body(const ports::Aggregate& aggregate, std::string_view type) override;
  void put_public_body(Uuid public_id, std::int64_t n, std::string_view bytes) override;

  // Within one transaction of many commands (demo, import) the legal clock moves on between them.
  void set_now(Instant now) { now_ = now; }
  void set_actor(const ports::Actor& actor) { actor_ = actor; }
  // Writes what is left. Leaves queued after the last `append` would belong to no event: a broken program.
  void finish();

 private:
  struct Tracked;
  AgencyId owner(std::string_view kind, Uuid id) const;
  Tracked& tracked(const ports::Aggregate& aggregate);
  tl::unexpected<Error> stale(AgencyId agency, Uuid id, std::int64_t expected, std::int64_t actual);
  void flush(Tracked& t);
  void flush_pending();
  void flush_keys_of(std::string_view kind);

  const Context& context_;
  ports::Actor actor_;
  db::Transaction& tx_;
  Instant now_;
  std::map<Uuid, std::unique_ptr<Tracked>> tracked_;
  std::set<Uuid> pending_;  // tracked, with parts or derived rows not yet written
  std::map<std::pair<AgencyId, Uuid>, ports::Aggregate> seen_;  // what `load` found; read once
  struct Number {
    std::int64_t last = 0, written = 0;
  };
  std::map<std::pair<AgencyId, std::string>, Number> numbers_;  // taken in this transaction
  // Bodies last put, by agency and id: one is often read in the next act of a long transaction, and to ask the database
  // would wait for all that is still to be written.
  struct PutBody {
    AgencyId agency;
    Uuid id;
    std::string bytes;
  };
  std::deque<PutBody> bodies_;
  std::vector<ports::NewPublicLeaf> leaves_;  // waiting for the event that carries them
};

class SqlCommands final : public ports::Commands {
 public:
  explicit SqlCommands(const Context& context) : context_(context) {}
  Result<ports::Answer> run(const ports::Actor& actor, const std::optional<ports::RequestKey>& key,
                            const UseCase& use_case) override;
  Status run_many(const ports::Actor& actor, const std::function<Status(ports::UnitOfWork&)>& use_cases) override;
  // Like `run`, but answers from a thread of the database, so that no thread waits for the disk.
  void submit(const ports::Actor& actor, std::optional<ports::RequestKey> key, UseCase use_case,
              std::function<void(Result<ports::Answer>, std::exception_ptr)> done);

 private:
  Result<ports::Answer> within(db::Transaction& tx, const ports::Actor& actor,
                               const std::optional<ports::RequestKey>& key, const UseCase& use_case) const;
  const Context& context_;
};

}  // namespace mingjing::store
