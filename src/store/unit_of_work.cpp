// SPDX-License-Identifier: Apache-2.0
#include "store/unit_of_work.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/check.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "domain/cases/case.h"
#include "store/statements.h"

namespace mingjing::store {
namespace {

// A case is read from its parts once a command, for the guards and for the derived rows.
void read_case(ports::Aggregate& aggregate) {
  if (aggregate.kind != ports::kind::enforcement_case || aggregate.as_case || aggregate.parts.empty()) return;
  auto read = cases::Case::from_parts(CaseId(aggregate.id), aggregate.parts);
  if (!read) throw Unavailable("a case cannot be read: " + aggregate.id.text());
  aggregate.as_case = std::make_shared<const cases::Case>(std::move(*read));
}

// Of one command, aggregates to look at; more are read anew (many commands share one transaction in demo and import).
constexpr std::size_t kMaxSeen = 64;

const sql::TableSet& tables(std::string_view kind) { return is_shared(kind) ? sql::kSharedTables : sql::kOwn; }

std::string user_text(UserId user) { return user.is_nil() ? std::string("system") : user.text(); }

// What the log commits to (CONTRACTS 3). No personal data, no `n`.
Json canonical_event(const ports::Actor& actor, const ports::Aggregate& aggregate, const ports::NewEvent& event,
                     EventId id, Instant now, const std::string& digest) {
  Json body = Json::object({
      {"actor", user_text(actor.user)},
      {"address", actor.client_address},
      {"agency", actor.agency_uscc},
      {"aggregate", Json::object({{"id", aggregate.id.text()}, {"kind", aggregate.kind}})},
      {"data", event.data.is_null() ? Json(Json::Object{}) : event.data},
      {"date", now.date().text()},
      {"id", id.text()},
      {"occurred_at", event.occurred_at.text()},
      {"state_digest", "sha256:" + to_hex(digest)},
      {"time", now.text()},
      {"type", event.type},
      {"v", 1},
      {"version", aggregate.version},
  });
  if (!actor.acting_for.is_nil()) body.set("acting_for", actor.acting_for.text());
  return body;
}

}  // namespace

bool is_shared(std::string_view kind) { return kind == ports::kind::law_version || kind == ports::kind::calendar_year; }

// What the unit of work remembers of an aggregate it opened. Many commands may share a transaction (demo, import):
// events and leaves are written as they come, the rest once, at the end.
struct SqlUnitOfWork::Tracked {
  using Key = std::pair<std::string, std::string>;
  explicit Tracked(const ports::Aggregate& a) : kind(a.kind), agency(a.agency), id(a.id) {}

  std::string kind;
  AgencyId agency;
  Uuid id;
  ports::Aggregate left;               // as the last event left it, for the next `open` or `load`
  Instant left_at;                     // and when
  std::map<Key, StoredPart> stored;    // as of the last event
  std::set<Key> changed, erased;       // since `open` or the last event
  std::set<Key> unwritten, unerased;   // since the last `flush`
  std::vector<DerivedRow> derived;     // as the database has them
  DeriveMemo memo;
  std::int64_t version = 0;            // the newest version with an event
  std::int64_t row_version = 0;        // what the row says
  bool bumped = false;                 // the next event's version is taken
};

std::optional<ports::Aggregate> load_aggregate(db::Transaction& tx, const Sealer& sealer, AgencyId agency,
                                               std::string_view kind, Uuid id) {
  const auto rows = tx.query(tables(kind).aggregate_with_parts, {agency.text(), id.text(), std::string(kind)});
  if (rows.empty()) return std::nullopt;
  domain::Parts parts;
  parts.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    parts.push_back(sealer.decode(rows.text(i, 1), rows.text(i, 2), rows.text(i, 3), rows.text(i, 4), id.text()));
  }
  return ports::Aggregate{std::string(kind), agency, id, rows.integer(0, 0), std::move(parts)};
}

SqlUnitOfWork::SqlUnitOfWork(const Context& context, const ports::Actor& actor, db::Transaction& tx)
    : context_(context), actor_(actor), tx_(tx), now_(context.clock.now()) {}
SqlUnitOfWork::~SqlUnitOfWork() = default;

AgencyId SqlUnitOfWork::owner(std::string_view kind, Uuid id) const {
  if (kind == ports::kind::agency) return AgencyId(id);  // an agency owns itself
  return is_shared(kind) ? context_.root_agency : actor_.agency;
}

SqlUnitOfWork::Tracked& SqlUnitOfWork::tracked(const ports::Aggregate& aggregate) {
  const auto found = tracked_.find(aggregate.id);
  MJ_CHECK(found != tracked_.end());
  return *found->second;
}

Uuid SqlUnitOfWork::new_id() { return context_.ids.next(actor_.agency_ordinal, now_.unix_ms()); }

tl::unexpected<Error> SqlUnitOfWork::stale(AgencyId agency, Uuid id, std::int64_t expected, std::int64_t actual) {
  const auto last = tx_.query(sql::kEventAtVersion, {agency.text(), id.text(), actual});
  Error error{ErrorCode::conflict, "这份内容刚被别人改过。请看一下新的内容，再决定是否继续。", "version", {}, {}};
  Json detail = Json::object({{"expected", expected}, {"actual", actual}});
  if (!last.empty()) {
    detail.set("changed_by", last.text(0, 0));
    detail.set("changed_at", Instant(last.integer(0, 1)).text());
    detail.set("change", last.text(0, 2));
  }
  error.detail_json = to_text(detail);
  return refuse(std::move(error));
}

Result<ports::Aggregate> SqlUnitOfWork::open(std::string_view kind, Uuid id, std::optional<std::int64_t> expected) {
  if (const auto known = tracked_.find(id); known != tracked_.end()) {  // opened before in this transaction
    auto& t = *known->second;
    MJ_CHECK(!t.bumped && t.kind == kind);
    if (expected && *expected != t.version) return stale(t.agency, id, *expected, t.version);
    t.bumped = true;
    auto out = std::move(t.left);
    out.version = t.version + 1;
    return out;
  }
  const auto& sets = tables(kind);
  const AgencyId agency = owner(kind, id);
  const auto bumped = expected ? tx_.query(sets.bump_expected, {agency.text(), id.text(), std::string(kind),
                                                                now_.unix_ms(), *expected})
                               : tx_.query(sets.bump, {agency.text(), id.text(), std::string(kind), now_.unix_ms()});
  if (bumped.empty()) {
    const auto current = tx_.query(sets.current, {agency.text(), id.text(), std::string(kind)});
    if (current.empty()) return refuse(ErrorCode::not_found, "没有找到，可能已经移走，或者不属于您所在的机关。");
    return stale(agency, id, expected.value_or(0), current.integer(0, 0));
  }
  ports::Aggregate out{std::string(kind), agency, id, bumped.integer(0, 0), {}};
  auto t = std::make_unique<Tracked>(out);
  const auto rows = tx_.query(sets.parts, {agency.text(), id.text()});
  domain::Parts parts;
  parts.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto part = context_.sealer.decode(rows.text(i, 0), rows.text(i, 1), rows.text(i, 2), rows.text(i, 3), id.text());
    t->stored.emplace(std::pair{part.name, part.key},
                      StoredPart{part.secrets, rows.text(i, 2), rows.text(i, 3), rows.blob(i, 4)});
    parts.push_back(std::move(part));
  }
  out.parts = std::move(parts);
  read_case(out);
  t->derived = derive(out, &context_.sealer, &t->memo);
  t->version = out.version - 1;
  t->row_version = out.version;
  t->bumped = true;
  tracked_.emplace(id, std::move(t));
  return out;
}

ports::Aggregate SqlUnitOfWork::create(std::string_view kind, Uuid id) {
  MJ_CHECK(!tracked_.contains(id));
  tx_.later(tables(kind).create, {owner(kind, id).text(), id.text(), std::string(kind), now_.unix_ms()});
  ports::Aggregate out{std::string(kind), owner(kind, id), id, 1, {}};
  auto t = std::make_unique<Tracked>(out);
  t->bumped = true;
  t->row_version = 1;
  tracked_.emplace(id, std::move(t));
  return out;
}

void SqlUnitOfWork::put(ports::Aggregate& aggregate, domain::Part part) {
  auto& t = tracked(aggregate);
  const auto& parts = static_cast<const domain::Parts&>(aggregate.parts);
  const auto old = std::find_if(parts.begin(), parts.end(),
                                [&](const auto& p) { return p.name == part.name && p.key == part.key; });
  if (old != parts.end() && *old == part) return;
  aggregate.as_case.reset();
  t.changed.emplace(part.name, part.key);
  const auto place = old - parts.begin();
  auto& own = aggregate.parts.own();
  if (place < static_cast<std::ptrdiff_t>(own.size())) own[static_cast<std::size_t>(place)] = std::move(part);
  else own.push_back(std::move(part));
}

void SqlUnitOfWork::erase(ports::Aggregate& aggregate, std::string_view name, std::string_view key) {
  auto& t = tracked(aggregate);
  if (aggregate.find(name, key) == nullptr) return;
  aggregate.as_case.reset();
  std::erase_if(aggregate.parts.own(), [&](const auto& p) { return p.name == name && p.key == key; });
  t.erased.emplace(name, key);
}

EventId SqlUnitOfWork::append(ports::Aggregate& aggregate, ports::NewEvent event) {
  auto& t = tracked(aggregate);
  const std::string agency = aggregate.agency.text(), id = aggregate.id.text();
  if (!t.bumped) ++aggregate.version;  // a second event of the same command
  for (const auto& key : t.erased) {
    if (aggregate.find(key.first, key.second) != nullptr) continue;  // put again afterwards
    t.stored.erase(key);
    t.unwritten.erase(key);
    t.unerased.insert(key);
  }
  for (const auto& key : t.changed) {
    const auto* part = aggregate.find(key.first, key.second);
    if (part == nullptr) continue;
    const auto previous = t.stored.find(key);
    auto stored = context_.sealer.encode(*part, previous == t.stored.end() ? nullptr : &previous->second, id);
    if (previous != t.stored.end() && previous->second.digest == stored.digest) continue;
    t.unwritten.insert(key);
    t.unerased.erase(key);
    t.stored.insert_or_assign(key, std::move(stored));
  }
  t.erased.clear();
  t.changed.clear();

  StateDigest state;
  for (const auto& [key, stored] : t.stored) state.add(key.first, key.second, stored.digest);
  const EventId event_id(new_id());
  const std::string body = canonical(canonical_event(actor_, aggregate, event, event_id, now_, state.finish()));
  const std::string salt = crypto::random_bytes(32);
  const std::string commitment = crypto::sha256("mingjing/event/v1\n" + salt + body);
  tx_.later(sql::kEventInsert,
            {agency, id, aggregate.version, event_id.text(), event.type, user_text(actor_.user), now_.unix_ms(),
             event.occurred_at.unix_ms(), body, db::Blob{salt}, db::Blob{commitment}});
  tx_.later(sql::kLeafInsert, {agency, event_id.text(), std::int64_t{0}, std::string("event"), id,
                               canonical(Json::object({{"commit", "sha256:" + to_hex(commitment)}})), now_.unix_ms()});
  std::int64_t position = 1;
  for (const auto& leaf : leaves_) {
    tx_.later(sql::kLeafInsert, {agency, event_id.text(), position++, leaf.kind, leaf.public_id.text(),
                                 canonical(leaf.members), now_.unix_ms()});
  }
  leaves_.clear();

  t.version = aggregate.version;
  t.bumped = false;
  t.left = aggregate;
  t.left_at = now_;
  pending_.insert(aggregate.id);
  return event_id;
}

void SqlUnitOfWork::write_parts(Tracked& t) {
  const auto& sets = tables(t.kind);
  const std::string agency = t.agency.text(), id = t.id.text();
  if (t.row_version != t.version) {
    tx_.later(sets.set_version, {agency, id, t.kind, t.version, t.left_at.unix_ms()});
    t.row_version = t.version;
  }
  for (const auto& [name, key] : t.unerased) tx_.later(sets.erase_part, {agency, id, name, key});
  for (const auto& key : t.unwritten) {
    const auto& stored = t.stored.at(key);
    tx_.later(sets.put_part, {agency, id, key.first, key.second, stored.data, stored.sealed, db::Blob{stored.digest}});
  }
  t.unerased.clear();
  t.unwritten.clear();
}

void SqlUnitOfWork::flush(Tracked& t) {
  write_parts(t);
  read_case(t.left);
  auto derived = derive(t.left, &context_.sealer, &t.memo);
  write_derived(tx_, t.derived, derived);
  t.derived = std::move(derived);
}

// Business keys are derived rows; those of evidence come from cases.
void SqlUnitOfWork::flush_keys_of(std::string_view kind) {
  const auto holder = kind == "evidence" ? ports::kind::enforcement_case : kind;
  for (auto at = pending_.begin(); at != pending_.end();) {
    auto& t = *tracked_.at(*at);
    if (t.kind != holder || t.bumped) {
      ++at;
      continue;
    }
    flush(t);
    at = pending_.erase(at);
  }
}

std::optional<ports::Aggregate> SqlUnitOfWork::load(std::string_view kind, Uuid id) {
  if (const auto found = tracked_.find(id); found != tracked_.end() && found->second->version > 0) {
    auto& t = *found->second;
    if (!t.bumped) return t.left;
    write_parts(t);  // open at this moment: what is asked for is how the last event left it
    auto stored = load_aggregate(tx_, context_.sealer, t.agency, kind, id);
    if (stored) stored->version = t.version;
    return stored;
  }
  const std::pair key{owner(kind, id), id};
  if (const auto found = seen_.find(key); found != seen_.end()) return found->second;
  auto loaded = load_aggregate(tx_, context_.sealer, key.first, kind, id);
  if (seen_.size() < kMaxSeen) seen_.emplace(key, loaded);
  return loaded;
}

std::optional<Uuid> SqlUnitOfWork::lookup(std::string_view kind, std::string_view key) {
  flush_keys_of(kind);
  // User names and credit codes are unique in the deployment, the other keys in their agency.
  const bool anywhere = kind == ports::kind::user || kind == ports::kind::agency || is_shared(kind);
  const auto rows =
      anywhere ? tx_.query(sql::kBusinessKeyAnywhere, {std::string(kind), std::string(key)})
               : tx_.query(sql::kBusinessKeyFind, {actor_.agency.text(), std::string(kind), std::string(key)});
  if (rows.empty()) return std::nullopt;
  return Uuid::parse(rows.text(0, 0));
}

std::int64_t SqlUnitOfWork::take_number(std::string_view series) {
  return tx_.query(sql::kTakeNumber, {actor_.agency.text(), std::string(series)}).integer(0, 0);
}

void SqlUnitOfWork::queue(ports::NewPublicLeaf leaf) { leaves_.push_back(std::move(leaf)); }

void SqlUnitOfWork::queue(ports::NewJob job) {
  tx_.later(sql::kJobInsert, {actor_.agency.text(), new_id().text(), std::move(job.kind), canonical(job.payload),
                              job.run_after.unix_ms()});
}

void SqlUnitOfWork::put_body(Uuid id, std::string_view bytes) {
  tx_.later(sql::kBodyInsert, {actor_.agency.text(), id.text(), std::string(bytes)});
}

std::optional<std::string> SqlUnitOfWork::body(Uuid id) {
  const auto rows = tx_.query(sql::kBodyOf, {actor_.agency.text(), id.text()});
  if (rows.empty()) return std::nullopt;
  return rows.text(0, 0);
}

std::optional<std::string> SqlUnitOfWork::event_body(const ports::Aggregate& aggregate, std::string_view type) {
  const auto rows =
      tx_.query(sql::kNewestEventOfType, {aggregate.agency.text(), aggregate.id.text(), std::string(type)});
  if (rows.empty()) return std::nullopt;
  return rows.text(0, 0);
}

void SqlUnitOfWork::put_public_body(Uuid public_id, std::int64_t n, std::string_view bytes) {
  tx_.later(sql::kPublicBodyInsert, {actor_.agency.text(), public_id.text(), n, std::string(bytes)});
}

void SqlUnitOfWork::finish() {
  MJ_CHECK(leaves_.empty());
  for (const auto& [id, t] : tracked_) MJ_CHECK(!t->bumped);  // every version has its event
  for (const auto& id : pending_) flush(*tracked_.at(id));
  pending_.clear();
}

Result<ports::Answer> SqlCommands::within(db::Transaction& tx, const ports::Actor& actor,
                                          const std::optional<ports::RequestKey>& key,
                                          const UseCase& use_case) const {
  const std::string agency = actor.agency.text(), user = user_text(actor.user);
  if (key) {
    const auto rows = tx.query(sql::kIdempotencyFind, {agency, user, key->key});
    if (!rows.empty()) {
      if (rows.text(0, 0) != key->digest) {
        return invalid("这个 Idempotency-Key 已用于另一份内容，请换一个新的。", "Idempotency-Key");
      }
      return ports::Answer{static_cast<int>(rows.integer(0, 1)), rows.text(0, 2), true};
    }
  }
  SqlUnitOfWork work(context_, actor, tx);
  auto answer = use_case(work);
  if (!answer) return answer;
  work.finish();
  if (key) {
    tx.later(sql::kIdempotencyInsert, {agency, user, key->key, key->digest, std::int64_t{answer->status}, answer->body,
                                       SystemClock().now().unix_ms()});
  }
  return answer;
}

Result<ports::Answer> SqlCommands::run(const ports::Actor& actor, const std::optional<ports::RequestKey>& key,
                                       const UseCase& use_case) {
  return context_.database.command<ports::Answer>(
      [&](db::Transaction& tx) { return within(tx, actor, key, use_case); });
}

Status SqlCommands::run_many(const ports::Actor& actor, const std::function<Status(ports::UnitOfWork&)>& use_cases) {
  Status outcome;
  context_.database.write([&](db::Transaction& tx) {
    SqlUnitOfWork work(context_, actor, tx);
    outcome = use_cases(work);
    if (outcome) work.finish();
    return outcome.has_value();
  });
  return outcome;
}

void SqlCommands::submit(const ports::Actor& actor, std::optional<ports::RequestKey> key, UseCase use_case,
                         std::function<void(Result<ports::Answer>, std::exception_ptr)> done) {
  auto outcome = std::make_shared<std::optional<Result<ports::Answer>>>();
  context_.database.submit(
      [this, actor, key = std::move(key), use_case = std::move(use_case), outcome](db::Transaction& tx) {
        outcome->emplace(within(tx, actor, key, use_case));
        return (*outcome)->has_value() && !(**outcome)->replayed;
      },
      [outcome, done = std::move(done)](std::exception_ptr failure) {
        if (failure || !outcome->has_value()) return done(invalid(""), failure);
        done(std::move(**outcome), nullptr);
      });
}

}  // namespace mingjing::store
