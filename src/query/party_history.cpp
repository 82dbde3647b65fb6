// SPDX-License-Identifier: Apache-2.0
#include "query/party_history.h"

#include <algorithm>

#include "base/check.h"
#include "query/cases_list.h"

namespace mingjing::query {
namespace {

constexpr int kPagesOfWords = 4;

std::string marks() {
  std::string out;
  for (std::size_t i = 0; i < kPartyCases; ++i) out += (i == 0 ? "$" : ", $") + std::to_string(i + 2);
  return out;
}

const db::Statement kCases{
    "party_cases",
    "SELECT c.id, c.case_no, c.stage, c.decided_on, c.summary, p.data FROM case_row c JOIN part p ON p.agency_id = c.agency_id "
    "AND p.aggregate_id = c.id AND p.name = 'party' WHERE c.agency_id = $1 AND c.id IN (" +
        marks() + ") ORDER BY c.id DESC, p.part_key"};

}  // namespace

std::vector<PartyCase> party_cases(db::Database& database, AgencyId agency, std::span<const CaseId> ids) {
  std::vector<PartyCase> out;
  if (ids.empty()) return out;
  db::Values values{agency.text()};
  for (std::size_t i = 0; i < kPartyCases; ++i) values.emplace_back(i < ids.size() ? ids[i].text() : std::string());
  database.read([&](db::Transaction& tx) {
    out.clear();
    tx.each(kCases, values, [&](const db::Row& row) {
      if (out.empty() || out.back().id != row.text(0)) {
        const auto text = [&](std::size_t i) { return std::string(row.text(i)); };
        out.push_back({text(0), text(1), text(2), text(3), text(4), {}});
      }
      auto party = parse_json(row.text(5));
      MJ_CHECK(party.has_value());
      out.back().parties.push_back(std::move(*party));
      return true;
    });
  });
  return out;
}

Result<std::vector<PartyCase>> cases_of_name(db::Database& database, AgencyId agency, const std::string& name, Date today) {
  CaseListRequest wanted;
  wanted.agency = agency;
  wanted.words = name;
  wanted.today = today;
  std::vector<PartyCase> out;
  for (int page = 0; page < kPagesOfWords && out.size() < kPartyCases; ++page) {
    std::vector<CaseId> ids;
    const auto next = list_cases(
        database, wanted, [&] { ids.clear(); },
        [&](const CaseListRow& row) {
          if (const auto id = CaseId::parse(row.id)) ids.push_back(*id);
        });
    if (!next) return tl::make_unexpected(next.error());
    for (auto& found : party_cases(database, agency, ids)) {
      const bool exact = std::any_of(found.parties.begin(), found.parties.end(),
                                     [&](const Json& party) { return party.text("name") == name; });
      if (exact && out.size() < kPartyCases) out.push_back(std::move(found));
    }
    wanted.after = *next;
    if (wanted.after.empty()) break;
  }
  return out;
}

}  // namespace mingjing::query
