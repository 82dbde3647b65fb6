// Settings of an agency that documents need 「机关设置」: where fines are paid, where the party may turn. Kept as the
// part `settings` of the agency; read by `settings_of` (document_facts.h). Event: set_settings, with a digest only.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/json.h"
#include "base/result.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

// {"payment":{"bank","bank_address","account_name","account","surcharge":"yes"|"no"},
//  "remedies":{"reconsideration_organ","court"},
//  "review":{"pause":"none"|"supplement","body":"own"|"outside","outside_name","everything":"yes"|"no"}}   may be absent
// Decisions already made keep what they say. Refused: members missing or unknown, all at once; stale version; another
// agency than the actor's own (not_found).
struct ReviewSettings {
  bool pause_on_supplement = false;  // waiting for a supplement does not count (R-LEG-024)
  bool outside = false;              // reviewed by the government's own body unless said otherwise
  bool everything = false;           // every decision but summary ones is reviewed (R-LEG-005)
  std::string outside_name;          // of that body
};
ReviewSettings review_settings(const Json& settings);

Status check_settings(const Json& settings);
Status set_agency_settings(ports::UnitOfWork& work, std::int64_t version, const Json& settings);

}  // namespace mingjing::flow
