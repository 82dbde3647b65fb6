// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "domain/disclosure/grounds.h"
#include "query/portal_db.h"
#include "query/portal_sql.h"

namespace mingjing::query {

PortalFigures PortalDb::figures(std::string_view agency) const {
  PortalFigures out;
  const auto wanted = [&](const std::string& code) { return agency.empty() || code == agency; };
  read([&](db::Transaction& tx) {
    out = {};
    std::map<std::string, std::int64_t> counts;
    const auto withheld = tx.query(sql::kWithheldTallies, {});
    for (std::size_t i = 0; i < withheld.size(); ++i) {
      if (!wanted(withheld.text(i, 0))) continue;
      counts[withheld.text(i, 1)] += withheld.integer(i, 2);
      out.withheld += withheld.integer(i, 2);
    }
    for (const auto& ground : disclosure::kWithholdingGrounds) {
      const auto found = counts.find(std::string(ground.id));
      if (found == counts.end()) continue;
      out.grounds.push_back(
          {std::string(ground.id), std::string(ground.name), std::string(ground.citation), found->second});
    }
    const auto live = tx.query(sql::kTallies, {});
    for (std::size_t i = 0; i < live.size(); ++i) {
      if (wanted(live.text(i, 0))) out.live += live.integer(i, 3);
    }
    const auto down = tx.query(sql::kState, {std::string("taken_down")});
    if (!down.empty()) out.taken_down = down.integer(0, 0);
  });
  return out;
}

}  // namespace mingjing::query
