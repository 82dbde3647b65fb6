// What of a decision the text index holds, and how a filter becomes a question to it. Filters are terms in a column of
// their own (`tags`), so that agency, type and year narrow the same way words do and no filter walks the table.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "query/portal_views.h"

namespace mingjing::query {

struct IndexText {
  std::string title, body, tags;
};
IndexText index_text(const PortalDecision& decision);

// A filter as a question to the index. A range of days narrows to its months or years; the statement compares the days
// themselves.
struct Question {
  std::string match;               // FTS5; empty for the plain list of everything
  std::vector<std::string> words;  // of the text, for marking
  bool hopeless = false;           // text without a single word in it: finds nothing
};
Question question_of(const PortalFilter& filter);

}  // namespace mingjing::query
