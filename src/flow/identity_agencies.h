// Agencies and units. An agency's aggregate lives under its own id, so making one is two transactions: the parent's
// `create_agency` takes an ordinal, notes the child and queues the job `open_agency`; that job, run as the system in
// the new agency, makes it, once, however often it is delivered (DESIGN 4: a transaction writes rows of one agency).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "domain/identity/agency.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

// In the parent agency. Ordinals are counted by the root agency alone, so only the root may (forbidden otherwise): it
// registers agencies for the whole tree, naming the parent. Refused: fields, a credit code already taken.
Result<AgencyId> create_agency(ports::UnitOfWork& work, std::int64_t root_version, identity::Agency agency);
// The actor for the job's payload: the system in the agency that is to be.
ports::Actor actor_to_open(const Json& payload);
Status open_agency(ports::UnitOfWork& work, const Json& payload);

Result<UnitId> create_unit(ports::UnitOfWork& work, std::int64_t agency_version, identity::Unit unit);
// Name, marks, active; a unit is never removed.
Status change_unit(ports::UnitOfWork& work, std::int64_t agency_version, const identity::Unit& unit);

}  // namespace mingjing::flow
