// Each guard: it holds when everything is in order, and one changed fact makes it speak, with its article. Where a
// kinder fact must not refuse, a row says so.
// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/guards.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "base/text.h"
#include "domain/cases/guard_rows.h"
#include "domain/cases/sample_case.h"

namespace mingjing::cases {
namespace {

using enum Guard;

constexpr RowOf kRows[] = {
    {occurred_not_future, "in a second", [](Facts& f) { f.input->occurred_at = f.now.plus_ms(1000); }, true, "不能晚于"},
    {occurred_after_basis, "before what it rests on", [](Facts& f) { f.basis_at = f.now.plus_ms(1); }, true, "上一步"},
    {late_record_reason, "exactly 24 hours", [](Facts& f) { f.input->occurred_at = f.now.plus_hours(-24); }, false},
    {late_record_reason, "24 hours and a moment",
     [](Facts& f) { f.input->occurred_at = f.now.plus_hours(-24).plus_ms(-1); }, true, "补录原因"},
    {overdue_reason, "overdue", [](Facts& f) { f.overdue = {{"apl_61_serve", "送达", "", Date(2026, 3, 19)}}; }, true,
     "2026-03-19"},
    {two_officers, "one officer", [](Facts& f) { f.input->officers.pop_back(); }, true, "再加 1 名"},
    {two_officers, "one of two without certificate", [](Facts& f) { f.input->officers[0].certificate_valid = false; },
     true, "1 名"},
    {certificate_valid, "expired",
     [](Facts& f) {
       f.input->officers[0].certificate_valid = false;
       f.input->officers[0].certificate_until = Date(2026, 3, 18);
     },
     true, "2026-03-18 到期"},
    {certificate_valid, "none at all",
     [](Facts& f) {
       f.input->officers[0].certificate_valid = false;
       f.input->officers[0].certificate_until.reset();
     },
     true, "没有有效的执法证件"},
    {certificate_category, "other category", [](Facts& f) { f.input->officers[1].category_matches = false; }, true, "林知夏"},
    {certificate_shown, "not shown", [](Facts& f) { f.input->certificate_shown = false; }, true, "出示"},
    {not_recused, "recused", [](Facts& f) { f.input->officers[0].recused = true; }, true, "回避"},
    {officers_of_case, "not assigned", [](Facts& f) { f.input->officers[1].assigned = false; }, true, "承办人"},
    {actor_handles_case, "someone else", [](Facts& f) { f.actor_is_handler = false; }, true, "不是本案承办人"},
    {actor_handles_case, "the unit's head",
     [](Facts& f) {
       f.actor_is_handler = false;
       f.actor_roles = {identity::Role::unit_head};
     },
     false},
    {item_and_cause, "no item", [](Facts& f) { f.item_chosen = false; }, true, "执法事项"},
    {item_and_cause, "no cause", [](Facts& f) { f.cause_given = false; }, true, "案由"},
    {limitation, "discovered on the last day", [](Facts& f) { f.discovered_on = f.limitation_until; }, false},
    {limitation, "discovered a day late", [](Facts& f) { f.discovered_on = *f.limitation_until + 1; }, true, "时效"},
    {limitation, "late, but no penalty intended",
     [](Facts& f) {
       f.discovered_on = *f.limitation_until + 1;
       f.intended_outcome = "no_penalty";
     },
     false},
    {limitation, "the act goes on", [](Facts& f) { f.limitation_until.reset(); }, false},
    {investigation_done, "no evidence", [](Facts& f) { f.evidence_count = 0; }, true, "没有证据"},
    {investigation_done, "no record", [](Facts& f) { f.inquiries = f.on_site_records = 0; }, true, "笔录"},
    {party_identified, "unknown", [](Facts& f) { f.party_identified = false; }, true, "身份"},
    {proposal_complete, "none", [](Facts& f) { f.has_proposal = false; }, true, "事实"},
    {proposal_complete, "no basis", [](Facts& f) { f.basis_count = 0; }, true, "依据"},
    {proposal_complete, "no kind", [](Facts& f) { f.kinds.clear(); }, true, "种类"},
    {proposal_complete, "fine without amount", [](Facts& f) { f.fine = {}; }, true, "不一致"},
    {proposal_complete, "amount without fine", [](Facts& f) { f.kinds = {PenaltyKind::warning}; }, true, "不一致"},
    {penalty_intended, "no penalty", [](Facts& f) { f.intended_outcome = "no_penalty"; }, true, "不需要"},
    {party_of_age, "thirteen", [](Facts& f) { f.party_under_14 = true; }, true, "十四周岁"},
    {range, "at the maximum", [](Facts& f) { f.fine = *f.fine_max; }, false},
    {range, "above the maximum", [](Facts& f) { f.fine = *f.fine_max + Fen{1}; }, true, "上限",
     "《行政处罚法》第七十六条第一款第二项"},
    {range, "above the maximum, mitigated",
     [](Facts& f) {
       f.fine = *f.fine_max + Fen{1};
       f.mitigated = true;
     },
     true, "上限", "《行政处罚法》第七十六条第一款第二项"},
    {range, "below the minimum", [](Facts& f) { f.fine = *f.fine_min - Fen{1}; }, true, "下限", "《行政处罚法》第三十二条"},
    {range, "below the minimum, with lawful ground",
     [](Facts& f) {
       f.fine = *f.fine_min - Fen{1};
       f.mitigated = true;
     },
     false},
    {range, "a kind the item has not", [](Facts& f) { f.kinds_possible = {PenaltyKind::warning}; }, true, "没有设定“罚款”",
     "《行政处罚法》第七十六条第一款第二项"},
    {benchmark, "neither benchmark nor reason", [](Facts& f) { f.benchmark_or_reason = false; }, true, "裁量基准"},
    {notice_covers, "no notice", [](Facts& f) { f.notice.reset(); }, true, "告知"},
    {notice_covers, "a cent more", [](Facts& f) { f.fine = f.notice->fine + Fen{1}; }, true, "50,000.01"},
    {notice_covers, "less than told", [](Facts& f) { f.fine = f.notice->fine - Fen{1}; }, false},
    {notice_covers, "another kind", [](Facts& f) { f.kinds.push_back(PenaltyKind::revoke_license); }, true, "吊销许可证件"},
    {notice_covers, "more gains than told", [](Facts& f) { f.illegal_gains = yuan(1); }, true, "没收违法所得"},
    {notice_covers, "hearing due but not told", [](Facts& f) { f.hearing_right_due = true; }, true, "听证",
     "《行政处罚法》第六十三条第一款"},
    {statement_answered, "made, not answered", [](Facts& f) { f.input->statement_answered = false; }, true, "复核"},
    {statement_waiver_express, "waived without record",
     [](Facts& f) {
       f.input->statement_result = "waived";
       f.input->express_waiver_recorded = false;
     },
     true, "明确表示"},
    {silence_after_term, "silent on the last day",
     [](Facts& f) {
       f.input->statement_result = "not_made";
       f.statement_until = f.today;
     },
     true, "还没有届满"},
    {silence_after_term, "silent the day after",
     [](Facts& f) {
       f.input->statement_result = "not_made";
       f.statement_until = f.today - 1;
     },
     false},
    {silence_after_term, "spoken early", [](Facts& f) { f.statement_until = f.today + 3; }, false},
    {defence_heard, "not heard", [](Facts& f) { f.statement_heard = false; }, true, "陈述、申辩"},
    {defence_heard, "waived",
     [](Facts& f) {
       f.statement_heard = false;
       f.statement_waived = true;
     },
     false},
    {statement_term, "last day", [](Facts& f) { f.statement_until = f.today; }, true, "到期"},
    {statement_term, "last day, waived",
     [](Facts& f) {
       f.statement_until = f.today;
       f.statement_waived = true;
     },
     false},
    {hearing_right_told, "not told", [](Facts& f) { f.hearing = HearingState::none; }, true, "听证标准"},
    {hearing_request_in_time, "last day", [](Facts& f) { f.hearing_request_until = f.today; }, false},
    {hearing_request_in_time, "a day late", [](Facts& f) { f.hearing_request_until = f.today - 1; }, true, "届满"},
    {hearing_request_open, "already waived", [](Facts& f) { f.hearing = HearingState::waived; }, true, "不需要再登记"},
    {hearing_term, "last day",
     [](Facts& f) {
       f.hearing = HearingState::right_told;
       f.hearing_request_until = f.today;
     },
     true, "可以申请听证"},
    {hearing_term, "last day, waived",
     [](Facts& f) {
       f.hearing = HearingState::waived;
       f.hearing_request_until = f.today;
     },
     false},
    {no_open_hearing, "asked", [](Facts& f) { f.hearing = HearingState::requested; }, true, "组织听证"},
    {no_open_hearing, "asked, then no penalty",
     [](Facts& f) {
       f.hearing = HearingState::requested;
       f.intended_outcome = "no_penalty";
     },
     false},
    {review_free, "pending", [](Facts& f) { f.review = ReviewState::pending; }, true, "正在审核"},
    {review_useful, "still valid", [](Facts& f) { f.review = ReviewState::passed; }, true, "已经通过"},
    {review_useful, "stale", [](Facts& f) { f.review = ReviewState::stale; }, false},
    {review_replied, "returned, no reply", [](Facts& f) { f.review = ReviewState::returned; }, true, "答复"},
    {review_replied, "failed, replied",
     [](Facts& f) {
       f.review = ReviewState::failed;
       f.review_replied = true;
     },
     false},
    {review_pending, "none", [](Facts& f) { f.review = ReviewState::none; }, true, "没有待审核"},
    {review_answerable, "answered",
     [](Facts& f) {
       f.review = ReviewState::returned;
       f.review_replied = true;
     },
     true, "已经答复"},
    {review_extension, "eleven days", [](Facts& f) { f.input->extend_days = 11; }, true, "10 个工作日"},
    {review_extension, "ten days", [](Facts& f) { f.input->extend_days = 10; }, false},
    {review_extension, "twice", [](Facts& f) { f.review_extended = true; }, true, "一次"},
    {reviewer_not_handler, "own case", [](Facts& f) { f.actor_is_handler = true; }, true, "自己办的案件"},
    {reviewer_of_unit, "other unit", [](Facts& f) { f.actor_in_review_unit = false; }, true, "法制审核机构"},
    {reviewer_qualified, "first time, unqualified", [](Facts& f) { f.reviewer_qualified = false; }, true, "法律职业资格"},
    {reviewer_qualified, "reviewing since 2017",
     [](Facts& f) {
       f.reviewer_qualified = false;
       f.reviewer_first_review_on = Date(2017, 12, 31);
     },
     false},
    {reviewer_qualified, "reviewing since 2018",
     [](Facts& f) {
       f.reviewer_qualified = false;
       f.reviewer_first_review_on = Date(2018, 1, 1);
     },
     true, "法律职业资格"},
    {opinion_complete, "a point missing",
     [](Facts& f) { f.input->opinion_findings = {{"opinion_complete", "“事实清楚”还没有审核意见。", "", "points"}}; }, true,
     "事实清楚"},
    {review_passed, "none", [](Facts& f) { f.review = ReviewState::none; }, true, "还没有法制审核"},
    {review_passed, "none, not required",
     [](Facts& f) {
       f.review = ReviewState::none;
       f.review_required = false;
     },
     false},
    {review_passed, "pending", [](Facts& f) { f.review = ReviewState::pending; }, true, "2026-03-24"},
    {review_passed, "returned", [](Facts& f) { f.review = ReviewState::returned; }, true, "退回修改"},
    {review_passed, "failed, though voluntary",
     [](Facts& f) {
       f.review = ReviewState::failed;
       f.review_required = false;
     },
     true, "不通过"},
    {review_passed, "stale, by the catalogue",
     [](Facts& f) {
       f.review = ReviewState::stale;
       f.review_citation = "《关于全面推行和示范创建行政执法三项制度的通知》附件1第三部分第二项";
     },
     true, "重新送审", "《关于全面推行和示范创建行政执法三项制度的通知》附件1第三部分第二项"},
    {discussion_members, "one", [](Facts& f) { f.input->members = 1; }, true, "2 名"},
    {discussion_held, "not held",
     [](Facts& f) {
       f.discussion_required = true;
       f.discussion_current = false;
     },
     true, "集体讨论"},
    {discussion_held, "not held, no penalty",
     [](Facts& f) {
       f.discussion_required = true;
       f.discussion_current = false;
       f.intended_outcome = "no_penalty";
     },
     false},
    {approval_submitted, "not submitted", [](Facts& f) { f.approval_current = false; }, true, "报请审批"},
    {decider_apart, "handler", [](Facts& f) { f.actor_is_handler = true; }, true, "承办人"},
    {decider_apart, "reviewer",
     [](Facts& f) {
       f.actor_is_handler = false;
       f.actor_gave_opinion = true;
     },
     true, "审核过本案"},
    {decision_as_approved, "less than approved", [](Facts& f) { f.input->fine = yuan(49999); }, true, "重新送审"},
    {decision_as_approved, "another outcome", [](Facts& f) { f.input->outcome = "no_penalty"; }, true, "类型"},
    {document_complete, "bank missing",
     [](Facts& f) { f.input->document_missing = {{"x", "收缴银行", "《罚款决定与罚款收缴分离实施办法》第七条", ""}}; }, true,
     "收缴银行", "《罚款决定与罚款收缴分离实施办法》第七条"},
    {decision_rendered, "not yet", [](Facts& f) { f.decision_document_rendered = false; }, true, "正在制作"},
    {service_officers, "one officer", [](Facts& f) { f.input->officers.pop_back(); }, true, "2 名",
     "《行政处罚法》第四十二条第一款"},
    {service_officers, "by post, none",
     [](Facts& f) {
       f.input->service_method = "postal";
       f.input->officers.clear();
     },
     false},
    {service_officers, "certificate not shown", [](Facts& f) { f.input->certificate_shown = false; }, true, "出示"},
    {service_consent, "no consent",
     [](Facts& f) {
       f.input->service_method = "electronic";
       f.e_service_consent = false;
     },
     true, "确认书"},
    {service_witness, "nobody saw",
     [](Facts& f) {
       f.input->service_method = "lien";
       f.input->witness_or_video = false;
     },
     true, "见证人"},
    {service_receipt, "no receipt", [](Facts& f) { f.input->receipt_recorded = false; }, true, "回证"},
    {service_receipt, "postal without slip",
     [](Facts& f) {
       f.input->service_method = "postal";
       f.input->receipt_recorded = false;
     },
     true, "邮寄回执"},
    {service_announcement, "day 29",
     [](Facts& f) {
       f.input->service_method = "announcement";
       f.input->announced_on = f.today - 29;
       f.input->service.announced_until = f.today + 1;
     },
     true, "2026-03-21"},
    {service_announcement, "begun on the first day",
     [](Facts& f) {
       f.input->outcome = "started";
       f.input->service_method = "announcement";
       f.input->announced_on = f.today;
       f.input->service.announced_until = f.today + 30;
     },
     false},
    {service_announcement, "neither lost nor tried",
     [](Facts& f) {
       f.input->service_method = "announcement";
       f.input->announced_on = f.today - 30;
       f.input->service.ground_given = false;
     },
     true, "选择情形"},
    {service_announcement, "day 30",
     [](Facts& f) {
       f.input->service_method = "announcement";
       f.input->announced_on = f.today - 30;
       f.input->service.announced_until = f.today;
     },
     false},
    {service_announcement, "no reason",
     [](Facts& f) {
       f.input->service_method = "announcement";
       f.input->announced_on = f.today - 30;
       f.input->announcement_reason = false;
     },
     true, "下落不明"},
    {service_begun, "not begun", [](Facts& f) { f.service_started = f.served = false; }, true, "还没有送达"},
    {not_minor, "minor", [](Facts& f) { f.party_is_minor = true; }, true, "未成年人"},
    {publication_absent, "published", [](Facts& f) { f.publication = PublicationState::approved; }, true, "已经公示"},
    {publication_absent, "taken down", [](Facts& f) { f.publication = PublicationState::taken_down; }, true, "已经撤下"},
    {publication_undecided, "no decision", [](Facts& f) { f.decided_at = {}; }, true, "没有作出决定"},
    {publication_undecided, "withheld", [](Facts& f) { f.publication = PublicationState::withheld; }, true, "不予公示"},
    {publication_undecided, "sent back", [](Facts& f) { f.publication = PublicationState::returned; }, false, ""},
    {publication_absent, "sent back", [](Facts& f) { f.publication = PublicationState::returned; }, false, ""},
    {publication_proposed, "sent back", [](Facts& f) { f.publication = PublicationState::returned; }, true, "没有待批准"},
    {publication_proposed, "nothing proposed", [](Facts& f) { f.publication = PublicationState::none; }, true, "没有待批准"},
    {publication_live, "not published", [](Facts& f) { f.publication = PublicationState::none; }, true, "没有公示"},
    {publication_correctable, "never published", [](Facts& f) { f.publication = PublicationState::none; }, true, "还没有公示"},
    {publication_correctable, "withheld", [](Facts& f) { f.publication = PublicationState::withheld; }, true, "不予公示"},
    {publication_correctable, "changed, still shown", [](Facts& f) { f.money.overturned = "changed"; }, true, "先撤下"},
    {publication_correctable, "shown as changed", [](Facts& f) { f.money.overturned = f.takedown_reason = "changed"; }, false, ""},
    {publication_correctable, "changed and taken down", [](Facts& f) { f.money.overturned = "changed"; f.publication = PublicationState::taken_down; }, false, ""},
    {publication_correctable, "revoked and taken down", [](Facts& f) { f.money.overturned = "revoked"; f.publication = PublicationState::taken_down; }, true, "失去效力"},
    {publication_correctable, "taken down to be corrected", [](Facts& f) { f.takedown_reason = "corrected"; f.publication = PublicationState::taken_down; }, false, ""},
    {publication_correctable, "display ended", [](Facts& f) { f.takedown_reason = "display_ended"; f.publication = PublicationState::taken_down; }, true, "不再公示"},
    {publication_clean, "a number left", [](Facts& f) { f.publication_findings = 1; }, true, "1 处"},
    {approver_not_proposer, "own proposal", [](Facts& f) { f.actor_proposed_publication = true; }, true, "另一人"},
    {payment_within, "too much", [](Facts& f) { f.input->payment = yuan(50000) + Fen{1}; }, true, "50,000.00"},
    {payment_within, "nothing owed", [](Facts& f) { f.owed = {}; }, true, "没有应缴"},
    {performed, "still owed", [](Facts& f) { f.performed = false; }, true, "没有缴纳"},
};

std::vector<RowOf> all_rows() {
  std::vector<RowOf> out(std::begin(kRows), std::end(kRows));
  out.insert(out.end(), hearing_rows().begin(), hearing_rows().end());
  const auto measures = measure_rows();
  out.insert(out.end(), measures.begin(), measures.end());
  const auto money = money_rows();
  out.insert(out.end(), money.begin(), money.end());
  const auto review = review_rows();
  out.insert(out.end(), review.begin(), review.end());
  return out;
}

// Facts of the act whose row asks for the guard.
Facts facts_of_its_row(Guard guard) {
  for (const Row& row : find_procedure("penalty_ordinary_2021")->rows) {
    if (std::find(row.guards.begin(), row.guards.end(), guard) == row.guards.end()) continue;
    for (const auto& stage : kStages) {
      if (row.from.has(stage.value)) return sample::good_facts(stage.value, row.act, row.outcome);
    }
  }
  return {};
}

// Facts in which this guard holds.
Facts holding(Guard guard) {
  Facts f = sample::good_facts(Stage::legal_review, Act::decide, "penalty");
  switch (guard) {
    case actor_handles_case:
      f.actor_is_handler = true;
      break;
    case hearing_right_told:
    case hearing_request_in_time:
    case hearing_request_open:
      f = sample::good_facts(Stage::prior_notice_served, Act::request_hearing);
      break;
    case term_stands:
      f.measures.term_running = false;
      f.measures.term_suspended = true;
      break;
    case hearing_not_requested:
      f = sample::good_facts(Stage::prior_notice_served, Act::request_hearing);
      break;
    case hearing_waiting:
    case hearing_notice_ahead:
    case hearing_served_apart:
    case hearing_closed_ground:
    case hearing_host_apart:
      f = sample::good_facts(Stage::prior_notice_served, Act::notify_hearing);
      break;
    case hearing_notified:
    case hearing_by_host:
    case hearing_as_notified:
    case hearing_agents:
    case hearing_minutes:
      f = sample::good_facts(Stage::prior_notice_served, Act::hold_hearing, "held");
      break;
    case hearing_to_report:
      f = sample::good_facts(Stage::prior_notice_served, Act::report_hearing);
      break;
    case review_free:
    case review_useful:
    case review_replied:
      f.review = ReviewState::none;
      break;
    case review_pending:
    case review_extension:
      f.review = ReviewState::pending;
      break;
    case review_answerable:
      f.review = ReviewState::returned;
      break;
    case review_accepted:
    case reviewer_allocated:
      f = sample::good_facts(Stage::legal_review, Act::give_review_opinion, "passed");
      break;
    case supplement_open:
      f = sample::good_facts(Stage::legal_review, Act::supply_review_supplement);
      break;
    case review_disputable:
      f = sample::good_facts(Stage::legal_review, Act::escalate_review);
      break;
    case dispute_open:
      f = sample::good_facts(Stage::legal_review, Act::decide_review_dispute);
      break;
    case deviation_open:
    case deviation_other_person:
      f = sample::good_facts(Stage::legal_review, Act::approve_deviation);
      break;
    case publication_proposed:
      f.publication = PublicationState::proposed;
      break;
    case publication_live:
    case publication_correctable:
      f.publication = PublicationState::approved;
      break;
    case closing_ground:
      f = sample::good_facts(Stage::performing, Act::close_case);
      break;
    case decision_fell:
      f = sample::good_facts(Stage::decided, Act::close_case);
      break;
    default:
      if (guard > payment_within && guard < performed) f = facts_of_its_row(guard);
      break;
  }
  f.basis_at = f.stage_since;
  return f;
}

TEST(Guards, HoldWhenEverythingIsInOrder) {
  for (std::size_t i = 0; i < kGuardCount; ++i) {
    const auto guard = static_cast<Guard>(i);
    const auto reason = judge(guard, holding(guard));
    EXPECT_FALSE(reason) << guard_row(guard).id << ": " << reason->message;
  }
}

TEST(Guards, OneChangedFactDecides) {
  for (const auto& row : all_rows()) {
    SCOPED_TRACE(std::string(guard_row(row.guard).id) + ": " + row.name);
    Facts facts = holding(row.guard);
    row.change(facts);
    const auto reason = judge(row.guard, facts);
    ASSERT_EQ(reason.has_value(), row.refused);
    if (!reason) continue;
    EXPECT_EQ(reason->code, guard_row(row.guard).id);
    EXPECT_NE(reason->message.find(row.says), std::string::npos) << reason->message;
    const std::string_view expected = *row.citation ? row.citation : guard_row(row.guard).citation;
    if (row.guard != overdue_reason) {
      EXPECT_EQ(reason->citation, expected);
    }
  }
}

TEST(Guards, EachIsRefusedByARow) {
  std::set<Guard> refused;
  for (const auto& row : all_rows()) {
    if (row.refused) refused.insert(row.guard);
  }
  for (std::size_t i = 0; i < kGuardCount; ++i) {
    EXPECT_TRUE(refused.contains(static_cast<Guard>(i))) << guard_row(static_cast<Guard>(i)).id;
  }
}

TEST(Guards, SentencesAreWholeAndCalm) {
  for (const auto& row : all_rows()) {
    Facts facts = holding(row.guard);
    row.change(facts);
    const auto reason = judge(row.guard, facts);
    if (!reason) continue;
    EXPECT_TRUE(reason->message.ends_with("。")) << reason->message;
    EXPECT_LT(count_chars(reason->message), 120u) << reason->message;
    for (const char* word : {"！", "错误", "失败", "非法操作"}) {
      EXPECT_EQ(reason->message.find(word), std::string::npos) << reason->message;
    }
  }
}

TEST(Guards, ThoseThatJudgeABodyAreSilentWithoutOne) {
  for (std::size_t i = 0; i < kGuardCount; ++i) {
    const auto guard = static_cast<Guard>(i);
    Facts facts = holding(guard);
    facts.input.reset();
    EXPECT_FALSE(judge(guard, facts)) << guard_row(guard).id;
  }
}

}  // namespace
}  // namespace mingjing::cases
