// SPDX-License-Identifier: Apache-2.0
#include "query/publication_desk.h"

#include <algorithm>
#include <set>

#include "base/check.h"

namespace mingjing::query {
namespace {

// Open limits in the order of their days; the desk's rules among them. The rules are law's names (data/limits).
const db::Statement kOwed{
    "desk_owed",
    "SELECT c.id, o.rule_id, c.case_no, c.cause, c.party_name, c.decided_on, c.publication, o.due, o.yellow_on, o.red_on "
    "FROM obligation_row o JOIN case_row c ON c.agency_id = o.agency_id AND c.id = o.subject_id WHERE o.agency_id = $1 AND "
    "o.open = 1 AND o.rule_id IN ('founding_002_36_publish', 'founding_002_37_publish', 'apl_48_withdraw', "
    "'founding_003_11_update') ORDER BY o.due, o.id LIMIT $2"};
const db::Statement kProposed{
    "desk_proposed",
    "SELECT id, case_no, cause, party_name, decided_on, publication FROM case_row WHERE agency_id = $1 AND publication = "
    "'proposed' ORDER BY decided_on, id LIMIT $2"};
const db::Statement kEnded{
    "displays_ended",
    "SELECT agency_id, id, open_until FROM case_row WHERE publication = 'approved' AND open_until > '' AND open_until < $1 "
    "ORDER BY open_until, agency_id, id LIMIT $2"};

std::string task_of(const std::string& rule) {
  if (rule == "apl_48_withdraw") return "take_down";
  return rule == "founding_003_11_update" ? "update" : "publish";
}

std::string light_of(const std::string& yellow, const std::string& red, const std::string& today) {
  if (!red.empty() && red <= today) return "red";
  return !yellow.empty() && yellow <= today ? "yellow" : "green";
}

}  // namespace

std::vector<DeskRow> publication_desk(db::Database& database, AgencyId agency, Date today) {
  std::vector<DeskRow> out;
  const std::string day = today.text();
  database.read([&](db::Transaction& tx) {
    out.clear();
    std::set<std::string> proposed;
    tx.each(kOwed, {agency.text(), 4 * kDeskRows}, [&](const db::Row& row) {
      const auto text = [&](int i) { return std::string(row.text(i)); };
      DeskRow one{text(0), task_of(text(1)), text(2), text(3), text(4), text(5), text(6), text(7),
                  light_of(text(8), text(9), day)};
      if (one.task == "publish" && one.publication == "proposed") {
        one.task = "approve";
        proposed.insert(one.id);
      }
      out.push_back(std::move(one));
      return true;
    });
    tx.each(kProposed, {agency.text(), kDeskRows}, [&](const db::Row& row) {
      const auto text = [&](int i) { return std::string(row.text(i)); };
      if (!proposed.contains(text(0))) {
        out.push_back({text(0), "approve", text(1), text(2), text(3), text(4), text(5), {}, "none"});
      }
      return true;
    });
  });
  return out;
}

std::vector<EndedDisplay> ended_displays(db::Database& database, Date today, std::int64_t limit) {
  std::vector<EndedDisplay> out;
  database.read([&](db::Transaction& tx) {
    out.clear();
    const auto rows = tx.query(kEnded, {today.text(), limit});
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto agency = AgencyId::parse(rows.text(i, 0));
      const auto id = CaseId::parse(rows.text(i, 1));
      MJ_CHECK(agency && id);
      out.push_back({*agency, *id, rows.text(i, 2)});
    }
  });
  return out;
}

}  // namespace mingjing::query
