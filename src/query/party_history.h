// Earlier cases of a party, from derived rows and the parties' parts; which cases is asked for by ids, or by a name.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "db/db.h"

namespace mingjing::query {

struct PartyCase {
  std::string id, case_no, stage, decided_on;
  std::string summary;        // as in the list of cases
  std::vector<Json> parties;  // data of the parts: kind, name, uscc …; without what is sealed
};
inline constexpr std::size_t kPartyCases = 50;

// The newest first; at most kPartyCases are asked for.
std::vector<PartyCase> party_cases(db::Database& database, AgencyId agency, std::span<const CaseId> ids);

// Cases in which a party has exactly this name, the newest first: looked for among those whose words fit. Refusal
// `invalid`: a name of one character.
Result<std::vector<PartyCase>> cases_of_name(db::Database& database, AgencyId agency, const std::string& name, Date today);

}  // namespace mingjing::query
