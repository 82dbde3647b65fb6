// The case page 「案件页」 as JSON: everything of a case, its running limits with their lights, and every act with what
// stands against it. Who may read is judged by the caller; personal identifiers are shown in full to handlers and
// reviewers of the case alone, to others only their last characters.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "domain/cases/case.h"
#include "domain/cases/facts.h"
#include "domain/identity/rights.h"
#include "flow/services.h"
#include "ports/actor.h"

namespace mingjing::flow {

// How near the actor stands to a case of the own agency: own for handlers, reviewers and who registered it.
identity::Relation relation_to(const ports::Actor& actor, const cases::Case& enforcement_case);
bool sees_identifiers(const ports::Actor& actor, const cases::Case& enforcement_case);
// What others see of a party: of each identifier the last characters, of the birth date nothing.
void mask_identifiers(cases::Party& party);

struct CasePageRequest {
  const cases::Case& enforcement_case;
  std::int64_t version = 0;
  const ports::Actor& actor;
  const cases::Facts& facts;  // facts_now, without input
  const law::Calendar& calendar;
  const law::Limits& limits;
  Date today;
  bool allowed_only = false;  // `?acts=allowed`
  bool for_other_agency = false;  // a supervisor above looks: no acts
  std::map<UserId, std::string> names = {};  // of accounts, for the timeline; who is missing stands without a name
};
std::string case_page_json(const CasePageRequest& request);

// One limit as an object, with its light and its working.
void write_obligation(JsonWriter& out, const cases::Obligation& limit, const law::Limits& rules,
                      const law::Calendar& calendar, Date today);
// Member `obligations` of an open object: each with its light and its working.
void write_obligations(JsonWriter& out, const std::vector<cases::Obligation>& limits, const law::Limits& rules,
                       const law::Calendar& calendar, Date today);

// /api/v1/forms/file_case.<digest>.json: the immutable address of an act's form.
std::string form_address(cases::Act act);

}  // namespace mingjing::flow
