// SPDX-License-Identifier: Apache-2.0
#include "ports/memory_store.h"

#include <algorithm>

#include "base/check.h"

namespace mingjing::ports {

bool is_shared_kind(std::string_view kind) {
  return kind == kind::law_version || kind == kind::calendar_year || kind == kind::agency;
}

// Writes into a copy of what it touches; `commit` moves the copies into the store.
class MemoryUnitOfWork final : public UnitOfWork {
 public:
  MemoryUnitOfWork(MemoryStore& store, const Actor& actor) : store_(store), actor_(actor), now_(store.clock_.now()) {}

  const Actor& actor() const override { return actor_; }
  Instant now() const override { return now_; }
  Uuid new_id() override { return store_.ids_.next(actor_.agency_ordinal, now_.unix_ms()); }

  Result<Aggregate> open(std::string_view kind, Uuid id, std::optional<std::int64_t> expected) override {
    const auto* current = current_of({actor_.agency, id});
    if (current == nullptr || current->kind != kind)
      return refuse(ErrorCode::not_found, "没有找到该对象，请核对后重试。");
    if (expected && *expected != current->version) return stale(*current, *expected);
    Aggregate next = *current;
    ++next.version;
    MJ_CHECK(open_.insert(id).second);
    return next;
  }

  Aggregate create(std::string_view kind, Uuid id) override {
    MJ_CHECK(current_of({actor_.agency, id}) == nullptr);
    MJ_CHECK(open_.insert(id).second);
    return Aggregate{std::string(kind), actor_.agency, id, 1, {}};
  }

  void put(Aggregate& aggregate, domain::Part part) override {
    MJ_CHECK(open_.contains(aggregate.id));
    aggregate.as_case.reset();
    for (auto& existing : aggregate.parts.own()) {
      if (existing.name == part.name && existing.key == part.key) {
        existing = std::move(part);
        return;
      }
    }
    aggregate.parts.own().push_back(std::move(part));
  }

  void erase(Aggregate& aggregate, std::string_view name, std::string_view key) override {
    MJ_CHECK(open_.contains(aggregate.id));
    aggregate.as_case.reset();
    std::erase_if(aggregate.parts.own(), [&](const domain::Part& part) { return part.name == name && part.key == key; });
  }

  EventId append(Aggregate& aggregate, NewEvent event) override {
    MJ_CHECK(open_.erase(aggregate.id) == 1);
    canonical(event.data);  // a double in an event is a broken program
    for (const auto& part : aggregate.parts) canonical(part.data);
    const EventId id(new_id());
    events_.push_back({id, actor_.agency, aggregate.kind, aggregate.id, aggregate.version, std::move(event.type),
                       std::move(event.data), event.occurred_at, now_, actor_.user, actor_.acting_for, actor_.name});
    const auto key = business_key(aggregate.kind, aggregate.parts);
    if (!key.empty()) {
      const auto holder = lookup(aggregate.kind, key);
      MJ_CHECK(!holder || *holder == aggregate.id);  // the use case asks before it takes a key
    }
    touched_[{actor_.agency, aggregate.id}] = aggregate;
    return id;
  }

  std::optional<Aggregate> load(std::string_view kind, Uuid id) override {
    if (const auto* own = current_of({actor_.agency, id}); own != nullptr && own->kind == kind) return *own;
    if (!is_shared_kind(kind)) return std::nullopt;
    for (const auto& [key, aggregate] : store_.state_.aggregates) {
      if (key.second == id && aggregate.kind == kind) return aggregate;
    }
    return std::nullopt;
  }

  // Keys beside the natural ones are derived by the real store alone.
  std::vector<std::string> keys_between(std::string_view, std::string_view, std::string_view, int) override { return {}; }

  std::optional<Uuid> lookup(std::string_view kind, std::string_view key) override {
    for (const auto& [where, aggregate] : touched_) {
      if (aggregate.kind == kind && business_key(kind, aggregate.parts) == key) return where.second;
    }
    const bool anywhere = kind == kind::user || is_shared_kind(kind);
    auto at = store_.state_.keys.lower_bound({std::string(kind), std::string(key), AgencyId()});
    for (; at != store_.state_.keys.end(); ++at) {
      const auto& [row_kind, row_key, agency] = at->first;
      if (row_kind != kind || row_key != key) break;
      if (!anywhere && agency != actor_.agency) continue;
      if (!touched_.contains({agency, at->second})) return at->second;  // else its key has changed just now
    }
    return std::nullopt;
  }

  std::int64_t take_number(std::string_view series) override {
    const std::pair key{actor_.agency, std::string(series)};
    auto [at, fresh] = numbers_.try_emplace(key, 0);
    if (fresh) {
      const auto stored = store_.state_.numbers.find(key);
      if (stored != store_.state_.numbers.end()) at->second = stored->second;
    }
    return ++at->second;
  }

  void queue(NewPublicLeaf leaf) override { leaves_.push_back({actor_.agency, std::move(leaf)}); }
  void queue(NewJob job) override { jobs_.push_back({actor_.agency, new_id(), std::move(job)}); }

  void put_body(Uuid id, std::string_view bytes) override {
    put_public_body(id, -1, bytes);  // one map holds both; public ones count from 0
  }
  std::optional<std::string> body(Uuid id) override {
    const std::tuple key{actor_.agency, id, std::int64_t{-1}};
    if (const auto fresh = bodies_.find(key); fresh != bodies_.end()) return fresh->second;
    const auto stored = store_.state_.bodies.find(key);
    if (stored == store_.state_.bodies.end()) return std::nullopt;
    return stored->second;
  }
  // Not canonical bytes here, only what tells events apart: digests are tested on the real store.
  std::optional<std::string> event_body(const Aggregate& aggregate, std::string_view type) override {
    const auto& events = store_.state_.events;
    for (auto at = events.rbegin(); at != events.rend(); ++at) {
      if (at->aggregate == aggregate.id && at->type == type) return at->id.text();
    }
    return std::nullopt;
  }
  void put_public_body(Uuid public_id, std::int64_t n, std::string_view bytes) override {
    const std::tuple key{actor_.agency, public_id, n};
    MJ_CHECK(!store_.state_.bodies.contains(key));
    MJ_CHECK(bodies_.try_emplace(key, bytes).second);
  }

  void commit() {
    MJ_CHECK(open_.empty());  // a version moved on without an event would leave a hole
    auto& state = store_.state_;
    for (auto& [key, aggregate] : touched_) {
      const auto before = state.aggregates.find(key);
      if (before != state.aggregates.end()) {
        state.keys.erase({aggregate.kind, business_key(aggregate.kind, before->second.parts), key.first});
      }
    }
    for (auto& [key, aggregate] : touched_) {
      const auto now_key = business_key(aggregate.kind, aggregate.parts);
      if (!now_key.empty()) state.keys[{aggregate.kind, now_key, key.first}] = key.second;
      state.aggregates[key] = std::move(aggregate);
    }
    std::move(events_.begin(), events_.end(), std::back_inserter(state.events));
    std::move(leaves_.begin(), leaves_.end(), std::back_inserter(state.leaves));
    std::move(jobs_.begin(), jobs_.end(), std::back_inserter(state.jobs));
    for (auto& [key, number] : numbers_) state.numbers[key] = number;
    state.bodies.merge(bodies_);
  }

 private:
  const Aggregate* current_of(const MemoryStore::Key& key) const {
    if (const auto at = touched_.find(key); at != touched_.end()) return &at->second;
    const auto at = store_.state_.aggregates.find(key);
    return at == store_.state_.aggregates.end() ? nullptr : &at->second;
  }

  tl::unexpected<Error> stale(const Aggregate& current, std::int64_t expected) const {
    Error error{ErrorCode::conflict, "内容已被他人修改，请刷新后重新办理。", {}, {}, {}};
    Json detail = Json::object({{"expected", expected}, {"actual", current.version}});
    const auto changed = [&](const StoredEvent& event) {
      return event.aggregate == current.id && event.version == current.version;
    };
    const std::vector<StoredEvent>& committed = store_.state_.events;
    const std::vector<StoredEvent>& staged = events_;
    for (const auto* events : {&staged, &committed}) {
      const auto last = std::find_if(events->rbegin(), events->rend(), changed);
      if (last == events->rend()) continue;
      detail.set("changed_by", last->actor_name);
      detail.set("changed_at", last->recorded_at.text());
      break;
    }
    error.detail_json = to_text(detail);
    return refuse(std::move(error));
  }

  MemoryStore& store_;
  const Actor& actor_;
  const Instant now_;
  std::set<Uuid> open_;
  std::map<MemoryStore::Key, Aggregate> touched_;
  std::vector<StoredEvent> events_;
  std::vector<StoredLeaf> leaves_;
  std::vector<StoredJob> jobs_;
  std::map<std::pair<AgencyId, std::string>, std::int64_t> numbers_;
  std::map<std::tuple<AgencyId, Uuid, std::int64_t>, std::string> bodies_;
};

Result<Answer> MemoryStore::run(const Actor& actor, const std::optional<RequestKey>& key, const UseCase& use_case) {
  const std::lock_guard lock(mutex_);
  if (key) {
    const auto stored = state_.answers.find({actor.agency, actor.user, key->key});
    if (stored != state_.answers.end()) {
      if (stored->second.first != key->digest) {
        return invalid("同一 Idempotency-Key 已用于另一请求，请换一个新的键再提交。", "Idempotency-Key");
      }
      Answer answer = stored->second.second;
      answer.replayed = true;
      return answer;
    }
  }
  MemoryUnitOfWork work(*this, actor);
  auto answer = use_case(work);
  if (!answer) return answer;
  work.commit();
  if (key) state_.answers[{actor.agency, actor.user, key->key}] = {key->digest, *answer};
  return answer;
}

Status MemoryStore::run_many(const Actor& actor, const std::function<Status(UnitOfWork&)>& use_cases) {
  const std::lock_guard lock(mutex_);
  MemoryUnitOfWork work(*this, actor);
  auto status = use_cases(work);
  if (status) work.commit();
  return status;
}

std::optional<Aggregate> MemoryStore::find_user(std::string_view username) {
  const std::lock_guard lock(mutex_);
  const auto at = state_.keys.lower_bound({std::string(kind::user), std::string(username), AgencyId()});
  if (at == state_.keys.end() || std::get<0>(at->first) != kind::user || std::get<1>(at->first) != username) {
    return std::nullopt;
  }
  return state_.aggregates.at({std::get<2>(at->first), at->second});
}

std::optional<Aggregate> MemoryStore::user(AgencyId agency, UserId id) {
  const std::lock_guard lock(mutex_);
  return peek(agency, id.uuid());
}

std::optional<Aggregate> MemoryStore::agency(AgencyId id) {
  const std::lock_guard lock(mutex_);
  return peek(id, id.uuid());
}

std::optional<Aggregate> MemoryStore::agency_by_ordinal(std::uint32_t ordinal) {
  const std::lock_guard lock(mutex_);
  for (const auto& [key, aggregate] : state_.aggregates) {
    if (aggregate.kind == kind::agency && key.first.agency_ordinal() == ordinal) return aggregate;
  }
  return std::nullopt;
}

void MemoryStore::create(const identity::Session& session) {
  const std::lock_guard lock(mutex_);
  sessions_[session.id] = session;
}

std::optional<identity::Session> MemoryStore::find(std::uint32_t agency_ordinal, std::string_view token_digest) {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, session] : sessions_) {
    if (session.agency.agency_ordinal() == agency_ordinal && session.token_digest == token_digest) return session;
  }
  return std::nullopt;
}

void MemoryStore::touch(AgencyId agency, SessionId id, Instant used_at) {
  const std::lock_guard lock(mutex_);
  const auto at = sessions_.find(id);
  if (at != sessions_.end() && at->second.agency == agency) at->second.used_at = used_at;
}

void MemoryStore::end(AgencyId agency, SessionId id) {
  const std::lock_guard lock(mutex_);
  const auto at = sessions_.find(id);
  if (at != sessions_.end() && at->second.agency == agency) sessions_.erase(at);
}

void MemoryStore::end_all(AgencyId agency, UserId user, std::optional<SessionId> except) {
  const std::lock_guard lock(mutex_);
  std::erase_if(sessions_, [&](const auto& row) {
    return row.second.agency == agency && row.second.user == user && (!except || row.first != *except);
  });
}

std::vector<identity::Session> MemoryStore::list(AgencyId agency, UserId user) {
  const std::lock_guard lock(mutex_);
  std::vector<identity::Session> out;
  for (const auto& [id, session] : sessions_) {
    if (session.agency == agency && session.user == user) out.push_back(session);
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.created_at > b.created_at; });
  return out;
}

identity::Attempts MemoryStore::load(std::string_view username, std::string_view client_network) {
  const std::lock_guard lock(mutex_);
  return attempts_of(username, client_network);
}

identity::Attempts MemoryStore::attempts_of(std::string_view username, std::string_view client_network) const {
  identity::Attempts out;
  const auto local = attempts_.by_network.find({std::string(username), std::string(client_network)});
  if (local != attempts_.by_network.end()) out = local->second;
  const auto global = attempts_.by_user.find(std::string(username));
  out.global_failures = global == attempts_.by_user.end() ? 0 : global->second.global_failures;
  out.global_since = global == attempts_.by_user.end() ? Instant() : global->second.global_since;
  return out;
}

void MemoryStore::change(std::string_view username, std::string_view client_network,
                         const std::function<identity::Attempts(const identity::Attempts&)>& change) {
  const std::lock_guard lock(mutex_);
  const auto attempts = change(attempts_of(username, client_network));
  attempts_.by_network[{std::string(username), std::string(client_network)}] = attempts;
  attempts_.by_user[std::string(username)] = attempts;
}

std::optional<Aggregate> MemoryStore::peek(AgencyId agency, Uuid id) const {
  const auto at = state_.aggregates.find({agency, id});
  if (at == state_.aggregates.end()) return std::nullopt;
  return at->second;
}

std::vector<Aggregate> MemoryStore::all(std::string_view kind) const {
  std::vector<Aggregate> out;
  for (const auto& [key, aggregate] : state_.aggregates) {
    if (aggregate.kind == kind) out.push_back(aggregate);
  }
  return out;
}

std::optional<std::string> MemoryStore::public_body(AgencyId agency, Uuid public_id, std::int64_t n) const {
  const auto at = state_.bodies.find({agency, public_id, n});
  if (at == state_.bodies.end()) return std::nullopt;
  return at->second;
}

}  // namespace mingjing::ports
