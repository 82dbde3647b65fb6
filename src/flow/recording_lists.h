// The agency's own list of matters of recording (evidence/recording_list.h): proposed by the legal reviewer, approved by
// the head, a second person. Kept as parts of the agency, which every act reads anyway, so that no act asks the database
// once more. Events: propose_recording_matters, decide_recording_matters, with number, verdict and a digest only.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "domain/evidence/recording_list.h"
#include "ports/reader.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

struct MattersDecision {
  std::int64_t number = 0;  // of the proposal that is meant
  bool granted = false;
  std::string opinion;
};

// A proposal that waits is replaced by the next. `version` is the agency's. One without matters
// and premises asks what the law asks. Refused: see evidence::read_proposal; stale version.
Result<std::int64_t> propose_recording_matters(ports::UnitOfWork& work, std::int64_t version, const Json& body);
// Granted, it holds from the next day and is published. Refused: see evidence::decide; another proposal than that one.
Status decide_recording_matters(ports::UnitOfWork& work, std::int64_t version, const MattersDecision& decision);

// What the agency's list asks of a step beyond the program's, on the day of the step; empty: nothing.
std::optional<catalog::RecordingMatter> matter_asked(ports::UnitOfWork& work, const cases::Record& step);

}  // namespace mingjing::flow
