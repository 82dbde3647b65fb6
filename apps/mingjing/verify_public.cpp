// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "base/bytes.h"
#include "base/json.h"
#include "crypto/hash.h"
#include "domain/disclosure/grounds.h"
#include "mingjing/verify_pages.h"
#include "mingjing/verify_parts.h"
#include "tlog/entry.h"

namespace mingjing::app {
namespace {

const db::Statement kOfKind{
    "verify_entries_of_kind",
    "SELECT kind, entry_index, agency_id, leaf_id, public_id, bytes FROM log_entry WHERE kind = $1 AND entry_index > $2 "
    "ORDER BY entry_index LIMIT $3"};
const db::Statement kBytes{"verify_public_bytes",
                           "SELECT bytes FROM public_body WHERE agency_id = $1 AND public_id = $2 AND n = $3"};
const db::Statement kBodies{
    "verify_public_bodies",
    "SELECT agency_id, public_id, n FROM public_body WHERE (agency_id, public_id, n) > ($1, $2, $3) ORDER BY agency_id, "
    "public_id, n LIMIT $4"};
const db::Statement kEntryOf{
    "verify_entry_of_public",
    "SELECT count(*) FROM log_entry WHERE agency_id = $1 AND public_id = $2 AND kind = $3 AND bytes LIKE $4"};
// Opened events: versions of public lists, and answers made public or taken down.
const db::Statement kOpenedEvents{
    "verify_opened_events",
    "SELECT e.agency_id, e.aggregate_id, e.version, e.id, e.body FROM agency_row r JOIN aggregate a ON a.agency_id = "
    "r.agency_id AND a.kind IN ('public_list', 'public_answer') JOIN event e ON e.agency_id = a.agency_id AND "
    "e.aggregate_id = a.id AND e.type IN ('publish_list', 'publish_answer', 'take_down_answer') WHERE (e.agency_id, "
    "e.aggregate_id, e.version) > ($1, $2, $3) ORDER BY e.agency_id, e.aggregate_id, e.version LIMIT $4"};
const db::Statement kOpenedEvent{
    "verify_opened_event",
    "SELECT count(*) FROM event WHERE agency_id = $1 AND aggregate_id = $2 AND version = $3 AND type IN ('publish_list', "
    "'publish_answer', 'take_down_answer')"};
const db::Statement kLeafOf{
    "verify_leaf_of_public",
    "SELECT count(*) FROM leaf WHERE agency_id = $1 AND kind = $2 AND public_id = $3 AND members LIKE $4"};
const db::Statement kPublicationOf{
    "verify_withheld_salt",
    "SELECT p.aggregate_id, p.data, p.name FROM event e JOIN part p ON p.agency_id = e.agency_id AND p.aggregate_id = "
    "e.aggregate_id WHERE e.agency_id = $1 AND e.id = $2 AND ((p.name = 'publication' AND p.part_key = '') OR "
    "(p.name = 'past_decision' AND p.part_key = $3)) ORDER BY p.name"};
const db::Statement kTakenDown{
    "verify_taken_down",
    "SELECT p.name, p.data FROM event e JOIN part p ON p.agency_id = e.agency_id AND p.aggregate_id = e.aggregate_id "
    "WHERE e.agency_id = $1 AND e.id = $2 AND p.name IN ('decision', 'publication', 'past_decision', 'past_publication') "
    "ORDER BY p.name, p.part_key"};
const db::Statement kDecided{
    "verify_decided_event",
    "SELECT body FROM event WHERE agency_id = $1 AND aggregate_id = $2 AND type = 'decide' AND body LIKE $3 ORDER BY version DESC "
    "LIMIT 1"};

// A decision made anew leaves the former one, with its publication, as a part of its own under its id.
void take_past(const Json& past, Json& decision, Json& publication) {
  if (const Json* was = past.find("decision")) decision = *was;
  if (const Json* was = past.find("publication")) publication = *was;
}

// The publication that stands, or stood, at this address, and its decision: the present ones, those of a former decision,
// or a publication that another replaced.
void find_publication(const db::Rows& parts, const std::string& address, Json& decision, Json& publication) {
  std::map<std::string, Json> decisions;  // by id
  Json present;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto data = parse_json(parts.text(i, 1), {.depth = 32, .bytes = 1 << 26, .values = 10'000'000});
    if (!data) continue;
    const std::string& name = parts.text(i, 0);
    const auto address_of = [](const Json& shown, const Json& decided) { return shown.text("id", decided.text("id")); };
    if (name == "decision") {
      present = *data;
      decisions[data->text("id")] = std::move(*data);
    } else if (name == "past_decision") {
      Json was, shown;
      take_past(*data, was, shown);
      decisions[was.text("id")] = was;
      if (address_of(shown, was) != address) continue;
      decision = std::move(was);
      publication = std::move(shown);
    } else if (name == "past_publication") {
      if (data->text("id") != address) continue;
      decision = decisions[data->text("decision")];
      if (const Json* shown = data->find("publication")) publication = *shown;
    } else if (address_of(*data, present) == address) {
      decision = present;
      publication = std::move(*data);
    }
  }
}

// Walks the entries of a kind. The two key columns of the cursor are (kind, index), the first of them fixed.
void each_entry(db::Transaction& tx, const std::string& kind, const std::function<void(const Pages&)>& visit) {
  for (Pages rows(tx, kOfKind, {kind, std::int64_t{-1}}); !rows.at_end(); rows.next()) {
    if (!rows.text(3).starts_with("lost/")) visit(rows);
  }
}

void check_bytes(db::Transaction& tx, VerifyReport& report, const Pages& row, std::int64_t n, const std::string& digest) {
  const std::string key = row.text(2) + "/" + row.text(4) + "/" + std::to_string(n);
  const auto found = tx.query(kBytes, {row.text(2), row.text(4), n});
  if (found.empty()) return report.add("public_body", key, row.text(3), "日志里有公示条目，公示的原文不在");
  if (crypto::sha256(found.text(0, 0)) == digest) return;
  report.add("public_body", key, row.text(3), "公示的原文与日志条目 " + std::to_string(row.integer(1)) + " 的摘要不符");
}

// The entry names id and reason; the words about it are those of the case, whose parts the events' digests cover.
void check_tombstone(db::Transaction& tx, VerifyReport& report, const Pages& row, const tlog::TakedownEntry& entry) {
  const std::string key = row.text(2) + "/" + row.text(4) + "/-1";
  const auto found = tx.query(kBytes, {row.text(2), row.text(4), std::int64_t{-1}});
  if (found.empty()) return report.add("public_body", key, row.text(3), "日志里有撤下条目，撤下说明不在");
  const auto words = parse_json(found.text(0, 0));
  if (!words) return report.add("public_body", key, row.text(3), "撤下说明读不成");
  Json publication, decision;
  find_publication(tx.query(kTakenDown, {row.text(2), row.text(3)}), row.text(4), decision, publication);
  const auto day = [](const Json& part, std::string_view name) {
    const auto at = Instant::parse(part.text(name));
    return at ? at->date().text() : std::string();
  };
  const auto* reason = disclosure::takedown_reason(entry.reason);
  const std::pair<std::string_view, std::string> wanted[] = {
      {"id", entry.id},
      {"reason", entry.reason},
      {"reason_name", reason == nullptr ? "" : std::string(reason->name)},
      {"citation", reason == nullptr ? "" : std::string(reason->citation)},
      {"number", decision.text("number")},
      {"decided_on", day(decision, "decided_at")},
      {"text", publication.text("takedown_text")},
      {"taken_down_on", day(publication, "taken_down_at")},
  };
  for (const auto& [name, value] : wanted) {
    if (words->text(name) == value) continue;
    report.add("public_body", key, row.text(3), "撤下说明的 " + std::string(name) + " 与日志条目和案件不符");
  }
  const auto* agency = words->find("agency");
  if (agency == nullptr || agency->text("uscc") != entry.agency) {
    report.add("public_body", key, row.text(3), "撤下说明的 agency 与日志条目和案件不符");
  }
}

void check_withheld(db::Transaction& tx, VerifyReport& report, const Pages& row, const std::string& commit) {
  auto publication = tx.query(kPublicationOf, {row.text(2), row.text(3), row.text(4)});
  const std::string key = row.text(2) + "/" + row.text(4);
  if (publication.empty()) return report.add("part", key, row.text(3), "日志里有不予公示条目，案件里没有公示部分");
  // `past_decision` comes before `publication`, when the decision is a former one.
  const auto data = parse_json(publication.text(0, 1), {.depth = 32, .bytes = 1 << 26, .values = 10'000'000});
  Json shown = data ? *data : Json(), former;
  if (publication.text(0, 2) == "past_decision") take_past(Json(shown), former, shown);
  const auto salt = from_hex(shown.text("withheld_salt"));
  const auto decided =
      tx.query(kDecided, {row.text(2), publication.text(0, 0), "%\"decision\":\"" + row.text(4) + "\"%"});
  if (!salt || salt->size() != tlog::kSaltBytes || decided.empty() || tlog::withheld_commit(*salt, decided.text(0, 0)) != commit) {
    report.add("part", row.text(2) + "/" + publication.text(0, 0) + "/publication/", row.text(3),
               "不予公示的盐和决定事件打不开日志条目 " + std::to_string(row.integer(1)));
  }
}

void check_opened(db::Transaction& tx, VerifyReport& report) {
  for (Pages rows(tx, kOpenedEvents, {std::string(), std::string(), std::int64_t{0}}); !rows.at_end(); rows.next()) {
    const std::string key = rows.text(0) + "/" + rows.text(1) + "/" + std::to_string(rows.integer(2));
    const auto bytes = tx.query(kBytes, {rows.text(0), rows.text(1), rows.integer(2)});
    if (bytes.empty()) {
      report.add("public_body", key, rows.text(3), "清单的这一版或者这份答复已经公布，公布的原文不在");
      continue;
    }
    const auto event = parse_json(rows.text(4));
    const Json* data = event ? event->find("data") : nullptr;
    if (data == nullptr || data->text("digest") != crypto::digest_text(crypto::sha256(bytes.text(0, 0))))
      report.add("public_body", key, rows.text(3), "公布的原文与公布它的事件里的摘要不符");
  }
}

std::string kind_of(std::int64_t n) { return n == 0 ? "publication" : n > 0 ? "update" : "takedown"; }

}  // namespace

void verify_public_bodies(db::Transaction& tx, VerifyReport& report) {
  each_entry(tx, "publication", [&](const Pages& row) {
    const auto entry = tlog::parse_entry(row.text(5));
    const auto* e = entry ? std::get_if<tlog::PublicationEntry>(&*entry) : nullptr;
    if (e != nullptr) check_bytes(tx, report, row, 0, e->digest);
  });
  each_entry(tx, "update", [&](const Pages& row) {
    const auto entry = tlog::parse_entry(row.text(5));
    const auto* e = entry ? std::get_if<tlog::UpdateEntry>(&*entry) : nullptr;
    if (e != nullptr) check_bytes(tx, report, row, e->n, e->digest);
  });
  each_entry(tx, "takedown", [&](const Pages& row) {
    const auto entry = tlog::parse_entry(row.text(5));
    const auto* e = entry ? std::get_if<tlog::TakedownEntry>(&*entry) : nullptr;
    if (e != nullptr) check_tombstone(tx, report, row, *e);
  });
  each_entry(tx, "withheld", [&](const Pages& row) {
    const auto entry = tlog::parse_entry(row.text(5));
    const auto* e = entry ? std::get_if<tlog::WithheldEntry>(&*entry) : nullptr;
    if (e != nullptr) check_withheld(tx, report, row, e->commit);
  });
  check_opened(tx, report);
  for (Pages rows(tx, kBodies, {std::string(), std::string(), std::int64_t{0}}); !rows.at_end(); rows.next()) {
    const std::string kind = kind_of(rows.integer(2));
    // Of updates there are several to a publication, told apart by n; canonical JSON has it in one spelling.
    const std::string n = rows.integer(2) > 0 ? "%\"n\":" + std::to_string(rows.integer(2)) : "%";
    const std::string in_entry = rows.integer(2) > 0 ? n + ",%" : n, in_leaf = rows.integer(2) > 0 ? n + "}%" : n;
    if (tx.query(kEntryOf, {rows.text(0), rows.text(1), kind, in_entry}).integer(0, 0) > 0) continue;
    if (tx.query(kLeafOf, {rows.text(0), kind, rows.text(1), in_leaf}).integer(0, 0) > 0) continue;
    if (tx.query(kOpenedEvent, {rows.text(0), rows.text(1), rows.integer(2)}).integer(0, 0) > 0) continue;
    report.add("public_body", rows.text(0) + "/" + rows.text(1) + "/" + std::to_string(rows.integer(2)), {},
               "公示的原文在，日志里没有它的条目");
  }
}

}  // namespace mingjing::app
