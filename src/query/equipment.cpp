// SPDX-License-Identifier: Apache-2.0
#include "query/equipment.h"

namespace mingjing::query {
namespace {

constexpr std::size_t kPage = 50;

const db::Statement kList{
    "equipment_list",
    "SELECT t.id, a.version, p.data, t.sort_key FROM term t JOIN aggregate a ON a.agency_id = t.agency_id AND a.id = t.id JOIN "
    "part p ON p.agency_id = t.agency_id AND p.aggregate_id = t.id AND p.name = $2 AND p.part_key = '' WHERE t.agency_id = $1 "
    "AND t.kind = $2 AND t.term = $3 AND t.sort_key > $4 ORDER BY t.sort_key LIMIT 51"};
const db::Statement kOfficers{"equipment_officers",
                              "SELECT term, count(*) FROM term WHERE agency_id = $1 AND kind = 'officer_unit' AND sort_key "
                              ">= $2 GROUP BY term"};
const db::Statement kDevices{"equipment_devices",
                             "SELECT term, count(*) FROM term WHERE agency_id = $1 AND kind = 'device_count' GROUP BY term"};
const db::Statement kSessions{"equipment_sessions",
                              "SELECT term, count(*) FROM term WHERE agency_id = $1 AND kind = 'room_session' AND sort_key "
                              ">= $2 AND sort_key < $3 GROUP BY term"};

}  // namespace

EquipmentList list_equipment(db::Database& database, AgencyId agency, const std::string& kind, const std::string& term,
                             const std::string& after) {
  EquipmentList out;
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

EquipmentCounts count_equipment(db::Database& database, AgencyId agency, Date today, Date from, Date until) {
  EquipmentCounts out;
  database.read([&](db::Transaction& tx) {
    out = {};
    const auto officers = tx.query(kOfficers, {agency.text(), today.text()});
    for (std::size_t i = 0; i < officers.size(); ++i) out.officers[officers.text(i, 0)] = officers.integer(i, 1);
    const auto devices = tx.query(kDevices, {agency.text()});
    for (std::size_t i = 0; i < devices.size(); ++i) {
      const auto term = devices.text(i, 0);
      const auto slash = term.find('/');
      out.devices[{term.substr(0, slash), term.substr(slash + 1)}] = devices.integer(i, 1);
    }
    const auto sessions = tx.query(kSessions, {agency.text(), from.text(), until.text()});
    for (std::size_t i = 0; i < sessions.size(); ++i) out.sessions[sessions.text(i, 0)] = sessions.integer(i, 1);
  });
  return out;
}

}  // namespace mingjing::query
