// SPDX-License-Identifier: Apache-2.0
#include "query/calendar_changes.h"

#include "base/json.h"

namespace mingjing::query {
namespace {

const db::Statement kRecomputed{
    "recomputed_limits",
    "SELECT e.aggregate_id, c.case_no, e.body FROM event e LEFT JOIN case_row c ON c.agency_id = e.agency_id AND c.id = "
    "e.aggregate_id WHERE e.agency_id = $1 AND e.recorded_at >= $2 AND e.recorded_at < $3 AND e.type = 'recompute_limits' "
    "ORDER BY e.recorded_at LIMIT $4"};

}  // namespace

std::vector<RecomputedLimit> recomputed_limits(db::Database& database, AgencyId agency, Instant from, Instant until) {
  std::vector<RecomputedLimit> out;
  database.read([&](db::Transaction& tx) {
    out.clear();
    tx.each(kRecomputed, {agency.text(), from.unix_ms(), until.unix_ms(), kRecomputedMax}, [&](const db::Row& row) {
      const auto body = parse_json(row.text(2));
      const Json* data = body ? body->find("data") : nullptr;
      if (data == nullptr) return true;  // `verify` says so
      for (const auto& limit : data->items("limits")) {
        out.push_back({std::string(row.text(0)), std::string(row.text(1)), limit.text("rule"), limit.text("was"),
                       limit.text("due")});
      }
      return true;
    });
  });
  return out;
}

}  // namespace mingjing::query
