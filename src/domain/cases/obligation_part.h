// One limit read alone from the data of its part, for lists that need no more of a case.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cases/case.h"

namespace mingjing::cases {

// Refusal `invalid`: a broken store.
Result<Obligation> obligation_from(const Json& data);

}  // namespace mingjing::cases
