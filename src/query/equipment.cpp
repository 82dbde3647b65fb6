// SPDX-License-Identifier: Apache-2.0
#include "query/equipment.h"

namespace mingjing::query {
namespace {

const db::Statement kOfficers{"equipment_officers",
                              "SELECT term, count(*) FROM term WHERE agency_id = $1 AND kind = 'officer_unit' AND sort_key "
                              ">= $2 GROUP BY term"};
const db::Statement kDevices{"equipment_devices",
                             "SELECT term, count(*) FROM term WHERE agency_id = $1 AND kind = 'device_count' GROUP BY term"};
const db::Statement kSessions{"equipment_sessions",
                              "SELECT term, count(*) FROM term WHERE agency_id = $1 AND kind = 'room_session' AND sort_key "
                              ">= $2 AND sort_key < $3 GROUP BY term"};

}  // namespace

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
