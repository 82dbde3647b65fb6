// Private to the guards: the predicates behind the registry, and how they speak.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/cases/guards.h"

namespace mingjing::cases::judges {

using Verdict = std::optional<GuardRow::Finding>;

inline Verdict found(std::string message, std::string_view field = {}, std::string_view citation = {}) {
  return GuardRow::Finding{std::move(message), std::string(citation), std::string(field)};
}

// Is a penalty intended?
inline bool penalty(const Facts& facts) { return facts.intended_outcome == "penalty"; }
// The day on which the act takes place.
inline Date day(const Facts& facts) { return facts.input ? facts.input->occurred_at.date() : facts.today; }
inline std::string money(Fen amount) { return format_yuan(amount) + " 元"; }

std::string kinds_zh(const std::vector<PenaltyKind>& kinds);
bool has(const std::vector<PenaltyKind>& kinds, PenaltyKind kind);
// Those of `kinds` that are not in `within`.
std::vector<PenaltyKind> beyond(const std::vector<PenaltyKind>& kinds, const std::vector<PenaltyKind>& within);
std::size_t valid_officers(const Facts& facts);

Verdict occurred_not_future(const Facts& f);
Verdict occurred_after_basis(const Facts& f);
Verdict late_record_reason(const Facts& f);
Verdict overdue_reason(const Facts& f);
Verdict two_officers(const Facts& f);
Verdict certificate_valid(const Facts& f);
Verdict certificate_category(const Facts& f);
Verdict certificate_shown(const Facts& f);
Verdict not_recused(const Facts& f);
Verdict officers_of_case(const Facts& f);
Verdict actor_handles_case(const Facts& f);
Verdict item_and_cause(const Facts& f);
Verdict limitation(const Facts& f);
Verdict investigation_done(const Facts& f);
Verdict party_identified(const Facts& f);
Verdict proposal_complete(const Facts& f);
Verdict counts_add_up(const Facts& f);
Verdict penalty_intended(const Facts& f);
Verdict party_of_age(const Facts& f);
Verdict range(const Facts& f);
Verdict benchmark(const Facts& f);
Verdict notice_covers(const Facts& f);
Verdict statement_answered(const Facts& f);
Verdict statement_waiver_express(const Facts& f);
Verdict silence_after_term(const Facts& f);
Verdict defence_heard(const Facts& f);
Verdict statement_term(const Facts& f);
Verdict hearing_right_told(const Facts& f);
Verdict hearing_request_in_time(const Facts& f);
Verdict hearing_request_open(const Facts& f);
Verdict hearing_term(const Facts& f);
Verdict no_open_hearing(const Facts& f);
Verdict hearing_not_requested(const Facts& f);
Verdict hearing_waiting(const Facts& f);
Verdict hearing_notice_ahead(const Facts& f);
Verdict hearing_served_apart(const Facts& f);
Verdict hearing_closed_ground(const Facts& f);
Verdict hearing_host_apart(const Facts& f);
Verdict hearing_notified(const Facts& f);
Verdict hearing_by_host(const Facts& f);
Verdict hearing_as_notified(const Facts& f);
Verdict hearing_agents(const Facts& f);
Verdict hearing_minutes(const Facts& f);
Verdict hearing_to_report(const Facts& f);
Verdict review_free(const Facts& f);
Verdict review_useful(const Facts& f);
Verdict review_replied(const Facts& f);
Verdict review_pending(const Facts& f);
Verdict review_answerable(const Facts& f);
Verdict review_extension(const Facts& f);
Verdict review_unaccepted(const Facts& f);
Verdict review_accepted(const Facts& f);
Verdict reviewers_of_unit(const Facts& f);
Verdict reviewers_apart(const Facts& f);
Verdict reviewers_qualified(const Facts& f);
Verdict reviewer_allocated(const Facts& f);
Verdict reviewer_apart(const Facts& f);
Verdict supplement_open(const Facts& f);
Verdict reply_covers_points(const Facts& f);
Verdict review_disputable(const Facts& f);
Verdict dispute_open(const Facts& f);
Verdict dispute_settled(const Facts& f);
Verdict reviewer_not_handler(const Facts& f);
Verdict reviewer_of_unit(const Facts& f);
Verdict reviewer_qualified(const Facts& f);
Verdict opinion_complete(const Facts& f);
Verdict review_passed(const Facts& f);
Verdict discretion_assessed(const Facts& f);
Verdict discretion_within(const Facts& f);
Verdict deviation_open(const Facts& f);
Verdict deviation_other_person(const Facts& f);
Verdict discussion_members(const Facts& f);
Verdict discussion_held(const Facts& f);
Verdict approval_submitted(const Facts& f);
Verdict decider_apart(const Facts& f);
Verdict decision_as_approved(const Facts& f);
Verdict education_given(const Facts& f);
Verdict document_complete(const Facts& f);
Verdict decision_rendered(const Facts& f);
Verdict service_officers(const Facts& f);
Verdict service_consent(const Facts& f);
Verdict service_witness(const Facts& f);
Verdict service_receipt(const Facts& f);
Verdict service_announcement(const Facts& f);
Verdict service_recipient(const Facts& f);
Verdict service_sent_through(const Facts& f);
Verdict service_online_channel(const Facts& f);
Verdict service_date(const Facts& f);
Verdict service_once(const Facts& f);
Verdict service_begun(const Facts& f);
Verdict not_minor(const Facts& f);
Verdict publication_absent(const Facts& f);
Verdict publication_undecided(const Facts& f);
Verdict publication_proposed(const Facts& f);
Verdict publication_live(const Facts& f);
Verdict publication_correctable(const Facts& f);
Verdict publication_clean(const Facts& f);
Verdict approver_not_proposer(const Facts& f);
Verdict payment_within(const Facts& f);
// guards_money.cpp
Verdict on_spot_ground(const Facts& f);
Verdict collector_apart(const Facts& f);
Verdict hand_in_in_time(const Facts& f);
Verdict bank_in_time(const Facts& f);
Verdict state_as_recorded(const Facts& f);
Verdict fine_owed(const Facts& f);
Verdict deferral_free(const Facts& f);
Verdict deferral_pending(const Facts& f);
Verdict plan_fits(const Facts& f);
Verdict unperformed(const Facts& f);
Verdict term_passed(const Facts& f);
Verdict surcharge_bookable(const Facts& f);
Verdict demand_waited(const Facts& f);
Verdict remedies_over(const Facts& f);
Verdict remedy_closed(const Facts& f);
Verdict court_late_confirmed(const Facts& f);
Verdict court_in_time(const Facts& f);
Verdict surcharge_demanded(const Facts& f);
Verdict court_free(const Facts& f);
Verdict court_pending(const Facts& f);
Verdict decision_made(const Facts& f);
Verdict remedy_pending(const Facts& f);
Verdict remedy_not_worse(const Facts& f);
Verdict decision_stands(const Facts& f);
Verdict change_not_heavier(const Facts& f);
Verdict decision_ended(const Facts& f);
Verdict publication_settled(const Facts& f);
Verdict not_overturned(const Facts& f);
Verdict remade_differs(const Facts& f);
Verdict remade_not_heavier(const Facts& f);
Verdict goods_confiscated(const Facts& f);
Verdict goods_way(const Facts& f);
Verdict closing_ground(const Facts& f);
Verdict refund_settled(const Facts& f);
Verdict deferral_settled(const Facts& f);
Verdict remedy_settled(const Facts& f);
Verdict decision_fell(const Facts& f);
Verdict remake_not_ordered(const Facts& f);
Verdict performed(const Facts& f);

}  // namespace mingjing::cases::judges
