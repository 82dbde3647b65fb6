// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>

#include "base/text.h"
#include "domain/cases/form.h"
#include "flow/fill_facts.h"
#include "domain/catalog/major_decisions.h"
#include "domain/catalog/term_grounds.h"
#include "domain/cases/sample_case.h"
#include "law/calendar.h"
#include "law/limits.h"
#include "tests/situations/facts_money.h"
#include "tests/situations/situation.h"

namespace mingjing::situations {

namespace {

using namespace cases;

template <class Value, std::size_t N>
Value by_name(const std::array<Named<Value>, N>& names, std::string_view text) {
  for (const auto& row : names) {
    if (row.zh == text || row.id == text) return row.value;
  }
  throw std::runtime_error("no such name: " + std::string(text));
}

bool yes(std::string_view text) {
  if (text == "是") return true;
  if (text == "否") return false;
  throw std::runtime_error("是 or 否, not " + std::string(text));
}

Date day(std::string_view text) {
  const auto date = Date::parse(text);
  if (!date) throw std::runtime_error("no date: " + std::string(text));
  return *date;
}

Fen amount(std::string_view text) {
  const auto fen = parse_yuan(text);
  if (!fen) throw std::runtime_error("no amount: " + std::string(text));
  return *fen;
}

std::size_t number(const std::string& text) { return std::stoul(text); }

std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> out;
  std::string rest(text);
  for (std::size_t at = 0; (at = rest.find("、")) != std::string::npos;) {
    out.push_back(rest.substr(0, at));
    rest.erase(0, at + std::string_view("、").size());
  }
  if (!rest.empty()) out.push_back(rest);
  return out;
}

std::vector<PenaltyKind> kinds_in(std::string_view text) {
  std::vector<PenaltyKind> out;
  for (const auto& name : names_in(text)) out.push_back(by_name(kPenaltyKinds, name));
  return out;
}

// 陈砚秋（有效）、林知夏（2026-03-18 到期）、周予安（无证）、许怀谷（非承办人）、沈既白（回避）、顾南星（申请回避）
std::vector<ActingOfficer> officers_in(std::string_view text, Date on) {
  std::vector<ActingOfficer> out;
  for (const auto& entry : names_in(text)) {
    const auto open = entry.find("（");
    const auto close = entry.rfind("）");
    if (open == std::string::npos || close == std::string::npos) throw std::runtime_error("officer: " + entry);
    const auto state = entry.substr(open + 3, close - open - 3);
    ActingOfficer officer{sample::kFirst, entry.substr(0, open), true, Date(2030, 1, 1), true, true, false};
    if (state == "无证") {
      officer.certificate_valid = false;
      officer.certificate_until.reset();
    } else if (state == "非承办人") {
      officer.assigned = false;
    } else if (state == "回避") {
      officer.recused = true;
    } else if (state == "申请回避") {
      officer.recusal_pending = true;
    } else if (state.ends_with(" 到期")) {
      officer.certificate_until = day(state.substr(0, 10));
      officer.certificate_valid = on <= *officer.certificate_until;
    } else if (state != "有效") {
      throw std::runtime_error("officer: " + entry);
    }
    out.push_back(std::move(officer));
  }
  return out;
}

// What is under way while the lines are read.
struct World {
  Stage stage{};
  Act act{};
  Facts f;
  std::map<std::string, Date> due;
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

std::string outcome_of(Act act, const std::string& zh) {
  const Json* field = form_of(act).find("properties")->find("outcome");
  if (!field) throw std::runtime_error("an act without outcomes");
  for (std::size_t i = 0; i < field->items("enum").size(); ++i) {
    if (*field->items("x-enum-titles")[i].as_string() == zh) return *field->items("enum")[i].as_string();
  }
  throw std::runtime_error("no such outcome: " + zh);
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
      {"已听取陈述申辩", [](World& w, const std::string& v) { w.f.statement_heard = yes(v); }},
      {"已放弃陈述申辩", [](World& w, const std::string& v) { w.f.statement_waived = yes(v); }},
      {"陈述情况",
       [](World& w, const std::string& v) {
         w.f.input->statement_result = v == "提出了意见" ? "made" : v == "期满未提出" ? "not_made" : "waived";
       }},
      {"放弃有记录", [](World& w, const std::string& v) { w.f.input->express_waiver_recorded = yes(v); }},
      {"已复核", [](World& w, const std::string& v) { w.f.input->statement_answered = yes(v); }},
      // What the catalogue of major decisions makes of the intended measures on that day.
      {"拟采取措施",
       [](World& w, const std::string& v) {
         Case c;
         c.proposal.emplace();
         c.proposal->kinds = w.f.kinds;
         c.proposal->fine = w.f.fine;
         c.proposal->kinds_text = v;
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
      {"公告日期", [](World& w, const std::string& v) { w.f.input->announced_on = day(v); }},
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
