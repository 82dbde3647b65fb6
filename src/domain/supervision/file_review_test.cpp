// Every automatic rule with a file that satisfies it and files that violate it, one fact changed each.
// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/file_review.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "base/embedded.h"
#include "domain/supervision/file_review_checks.h"
#include "domain/supervision/sample_file.h"
#include "law/citation.h"

namespace mingjing::supervision {
namespace {

using namespace sample_file;  // NOLINT: the sample's names are the test's

RuleOutcome outcome_of(const File& f, std::string_view id, std::string* text = nullptr) {
  const auto review = review_file(f.c, f.around);
  for (const auto& result : review.results) {
    if (result.rule->id != id) continue;
    if (text != nullptr) {
      for (const auto& shown : result.shown) *text += shown.text + "\n";
    }
    return result.outcome;
  }
  ADD_FAILURE() << "no rule " << id;
  return RuleOutcome::not_assessable;
}

struct Row {
  const char* name;
  const char* rule;
  std::function<void(File&)> change;
  const char* says;  // must stand in what shows it
};

void announce(File& f, const char* day, const char* reason) {
  auto& data = f.record(Act::serve_decision).data;
  data.set("method", "announcement");
  data.set("announced_on", day);
  data.set("reason", reason);
}

// Each changes one fact of the clean or the rich file so that exactly this rule finds something.
const std::vector<Row>& violations() {
  static const std::vector<Row> rows{
      {"credit code of the agency wrong", "CF-01", [](File& f) { f.around.agency.uscc = "11619900016993270X"; },
       "信用代码"},
      {"item of another agency", "CF-01", [](File& f) { f.around.items.clear(); }, "不在本机关"},
      {"not an item of penalty", "CF-01", [](File& f) { f.around.items[kItem].act_type = "license"; }, "不是行政处罚"},
      {"item no longer in force", "CF-02", [](File& f) { f.around.items[kItem].active = false; }, "已失效"},
      {"document in the name of another", "CF-02", [](File& f) { f.model(kDecision).agency = "执法支队"; }, "执法支队"},
      {"certificate expired on the day", "CF-03", [](File& f) { f.around.officers[kAssist].valid_until = d(2, 8); },
       "2026-02-08"},
      {"officer not on the list", "CF-03", [](File& f) { f.around.officers.erase(kAssist); }, "名单"},
      {"one officer at the inquiry", "CF-04", [](File& f) { f.record(Act::record_inquiry).officers = {kLead}; },
       "1 名"},
      {"the same officer named twice", "CF-04",
       [](File& f) {
         f.record(Act::record_on_site).officers = {kLead, kLead};
       },
       "1 名"},
      {"credit code of the party wrong", "CF-05", [](File& f) { f.c.parties.front().uscc = "11619900016993270X"; },
       "校验"},
      {"no identity at all", "CF-05", [](File& f) { f.c.parties.front().uscc.clear(); }, "没有登记"},
      {"another name in the decision", "CF-05", [](File& f) { f.c.parties.front().name = "澜州恒达建材有限公司"; },
       "不一致"},
      {"unknown law", "CF-08", [](File& f) { f.c.proposal->basis = {"《占地处罚法》第三条"}; }, "没有这部法律"},
      {"internal document", "CF-08",
       [](File& f) { f.c.proposal->basis = {"《关于全面推行和示范创建行政执法三项制度的通知》附件2第48项"}; },
       "内部文件"},
      {"fine above the maximum", "CF-09", [](File& f) { f.c.decision->fine = yuan(200000); }, "高于上限"},
      {"fine below the minimum without ground", "CF-09", [](File& f) { f.c.decision->fine = yuan(5000); }, "低于下限"},
      {"a kind the item does not know", "CF-09",
       [](File& f) { f.c.decision->kinds.push_back(PenaltyKind::revoke_license); }, "吊销许可证件"},
      {"discovered too late", "CF-10", [](File& f) { f.c.violation_ended_on = Date(2023, 12, 1); }, "超过时效"},
      {"no day of discovery", "CF-10", [](File& f) { f.c.discovered_on.reset(); }, "没有登记"},
      {"review before the statement", "CF-11", [](File& f) { f.c.reviews.back().decided_at = at(d(3, 10)); }, "之前"},
      {"served before decided", "CF-11", [](File& f) { f.c.decision->served_at = at(d(3, 26)); }, "之前"},
      {"no notice", "CF-12", [](File& f) { f.c.notice.reset(); }, "没有送达处罚告知书"},
      {"term still running", "CF-12", [](File& f) { f.obligation(cases::rule::statement).due = d(3, 27); }, "期限未满"},
      {"waiver without record", "CF-12", [](File& f) { f.c.statement_waived = true; }, "没有当事人签名"},
      {"hearing right not told", "CF-13",
       [](File& f) { f.around.hearing_right = {why("罚款达到标准", "《行政处罚法》第六十三条第一款第一项")}; },
       "没有告知听证权利"},
      {"asked for and not held", "CF-13",
       [](File& f) {
         f.c.notice->hearing_right_told = true;
         f.c.hearing = cases::HearingState::requested;
       },
       "没有举行"},
      {"decided within the term to ask", "CF-13",
       [](File& f) {
         f.c.notice->hearing_right_told = true;
         f.c.hearing = cases::HearingState::right_told;
         f.limit(cases::rule::request_hearing, d(3, 9), d(3, 27), {});
       },
       "期满前"},
      {"heavier than told", "CF-14", [](File& f) { f.c.notice->fine = yuan(40000); }, "重于告知"},
      {"a kind not told", "CF-14", [](File& f) { f.c.notice->kinds = {PenaltyKind::warning}; }, "没有告知"},
      {"required and not reviewed", "CF-15",
       [](File& f) {
         f.around.review_required = {why("罚款达到标准", "《行政处罚法》第五十八条第一款第一项")};
         f.c.reviews.clear();
       },
       "没有审核通过"},
      {"changed after the review", "CF-15",
       [](File& f) {
         f.around.review_required = {why("罚款达到标准", "《行政处罚法》第五十八条第一款第一项")};
         f.c.proposal->substance_version = 2;
       },
       "没有重新审核"},
      {"heard again after the review", "CF-15",
       [](File& f) {
         f.around.review_required = {why("罚款达到标准", "《行政处罚法》第五十八条第一款第一项")};
         f.c.statement_heard_at = at(d(3, 25));
       },
       "又听取"},
      {"not discussed", "CF-16", [](File& f) { f.c.discussion_required = true; }, "没有集体讨论"},
      {"two fines for one act", "CF-17",
       [](File& f) {
         cases::Count count;
         count.party = kParty;
         count.item_id = kItem;
         count.fine = yuan(20000);
         f.c.proposal->counts = {count, count};
       },
       "两项罚款"},
      {"fined for it in another case", "CF-17",
       [](File& f) {
         f.around.elsewhere.emplace().fines = {{f.c.parties.front().name, f.c.item.code, "2025-12-01", "2"}};
       },
       "案件 2 已对"},
      {"reviewer saw a crime", "CF-18", [](File& f) { f.c.reviews.back().points.back().verdict = "unlawful"; },
       "应当移送"},
      {"decided to transfer, not done", "CF-18",
       [](File& f) {
         cases::Transfer transfer;
         transfer.verdict = cases::Verdict::granted;
         transfer.receiver = "澜州市公安局";
         f.c.transfers = {transfer};
       },
       "还没有移送"},
      {"recusal left open", "CF-19",
       [](File& f) { f.c.recusals = {recusal(kLead, "陈砚秋", cases::Verdict::pending)}; }, "没有决定"},
      {"recused officer goes on", "CF-19",
       [](File& f) { f.c.recusals = {recusal(kLead, "陈砚秋", cases::Verdict::granted)}; }, "仍参加"},
      {"host is an investigator", "CF-19",
       [](File& f) {
         cases::Hearing hearing;
         hearing.planned_at = at(d(3, 18));
         hearing.host = kLead;
         f.c.hearings = {hearing};
       },
       "调查人员"},
      {"no seal", "CF-20", [](File& f) { f.model(kDecision).seal_name.clear(); }, "没有加盖"},
      {"seal of a unit", "CF-20", [](File& f) { f.model(kDecision).seal_name = "执法监察支队"; }, "执法监察支队"},
      {"decided after ninety days", "CF-21", [](File& f) { f.obligation(cases::rule::decide).fulfilled_on = d(5, 8); },
       "超期 3 天"},
      {"still undecided", "CF-21", [](File& f) { f.obligation(cases::rule::decide).fulfilled_on.reset(); }, "至今"},
      {"suspended without a rule", "CF-21",
       [](File& f) {
         f.obligation(cases::rule::decide).suspensions = {{d(3, 1), d(3, 2), "testing", ""}};
       },
       "依据"},
      {"party asked before filing", "CF-22", [](File& f) { f.c.filed_on = d(2, 10); }, "立案"},
      {"evidence before filing unmarked", "CF-22", [](File& f) { f.c.evidence.front().obtained_at = at(d(2, 1)); },
       "没有标注"},
      {"filing without opinion", "CF-23", [](File& f) { f.record(Act::file_case).data = Json(Json::Object{}); },
       "审批意见"},
      {"no source", "CF-23", [](File& f) { f.c.source.clear(); }, "案件来源"},
      {"certificate not shown", "CF-24", [](File& f) { f.record(Act::record_inquiry).certificate_shown = false; },
       "没有记明"},
      {"no end time", "CF-25", [](File& f) { f.record(Act::record_on_site).data.set("ended_at", ""); }, "起止时间"},
      {"not signed", "CF-25", [](File& f) { f.record(Act::record_inquiry).data.set("signed", false); }, "签名"},
      {"two inquiries at once", "CF-26",
       [](File& f) {
         const Json data = f.record(Act::record_inquiry).data;
         f.add(Act::record_inquiry, at(d(2, 9)), kLeadUser, data, {kLead, kAssist});
       },
       "重叠"},
      {"an inquiry of another case at the time", "CF-26",
       [](File& f) {
         const auto span = *cases::inquiry_span(f.record(Act::record_inquiry));
         f.around.elsewhere.emplace().inquiries = {{kAssist, {span.from.plus_ms(60'000), span.to.plus_hours(1)}, "2"}};
       },
       "案件 2 中"},
      {"document without provider", "CF-27",
       [](File& f) { f.c.evidence.front().kind = cases::EvidenceKind::documentary_evidence; }, "提供人"},
      {"order to correct never re-checked", "CF-43", [](File& f) { f.c.corrections.front().rechecks.clear(); },
       "没有复查"},
      {"nothing ordered", "CF-43",
       [](File& f) {
         f.c.corrections.clear();
         f.words() = "罚款";
       },
       "没有责令"},
      {"report without reasons", "CF-32", [](File& f) { f.c.proposal->reasons.clear(); }, "理由"},
      {"report without text", "CF-32",
       [](File& f) { f.record(Act::conclude_investigation).data = Json(Json::Object{}); }, "报告正文"},
      {"no answer to the statement", "CF-33",
       [](File& f) { f.record(Act::hear_statement).data.set("review_opinion", ""); }, "没有复核"},
      {"statement without words", "CF-33", [](File& f) { f.record(Act::hear_statement).data.set("text", ""); },
       "没有记录内容"},
      {"review late", "CF-35", [](File& f) { f.c.reviews.back().due = d(3, 20); }, "才出具"},
      {"a point unanswered", "CF-35", [](File& f) { f.c.reviews.back().points.pop_back(); }, "意见"},
      {"materials missing", "CF-35", [](File& f) { f.c.reviews.back().materials.pop_back(); }, "证据"},
      {"no benchmark", "CF-37", [](File& f) { f.c.proposal->benchmark.clear(); }, "裁量基准"},
      {"handler decides", "CF-38", [](File& f) { f.c.decision->decided_by = kLeadUser; }, "自己审批"},
      {"no approval asked for", "CF-38",
       [](File& f) { std::erase_if(f.c.records, [](const auto& r) { return r.act == Act::submit_for_approval; }); },
       "报请"},
      {"no address", "CF-39", [](File& f) { f.c.parties.front().address = "望山镇"; }, "地址"},
      {"basis not in the text", "CF-39", [](File& f) { f.c.decision->basis = {"《土地管理法》第七十六条"}; }, "依据"},
      {"no word on surcharge", "CF-39",
       [](File& f) { f.words().erase(f.words().find("逾期每日加处罚款"), std::string("逾期每日加处罚款").size()); },
       "加处罚款"},
      {"law without article", "CF-40", [](File& f) { f.c.proposal->basis = {"《土地管理法》"}; }, "没有写明条"},
      {"no basis", "CF-40", [](File& f) { f.c.proposal->basis.clear(); }, "没有写明处罚依据"},
      {"term to sue by special statute", "CF-41",
       [](File& f) {
         f.around.items[kItem].litigation_days = 20;
         f.around.items[kItem].litigation_months = 0;
       },
       "二十日"},
      {"number of another year", "CF-42", [](File& f) { f.c.documents.front().number = "澜自然资罚决〔2025〕1号"; },
       "年份"},
      {"square brackets", "CF-42", [](File& f) { f.c.documents.front().number = "澜自然资罚决[2026]1号"; }, "不规范"},
      {"leading zero", "CF-42", [](File& f) { f.c.documents.front().number = "澜自然资罚决〔2026〕01号"; }, "不规范"},
      {"the prefix of another", "CF-42", [](File& f) { f.c.documents.front().number = "执法支罚决〔2026〕1号"; },
       "代字"},
      {"no document bears the number before", "CF-42",
       [](File& f) {
         f.c.documents.front().number = "澜自然资罚决〔2026〕9号";
         f.around.elsewhere.emplace();
       },
       "前一号澜自然资罚决〔2026〕8号"},
      {"served late", "CF-44", [](File& f) { f.obligation(cases::rule::serve).fulfilled_on = d(4, 9); }, "才送达"},
      {"no recipient", "CF-44", [](File& f) { f.record(Act::serve_decision).data.set("recipient", ""); }, "签收人"},
      {"electronic without consent", "CF-44",
       [](File& f) {
         f.record(Act::serve_decision).data.set("method", "electronic");
         f.c.parties.front().e_service_consent = false;
       },
       "确认书"},
      {"left without witness", "CF-44", [](File& f) { f.record(Act::serve_decision).data.set("method", "lien"); },
       "见证人"},
      {"announcement too short", "CF-45", [](File& f) { announce(f, "2026-03-10", "下落不明"); }, "不满三十日"},
      {"announcement without reason", "CF-45", [](File& f) { announce(f, "2026-02-20", ""); }, "原因"},
      {"no receipt of payment", "CF-46", [](File& f) { f.c.payments.front().receipt_no.clear(); }, "票据号"},
      {"paid on the spot without ground", "CF-46", [](File& f) { f.c.payments.front().channel = "on_spot"; },
       "法定情形"},
      {"handed in late", "CF-46",
       [](File& f) {
         auto& payment = f.c.payments.front();
         payment.channel = "on_spot";
         payment.on_spot_ground = "apl_69_remote";
         payment.handed_in_on = d(4, 20);
         payment.banked_on = d(4, 20);
       },
       "才上交"},
      {"surcharge above the fine", "CF-46",
       [](File& f) {
         auto extra = f.c.payments.front();
         extra.towards = "surcharge";
         extra.amount = yuan(50001);
         f.c.payments.push_back(extra);
       },
       "超过罚款"},
      {"deferred without approval", "CF-47", [](File& f) { f.c.decision->performance = "deferred"; }, "没有申请"},
      {"court without demand", "CF-48", [](File& f) { f.c.court_applications = {application(d(10, 27))}; },
       "没有先催告"},
      {"court before the remedies end", "CF-48",
       [](File& f) {
         f.c.demands = {demand(d(4, 8))};
         f.c.court_applications = {application(d(5, 27))};
       },
       "不能提前"},
      {"goods forgotten", "CF-49", [](File& f) { f.c.decision->kinds.push_back(PenaltyKind::confiscate_property); },
       "没有处理"},
      {"published late", "CF-50", [](File& f) { f.obligation(cases::rule::publish).fulfilled_on = d(4, 9); }, "才办理"},
      {"overturned and still shown", "CF-50",
       [](File& f) {
         f.c.decision->overturned = "revoked";
         f.c.decision->overturned_at = at(d(5, 6));
       },
       "没有撤回"},
      {"closed with money owed", "CF-52", [](File& f) { f.c.decision->paid = yuan(1); }, "还欠"},
      {"unregistered template", "CF-53", [](File& f) { f.c.documents.front().template_id = "own_form"; },
       "登记的文书格式"},
      {"a blank left", "CF-53", [](File& f) { f.words() += "____"; }, "空白"},
      {"recorded late without reason", "CF-56",
       [](File& f) { f.record(Act::record_inquiry).recorded_at = at(d(2, 12)); }, "没有写明原因"},
      {"altered after it was signed", "CF-56", [](File& f) { f.around.altered = {kDecision}; }, "改动"},
      {"dated before it was made", "CF-56", [](File& f) { f.model(kDecision).date = d(3, 20); }, "早于"},
      {"reviewer handles the case", "CF-57", [](File& f) { f.around.officer_of[kReviewer] = kLead; }, "承办人"},
  };
  return rows;
}

// The same on the rich file.
const std::vector<Row>& rich_violations() {
  static const std::vector<Row> rows{
      {"discussed an earlier version", "CF-16", [](File& f) { f.c.proposal->substance_version = 2; }, "又有变动"},
      {"carried out without approval", "CF-28",
       [](File& f) { f.c.preservations.front().verdict = cases::Verdict::pending; }, "没有经"},
      {"disposed of too late", "CF-28", [](File& f) { f.c.preservations.front().disposed_at = at(d(3, 20)); },
       "才处理"},
      {"questioned in the own room, not filmed", "CF-31", [](File& f) { f.c.recordings.clear(); }, "没有记录也没有说明"},
      {"never disposed of", "CF-28", [](File& f) { f.c.preservations.front().disposed_at.reset(); }, "至今"},
      {"no list", "CF-28", [](File& f) { f.c.preservations.front().things.clear(); }, "清单"},
      {"period of appraisal not told", "CF-30", [](File& f) { f.c.entrustments.front().period_told_on.reset(); },
       "期间"},
      {"result not told", "CF-30", [](File& f) { f.c.entrustments.front().result_told_on.reset(); }, "结果没有告知"},
      {"no qualification", "CF-30", [](File& f) { f.c.entrustments.front().qualification.clear(); }, "资质"},
      {"sample without list", "CF-30", [](File& f) { f.c.samplings.front().things.clear(); }, "样品清单"},
      {"sampled before filing", "CF-22", [](File& f) { f.c.samplings.front().taken_at = at(d(2, 3)); }, "抽样"},
      {"hearing notified late", "CF-34", [](File& f) { f.c.hearings.front().notified_at = at(d(3, 10)); },
       "不足七个工作日"},
      {"minutes unsigned", "CF-34", [](File& f) { f.c.hearings.front().minutes_signed = false; }, "没有签名"},
      {"no report of the hearing", "CF-34", [](File& f) { f.c.hearings.front().reported_at.reset(); }, "听证报告"},
      {"closed without ground", "CF-34", [](File& f) { f.c.hearings.front().is_public = false; }, "不公开"},
      {"returned and unanswered", "CF-36", [](File& f) { f.c.reviews.front().reply.clear(); }, "没有书面答复"},
      {"deviation unapproved", "CF-37", [](File& f) { f.c.discretion.front().deviation_approved_at.reset(); },
       "没有经过批准"},
      {"deviation approved by oneself", "CF-37",
       [](File& f) { f.c.discretion.front().deviation_approved_by = kLeadUser; }, "自己批准"},
      {"instalments without plan", "CF-47", [](File& f) { f.c.deferrals.front().plan.clear(); }, "各期"},
      {"court too soon after the demand", "CF-48",
       [](File& f) { f.c.court_applications.front().applied_at = at(d(4, 22)); }, "十个工作日"},
      {"court too late", "CF-48", [](File& f) { f.c.court_applications.front().applied_at = at(Date(2027, 1, 8)); }, "已超期"},
      {"goods without receipt", "CF-49", [](File& f) { f.c.goods_disposals.front().receipt.clear(); }, "凭证"},
      {"no reason against transfer", "CF-18", [](File& f) { f.c.transfers.front().decision_reason.clear(); }, "理由"},
  };
  return rows;
}

void expect_finding(File f, const Row& row) {
  row.change(f);
  std::string text;
  EXPECT_EQ(outcome_of(f, row.rule, &text), RuleOutcome::finding) << row.rule << " " << row.name << "\n" << text;
  EXPECT_NE(text.find(row.says), std::string::npos) << row.rule << " " << row.name << ": " << text;
}

TEST(FileReview, EachChangeIsFoundByItsRule) {
  for (const auto& row : violations()) expect_finding(clean(), row);
  for (const auto& row : rich_violations()) expect_finding(rich(), row);
}

TEST(FileReview, ACleanFileHasNoFinding) {
  for (const auto& f : {clean(), rich()}) {
    const auto review = review_file(f.c, f.around);
    for (const auto& result : review.results) {
      std::string text;
      for (const auto& shown : result.shown) text += shown.text + "\n";
      EXPECT_NE(result.outcome, RuleOutcome::finding) << result.rule->id << " " << text;
      EXPECT_FALSE(result.shown.empty()) << result.rule->id;
      for (const auto& shown : result.shown) EXPECT_FALSE(shown.text.empty()) << result.rule->id;
      EXPECT_EQ(result.deducted, 0) << result.rule->id;
    }
    for (const auto& score : review.scores) {
      EXPECT_EQ(score.points, 100);
      EXPECT_EQ(score.grade->id, "excellent");
    }
  }
}

// Every rule that a program answers is answered `satisfied` by the clean or the rich file, and violated in a row.
TEST(FileReview, EveryAutomaticRuleIsSatisfiedOnceAndViolatedOnce) {
  std::set<std::string> satisfied, violated;
  for (const auto& f : {clean(), rich()}) {
    for (const auto& result : review_file(f.c, f.around).results) {
      if (result.outcome == RuleOutcome::satisfied) satisfied.insert(result.rule->id);
    }
  }
  for (const auto* rows : {&violations(), &rich_violations()}) {
    for (const auto& row : *rows) violated.insert(row.rule);
  }
  for (const auto& rule : FileReviewRules::built_in().rules()) {
    if (rule.check.empty() || rule.id == "CF-51") continue;
    if (rule.id == "CF-54" || rule.id == "CF-55") continue;  // of an archived case, see record_check_test.cpp
    EXPECT_TRUE(violated.contains(rule.id)) << rule.id;
    // These end in a question at best.
    if (rule.id == "CF-17" || rule.id == "CF-27") continue;
    EXPECT_TRUE(satisfied.contains(rule.id)) << rule.id;
  }
}

// What is kept with the row of a closed case knows neither officers nor documents, and says the same as the whole review.
TEST(FileReview, TheTextRecordIsJudgedByTheCaseAlone) {
  std::set<std::string> seen;
  const auto look = [&](const File& f, const char* name) {
    bool in_order = true;
    for (const auto& result : review_file(f.c, f.around).results) {
      if (!result.rule->text_record || result.outcome != RuleOutcome::finding) continue;
      in_order = false;
      seen.insert(result.rule->id);
    }
    EXPECT_EQ(text_record_in_order(f.c, f.around.today), in_order) << name;
  };
  look(clean(), "clean");
  look(rich(), "rich");
  for (const auto* rows : {&violations(), &rich_violations()}) {
    for (const auto& row : *rows) {
      auto f = rows == &violations() ? clean() : rich();
      row.change(f);
      look(f, row.name);
    }
  }
  for (const auto& rule : FileReviewRules::built_in().rules()) {
    EXPECT_TRUE(!rule.text_record || seen.contains(rule.id)) << rule.id;
  }
  EXPECT_TRUE(text_record_in_order(clean().c, Date(2020, 1, 1))) << "no rule was in force";
}

TEST(FileReview, OtherCasesThatDoNotTouchThisOneAreNoFinding) {
  auto f = clean();
  const auto span = *cases::inquiry_span(f.record(Act::record_inquiry));
  auto& elsewhere = f.around.elsewhere.emplace();
  elsewhere.inquiries = {{kAssist, {span.to, span.to.plus_hours(1)}, "2"}, {kHost, span, "3"}};
  elsewhere.fines = {{f.c.parties.front().name, f.c.item.code, "2024-05-01", "4"}, {"别的公司", f.c.item.code, "2025-12-01", "5"}};
  EXPECT_EQ(outcome_of(f, "CF-26"), RuleOutcome::satisfied);
  EXPECT_EQ(outcome_of(f, "CF-42"), RuleOutcome::satisfied) << "the first number of a year follows none";
  std::string question;
  EXPECT_EQ(outcome_of(f, "CF-17", &question), RuleOutcome::needs_person);
  EXPECT_NE(question.find("案件 4 已对"), std::string::npos) << question;
  EXPECT_EQ(question.find("案件 5"), std::string::npos) << question;
  f.c.documents.front().number = "澜自然资罚决〔2026〕9号";
  elsewhere.numbers = {"澜自然资罚决〔2026〕8号"};
  EXPECT_EQ(outcome_of(f, "CF-42"), RuleOutcome::satisfied);
}

TEST(FileReview, QuestionsAreForAPerson) {
  const auto f = clean();
  for (const char* id : {"CF-06", "CF-07", "CF-17"}) EXPECT_EQ(outcome_of(f, id), RuleOutcome::needs_person) << id;
  auto perhaps = clean();
  perhaps.c.violation_ended_on.reset();
  EXPECT_EQ(outcome_of(perhaps, "CF-10"), RuleOutcome::needs_person);
  auto unsaid = clean();
  unsaid.c.discovered_by.clear();
  EXPECT_EQ(outcome_of(unsaid, "CF-10"), RuleOutcome::needs_person);
  auto by_area = clean();
  by_area.around.items[kItem].fines = {
      {catalog::FineUnit::per_unit, 10'000, 100'000, "平方米", "《土地管理法》第七十七条第一款"}};
  EXPECT_EQ(outcome_of(by_area, "CF-09"), RuleOutcome::needs_person);
  auto milder = clean();  // not yet in force when the act ended
  milder.c.proposal->basis = {"《矿产资源法》第七十一条"};
  milder.c.violation_ended_on = Date(2009, 1, 1);
  EXPECT_EQ(outcome_of(milder, "CF-08"), RuleOutcome::needs_person);
}

TEST(FileReview, BelowTheMinimumWithGroundAndReasonsIsLawful) {
  auto f = clean();
  f.c.decision->fine = f.c.decision->paid = yuan(5000);
  f.c.proposal->mitigation_ground = "《行政处罚法》第三十二条第一项";
  f.c.proposal->mitigation_reason = "主动消除危害后果。";
  EXPECT_EQ(outcome_of(f, "CF-09"), RuleOutcome::satisfied);
}

// Two working days each, from the landing and from the hand-in (APL 71): counted by data/limits, not by the review.
TEST(FileReview, MoneyTakenOnTheWaterIsHandedInFromTheLanding) {
  auto f = clean();
  auto& payment = f.c.payments.front();
  payment.channel = "on_spot";
  payment.on_spot_ground = "apl_69_water";
  payment.handed_in_on = payment.banked_on = payment.paid_on + 12;
  EXPECT_EQ(outcome_of(f, "CF-46"), RuleOutcome::finding);
  payment.landed_on = payment.paid_on + 11;
  EXPECT_EQ(outcome_of(f, "CF-46"), RuleOutcome::satisfied);
}

TEST(FileReview, ALateRecordWithItsReasonIsInOrder) {
  auto f = clean();
  auto& record = f.record(Act::record_inquiry);
  record.recorded_at = at(d(2, 12));
  record.late_reason = "现场没有网络。";
  EXPECT_EQ(outcome_of(f, "CF-56"), RuleOutcome::satisfied);
}

TEST(FileReview, TheMaskedCopyForThePortalIsNoDocumentOfTheFile) {
  auto f = clean();
  auto copy = f.c.documents.front();
  copy.id = kNotice;
  copy.template_id = kPublicCopy;
  f.c.documents.push_back(copy);
  f.model(kNotice) = outward("公开文本", "当事人：某公司。", d(3, 1));
  for (const auto& result : review_file(f.c, f.around).results) {
    EXPECT_NE(result.outcome, RuleOutcome::finding) << result.rule->id;
  }
}

TEST(FileReview, WhatHasNoModuleYetSaysSo) {
  std::string text;
  for (const char* id : {"CF-29"}) {
    EXPECT_EQ(outcome_of(clean(), id, &text), RuleOutcome::not_assessable) << id;
  }
  EXPECT_NE(text.find("暂不能评查"), std::string::npos);
}

TEST(FileReview, ABareClueHasNothingToFind) {
  File f;
  surround(f);
  f.around.documents.clear();
  for (const auto& result : review_file(f.c, f.around).results) {
    const bool quiet = result.outcome == RuleOutcome::not_applicable || result.outcome == RuleOutcome::not_assessable;
    EXPECT_TRUE(quiet) << result.rule->id;
  }
}

TEST(FileReview, AFatalFindingZeroesTheFileOrBarsTheHighestGrade) {
  auto f = clean();
  f.record(Act::record_inquiry).officers = {kLead};
  const auto review = review_file(f.c, f.around);
  for (const auto& score : review.scores) {
    if (score.model->id == "base_standard") {
      EXPECT_EQ(score.points, 0);
      EXPECT_EQ(score.grade->id, "unqualified");
    } else {
      EXPECT_EQ(score.points, 89);
      EXPECT_EQ(score.grade->id, "qualified");
    }
  }
}

TEST(FileReview, DeductionsAddUpAndEndAtNothing) {
  const auto& rules = FileReviewRules::built_in();
  const auto& model = rules.models().front();
  std::vector<RuleResult> results{{rules.find("CF-21"), RuleOutcome::finding, {}, 20}};
  EXPECT_EQ(score_of(results, model).points, 80);
  EXPECT_EQ(score_of(results, model).grade->id, "qualified");
  for (int i = 0; i < 5; ++i) results.push_back(results.front());
  EXPECT_EQ(score_of(results, model).points, 0);
  results = {{rules.find("CF-26"), RuleOutcome::finding, {}, 10}};
  EXPECT_EQ(score_of(results, model).grade->id, "excellent");
  results.push_back({rules.find("CF-42"), RuleOutcome::finding, {}, 1});
  EXPECT_EQ(score_of(results, model).grade->id, "qualified");
  results = {{rules.find("CF-06"), RuleOutcome::needs_person, {}, 0}};
  EXPECT_EQ(score_of(results, model).points, 100);
}

TEST(FileReviewRules, AllFiftySevenStandInOrderWithReadableCitations) {
  const auto& rules = FileReviewRules::built_in().rules();
  ASSERT_EQ(rules.size(), 57U);
  std::set<std::string> checks;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto& rule = rules[i];
    EXPECT_EQ(rule.id, (i < 9 ? "CF-0" : "CF-") + std::to_string(i + 1));
    EXPECT_EQ(rule.severity == RuleSeverity::fatal, rule.points == 100) << rule.id;
    EXPECT_EQ(rule.advice.empty(), rule.check.empty()) << rule.id;
    for (const auto& text : rule.basis) {
      const auto citation = law::Citation::parse(text);
      ASSERT_TRUE(citation) << rule.id << " " << text;
      EXPECT_TRUE(law::KnownLaws::built_in().resolve(citation->law, kToday)) << text;
    }
    if (rule.check.empty()) continue;
    EXPECT_TRUE(checks.insert(rule.check).second) << rule.check;
  }
  EXPECT_EQ(checks.size(), check_names().size());
}

TEST(FileReviewRules, WrongDataIsRefused) {
  const std::string good(embedded("supervision/file_review_rules.json"));
  ASSERT_TRUE(FileReviewRules::parse(good));
  const auto broken = [&](const std::string& what, const std::string& with) {
    std::string text = good;
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    text.replace(at, what.size(), with);
    return !FileReviewRules::parse(text).has_value();
  };
  EXPECT_TRUE(broken("\"check\": \"two_officers\"", "\"check\": \"three_officers\""));
  EXPECT_TRUE(broken("\"check\": \"two_officers\"", "\"check\": \"\""));
  EXPECT_TRUE(broken("\"mode\": \"manual\"", "\"mode\": \"guess\""));
  EXPECT_TRUE(broken("\"id\": \"CF-02\"", "\"id\": \"CF-01\""));
  EXPECT_TRUE(broken("\"group\": \"law\"", "\"group\": \"lore\""));
  EXPECT_TRUE(broken("\"from\": 0}", "\"from\": 5}"));
  EXPECT_TRUE(broken("\"id\": \"CF-06\",", "\"id\": \"CF-06\", \"text_record\": true,")) << "a person judges it";
}

}  // namespace
}  // namespace mingjing::supervision
