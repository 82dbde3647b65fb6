// Officers and certificates: register, change, import. Events: register_officer, change_certificate.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "domain/catalog/csv.h"
#include "domain/identity/officer.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

// Refused: fields, a certificate number already registered, a unit that the agency does not have.
Result<OfficerId> register_officer(ports::UnitOfWork& work, identity::Officer officer);
// Takes over everything but the id. Acts already done keep what was true on their day.
Status change_certificate(ports::UnitOfWork& work, std::int64_t version, const identity::Officer& officer);

// One transaction; refused rows change nothing, the others are taken. A dry run is the same within a unit of work that
// is refused at the end. Refused as a whole: a file that cannot be read, required columns missing.
Result<std::vector<catalog::RowReport>> import_officers(ports::UnitOfWork& work, std::string_view csv);

}  // namespace mingjing::flow
