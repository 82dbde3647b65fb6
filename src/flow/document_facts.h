// The facts a document template asks for, from what was typed once: the case, its records, the agency and the item.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "domain/cases/case.h"
#include "domain/catalog/item.h"
#include "domain/identity/agency.h"

namespace mingjing::flow {

struct DocumentSource {
  const cases::Case& enforcement_case;
  const identity::Agency& agency;
  const Json& settings;         // the agency's settings: payment, remedies
  const catalog::Item* item = nullptr;
};

// agency, party, cause, facts, evidence, notice, statement, hearing, violated, basis, discretion, penalties, fine_fen,
// payment, remedies, performance. Absent where the case does not know it, so that the template can say what is missing.
Json document_facts(const DocumentSource& source, Date date, std::string_view number, std::string_view public_url);

// Settings that every agency has until it sets its own: part `settings` of the agency.
Json settings_of(const domain::Parts& agency_parts);

// 罚款 12,000.00 元；没收违法所得 3,000.00 元, for lists and the public JSON.
std::string result_text(const cases::Proposal& proposal);
std::vector<std::string> kind_ids(const std::vector<cases::PenaltyKind>& kinds);

}  // namespace mingjing::flow
