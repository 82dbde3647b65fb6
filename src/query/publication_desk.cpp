// SPDX-License-Identifier: Apache-2.0
#include "query/publication_desk.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

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
// What lies on a desk of the tasks (domain/supervision/tasks_of_case.cpp), where corrections stand too.
const db::Statement kWaiting{
    "desk_waiting",
    "SELECT t.subject_id, c.case_no, c.cause, c.party_name, c.decided_on, c.publication FROM task_row t JOIN case_row c ON "
    "c.agency_id = t.agency_id AND c.id = t.subject_id WHERE t.agency_id = $1 AND t.desk = $2 AND t.task = $3 ORDER BY t.due, "
    "t.subject_id LIMIT $4"};
const db::Statement kEnded{
    "displays_ended",
    "SELECT agency_id, id, open_until FROM case_row WHERE publication = 'approved' AND open_until > '' AND open_until < $1 "
    "ORDER BY open_until, agency_id, id LIMIT $2"};

struct Desk {
  std::string_view desk, task, name;
};
constexpr Desk kDesks[] = {{"role:publicity_approver", "approve_publication", "approve"},
                           {"role:publicity_clerk", "revise_correction", "revise"}};

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
    std::map<std::string, DeskRow> waiting;  // by case
    for (const auto& [desk, task, name] : kDesks) {
      tx.each(kWaiting, {agency.text(), std::string(desk), std::string(task), kDeskRows}, [&](const db::Row& row) {
        const auto text = [&](int i) { return std::string(row.text(i)); };
        DeskRow one{text(0), std::string(name), text(1), text(2), text(3), text(4), text(5), {}, "none"};
        one.correction = one.publication != "proposed";
        waiting.try_emplace(text(0), std::move(one));
        return true;
      });
    }
    tx.each(kOwed, {agency.text(), 4 * kDeskRows}, [&](const db::Row& row) {
      const auto text = [&](int i) { return std::string(row.text(i)); };
      DeskRow one{text(0), task_of(text(1)), text(2), text(3), text(4), text(5), text(6), text(7),
                  light_of(text(8), text(9), day)};
      if (const auto found = waiting.find(one.id); one.task == "publish" && found != waiting.end()) {
        one.task = found->second.task;
        one.correction = found->second.correction;
        waiting.erase(found);
      }
      out.push_back(std::move(one));
      return true;
    });
    std::vector<DeskRow> rest;
    for (auto& [id, row] : waiting) rest.push_back(std::move(row));
    std::sort(rest.begin(), rest.end(), [](const DeskRow& a, const DeskRow& b) {
      return std::tie(a.decided_on, a.id) < std::tie(b.decided_on, b.id);
    });
    std::move(rest.begin(), rest.end(), std::back_inserter(out));
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
