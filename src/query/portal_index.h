// What of a decision the text index holds, and how a filter becomes a question to it. Filters are terms in a column of
// their own (`tags`), so that agency, type and year narrow the same way words do and no filter walks the table.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "query/portal_views.h"

namespace mingjing::query {

struct IndexText {
  std::string title, body, tags;
};
IndexText index_text(const PortalDecision& decision);

// The FTS5 expression; empty for the plain list of everything. A range of days narrows to its months or years; the
// statement compares the days themselves.
std::string match_of(const PortalFilter& filter);
// A query with text, but without a single word in it, finds nothing.
bool hopeless(const PortalFilter& filter);

}  // namespace mingjing::query
