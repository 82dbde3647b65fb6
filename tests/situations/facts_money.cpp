// SPDX-License-Identifier: Apache-2.0
#include "tests/situations/facts_money.h"

#include <map>

#include "base/text.h"
#include "domain/cases/court_window.h"
#include "domain/cases/form.h"
#include "domain/cases/surcharge.h"
#include "tests/situations/words.h"

namespace mingjing::situations {

namespace {

using namespace cases;

std::string value_of(Act act, std::string_view field, const std::string& title) {
  const Json* found = form_of(act).find("properties")->find(field);
  for (std::size_t i = 0; i < found->items("enum").size(); ++i) {
    if (*found->items("x-enum-titles")[i].as_string() == title) return *found->items("enum")[i].as_string();
  }
  throw std::runtime_error("no such value: " + title);
}

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> out;
  constexpr std::string_view kComma = "、";
  for (std::size_t at = 0; (at = text.find(kComma)) != std::string_view::npos; text.remove_prefix(at + kComma.size())) {
    out.emplace_back(text.substr(0, at));
  }
  out.emplace_back(text);
  return out;
}

// 分期 2026-05-01 20,000.00、2026-06-01 30,000.00
void read_plan(Facts& f, const std::string& text) {
  const auto space = text.find(' ');
  f.input->money.kind = text.substr(0, space) == "分期" ? "instalment" : "deferral";
  f.input->money.plan.clear();
  for (const auto& step : parts_of(text.substr(space + 1))) {
    const auto words = split(step, ' ');
    f.input->money.plan.push_back({day(words.at(0)), amount(words.at(1))});
  }
}

// 决定送达 2026-03-25、催告送达 2026-10-08: what the program makes of these days by its own rules and calendar.
void read_window(Facts& f, const std::string& text) {
  Case c;
  c.decision.emplace();
  c.decision->outcome = "penalty";
  RemedyTerms terms;
  for (const auto& part : parts_of(text)) {
    const auto words = split(part, ' ');
    const std::string name(words.at(0)), value(words.at(1));
    if (name == "决定送达") {
      c.decision->served_at = Instant::beijing(day(value), 9);
    } else if (name == "催告送达") {
      Demand demand;
      demand.served_at = Instant::beijing(day(value), 9);
      c.demands.push_back(demand);
    } else if (name == "延期至") {
      Deferral deferral;
      deferral.verdict = Verdict::granted;
      deferral.plan = {{day(value), yuan(50000)}};
      c.deferrals.push_back(deferral);
    } else if (name == "复议决定送达") {
      Remedy remedy;
      remedy.outcome = "upheld";
      remedy.served_on = day(value);
      c.remedies.push_back(remedy);
    } else if (name == "起诉期限日数") {
      terms.litigation_days = std::stoll(value);
    } else {
      throw std::runtime_error("no such day: " + name);
    }
  }
  cases::fill_court_window(cases::court_window(c, terms, law::Limits::built_in(), law::Calendar::built_in()), f);
  f.money.demand_served_on.reset();
  if (!c.demands.empty()) f.money.demand_served_on = c.demands.back().served_at.date();
}

void late_by(Facts& f, const std::string& days) {
  SurchargeTerms terms;
  terms.fine = f.owed.count > 0 ? f.owed : yuan(50000);
  terms.due = f.today - std::stoi(days);
  f.money.surcharge_owed = surcharge(terms, f.today).amount;
}

MoneyFacts::Past& past(Facts& f) {
  if (!f.money.past) f.money.past.emplace();
  return *f.money.past;
}

std::string overturned(const std::string& text) {
  static const std::map<std::string, std::string> names{
      {"否", ""}, {"变更", "changed"}, {"撤销", "revoked"}, {"确认违法", "confirmed_illegal"}, {"确认无效", "confirmed_void"}};
  return names.at(text);
}

}  // namespace

const std::vector<std::pair<std::string_view, MoneySetter>>& money_setters() {
  static const auto* const table = new std::vector<std::pair<std::string_view, MoneySetter>>{
      {"缴款用途", [](Facts& f, const std::string& v) { f.input->money.towards = v == "加处罚款" ? "surcharge" : "fine"; }},
      {"缴款渠道",
       [](Facts& f, const std::string& v) { f.input->money.channel = value_of(Act::record_payment, "channel", v); }},
      {"当场收缴情形",
       [](Facts& f, const std::string& v) {
         f.input->money.on_spot_ground = v == "无" ? "" : value_of(Act::record_payment, "on_spot_ground", v);
       }},
      {"迟交行政机关", [](Facts& f, const std::string& v) { f.input->money.hand_in_late = yes(v); }},
      {"迟缴银行", [](Facts& f, const std::string& v) { f.input->money.bank_late = yes(v); }},
      {"本人作出决定", [](Facts& f, const std::string& v) { f.money.actor_decided = yes(v); }},
      {"逾期天数", late_by},
      {"应缴加处罚款", [](Facts& f, const std::string& v) { f.money.surcharge_owed = amount(v); }},
      {"决定书写明加处罚款", [](Facts& f, const std::string& v) { f.money.surcharge_told = yes(v); }},
      {"应缴罚款", [](Facts& f, const std::string& v) { f.money.fine_owed = amount(v); }},
      {"有待审批的延期分期", [](Facts& f, const std::string& v) { f.money.deferral_pending = yes(v); }},
      {"缴纳安排", read_plan},
      {"履行期限", [](Facts& f, const std::string& v) { f.money.pay_until = day(v); }},
      {"执行期间", read_window},
      {"一并催告加处罚款", [](Facts& f, const std::string& v) { f.input->money.covers_surcharge = yes(v); }},
      {"一并申请加处罚款", [](Facts& f, const std::string& v) { f.input->money.covers_surcharge = yes(v); }},
      {"催告含加处罚款", [](Facts& f, const std::string& v) { f.money.demand_covers_surcharge = yes(v); }},
      {"确认逾期申请", [](Facts& f, const std::string& v) { f.input->money.late_confirmed = yes(v); }},
      {"有在办的执行申请", [](Facts& f, const std::string& v) { f.money.court_pending = yes(v); }},
      {"法院执行情况",
       [](Facts& f, const std::string& v) { f.money.court_outcome = value_of(Act::record_court_outcome, "result", v); }},
      {"有未决的复议诉讼", [](Facts& f, const std::string& v) { f.money.remedy_open = yes(v); }},
      {"复议诉讼结果",
       [](Facts& f, const std::string& v) { f.input->money.result = value_of(Act::record_remedy_outcome, "result", v); }},
      {"自行处理", [](Facts& f, const std::string& v) { f.input->money.result = value_of(Act::revoke_decision, "result", v); }},
      {"变更后罚款", [](Facts& f, const std::string& v) { f.input->money.fine = amount(v); }},
      {"决定已被推翻",
       [](Facts& f, const std::string& v) {
         f.money.overturned = overturned(v);
         f.money.fell = v == "撤销" || v == "确认无效";
       }},
      {"责令重新作出", [](Facts& f, const std::string& v) { f.money.remake_ordered = yes(v); }},
      {"原决定由谁推翻",
       [](Facts& f, const std::string& v) {
         past(f).by = v == "复议机关" ? "reconsideration" : v == "人民法院" ? "litigation" : "agency";
         past(f).ordered = v != "本机关";
       }},
      {"因违反程序被撤销", [](Facts& f, const std::string& v) { past(f).procedural = yes(v); }},
      {"事实理由与原决定相同", [](Facts& f, const std::string& v) { past(f).same_facts = yes(v); }},
      {"处理与原决定",
       [](Facts& f, const std::string& v) {
         past(f).same_result = v == "相同";
         past(f).heavier = v == "更重";
       }},
      {"没收了财物", [](Facts& f, const std::string& v) { f.money.goods_confiscated = yes(v); }},
      {"财物已处理", [](Facts& f, const std::string& v) { f.money.goods_disposed = yes(v); }},
      {"财物处理方式", [](Facts& f, const std::string& v) { f.input->money.way = value_of(Act::dispose_goods, "way", v); }},
      {"写明处理依据", [](Facts& f, const std::string& v) { f.input->money.way_reasoned = yes(v); }},
      {"结案方式",
       [](Facts& f, const std::string& v) { f.input->money.closing_reason = value_of(Act::close_case, "reason", v); }},
      {"决定类型",
       [](Facts& f, const std::string& v) {
         f.decision_outcome = v == "给予处罚" ? "penalty" : v == "不予处罚" ? "no_penalty" : "not_established";
       }},
      {"应退款", [](Facts& f, const std::string& v) { f.money.refund_due = amount(v); }},
      {"履行情况",
       [](Facts& f, const std::string& v) { f.input->money.result = value_of(Act::record_performance_update, "state", v); }},
      {"批准延期至", [](Facts& f, const std::string& v) { f.money.deferral_until = day(v); }},
  };
  return *table;
}

}  // namespace mingjing::situations
