// SPDX-License-Identifier: Apache-2.0
#include "query/complaints_list.h"

namespace mingjing::query {
namespace {

constexpr std::size_t kPage = 50;

const db::Statement kList{
    "complaint_list",
    "SELECT t.id, a.version, p.data FROM term t JOIN aggregate a ON a.agency_id = t.agency_id AND a.id = t.id JOIN part p ON "
    "p.agency_id = t.agency_id AND p.aggregate_id = t.id AND p.name = 'complaint' AND p.part_key = '' WHERE t.agency_id = $1 "
    "AND t.kind = 'complaint' AND t.term = $2 AND t.sort_key < $3 ORDER BY t.sort_key DESC LIMIT 51"};
const db::Statement kNextDue{
    "complaint_next_due",
    "SELECT due, rule_id, yellow_on, red_on FROM obligation_row WHERE agency_id = $1 AND subject_id = $2 AND open = 1 ORDER "
    "BY due, id LIMIT 1"};

}  // namespace

ComplaintList list_complaints(db::Database& database, AgencyId agency, const std::string& term, const std::string& after) {
  ComplaintList out;
  database.read([&](db::Transaction& tx) {
    out = {};
    const auto rows = tx.query(kList, {agency.text(), term, after.empty() ? std::string("~") : after});
    for (std::size_t i = 0; i < rows.size() && i < kPage; ++i) {
      ComplaintListRow row{rows.text(i, 0), rows.integer(i, 1), rows.text(i, 2), {}, {}, {}, {}};
      if (const auto due = tx.query(kNextDue, {agency.text(), row.id}); !due.empty()) {
        row.next_due = due.text(0, 0);
        row.rule = due.text(0, 1);
        row.yellow_on = due.text(0, 2);
        row.red_on = due.text(0, 3);
      }
      out.rows.push_back(std::move(row));
    }
    if (rows.size() > kPage) out.next = out.rows.back().id;
  });
  return out;
}

}  // namespace mingjing::query
