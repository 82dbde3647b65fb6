// SPDX-License-Identifier: Apache-2.0
#include "store/sql_sealed_index.h"

namespace mingjing::store {
namespace {

const db::Statement kFind{
    "sealed_index_find",
    "SELECT id FROM sealed_index WHERE agency_id = $1 AND field = $2 AND mac = $3 ORDER BY id DESC LIMIT $4"};

}  // namespace

std::vector<CaseId> SqlSealedIndex::cases_with(AgencyId agency, std::string_view field, std::string_view value, int limit) {
  const std::string mac = sealer_.equality_mac(field, value);
  std::vector<CaseId> out;
  database_.read([&](db::Transaction& tx) {
    out.clear();
    const auto rows = tx.query(kFind, {agency.text(), std::string(field), mac, std::int64_t{limit}});
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (const auto id = CaseId::parse(rows.text(i, 0))) out.push_back(*id);
    }
  });
  return out;
}

}  // namespace mingjing::store
