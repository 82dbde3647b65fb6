// The ports in memory, for tests: one process, nothing kept, secrets in plain text. It keeps every promise of
// unit_of_work.h that can be kept without a database (versions, refusals that leave nothing, lookups, numbers without
// gap, idempotency, immutable public bodies) and stops the program where a use case breaks the order of a command.
// It digests nothing: state digests, commitments and the log are tested on the real store.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "ports/business_key.h"
#include "ports/directory.h"
#include "ports/sessions.h"
#include "ports/unit_of_work.h"

namespace mingjing::ports {

struct StoredEvent {
  EventId id;
  AgencyId agency;
  std::string kind;
  Uuid aggregate;
  std::int64_t version = 0;
  std::string type;
  Json data;
  Instant occurred_at, recorded_at;
  UserId actor, acting_for;
  std::string actor_name;
};
struct StoredLeaf {
  AgencyId agency;
  NewPublicLeaf leaf;
};
struct StoredJob {
  AgencyId agency;
  Uuid id;
  NewJob job;
};

// Kinds that every agency may load (written by the root agency): laws and calendars; and agencies themselves.
bool is_shared_kind(std::string_view kind);

class MemoryStore final : public Commands, public Directory, public Sessions, public SignInAttempts {
 public:
  // Both must outlive the store.
  MemoryStore(const Clock& clock, IdSource& ids) : clock_(clock), ids_(ids) {}

  Result<Answer> run(const Actor& actor, const std::optional<RequestKey>& key, const UseCase& use_case) override;
  Status run_many(const Actor& actor, const std::function<Status(UnitOfWork&)>& use_cases) override;

  std::optional<Aggregate> find_user(std::string_view username) override;
  std::optional<Aggregate> user(AgencyId agency, UserId id) override;
  std::optional<Aggregate> agency(AgencyId id) override;
  std::optional<Aggregate> agency_by_ordinal(std::uint32_t ordinal) override;

  void create(const identity::Session& session) override;
  std::optional<identity::Session> find(std::uint32_t agency_ordinal, std::string_view token_digest) override;
  void touch(AgencyId agency, SessionId id, Instant used_at) override;
  void end(AgencyId agency, SessionId id) override;
  void end_all(AgencyId agency, UserId user, std::optional<SessionId> except) override;
  std::vector<identity::Session> list(AgencyId agency, UserId user) override;

  identity::Attempts load(std::string_view username, std::string_view client_network) override;
  void change(std::string_view username, std::string_view client_network,
              const std::function<identity::Attempts(const identity::Attempts&)>& change) override;

  // For assertions. Not safe while a command runs.
  const std::vector<StoredEvent>& events() const { return state_.events; }
  const std::vector<StoredLeaf>& leaves() const { return state_.leaves; }
  const std::vector<StoredJob>& jobs() const { return state_.jobs; }
  std::optional<Aggregate> peek(AgencyId agency, Uuid id) const;
  std::vector<Aggregate> all(std::string_view kind) const;  // by agency and id
  std::optional<std::string> public_body(AgencyId agency, Uuid public_id, std::int64_t n) const;

 private:
  friend class MemoryUnitOfWork;
  using Key = std::pair<AgencyId, Uuid>;
  struct State {
    std::map<Key, Aggregate> aggregates;
    std::map<std::tuple<std::string, std::string, AgencyId>, Uuid> keys;  // (kind, key, agency) → id
    std::vector<StoredEvent> events;
    std::vector<StoredLeaf> leaves;
    std::vector<StoredJob> jobs;
    std::map<std::pair<AgencyId, std::string>, std::int64_t> numbers;
    std::map<std::tuple<AgencyId, Uuid, std::int64_t>, std::string> bodies;
    std::map<std::tuple<AgencyId, UserId, std::string>, std::pair<std::string, Answer>> answers;
  };
  struct AttemptCounts {
    std::map<std::pair<std::string, std::string>, identity::Attempts> by_network;
    std::map<std::string, identity::Attempts> by_user;
  };

  const Clock& clock_;
  IdSource& ids_;
  std::mutex mutex_;
  State state_;
  std::map<SessionId, identity::Session> sessions_;
  AttemptCounts attempts_;
  identity::Attempts attempts_of(std::string_view username, std::string_view client_network) const;
};

}  // namespace mingjing::ports
