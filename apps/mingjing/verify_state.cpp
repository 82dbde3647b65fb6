// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <deque>
#include <future>
#include <set>
#include <thread>

#include "base/bytes.h"
#include "base/json.h"
#include "base/time.h"
#include "crypto/hash.h"
#include "domain/cases/recording.h"
#include "domain/documents/template.h"
#include "mingjing/verify_pages.h"
#include "mingjing/verify_parts.h"
#include "store/part_codec.h"
#include "store/unit_of_work.h"
#include "tlog/entry.h"

namespace mingjing::app {
namespace {

const db::Statement kAggregates{
    "verify_aggregates",
    "SELECT agency_id, id, kind, version, created_at, updated_at FROM aggregate WHERE (agency_id, id) > ($1, $2) ORDER BY "
    "agency_id, id LIMIT $3"};
const db::Statement kShared{
    "verify_shared_aggregates",
    "SELECT agency_id, id, kind, version, created_at, updated_at FROM shared_aggregate WHERE (agency_id, id) > ($1, $2) "
    "ORDER BY agency_id, id LIMIT $3"};
const db::Statement kParts{
    "verify_parts",
    "SELECT agency_id, aggregate_id, name, part_key, data, sealed, digest FROM part WHERE (agency_id, aggregate_id, name, "
    "part_key) > ($1, $2, $3, $4) ORDER BY agency_id, aggregate_id, name, part_key LIMIT $5"};
const db::Statement kSharedParts{
    "verify_shared_parts",
    "SELECT agency_id, aggregate_id, name, part_key, data, sealed, digest FROM shared_part WHERE (agency_id, aggregate_id, "
    "name, part_key) > ($1, $2, $3, $4) ORDER BY agency_id, aggregate_id, name, part_key LIMIT $5"};
const db::Statement kEvents{
    "verify_events",
    "SELECT agency_id, aggregate_id, version, id, type, actor, recorded_at, occurred_at, body, salt, commitment FROM event "
    "WHERE (agency_id, aggregate_id, version) > ($1, $2, $3) ORDER BY agency_id, aggregate_id, version LIMIT $4"};

using Place = std::pair<std::string_view, std::string_view>;

constexpr std::size_t kBatch = 64;  // aggregates handed to a thread at once

void take_parts(Pages& pages, const Place& place, StoredAggregate& out) {
  for (; !pages.at_end() && pages.place() == place; pages.next()) {
    out.parts.push_back({pages.text(2), pages.text(3), pages.text(4), pages.text(5), pages.blob(6)});
  }
}

void take_header(Pages& pages, bool shared, StoredAggregate& out) {
  out.present = true;
  out.shared = shared;
  out.kind = pages.text(2);
  out.version = pages.integer(3);
  out.created_at = pages.integer(4);
  out.updated_at = pages.integer(5);
  pages.next();
}

// An event's row against its commitment and the columns against what was committed. Answers the state digest it names.
std::string check_event(const StoredAggregate& a, const EventRow& e, VerifyReport& report) {
  const std::string key = a.key() + "/" + std::to_string(e.version);
  if (crypto::sha256("mingjing/event/v1\n" + e.salt + e.body) != e.commitment) {
    report.add("event", key, e.id, "正文或盐与承诺值不符：事件被改过");
  }
  const auto body = parse_json(e.body, {.depth = 32, .bytes = 1 << 24, .values = 1'000'000});
  if (!body) {
    report.add("event", key, e.id, "正文不是 JSON");
    return {};
  }
  const Json* aggregate = body->find("aggregate");
  const auto differs = [&](std::string_view column, bool same) {
    if (!same) report.add("event", key, e.id, std::string(column) + " 列与正文不符");
  };
  differs("id", body->text("id") == e.id);
  differs("type", body->text("type") == e.type);
  differs("actor", body->text("actor") == e.actor);
  differs("version", body->integer("version") == e.version);
  differs("recorded_at", body->text("time") == Instant(e.recorded_at).text());
  differs("occurred_at", body->text("occurred_at") == Instant(e.occurred_at).text());
  differs("aggregate_id", aggregate != nullptr && aggregate->text("id") == a.id);
  if (a.present) differs("kind", aggregate != nullptr && aggregate->text("kind") == a.kind);
  return body->text("state_digest");
}

void check_versions(const StoredAggregate& a, VerifyReport& report) {
  std::int64_t next = 1;
  for (const auto& e : a.events) {
    for (; next < e.version; ++next) {
      report.add("event", a.key() + "/" + std::to_string(next), e.id, "缺少这一版的事件，后面的还在");
      if (e.version - next > 1000) next = e.version - 1;
    }
    next = e.version + 1;
  }
  const std::string newest = a.events.empty() ? std::string() : a.events.back().id;
  if (!a.present) {
    report.add("aggregate", a.key(), newest,
               "主行不在，还有 " + std::to_string(a.parts.size()) + " 个部分、" + std::to_string(a.events.size()) + " 个事件");
    return;
  }
  const std::string table = a.shared ? "shared_aggregate" : "aggregate";
  if (store::is_shared(a.kind) != a.shared) report.add(table, a.key(), newest, "类别 " + a.kind + " 不应在这张表里");
  if (a.version != next - 1) {
    report.add(table, a.key(), newest,
               "版本为 " + std::to_string(a.version) + "，最新事件为第 " + std::to_string(next - 1) +
                   (a.version > next - 1 ? " 版：末尾的事件被删" : " 版：主行被改"));
    return;
  }
  if (a.events.empty()) return;
  if (a.created_at != a.events.front().recorded_at) report.add(table, a.key(), newest, "created_at 与第一个事件不符");
  if (a.updated_at != a.events.back().recorded_at) report.add(table, a.key(), newest, "updated_at 与最新事件不符");
}

void check_parts(const StoredAggregate& a, const std::string& state_digest, VerifyReport& report) {
  const std::string newest = a.events.empty() ? std::string() : a.events.back().id;
  const std::string table = a.shared ? "shared_part" : "part";
  store::StateDigest state;
  for (const auto& part : a.parts) {  // sorted by name and key, as the digest wants them
    const auto digest = store::part_digest(part.data, part.sealed);
    if (!digest || *digest != part.digest) {
      report.add(table, a.key() + "/" + part.name + "/" + part.key, newest, "内容与摘要不符：这一行被改过");
    }
    state.add(part.name, part.key, part.digest);
  }
  if (!a.events.empty() && "sha256:" + to_hex(state.finish()) != state_digest) {
    report.add(table, a.key(), newest, "各部分与最新事件的状态摘要不符：有行被改、被删或被添加");
  }
}

// 〔2026〕12号 → (2026, 12)
std::optional<std::pair<std::string, std::int64_t>> number_in(std::string_view text) {
  constexpr std::string_view kOpen = "〔", kClose = "〕", kEnd = "号";
  const auto open = text.rfind(kOpen);
  const auto close = open == std::string_view::npos ? open : text.find(kClose, open);
  if (close == std::string_view::npos) return std::nullopt;
  const auto year = text.substr(open + kOpen.size(), close - open - kOpen.size());
  const auto rest = text.substr(close + kClose.size());
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), n);
  if (error != std::errc() || std::string_view(end, static_cast<std::size_t>(rest.data() + rest.size() - end)) != kEnd) {
    return std::nullopt;
  }
  return std::pair{std::string(year), n};
}

std::string series_of(std::string_view template_id) {
  // Every document whose template names a word for its number has a series of its own.
  static const auto numbered = [] {
    std::set<std::string, std::less<>> out;
    for (const auto& info : documents::templates()) {
      if (!info.number_word.empty()) out.insert(info.id);
    }
    return out;
  }();
  return numbered.contains(template_id) ? std::string(template_id) : std::string();
}

// What one aggregate says, worked out by itself so that several can be looked at at once.
struct Checked {
  VerifyReport report;
  std::vector<std::pair<store::DerivedTable, std::array<std::uint64_t, 2>>> derived;
  std::vector<std::array<std::uint64_t, 2>> bodies;
  std::vector<std::pair<std::string, std::string>> files;  // digest, who names it
  struct Sm3 {
    std::string digest, sm3, named_by;
  };
  std::vector<Sm3> sm3;
  std::vector<std::pair<std::string, std::string>> packages;
  std::vector<std::string> destroyed;
  struct Number {
    std::string agency, series, key, text;
    std::int64_t n;
  };
  std::vector<Number> numbers;
};

void note_number(const StoredAggregate& a, const std::string& series, const std::string& text, Checked& out) {
  const auto number = number_in(text);
  if (series.empty() || !number) return;
  out.numbers.push_back({a.agency, series + "/" + number->first, a.key(), text, number->second});
}

// A recording whose destruction executor and witness confirmed leaves its tombstone; its bytes are no longer expected.
bool destroyed(const domain::Part& part) {
  const auto& rows = part.data.items("destructions");
  if (rows.empty()) return false;
  const auto state = cases::parse_named(cases::kDestructionStates, rows.back().text("state"));
  return state && *state >= cases::DestructionState::witnessed;
}

void note_case(const StoredAggregate& a, const domain::Parts& parts, Checked& out) {
  const auto stored = [&](std::string digest, const domain::Part& named_by) {
    if (digest.empty()) return;
    if (!digest.starts_with("sha256:")) digest = "sha256:" + digest;
    out.files.emplace_back(std::move(digest), a.key() + "/" + named_by.name + "/" + named_by.key);
  };
  for (const auto& part : parts) {
    if (part.name == "sealing") {
      if (const auto list = part.data.text("manifest_sha256"); !list.empty()) {
        stored(list, part);
        out.packages.push_back(out.files.back());
      }
      for (const auto& volume : part.data.items("volumes")) stored(volume.text("sha256"), part);
    }
    if (part.name == "case") note_number(a, "case", part.data.text("case_no"), out);
    if (part.name == "review") note_number(a, "review_register", part.data.text("register_no"), out);
    if (part.name != "document" && part.name != "evidence" && part.name != "recording") continue;
    const std::string digest = part.data.text(part.name == "document" ? "file_sha256" : "sha256");
    if (destroyed(part)) {
      out.destroyed.push_back("sha256:" + digest);
    } else {
      stored(digest, part);
      const std::string sm3 = part.data.text(part.name == "document" ? "file_sm3" : "sm3");
      if (!sm3.empty() && !digest.empty()) out.sm3.push_back({out.files.back().first, sm3, out.files.back().second});
    }
    if (part.name != "document") continue;
    note_number(a, series_of(part.data.text("template_id")), part.data.text("number"), out);
  }
}

Checked check(const StoredAggregate& a, const RowHash& hash) {
  Checked out;
  out.report.aggregates = 1;
  out.report.parts = static_cast<std::int64_t>(a.parts.size());
  out.report.events = static_cast<std::int64_t>(a.events.size());
  check_versions(a, out.report);
  std::string state;
  for (const auto& event : a.events) state = check_event(a, event, out.report);
  check_parts(a, state, out.report);
  const auto aggregate = read_aggregate(a, &out.report);
  if (!aggregate) return out;
  for (const auto& row : derived_rows(*aggregate, &out.report)) out.derived.emplace_back(row.table, hash(row.columns));
  for (const auto& [document, digest] : bodies_named(*aggregate)) out.bodies.push_back(hash({a.agency, document, digest}));
  if (a.kind == ports::kind::enforcement_case) note_case(a, aggregate->parts, out);
  return out;
}

void take(Checked& one, VerifyReport& report, Expected& expected) {
  report.aggregates += one.report.aggregates;
  report.parts += one.report.parts;
  report.events += one.report.events;
  for (auto& f : one.report.findings) {
    report.add(std::move(f.table), std::move(f.key), std::move(f.event), std::move(f.differs));
  }
  report.more += one.report.more;
  for (const auto& [table, hash] : one.derived) expected.derived[table].add(hash);
  for (const auto& hash : one.bodies) expected.bodies.add(hash);
  for (auto& [digest, key] : one.files) expected.files.emplace(std::move(digest), std::move(key));
  for (auto& [digest, sm3, named_by] : one.sm3) expected.sm3[digest].emplace(std::move(sm3), std::move(named_by));
  for (auto& digest : one.destroyed) expected.destroyed.insert(std::move(digest));
  for (auto& [digest, key] : one.packages) expected.packages.emplace(std::move(digest), std::move(key));
  for (const auto& number : one.numbers) {
    if (!expected.numbers[{number.agency, number.series}].insert(number.n).second) {
      report.add("part", number.key, {}, "文号重复：" + number.text);
    }
  }
}

std::vector<Checked> check_all(const std::vector<StoredAggregate>& batch, const RowHash& hash) {
  std::vector<Checked> out;
  out.reserve(batch.size());
  for (const auto& a : batch) out.push_back(check(a, hash));
  return out;
}

}  // namespace

void each_aggregate(db::Transaction& tx, bool with_events, const std::function<void(StoredAggregate&)>& visit) {
  Pages own(tx, kAggregates, {std::string(), std::string()}), shared(tx, kShared, {std::string(), std::string()});
  const db::Values first{std::string(), std::string(), std::string(), std::string()};
  Pages parts(tx, kParts, first, 500), shared_parts(tx, kSharedParts, first, 500);
  std::optional<Pages> events;
  if (with_events) events.emplace(tx, kEvents, db::Values{std::string(), std::string(), std::int64_t{0}});
  StoredAggregate next;
  for (;;) {
    std::optional<Place> place;
    for (Pages* pages : {&own, &shared, &parts, &shared_parts, events ? &*events : nullptr}) {
      if (pages != nullptr && !pages->at_end() && (!place || pages->place() < *place)) place = pages->place();
    }
    if (!place) return;
    next = StoredAggregate{};
    next.agency = place->first;
    next.id = place->second;
    const Place at{next.agency, next.id};
    if (!own.at_end() && own.place() == at) take_header(own, false, next);
    if (!shared.at_end() && shared.place() == at) take_header(shared, true, next);
    take_parts(parts, at, next);
    take_parts(shared_parts, at, next);
    for (; events && !events->at_end() && events->place() == at; events->next()) {
      next.events.push_back({events->integer(2), events->text(3), events->text(4), events->text(5), events->integer(6),
                             events->integer(7), events->text(8), events->blob(9), events->blob(10)});
    }
    visit(next);
  }
}

std::optional<ports::Aggregate> read_aggregate(const StoredAggregate& a, VerifyReport* report) {
  const auto agency = AgencyId::parse(a.agency);
  const auto id = Uuid::parse(a.id);
  if (!a.present || !agency || !id) return std::nullopt;
  domain::Parts parts;
  parts.reserve(a.parts.size());
  for (const auto& row : a.parts) {
    auto data = parse_json(row.data, {.depth = 32, .bytes = 1 << 26, .values = 10'000'000});
    if (!data) {
      if (report != nullptr) report->add("part", a.key() + "/" + row.name + "/" + row.key, {}, "内容不是 JSON");
      return std::nullopt;
    }
    parts.push_back({row.name, row.key, std::move(*data), {}});
  }
  return ports::Aggregate{a.kind, *agency, *id, a.version, std::move(parts)};
}

std::vector<store::DerivedRow> derived_rows(const ports::Aggregate& aggregate, VerifyReport* report) {
  try {
    return store::derive(aggregate, nullptr);
  } catch (const std::exception& unreadable) {
    if (report != nullptr) {
      report->add("part", aggregate.agency.text() + "/" + aggregate.id.text(), {},
                  std::string("不能读成对象：") + unreadable.what());
    }
    return {};
  }
}

std::vector<std::pair<std::string, std::string>> bodies_named(const ports::Aggregate& aggregate) {
  std::vector<std::pair<std::string, std::string>> out;
  if (aggregate.kind != ports::kind::enforcement_case) return out;
  for (const auto& part : aggregate.parts) {
    if (part.name != "document" || part.data.text("model_sha256").empty()) continue;
    out.emplace_back(part.data.text("id"), part.data.text("model_sha256"));
  }
  return out;
}

// One thread reads, the others check what was read; findings keep the order of the rows.
void verify_state(db::Transaction& tx, VerifyReport& report, Expected& expected) {
  const std::size_t most = std::max(1u, std::thread::hardware_concurrency());
  std::deque<std::future<std::vector<Checked>>> running;
  const auto take_first = [&] {
    auto done = running.front().get();
    running.pop_front();
    for (auto& one : done) take(one, report, expected);
  };
  std::vector<StoredAggregate> batch;
  const auto start = [&] {
    if (running.size() >= most) take_first();
    running.push_back(std::async(std::launch::async, [batch = std::move(batch), hash = expected.hash] {
      return check_all(batch, hash);
    }));
    batch.clear();
  };
  each_aggregate(tx, true, [&](StoredAggregate& a) {
    batch.push_back(std::move(a));
    if (batch.size() >= kBatch) start();
  });
  start();
  while (!running.empty()) take_first();
}

}  // namespace mingjing::app
