// Performing an act on a case: the one path every act takes, whoever calls (API, demo, tests).
//
//   1 open the case (the version moves on)        5 fill the facts, judge every guard, set the stage (`advance`)
//   2 check the body against the act's form       6 the verb completes: numbers, documents, leaves
//   3 read time, officers, reasons                7 limits start and stop, the record joins the timeline
//   4 the verb prepares the draft                 8 save the parts, append the event
//
// Refusals: not_found, conflict (stale version), forbidden (role), invalid with all reasons. Nothing is left behind.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>

#include "base/json.h"
#include "base/result.h"
#include "domain/cases/case.h"
#include "flow/act_context.h"
#include "flow/services.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

struct ActRequest {
  CaseId id;
  cases::Act act{};
  std::optional<std::int64_t> expected_version;  // empty only for the system's own acts
  Json body;
  std::optional<StagedFile> staged{};  // for add_evidence with an upload
  // Whether the actor stands near enough to this very case; judged once it is loaded. Null: always (jobs, demo).
  std::function<Status(const cases::Case&)> admit{};
};

// Answer: 200 {"id","version","stage","event", …}.
Result<ports::Answer> perform_act(ports::UnitOfWork& work, const Services& services, const ActRequest& request);

// `POST /api/v1/clues`: makes the case. Answer: 201 {"id","version","stage","case_no","event"}.
Result<ports::Answer> register_clue(ports::UnitOfWork& work, const Services& services, const Json& body);

}  // namespace mingjing::flow
