// SPDX-License-Identifier: Apache-2.0
#include "query/delegations.h"

#include "base/json.h"

namespace mingjing::query {
namespace {

const db::Statement kDelegations{
    "delegations_to",
    "SELECT t.id, p.data FROM term t JOIN part p ON p.agency_id = t.agency_id AND p.aggregate_id = t.id AND p.name = 'user' "
    "AND p.part_key = '' WHERE t.agency_id = $1 AND t.kind = 'delegate' AND t.term = $2 AND t.sort_key >= $3 ORDER BY "
    "t.sort_key, t.id LIMIT 20"};

}  // namespace

std::vector<DelegationTo> delegations_to(db::Database& database, AgencyId agency, UserId delegate, Date today) {
  std::vector<DelegationTo> out;
  database.read([&](db::Transaction& tx) {
    out.clear();
    const auto rows = tx.query(kDelegations, {agency.text(), delegate.text(), today.text()});
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto data = parse_json(rows.text(i, 1)).value_or(Json());
      const Json* delegation = data.find("delegation");
      if (delegation == nullptr || data.text("status") != "active") continue;
      out.push_back({rows.text(i, 0), data.text("name"), delegation->text("from"), delegation->text("until")});
    }
  });
  return out;
}

}  // namespace mingjing::query
