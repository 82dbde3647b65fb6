// Rows of the guards of notice, statement, hearing, counts and service; guards_test.cpp judges them.
// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/guard_rows.h"
#include "domain/cases/sample_case.h"

namespace mingjing::cases {
namespace {

using enum Guard;

// Two parties, each with a count of its own: 30,000 and 20,000 yuan.
void joint(Facts& f) {
  const PartyId first(sample::kFirst.uuid()), second(sample::kSecond.uuid());
  const auto add = [&](PartyId id, const char* name, Fen fine) {
    PartyFacts party;
    party.id = id;
    party.name = name;
    party.kinds = {PenaltyKind::fine};
    party.fine = fine;
    party.has_counts = party.statement_heard = party.served = true;
    party.told.emplace();
    party.told->party = id;
    party.told->kinds = party.kinds;
    party.told->fine = fine;
    f.parties.push_back(party);
    CountFacts count;
    count.party = id;
    count.label = std::string(name) + "：占地";
    count.kinds = party.kinds;
    count.fine = fine;
    count.based = true;
    f.counts.push_back(count);
  };
  add(first, "甲公司", yuan(30000));
  add(second, "乙某", yuan(20000));
}

constexpr RowOf kRows[] = {
    {notice_covers, "new facts since", [](Facts& f) { f.notice->told.resize(1), f.facts_version = 2; }, true, "事实"},
    {notice_covers, "a joint party not told", [](Facts& f) { joint(f), f.parties[1].told.reset(); }, true, "乙某：还没有告知"},
    {notice_covers, "a joint party told less", [](Facts& f) { joint(f), f.parties[1].told->fine = yuan(19999); }, true,
     "乙某：罚款"},
    {notice_covers, "a joint party above the threshold",
     [](Facts& f) { joint(f), f.parties[0].hearing_right_due = true; }, true, "甲公司", "《行政处罚法》第六十三条第一款"},
    {notice_covers, "a joint party without penalty need not be told",
     [](Facts& f) {
       joint(f), f.parties[1].told.reset();
       f.parties[1].kinds.clear();
     },
     false},
    {defence_heard, "one of two not heard", [](Facts& f) { joint(f), f.parties[1].statement_heard = false; }, true,
     "乙某：还没有听取"},
    {statement_term, "one of two has until today", [](Facts& f) { joint(f), f.parties[1].statement_until = f.today; },
     true, "乙某：陈述申辩期"},
    {counts_add_up, "no counts, one party", [](Facts& f) { f.counts.clear(); }, false},
    {counts_add_up, "two parties, one sum",
     [](Facts& f) {
       joint(f), f.counts.clear();
     },
     true, "逐项"},
    {counts_add_up, "sums agree", [](Facts& f) { joint(f); }, false},
    {counts_add_up, "a fen too little", [](Facts& f) { joint(f), f.counts[0].fine = yuan(30000) - Fen{1}; }, true, "合计"},
    {counts_add_up, "a kind of no count", [](Facts& f) { joint(f), f.kinds.push_back(PenaltyKind::warning); }, true, "合计"},
    {counts_add_up, "a party without a word", [](Facts& f) { joint(f), f.parties[1].has_counts = false; }, true, "乙某"},
    {counts_add_up, "a count of a stranger", [](Facts& f) { joint(f), f.counts[1].party = PartyId{}; }, true, "不在本案"},
    {counts_add_up, "a count without basis", [](Facts& f) { joint(f), f.counts[1].based = false; }, true, "处罚依据"},
    {counts_add_up, "a count whose fine is none", [](Facts& f) { joint(f), f.counts[1].fine = {}; }, true, "不一致"},
    {range, "one count above its own maximum", [](Facts& f) { joint(f), f.counts[1].fine_max = yuan(19999); }, true,
     "乙某：占地", "《行政处罚法》第七十六条第一款第二项"},
    {range, "the sum above the maximum of one", [](Facts& f) { joint(f), f.fine_max = yuan(40000); }, false},
    {range, "one count below its own minimum", [](Facts& f) { joint(f), f.counts[0].fine_min = yuan(30001); }, true,
     "甲公司：占地", "《行政处罚法》第三十二条"},
    {range, "one count below its own minimum, mitigated",
     [](Facts& f) {
       joint(f), f.counts[0].fine_min = yuan(30001);
       f.counts[0].mitigated = true;
     },
     false},
    {no_open_hearing, "notified", [](Facts& f) { f.hearing = HearingState::notified; }, true, "还没有举行"},
    {no_open_hearing, "held without report", [](Facts& f) { f.hearing = HearingState::held; }, true, "听证报告",
     "《行政处罚法》第六十五条"},
    {no_open_hearing, "held without report, then no penalty",
     [](Facts& f) {
       f.hearing = HearingState::held;
       f.intended_outcome = "no_penalty";
     },
     true, "听证报告", "《行政处罚法》第六十五条"},
    {no_open_hearing, "reported", [](Facts& f) { f.hearing = HearingState::reported; }, false},
    {no_open_hearing, "one of two asked", [](Facts& f) { joint(f), f.parties[1].hearing = HearingState::requested; }, true,
     "乙某"},
    {hearing_not_requested, "twice", [](Facts& f) { f.hearing = HearingState::requested; }, true, "登记过"},
    {hearing_not_requested, "again after a hearing", [](Facts& f) { f.hearing = HearingState::reported; }, true, "举行过"},
    {hearing_not_requested, "after staying away", [](Facts& f) { f.hearing = HearingState::terminated; }, true, "终止",
     "《行政处罚法》第六十四条第六项"},
    {hearing_not_requested, "a waiver thought over in time", [](Facts& f) { f.hearing = HearingState::waived; }, false},
    {hearing_waiting, "nobody asked", [](Facts& f) { f.hearing = HearingState::right_told; }, true, "没有待办"},
    {hearing_waiting, "already notified", [](Facts& f) { f.hearing_facts.planned = true; }, true, "改期"},
    {hearing_notice_ahead, "on the last day", [](Facts& f) { f.input->hearing.notice_until = f.today; }, false},
    {hearing_notice_ahead, "a day late", [](Facts& f) { f.input->hearing.notice_until = f.today - 1; }, true, "2026-03-19"},
    {hearing_notice_ahead, "sent in time, received late",
     [](Facts& f) { f.input->hearing.notified_on = Date(2026, 3, 24); }, true, "推后"},
    {hearing_served_apart, "one by post with its day",
     [](Facts& f) { f.input->hearing.served_apart = {{"乙某", "postal", false, true, f.today - 1}}; }, false},
    {hearing_served_apart, "one by post without its day",
     [](Facts& f) { f.input->hearing.served_apart = {{"乙某", "postal", false, true, {}}}; }, true, "乙某：请填写邮寄回执"},
    {hearing_served_apart, "one online without consent",
     [](Facts& f) { f.input->hearing.served_apart = {{"乙某", "electronic", false, true, f.today - 1}}; }, true, "乙某：当事人没有签订"},
    {hearing_served_apart, "one without a receipt",
     [](Facts& f) { f.input->hearing.served_apart = {{"乙某", "direct", false, false, {}}}; }, true, "回证"},
    {hearing_closed_ground, "in private without a ground", [](Facts& f) { f.input->hearing.is_public = false; }, true,
     "公开举行"},
    {hearing_closed_ground, "in private for privacy",
     [](Facts& f) {
       f.input->hearing.is_public = false;
       f.input->hearing.has_ground = true;
     },
     false},
    {hearing_closed_ground, "in public with a ground not to", [](Facts& f) { f.input->hearing.has_ground = true; }, true,
     "核对"},
    {hearing_host_apart, "an investigator",
     [](Facts& f) {
       f.input->hearing.host = sample::kFirst;
       f.hearing_facts.investigators = {sample::kFirst};
     },
     true, "调查人员"},
    {hearing_host_apart, "recused",
     [](Facts& f) {
       f.input->hearing.host = sample::kFirst;
       f.hearing_facts.recused = {sample::kFirst};
     },
     true, "回避"},
    {hearing_host_apart, "no host of the agency", [](Facts& f) { f.input->hearing.host_may = false; }, true, "听证主持人角色"},
    {hearing_notified, "not notified", [](Facts& f) { f.hearing_facts.planned = false; }, true, "先通知听证"},
    {hearing_by_host, "somebody else", [](Facts& f) { f.hearing_facts.actor_is_host = false; }, true, "许怀谷"},
    {hearing_by_host, "recused since", [](Facts& f) { f.hearing_facts.host_recused = true; }, true, "另行指定"},
    {hearing_as_notified, "an hour early", [](Facts& f) { f.hearing_facts.planned_at = f.now.plus_hours(1); }, true,
     "还没有到"},
    {hearing_as_notified, "a day later", [](Facts& f) { f.hearing_facts.planned_at = f.now.plus_hours(-24); }, true, "改期"},
    {hearing_agents, "two", [](Facts& f) { f.input->hearing.most_agents = 2; }, false},
    {hearing_agents, "three", [](Facts& f) { f.input->hearing.most_agents = 3; }, true, "一至二人"},
    {hearing_minutes, "none", [](Facts& f) { f.input->hearing.minutes = false; }, true, "听证笔录"},
    {hearing_minutes, "neither signed nor noted", [](Facts& f) { f.input->hearing.signed_or_noted = false; }, true, "注明"},
    {hearing_minutes, "nobody came",
     [](Facts& f) {
       f.input->outcome = "absent";
       f.input->hearing.minutes = false;
     },
     false},
    {hearing_to_report, "none held", [](Facts& f) { f.hearing_facts.to_report = false; }, true, "没有待提交"},
    {education_given, "not a word",
     [](Facts& f) {
       f.input->outcome = "no_penalty";
       f.input->education_given = false;
     },
     true, "教育"},
    {education_given, "a penalty needs none", [](Facts& f) { f.input->education_given = false; }, false},
    {service_recipient, "nobody named", [](Facts& f) { f.input->service.recipient_given = false; }, true, "签收人"},
    {service_recipient, "no relation", [](Facts& f) { f.input->service.recipient_relation.clear(); }, true, "身份"},
    {service_recipient, "a relative for a company",
     [](Facts& f) { f.input->service.recipient_relation = "adult_relative"; }, true, "单位"},
    {service_recipient, "a mail room for a person",
     [](Facts& f) {
       f.input->service.party_kind = PartyKind::natural;
       f.input->service.recipient_relation = "mail_room";
     },
     true, "自然人"},
    {service_recipient, "a relative for a person",
     [](Facts& f) {
       f.input->service.party_kind = PartyKind::natural;
       f.input->service.recipient_relation = "adult_relative";
     },
     false},
    {service_witness, "refused without a reason",
     [](Facts& f) {
       f.input->service_method = "lien";
       f.input->service.reason_given = false;
     },
     true, "拒收"},
    {service_witness, "taken away again",
     [](Facts& f) {
       f.input->service_method = "lien";
       f.input->service.left_at_domicile = false;
     },
     true, "住所"},
    {service_sent_through, "entrusted to whom",
     [](Facts& f) {
       f.input->service_method = "entrusted";
       f.input->service.sent_through = false;
     },
     true, "受托"},
    {service_sent_through, "forwarded by whom",
     [](Facts& f) {
       f.input->service_method = "forwarded";
       f.input->service.sent_through = false;
     },
     true, "转交", "《民事诉讼法》第九十四条"},
    {service_online_channel, "a decision online",
     [](Facts& f) {
       f.input->service_method = "electronic";
       f.input->service.of_decision = true;
       f.input->service.online_channel = false;
     },
     true, "互联网"},
    {service_online_channel, "a notice online",
     [](Facts& f) {
       f.input->service_method = "electronic";
       f.input->service.online_channel = false;
     },
     false},
    {service_date, "handed over on another day", [](Facts& f) { f.input->delivered_on = f.today - 1; }, true, "交付当日"},
    {service_date, "by post, received before today",
     [](Facts& f) {
       f.input->service_method = "postal";
       f.input->delivered_on = f.today - 3;
     },
     false},
    {service_date, "by post, no day of receipt",
     [](Facts& f) {
       f.input->service_method = "postal";
       f.input->delivered_on.reset();
     },
     true, "邮寄回执"},
    {service_date, "by post, received before it was made",
     [](Facts& f) {
       f.input->service_method = "postal";
       f.input->delivered_on = f.input->service.basis_on - 1;
     },
     true, "早于"},
    {service_date, "received tomorrow",
     [](Facts& f) {
       f.input->service_method = "electronic";
       f.input->delivered_on = f.today + 1;
     },
     true, "之后"},
    {service_date, "announced, another day",
     [](Facts& f) {
       f.input->service_method = "announcement";
       f.input->service.announced_until = f.today - 1;
     },
     true, "公告期满", "《民事诉讼法》第九十五条"},
    {service_once, "twice", [](Facts& f) { f.input->service.already_served = true; }, true, "再次送达"},
};

}  // namespace

std::span<const RowOf> hearing_rows() { return kRows; }

}  // namespace mingjing::cases
