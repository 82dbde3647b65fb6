// SPDX-License-Identifier: Apache-2.0
#include "store/unit_of_work.h"

#include "base/bytes.h"
#include "base/check.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "store/statements.h"

namespace mingjing::store {
namespace {

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

// What the unit of work remembers of an aggregate it opened.
struct SqlUnitOfWork::Tracked {
  std::map<std::pair<std::string, std::string>, StoredPart> stored;  // as loaded, then as written
  std::vector<std::pair<std::string, std::string>> dirty, erased;
  std::vector<DerivedRow> derived;
  std::int64_t version = 0;    // the newest version with an event
  bool bumped = false;         // the next event's version is already in the row
  bool created = false;
};

std::optional<ports::Aggregate> load_aggregate(db::Transaction& tx, const Sealer& sealer, AgencyId agency,
                                               std::string_view kind, Uuid id) {
  const auto rows = tx.query(tables(kind).aggregate_with_parts, {agency.text(), id.text(), std::string(kind)});
  if (rows.empty()) return std::nullopt;
  ports::Aggregate out{std::string(kind), agency, id, rows.integer(0, 0), {}};
  out.parts.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    out.parts.push_back(
        sealer.decode(rows.text(i, 1), rows.text(i, 2), rows.text(i, 3), rows.text(i, 4), rows.blob(i, 5), id.text())
            .part);
  }
  return out;
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

Result<ports::Aggregate> SqlUnitOfWork::open(std::string_view kind, Uuid id, std::optional<std::int64_t> expected) {
  const auto& t = tables(kind);
  const AgencyId agency = owner(kind, id);
  const auto bumped =
      expected ? tx_.query(t.bump_expected, {agency.text(), id.text(), std::string(kind), now_.unix_ms(), *expected})
               : tx_.query(t.bump, {agency.text(), id.text(), std::string(kind), now_.unix_ms()});
  if (bumped.empty()) {
    const auto current = tx_.query(t.current, {agency.text(), id.text(), std::string(kind)});
    if (current.empty()) return refuse(ErrorCode::not_found, "没有找到，可能已经移走，或者不属于您所在的机关。");
    const std::int64_t actual = current.integer(0, 0);
    const auto last = tx_.query(sql::kEventAtVersion, {agency.text(), id.text(), actual});
    Error error{ErrorCode::conflict, "这份内容刚被别人改过。请看一下新的内容，再决定是否继续。", "version", {}, {}};
    Json detail = Json::object({{"expected", *expected}, {"actual", actual}});
    if (!last.empty()) {
      detail.set("changed_by", last.text(0, 0));
      detail.set("changed_at", Instant(last.integer(0, 1)).text());
      detail.set("change", last.text(0, 2));
    }
    error.detail_json = to_text(detail);
    return refuse(std::move(error));
  }
  ports::Aggregate out{std::string(kind), agency, id, bumped.integer(0, 0), {}};
  auto& slot = tracked_[id];
  if (slot) {  // opened before in this transaction: what it wrote is what is stored
    MJ_CHECK(!slot->bumped);
    for (const auto& [key, stored] : slot->stored) out.parts.push_back(stored.part);
  } else {
    slot = std::make_unique<Tracked>();
    const auto rows = tx_.query(t.parts, {agency.text(), id.text()});
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto stored = context_.sealer.decode(rows.text(i, 0), rows.text(i, 1), rows.text(i, 2), rows.text(i, 3),
                                           rows.blob(i, 4), id.text());
      out.parts.push_back(stored.part);
      slot->stored.emplace(std::pair{stored.part.name, stored.part.key}, std::move(stored));
    }
    slot->derived = derive(out, &context_.sealer);
  }
  slot->version = out.version - 1;
  slot->bumped = true;
  return out;
}

ports::Aggregate SqlUnitOfWork::create(std::string_view kind, Uuid id) {
  MJ_CHECK(!tracked_.contains(id));
  tx_.later(tables(kind).create, {owner(kind, id).text(), id.text(), std::string(kind), now_.unix_ms()});
  auto tracking = std::make_unique<Tracked>();
  tracking->bumped = tracking->created = true;
  tracked_.emplace(id, std::move(tracking));
  return {std::string(kind), owner(kind, id), id, 1, {}};
}

void SqlUnitOfWork::put(ports::Aggregate& aggregate, domain::Part part) {
  auto& t = tracked(aggregate);
  for (auto& existing : aggregate.parts) {
    if (existing.name != part.name || existing.key != part.key) continue;
    if (existing == part) return;
    existing = part;
    t.dirty.emplace_back(part.name, part.key);
    return;
  }
  t.dirty.emplace_back(part.name, part.key);
  aggregate.parts.push_back(std::move(part));
}

void SqlUnitOfWork::erase(ports::Aggregate& aggregate, std::string_view name, std::string_view key) {
  auto& t = tracked(aggregate);
  const auto gone = std::erase_if(aggregate.parts, [&](const auto& p) { return p.name == name && p.key == key; });
  if (gone > 0) t.erased.emplace_back(name, key);
}

EventId SqlUnitOfWork::append(ports::Aggregate& aggregate, ports::NewEvent event) {
  auto& t = tracked(aggregate);
  const auto& sets = tables(aggregate.kind);
  const std::string agency = aggregate.agency.text(), id = aggregate.id.text();
  if (!t.bumped) {  // a second event of the same command
    const auto rows = tx_.query(sets.bump, {agency, id, aggregate.kind, now_.unix_ms()});
    MJ_CHECK(!rows.empty());
    aggregate.version = rows.integer(0, 0);
  }
  for (const auto& key : t.erased) {
    if (aggregate.find(key.first, key.second) != nullptr) continue;  // put again afterwards
    t.stored.erase(key);
    tx_.later(sets.erase_part, {agency, id, key.first, key.second});
  }
  for (const auto& key : t.dirty) {
    const auto* part = aggregate.find(key.first, key.second);
    if (part == nullptr) continue;
    const auto previous = t.stored.find(key);
    if (previous != t.stored.end() && previous->second.part == *part) continue;
    auto stored = context_.sealer.encode(*part, previous == t.stored.end() ? nullptr : &previous->second, id);
    tx_.later(sets.put_part, {agency, id, key.first, key.second, stored.data, stored.sealed, db::Blob{stored.digest}});
    t.stored.insert_or_assign(key, std::move(stored));
  }
  t.erased.clear();
  t.dirty.clear();

  std::vector<PartDigest> digests;
  digests.reserve(t.stored.size());
  for (const auto& [key, stored] : t.stored) digests.push_back({key.first, key.second, stored.digest});
  const EventId event_id(new_id());
  const std::string body =
      canonical(canonical_event(actor_, aggregate, event, event_id, now_, state_digest(std::move(digests))));
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

  auto derived = derive(aggregate, &context_.sealer);
  write_derived(tx_, t.derived, derived);
  t.derived = std::move(derived);
  t.version = aggregate.version;
  t.bumped = t.created = false;
  return event_id;
}

std::optional<ports::Aggregate> SqlUnitOfWork::load(std::string_view kind, Uuid id) {
  if (const auto found = tracked_.find(id); found != tracked_.end() && found->second->version > 0) {
    ports::Aggregate out{std::string(kind), owner(kind, id), id, found->second->version, {}};
    for (const auto& [key, stored] : found->second->stored) out.parts.push_back(stored.part);
    return out;
  }
  const std::pair key{owner(kind, id), id};
  if (const auto found = seen_.find(key); found != seen_.end()) return found->second;
  auto loaded = load_aggregate(tx_, context_.sealer, key.first, kind, id);
  if (seen_.size() < kMaxSeen) seen_.emplace(key, loaded);
  return loaded;
}

std::optional<Uuid> SqlUnitOfWork::lookup(std::string_view kind, std::string_view key) {
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

void SqlUnitOfWork::finish() const {
  MJ_CHECK(leaves_.empty());
  for (const auto& [id, t] : tracked_) MJ_CHECK(!t->bumped);  // every version has its event
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
