// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/case.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/cases/facts.h"
#include "domain/cases/procedure.h"
#include "domain/cases/sample_case.h"

namespace mingjing::cases {
namespace {

template <class T>
T id(int n) {
  char text[37];
  std::snprintf(text, sizeof text, "01890000-0000-7000-8000-%012d", n);
  return *T::parse(text);
}

const Thing kThing{"建筑钢材", "HRB400", "3", "吨", "完好", "现场"};

// What stands beside the main line, one row of each.
void add_sides(Case& c) {
  const Instant at = sample::kNow;
  const Date on(2026, 3, 2);
  c.recusals = {{id<RecusalId>(201), "officer", sample::kSecond, "", "party", "周某", "系近亲属", at, Verdict::granted,
                 at.plus_hours(2), sample::kUser, "属实"}};
  c.preservations = {{id<PreservationId>(202), "可能灭失", {kThing}, at, Verdict::granted, at.plus_hours(1), sample::kUser,
                      at.plus_hours(2), "周某", id<DocumentId>(82), "release", "解除", at.plus_hours(90)}};
  c.samplings = {{id<SamplingId>(203), at, "现场", "随机抽取", {kThing}, "封存一份"}};
  c.entrustments = {{id<EntrustmentId>(204), "某鉴定所", "甲级", "面积", at, 15, on, id<DocumentId>(83), "鉴字1号",
                     "三亩二分", on, on, id<EvidenceId>(71)}};
  c.corrections = {{id<CorrectionId>(205), "停止建设", {"《行政处罚法》第二十八条第一款"}, at, on, id<DocumentId>(84),
                    {{at.plus_hours(200), "corrected", "已拆除"}}}};
  c.transfers = {{id<TransferId>(206), "crime", "某公安局", "涉嫌犯罪", {sample::kFirst}, at, Verdict::granted,
                  at.plus_hours(3), sample::kUser, "移送", at.plus_hours(9), "签收", id<DocumentId>(85), "accepted",
                  "立字1号", on, Stage::filed}};
  DiscretionChoice choice;
  choice.id = id<AssessmentId>(207);
  choice.item_code = "CF-012";
  choice.act_ended_on = on;
  choice.facts = {"corrected"};
  choice.measures = Json::object({{"area", 1200}});
  choice.assessed_at = at;
  choice.assessment = Json::object({{"step", "一般"}});
  choice.deviation_approved_at = at.plus_hours(5);
  c.discretion = {choice};
  c.statements = {{id<StatementId>(208), c.parties[0].id, at, "made", true, id<RecordId>(61), "part"}};
  Service service;
  service.id = id<ServiceId>(209);
  service.method = "lien";
  service.started_at = at;
  service.delivered_at = at.plus_hours(1);
  service.witness = "居委会干部";
  service.officers = {sample::kFirst};
  c.services = {service};
  Hearing hearing;
  hearing.id = id<HearingId>(210);
  hearing.notified_at = at;
  hearing.planned_at = at.plus_hours(240);
  hearing.host = sample::kSecond;
  hearing.outcome = "held";
  hearing.held_at = at.plus_hours(240);
  c.hearings = {hearing};
  c.payments = {{id<PaymentId>(211), id<DecisionId>(218), c.parties[0].id, on, yuan(100), "surcharge", "on_spot",
                 "apl_69_water", "票1", on, on, on, false}};
  c.deferrals = {{id<DeferralId>(212), id<DecisionId>(218), {}, "instalment", "周某", "困难", at, {{on, yuan(10)}, {on, yuan(20)}},
                  Verdict::granted, at, sample::kUser, id<DocumentId>(86)}};
  c.demands = {{id<DemandId>(213), id<DecisionId>(218), c.parties[0].id, at, "缴纳罚款", on, true, id<DocumentId>(87)}};
  c.court_applications = {{id<CourtApplicationId>(214), id<DecisionId>(218), {}, "某法院", at, "罚款", true, false,
                           id<DocumentId>(88), "accepted", on, ""}};
  c.remedies = {{id<RemedyId>(215), id<DecisionId>(218), {}, "litigation", "某法院", "行初1号", on, true, "remake", on, on, true,
                 true, "撤销"}};
  c.goods_disposals = {{id<GoodsDisposalId>(216), id<DecisionId>(218), {kThing}, "auction", on, "票2", ""}};
  c.recordings = {{id<RecordingId>(220), id<RecordId>(221), "询问.mp4", std::string(64, 'a'), std::string(64, 'd'), 12, "video/mp4", at, at.plus_hours(1),
                   95, "ZFY-03", sample::kFirst, "正门", RecordingState::playable, "", 3'600'000, "mov", "h264", "aac", 1280, 720,
                   "2026-03-20T02:00:00Z", {{4'000, "已告知权利。"}},
                   {{KeptFor::permanent, "典型案例。", {sample::kUser, "文嘉", sample::kNow}}},
                   {{"当事人申请查阅。", {sample::kUser, "文嘉", sample::kNow}, "已经查阅。", {sample::kUser, "文嘉", sample::kNow}}},
                   {{DestructionState::destroyed, KeptFor::case_term, "期满。", {sample::kUser, "邢玉兰", sample::kNow}, "没有保存价值。",
                     {sample::kUser, "罗青一", sample::kNow}, "同意。", {sample::kUser, "邢玉兰", sample::kNow},
                     {sample::kUser, "文嘉", sample::kNow}, sample::kNow, true}}}};
  c.recording_gaps = {{id<RecordingGapId>(222), id<RecordId>(221), at, at.plus_hours(1), "battery_low", "更换电池", at, sample::kUser,
                       true, Verdict::granted, at, sample::kUser, "属实"}};
  PastDecision past;
  past.id = id<DecisionId>(217);
  past.decision.id = id<DecisionId>(217);
  past.decision.counts = {{c.parties[0].id, "i", "CF-012", "对非法占用土地的处罚", "占地", {PenaltyKind::fine}, "", yuan(1),
                           {}, {}, {}, {}, "一般", "", ""}};
  past.publication.state = PublicationState::taken_down;
  past.decision.changes = {{c.parties[0].id, yuan(2), yuan(1), on, "litigation"}};
  past.decision.overturned_for_procedure = true;
  past.ended_at = at;
  past.facts = "占地";
  c.past_decisions = {past};
  c.archive = {"2026-0001", "30y", "三楼库房", "internal", "personal", on};
  c.sealing.emplace();
  c.sealing->at = at;
  c.sealing->manifest_sha256 = std::string(64, 'b');
  c.sealing->files = 9;
  c.sealing->bytes = 1000;
  c.sealing->volumes = {{1, VolumeKind::secondary, 1, 2, std::string(64, 'c'), 500, 7, 4, {{"立案审批表", "立〔2026〕1号", on, 1, 4}}}};
  c.sealing->checks = {{"integrity", false, {"不符：没有集体讨论记录。"}}};
}

// A case with something in every part.
Case full_case() {
  Case c = Case::registered(sample::kCaseId, Instant::beijing(Date(2026, 2, 10), 9));
  c.case_no = "澜自然资立〔2026〕7号";
  c.cause = "非法占用土地";
  c.source = "inspection";
  c.summary = "巡查发现\n“一处”新建厂房 <b>";
  c.unit = id<UnitId>(31);
  c.item = {id<ItemId>(41).text(), "CF-012", "对非法占用土地的处罚"};
  c.discovered_on = Date(2026, 2, 9);
  c.violation_ended_on = Date(2026, 1, 31);
  c.filed_on = Date(2026, 2, 12);
  c.tags = {"complex"};
  c.discussion_required = true;
  c.hearing = HearingState::requested;
  c.statement_heard_at = Instant::beijing(Date(2026, 3, 9), 15, 30);
  c.recused = {sample::kSecond};
  c.parties = {{id<PartyId>(51), PartyKind::natural, "周某", "", "", false, true, "110101199003070011", "13900000000",
                "某区某路一号", "6222000000000000", "1990-03-07", ""}};
  c.officers = {{sample::kFirst, "陈砚秋", "A001", "lead", sample::kNow}};
  c.records = {{id<RecordId>(61),
                Act::record_inquiry,
                sample::kNow,
                sample::kNow.plus_hours(1),
                "外出",
                {"recorded_late"},
                {sample::kFirst, sample::kSecond},
                true,
                sample::kUser,
                Json::object({{"text", "问：……"}}),
                {{"citizen_no", "110101199003070011"}},
                catalog::RecordingMatter{"inquiry", "询问", {"record_inquiry"}, {}, catalog::RecordingDuty::must, true, {"video"},
                                         "本机关规定第三条", Date(2026, 3, 1), Date(2026, 2, 28)}}};
  c.evidence.push_back({id<EvidenceId>(71),
                        EvidenceKind::av_evidence,
                        "现场录像",
                        "a.mp4",
                        std::string(64, 'a'),
                        std::string(64, 'd'),
                        9,
                        "video/mp4",
                        "现场",
                        "占地范围",
                        sample::kNow,
                        {sample::kFirst},
                        true,
                        false,
                        ""});
  c.documents.push_back({id<DocumentId>(81), "penalty_decision", "行政处罚决定书", "澜自然资罚决〔2026〕38号",
                         std::string(64, 'b'), Json::object({{"a", 1}}), "rendered", std::string(64, 'c'), std::string(64, 'd'), 100, 2,
                         id<RecordId>(61)});
  Obligation limit;
  limit.id = id<ObligationId>(91);
  limit.rule = "apl_60_decide";
  limit.unit = "calendar_day";
  limit.start = Instant::beijing(Date(2026, 2, 12));
  limit.due = Date(2026, 5, 13);
  limit.provisional = true;
  limit.working = Json::array({Json::object({{"text", "起算"}})});
  limit.suspensions = {{Date(2026, 3, 1), std::nullopt, "鉴定", "《行政强制法》第二十五条第三款"}};
  limit.yellow_on = Date(2026, 5, 1);
  c.obligations = {limit};
  ReviewRound round;
  round.id = id<ReviewId>(101);
  round.submitted_at = round.received_at = sample::kNow;
  round.due = Date(2026, 3, 27);
  round.outcome = ReviewOutcome::passed;
  round.decided_at = sample::kNow.plus_hours(30);
  round.points = {{"facts", "sound", "清楚"}};
  round.grounds = {{"complex", "案件情况疑难复杂", "《行政处罚法》第五十八条第一款第三项"}};
  round.register_no = "澜自然资法审收〔2026〕1号";
  round.accepted_at = sample::kNow.plus_hours(1);
  round.body = "outside";
  round.body_name = "澜州市司法局";
  round.missing = {"勘测图"};
  round.supplements = {{sample::kNow.plus_hours(2), "请说明", sample::kNow.plus_hours(3), "已说明"}};
  round.point_replies = {{"facts", false, "不采纳"}};
  round.disputes = {{sample::kNow.plus_hours(40), "不同意", {}, {}, {}, {}, {}}};
  round.substance_version = 1;
  c.reviews = {round};
  Proposal proposal;
  proposal.facts = "占地 3.2 亩";
  proposal.kinds = {PenaltyKind::fine, PenaltyKind::confiscate_property};
  proposal.fine = yuan(50000);
  proposal.basis = {"《土地管理法》第七十七条第一款"};
  c.set_proposal(proposal, sample::kNow);
  c.notice = Notice{sample::kNow, {PenaltyKind::fine}, yuan(50000), {}, {}, 1, true, {}, {}};
  c.notice->told = {{c.parties[0].id, sample::kNow, id<DocumentId>(82), {PenaltyKind::fine}, yuan(50000), {}, {}, 1,
                     HearingState::requested, sample::kNow.plus_hours(3), "oral", "周某"}};
  Decision decision;
  decision.id = id<DecisionId>(111);
  decision.outcome = "penalty";
  decision.decided_at = sample::kNow;
  decision.kinds = {PenaltyKind::fine};
  decision.fine = yuan(50000);
  decision.document = id<DocumentId>(81);
  c.decision = decision;
  c.publication.state = PublicationState::proposed;
  c.publication.findings = {"phone"};
  add_sides(c);
  return c;
}

TEST(Case, SurvivesTheWayThroughItsPartsWhole) {
  const Case before = full_case();
  const auto parts = before.to_parts();
  auto after = Case::from_parts(sample::kCaseId, parts);
  ASSERT_TRUE(after) << after.error().message;
  EXPECT_EQ(after->to_parts(), parts);
  EXPECT_EQ(after->past_decisions, before.past_decisions);
  EXPECT_EQ(after->transfers, before.transfers);
  EXPECT_EQ(after->deferrals, before.deferrals);
  EXPECT_EQ(after->services, before.services);
  EXPECT_EQ(after->stage(), Stage::clue_registered);
  EXPECT_EQ(after->parties[0].citizen_no, "110101199003070011");
  EXPECT_EQ(after->obligations[0].suspensions[0].from, Date(2026, 3, 1));
  EXPECT_EQ(after->records[0].data.text("text"), "问：……");
  EXPECT_EQ(after->records[0].secrets, before.records[0].secrets);
}

TEST(Case, PersonalIdentifiersLeaveAsSecretsOnly) {
  const auto parts = full_case().to_parts();
  for (const auto& part : parts) {
    const std::string data = canonical(part.data);  // also: nothing that cannot be digested
    for (const char* secret : {"110101199003070011", "13900000000", "某区某路一号", "6222000000000000", "1990-03-07"}) {
      EXPECT_EQ(data.find(secret), std::string::npos) << part.name;
    }
  }
}

TEST(Case, AnOrganisationsAddressIsNoSecret) {
  Case c = full_case();
  c.parties[0].kind = PartyKind::organisation;
  const auto parts = c.to_parts();
  const auto* party = domain::find_part(parts, "party", c.parties[0].id.text());
  ASSERT_NE(party, nullptr);
  EXPECT_EQ(party->data.text("address"), "某区某路一号");
  EXPECT_FALSE(party->secrets.contains("address"));
}

TEST(Case, ABrokenPartIsNamed) {
  for (const char* member : {"stage", "stage_since", "reported_at", "hearing"}) {
    auto parts = full_case().to_parts();
    parts.front().data.set(member, "x");
    auto broken = Case::from_parts(sample::kCaseId, parts);
    ASSERT_FALSE(broken) << member;
    EXPECT_NE(broken.error().message.find(member), std::string::npos);
  }
  EXPECT_FALSE(Case::from_parts(sample::kCaseId, {}));
}

TEST(Case, OnlyAChangeOfSubstanceRaisesTheVersion) {
  Case c = full_case();
  ASSERT_EQ(c.proposal->substance_version, 1);
  Proposal same = *c.proposal;
  same.reasons = "措辞调整";
  same.benchmark = "一般";
  c.set_proposal(same, sample::kNow.plus_hours(1));
  EXPECT_EQ(c.proposal->substance_version, 1);
  EXPECT_EQ(c.proposal->substance_changed_at, sample::kNow);

  const auto change = [&](auto alter) {
    const auto before = c.proposal->substance_version;
    Proposal next = *c.proposal;
    alter(next);
    c.set_proposal(next, sample::kNow.plus_hours(2));
    return c.proposal->substance_version - before;
  };
  EXPECT_EQ(change([](Proposal& p) { p.facts += "，另查明"; }), 1);
  EXPECT_EQ(change([](Proposal& p) { p.fine = yuan(40000); }), 1);
  EXPECT_EQ(change([](Proposal& p) { p.kinds.pop_back(); }), 1);
  EXPECT_EQ(change([](Proposal& p) { p.outcome = "no_penalty"; }), 1);
}

TEST(Review, APassGoesStaleWhenSubstanceOrDefenceIsNewer) {
  Case c = full_case();
  EXPECT_EQ(review_state(c), ReviewState::passed);
  c.statement_heard_at = sample::kNow.plus_hours(31);
  EXPECT_EQ(review_state(c), ReviewState::stale);
  c.statement_heard_at = sample::kNow;
  c.hearings.clear();
  Hearing hearing;
  hearing.reported_at = sample::kNow.plus_hours(30);  // at the moment of the opinion
  c.hearings = {hearing};
  EXPECT_EQ(review_state(c), ReviewState::passed);
  c.hearings.front().reported_at = sample::kNow.plus_hours(31);
  EXPECT_EQ(review_state(c), ReviewState::stale);
  c.hearings.clear();
  Proposal next = *c.proposal;
  next.fine = yuan(49999);
  c.set_proposal(next, sample::kNow);
  EXPECT_EQ(review_state(c), ReviewState::stale);
  c.reviews.back().outcome = ReviewOutcome::failed;
  EXPECT_EQ(review_state(c), ReviewState::failed);
  c.reviews.clear();
  EXPECT_EQ(review_state(c), ReviewState::none);
}

TEST(Facts, FollowFromTheCase) {
  Case c = full_case();
  Facts f = facts_of(c, sample::kNow, sample::kNow);
  EXPECT_TRUE(f.party_identified);
  EXPECT_EQ(f.limitation_until, Date(2028, 1, 31));
  EXPECT_EQ(f.owed, yuan(50000));
  EXPECT_FALSE(f.performed);
  EXPECT_TRUE(f.decision_document_rendered);
  EXPECT_TRUE(f.overdue.empty());
  // While it is suspended nothing is late.
  EXPECT_TRUE(facts_of(c, sample::kNow, Instant::beijing(Date(2026, 5, 14), 0, 1)).overdue.empty());
  c.obligations[0].suspensions[0].to = Date(2026, 3, 9);
  f = facts_of(c, sample::kNow, Instant::beijing(Date(2026, 5, 14), 0, 1));
  ASSERT_EQ(f.overdue.size(), 1u);
  EXPECT_EQ(f.overdue[0].rule, "apl_60_decide");

  Payment payment;
  payment.paid_on = Date(2026, 3, 20);
  payment.amount = yuan(50000);
  payment.decision = c.decision->id;
  c.decision->overturned.clear();
  c.decision->counts.clear();
  c.payments = {payment};
  EXPECT_TRUE(facts_of(c, sample::kNow, sample::kNow).performed);
  c.decision->kinds.push_back(PenaltyKind::revoke_license);
  EXPECT_FALSE(facts_of(c, sample::kNow, sample::kNow).performed);
  c.decision->performance = "performed";
  EXPECT_TRUE(facts_of(c, sample::kNow, sample::kNow).performed);
}

TEST(Facts, LimitationEndsOnTheCorrespondingDay) {
  EXPECT_EQ(limitation_last_day(Date(2024, 2, 29), false), Date(2026, 2, 28));
  EXPECT_EQ(limitation_last_day(Date(2024, 2, 29), true), Date(2029, 2, 28));
  EXPECT_EQ(limitation_last_day(Date(2024, 5, 1), false), Date(2026, 5, 1));
}

}  // namespace
}  // namespace mingjing::cases
