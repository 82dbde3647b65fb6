// SPDX-License-Identifier: Apache-2.0
#include "query/versions.h"

#include <deque>

#include "base/check.h"

namespace mingjing::query {
namespace {

const db::Statement kList{
    "aggregate_list",
    "SELECT a.id, a.version, p.data FROM aggregate a JOIN part p ON p.agency_id = a.agency_id AND p.aggregate_id = a.id "
    "AND p.name = $2 AND p.part_key = '' WHERE a.agency_id = $1 AND a.kind = $2 AND a.id < $3 ORDER BY a.id DESC LIMIT "
    "51"};

// One for each number of ids, by single look-ups: an IN list would make SQLite build a table of its own every time.
const std::deque<db::Statement>& standing_statements() {
  static const std::deque<db::Statement> all = [] {
    std::deque<db::Statement> out;
    std::string versions;
    for (std::size_t n = 1; n <= kMaxVersions; ++n) {
      versions += " UNION ALL SELECT id, version, 0 FROM aggregate WHERE agency_id = $1 AND id = $" + std::to_string(n + 2);
      [[maybe_unused]] const db::Statement& made = out.emplace_back(
          "standing_" + std::to_string(n),
          "SELECT '', used_at, expires_at FROM session WHERE agency_id = $1 AND token_digest = $2" + versions);
    }
    return out;
  }();
  return all;
}
// Registered when the program starts, for the tests that look at every statement.
const auto& kRegister = standing_statements();

}  // namespace

Standing standing(db::Database& database, AgencyId agency, const std::string& token_digest, std::span<const Uuid> ids) {
  MJ_CHECK(!ids.empty() && ids.size() <= kMaxVersions);
  std::vector<std::string> texts;
  db::Values values{agency.text(), token_digest};
  for (const auto& id : ids) values.emplace_back(texts.emplace_back(id.text()));
  Standing out;
  database.read([&](db::Transaction& tx) {
    out = {};
    out.versions.resize(ids.size(), 0);
    tx.each(standing_statements()[ids.size() - 1], values, [&](const db::Row& row) {
      if (row.text(0).empty()) {
        out.session = true;
        out.used_at = Instant(row.integer(1));
        out.expires_at = Instant(row.integer(2));
      }
      for (std::size_t i = 0; i < texts.size(); ++i) {
        if (row.text(0) == texts[i]) out.versions[i] = row.integer(1);
      }
      return true;
    });
  });
  return out;
}

AggregateList list_aggregates(db::Database& database, AgencyId agency, std::string_view kind, const std::string& after) {
  AggregateList out;
  const db::Values values{agency.text(), std::string(kind), after.empty() ? std::string("~") : after};
  database.read([&](db::Transaction& tx) {
    out = {};
    tx.each(kList, values, [&](const db::Row& row) {
      if (out.rows.size() == 50) {
        out.next = out.rows.back().id;
        return false;
      }
      out.rows.push_back({std::string(row.text(0)), row.integer(1), std::string(row.text(2))});
      return true;
    });
  });
  return out;
}

}  // namespace mingjing::query
