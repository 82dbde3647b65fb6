// Whether the record of a case is whole 「全过程记录检查」: the four stages of R-REC-001 to 004, item by item, with what is missing
// in words that say what to do. Only looks; closing and archiving wait for their own guards. The items are data
// (data/archive/completeness.json). SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "domain/cases/case.h"

namespace mingjing::archive {

struct RecordItem {
  std::string id, name, citation;
  bool applies = true;               // false: the matter does not occur in this case
  std::vector<std::string> missing;  // empty: it is there
};

struct RecordStage {
  std::string id, name;
  std::vector<RecordItem> items;
};

// What of the case is entered later than it took place: by how many hours, and why.
struct LateEntry {
  RecordId record;
  cases::Act act{};
  Instant occurred_at, recorded_at;
  std::string reason;
};

std::vector<RecordStage> check_record(const cases::Case& c);
// Of records entered more than `hours` after the event.
std::vector<LateEntry> late_entries(const cases::Case& c, std::int64_t hours);
// Everything that is missing, in order.
std::vector<std::string> missing_of(const std::vector<RecordStage>& stages);

}  // namespace mingjing::archive
