// For tests: facts in which everything is in order for an act, and a case that stands at any stage. A test changes one
// fact and sees what that alone does.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cases/case.h"
#include "domain/cases/facts.h"
#include "domain/cases/procedure.h"
#include "domain/cases/sample_money.h"

namespace mingjing::cases::sample {

inline const Instant kNow = Instant::beijing(Date(2026, 3, 20), 10);
inline const CaseId kCaseId(*Uuid::parse("01890000-0000-7000-8000-000000000001"));
inline const OfficerId kFirst(*Uuid::parse("01890000-0000-7000-8000-000000000011"));
inline const OfficerId kSecond(*Uuid::parse("01890000-0000-7000-8000-000000000012"));
inline const UserId kUser(*Uuid::parse("01890000-0000-7000-8000-000000000021"));

inline ActInput good_input() {
  ActInput in;
  in.occurred_at = kNow;
  in.officers = {{kFirst, "陈砚秋", true, Date(2027, 1, 1), true, true, false},
                 {kSecond, "林知夏", true, Date(2027, 1, 1), true, true, false}};
  in.certificate_shown = true;
  in.kinds = {PenaltyKind::fine};
  in.fine = yuan(50000);
  in.statement_result = "made";
  in.express_waiver_recorded = true;
  in.statement_answered = true;
  in.extend_days = 5;
  in.members = 3;
  in.service_method = "direct";
  in.receipt_recorded = true;
  in.witness_or_video = true;
  in.announcement_reason = true;
  in.delivered_on = kNow.date();
  in.service.recipient_given = in.service.place_given = in.service.reason_given = true;
  in.service.recipient_relation = "legal_representative";
  in.service.left_at_domicile = in.service.sent_through = in.service.online_channel = true;
  in.service.ground_given = true;
  in.service.basis_on = Date(2026, 3, 11);
  in.hearing.planned_at = Instant::beijing(Date(2026, 4, 1), 9);
  in.hearing.notice_until = Date(2026, 3, 23);
  in.hearing.minutes = in.hearing.signed_or_noted = true;
  in.hearing.most_agents = 1;
  in.payment = yuan(50000);
  in.measure.told = in.measure.list_acknowledged = in.measure.informant_told = in.measure.in_person = true;
  in.measure.term_ground = "complex";
  in.measure.term_days = 30;
  in.measure.materials = {"report", "goods_list"};
  return in;
}

// Everything in order for a fine of 50,000 yuan, for this act.
inline Facts good_facts(Stage stage, Act act, std::string_view outcome = {}) {
  Facts f;
  f.now = kNow;
  f.today = kNow.date();
  f.actor = kUser;
  f.actor_is_handler = true;
  f.stage = stage;
  f.stage_since = Instant::beijing(Date(2026, 3, 10), 9);
  f.reported_at = Instant::beijing(Date(2026, 2, 10), 9);
  f.filed_on = Date(2026, 2, 12);
  f.item_chosen = f.cause_given = true;
  f.officers_assigned = f.officers_valid_today = 2;
  f.party_known = f.party_identified = f.e_service_consent = true;
  f.discovered_on = Date(2026, 2, 10);
  f.limitation_until = Date(2027, 12, 1);
  f.inquiries = f.on_site_records = f.evidence_count = 1;
  f.has_proposal = true;
  f.intended_outcome = "penalty";
  f.kinds = {PenaltyKind::fine};
  f.fine = yuan(50000);
  f.basis_count = 1;
  f.substance_version = 1;
  f.benchmark_or_reason = true;
  f.fine_min = yuan(10000);
  f.fine_max = yuan(100000);
  f.notice = Notice{Instant::beijing(Date(2026, 3, 2), 9), {PenaltyKind::fine}, yuan(50000), {}, {}, 1, false, {}, {}};
  f.statement_until = Date(2026, 3, 9);
  f.statement_heard = f.statement_answered = true;
  f.review_required = true;
  f.review = ReviewState::passed;
  f.review_due = Date(2026, 3, 24);
  f.review_submitted_at = Instant::beijing(Date(2026, 3, 17), 9);
  f.discussion_current = f.approval_current = true;
  f.decided_at = Instant::beijing(Date(2026, 3, 11), 9);
  f.decision_document_rendered = f.service_started = f.performed = true;
  f.owed = yuan(50000);
  f.measures.recusal_waits = f.measures.party_in_case = f.measures.expert_waits = f.measures.evidence_usable = true;
  f.measures.parties = 2;
  f.measures.preservation_waits = f.measures.preservation_ready = f.measures.preservation_kept = true;
  f.measures.confiscation_decided = f.measures.correction_open = f.measures.recording_gap_waits = true;
  f.measures.recording_kept = f.measures.recording_held = f.measures.destruction_free = f.measures.destruction_proposed = true;
  f.measures.destruction_approved = f.measures.destruction_carried_out = true;
  f.measures.term_running = true;
  f.measures.term_until = Date(2026, 5, 13);
  f.measures.term_grounds = {{"complex", false, "案情复杂", "《自然资源行政处罚办法》第三十八条第一款", 30, 1, 0, false},
                             {"expert", true, "鉴定期间", "《自然资源行政处罚办法》第三十八条第二款", 0, 0, 0, false}};
  f.measures.transfer_kind = "crime";
  f.measures.transfer_waits = f.measures.transfer_ready = f.measures.transfer_unanswered = true;
  f.measures.transfer_accepted = true;
  f.input = good_input();
  f.input->outcome = outcome;
  good_money(f, act);

  switch (act) {
    case Act::submit_for_review:
      f.review = ReviewState::none;
      break;
    case Act::give_review_opinion:
    case Act::assign_reviewer:
    case Act::request_review_supplement:
      f.review_work.accepted = f.review_work.actor_allocated = true;
      [[fallthrough]];
    case Act::accept_review:
    case Act::return_review_materials:
      f.actor_is_handler = false;
      f.review = ReviewState::pending;
      break;
    case Act::extend_review:
      f.review = ReviewState::pending;
      break;
    case Act::supply_review_supplement:
      f.review = ReviewState::pending;
      f.review_work.accepted = f.review_work.supplement_open = true;
      break;
    case Act::escalate_review:
      f.review = ReviewState::returned;
      f.review_work.disputable = true;
      break;
    case Act::decide_review_dispute:
      f.actor_is_handler = false;
      f.review = ReviewState::returned;
      f.review_work.dispute_open = true;
      break;
    case Act::approve_deviation:
      f.discretion.deviation_open = true;
      break;
    case Act::reply_to_review:
      f.review = ReviewState::returned;
      break;
    case Act::notify_hearing:
      f.hearing = HearingState::requested;
      break;
    case Act::report_hearing:
      f.hearing = HearingState::held;
      f.hearing_facts.to_report = f.hearing_facts.actor_is_host = true;
      break;
    case Act::postpone_hearing:
    case Act::hold_hearing:
      f.hearing = HearingState::notified;
      f.hearing_facts.planned = f.hearing_facts.actor_is_host = true;
      f.hearing_facts.planned_at = Instant::beijing(kNow.date(), 9);
      f.hearing_facts.host_name = "许怀谷";
      break;
    case Act::request_hearing:
    case Act::waive_hearing:
      f.hearing = HearingState::right_told;
      f.hearing_request_until = Date(2026, 3, 24);
      break;
    case Act::decide:
      f.actor_is_handler = false;
      if (outcome != "penalty") f.intended_outcome = outcome;
      break;
    case Act::approve_publication:
    case Act::return_publication:
      f.publication = PublicationState::proposed;
      break;
    case Act::take_down_publication:
    case Act::correct_publication:
      f.publication = PublicationState::approved;
      break;
    case Act::suspend_term:
      f.input->measure.term_ground = "expert";
      f.input->measure.term_days = 0;
      break;
    case Act::resume_term:
      f.measures.term_running = false;
      f.measures.term_suspended = true;
      break;
    case Act::document_rendered:
    case Act::recording_probed:
    case Act::recording_destroyed:
      f.actor_is_system = true;
      break;
    default:
      break;
  }
  return f;
}

// A case at a stage, as the store would give it back.
inline Case case_at(Stage stage) {
  Case made = Case::registered(kCaseId, Instant::beijing(Date(2026, 2, 10), 9));
  domain::Parts parts = made.to_parts();
  parts.front().data.set("stage", to_string(stage));
  return *Case::from_parts(kCaseId, parts);
}

}  // namespace mingjing::cases::sample
