// The money side of the case page: accounts with their surcharge and its working, payments, deferrals, demands, court,
// remedies, goods, former decisions, closing. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "flow/read_case.h"

namespace mingjing::flow {

// Members of the open object of the page.
void write_money(JsonWriter& out, const CasePageRequest& request);

}  // namespace mingjing::flow
