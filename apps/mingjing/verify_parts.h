// The pieces of `verify`, each over one part of the snapshot. Internal to apps/mingjing/verify* and
// migrate, which derives anew what it finds.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "db/db.h"
#include "mingjing/verify.h"
#include "mingjing/verify_sums.h"
#include "ports/content_store.h"
#include "ports/unit_of_work.h"
#include "store/projection.h"
#include "tlog/merkle.h"
#include "tlog/log_keys.h"
#include "tlog/tile_store.h"

namespace mingjing::app {

struct PartRow {
  std::string name, key, data, sealed, digest;
};
struct EventRow {
  std::int64_t version = 0;
  std::string id, type, actor;
  std::int64_t recorded_at = 0, occurred_at = 0;
  std::string body, salt, commitment;
};
// All rows of one aggregate, whichever of them are there.
struct StoredAggregate {
  std::string agency, id;
  bool present = false;  // its own row is there
  bool shared = false;   // in the tables of shared reference data
  std::string kind;
  std::int64_t version = 0, created_at = 0, updated_at = 0;
  std::vector<PartRow> parts;
  std::vector<EventRow> events;
  std::string key() const { return agency + "/" + id; }
};
void each_aggregate(db::Transaction& tx, bool with_events, const std::function<void(StoredAggregate&)>& visit);

// What the parts say that other tables must hold.
struct Expected {
  RowHash hash;
  std::map<store::DerivedTable, RowSum> derived;
  RowSum bodies;                                            // (agency, document, sha256 of its model)
  std::unordered_map<std::string, std::string> files;       // digest → who names it
  std::map<std::string, std::map<std::string, std::string>> sm3;  // digest → recorded SM3 (hex) → who names it
  std::unordered_set<std::string> destroyed;                // recordings that were lawfully destroyed: no package owes them
  std::map<std::string, std::string> packages;              // of those, lists of the digests of a sealed package
  std::map<std::pair<std::string, std::string>, std::set<std::int64_t>> numbers;  // (agency, series) → numbers used
};

// Aggregates, their parts and events against each other; fills `expected`.
void verify_state(db::Transaction& tx, VerifyReport& report, Expected& expected);
// Its parts parsed, once for all that asks; empty without its row, or when a part is no JSON (a finding).
std::optional<ports::Aggregate> read_aggregate(const StoredAggregate& aggregate, VerifyReport* report);
// The rows that an aggregate's parts lead to; what cannot be read becomes a finding.
std::vector<store::DerivedRow> derived_rows(const ports::Aggregate& aggregate, VerifyReport* report);
// (document id, model digest) of an aggregate.
std::vector<std::pair<std::string, std::string>> bodies_named(const ports::Aggregate& aggregate);

// Derived tables, bodies, number series, stored files against `expected`.
void verify_derived(db::Transaction& tx, VerifyReport& report, const Expected& expected);
void verify_numbers(db::Transaction& tx, VerifyReport& report, const Expected& expected);
void verify_files(const ports::ContentStore& files, VerifyReport& report, const Expected& expected);

// Every event against its entry or waiting leaf, and back.
void verify_leaves(db::Transaction& tx, VerifyReport& report);

// A signed checkpoint from outside the database.
struct Anchor {
  std::string where, note;
};
struct LogInputs {
  std::string origin;
  tlog::LogKeys keys;
  std::optional<tlog::LogKeys> sm2;  // in the SM profile: of the second line, from the smallest checkpoint that bears one
  std::vector<Anchor> anchors;           // read before the snapshot was opened, so none may be ahead of it
  const tlog::TileStore* tiles = nullptr;
};
// Entries, numbers, counters, tiles, checkpoints, anchors, public bodies.
void verify_log(db::Transaction& tx, VerifyReport& report, const LogInputs& inputs);
// What witnesses signed against the checkpoints it stands beside.
void verify_cosignatures(db::Transaction& tx, VerifyReport& report);
// What authorities stamped, against them too; their signatures with the PEM file of their roots, when there is one.
void verify_stamps(db::Transaction& tx, VerifyReport& report, const std::string& certificates);
// The public bytes of an entry; `withheld` entries open with the salt kept in the case.
void verify_public_bodies(db::Transaction& tx, VerifyReport& report);

}  // namespace mingjing::app
