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

using PartKey = std::pair<std::string, std::string>;  // name, key

// Of one command, aggregates to look at; more are read anew (many commands share one transaction in demo and import).
constexpr std::size_t kMaxSeen = 64;
constexpr std::size_t kBodiesKept = 32;

const sql::TableSet& tables(std::string_view kind) { return is_shared(kind) ? sql::kSharedTables : sql::kOwn; }

std::string user_text(UserId user) { return user.is_nil() ? std::string("system") : user.text(); }

// All that is written of an event: what changed since the one before, and who did it.
struct Happened {
  std::int64_t version = 0;
  EventId event_id;
  ports::Actor actor;
  Instant now;
  ports::NewEvent event;
  std::vector<ports::NewPublicLeaf> leaves;
  std::vector<PartKey> gone;
  domain::Parts changed;
};

// What the log commits to (CONTRACTS 3). No personal data, no `n`.
Json canonical_event(std::string_view kind, Uuid aggregate, const Happened& e, const std::string& digest) {
  Json body = Json::object({
      {"actor", user_text(e.actor.user)},
      {"address", e.actor.client_address},
      {"agency", e.actor.agency_uscc},
      {"aggregate", Json::object({{"id", aggregate.text()}, {"kind", kind}})},
      {"data", e.event.data.is_null() ? Json(Json::Object{}) : e.event.data},
      {"date", e.now.date().text()},
      {"id", e.event_id.text()},
      {"occurred_at", e.event.occurred_at.text()},
      {"state_digest", "sha256:" + to_hex(digest)},
      {"time", e.now.text()},
      {"type", e.event.type},
      {"v", 1},
      {"version", e.version},
  });
  if (!e.actor.acting_for.is_nil()) body.set("acting_for", e.actor.acting_for.text());
  return body;
}

}  // namespace

bool is_shared(std::string_view kind) { return kind == ports::kind::law_version || kind == ports::kind::calendar_year; }

// The rows of an aggregate as they stand in the database or are about to. Touched behind the transaction only
// (`Transaction::behind`), but for filling it when the aggregate is opened.
class StoredRows {
 public:
  StoredRows(std::string kind, AgencyId agency, Uuid id) : kind_(std::move(kind)), agency_(agency.text()), id_(id) {}
  void found(PartKey key, StoredPart stored) { stored_.emplace(std::move(key), std::move(stored)); }
  void found(std::vector<DerivedRow> derived) { derived_ = std::move(derived); }
  DeriveMemo& memo() { return memo_; }

  // The event with its state digest, its leaf and the leaves beside it. Parts wait for `write_parts`.
  void write_event(db::Transaction& tx, const Sealer& sealer, Happened& happened);
  void write_parts(db::Transaction& tx, std::int64_t version, Instant at);
  void write_derived_rows(db::Transaction& tx, const Sealer& sealer, ports::Aggregate& as_left);

  std::int64_t row_version = 0;  // what the row says

 private:
  void take_changes(const Sealer& sealer, const Happened& happened);
  const std::string kind_, agency_;
  const Uuid id_;
  std::map<PartKey, StoredPart> stored_;      // as of the last event
  std::set<PartKey> unwritten_, unerased_;    // since the last `write_parts`
  std::vector<DerivedRow> derived_;           // as the database has them
  DeriveMemo memo_;
};

void StoredRows::take_changes(const Sealer& sealer, const Happened& happened) {
  for (const auto& key : happened.gone) {
    stored_.erase(key);
    unwritten_.erase(key);
    unerased_.insert(key);
  }
  for (const auto& part : happened.changed) {
    PartKey key{part.name, part.key};
    const auto previous = stored_.find(key);
    auto stored = sealer.encode(part, previous == stored_.end() ? nullptr : &previous->second, id_.text());
    if (previous != stored_.end() && previous->second.digest == stored.digest) continue;
    unwritten_.insert(key);
    unerased_.erase(key);
    stored_.insert_or_assign(std::move(key), std::move(stored));
  }
}

void StoredRows::write_event(db::Transaction& tx, const Sealer& sealer, Happened& e) {
  take_changes(sealer, e);
  StateDigest state;
  for (const auto& [key, stored] : stored_) state.add(key.first, key.second, stored.digest);
  const std::string id = id_.text(), event_id = e.event_id.text();
  const std::string body = canonical(canonical_event(kind_, id_, e, state.finish()));
  const std::string salt = crypto::random_bytes(32);
  const std::string commitment = crypto::sha256("mingjing/event/v1\n" + salt + body);
  tx.later(sql::kEventInsert, {agency_, id, e.version, event_id, e.event.type, user_text(e.actor.user), e.now.unix_ms(),
                               e.event.occurred_at.unix_ms(), body, db::Blob{salt}, db::Blob{commitment}});
  tx.later(sql::kLeafInsert, {agency_, event_id, std::int64_t{0}, std::string("event"), id,
                              canonical(Json::object({{"commit", "sha256:" + to_hex(commitment)}})), e.now.unix_ms()});
  std::int64_t position = 1;
  for (const auto& leaf : e.leaves) {
    tx.later(sql::kLeafInsert, {agency_, event_id, position++, leaf.kind, leaf.public_id.text(),
                                canonical(leaf.members), e.now.unix_ms()});
  }
}

void StoredRows::write_parts(db::Transaction& tx, std::int64_t version, Instant at) {
  const auto& sets = tables(kind_);
  const std::string id = id_.text();
  if (row_version != version) {
    tx.later(sets.set_version, {agency_, id, kind_, version, at.unix_ms()});
    row_version = version;
  }
  for (const auto& [name, key] : unerased_) tx.later(sets.erase_part, {agency_, id, name, key});
  for (const auto& key : unwritten_) {
    const auto& stored = stored_.at(key);
    tx.later(sets.put_part, {agency_, id, key.first, key.second, stored.data, stored.sealed, db::Blob{stored.digest}});
  }
  unerased_.clear();
  unwritten_.clear();
}

void StoredRows::write_derived_rows(db::Transaction& tx, const Sealer& sealer, ports::Aggregate& as_left) {
  read_case(as_left);
  auto derived = derive(as_left, &sealer, &memo_);
  write_derived(tx, derived_, derived);
  derived_ = std::move(derived);
}

// What the unit of work remembers of an aggregate it opened. Many commands may share a transaction (demo, import):
// events and leaves are written as they come, the rest once, when the next one is opened or at the end.
struct SqlUnitOfWork::Tracked {
  explicit Tracked(const ports::Aggregate& a)
      : kind(a.kind), agency(a.agency), id(a.id), rows(std::make_shared<StoredRows>(a.kind, a.agency, a.id)) {}

  std::string kind;
  AgencyId agency;
  Uuid id;
  ports::Aggregate left;               // as the last event left it, for the next `open` or `load`
  Instant left_at;                     // and when
  std::set<PartKey> changed, erased;   // since `open` or the last event
  std::shared_ptr<StoredRows> rows;
  std::int64_t version = 0;            // the newest version with an event
  bool bumped = false;                 // the next event's version is taken

  // `left` for whoever works behind: parts are of one thread, and of a case what they say is enough.
  ports::Aggregate as_left() const {
    ports::Aggregate out{kind, agency, id, version, {}, left.as_case};
    if (!out.as_case) out.parts = domain::Parts(left.parts);
    return out;
  }
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
  flush_pending();  // after the queries: what is written now may be written while the next commands go on
  domain::Parts parts;
  parts.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto part = context_.sealer.decode(rows.text(i, 0), rows.text(i, 1), rows.text(i, 2), rows.text(i, 3), id.text());
    t->rows->found(PartKey{part.name, part.key},
                   StoredPart{part.secrets, rows.text(i, 2), rows.text(i, 3), rows.blob(i, 4)});
    parts.push_back(std::move(part));
  }
  out.parts = std::move(parts);
  read_case(out);
  t->rows->found(derive(out, &context_.sealer, &t->rows->memo()));
  t->version = out.version - 1;
  t->rows->row_version = out.version;
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
  t->rows->row_version = 1;
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
  if (!t.bumped) ++aggregate.version;  // a second event of the same command
  const EventId event_id(new_id());
  auto happened = std::make_shared<Happened>(
      Happened{aggregate.version, event_id, actor_, now_, std::move(event), std::exchange(leaves_, {}), {}, {}});
  for (const auto& key : t.erased) {
    if (aggregate.find(key.first, key.second) == nullptr) happened->gone.push_back(key);  // else put again afterwards
  }
  for (const auto& key : t.changed) {
    if (const auto* part = aggregate.find(key.first, key.second)) happened->changed.push_back(*part);
  }
  t.erased.clear();
  t.changed.clear();
  tx_.behind([rows = t.rows, happened, &sealer = context_.sealer](db::Transaction& tx) {
    rows->write_event(tx, sealer, *happened);
  });
  t.version = aggregate.version;
  t.bumped = false;
  t.left = aggregate;
  t.left_at = now_;
  pending_.insert(aggregate.id);
  return event_id;
}

void SqlUnitOfWork::flush(Tracked& t) {
  tx_.behind([rows = t.rows, left = std::make_shared<ports::Aggregate>(t.as_left()), at = t.left_at,
              &sealer = context_.sealer](db::Transaction& tx) {
    rows->write_parts(tx, left->version, at);
    rows->write_derived_rows(tx, sealer, *left);
  });
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
    // Open at this moment: what is asked for is how the last event left it.
    tx_.behind([rows = t.rows, version = t.version, at = t.left_at](db::Transaction& tx) {
      rows->write_parts(tx, version, at);
    });
    auto stored = load_aggregate(tx_, context_.sealer, t.agency, kind, id);
    if (stored) stored->version = t.version;
    return stored;
  }
  const std::pair key{owner(kind, id), id};
  if (const auto found = seen_.find(key); found != seen_.end()) {
    return found->second.kind == kind ? std::optional(found->second) : std::nullopt;
  }
  auto loaded = load_aggregate(tx_, context_.sealer, key.first, kind, id);
  if (loaded && seen_.size() < kMaxSeen) seen_.emplace(key, *loaded);
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

std::vector<std::string> SqlUnitOfWork::keys_between(std::string_view kind, std::string_view from, std::string_view to, int limit) {
  std::vector<std::string> out;
  const auto rows = tx_.query(sql::kBusinessKeysBetween,
                              {actor_.agency.text(), std::string(kind), std::string(from), std::string(to), std::int64_t{limit}});
  for (std::size_t i = 0; i < rows.size(); ++i) out.push_back(rows.text(i, 0));
  return out;
}

// The first of a series holds its row for the transaction; the next ones are counted here and written once.
std::int64_t SqlUnitOfWork::take_number(std::string_view series) {
  const auto [taken, first] = numbers_.try_emplace({actor_.agency, std::string(series)});
  auto& number = taken->second;
  if (first) number.last = number.written = tx_.query(sql::kTakeNumber, {actor_.agency.text(), std::string(series)}).integer(0, 0);
  else ++number.last;
  return number.last;
}

void SqlUnitOfWork::queue(ports::NewPublicLeaf leaf) { leaves_.push_back(std::move(leaf)); }

void SqlUnitOfWork::queue(ports::NewJob job) {
  tx_.later(sql::kJobInsert, {actor_.agency.text(), new_id().text(), std::move(job.kind), canonical(job.payload),
                              job.run_after.unix_ms()});
}

void SqlUnitOfWork::put_body(Uuid id, std::string_view bytes) {
  tx_.later(sql::kBodyInsert, {actor_.agency.text(), id.text(), std::string(bytes)});
  bodies_.push_back({actor_.agency, id, std::string(bytes)});
  if (bodies_.size() > kBodiesKept) bodies_.pop_front();
}

std::optional<std::string> SqlUnitOfWork::body(Uuid id) {
  const auto put = std::find_if(bodies_.rbegin(), bodies_.rend(), [&](const PutBody& b) { return b.id == id && b.agency == actor_.agency; });
  if (put != bodies_.rend()) return put->bytes;
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
  flush_pending();
  for (auto& [key, number] : numbers_) {
    if (number.last == number.written) continue;
    tx_.later(sql::kSetNumber, {key.first.text(), key.second, number.last});
    number.written = number.last;
  }
}

void SqlUnitOfWork::flush_pending() {
  std::erase_if(pending_, [this](Uuid id) {
    auto& t = *tracked_.at(id);
    if (t.bumped) return false;  // open: not before its next event
    flush(t);
    return true;
  });
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
