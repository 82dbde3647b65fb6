// The case page's members of what happens beside the main line: parties, recusals, preservations, samplings,
// entrustments, corrections, transfers, and the grounds on which the term may change. Internal to flow/.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "domain/cases/facts.h"

namespace mingjing::flow {

void write_measures(JsonWriter& out, const cases::Case& c, const cases::Facts& facts);

}  // namespace mingjing::flow
