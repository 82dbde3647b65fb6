// SPDX-License-Identifier: Apache-2.0
#include "query/registers.h"

namespace mingjing::query {
namespace {

constexpr std::size_t kPage = 50;

const db::Statement kList{
    "register_list",
    "SELECT t.id, a.version, p.data, t.sort_key FROM term t JOIN aggregate a ON a.agency_id = t.agency_id AND a.id = t.id JOIN "
    "part p ON p.agency_id = t.agency_id AND p.aggregate_id = t.id AND p.name = $2 AND p.part_key = '' WHERE t.agency_id = $1 "
    "AND t.kind = $2 AND t.term = $3 AND t.sort_key > $4 ORDER BY t.sort_key LIMIT 51"};

}  // namespace

RegisterList list_register(db::Database& database, AgencyId agency, const std::string& kind, const std::string& term,
                           const std::string& after) {
  RegisterList out;
  database.read([&](db::Transaction& tx) {
    out = {};
    const auto rows = tx.query(kList, {agency.text(), kind, term, after});
    for (std::size_t i = 0; i < rows.size() && i < kPage; ++i) {
      out.rows.push_back({rows.text(i, 0), rows.integer(i, 1), rows.text(i, 2)});
      if (i + 1 == kPage && rows.size() > kPage) out.next = rows.text(i, 3);
    }
  });
  return out;
}

}  // namespace mingjing::query
