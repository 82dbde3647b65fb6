// What a use case in flow/ sees of the world: one unit of work = one transaction = state + event + log leaf.
//
// Order of every command (DESIGN 4): `open` or `create` first (the version moves on before anything is read that a
// guard judges), then reads, then guards in pure code, then `put`, numbers last, `append` closes. A refusal returned
// from the closure leaves nothing behind. Nothing outward happens here: that is a job, run after the commit.
// The closure may run again after a serialization failure, so it changes nothing outside.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/part.h"
#include "ports/actor.h"

namespace mingjing::cases {
class Case;  // whoever only stores and reads aggregates need not see it
}

namespace mingjing::ports {

// Kinds of aggregates. One name in code, SQL, events and the log's audit export.
namespace kind {
inline constexpr std::string_view agency = "agency";                // 执法机关, with units and settings
inline constexpr std::string_view user = "user";                    // 账号
inline constexpr std::string_view officer = "officer";              // 执法人员, with certificate
inline constexpr std::string_view item = "item";                    // 执法事项
inline constexpr std::string_view enforcement_case = "case";        // 案件
inline constexpr std::string_view law_version = "law_version";      // 法律文本, one version
inline constexpr std::string_view calendar_year = "calendar_year";  // 放假安排, one year
inline constexpr std::string_view public_list = "public_list";      // 公开清单, one of a name
inline constexpr std::string_view access_batch = "access_batch";    // 调阅台账, one batch
}  // namespace kind

struct Aggregate {
  std::string kind;
  AgencyId agency;
  Uuid id;
  std::int64_t version = 0;  // after `open`: the version this command makes
  domain::SharedParts parts;
  // What the parts of a case say, once somebody has read them; null else. Only who puts every change of a case into the
  // parts may set it; `put` and `erase` clear it.
  std::shared_ptr<const cases::Case> as_case{};
  const domain::Part* find(std::string_view name, std::string_view key = {}) const {
    return domain::find_part(parts, name, key);
  }
};

struct NewEvent {
  std::string type;          // the act or verb: `file_case`, `serve_decision` …
  Json data;                 // ids, codes, dates, amounts; no personal data (STYLE, Storage)
  Instant occurred_at;       // when the act took place; recorded_at is the unit of work's `now`
};

// A leaf beside that of the event: kind publication, update, withheld or takedown (CONTRACTS 3). The sequencer adds
// `agency`, `seq` or `n`, and `v`.
struct NewPublicLeaf {
  std::string kind;
  Uuid id;            // unique among leaves; for a publication its public id
  Uuid public_id;     // the decision's public id, which may differ (takedown, update)
  Json members;       // digest / commit / ground / reason / replaces_id / n …
};

struct NewJob {
  std::string kind;      // e.g. `render_document`
  Json payload;
  Instant run_after;     // default: at once
};

class UnitOfWork {
 public:
  virtual ~UnitOfWork() = default;
  virtual const Actor& actor() const = 0;
  virtual Instant now() const = 0;  // the legal clock, one value for the whole command
  Date today() const { return now().date(); }
  virtual Uuid new_id() = 0;        // of the actor's agency

  // Moves the version on and loads all parts. `expected` empty: whatever the version (jobs, system).
  // Refusals: not_found; conflict with expected, actual, who changed it and when.
  virtual Result<Aggregate> open(std::string_view kind, Uuid id, std::optional<std::int64_t> expected) = 0;
  virtual Aggregate create(std::string_view kind, Uuid id) = 0;
  // Adds or replaces a part, by name and key. Unchanged parts cost nothing.
  virtual void put(Aggregate& aggregate, domain::Part part) = 0;
  virtual void erase(Aggregate& aggregate, std::string_view name, std::string_view key) = 0;
  // Writes changed parts, derived rows, the event with its state digest, and the leaf. Returns the event's id.
  virtual EventId append(Aggregate& aggregate, NewEvent event) = 0;

  // Another aggregate of the same agency, or of shared reference data, to look at.
  virtual std::optional<Aggregate> load(std::string_view kind, Uuid id) = 0;
  // By a unique business key kept by the projections: user by user name, officer by certificate number, item by code,
  // agency by credit code, list by name. Empty when there is none.
  virtual std::optional<Uuid> lookup(std::string_view kind, std::string_view key) = 0;
  // Keys of the agency in [from, to), in their order; at most `limit`.
  virtual std::vector<std::string> keys_between(std::string_view kind, std::string_view from, std::string_view to, int limit) = 0;
  // Takes the next number of a series, e.g. `penalty_decision/2026`. Without gap: a rolled-back command gives it back.
  virtual std::int64_t take_number(std::string_view series) = 0;

  virtual void queue(NewPublicLeaf leaf) = 0;
  virtual void queue(NewJob job) = 0;
  // Long text that a part names by its digest (the model of a document), kept out of the part so that a case stays
  // light to load. Immutable once written.
  virtual void put_body(Uuid id, std::string_view bytes) = 0;
  virtual std::optional<std::string> body(Uuid id) = 0;
  // The canonical bytes of the newest event of this type of an aggregate; empty when there is none. `withheld` entries
  // commit to the `decide` event (CONTRACTS 3).
  virtual std::optional<std::string> event_body(const Aggregate& aggregate, std::string_view type) = 0;
  // The exact public bytes of a publication (n = 0), of an update or of a version of a list (n ≥ 1); immutable once
  // written.
  virtual void put_public_body(Uuid public_id, std::int64_t n, std::string_view bytes) = 0;
};

// What Idempotency-Key needs (CONTRACTS 7): looked up by (user, key) before anything else.
struct RequestKey {
  std::string key;      // 16–64 characters
  std::string digest;   // SHA-256 of method, path and body
};
struct Answer {
  int status = 200;
  std::string body;     // JSON
  bool replayed = false;
};

// Runs use cases. One implementation (store/) on both databases.
class Commands {
 public:
  virtual ~Commands() = default;
  using UseCase = std::function<Result<Answer>(UnitOfWork&)>;
  // Runs one use case in one transaction of the actor's agency; returns when it is durable. Throws Unavailable.
  // With a request key the answer is stored in the same transaction; the same key gives the stored answer again
  // (`replayed`), with another digest it is refused (invalid). Refusals store nothing.
  virtual Result<Answer> run(const Actor& actor, const std::optional<RequestKey>& key, const UseCase& use_case) = 0;
  // Many use cases of one agency in one transaction (demo, import). All or nothing.
  virtual Status run_many(const Actor& actor, const std::function<Status(UnitOfWork&)>& use_cases) = 0;
};

}  // namespace mingjing::ports
