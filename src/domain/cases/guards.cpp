// The registry, in the order of `guard_id.h`.
// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/guards.h"

#include <array>

#include "base/check.h"
#include "domain/cases/guard_judges.h"
#include "domain/cases/guard_judges_measures.h"

namespace mingjing::cases {

namespace {

constexpr std::string_view kPolicy = "内部规定";
constexpr std::string_view kReviewPolicy = "《关于全面推行和示范创建行政执法三项制度的通知》附件1第三部分";
constexpr std::string_view kReplyPolicy = "《关于全面推行和示范创建行政执法三项制度的通知》附件2第107项";
constexpr std::string_view kDisplayPolicy = "《关于全面推行和示范创建行政执法三项制度的通知》附件2第23项";

constexpr auto kRefuse = GuardEffect::refuse;
constexpr auto kOwn = GuardEffect::refuse_policy;
constexpr auto kReason = GuardEffect::reason;
constexpr auto kMark = GuardEffect::mark;

// clang-format off
constexpr std::array<GuardRow, kGuardCount> kGuards{{
    {Guard::occurred_not_future, "occurred_not_future", "", kRefuse, true, judges::occurred_not_future},
    {Guard::occurred_after_basis, "occurred_after_basis", "", kRefuse, true, judges::occurred_after_basis},
    {Guard::late_record_reason, "late_record_reason", kPolicy, kReason, true, judges::late_record_reason},
    {Guard::overdue_reason, "overdue_reason", kPolicy, kReason, true, judges::overdue_reason},
    {Guard::two_officers, "two_officers", "《行政处罚法》第四十二条第一款", kRefuse, true, judges::two_officers},
    {Guard::certificate_valid, "certificate_valid", "《行政处罚法》第七十六条第一款第五项", kRefuse, true, judges::certificate_valid},
    {Guard::certificate_category, "certificate_category", kPolicy, kOwn, true, judges::certificate_category},
    {Guard::certificate_shown, "certificate_shown", "《行政处罚法》第五十五条第一款", kRefuse, true, judges::certificate_shown},
    {Guard::not_recused, "not_recused", "《行政处罚法》第四十三条第一款", kRefuse, true, judges::not_recused},
    {Guard::officers_of_case, "officers_of_case", kPolicy, kOwn, true, judges::officers_of_case},
    {Guard::actor_handles_case, "actor_handles_case", kPolicy, kOwn, false, judges::actor_handles_case},
    {Guard::item_and_cause, "item_and_cause", "《行政处罚法》第五十四条第二款", kRefuse, false, judges::item_and_cause},
    {Guard::limitation, "limitation", "《行政处罚法》第三十六条第一款", kRefuse, false, judges::limitation},
    {Guard::investigation_done, "investigation_done", "《行政处罚法》第四十条", kRefuse, false, judges::investigation_done},
    {Guard::party_identified, "party_identified", "《行政处罚法》第五十九条第一款第一项", kRefuse, false, judges::party_identified},
    {Guard::proposal_complete, "proposal_complete", "《行政处罚法》第四十条", kRefuse, false, judges::proposal_complete},
    {Guard::actor_not_recused, "actor_not_recused", "《行政处罚法》第四十三条第一款", kRefuse, false, judges::actor_not_recused},
    {Guard::recusal_undecided, "recusal_undecided", "《行政处罚法》第四十三条第三款", kMark, true, judges::recusal_undecided},
    {Guard::recusal_waits, "recusal_waits", "《行政处罚法》第四十三条第三款", kRefuse, false, judges::recusal_waits},
    {Guard::recusal_decider_apart, "recusal_decider_apart", "《行政处罚法》第四十三条第一款", kRefuse, false, judges::recusal_decider_apart},
    {Guard::recusal_settled, "recusal_settled", kPolicy, kOwn, false, judges::recusal_settled},
    {Guard::party_in_case, "party_in_case", kPolicy, kOwn, false, judges::party_in_case},
    {Guard::party_remains, "party_remains", kPolicy, kOwn, false, judges::party_remains},
    {Guard::preservation_waits, "preservation_waits", "《行政处罚法》第五十六条", kRefuse, false, judges::preservation_waits},
    {Guard::preservation_approved, "preservation_approved", "《行政处罚法》第五十六条", kRefuse, false, judges::preservation_approved},
    {Guard::list_acknowledged, "list_acknowledged", kPolicy, kMark, true, judges::list_acknowledged},
    {Guard::preservation_kept, "preservation_kept", "《行政处罚法》第五十六条", kRefuse, false, judges::preservation_kept},
    {Guard::confiscation_decided, "confiscation_decided", "《行政处罚法》第九条第二项", kRefuse, false, judges::confiscation_decided},
    {Guard::preservation_open, "preservation_open", "《行政处罚法》第五十六条", kMark, false, judges::preservations_settled},
    {Guard::preservations_settled, "preservations_settled", "《行政处罚法》第五十六条", kRefuse, false, judges::preservations_settled},
    {Guard::expert_waits, "expert_waits", kPolicy, kOwn, false, judges::expert_waits},
    {Guard::expert_told, "expert_told", kPolicy, kMark, true, judges::expert_told},
    {Guard::evidence_usable, "evidence_usable", kPolicy, kOwn, false, judges::evidence_usable},
    {Guard::evidence_remains, "evidence_remains", "《行政处罚法》第四十条", kRefuse, false, judges::evidence_remains},
    {Guard::correction_open, "correction_open", kPolicy, kOwn, false, judges::correction_open},
    {Guard::recordings_settled, "recordings_settled", "《行政处罚法》第四十七条", kRefuse, false, judges::recordings_settled},
    {Guard::recording_gap_waits, "recording_gap_waits", kPolicy, kOwn, false, judges::recording_gap_waits},
    {Guard::recording_gap_apart, "recording_gap_apart", kPolicy, kOwn, false, judges::recording_gap_apart},
    {Guard::recording_kept, "recording_kept", kPolicy, kOwn, false, judges::recording_kept},
    {Guard::recording_held, "recording_held", kPolicy, kOwn, false, judges::recording_held},
    {Guard::retention_over, "retention_over", "《档案法》第二十一条第二款", kRefuse, false, judges::retention_over},
    {Guard::recording_not_held, "recording_not_held", "《档案法》第二十一条第二款", kRefuse, false, judges::recording_not_held},
    {Guard::destruction_free, "destruction_free", kPolicy, kOwn, false, judges::destruction_free},
    {Guard::destruction_proposed, "destruction_proposed", kPolicy, kOwn, false, judges::destruction_proposed},
    {Guard::destruction_approved, "destruction_approved", "《档案法》第二十一条第二款", kRefuse, false, judges::destruction_approved},
    {Guard::destruction_carried_out, "destruction_carried_out", kPolicy, kOwn, false, judges::destruction_carried_out},
    {Guard::destruction_apart, "destruction_apart", kPolicy, kOwn, false, judges::destruction_apart},
    {Guard::informant_told, "informant_told", kPolicy, kMark, true, judges::informant_told},
    {Guard::term_running, "term_running", "《行政处罚法》第六十条", kRefuse, false, judges::term_running},
    {Guard::term_ground_granted, "term_ground_granted", "《行政处罚法》第六十条", kRefuse, false, judges::term_ground_granted},
    {Guard::term_stands, "term_stands", "《行政处罚法》第六十条", kRefuse, false, judges::term_stands},
    {Guard::transfer_free, "transfer_free", kPolicy, kOwn, false, judges::transfer_free},
    {Guard::transfer_waits, "transfer_waits", kPolicy, kOwn, false, judges::transfer_waits},
    {Guard::transfer_in_person, "transfer_in_person", "《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款", kRefuse, true, judges::transfer_in_person},
    {Guard::transfer_approved, "transfer_approved", "《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款", kRefuse, false, judges::transfer_approved},
    {Guard::transfer_materials, "transfer_materials", "《行政执法机关移送涉嫌犯罪案件的规定》第六条", kRefuse, true, judges::transfer_materials},
    {Guard::transfer_unanswered, "transfer_unanswered", kPolicy, kOwn, false, judges::transfer_unanswered},
    {Guard::transfer_not_owed, "transfer_not_owed", "《行政执法机关移送涉嫌犯罪案件的规定》第十一条第一款", kRefuse, false, judges::transfer_not_owed},
    {Guard::transfer_accepted, "transfer_accepted", kPolicy, kOwn, false, judges::transfer_accepted},
    {Guard::counts_add_up, "counts_add_up", kPolicy, kOwn, false, judges::counts_add_up},
    {Guard::penalty_intended, "penalty_intended", "《行政处罚法》第四十四条", kRefuse, false, judges::penalty_intended},
    {Guard::party_of_age, "party_of_age", "《行政处罚法》第三十条", kRefuse, false, judges::party_of_age},
    {Guard::range, "range", "《行政处罚法》第五条第二款", kRefuse, false, judges::range},
    {Guard::benchmark, "benchmark", "《优化营商环境条例》第六十条", kReason, false, judges::benchmark},
    {Guard::notice_covers, "notice_covers", "《行政处罚法》第四十四条", kRefuse, false, judges::notice_covers},
    {Guard::statement_answered, "statement_answered", "《行政处罚法》第四十五条第一款", kRefuse, true, judges::statement_answered},
    {Guard::statement_waiver_express, "statement_waiver_express", "《行政处罚法》第六十二条", kRefuse, true, judges::statement_waiver_express},
    {Guard::silence_after_term, "silence_after_term", "《行政处罚法》第六十二条", kRefuse, true, judges::silence_after_term},
    {Guard::defence_heard, "defence_heard", "《行政处罚法》第六十二条", kRefuse, false, judges::defence_heard},
    {Guard::statement_term, "statement_term", kPolicy, kOwn, false, judges::statement_term},
    {Guard::hearing_right_told, "hearing_right_told", "《行政处罚法》第六十三条第一款", kRefuse, false, judges::hearing_right_told},
    {Guard::hearing_request_in_time, "hearing_request_in_time", "《行政处罚法》第六十四条第一项", kRefuse, false, judges::hearing_request_in_time},
    {Guard::hearing_request_open, "hearing_request_open", "《行政处罚法》第六十三条第一款", kRefuse, false, judges::hearing_request_open},
    {Guard::hearing_term, "hearing_term", "《行政处罚法》第六十四条第一项", kRefuse, false, judges::hearing_term},
    {Guard::no_open_hearing, "no_open_hearing", "《行政处罚法》第六十三条第一款", kRefuse, false, judges::no_open_hearing},
    {Guard::hearing_not_requested, "hearing_not_requested", "《行政处罚法》第六十四条第一项", kRefuse, false, judges::hearing_not_requested},
    {Guard::hearing_waiting, "hearing_waiting", "《行政处罚法》第六十三条第一款", kRefuse, false, judges::hearing_waiting},
    {Guard::hearing_notice_ahead, "hearing_notice_ahead", "《行政处罚法》第六十四条第二项", kRefuse, true, judges::hearing_notice_ahead},
    {Guard::hearing_served_apart, "hearing_served_apart", "《行政处罚法》第六十四条第二项", kRefuse, true, judges::hearing_served_apart},
    {Guard::hearing_closed_ground, "hearing_closed_ground", "《行政处罚法》第六十四条第三项", kRefuse, true, judges::hearing_closed_ground},
    {Guard::hearing_host_apart, "hearing_host_apart", "《行政处罚法》第六十四条第四项", kRefuse, true, judges::hearing_host_apart},
    {Guard::hearing_notified, "hearing_notified", "《行政处罚法》第六十四条第二项", kRefuse, false, judges::hearing_notified},
    {Guard::hearing_by_host, "hearing_by_host", "《行政处罚法》第六十四条第四项", kRefuse, false, judges::hearing_by_host},
    {Guard::hearing_as_notified, "hearing_as_notified", "《行政处罚法》第六十四条第二项", kRefuse, true, judges::hearing_as_notified},
    {Guard::hearing_agents, "hearing_agents", "《行政处罚法》第六十四条第五项", kRefuse, true, judges::hearing_agents},
    {Guard::hearing_minutes, "hearing_minutes", "《行政处罚法》第六十四条第八项", kRefuse, true, judges::hearing_minutes},
    {Guard::hearing_to_report, "hearing_to_report", "《行政处罚法》第六十五条", kRefuse, false, judges::hearing_to_report},
    {Guard::review_free, "review_free", kReviewPolicy, kOwn, false, judges::review_free},
    {Guard::review_useful, "review_useful", kReviewPolicy, kOwn, false, judges::review_useful},
    {Guard::review_replied, "review_replied", kReviewPolicy, kOwn, false, judges::review_replied},
    {Guard::review_pending, "review_pending", kReviewPolicy, kRefuse, false, judges::review_pending},
    {Guard::review_answerable, "review_answerable", kReviewPolicy, kRefuse, false, judges::review_answerable},
    {Guard::review_extension, "review_extension", kReviewPolicy, kRefuse, false, judges::review_extension},
    {Guard::review_unaccepted, "review_unaccepted", kReviewPolicy, kOwn, false, judges::review_unaccepted},
    {Guard::review_accepted, "review_accepted", kReviewPolicy, kOwn, false, judges::review_accepted},
    {Guard::reviewers_of_unit, "reviewers_of_unit", kReviewPolicy, kOwn, true, judges::reviewers_of_unit},
    {Guard::reviewers_apart, "reviewers_apart", kReviewPolicy, kOwn, true, judges::reviewers_apart},
    {Guard::reviewers_qualified, "reviewers_qualified", "《行政处罚法》第五十八条第二款", kRefuse, true, judges::reviewers_qualified},
    {Guard::reviewer_allocated, "reviewer_allocated", kReviewPolicy, kOwn, false, judges::reviewer_allocated},
    {Guard::reviewer_apart, "reviewer_apart", kReviewPolicy, kOwn, false, judges::reviewer_apart},
    {Guard::supplement_open, "supplement_open", kReviewPolicy, kRefuse, false, judges::supplement_open},
    {Guard::reply_covers_points, "reply_covers_points", kReplyPolicy, kOwn, true, judges::reply_covers_points},
    {Guard::review_disputable, "review_disputable", kReviewPolicy, kRefuse, false, judges::review_disputable},
    {Guard::dispute_open, "dispute_open", kReviewPolicy, kRefuse, false, judges::dispute_open},
    {Guard::dispute_settled, "dispute_settled", kReviewPolicy, kOwn, false, judges::dispute_settled},
    {Guard::reviewer_not_handler, "reviewer_not_handler", kReviewPolicy, kOwn, false, judges::reviewer_not_handler},
    {Guard::reviewer_of_unit, "reviewer_of_unit", kReviewPolicy, kOwn, false, judges::reviewer_of_unit},
    {Guard::reviewer_qualified, "reviewer_qualified", "《行政处罚法》第五十八条第二款", kRefuse, false, judges::reviewer_qualified},
    {Guard::opinion_complete, "opinion_complete", kReviewPolicy, kRefuse, true, judges::opinion_complete},
    {Guard::review_passed, "review_passed", "《行政处罚法》第五十八条第一款", kRefuse, false, judges::review_passed},
    {Guard::discretion_assessed, "discretion_assessed", "《优化营商环境条例》第六十条", kReason, false, judges::discretion_assessed},
    {Guard::discretion_within, "discretion_within", "《行政处罚法》第三十四条", kRefuse, false, judges::discretion_within},
    {Guard::deviation_open, "deviation_open", "《行政处罚法》第三十四条", kRefuse, false, judges::deviation_open},
    {Guard::deviation_other_person, "deviation_other_person", kPolicy, kOwn, true, judges::deviation_other_person},
    {Guard::discussion_members, "discussion_members", "《行政处罚法》第五十七条第二款", kRefuse, true, judges::discussion_members},
    {Guard::discussion_held, "discussion_held", "《行政处罚法》第五十七条第二款", kRefuse, false, judges::discussion_held},
    {Guard::approval_submitted, "approval_submitted", "《行政处罚法》第五十七条第一款", kRefuse, false, judges::approval_submitted},
    {Guard::decider_apart, "decider_apart", kPolicy, kOwn, false, judges::decider_apart},
    {Guard::decision_as_approved, "decision_as_approved", kPolicy, kOwn, true, judges::decision_as_approved},
    {Guard::education_given, "education_given", "《行政处罚法》第三十三条第三款", kRefuse, true, judges::education_given},
    {Guard::document_complete, "document_complete", "《行政处罚法》第五十九条第一款", kRefuse, true, judges::document_complete},
    {Guard::decision_rendered, "decision_rendered", kPolicy, kOwn, false, judges::decision_rendered},
    {Guard::service_officers, "service_officers", kDisplayPolicy, kOwn, true, judges::service_officers},
    {Guard::service_consent, "service_consent", "《行政处罚法》第六十一条第二款", kRefuse, true, judges::service_consent},
    {Guard::service_witness, "service_witness", "《民事诉讼法》第八十九条", kRefuse, true, judges::service_witness},
    {Guard::service_receipt, "service_receipt", "《民事诉讼法》第八十七条", kRefuse, true, judges::service_receipt},
    {Guard::service_announcement, "service_announcement", "《民事诉讼法》第九十五条", kRefuse, true, judges::service_announcement},
    {Guard::service_recipient, "service_recipient", "《民事诉讼法》第八十八条", kRefuse, true, judges::service_recipient},
    {Guard::service_sent_through, "service_sent_through", "《民事诉讼法》第九十一条", kRefuse, true, judges::service_sent_through},
    {Guard::service_online_channel, "service_online_channel", "《行政复议法》第二十二条第二款", kRefuse, true, judges::service_online_channel},
    {Guard::service_date, "service_date", "《民事诉讼法》第八十七条", kRefuse, true, judges::service_date},
    {Guard::service_once, "service_once", kPolicy, kOwn, true, judges::service_once},
    {Guard::service_begun, "service_begun", kPolicy, kOwn, false, judges::service_begun},
    {Guard::not_minor, "not_minor", "《政府信息公开条例》第十五条", kRefuse, false, judges::not_minor},
    {Guard::publication_absent, "publication_absent", kPolicy, kOwn, false, judges::publication_absent},
    {Guard::publication_undecided, "publication_undecided", kPolicy, kOwn, false, judges::publication_undecided},
    {Guard::publication_proposed, "publication_proposed", kPolicy, kOwn, false, judges::publication_proposed},
    {Guard::publication_live, "publication_live", "", kRefuse, false, judges::publication_live},
    {Guard::publication_correctable, "publication_correctable", "《行政处罚法》第四十八条第二款", kRefuse, false, judges::publication_correctable},
    {Guard::publication_clean, "publication_clean", "《政府信息公开条例》第十五条", kRefuse, false, judges::publication_clean},
    {Guard::approver_not_proposer, "approver_not_proposer", kPolicy, kOwn, false, judges::approver_not_proposer},
    {Guard::payment_within, "payment_within", "《行政处罚法》第六十七条第三款", kRefuse, false, judges::payment_within},
    {Guard::on_spot_ground, "on_spot_ground", "《行政处罚法》第六十九条", kRefuse, true, judges::on_spot_ground},
    {Guard::collector_apart, "collector_apart", "《行政处罚法》第六十七条第一款", kOwn, false, judges::collector_apart},
    {Guard::hand_in_in_time, "hand_in_in_time", "《行政处罚法》第七十一条", kMark, true, judges::hand_in_in_time},
    {Guard::bank_in_time, "bank_in_time", "《行政处罚法》第七十一条", kMark, true, judges::bank_in_time},
    {Guard::state_as_recorded, "state_as_recorded", kPolicy, kOwn, true, judges::state_as_recorded},
    {Guard::fine_owed, "fine_owed", "《行政处罚法》第六十六条第二款", kRefuse, false, judges::fine_owed},
    {Guard::deferral_free, "deferral_free", kPolicy, kOwn, false, judges::deferral_free},
    {Guard::deferral_pending, "deferral_pending", kPolicy, kOwn, false, judges::deferral_pending},
    {Guard::plan_fits, "plan_fits", "《行政处罚法》第六十六条第二款", kRefuse, true, judges::plan_fits},
    {Guard::unperformed, "unperformed", "《行政强制法》第五十三条", kRefuse, false, judges::unperformed},
    {Guard::term_passed, "term_passed", "《行政处罚法》第七十二条第一款", kRefuse, false, judges::term_passed},
    {Guard::surcharge_bookable, "surcharge_bookable", "《行政强制法》第四十五条第一款", kRefuse, true, judges::surcharge_bookable},
    {Guard::demand_waited, "demand_waited", "《行政强制法》第五十四条", kRefuse, false, judges::demand_waited},
    {Guard::remedies_over, "remedies_over", "《行政强制法》第五十三条", kRefuse, false, judges::remedies_over},
    {Guard::remedy_closed, "remedy_closed", "《行政强制法》第五十三条", kRefuse, false, judges::remedy_closed},
    {Guard::court_late_confirmed, "court_late_confirmed", "《行政强制法》第五十三条", kReason, true, judges::court_late_confirmed},
    {Guard::court_in_time, "court_in_time", "《行政强制法》第五十三条", kMark, true, judges::court_in_time},
    {Guard::surcharge_demanded, "surcharge_demanded", "《行政强制法》第四十六条第一款", kRefuse, true, judges::surcharge_demanded},
    {Guard::court_free, "court_free", kPolicy, kOwn, false, judges::court_free},
    {Guard::court_pending, "court_pending", kPolicy, kOwn, false, judges::court_pending},
    {Guard::decision_made, "decision_made", kPolicy, kOwn, false, judges::decision_made},
    {Guard::remedy_pending, "remedy_pending", kPolicy, kOwn, false, judges::remedy_pending},
    {Guard::remedy_not_worse, "remedy_not_worse", "《行政复议法》第六十三条第二款", kMark, true, judges::remedy_not_worse},
    {Guard::decision_stands, "decision_stands", kPolicy, kOwn, false, judges::decision_stands},
    {Guard::change_not_heavier, "change_not_heavier", "《行政处罚法》第四十四条", kRefuse, true, judges::change_not_heavier},
    {Guard::decision_ended, "decision_ended", kPolicy, kOwn, false, judges::decision_ended},
    {Guard::publication_settled, "publication_settled", "《行政处罚法》第四十八条第二款", kRefuse, false, judges::publication_settled},
    {Guard::not_overturned, "not_overturned", "《行政处罚法》第四十八条第二款", kRefuse, false, judges::not_overturned},
    {Guard::remade_differs, "remade_differs", "《行政复议法》第六十四条第二款", kRefuse, false, judges::remade_differs},
    {Guard::remade_not_heavier, "remade_not_heavier", kPolicy, kOwn, false, judges::remade_not_heavier},
    {Guard::goods_confiscated, "goods_confiscated", "《行政处罚法》第七十四条第一款", kRefuse, false, judges::goods_confiscated},
    {Guard::goods_way, "goods_way", "《行政处罚法》第七十四条第一款", kRefuse, true, judges::goods_way},
    {Guard::closing_ground, "closing_ground", kPolicy, kOwn, true, judges::closing_ground},
    {Guard::refund_settled, "refund_settled", "《行政强制法》第四十一条", kOwn, false, judges::refund_settled},
    {Guard::deferral_settled, "deferral_settled", kPolicy, kOwn, false, judges::deferral_settled},
    {Guard::remedy_settled, "remedy_settled", kPolicy, kOwn, false, judges::remedy_settled},
    {Guard::decision_fell, "decision_fell", kPolicy, kOwn, false, judges::decision_fell},
    {Guard::remake_not_ordered, "remake_not_ordered", kPolicy, kOwn, false, judges::remake_not_ordered},
    {Guard::performed, "performed", "《行政处罚法》第六十六条第一款", kRefuse, false, judges::performed},
}};
// clang-format on

constexpr bool in_order() {
  for (std::size_t i = 0; i < kGuards.size(); ++i) {
    if (static_cast<std::size_t>(kGuards[i].guard) != i) return false;
  }
  return true;
}
static_assert(in_order(), "the registry follows guard_id.h");

}  // namespace

const GuardRow& guard_row(Guard guard) {
  const auto index = static_cast<std::size_t>(guard);
  MJ_CHECK(index < kGuards.size());
  return kGuards[index];
}

std::optional<Reason> judge(Guard guard, const Facts& facts) {
  const GuardRow& row = guard_row(guard);
  if (row.needs_input && !facts.input) return {};
  auto finding = row.judge(facts);
  if (!finding) return {};
  std::string citation = finding->citation.empty() ? std::string(row.citation) : std::move(finding->citation);
  return Reason{std::string(row.id), std::move(finding->message), std::move(citation), std::move(finding->field)};
}

}  // namespace mingjing::cases
