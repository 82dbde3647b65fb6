// The audit journal: events of an agency and looks at its files, newest first, 50 a page, over a span of days. Ids and
// types only: what an event says in words is the reader's part.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "db/db.h"

namespace mingjing::query {

struct JournalRequest {
  AgencyId agency;
  Instant from, until;  // recorded from `from` on until before `until`
  std::string user;     // id; empty: anybody
  std::string subject;  // id of an aggregate; empty: any
  std::string after;
};

struct JournalEvent {
  std::string id, type, actor, acting_for, subject, subject_kind, case_no, address;
  std::int64_t version = 0;
  Instant recorded_at, occurred_at;
};
struct JournalLook {
  std::string user, kind, subject, purpose;
  std::int64_t count = 0;
  Instant first, last;
};
template <class Row>
struct JournalPage {
  std::vector<Row> rows;
  std::string next;  // cursor; empty on the last page
};

// Refusals: bad_request (a cursor that is not ours).
Result<JournalPage<JournalEvent>> journal_events(db::Database& database, const JournalRequest& request);
// A page is what some batches of looks hold of what is asked for, so it may be short, or long.
Result<JournalPage<JournalLook>> journal_looks(db::Database& database, const JournalRequest& request);

// Names of accounts; who is gone is left out.
std::map<std::string, std::string> user_names(db::Database& database, AgencyId agency, const std::set<std::string>& ids);

}  // namespace mingjing::query
