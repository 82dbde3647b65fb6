// Discretion 「裁量」 of a case: the facts and measures an officer chose, handed to the engine (catalog/discretion.h), and
// the present proposal judged by what came out (catalog/discretion_proposal.h). One assessment a party and item.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "domain/cases/case.h"
#include "domain/cases/facts.h"
#include "domain/catalog/discretion.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

struct Assessed {
  cases::DiscretionChoice choice;  // without id, moment and people
  catalog::Assessment assessment;
};
// A body of the form assess_discretion against the case. Refused with the engine's reasons and field, and where a party
// or item is missing or unknown.
Result<Assessed> assess_body(ports::UnitOfWork& work, const cases::Case& enforcement_case, const Json& body, Date day);

// Standards, assessments and what is wrong with the proposal under them; `day` is that of the act.
void judge_discretion(const cases::Case& enforcement_case, Date day, cases::Facts& facts);

// For documents: the benchmark applied, and by which rules; empty without an assessment.
struct DiscretionWords {
  std::string benchmark, reasons;
};
DiscretionWords discretion_words(const cases::Case& enforcement_case);

// GET /api/v1/cases/{id}/discretion: the entry of the book for an item (facts, measures, rules with titles), and what
// was assessed. `item_id` empty: the item of the case.
Result<std::string> discretion_page_json(ports::UnitOfWork& work, const cases::Case& enforcement_case,
                                         const std::string& item_id);
// POST …/preview: the assessment, what the proposal needs under it, and with `also` the highest fine (APL 29).
Result<std::string> discretion_preview_json(ports::UnitOfWork& work, const cases::Case& enforcement_case,
                                            const Json& body, Date day);

}  // namespace mingjing::flow
