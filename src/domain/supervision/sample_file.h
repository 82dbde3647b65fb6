// For tests: a case file in order from the clue to its closing, and a richer one with hearing, recusal, samples,
// transfer, instalments and the court. A test changes one fact and sees which rule finds it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "domain/cases/procedure.h"
#include "domain/review/points.h"
#include "domain/supervision/file_review.h"

namespace mingjing::supervision {
namespace sample_file {

using cases::Act;
using cases::Case;
using cases::PenaltyKind;

inline Uuid uuid(int n) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[15] = static_cast<std::uint8_t>(n);
  return Uuid(bytes);
}
inline const OfficerId kLead(uuid(1)), kAssist(uuid(2)), kHost(uuid(3)), kReviewerOfficer(uuid(4));
inline const UserId kLeadUser(uuid(11)), kHead(uuid(12)), kReviewer(uuid(13)), kUnitHead(uuid(14));
inline const PartyId kParty(uuid(21));
inline const DocumentId kDecision(uuid(31)), kNotice(uuid(32));
inline const std::string kItem = uuid(41).text();
inline const Date kToday(2026, 6, 1);

inline Instant at(Date day, int hour = 10) { return Instant::beijing(day, hour); }
inline Date d(unsigned month, unsigned day) { return Date(2026, month, day); }

// Members by name: rows grow.
inline catalog::Trigger why(std::string_view explanation, std::string_view citation) {
  catalog::Trigger out;
  out.explanation = explanation;
  out.citation = citation;
  return out;
}
inline cases::Demand demand(Date day) {
  cases::Demand out;
  out.id = DemandId(uuid(90));
  out.served_at = at(day);
  out.content = "请缴纳。";
  return out;
}
inline cases::CourtApplication application(Date day) {
  cases::CourtApplication out;
  out.id = CourtApplicationId(uuid(91));
  out.court = "澜州市人民法院";
  out.applied_at = at(day);
  out.scope = "罚款";
  return out;
}
inline cases::Recusal recusal(OfficerId officer, std::string_view name, cases::Verdict verdict) {
  cases::Recusal out;
  out.id = RecusalId(uuid(82));
  out.officer = officer;
  out.name = name;
  out.applicant = "吴一凡";
  out.reason = "亲属";
  out.asked_at = at(d(2, 5));
  out.verdict = verdict;
  if (verdict != cases::Verdict::pending) out.decided_at = at(d(2, 6), 9);
  return out;
}

struct File {
  Case c = Case::registered(CaseId(uuid(9)), at(d(2, 2)));
  FileSurroundings around;
  int next_id = 100;

  cases::Record& add(Act act, Instant when, UserId by, Json data = Json(Json::Object{}),
                     std::vector<OfficerId> officers = {}) {
    cases::Record record;
    record.id = RecordId(uuid(next_id++));
    record.act = act;
    record.occurred_at = record.recorded_at = when;
    record.by = by;
    record.officers = std::move(officers);
    record.certificate_shown = true;
    record.data = std::move(data);
    c.records.push_back(record);
    return c.records.back();
  }
  cases::Record& record(Act act) {
    for (auto& one : c.records) {
      if (one.act == act) return one;
    }
    ADD_FAILURE() << "no record of " << cases::to_string(act);
    return c.records.front();
  }
  void limit(std::string_view rule, Date start, Date due, std::optional<Date> done) {
    cases::Obligation out;
    out.id = ObligationId(uuid(next_id++));
    out.rule = rule;
    out.start = at(start);
    out.due = due;
    out.fulfilled_on = done;
    c.obligations.push_back(out);
  }
  cases::Obligation& obligation(std::string_view rule) {
    for (auto& one : c.obligations) {
      if (one.rule == rule) return one;
    }
    ADD_FAILURE() << "no limit " << rule;
    return c.obligations.front();
  }
  documents::DocumentModel& model(DocumentId id) { return around.documents.at(id); }
  // The words of the decision, one block.
  std::string& words() { return model(kDecision).blocks.front().text.front().text; }
  void stage(cases::Stage stage) {
    auto parts = c.to_parts();
    for (auto& part : parts) {
      if (part.name == "case") part.data.set("stage", cases::to_string(stage));
    }
    c = *Case::from_parts(c.id, parts);
  }
};

inline identity::Officer officer(OfficerId id, const char* name) {
  identity::Officer out;
  out.id = id;
  out.name = name;
  out.valid_from = Date(2024, 1, 1);
  out.valid_until = Date(2027, 12, 31);
  return out;
}

inline documents::DocumentModel outward(const char* title, std::string text, Date date) {
  documents::DocumentModel out;
  out.template_id = "penalty_decision";
  out.red_head = true;
  out.title = {"澜州市自然资源局", title};
  out.agency = out.seal_name = "澜州市自然资源局";
  out.date = date;
  documents::Block block;
  block.text = {{std::move(text), documents::Span::Style::plain, ""}};
  out.blocks.push_back(block);
  return out;
}

inline void surround(File& f) {
  auto& a = f.around;
  a.today = kToday;
  a.agency.uscc = "11619900016993270J";
  a.agency.name = "澜州市自然资源局";
  a.agency.document_prefix = "澜自然资";
  a.officers = {{kLead, officer(kLead, "陈砚秋")},
                {kAssist, officer(kAssist, "林知夏")},
                {kHost, officer(kHost, "周伯庸")},
                {kReviewerOfficer, officer(kReviewerOfficer, "顾清河")}};
  a.officer_of = {{kLeadUser, kLead}, {kReviewer, kReviewerOfficer}};
  catalog::Item item;
  item.code = "C-1";
  item.name = "非法占用土地";
  item.act_type = "penalty";
  item.basis = {"《土地管理法》第七十七条第一款"};
  item.kinds = {"罚款", "没收非法财物"};
  item.fines = {{catalog::FineUnit::fixed, 1'000'000, 10'000'000, "", "《土地管理法》第七十七条第一款"}};
  a.items = {{kItem, item}};
  a.documents = {
      {kDecision,
       outward("行政处罚决定书",
               "当事人：澜州宏泰建材有限公司，住所：柳河镇一号。经查，未经批准占用土地。以上事实有下列证据证明。"
               "依照《土地管理法》第七十七条第一款，决定罚款，责令改正。自收到之日起十五日内缴至工商银行，"
               "逾期每日加处罚款。六十日内向澜州市人民政府申请行政复议，或者六个月内向人民法院提起行政诉讼。",
               d(3, 27))},
      {kNotice, outward("行政处罚事先告知书", "当事人：澜州宏泰建材有限公司。", d(3, 9))}};
}

inline void add_parties_and_intent(File& f) {
  auto& c = f.c;
  c.case_no = "1";
  c.cause = "非法占用土地";
  c.source = "inspection";
  c.summary = "巡查发现占地。";
  c.unit = UnitId(uuid(51));
  c.item.id = kItem;
  c.item.code = "C-1";
  c.item.name = "非法占用土地";
  c.discovered_on = d(2, 2);
  c.discovered_by = "日常巡查";
  c.violation_ended_on = Date(2025, 12, 1);
  c.filed_on = d(2, 4);
  cases::Party party;
  party.id = kParty;
  party.name = "澜州宏泰建材有限公司";
  party.uscc = "11619900016993270J";
  party.address = "柳河镇一号";
  party.e_service_consent = true;
  c.parties = {party};
  c.officers = {{kLead, "陈砚秋", "1", "lead", at(d(2, 4))}, {kAssist, "林知夏", "2", "assist", at(d(2, 4))}};
  cases::Proposal p;
  p.facts = "未经批准占用土地。";
  p.reasons = "违反土地管理规定。";
  p.kinds = {PenaltyKind::fine};
  p.kinds_text = "罚款50,000.00元";
  p.fine = yuan(50000);
  p.violated = {"《土地管理法》第四十四条第一款"};
  p.basis = {"《土地管理法》第七十七条第一款"};
  p.benchmark = "澜州市裁量基准第3项";
  c.proposal = p;
}

inline void add_investigation(File& f) {
  const std::vector<OfficerId> both{kLead, kAssist};
  const auto span = [](Date day, const char* place) {
    return Json::object({{"place", place},
                         {"signed", true},
                         {"started_at", at(day).text()},
                         {"ended_at", at(day, 11).text()},
                         {"subject_role", "party"}});
  };
  f.add(Act::file_case, at(d(2, 4)), kHead, Json::object({{"opinion", "同意立案。"}}));
  f.add(Act::record_on_site, at(d(2, 6)), kLeadUser, span(d(2, 6), "柳河镇"), both);
  f.add(Act::record_inquiry, at(d(2, 9)), kLeadUser, span(d(2, 9), "询问室"), both);
  cases::Evidence piece;
  piece.id = EvidenceId(uuid(61));
  piece.kind = cases::EvidenceKind::av_evidence;
  piece.name = "现场照片";
  piece.obtained_at = at(d(2, 6));
  f.c.evidence = {piece};
  cases::CorrectionOrder order;
  order.id = CorrectionId(uuid(62));
  order.ordered_at = at(d(2, 10));
  order.due = d(2, 20);
  order.rechecks = {{at(d(2, 21)), "corrected", "已拆除。"}};
  f.c.corrections = {order};
  f.add(Act::conclude_investigation, at(d(3, 2)), kLeadUser, Json::object({{"report", "查明占地。"}}), both);
  f.add(Act::review_by_unit, at(d(3, 3)), kUnitHead, Json::object({{"outcome", "approve"}}));
}

inline void add_notice_and_review(File& f) {
  auto& c = f.c;
  f.add(Act::serve_prior_notice, at(d(3, 9)), kLeadUser,
        Json::object({{"method", "direct"}, {"recipient", "吴一凡"}, {"receipt", "送1号"}}), {kLead, kAssist});
  cases::Notice notice;
  notice.served_at = at(d(3, 9));
  notice.kinds = {PenaltyKind::fine};
  notice.fine = yuan(50000);
  notice.substance_version = 1;
  c.notice = notice;
  f.limit(cases::rule::statement, d(3, 9), d(3, 16), d(3, 12));
  f.add(Act::hear_statement, at(d(3, 12)), kLeadUser,
        Json::object({{"result", "made"}, {"text", "请求从轻。"}, {"review_opinion", "不予采纳。"}}));
  c.statement_heard_at = at(d(3, 12));
  c.statement_answered = true;
  cases::ReviewRound round;
  round.id = ReviewId(uuid(63));
  round.submitted_at = round.received_at = at(d(3, 18));
  round.materials = {"explanation", "draft_decision", "legal_basis", "evidence"};
  round.due = d(3, 25);
  round.outcome = cases::ReviewOutcome::passed;
  round.decided_at = at(d(3, 23));
  for (const auto& point : review::kReviewPoints)
    round.points.push_back({std::string(point.id), "sound", "符合规定。"});
  round.reviewer = kReviewer;
  round.reviewer_name = "顾清河";
  round.substance_version = 1;
  c.reviews = {round};
  c.approval_version = 1;
  f.add(Act::submit_for_approval, at(d(3, 26)), kLeadUser);
}

inline void add_decision(File& f) {
  auto& c = f.c;
  f.limit(cases::rule::decide, d(2, 4), d(5, 5), d(3, 27));
  f.limit(cases::rule::serve, d(3, 27), d(4, 8), d(3, 30));
  f.limit(cases::rule::publish, d(3, 27), d(4, 8), d(4, 1));
  auto& decide = f.add(Act::decide, at(d(3, 27)), kHead);
  cases::Decision decision;
  decision.id = DecisionId(uuid(71));
  decision.outcome = "penalty";
  decision.number = "澜自然资罚决〔2026〕1号";
  decision.decided_at = at(d(3, 27));
  decision.kinds = {PenaltyKind::fine};
  decision.fine = decision.paid = yuan(50000);
  decision.basis = {"《土地管理法》第七十七条第一款"};
  decision.document = kDecision;
  decision.decided_by = kHead;
  decision.service_started_at = decision.served_at = at(d(3, 30));
  c.decision = decision;
  cases::Document document;
  document.id = kDecision;
  document.template_id = "penalty_decision";
  document.title = "行政处罚决定书";
  document.number = decision.number;
  document.record = decide.id;
  c.documents = {document};
  c.publication.state = cases::PublicationState::approved;
  f.add(Act::serve_decision, at(d(3, 30)), kLeadUser,
        Json::object({{"outcome", "delivered"}, {"method", "direct"}, {"recipient", "吴一凡"}, {"receipt", "送2号"}}),
        {kLead, kAssist});
  cases::Payment payment;
  payment.id = PaymentId(uuid(72));
  payment.paid_on = d(4, 7);
  payment.amount = yuan(50000);
  payment.receipt_no = "A001";
  c.payments = {payment};
  f.add(Act::close_case, at(d(4, 10)), kHead, Json::object({{"reason", "performed"}, {"summary", "同意结案。"}}));
}

inline File clean() {
  File f;
  surround(f);
  add_parties_and_intent(f);
  add_investigation(f);
  add_notice_and_review(f);
  add_decision(f);
  f.stage(cases::Stage::closed);
  return f;
}

// More of a case than the clean one has, all in order.
inline File rich() {
  File f = clean();
  auto& c = f.c;
  f.around.hearing_right = {why("罚款达到标准", "《行政处罚法》第六十三条第一款第一项")};
  f.around.review_required = {why("经过听证", "《行政处罚法》第五十八条第一款第二项")};
  c.notice->hearing_right_told = true;
  c.hearing = cases::HearingState::reported;
  c.discussion_required = true;
  c.discussed_version = 1;
  f.limit(cases::rule::request_hearing, d(3, 9), d(3, 16), d(3, 10));
  f.add(Act::request_hearing, at(d(3, 10)), kLeadUser);
  for (auto& record : c.records) {
    if (record.act != Act::record_inquiry) continue;
    record.data.set("in_room", true);
    cases::Recording film;
    film.id = RecordingId(uuid(95));
    film.of = record.id;
    film.started_at = at(d(2, 9));
    film.ended_at = at(d(2, 9), 11);
    c.recordings = {film};
  }
  f.add(Act::hold_collective_discussion, at(d(3, 25)), kHead,
        Json::object({{"members", Json::array({Json(Json::Object{}), Json(Json::Object{}), Json(Json::Object{})})}}));
  cases::Hearing hearing;
  hearing.id = HearingId(uuid(81));
  hearing.notified_at = at(d(3, 9), 12);
  hearing.planned_at = at(d(3, 18), 9);
  hearing.host = kHost;
  hearing.host_name = "周伯庸";
  hearing.outcome = "held";
  hearing.held_at = hearing.planned_at;
  hearing.minutes = "听证笔录。";
  hearing.minutes_signed = true;
  hearing.reported_at = at(d(3, 19));
  c.hearings = {hearing};
  c.recusals = {recusal(OfficerId(uuid(99)), "李某", cases::Verdict::granted)};
  cases::Preservation kept;
  kept.id = PreservationId(uuid(83));
  kept.things.resize(1);
  kept.things.front().name = "挖掘机";
  kept.proposed_at = kept.decided_at.emplace(at(d(2, 9), 9));
  kept.verdict = cases::Verdict::granted;
  kept.carried_out_at = at(d(2, 9), 11);
  kept.disposal = "return";
  kept.disposed_at = at(d(2, 12));
  c.preservations = {kept};
  cases::Sampling sample;
  sample.id = SamplingId(uuid(84));
  sample.taken_at = at(d(2, 10));
  sample.things = kept.things;
  c.samplings = {sample};
  cases::ExpertEntrustment expert;
  expert.id = EntrustmentId(uuid(85));
  expert.organisation = "澜州测绘院";
  expert.qualification = "甲级";
  expert.entrusted_at = at(d(2, 11));
  expert.period_told_on = d(2, 11);
  expert.given_on = d(2, 20);
  expert.result_told_on = d(2, 21);
  c.entrustments = {expert};
  cases::Transfer transfer;
  transfer.id = TransferId(uuid(86));
  transfer.receiver = "澜州市公安局";
  transfer.proposed_at = at(d(2, 25));
  transfer.verdict = cases::Verdict::refused;
  transfer.decision_reason = "未达立案追诉标准。";
  c.transfers = {transfer};
  cases::DiscretionChoice choice;
  choice.id = AssessmentId(uuid(87));
  choice.assessed_at = at(d(3, 1));
  choice.deviation_reason = "主动恢复土地原状。";
  choice.deviation_proposed_by = kLeadUser;
  choice.deviation_approved_by = kHead;
  choice.deviation_approved_at = at(d(3, 2));
  c.discretion = {choice};
  cases::Deferral deferral;
  deferral.id = DeferralId(uuid(88));
  deferral.party = kParty;
  deferral.kind = "instalment";
  deferral.applied_at = at(d(4, 1));
  deferral.plan = {{d(4, 7), yuan(50000)}};
  deferral.verdict = cases::Verdict::granted;
  deferral.decided_at = at(d(4, 2));
  c.deferrals = {deferral};
  cases::GoodsDisposal disposal;
  disposal.id = GoodsDisposalId(uuid(89));
  disposal.things = kept.things;
  disposal.way = "destroy";
  disposal.on = d(4, 8);
  disposal.receipt = "销1号";
  c.goods_disposals = {disposal};
  c.demands = {demand(d(4, 8))};
  c.court_applications = {application(d(10, 27))};
  cases::ReviewRound returned = c.reviews.front();
  returned.id = ReviewId(uuid(92));
  returned.submitted_at = at(d(3, 13), 9);
  returned.due = d(3, 20);
  returned.outcome = cases::ReviewOutcome::returned;
  returned.decided_at = at(d(3, 17), 9);
  returned.points.front().verdict = "flawed";
  returned.reply = "已补充。";
  returned.replied_at = at(d(3, 17), 15);
  c.reviews.front().round = 2;
  c.reviews.insert(c.reviews.begin(), returned);
  cases::Service announced;
  announced.id = ServiceId(uuid(93));
  announced.of = "hearing_notice";
  announced.method = "announcement";
  announced.announced_on = d(2, 5);
  announced.delivered_at = at(d(3, 9));
  announced.reason = "邮寄退回。";
  c.services = {announced};
  c.put_in_order();
  return f;
}

}  // namespace sample_file
}  // namespace mingjing::supervision
