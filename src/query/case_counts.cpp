// SPDX-License-Identifier: Apache-2.0
#include "query/case_counts.h"

namespace mingjing::query {
namespace {

constexpr std::size_t kAtOnce = 20;

const db::Statement kCount{
    "cases_of_items",
    "SELECT count(*) FROM case_row WHERE agency_id = $1 AND item_code IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
    "$14, $15, $16, $17, $18, $19, $20, $21) AND item_code <> ''"};

}  // namespace

std::int64_t cases_of_items(db::Database& database, AgencyId agency, const std::vector<std::string>& codes) {
  std::int64_t out = 0;
  database.read([&](db::Transaction& tx) {
    out = 0;
    for (std::size_t from = 0; from < codes.size(); from += kAtOnce) {
      db::Values values{agency.text()};
      for (std::size_t i = from; i < from + kAtOnce; ++i) values.emplace_back(i < codes.size() ? codes[i] : std::string());
      out += tx.query(kCount, values).integer(0, 0);
    }
  });
  return out;
}

}  // namespace mingjing::query
