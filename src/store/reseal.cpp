// SPDX-License-Identifier: Apache-2.0
#include "store/reseal.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/sql_drafts.h"

namespace mingjing::store {
namespace {

constexpr std::int64_t kRowsAtOnce = 500;

const db::Statement kParts{
    "reseal_parts",
    "SELECT agency_id, aggregate_id, name, part_key, sealed FROM part WHERE (agency_id, aggregate_id, name, part_key) > ($1, $2, "
    "$3, $4) ORDER BY agency_id, aggregate_id, name, part_key LIMIT $5"};
const db::Statement kPart{
    "reseal_part",
    "UPDATE part SET sealed = $5 WHERE agency_id = $1 AND aggregate_id = $2 AND name = $3 AND part_key = $4 AND sealed = $6"};
const db::Statement kSharedParts{
    "reseal_shared_parts",
    "SELECT agency_id, aggregate_id, name, part_key, sealed FROM shared_part WHERE (agency_id, aggregate_id, name, part_key) > "
    "($1, $2, $3, $4) ORDER BY agency_id, aggregate_id, name, part_key LIMIT $5"};
const db::Statement kSharedPart{
    "reseal_shared_part",
    "UPDATE shared_part SET sealed = $5 WHERE agency_id = $1 AND aggregate_id = $2 AND name = $3 AND part_key = $4 AND sealed = "
    "$6"};
const db::Statement kDrafts{
    "reseal_drafts",
    "SELECT agency_id, user_id, draft_key, box FROM draft WHERE (agency_id, user_id, draft_key) > ($1, $2, $3) ORDER BY "
    "agency_id, user_id, draft_key LIMIT $4"};
const db::Statement kDraft{"reseal_draft",
                           "UPDATE draft SET box = $4 WHERE agency_id = $1 AND user_id = $2 AND draft_key = $3 AND box = $5"};

// What an update takes; the rows of one agency, which is the first value of each.
using Change = db::Values;

// Page by page in the order of the key; `change` says how a row is written, or nothing.
void each_page(db::Database& database, const db::Statement& read, const db::Statement& write, std::size_t keys, Resealed& out,
               const std::function<std::optional<Change>(const db::Rows&, std::size_t)>& change) {
  db::Values after(keys, std::string());
  for (;;) {
    db::Rows rows;
    database.read([&](db::Transaction& tx) {
      db::Values params = after;
      params.emplace_back(kRowsAtOnce);
      rows = tx.query(read, params);
    });
    if (rows.empty()) return;
    std::vector<Change> changes;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (auto one = change(rows, i)) changes.push_back(std::move(*one));
    }
    for (std::size_t begin = 0; begin < changes.size();) {
      std::size_t end = begin;
      while (end < changes.size() && changes[end][0] == changes[begin][0]) ++end;
      std::int64_t done = 0;
      database.write([&](db::Transaction& tx) {
        done = 0;
        for (std::size_t i = begin; i < end; ++i) done += static_cast<std::int64_t>(tx.execute(write, changes[i]));
        return true;
      });
      out.anew += done;
      begin = end;
    }
    out.rows += static_cast<std::int64_t>(rows.size());
    for (std::size_t i = 0; i < keys; ++i) after[i] = rows.at(rows.size() - 1, i);
  }
}

}  // namespace

Resealed reseal_all(db::Database& database, const Sealer& sealer) {
  Resealed out;
  const std::pair<const db::Statement&, const db::Statement&> tables[] = {{kParts, kPart}, {kSharedParts, kSharedPart}};
  for (const auto& [read, write] : tables) {
    each_page(database, read, write, 4, out, [&](const db::Rows& rows, std::size_t i) -> std::optional<Change> {
      const std::string sealed = rows.text(i, 4);
      auto anew = sealer.reseal(rows.text(i, 2), rows.text(i, 3), sealed, rows.text(i, 1));
      if (!anew) return std::nullopt;
      return Change{rows.text(i, 0), rows.text(i, 1), rows.text(i, 2), rows.text(i, 3), std::move(*anew), sealed};
    });
  }
  each_page(database, kDrafts, kDraft, 3, out, [&](const db::Rows& rows, std::size_t i) -> std::optional<Change> {
    const std::string box = rows.blob(i, 3);
    if (!sealer.is_old(box)) return std::nullopt;
    const std::string where = draft_place(rows.text(i, 0), rows.text(i, 1), rows.text(i, 2));
    return Change{rows.text(i, 0), rows.text(i, 1), rows.text(i, 2), db::Blob{sealer.seal(sealer.open(box, where), where)}, db::Blob{box}};
  });
  return out;
}

}  // namespace mingjing::store
