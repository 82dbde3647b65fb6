// Private to the guards: the predicates on what happens beside the main line of a case.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cases/guard_judges.h"

namespace mingjing::cases::judges {

Verdict actor_not_recused(const Facts& f);
Verdict recusal_undecided(const Facts& f);
Verdict recusal_waits(const Facts& f);
Verdict recusal_decider_apart(const Facts& f);
Verdict recusal_settled(const Facts& f);
Verdict party_in_case(const Facts& f);
Verdict party_remains(const Facts& f);
Verdict preservation_waits(const Facts& f);
Verdict preservation_approved(const Facts& f);
Verdict list_acknowledged(const Facts& f);
Verdict preservation_kept(const Facts& f);
Verdict confiscation_decided(const Facts& f);
Verdict preservations_settled(const Facts& f);
Verdict expert_waits(const Facts& f);
Verdict expert_told(const Facts& f);
Verdict evidence_usable(const Facts& f);
Verdict evidence_remains(const Facts& f);
Verdict correction_open(const Facts& f);
Verdict recordings_settled(const Facts& f);
Verdict recording_gap_waits(const Facts& f);
Verdict recording_gap_apart(const Facts& f);
Verdict recording_kept(const Facts& f);
Verdict recording_held(const Facts& f);
Verdict retention_over(const Facts& f);
Verdict recording_not_held(const Facts& f);
Verdict destruction_free(const Facts& f);
Verdict destruction_proposed(const Facts& f);
Verdict destruction_approved(const Facts& f);
Verdict destruction_carried_out(const Facts& f);
Verdict destruction_apart(const Facts& f);
Verdict informant_told(const Facts& f);
Verdict term_running(const Facts& f);
Verdict term_ground_granted(const Facts& f);
Verdict term_stands(const Facts& f);
Verdict transfer_free(const Facts& f);
Verdict transfer_waits(const Facts& f);
Verdict transfer_in_person(const Facts& f);
Verdict transfer_approved(const Facts& f);
Verdict transfer_materials(const Facts& f);
Verdict transfer_unanswered(const Facts& f);
Verdict transfer_not_owed(const Facts& f);
Verdict transfer_accepted(const Facts& f);

}  // namespace mingjing::cases::judges
