// Where an identifier stands that is encrypted at rest: asked for by its value, found by its keyed digest.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "base/id.h"

namespace mingjing::ports {

class SealedIndex {
 public:
  virtual ~SealedIndex() = default;
  // Cases of the agency in which a party has this `uscc` or `citizen_no`, the newest first; at most `limit`.
  virtual std::vector<CaseId> cases_with(AgencyId agency, std::string_view field, std::string_view value, int limit) = 0;
};

}  // namespace mingjing::ports
