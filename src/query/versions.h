// Whether anything changed: a session and the versions of several aggregates of one agency in one statement. What is
// kept in memory (who a token is, case pages) is checked with this before it is used.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "db/db.h"

namespace mingjing::query {

inline constexpr std::size_t kMaxVersions = 16;

struct Standing {
  bool session = false;  // still there; what of it can change:
  Instant used_at, expires_at;
  std::vector<std::int64_t> versions;  // in the order asked; 0 for an aggregate that does not exist
};
// One statement in one snapshot. Of 1 to kMaxVersions ids.
Standing standing(db::Database& database, AgencyId agency, const std::string& token_digest, std::span<const Uuid> ids);

// One aggregate's main part, as a list shows it: the data of the part that bears the kind's name, without secrets.
struct AggregateRow {
  std::string id;
  std::int64_t version = 0;
  std::string data;  // a JSON object
};
struct AggregateList {
  std::vector<AggregateRow> rows;
  std::string next;  // the last id; empty on the last page
};
// By id from the newest, 50 a page; `after` empty or an id.
AggregateList list_aggregates(db::Database& database, AgencyId agency, std::string_view kind, const std::string& after);

}  // namespace mingjing::query
