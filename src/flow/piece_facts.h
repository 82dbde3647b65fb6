// What a document says of one piece of a case (a preservation, a hearing, a demand …), under the names its template
// asks for (data/templates/facts.tsv). An act that issues a document passes them as `more`:
//   issue_document(context, "preservation_notice", preservation_facts(context.draft, piece))
// What stands in no piece (surcharge owed, materials handed over) the act adds with set_fact.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "domain/cases/case.h"

namespace mingjing::flow {

// set_fact(more, "preservation.place", "…"): one level deep, made where it is not there yet.
void set_fact(Json& facts, std::string_view path, Json value);

// [{name, specification, quantity, unit, state, place}]
Json things_json(const std::vector<cases::Thing>& things);
// [{citation}]
Json citations_json(const std::vector<std::string>& list);

// preservation {reason, place, custodian, approved_on, on, until, number, disposal, disposal_note}, things. `place` is
// that of the first thing, `until` the due day of the running limit: start it first.
Json preservation_facts(const cases::Case& c, const cases::Preservation& piece);
// sample {on, place, method, retained}, things
Json sampling_facts(const cases::Sampling& piece);
// expert {organisation, qualification, matter, days, on, number, opinion_no, conclusion, given_on, period_told_on,
// result_told_on}; the act adds expert.materials
Json expert_facts(const cases::Case& c, const cases::ExpertEntrustment& piece);
// correction {content, basis, due, on, number}
Json correction_facts(const cases::Case& c, const cases::CorrectionOrder& piece);
// transfer {kind, receiver, report, decided_on, reason}; the act adds transfer.materials
Json transfer_facts(const cases::Transfer& piece);
// recusal {subject, name, asked_by, applicant, reason, on, verdict, granted | refused, decided_on, decision_reason}
Json recusal_facts(const cases::Recusal& piece);
// hearing {offered, planned_at, place, closed, closed_ground, host, recorder, held_at, report, opinion …}
Json hearing_facts(const cases::Hearing& piece);
// deferral {kind, applicant, reason, applied_on, plan, granted | refused}; the act adds deferral.opinion when refused
Json deferral_facts(const cases::Deferral& piece);
// demand {content, on, until, number, covers_surcharge}; the act adds money: true, fine_fen, surcharge_fen
Json demand_facts(const cases::Case& c, const cases::Demand& piece);
// court {name, scope, on}, demand of the newest demand; the act adds court.fine_fen, court.surcharge_fen
Json court_facts(const cases::Case& c, const cases::CourtApplication& piece);

}  // namespace mingjing::flow
