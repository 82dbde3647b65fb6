// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>

#include "base/text.h"
#include "domain/cases/form.h"
#include "flow/fill_facts.h"
#include "domain/catalog/discretion.h"
#include "domain/catalog/major_decisions.h"
#include "domain/catalog/term_grounds.h"
#include "domain/identity/check_digits.h"
#include "flow/discretion_of_case.h"
#include "domain/cases/sample_case.h"
#include "law/calendar.h"
#include "law/limits.h"
#include "tests/situations/facts_money.h"
#include "tests/situations/situation.h"
#include "tests/situations/words.h"

namespace mingjing::situations {

namespace {

using namespace cases;

// What is under way while the lines are read.
struct World {
  Stage stage{};
  Act act{};
  Facts f;
  std::map<std::string, Date> due;
  // For the lines on discretion: the case that the engine judges.
  Case c;
  DiscretionChoice choice;
};

// `apl_60_decide 2026-02-12`: the limit runs from that day, by the program's own calendar and rules.
void start_limit(World& world, std::string_view text) {
  const auto words = split(text, ' ');
  if (words.size() != 2) throw std::runtime_error("rule and day: " + std::string(text));
  const Date from = day(words[1]);
  const auto rule = law::Limits::built_in().choose(words[0], from);
  if (!rule) throw std::runtime_error(rule.error().message);
  const auto due = law::compute(**rule, {law::Moment(from), {}, {}, 0}, law::Calendar::built_in());
  if (!due) throw std::runtime_error(due.error().message);
  world.due[(*rule)->id] = due->due_date();
  if ((*rule)->id == rule::statement) world.f.statement_until = due->due_date();
  if ((*rule)->id == rule::request_hearing) world.f.hearing_request_until = due->due_date();
  const bool owed = (*rule)->effect == law::LimitEffect::red || (*rule)->effect == law::LimitEffect::lifts;
  if (owed && world.f.input->occurred_at.date() > due->due_date()) {
    world.f.overdue.push_back({(*rule)->id, (*rule)->name, (*rule)->citation, due->due_date()});
  }
}

// Citations of the item, or the name of the agency: the real grounds of data/catalog/term_grounds.json on that day.
void read_term_grounds(World& world, const std::string& text) {
  world.f.measures.term_grounds.clear();
  const auto granted = catalog::TermGrounds::built_in().granted({text}, text, world.f.input->occurred_at.date());
  for (const auto& ground : granted) {
    world.f.measures.term_grounds.push_back({ground.id, ground.suspends, ground.name, ground.citation, ground.days_max,
                                             ground.times_max, 0, ground.while_transferred});
  }
}

// The id behind a title of a form's choice.
std::string value_of(Act act, std::string_view name, const std::string& zh) {
  const Json* field = form_of(act).find("properties")->find(name);
  if (!field) throw std::runtime_error("no such field: " + std::string(name));
  for (std::size_t i = 0; i < field->items("enum").size(); ++i) {
    if (*field->items("x-enum-titles")[i].as_string() == zh) return *field->items("enum")[i].as_string();
  }
  throw std::runtime_error("no such choice: " + zh);
}
std::string outcome_of(Act act, const std::string& zh) { return value_of(act, "outcome", zh); }

// The due day of a limit, by the program's own calendar.
Date counted(std::string_view id, Date from) {
  const auto rule = law::Limits::built_in().choose(id, from);
  if (!rule) throw std::runtime_error(rule.error().message);
  const auto due = law::compute(**rule, {law::Moment(from), {}, {}, 0}, law::Calendar::built_in());
  if (!due) throw std::runtime_error(due.error().message);
  return due->due_date();
}

PartyFacts& party(World& world, const std::string& name) {
  for (auto& row : world.f.parties) {
    if (row.name == name) return row;
  }
  throw std::runtime_error("no such party: " + name);
}

void joint_parties(World& world, const std::string& text) {
  Fen sum;
  for (const auto& entry : names_in(text)) {
    const auto words = split(entry, ' ');
    if (words.size() != 2) throw std::runtime_error("party and amount: " + entry);
    PartyFacts row;
    row.id = PartyId(*Uuid::parse("01890000-0000-7000-8000-00000000010" + std::to_string(world.f.parties.size())));
    row.name = words[0];
    row.kinds = {PenaltyKind::fine};
    row.fine = amount(words[1]);
    row.has_counts = row.statement_heard = true;
    row.told.emplace();
    row.told->party = row.id;
    row.told->kinds = row.kinds;
    row.told->fine = row.fine;
    CountFacts count;
    count.party = row.id;
    count.label = row.name;
    count.kinds = row.kinds;
    count.fine = row.fine;
    count.based = true;
    sum = sum + row.fine;
    world.f.parties.push_back(std::move(row));
    world.f.counts.push_back(std::move(count));
  }
  world.f.fine = world.f.input->fine = sum;
  world.f.fine_min.reset();
  world.f.fine_max.reset();
}

// The engine's assessment on the day, then what it says of the proposal.
void assess(World& world, std::string_view how) {
  auto& c = world.c;
  const Date today = world.f.today;
  const auto party = PartyId(*Uuid::parse("01890000-0000-7000-8000-000000000031"));
  if (c.parties.empty()) c.parties.emplace_back();
  c.parties.front().id = party;
  c.proposal.emplace();
  c.proposal->outcome = world.f.intended_outcome;
  c.proposal->fine = world.f.fine;
  c.proposal->mitigation_ground = world.choice.assessment.text("ground");
  c.proposal->mitigation_reason = world.choice.assessment.text("reason");
  auto& choice = world.choice;
  choice.party = party;
  choice.item_code = c.item.code;
  choice.act_ended_on = c.violation_ended_on.value_or(today);
  if (how != "未作") {
    catalog::DiscretionFacts facts;
    facts.item = c.item.code;
    facts.act_ended_on = choice.act_ended_on;
    facts.decided_on = today;
    if (c.parties.front().kind == PartyKind::natural) {
      facts.party = catalog::PartyType::natural_person;
      if (const auto born = Date::parse(c.parties.front().birth_date))
        facts.age = identity::full_years(*born, choice.act_ended_on);
    }
    facts.facts.insert(choice.facts.begin(), choice.facts.end());
    if (const auto* measures = choice.measures.as_object()) {
      for (const auto& [id, value] : *measures) facts.measures[id] = *value.as_int();
    }
    const auto found = catalog::assess(catalog::DiscretionBook::built_in(), facts);
    if (!found) throw std::runtime_error(found.error().message);
    choice.assessment = catalog::to_json(*found);
    c.discretion = {choice};
  }
  if (how == "处理意见又有变化") c.proposal->substance_version = 2;
  Facts judged = facts_of(c, world.f.now, world.f.now);
  flow::judge_discretion(c, today, judged);
  world.f.discretion = judged.discretion;
  world.f.discretion.reasoned = !c.proposal->benchmark_reason.empty();
}

using Setter = std::function<void(World&, const std::string&)>;

// The names of facts, in the order in which they are applied: the day before what is counted from it.
const std::vector<std::pair<std::string_view, Setter>>& setters() {
  static const auto* const table = new std::vector<std::pair<std::string_view, Setter>>{
      {"今天",
       [](World& w, const std::string& v) {
         w.f.now = Instant::beijing(day(v), 10);
         w.f.today = day(v);
         w.f.input->occurred_at = w.f.now;
         w.f.input->delivered_on = w.f.today;
       }},
      {"行为时间",
       [](World& w, const std::string& v) {
         const auto at = Instant::parse(v);
         if (!at) throw std::runtime_error("no moment: " + v);
         w.f.input->occurred_at = *at;
       }},
      {"上一步时间", [](World& w, const std::string& v) { w.f.stage_since = *Instant::parse(v); }},
      {"身份",
       [](World& w, const std::string& v) {
         w.f.actor_roles = {};
         for (const auto& name : names_in(v)) {
           const auto row = std::find_if(identity::kRoles.begin(), identity::kRoles.end(),
                                         [&](const auto& role) { return role.zh == name; });
           if (row == identity::kRoles.end()) throw std::runtime_error("no such role: " + name);
           w.f.actor_roles.add(row->role);
         }
       }},
      {"本人是承办人", [](World& w, const std::string& v) { w.f.actor_is_handler = yes(v); }},
      {"本人审核过", [](World& w, const std::string& v) { w.f.actor_gave_opinion = yes(v); }},
      {"本人提请公示", [](World& w, const std::string& v) { w.f.actor_proposed_publication = yes(v); }},
      {"执法人员",
       [](World& w, const std::string& v) { w.f.input->officers = officers_in(v, w.f.input->occurred_at.date()); }},
      {"出示证件", [](World& w, const std::string& v) { w.f.input->certificate_shown = yes(v); }},
      {"选定事项", [](World& w, const std::string& v) { w.f.item_chosen = yes(v); }},
      {"五年时效", [](World& w, const std::string& v) { w.f.five_year_limitation = yes(v); }},
      {"违法终了日",
       [](World& w, const std::string& v) {
         w.f.limitation_until = limitation_last_day(day(v), w.f.five_year_limitation);
       }},
      {"发现日期", [](World& w, const std::string& v) { w.f.discovered_on = day(v); }},
      {"证据件数", [](World& w, const std::string& v) { w.f.evidence_count = number(v); }},
      {"身份查明", [](World& w, const std::string& v) { w.f.party_identified = yes(v); }},
      {"未成年人", [](World& w, const std::string& v) { w.f.party_is_minor = yes(v); }},
      {"不满十四周岁", [](World& w, const std::string& v) { w.f.party_under_14 = yes(v); }},
      {"拟处理",
       [](World& w, const std::string& v) {
         w.f.intended_outcome = v == "给予处罚" ? "penalty" : v == "不予处罚" ? "no_penalty" : "not_established";
       }},
      {"拟处罚种类",
       [](World& w, const std::string& v) { w.f.kinds = w.f.input->kinds = kinds_in(v); }},
      {"拟罚款", [](World& w, const std::string& v) { w.f.fine = w.f.input->fine = amount(v); }},
      {"法定下限", [](World& w, const std::string& v) { w.f.fine_min = amount(v); }},
      {"法定上限", [](World& w, const std::string& v) { w.f.fine_max = amount(v); }},
      {"有减轻情形", [](World& w, const std::string& v) { w.f.mitigated = yes(v); }},
      {"写明裁量理由", [](World& w, const std::string& v) { w.f.benchmark_or_reason = yes(v); }},
      {"已告知", [](World& w, const std::string& v) { if (!yes(v)) w.f.notice.reset(); }},
      {"已告知种类", [](World& w, const std::string& v) { w.f.notice->kinds = kinds_in(v); }},
      {"已告知罚款", [](World& w, const std::string& v) { w.f.notice->fine = amount(v); }},
      {"已告知听证权利", [](World& w, const std::string& v) { w.f.notice->hearing_right_told = yes(v); }},
      {"达到听证标准", [](World& w, const std::string& v) { w.f.hearing_right_due = yes(v); }},
      {"听证", [](World& w, const std::string& v) { w.f.hearing = by_name(kHearingStates, v); }},
      {"听证日期",
       [](World& w, const std::string& v) {
         w.f.input->hearing.planned_at = w.f.hearing_facts.planned_at = Instant::beijing(day(v), 9);
         w.f.input->hearing.notice_until = counted(rule::notify_hearing, day(v));
       }},
      {"听证通知送达日", [](World& w, const std::string& v) { w.f.input->hearing.notified_on = day(v); }},
      {"公开听证", [](World& w, const std::string& v) { w.f.input->hearing.is_public = yes(v); }},
      {"写明不公开理由", [](World& w, const std::string& v) { w.f.input->hearing.has_ground = yes(v); }},
      {"主持人参加过调查",
       [](World& w, const std::string& v) {
         w.f.input->hearing.host = sample::kFirst;
         if (yes(v)) w.f.hearing_facts.investigators = {sample::kFirst};
       }},
      {"主持人已决定回避", [](World& w, const std::string& v) { w.f.hearing_facts.host_recused = yes(v); }},
      {"本人是主持人", [](World& w, const std::string& v) { w.f.hearing_facts.actor_is_host = yes(v); }},
      {"已通知听证", [](World& w, const std::string& v) { w.f.hearing_facts.planned = yes(v); }},
      {"有听证笔录", [](World& w, const std::string& v) { w.f.input->hearing.minutes = yes(v); }},
      {"笔录签字或者注明拒签", [](World& w, const std::string& v) { w.f.input->hearing.signed_or_noted = yes(v); }},
      {"代理人人数", [](World& w, const std::string& v) { w.f.input->hearing.most_agents = number(v); }},
      {"有待报告的听证", [](World& w, const std::string& v) { w.f.hearing_facts.to_report = yes(v); }},
      {"告知后有新的事实",
       [](World& w, const std::string& v) {
         w.f.notice->told.resize(1);
         w.f.facts_version = yes(v) ? 1 : 0;
       }},
      // 甲公司 30,000.00、乙某 20,000.00: each party with its own count, told as intended.
      {"各当事人拟罚款", joint_parties},
      {"逐项写明处罚", [](World& w, const std::string& v) { if (!yes(v)) w.f.counts.clear(); }},
      {"没有告知的当事人", [](World& w, const std::string& v) { party(w, v).told.reset(); }},
      {"没有听取意见的当事人", [](World& w, const std::string& v) { party(w, v).statement_heard = false; }},
      {"申请了听证的当事人", [](World& w, const std::string& v) { party(w, v).hearing = HearingState::requested; }},
      {"不处罚的当事人",
       [](World& w, const std::string& v) {
         auto& row = party(w, v);
         for (auto& count : w.f.counts) {
           if (count.party == row.id) count.kinds.clear(), count.fine = {};
         }
         w.f.fine = w.f.input->fine = w.f.fine - row.fine;
         row.kinds.clear();
         row.fine = {};
       }},
      {"写明教育情况", [](World& w, const std::string& v) { w.f.input->education_given = yes(v); }},
      {"参加讨论人数", [](World& w, const std::string& v) { w.f.input->members = static_cast<std::int64_t>(number(v)); }},
      {"已听取陈述申辩", [](World& w, const std::string& v) { w.f.statement_heard = yes(v); }},
      {"已放弃陈述申辩", [](World& w, const std::string& v) { w.f.statement_waived = yes(v); }},
      {"陈述情况",
       [](World& w, const std::string& v) {
         w.f.input->statement_result = v == "提出了意见" ? "made" : v == "期满未提出" ? "not_made" : "waived";
       }},
      {"放弃有记录", [](World& w, const std::string& v) { w.f.input->express_waiver_recorded = yes(v); }},
      {"已复核", [](World& w, const std::string& v) { w.f.input->statement_answered = yes(v); }},
      {"案件情形",
       [](World& w, const std::string& v) {
         const Json* field = form_of(Act::conclude_investigation).find("properties")->find("tags")->find("items");
         for (const auto& name : names_in(v)) {
           for (std::size_t i = 0; i < field->items("enum").size(); ++i) {
             if (*field->items("x-enum-titles")[i].as_string() == name) w.c.tags.push_back(*field->items("enum")[i].as_string());
           }
         }
       }},
      // What the catalogue of major decisions makes of the intended measures on that day.
      {"拟采取措施",
       [](World& w, const std::string& v) {
         Case c;
         c.proposal.emplace();
         c.proposal->kinds = w.f.kinds;
         c.proposal->fine = w.f.fine;
         c.proposal->kinds_text = v;
         c.tags = w.c.tags;
         c.hearing = w.f.hearing;
         const auto facts = flow::decision_facts(c, {});
         const auto& major = catalog::MajorDecisions::built_in();
         w.f.review_required = !major.legal_review_required(facts, w.f.today).empty();
         w.f.hearing_right_due = !major.hearing_right(facts, w.f.today).empty();
       }},
      {"须法制审核", [](World& w, const std::string& v) { w.f.review_required = yes(v); }},
      {"法制审核",
       [](World& w, const std::string& v) {
         static const std::map<std::string, ReviewState> states{
             {"未送审", ReviewState::none},     {"审核中", ReviewState::pending}, {"通过", ReviewState::passed},
             {"退回修改", ReviewState::returned}, {"不通过", ReviewState::failed},  {"通过后又有变化", ReviewState::stale}};
         w.f.review = states.at(v);
       }},
      {"已答复审核意见", [](World& w, const std::string& v) { w.f.review_replied = yes(v); }},
      {"已受理登记", [](World& w, const std::string& v) { w.f.review_work.accepted = yes(v); }},
      {"分配给本人", [](World& w, const std::string& v) { w.f.review_work.actor_allocated = yes(v); }},
      {"本人与本案有关", [](World& w, const std::string& v) { if (v != "否") w.f.review_work.actor_conflict = v + "。"; }},
      {"外部审核", [](World& w, const std::string& v) { w.f.review_work.outside = yes(v); }},
      // 段闻（合格）、纪若兰（无资格）、甲某（别的机构）、乙某（证人）
      {"分配人员",
       [](World& w, const std::string& v) {
         for (const auto& entry : names_in(v)) {
           const auto open = entry.find("（");
           const std::string name = entry.substr(0, open), state = entry.substr(open + 3, entry.size() - open - 6);
           w.f.input->reviewers.push_back({name, state != "别的机构", state != "无资格",
                                           state == "证人" ? name + "与本案被询问的人同名，不能审核本案。" : ""});
         }
       }},
      {"有待补充的要求", [](World& w, const std::string& v) { w.f.review_work.supplement_open = yes(v); }},
      {"未答复的要点", [](World& w, const std::string& v) { w.f.input->unanswered_points = names_in(v); }},
      {"分歧正在研究", [](World& w, const std::string& v) { w.f.review_work.dispute_open = yes(v); }},
      {"已提请研究", [](World& w, const std::string& v) { w.f.review_work.disputable = !yes(v); }},
      {"延长天数", [](World& w, const std::string& v) { w.f.input->extend_days = static_cast<std::int64_t>(number(v)); }},
      {"已延长过", [](World& w, const std::string& v) { w.f.review_extended = yes(v); }},
      // discretion: what the engine is told, then `裁量`
      {"事项", [](World& w, const std::string& v) { w.c.item.code = v; }},
      {"当事人类型",
       [](World& w, const std::string& v) {
         if (w.c.parties.empty()) w.c.parties.emplace_back();
         w.c.parties.front().kind = by_name(kPartyKinds, v);
       }},
      {"出生日期", [](World& w, const std::string& v) { w.c.parties.front().birth_date = v; }},
      {"行为终了日", [](World& w, const std::string& v) { w.c.violation_ended_on = day(v); }},
      {"裁量情节", [](World& w, const std::string& v) { w.choice.facts = circumstances_in(v); }},
      {"裁量数量", [](World& w, const std::string& v) { w.choice.measures = measures_in(v); }},
      {"减轻依据", [](World& w, const std::string& v) { w.choice.assessment.set("ground", v); }},
      {"减轻理由", [](World& w, const std::string& v) { w.choice.assessment.set("reason", v); }},
      {"不予处罚依据", [](World& w, const std::string& v) { w.choice.no_penalty_ground = rule_in(v); }},
      {"裁量说明", [](World& w, const std::string& v) { w.choice.reasons = v; }},
      {"偏离理由",
       [](World& w, const std::string& v) {
         w.choice.deviation_reason = v;
         w.choice.deviation_proposed_by = sample::kUser;
       }},
      {"偏离批准",
       [](World& w, const std::string& v) {
         if (v == "未批准") return;
         w.choice.deviation_approved_at = w.f.now;
         w.choice.deviation_approved_by =
             v == "本人" ? sample::kUser : UserId(*Uuid::parse("01890000-0000-7000-8000-000000000022"));
       }},
      {"裁量", [](World& w, const std::string& v) { assess(w, v); }},
      {"有待批准的偏离", [](World& w, const std::string& v) { w.f.discretion.deviation_open = yes(v); }},
      {"偏离由本人提出", [](World& w, const std::string& v) { w.f.input->own_deviation = yes(v); }},
      {"裁量理由另写", [](World& w, const std::string& v) { w.f.discretion.reasoned = yes(v); }},
      {"有法律职业资格", [](World& w, const std::string& v) { w.f.reviewer_qualified = yes(v); }},
      {"初次审核日", [](World& w, const std::string& v) { w.f.reviewer_first_review_on = day(v); }},
      {"须集体讨论", [](World& w, const std::string& v) { w.f.discussion_required = yes(v); }},
      {"已集体讨论", [](World& w, const std::string& v) { w.f.discussion_current = yes(v); }},
      {"已报批", [](World& w, const std::string& v) { w.f.approval_current = yes(v); }},
      {"决定罚款", [](World& w, const std::string& v) { w.f.input->fine = amount(v); }},
      {"决定书已制成", [](World& w, const std::string& v) { w.f.decision_document_rendered = yes(v); }},
      {"送达方式",
       [](World& w, const std::string& v) {
         const Json* field = form_of(Act::serve_decision).find("properties")->find("method");
         for (std::size_t i = 0; i < field->items("enum").size(); ++i) {
           if (*field->items("x-enum-titles")[i].as_string() == v) {
             w.f.input->service_method = *field->items("enum")[i].as_string();
             return;
           }
         }
         throw std::runtime_error("no such method: " + v);
       }},
      {"同意电子送达", [](World& w, const std::string& v) { w.f.e_service_consent = yes(v); }},
      {"有见证或者录像", [](World& w, const std::string& v) { w.f.input->witness_or_video = yes(v); }},
      {"公告日期",
       [](World& w, const std::string& v) {
         w.f.input->announced_on = day(v);
         w.f.input->service.announced_until = counted(rule::announce, day(v));
         if (w.f.input->service_method == "announcement") w.f.input->delivered_on.reset();
       }},
      {"公告情形写明", [](World& w, const std::string& v) { w.f.input->service.ground_given = yes(v); }},
      {"送达日期", [](World& w, const std::string& v) { w.f.input->delivered_on = day(v); }},
      {"没有填送达日期", [](World& w, const std::string& v) { if (yes(v)) w.f.input->delivered_on.reset(); }},
      {"签收人身份",
       [](World& w, const std::string& v) {
         w.f.input->service.recipient_relation = value_of(Act::serve_decision, "recipient_relation", v);
       }},
      {"受送达人是自然人",
       [](World& w, const std::string& v) {
         w.f.input->service.party_kind = yes(v) ? PartyKind::natural : PartyKind::organisation;
       }},
      {"拒收事由写明", [](World& w, const std::string& v) { w.f.input->service.reason_given = yes(v); }},
      {"留在住所", [](World& w, const std::string& v) { w.f.input->service.left_at_domicile = yes(v); }},
      {"写明受托或者转交机关", [](World& w, const std::string& v) { w.f.input->service.sent_through = yes(v); }},
      {"送达的是决定书", [](World& w, const std::string& v) { w.f.input->service.of_decision = yes(v); }},
      {"告知互联网复议渠道", [](World& w, const std::string& v) { w.f.input->service.online_channel = yes(v); }},
      {"还有当事人没有送达", [](World& w, const std::string& v) { w.f.parties_unserved = yes(v) ? 1 : 0; }},
      {"还有当事人没有听取", [](World& w, const std::string& v) { w.f.parties_unheard = yes(v) ? 1 : 0; }},
      {"已开始送达", [](World& w, const std::string& v) { w.f.service_started = w.f.served = yes(v); }},
      {"公示", [](World& w, const std::string& v) { w.f.publication = by_name(kPublicationStates, v); }},
      {"公开稿疑似个人信息", [](World& w, const std::string& v) { w.f.publication_findings = number(v); }},
      {"应缴", [](World& w, const std::string& v) { w.f.owed = amount(v); }},
      {"缴款", [](World& w, const std::string& v) { w.f.input->payment = amount(v); }},
      {"履行完毕", [](World& w, const std::string& v) { w.f.performed = yes(v); }},
      {"本人已被决定回避", [](World& w, const std::string& v) { w.f.measures.actor_recused = yes(v); }},
      {"待决定的回避申请",
       [](World& w, const std::string& v) {
         w.f.measures.recusals_pending = names_in(v).size();
         w.f.measures.recusal_names = v;
       }},
      {"回避申请待决定", [](World& w, const std::string& v) { w.f.measures.recusal_waits = yes(v); }},
      {"申请针对本人", [](World& w, const std::string& v) { w.f.measures.recusal_concerns_actor = yes(v); }},
      {"当事人数", [](World& w, const std::string& v) { w.f.measures.parties = number(v); }},
      {"登记保存的状态",
       [](World& w, const std::string& v) {
         static const std::map<std::string, std::string> ids{
             {"待审批", "pending"}, {"不批准", "refused"}, {"已批准", "granted"}, {"已实施", "carried_out"}, {"已处理", "disposed"}};
         const std::string& state = w.f.measures.preservation_state = ids.at(v);
         w.f.measures.preservation_waits = state == "pending";
         w.f.measures.preservation_ready = state == "granted";
         w.f.measures.preservation_kept = state == "carried_out";
       }},
      {"批准时间",
       [](World& w, const std::string& v) {
         w.f.measures.preservation_approved_at = w.f.measures.transfer_decided_at = *Instant::parse(v);
       }},
      {"清单已签名", [](World& w, const std::string& v) { w.f.input->measure.list_acknowledged = yes(v); }},
      {"未处理的登记保存", [](World& w, const std::string& v) { w.f.measures.preservations_open = number(v); }},
      {"已决定没收", [](World& w, const std::string& v) { w.f.measures.confiscation_decided = yes(v); }},
      {"已告知鉴定", [](World& w, const std::string& v) { w.f.input->measure.told = yes(v); }},
      {"证据可以排除", [](World& w, const std::string& v) { w.f.measures.evidence_usable = yes(v); }},
      {"没有音像记录的环节",
       [](World& w, const std::string& v) {
         w.f.measures.recordings_owed_count = static_cast<std::size_t>(number(v));
         w.f.measures.recordings_owed = "3月2日制作询问笔录（在办案场所询问）";
       }},
      {"有待审批的音像记录说明", [](World& w, const std::string& v) { w.f.measures.recording_gap_waits = yes(v); }},
      {"本人写的音像记录说明", [](World& w, const std::string& v) { w.f.measures.recording_gap_own = yes(v); }},
      {"保管期限", [](World& w, const std::string& v) { w.f.measures.retention_running = v == "已满" ? "" : v; }},
      {"暂停销毁的情形", [](World& w, const std::string& v) { w.f.measures.recording_holds = v == "没有" ? "" : v; }},
      {"本人已经办过的",
       [](World& w, const std::string& v) { w.f.measures.destruction_own = v == "没有" ? "" : "这次销毁是您" + v + "的。"; }},
      {"销毁的状态",
       [](World& w, const std::string& v) {
         auto& m = w.f.measures;
         m.destruction_free = v == "没有提请" || v == "不同意";
         m.destruction_proposed = v == "待批准";
         m.destruction_approved = v == "待执行";
         m.destruction_carried_out = v == "待监督";
         m.recording_kept = v != "已销毁";
       }},
      {"有人暂停了销毁", [](World& w, const std::string& v) { w.f.measures.recording_held = yes(v); }},
      {"责令改正待复查", [](World& w, const std::string& v) { w.f.measures.correction_open = yes(v); }},
      {"投诉举报", [](World& w, const std::string& v) { w.f.measures.complaint = yes(v); }},
      {"已告知投诉举报人", [](World& w, const std::string& v) { w.f.input->measure.informant_told = yes(v); }},
      {"事项依据", read_term_grounds},
      {"情形", [](World& w, const std::string& v) { w.f.input->measure.term_ground = v; }},
      {"延长天数", [](World& w, const std::string& v) { w.f.input->measure.term_days = static_cast<std::int64_t>(number(v)); }},
      {"用过的次数",
       [](World& w, const std::string& v) {
         for (auto& ground : w.f.measures.term_grounds) {
           if (ground.id == w.f.input->measure.term_ground) ground.used = static_cast<std::int64_t>(number(v));
         }
       }},
      {"期限届满日", [](World& w, const std::string& v) { w.f.measures.term_until = day(v); }},
      {"移送种类",
       [](World& w, const std::string& v) { w.f.measures.transfer_kind = v == "涉嫌犯罪" ? "crime" : "jurisdiction"; }},
      {"正职负责人决定", [](World& w, const std::string& v) { w.f.input->measure.in_person = yes(v); }},
      {"移送已批准", [](World& w, const std::string& v) { w.f.measures.transfer_ready = yes(v); }},
      {"附调查报告",
       [](World& w, const std::string& v) {
         if (!yes(v)) w.f.input->measure.materials = {"file"};
       }},
      {"未办完的移送",
       [](World& w, const std::string& v) {
         w.f.measures.transfer_owed = v == "待决定" ? "proposed" : v == "已决定移送公安" ? "crime" : "jurisdiction";
       }},
      {"受移送机关已接收", [](World& w, const std::string& v) { w.f.measures.transfer_accepted = yes(v); }},
      {"起算", start_limit},
      {"另起算", start_limit},
      {"逾期原因", [](World& w, const std::string& v) { w.f.input->late_reason = v; }},
  };
  return *table;
}

const std::string* fact(const std::vector<Line>& facts, std::string_view name) {
  for (const auto& [key, value] : facts) {
    if (key == name) return &value;
  }
  return nullptr;
}

World world_of(const std::vector<Line>& facts) {
  const auto* stage = fact(facts, "阶段");
  const auto* act = fact(facts, "办理");
  if (!stage || !act) throw std::runtime_error("阶段 or 办理 is missing");
  World world;
  world.stage = by_name(kStages, *stage);
  world.act = by_name(kActs, *act);
  const auto* choice = fact(facts, "选择");
  const std::string outcome = choice ? outcome_of(world.act, *choice) : std::string{};
  world.f = sample::good_facts(world.stage, world.act, outcome);
  std::set<std::string> used{"阶段", "办理", "选择"};
  for (const auto& [name, apply] : setters()) {
    if (const auto* value = fact(facts, name)) {
      apply(world, *value);
      used.emplace(name);
    }
  }
  for (const auto& [name, apply] : money_setters()) {
    if (const auto* value = fact(facts, name)) {
      apply(world.f, *value);
      used.emplace(name);
    }
  }
  for (const auto& [name, value] : facts) {
    if (!used.contains(name)) throw std::runtime_error("no such fact: " + name);
  }
  return world;
}

void compare(std::vector<std::string>& differences, std::string_view what, std::multiset<std::string> expected,
             const std::multiset<std::string>& found) {
  for (const auto& one : found) {
    if (const auto at = expected.find(one); at != expected.end()) {
      expected.erase(at);
    } else {
      differences.push_back("not expected " + std::string(what) + ": " + one);
    }
  }
  for (const auto& one : expected) differences.push_back("missing " + std::string(what) + ": " + one);
}

}  // namespace

std::vector<std::string> run(const std::vector<Line>& facts, const std::vector<Line>& expectations) {
  World world = world_of(facts);
  Case enforcement_case = sample::case_at(world.stage);
  const auto answer = advance(enforcement_case, world.act, world.f);

  std::multiset<std::string> reasons;
  std::multiset<std::string> marks;
  std::string result = "可以";
  if (answer) {
    marks.insert(answer->marks.begin(), answer->marks.end());
  } else {
    result = answer.error().code == ErrorCode::forbidden ? "无权" : "不可以";
    for (const auto& reason : answer.error().reasons) {
      reasons.insert(reason.citation.empty() ? reason.code : reason.code + " " + reason.citation);
    }
  }

  std::vector<std::string> differences;
  std::multiset<std::string> expected_reasons;
  std::multiset<std::string> expected_marks;
  for (const auto& [name, value] : expectations) {
    if (name == "结果" && value != result) {
      differences.push_back("结果: " + result + (answer ? "" : " (" + answer.error().message + ")"));
    } else if (name == "新阶段" && value != name_zh(enforcement_case.stage())) {
      differences.push_back("新阶段: " + std::string(name_zh(enforcement_case.stage())));
    } else if (name == "理由") {
      expected_reasons.insert(value);
    } else if (name == "标记") {
      expected_marks.insert(value);
    } else if (name == "到期") {
      const auto words = split(value, ' ');
      const auto due = world.due.find(std::string(words[0]));
      const std::string found = due == world.due.end() ? "not started" : due->second.text();
      if (words.size() != 2 || found != words[1]) differences.push_back("到期: " + std::string(words[0]) + " " + found);
    }
  }
  if (result != "无权") compare(differences, "理由", std::move(expected_reasons), reasons);
  compare(differences, "标记", std::move(expected_marks), marks);
  return differences;
}

}  // namespace mingjing::situations
