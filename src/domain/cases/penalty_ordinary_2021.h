// 行政处罚普通程序, by the 行政处罚法 of 2021 (in force from 2021-07-15). Read a row as: from these stages, this act
// (with this outcome) leads there, may be done by these roles, if these guards hold; it makes these documents, starts
// and stops these limits, and stands on this article. Publication is a state of the decision: its acts keep the stage
// and no other act waits for them. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cases/procedure.h"

namespace mingjing::cases::penalty_ordinary_2021 {

using enum Stage;
using enum Guard;
using identity::Role;
using identity::RoleSet;

inline constexpr RoleSet kIntake{Role::intake, Role::officer, Role::window_clerk, Role::unit_head};
inline constexpr RoleSet kHandlers{Role::officer};
inline constexpr RoleSet kUnit{Role::officer, Role::unit_head};
inline constexpr RoleSet kUnitHead{Role::unit_head};
inline constexpr RoleSet kReviewer{Role::legal_reviewer};
inline constexpr RoleSet kHead{Role::agency_head};
inline constexpr RoleSet kPublicityClerk{Role::publicity_clerk};
inline constexpr RoleSet kPublicityApprover{Role::publicity_approver};
inline constexpr RoleSet kPerformance{Role::officer, Role::unit_head};
inline constexpr RoleSet kArchivist{Role::archivist};
inline constexpr RoleSet kHearing{Role::hearing_host};
inline constexpr RoleSet kHearingOffice{Role::hearing_host, Role::legal_reviewer};
inline constexpr RoleSet kDeviation{Role::unit_head, Role::agency_head};
// Whoever learns of a reason for recusal may put it on record.
inline constexpr RoleSet kAnyone{Role::intake,       Role::officer,      Role::window_clerk, Role::unit_head,
                                 Role::legal_reviewer, Role::hearing_host, Role::agency_head};
inline constexpr RoleSet kSystem{};

// Before the decision, after filing.
inline constexpr StageSet kOpen{filed,         investigating,        investigation_concluded,
                                unit_reviewed, prior_notice_served,  statement_heard,
                                legal_review,  collective_discussion};
inline constexpr StageSet kInvestigation{filed, investigating};
// Supplementary steps after the investigation was concluded; they keep the stage.
inline constexpr StageSet kSupplement{investigation_concluded, unit_reviewed, prior_notice_served,
                                      statement_heard,         legal_review,  collective_discussion};
inline constexpr StageSet kAfterNotice{prior_notice_served, statement_heard, legal_review, collective_discussion};
inline constexpr StageSet kAfterStatement{statement_heard, legal_review, collective_discussion};
inline constexpr StageSet kAfterDecision{decided, served, performing, closed, archived};

// A row is a sentence; the formatter would break it up.
// clang-format off
inline constexpr Row kRows[] = {
    // ---- clue and filing -------------------------------------------------------------------------------------------
    {.from = {}, .act = Act::register_clue, .to = clue_registered, .roles = kIntake,
     .rests_on = RestsOn::nothing, .citation = "《行政处罚法》第五十四条第一款"},
    {.from = {clue_registered}, .act = Act::file_case, .to = filed, .roles = kHead,
     .guards = {item_and_cause, limitation}, .documents = {"filing_approval"}, .starts = {rule::decide},
     .rests_on = RestsOn::report, .citation = "《行政处罚法》第五十四条第二款"},
    {.from = {clue_registered}, .act = Act::decline_filing, .to = not_filed, .roles = kHead,
     .rests_on = RestsOn::report, .citation = "《行政处罚法》第五十四条第二款"},
    {.from = kOpen, .act = Act::assign_officers, .roles = kUnitHead,
     .guards = {certificate_valid, certificate_category, not_recused}, .rests_on = RestsOn::report,
     .citation = "《行政处罚法》第四十二条第一款"},

    // ---- investigation -------------------------------------------------------------------------------------------------
    {.from = kInvestigation, .act = Act::record_inquiry, .to = investigating, .roles = kHandlers,
     .guards = {two_officers, certificate_valid, certificate_category, certificate_shown, not_recused,
                officers_of_case, actor_handles_case}, .citation = "《行政处罚法》第五十五条第二款"},
    {.from = kSupplement, .act = Act::record_inquiry, .roles = kHandlers,
     .guards = {two_officers, certificate_valid, certificate_category, certificate_shown, not_recused,
                officers_of_case, actor_handles_case}, .rests_on = RestsOn::report,
     .citation = "《行政处罚法》第五十五条第二款"},
    {.from = kInvestigation, .act = Act::record_on_site, .to = investigating, .roles = kHandlers,
     .guards = {two_officers, certificate_valid, certificate_category, certificate_shown, not_recused,
                officers_of_case, actor_handles_case}, .rests_on = RestsOn::nothing,
     .citation = "《行政处罚法》第五十五条第二款"},
    {.from = kSupplement, .act = Act::record_on_site, .roles = kHandlers,
     .guards = {two_officers, certificate_valid, certificate_category, certificate_shown, not_recused,
                officers_of_case, actor_handles_case}, .rests_on = RestsOn::nothing,
     .citation = "《行政处罚法》第五十五条第二款"},
    {.from = {clue_registered}, .act = Act::add_evidence, .roles = kIntake, .rests_on = RestsOn::nothing,
     .citation = "《行政处罚法》第四十六条第一款"},
    {.from = kInvestigation, .act = Act::add_evidence, .to = investigating, .roles = kHandlers,
     .guards = {two_officers, certificate_valid, not_recused, actor_handles_case}, .rests_on = RestsOn::nothing,
     .citation = "《行政处罚法》第四十六条第一款"},
    {.from = kSupplement, .act = Act::add_evidence, .roles = kHandlers,
     .guards = {two_officers, certificate_valid, not_recused, actor_handles_case}, .rests_on = RestsOn::nothing,
     .citation = "《行政处罚法》第四十六条第一款"},
    {.from = {clue_registered}, .act = Act::correct_facts, .roles = kIntake, .rests_on = RestsOn::report,
     .citation = "《行政处罚法》第四十条"},
    {.from = kOpen, .act = Act::correct_facts, .roles = kUnit, .guards = {actor_handles_case},
     .rests_on = RestsOn::report, .citation = "《行政处罚法》第四十条"},
    {.from = {investigating}, .act = Act::conclude_investigation, .to = investigation_concluded,
     .roles = kHandlers,
     .guards = {two_officers, certificate_valid, not_recused, actor_handles_case, investigation_done,
                party_identified, proposal_complete},
     .citation = "《行政处罚法》第五十七条第一款"},
    {.from = {investigation_concluded}, .act = Act::review_by_unit, .outcome = "approve", .to = unit_reviewed,
     .roles = kUnitHead, .guards = {proposal_complete}, .citation = "《行政处罚法》第五十七条第一款"},
    {.from = {investigation_concluded}, .act = Act::review_by_unit, .outcome = "return", .to = investigating,
     .roles = kUnitHead,
     .citation = "《行政处罚法》第四十条"},

    // ---- recusal, parties, evidence beside the records --------------------------------------------------------------
    {.from = kOpen, .act = Act::apply_recusal, .roles = kAnyone, .rests_on = RestsOn::report,
     .citation = "《行政处罚法》第四十三条第一款"},
    {.from = kOpen, .act = Act::decide_recusal, .roles = kHead, .rests_on = RestsOn::report,
     .citation = "《行政处罚法》第四十三条第三款"},
    {.from = kOpen, .act = Act::add_party, .roles = kUnit, .guards = {actor_handles_case},
     .rests_on = RestsOn::report, .citation = "《行政处罚法》第四十条"},
    {.from = kOpen, .act = Act::release_party, .roles = kUnit, .guards = {actor_handles_case},
     .rests_on = RestsOn::report, .citation = "《行政处罚法》第四十条"},
    {.from = kOpen, .act = Act::propose_preservation, .roles = kHandlers,
     .guards = {two_officers, certificate_valid, not_recused, actor_handles_case}, .rests_on = RestsOn::report,
     .citation = "《行政处罚法》第五十六条"},
    {.from = kOpen, .act = Act::approve_preservation, .roles = kHead, .rests_on = RestsOn::report,
     .citation = "《行政处罚法》第五十六条"},
    {.from = kOpen, .act = Act::preserve_evidence, .roles = kHandlers,
     .guards = {two_officers, certificate_valid, certificate_category, certificate_shown, not_recused,
                officers_of_case, actor_handles_case}, .documents = {"preservation_notice"},
     .starts = {rule::preserve}, .rests_on = RestsOn::report, .citation = "《行政处罚法》第五十六条"},
    {.from = kOpen, .act = Act::dispose_preservation, .outcome = "release", .roles = kUnit,
     .stops = {rule::preserve}, .rests_on = RestsOn::report, .in_favour = true,
     .citation = "《行政处罚法》第五十六条"},
    {.from = kOpen, .act = Act::dispose_preservation, .outcome = "return", .roles = kUnit,
     .stops = {rule::preserve}, .rests_on = RestsOn::report, .in_favour = true,
     .citation = "《行政处罚法》第五十六条"},
    {.from = kOpen, .act = Act::dispose_preservation, .outcome = "evidence", .roles = kUnit,
     .guards = {actor_handles_case}, .stops = {rule::preserve}, .rests_on = RestsOn::report,
     .citation = "《行政处罚法》第五十六条"},
    {.from = kOpen, .act = Act::dispose_preservation, .outcome = "appraisal", .roles = kUnit,
     .guards = {actor_handles_case}, .stops = {rule::preserve}, .rests_on = RestsOn::report,
     .citation = "《行政处罚法》第五十六条"},
    {.from = kOpen, .act = Act::dispose_preservation, .outcome = "transfer", .roles = kUnit,
     .guards = {actor_handles_case}, .stops = {rule::preserve}, .rests_on = RestsOn::report,
     .citation = "《行政处罚法》第五十六条"},
    {.from = kOpen, .act = Act::dispose_preservation, .outcome = "seizure", .roles = kUnit,
     .guards = {actor_handles_case}, .stops = {rule::preserve}, .rests_on = RestsOn::report,
     .citation = "《行政处罚法》第五十六条"},
    {.from = kOpen, .act = Act::dispose_preservation, .outcome = "confiscation", .roles = kUnit,
     .guards = {actor_handles_case}, .stops = {rule::preserve}, .rests_on = RestsOn::report,
     .citation = "《行政处罚法》第五十六条"},
    {.from = kOpen, .act = Act::take_sample, .roles = kHandlers,
     .guards = {two_officers, certificate_valid, certificate_category, certificate_shown, not_recused,
                officers_of_case, actor_handles_case}, .rests_on = RestsOn::report,
     .citation = "《行政处罚法》第五十六条"},
    {.from = kOpen, .act = Act::entrust_expert, .roles = kHandlers,
     .guards = {two_officers, certificate_valid, not_recused, actor_handles_case}, .documents = {"expert_entrustment"},
     .rests_on = RestsOn::report, .citation = "《行政处罚法》第四十六条第一款"},
    {.from = kOpen, .act = Act::record_expert_opinion, .roles = kHandlers, .guards = {actor_handles_case},
     .rests_on = RestsOn::report, .citation = "《行政处罚法》第四十六条第一款"},
    {.from = kOpen, .act = Act::exclude_evidence, .roles = {Role::officer, Role::unit_head, Role::legal_reviewer},
     .rests_on = RestsOn::report, .citation = "《行政处罚法》第四十六条第三款"},
    {.from = kOpen, .act = Act::order_correction, .roles = kHandlers,
     .guards = {two_officers, certificate_valid, not_recused, actor_handles_case}, .documents = {"correction_order"},
     .rests_on = RestsOn::report, .citation = "《行政处罚法》第二十八条第一款"},
    {.from = {filed, investigating, investigation_concluded, unit_reviewed, prior_notice_served, statement_heard,
              legal_review, collective_discussion, decided, served, performing},
     .act = Act::recheck_correction, .roles = kHandlers,
     .guards = {two_officers, certificate_valid, certificate_shown, not_recused, actor_handles_case},
     .rests_on = RestsOn::report, .citation = "《行政处罚法》第二十八条第一款"},
    {.from = kOpen, .act = Act::extend_term, .roles = kHead, .rests_on = RestsOn::report,
     .citation = "《行政处罚法》第六十条"},
    {.from = kOpen, .act = Act::suspend_term, .roles = kHead, .rests_on = RestsOn::report,
     .citation = "《行政处罚法》第六十条"},
    {.from = kOpen, .act = Act::resume_term, .roles = {Role::unit_head, Role::agency_head},
     .rests_on = RestsOn::report, .citation = "《行政处罚法》第六十条"},

    // ---- discretion ----------------------------------------------------------------------------------------------------
    {.from = kOpen, .act = Act::assess_discretion, .roles = kUnit, .guards = {actor_handles_case},
     .rests_on = RestsOn::report, .citation = "《行政处罚法》第三十四条"},
    {.from = kOpen, .act = Act::approve_deviation, .roles = kDeviation, .rests_on = RestsOn::report,
     .citation = "《行政处罚法》第三十四条"},

    // ---- transfer, filing revoked --------------------------------------------------------------------------------------
    {.from = kOpen, .act = Act::propose_transfer, .roles = kHandlers,
     .guards = {two_officers, certificate_valid, not_recused, actor_handles_case}, .starts = {rule::decide_transfer},
     .rests_on = RestsOn::report, .citation = "《行政处罚法》第二十七条第一款"},
    {.from = kOpen, .act = Act::decide_transfer, .outcome = "granted", .roles = kHead,
     .starts = {rule::hand_over}, .stops = {rule::decide_transfer}, .rests_on = RestsOn::report,
     .citation = "《行政执法机关移送涉嫌犯罪案件的规定》第五条"},
    {.from = kOpen, .act = Act::decide_transfer, .outcome = "refused", .roles = kHead,
     .stops = {rule::decide_transfer}, .rests_on = RestsOn::report,
     .citation = "《行政执法机关移送涉嫌犯罪案件的规定》第五条"},
    {.from = kOpen, .act = Act::hand_over_transfer, .to = transferred, .roles = kHandlers,
     .guards = {actor_handles_case}, .documents = {"transfer_letter"}, .stops = {rule::hand_over},
     .rests_on = RestsOn::report, .citation = "《行政处罚法》第五十七条第一款第四项"},
    {.from = {transferred}, .act = Act::record_transfer_answer, .outcome = "accepted", .roles = kUnit,
     .citation = "《行政处罚法》第二十七条第一款"},
    {.from = {transferred}, .act = Act::record_transfer_answer, .outcome = "refused", .to = investigating,
     .roles = kUnit, .citation = "《行政执法机关移送涉嫌犯罪案件的规定》第十条"},
    {.from = {transferred}, .act = Act::close_case, .to = closed, .roles = kHead,
     .citation = "《行政处罚法》第四十七条"},
    {.from = kOpen, .act = Act::revoke_filing, .to = closed, .roles = kHead, .stops = {rule::decide},
     .citation = "《行政处罚法》第四十条"},

    // ---- notice, statement, hearing ------------------------------------------------------------------------------------
    {.from = {unit_reviewed, prior_notice_served, statement_heard, legal_review, collective_discussion},
     .act = Act::serve_prior_notice, .to = prior_notice_served, .roles = kHandlers,
     .guards = {penalty_intended, proposal_complete, party_of_age, range, service_officers, certificate_valid,
                not_recused, actor_handles_case, service_consent, service_witness, service_receipt,
                service_announcement}, .documents = {"prior_notice", "hearing_right_notice"},
     .starts = {rule::statement, rule::request_hearing}, .citation = "《行政处罚法》第四十四条"},
    {.from = kAfterNotice, .act = Act::hear_statement, .to = statement_heard, .roles = kHandlers,
     .guards = {statement_answered, statement_waiver_express, silence_after_term}, .stops = {rule::statement},
     .rests_on = RestsOn::notice, .citation = "《行政处罚法》第四十五条第一款"},
    {.from = kAfterNotice, .act = Act::request_hearing, .roles = kIntake,
     .guards = {hearing_right_told, hearing_request_in_time}, .stops = {rule::request_hearing},
     .rests_on = RestsOn::notice, .citation = "《行政处罚法》第六十四条第一项"},
    {.from = kAfterNotice, .act = Act::waive_hearing, .roles = kIntake,
     .guards = {hearing_request_open, statement_waiver_express}, .stops = {rule::request_hearing},
     .rests_on = RestsOn::notice,
     .citation = "《行政处罚法》第六十三条第一款"},

    {.from = kAfterNotice, .act = Act::notify_hearing, .roles = kHearingOffice, .documents = {"hearing_notice"},
     .rests_on = RestsOn::notice, .citation = "《行政处罚法》第六十四条第二项"},
    {.from = kAfterNotice, .act = Act::postpone_hearing, .roles = kHearingOffice, .rests_on = RestsOn::notice,
     .citation = "《行政处罚法》第六十四条第六项"},
    {.from = kAfterNotice, .act = Act::hold_hearing, .outcome = "held", .roles = kHearing,
     .rests_on = RestsOn::notice, .citation = "《行政处罚法》第六十四条第七项"},
    {.from = kAfterNotice, .act = Act::hold_hearing, .outcome = "absent", .roles = kHearing,
     .rests_on = RestsOn::notice, .citation = "《行政处罚法》第六十四条第六项"},
    {.from = kAfterNotice, .act = Act::hold_hearing, .outcome = "left", .roles = kHearing,
     .rests_on = RestsOn::notice, .citation = "《行政处罚法》第六十四条第六项"},
    {.from = kAfterNotice, .act = Act::report_hearing, .roles = kHearing, .documents = {"hearing_report"},
     .rests_on = RestsOn::notice, .citation = "《行政处罚法》第六十五条"},

    // ---- legal review --------------------------------------------------------------------------------------------------
    {.from = {unit_reviewed, statement_heard, legal_review, collective_discussion},
     .act = Act::submit_for_review, .to = legal_review, .roles = kUnit,
     .guards = {actor_handles_case, proposal_complete, defence_heard, statement_term, hearing_term, no_open_hearing,
                notice_covers, range, review_free, review_useful, review_replied}, .starts = {rule::review},
     .citation = "《行政处罚法》第五十八条第一款"},
    {.from = {legal_review}, .act = Act::give_review_opinion, .outcome = "passed", .roles = kReviewer,
     .guards = {review_pending, reviewer_not_handler, reviewer_of_unit, reviewer_qualified, opinion_complete},
     .documents = {"legal_review_opinion"}, .stops = {rule::review}, .rests_on = RestsOn::submission,
     .citation = "《行政处罚法》第五十八条第一款"},
    {.from = {legal_review}, .act = Act::give_review_opinion, .outcome = "returned", .roles = kReviewer,
     .guards = {review_pending, reviewer_not_handler, reviewer_of_unit, reviewer_qualified, opinion_complete},
     .documents = {"legal_review_opinion"}, .stops = {rule::review}, .rests_on = RestsOn::submission,
     .citation = "《行政处罚法》第五十八条第一款"},
    {.from = {legal_review}, .act = Act::give_review_opinion, .outcome = "failed", .roles = kReviewer,
     .guards = {review_pending, reviewer_not_handler, reviewer_of_unit, reviewer_qualified, opinion_complete},
     .documents = {"legal_review_opinion"}, .stops = {rule::review}, .rests_on = RestsOn::submission,
     .citation = "《行政处罚法》第五十八条第一款"},
    {.from = {legal_review}, .act = Act::extend_review, .roles = kHead,
     .guards = {review_pending, review_extension}, .rests_on = RestsOn::submission,
     .citation = "《行政处罚法》第五十八条第一款"},
    {.from = {legal_review}, .act = Act::reply_to_review, .roles = kUnit,
     .guards = {actor_handles_case, review_answerable}, .rests_on = RestsOn::submission,
     .citation = "《行政处罚法》第五十八条第一款"},

    {.from = {legal_review}, .act = Act::accept_review, .roles = kReviewer, .guards = {review_pending},
     .rests_on = RestsOn::submission, .citation = "《行政处罚法》第五十八条第一款"},
    {.from = {legal_review}, .act = Act::return_review_materials, .roles = kReviewer, .guards = {review_pending},
     .stops = {rule::review}, .rests_on = RestsOn::submission, .citation = "《行政处罚法》第五十八条第一款"},
    {.from = {legal_review}, .act = Act::request_review_supplement, .roles = kReviewer, .guards = {review_pending},
     .rests_on = RestsOn::submission, .citation = "《行政处罚法》第五十八条第一款"},
    {.from = {legal_review}, .act = Act::supply_review_supplement, .roles = kUnit,
     .guards = {actor_handles_case, review_pending}, .rests_on = RestsOn::submission,
     .citation = "《行政处罚法》第五十八条第一款"},
    {.from = {legal_review}, .act = Act::assign_reviewer, .roles = kReviewer, .guards = {review_pending},
     .rests_on = RestsOn::submission, .citation = "《行政处罚法》第五十八条第一款"},
    {.from = {legal_review}, .act = Act::escalate_review, .roles = kUnit, .guards = {actor_handles_case},
     .rests_on = RestsOn::submission, .citation = "《行政处罚法》第五十八条第一款"},
    {.from = {legal_review}, .act = Act::decide_review_dispute, .roles = kHead, .rests_on = RestsOn::submission,
     .citation = "《行政处罚法》第五十八条第一款"},

    // ---- discussion, approval, decision --------------------------------------------------------------------------------
    {.from = kAfterStatement, .act = Act::hold_collective_discussion, .to = collective_discussion, .roles = kHead,
     .guards = {proposal_complete, defence_heard, statement_term, hearing_term, no_open_hearing, notice_covers,
                range, review_passed, discussion_members},
     .citation = "《行政处罚法》第五十七条第二款"},
    {.from = {unit_reviewed, statement_heard, legal_review, collective_discussion},
     .act = Act::submit_for_approval, .roles = kUnit,
     .guards = {actor_handles_case, proposal_complete, party_identified, defence_heard, statement_term, hearing_term,
                no_open_hearing, notice_covers, range, benchmark, review_passed, discussion_held},
     .documents = {"decision_approval"}, .citation = "《行政处罚法》第五十七条第一款"},
    {.from = kAfterStatement, .act = Act::decide, .outcome = "penalty", .to = decided, .roles = kHead,
     .guards = {proposal_complete, party_of_age, limitation, defence_heard, statement_term, hearing_term,
                no_open_hearing, notice_covers, range, benchmark, review_passed, discussion_held, approval_submitted,
                decider_apart, decision_as_approved, document_complete}, .documents = {"penalty_decision"},
     .starts = {rule::serve, rule::publish}, .stops = {rule::decide},
     .citation = "《行政处罚法》第五十七条第一款第一项"},
    {.from = {unit_reviewed, statement_heard, legal_review, collective_discussion}, .act = Act::decide,
     .outcome = "no_penalty", .to = decided, .roles = kHead,
     .guards = {proposal_complete, review_passed, approval_submitted, decider_apart, decision_as_approved,
                document_complete}, .documents = {"no_penalty_decision"},
     .starts = {rule::serve, rule::publish}, .stops = {rule::decide},
     .citation = "《行政处罚法》第五十七条第一款第二项"},
    {.from = {unit_reviewed, statement_heard, legal_review, collective_discussion}, .act = Act::decide,
     .outcome = "not_established", .to = decided, .roles = kHead,
     .guards = {proposal_complete, review_passed, approval_submitted, decider_apart, decision_as_approved,
                document_complete}, .documents = {"no_penalty_decision"},
     .starts = {rule::serve, rule::publish}, .stops = {rule::decide},
     .citation = "《行政处罚法》第五十七条第一款第三项"},

    // ---- service -------------------------------------------------------------------------------------------------------
    {.from = {decided}, .act = Act::serve_decision, .outcome = "started", .roles = kHandlers,
     .guards = {decision_rendered, service_officers, certificate_valid, not_recused, service_consent},
     .stops = {rule::serve}, .rests_on = RestsOn::decision, .citation = "《行政处罚法》第六十一条第一款"},
    {.from = {decided}, .act = Act::serve_decision, .outcome = "delivered", .to = served, .roles = kHandlers,
     .guards = {decision_rendered, service_officers, certificate_valid, not_recused, service_consent,
                service_witness, service_receipt, service_announcement}, .documents = {"service_receipt"},
     .starts = {rule::pay}, .stops = {rule::serve}, .rests_on = RestsOn::decision,
     .citation = "《行政处罚法》第六十一条第一款"},

    // ---- publication: states of the decision ---------------------------------------------------------------------------
    {.from = kAfterDecision, .act = Act::propose_publication, .roles = kPublicityClerk,
     .guards = {service_begun, publication_absent, not_minor}, .rests_on = RestsOn::decision,
     .citation = "《行政处罚法》第四十八条第一款"},
    {.from = kAfterDecision, .act = Act::approve_publication, .roles = kPublicityApprover,
     .guards = {publication_proposed, approver_not_proposer, not_minor, publication_clean}, .stops = {rule::publish}, .rests_on = RestsOn::proposal,
     .citation = "《行政处罚法》第四十八条第一款"},
    {.from = kAfterDecision, .act = Act::withhold_publication, .roles = kPublicityApprover,
     .guards = {publication_undecided}, .stops = {rule::publish}, .rests_on = RestsOn::decision,
     .citation = "《行政处罚法》第五十条"},
    {.from = kAfterDecision, .act = Act::take_down_publication, .roles = kPublicityApprover,
     .guards = {publication_live}, .stops = {rule::withdraw}, .rests_on = RestsOn::decision, .in_favour = true,
     .citation = "《行政处罚法》第四十八条第二款"},

    // ---- performance, closing, archive ---------------------------------------------------------------------------------
    {.from = {served, performing}, .act = Act::record_payment, .to = performing, .roles = kPerformance,
     .guards = {payment_within}, .rests_on = RestsOn::decision, .citation = "《行政处罚法》第六十七条第三款"},
    {.from = {served, performing}, .act = Act::record_performance_update, .to = performing,
     .roles = kPerformance, .starts = {rule::publish_performance}, .rests_on = RestsOn::decision,
     .citation = "《行政处罚法》第六十六条第一款"},
    {.from = {closed, archived}, .act = Act::record_performance_update, .roles = kPerformance,
     .guards = {service_begun}, .starts = {rule::publish_performance}, .rests_on = RestsOn::decision,
     .citation = "《行政处罚法》第六十六条第一款"},
    {.from = {served, performing}, .act = Act::apply_deferral, .roles = kIntake, .rests_on = RestsOn::decision,
     .citation = "《行政处罚法》第六十六条第二款"},
    {.from = {served, performing}, .act = Act::decide_deferral, .outcome = "granted", .to = performing,
     .roles = kHead, .documents = {"deferral_notice"}, .rests_on = RestsOn::decision,
     .citation = "《行政处罚法》第六十六条第二款"},
    {.from = {served, performing}, .act = Act::decide_deferral, .outcome = "refused", .roles = kHead,
     .documents = {"deferral_notice"}, .rests_on = RestsOn::decision, .citation = "《行政处罚法》第六十六条第二款"},
    {.from = {served, performing}, .act = Act::demand_performance, .to = performing, .roles = kHandlers,
     .documents = {"demand_notice"}, .rests_on = RestsOn::decision, .citation = "《行政强制法》第五十四条"},
    {.from = {served, performing}, .act = Act::apply_court_enforcement, .to = performing, .roles = kHead,
     .documents = {"court_application"}, .rests_on = RestsOn::decision, .citation = "《行政强制法》第五十三条"},
    {.from = {served, performing}, .act = Act::record_court_outcome, .to = performing, .roles = kPerformance,
     .rests_on = RestsOn::decision, .citation = "《行政强制法》第五十六条第一款"},
    {.from = kAfterDecision, .act = Act::record_remedy, .roles = kPerformance, .rests_on = RestsOn::decision,
     .citation = "《行政处罚法》第七十三条第一款"},
    {.from = kAfterDecision, .act = Act::record_remedy_outcome, .roles = kPerformance,
     .rests_on = RestsOn::decision, .citation = "《行政处罚法》第四十八条第二款"},
    {.from = kAfterDecision, .act = Act::revoke_decision, .roles = kHead, .rests_on = RestsOn::decision,
     .citation = "《行政处罚法》第七十五条第二款"},
    {.from = kAfterDecision, .act = Act::remake_decision, .to = investigating, .roles = kHead,
     .rests_on = RestsOn::decision, .reopens = true, .citation = "《行政处罚法》第四十条"},
    {.from = kAfterDecision, .act = Act::refund_payment, .roles = kPerformance, .rests_on = RestsOn::decision,
     .in_favour = true, .citation = "《行政处罚法》第七十五条第二款"},
    {.from = {served, performing, closed}, .act = Act::dispose_goods, .roles = kPerformance,
     .rests_on = RestsOn::decision, .citation = "《行政处罚法》第七十四条第一款"},
    {.from = {served, performing}, .act = Act::close_case, .to = closed, .roles = kHead, .guards = {performed},
     .documents = {"closing_approval"}, .citation = "《行政处罚法》第四十七条"},
    {.from = {closed, not_filed}, .act = Act::archive_case, .to = archived, .roles = kArchivist,
     .citation = "《行政处罚法》第四十七条"},

    // ---- the system itself ---------------------------------------------------------------------------------------------
    {.from = {clue_registered, not_filed, filed, investigating, investigation_concluded, unit_reviewed,
              prior_notice_served, statement_heard, legal_review, collective_discussion, decided, served,
              performing, closed, archived, transferred}, .act = Act::document_rendered, .roles = kSystem,
     .rests_on = RestsOn::nothing, .citation = "《行政处罚法》第四十七条"},
};
// clang-format on

}  // namespace mingjing::cases::penalty_ordinary_2021
