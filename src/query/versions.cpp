// SPDX-License-Identifier: Apache-2.0
#include "query/versions.h"

#include "base/check.h"

namespace mingjing::query {
namespace {

const db::Statement kVersions{
    "aggregate_versions",
    "SELECT id, version FROM aggregate WHERE agency_id = $1 AND id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
    "$13)"};
const db::Statement kList{
    "aggregate_list",
    "SELECT a.id, a.version, p.data FROM aggregate a JOIN part p ON p.agency_id = a.agency_id AND p.aggregate_id = a.id "
    "AND p.name = $2 AND p.part_key = '' WHERE a.agency_id = $1 AND a.kind = $2 AND a.id < $3 ORDER BY a.id DESC LIMIT "
    "51"};

}  // namespace

std::vector<std::int64_t> versions(db::Database& database, AgencyId agency, std::span<const Uuid> ids) {
  MJ_CHECK(!ids.empty() && ids.size() <= kMaxVersions);
  std::vector<std::string> texts;
  db::Values values{agency.text()};
  for (const auto& id : ids) texts.push_back(id.text());
  for (std::size_t i = 0; i < kMaxVersions; ++i) values.emplace_back(texts[std::min(i, texts.size() - 1)]);
  std::vector<std::int64_t> out(ids.size(), 0);
  database.read([&](db::Transaction& tx) {
    tx.each(kVersions, values, [&](const db::Row& row) {
      for (std::size_t i = 0; i < texts.size(); ++i) {
        if (row.text(0) == texts[i]) out[i] = row.integer(1);
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
