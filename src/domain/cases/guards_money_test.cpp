// Rows of the guards of payment, deferral, the court, remedies and closing; guards_test.cpp runs them.
// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/guard_rows.h"

namespace mingjing::cases {
namespace {

using enum Guard;

constexpr RowOf kRows[] = {
    {payment_within, "more surcharge than accrued",
     [](Facts& f) {
       f.input->money.towards = "surcharge";
       f.money.surcharge_owed = yuan(49999);
     },
     true, "加处罚款", "《行政处罚法》第七十二条第一款第一项"},
    {payment_within, "the fine paid, the surcharge open",
     [](Facts& f) {
       f.owed = {};
       f.input->money.towards = "surcharge";
       f.money.surcharge_owed = yuan(50000);
     },
     false},
    {on_spot_ground, "on the spot without ground", [](Facts& f) { f.input->money.channel = "on_spot"; }, true, "边远"},
    {on_spot_ground, "on the spot in a remote place, at the party's wish",
     [](Facts& f) {
       f.input->money.channel = "on_spot";
       f.input->money.on_spot_ground = "apl_69_remote";
     },
     false},
    {collector_apart, "the decider", [](Facts& f) { f.money.actor_decided = true; }, true, "收缴要与决定分离"},
    {hand_in_in_time, "late", [](Facts& f) { f.input->money.hand_in_late = true; }, true, "迟交"},
    {bank_in_time, "late", [](Facts& f) { f.input->money.bank_late = true; }, true, "迟缴"},
    {state_as_recorded, "done, and a cent owed", [](Facts& f) { f.owed = Fen{1}; }, true, "0.01"},
    {state_as_recorded, "done, and surcharge owed", [](Facts& f) { f.money.surcharge_owed = Fen{1}; }, true, "0.01"},
    {state_as_recorded, "deferred, and never was", [](Facts& f) { f.input->money.result = "deferred"; }, true, "没有批准"},
    {state_as_recorded, "deferred, as approved",
     [](Facts& f) {
       f.input->money.result = "deferred";
       f.money.deferral_until = Date(2026, 6, 1);
     },
     false},
    {fine_owed, "nothing owed", [](Facts& f) { f.money.fine_owed = {}; }, true, "没有应缴"},
    {deferral_free, "one waits", [](Facts& f) { f.money.deferral_pending = true; }, true, "等待审批"},
    {deferral_pending, "none waits", [](Facts& f) { f.money.deferral_pending = false; }, true, "没有待审批"},
    {plan_fits, "a cent short", [](Facts& f) { f.input->money.plan[0].amount = yuan(50000) - Fen{1}; }, true, "49,999.99"},
    {plan_fits, "today is too early", [](Facts& f) { f.input->money.plan[0].due = f.today; }, true, "不在今后"},
    {plan_fits, "tomorrow", [](Facts& f) { f.input->money.plan[0].due = f.today + 1; }, false},
    {plan_fits, "one instalment", [](Facts& f) { f.input->money.kind = "instalment"; }, true, "两期"},
    {plan_fits, "two instalments",
     [](Facts& f) {
       f.input->money.kind = "instalment";
       f.input->money.plan = {{Date(2026, 5, 1), yuan(20000)}, {Date(2026, 6, 1), yuan(30000)}};
     },
     false},
    {plan_fits, "two on one day",
     [](Facts& f) {
       f.input->money.kind = "instalment";
       f.input->money.plan = {{Date(2026, 5, 1), yuan(20000)}, {Date(2026, 5, 1), yuan(30000)}};
     },
     true, "从早到晚"},
    {plan_fits, "a deferral in two parts",
     [](Facts& f) { f.input->money.plan = {{Date(2026, 5, 1), yuan(20000)}, {Date(2026, 6, 1), yuan(30000)}}; }, true,
     "一个新的期限"},
    {unperformed, "all done", [](Facts& f) { f.performed = true; }, true, "履行完毕"},
    {unperformed, "revoked", [](Facts& f) { f.money.fell = true; }, true, "撤销"},
    {term_passed, "the last day", [](Facts& f) { f.money.pay_until = f.today; }, true, "还没有届满"},
    {term_passed, "the day after", [](Facts& f) { f.money.pay_until = f.today - 1; }, false},
    {surcharge_bookable, "asked for and not told",
     [](Facts& f) {
       f.input->money.covers_surcharge = true;
       f.money.surcharge_told = false;
     },
     true, "没有写明"},
    {surcharge_bookable, "asked for and told", [](Facts& f) { f.input->money.covers_surcharge = true; }, false},
    {demand_waited, "no demand", [](Facts& f) { f.money.demand_served_on.reset(); }, true, "催告"},
    {demand_waited, "the tenth day", [](Facts& f) { f.money.demand_waited_until = f.today; }, true, "满十日"},
    {demand_waited, "the eleventh", [](Facts& f) { f.money.demand_waited_until = f.today - 1; }, false},
    {remedies_over, "the last day", [](Facts& f) { f.money.remedies_until = f.today; }, true, "全部届满"},
    {remedies_over, "the day after", [](Facts& f) { f.money.remedies_until = f.today - 1; }, false},
    {remedies_over, "a deferral still runs",
     [](Facts& f) {
       f.money.remedies_until = f.today + 9;
       f.money.court_citation = "《行政处罚法》第七十二条第二款";
     },
     true, "延期、分期", "《行政处罚法》第七十二条第二款"},
    {remedy_closed, "before the court", [](Facts& f) { f.money.remedy_open = true; }, true, "还没有结果"},
    {court_late_confirmed, "the last day", [](Facts& f) { f.money.court_closes = f.today; }, false},
    {court_late_confirmed, "a day late", [](Facts& f) { f.money.court_closes = f.today - 1; }, true, "已经届满"},
    {court_late_confirmed, "a day late, confirmed",
     [](Facts& f) {
       f.money.court_closes = f.today - 1;
       f.input->money.late_confirmed = true;
       f.input->late_reason = "经办人调离";
     },
     false},
    {court_late_confirmed, "a day late, confirmed without a reason",
     [](Facts& f) {
       f.money.court_closes = f.today - 1;
       f.input->money.late_confirmed = true;
     },
     true, "逾期原因"},
    {court_late_confirmed, "in time, with a reason for nothing",
     [](Facts& f) {
       f.input->late_reason = "经办人调离";
     },
     false},
    {court_in_time, "a day late", [](Facts& f) { f.money.court_closes = f.today - 1; }, true, "监督线索"},
    {surcharge_demanded, "not demanded", [](Facts& f) { f.input->money.covers_surcharge = true; }, true, "没有催告加处"},
    {surcharge_demanded, "demanded",
     [](Facts& f) { f.input->money.covers_surcharge = f.money.demand_covers_surcharge = true; }, false},
    {court_free, "one is there", [](Facts& f) { f.money.court_pending = true; }, true, "已有一份"},
    {court_pending, "none is there", [](Facts& f) { f.money.court_pending = false; }, true, "没有正在"},
    {decision_made, "a clue that was not filed", [](Facts& f) { f.has_decision = false; }, true, "没有作出决定"},
    {remedy_pending, "none open", [](Facts& f) { f.money.remedy_open = false; }, true, "先登记"},
    {remedy_not_worse, "changed to more",
     [](Facts& f) {
       f.input->money.result = "changed";
       f.input->money.fine = yuan(50001);
     },
     true, "更为不利"},
    {remedy_not_worse, "changed to less",
     [](Facts& f) {
       f.input->money.result = "changed";
       f.input->money.fine = yuan(10000);
     },
     false},
    {decision_stands, "revoked", [](Facts& f) { f.money.overturned = "revoked"; }, true, "不能再改变"},
    {decision_stands, "changed before", [](Facts& f) { f.money.overturned = "changed"; }, false},
    {change_not_heavier, "to more",
     [](Facts& f) {
       f.input->money.result = "changed";
       f.input->money.fine = yuan(50001);
     },
     true, "不能加重"},
    {change_not_heavier, "to the same",
     [](Facts& f) {
       f.input->money.result = "changed";
       f.input->money.fine = yuan(50000);
     },
     false},
    {decision_ended, "it stands", [](Facts& f) { f.money.fell = f.money.remake_ordered = false; }, true, "没有被撤销"},
    {publication_settled, "still on the portal", [](Facts& f) { f.publication = PublicationState::approved; }, true, "撤下"},
    {publication_settled, "never published", [](Facts& f) { f.publication = PublicationState::none; }, true, "不予公示"},
    {publication_settled, "withheld", [](Facts& f) { f.publication = PublicationState::withheld; }, false},
    {not_overturned, "revoked", [](Facts& f) { f.money.overturned = "revoked"; }, true, "不能再公示"},
    {remade_differs, "the same again, by order of the reconsideration",
     [](Facts& f) { f.money.past = {"reconsideration", true, false, true, true, false}; }, true, "同一的事实和理由"},
    {remade_differs, "the same again, by order of the court",
     [](Facts& f) { f.money.past = {"litigation", true, false, true, true, false}; }, true, "基本相同",
     "《行政诉讼法》第七十一条"},
    {remade_differs, "the same again, after a breach of procedure",
     [](Facts& f) { f.money.past = {"litigation", true, true, true, true, false}; }, false},
    {remade_differs, "another amount", [](Facts& f) { f.money.past = {"litigation", true, false, true, false, false}; }, false},
    {remade_not_heavier, "more on the same facts",
     [](Facts& f) { f.money.past = {"litigation", true, true, true, false, true}; }, true, "不能因为"},
    {remade_not_heavier, "more on new facts",
     [](Facts& f) { f.money.past = {"litigation", true, true, false, false, true}; }, false},
    {remade_not_heavier, "more, revoked by the agency itself",
     [](Facts& f) { f.money.past = {"agency", false, false, true, false, true}; }, false},
    {goods_confiscated, "none", [](Facts& f) { f.money.goods_confiscated = false; }, true, "没有没收"},
    {goods_way, "destroyed without basis", [](Facts& f) { f.input->money.way = "destroy"; }, true, "依据"},
    {goods_way, "destroyed with basis",
     [](Facts& f) {
       f.input->money.way = "destroy";
       f.input->money.way_reasoned = true;
     },
     false},
    {closing_ground, "enforced without a record", [](Facts& f) { f.input->money.closing_reason = "enforced"; }, true, "执行"},
    {closing_ground, "enforced by the court",
     [](Facts& f) {
       f.input->money.closing_reason = "enforced";
       f.money.court_outcome = "executed";
     },
     false},
    {closing_ground, "no penalty, though there is one",
     [](Facts& f) { f.input->money.closing_reason = "no_penalty"; }, true, "不是不予处罚"},
    {closing_ground, "not established, though it is",
     [](Facts& f) { f.input->money.closing_reason = "not_established"; }, true, "不能成立"},
    {closing_ground, "overturned, though it stands",
     [](Facts& f) { f.input->money.closing_reason = "overturned"; }, true, "没有被撤销"},
    {closing_ground, "ended by the court, though it is not",
     [](Facts& f) { f.input->money.closing_reason = "court_terminated"; }, true, "没有终结"},
    {closing_ground, "transferred, though it is here",
     [](Facts& f) { f.input->money.closing_reason = "transferred"; }, true, "没有移送"},
    {closing_ground, "revoked filing", [](Facts& f) { f.input->money.closing_reason = "filing_revoked"; }, true, "撤销立案"},
    {closing_ground, "performed, though a no-penalty decision",
     [](Facts& f) { f.decision_outcome = "no_penalty"; }, true, "实际情况"},
    {refund_settled, "a cent to give back", [](Facts& f) { f.money.refund_due = Fen{1}; }, true, "退还"},
    {deferral_settled, "one waits", [](Facts& f) { f.money.deferral_pending = true; }, true, "审批"},
    {remedy_settled, "one open", [](Facts& f) { f.money.remedy_open = true; }, true, "还没有结果"},
    {decision_fell, "it stands", [](Facts& f) { f.money.fell = false; }, true, "还没有送达"},
    {remake_not_ordered, "ordered", [](Facts& f) { f.money.remake_ordered = true; }, true, "重新作出"},
    {performed, "surcharge owed",
     [](Facts& f) {
       f.performed = false;
       f.owed = {};
       f.money.surcharge_owed = yuan(1);
     },
     true, "加处罚款", "《行政处罚法》第七十二条第一款第一项"},
    {performed, "goods not dealt with",
     [](Facts& f) {
       f.performed = false;
       f.owed = {};
       f.money.goods_confiscated = true;
     },
     true, "没收的财物", "《行政处罚法》第七十四条第一款"},
    {performed, "ended by the court",
     [](Facts& f) {
       f.performed = false;
       f.money.court_outcome = "terminated";
     },
     false},
    {performed, "revoked",
     [](Facts& f) {
       f.performed = false;
       f.money.fell = true;
     },
     false},
};

}  // namespace

std::span<const RowOf> money_rows() { return kRows; }

}  // namespace mingjing::cases
