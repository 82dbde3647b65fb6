// SPDX-License-Identifier: Apache-2.0
#include "query/legal_review.h"

#include "base/json.h"

namespace mingjing::query {
namespace {

const db::Statement kDecided{"decided_between",
                             "SELECT summary FROM case_row WHERE agency_id = $1 AND decided_on >= $2 AND decided_on <= $3"};

}  // namespace

ReviewedDecisions reviewed_decisions(db::Database& database, AgencyId agency, Date from, Date until) {
  ReviewedDecisions out;
  database.read([&](db::Transaction& tx) {
    out = {};
    tx.each(kDecided, {agency.text(), from.text(), until.text()}, [&](const db::Row& row) {
      const auto summary = parse_json(row.text(0));
      const Json* review = summary ? summary->find("review") : nullptr;
      if (review == nullptr || !review->flag("must")) return true;
      ++out.to_review;
      out.by_full_time += review->text("by") == "full_time" ? 1 : 0;
      out.with_counsel += review->flag("counsel") ? 1 : 0;
      return true;
    });
  });
  return out;
}

}  // namespace mingjing::query
