// Pieces that several forms share, read from a body that is valid by its form.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "domain/cases/case.h"
#include "flow/act_context.h"

namespace mingjing::flow {

// A party without its id; numbers are trimmed and folded to half width.
cases::Party read_party(const Json& json);
cases::Proposal read_proposal(const Json& json);
std::vector<cases::PenaltyKind> read_kinds(const Json::Array& ids);
std::optional<Date> read_date(const Json& body, std::string_view name);

// item_id, unit_id, cause, discovered_on …: what register_clue, file_case and correct_facts all may say.
Status read_case_facts(ActContext& context);
// The body without what belongs into encrypted parts, for the record.
Json without_party_secrets(const Json& body);

}  // namespace mingjing::flow
