// Which rows of service are of the decision that stands: one made anew is served anew, whatever became of the former.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cases/case.h"

namespace mingjing::cases {

inline bool serves_decision(const Case& enforcement_case, const Service& row) {
  return row.of == "decision" && enforcement_case.decision && row.document == enforcement_case.decision->document;
}

}  // namespace mingjing::cases
