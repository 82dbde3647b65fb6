// What of a decision the text index holds, and how a filter becomes a question to it. Filters are terms in a column of
// their own (`tags`), so that agency, type and year narrow the same way words do and no filter walks the table.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "query/portal_views.h"

namespace mingjing::query {

// Raised when the tags of the same decision change. `index_version` joins it with the numbers of everything else that
// the derived tables rest on; a portal.db made under another number builds them anew from the stored bytes.
inline constexpr int kTagsVersion = 2;
int index_version();

struct IndexText {
  std::string title, body, tags;
};
IndexText index_text(const PortalDecision& decision);
// The counts beside the filters that it belongs to: (kind, key) of the table `facet`.
std::vector<std::pair<std::string, std::string>> facets_of(const PortalDecision& decision, std::int64_t row);

// A filter as a question to the index. A range of days narrows to its months or years; the statement compares the days
// themselves.
struct Question {
  std::string match;               // FTS5; empty for the plain list of everything
  std::vector<std::string> words;  // of the text, for marking
  bool hopeless = false;           // text without a single word in it: finds nothing
};
Question question_of(const PortalFilter& filter);

}  // namespace mingjing::query
