// Payment, deferral, demand, the court, remedies, a decision made anew, goods and closing: APL 48, 66–75, ACL 41, 45, 46,
// 53, 54, ARL 63, 64, ALA 71, 77. SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/guard_judges.h"

namespace mingjing::cases::judges {

namespace {

bool said(const Facts& f, std::string_view result) { return f.input && f.input->money.result == result; }

}  // namespace

// ---- payment -------------------------------------------------------------------------------------------------------

Verdict payment_within(const Facts& f) {
  const MoneyFacts& m = f.money;
  if (f.owed.count <= 0 && m.surcharge_owed.count <= 0) return found("没有应缴未缴的款项，不需要登记缴款。");
  if (!f.input) return {};
  const bool surcharge = f.input->money.towards == "surcharge";
  const Fen owed = surcharge ? m.surcharge_owed : f.owed;
  if (f.input->payment.count > 0 && f.input->payment <= owed) return {};
  const std::string what = surcharge ? "应缴的加处罚款 " : "应缴的 ";
  return found("缴款须大于 0 元、不超过" + what + money(owed) + "。请核对金额和用途。", "amount_fen",
               surcharge ? "《行政处罚法》第七十二条第一款第一项" : "");
}
// The grounds of APL 68 are those of the summary procedure alone.
Verdict on_spot_ground(const Facts& f) {
  const MoneyInput& in = f.input->money;
  if (in.channel != "on_spot" || !in.on_spot_ground.empty()) return {};
  return found("普通程序的罚款，只有在边远、水上、交通不便地区，当事人缴纳确有困难并且自己提出，才可以当场收缴。请选择情形；不属于这些情形的，请当事人到银行或者通过电子支付缴纳。",
               "on_spot_ground");
}
Verdict collector_apart(const Facts& f) {
  if (!f.money.actor_decided) return {};
  return found("这个罚款决定是您作出的，收缴要与决定分离。请转由其他人员登记缴款。");
}
Verdict hand_in_in_time(const Facts& f) {
  if (!f.input->money.hand_in_late) return {};
  return found("当场收缴的罚款没有在二日（工作日）内交至行政机关，已记为迟交。", "handed_in_on");
}
Verdict bank_in_time(const Facts& f) {
  if (!f.input->money.bank_late) return {};
  return found("行政机关没有在二日（工作日）内把当场收缴的罚款缴付银行，已记为迟缴。", "banked_on");
}
Verdict state_as_recorded(const Facts& f) {
  const std::string& state = f.input->money.result;
  const Fen owed = f.owed + f.money.surcharge_owed;
  if ((state == "paid" || state == "performed") && owed.count > 0)
    return found("账上还有 " + money(owed) + "没有缴纳。请先登记缴款，再登记履行完毕。", "state");
  if ((state == "deferred" || state == "instalment") && !f.money.deferral_until)
    return found("没有批准过延期、分期缴纳。请先办理申请和审批。", "state");
  return {};
}

// ---- deferral and instalments --------------------------------------------------------------------------------------

Verdict fine_owed(const Facts& f) {
  if (f.money.fine_owed.count > 0) return {};
  return found("没有应缴未缴的罚款，不需要延期、分期。");
}
Verdict deferral_free(const Facts& f) {
  if (!f.money.deferral_pending) return {};
  return found("已有一份延期、分期申请等待审批。审批后，可以再次申请。");
}
Verdict deferral_pending(const Facts& f) {
  if (f.money.deferral_pending) return {};
  return found("没有待审批的延期、分期申请。");
}
Verdict plan_fits(const Facts& f) {
  const auto& plan = f.input->money.plan;
  Fen sum;
  for (const auto& step : plan) sum = sum + step.amount;
  if (sum != f.money.fine_owed)
    return found("缴纳安排合计 " + money(sum) + "，应缴的罚款是 " + money(f.money.fine_owed) + "。请改成一致。", "plan");
  if (f.input->money.kind == "deferral" && plan.size() != 1)
    return found("延期缴纳只有一个新的期限。要分几次缴的，请选择分期缴纳。", "plan");
  if (f.input->money.kind == "instalment" && plan.size() < 2)
    return found("分期缴纳至少要有两期。只改一个期限的，请选择延期缴纳。", "plan");
  for (std::size_t i = 0; i < plan.size(); ++i) {
    if (plan[i].due <= day(f)) return found("缴纳期限 " + plan[i].due.text() + " 不在今后。请改为以后的日期。", "plan");
    if (i > 0 && plan[i].due <= plan[i - 1].due) return found("各期的期限要从早到晚，不能相同。请调整。", "plan");
  }
  return {};
}

// ---- demand and court ----------------------------------------------------------------------------------------------

Verdict unperformed(const Facts& f) {
  if (f.money.fell) return found("决定已经被撤销或者确认无效，没有可以要求履行的内容。");
  if (!f.performed) return {};
  return found("决定已经履行完毕，不需要再催告或者申请执行。");
}
Verdict term_passed(const Facts& f) {
  if (f.money.pay_until && day(f) <= *f.money.pay_until) {
    return found("当事人的履行期限到 " + f.money.pay_until->text() + "，还没有届满。期满仍未履行的，次日起可以催告。");
  }
  return {};
}
Verdict surcharge_bookable(const Facts& f) {
  if (!f.input->money.covers_surcharge || f.money.surcharge_told) return {};
  return found("决定书没有写明逾期加处罚款，不能要求缴纳加处罚款。请不要一并催告。", "covers_surcharge");
}
Verdict demand_waited(const Facts& f) {
  const MoneyFacts& m = f.money;
  if (!m.demand_served_on) return found("申请法院强制执行前，要先催告当事人履行。请先送达催告书。");
  if (!m.demand_waited_until || day(f) > *m.demand_waited_until) return {};
  return found("催告书于 " + m.demand_served_on->text() + " 送达，满十日（工作日）是 " + m.demand_waited_until->text() +
               "。当事人到期仍不履行的，次日起可以申请。");
}
Verdict remedies_over(const Facts& f) {
  const MoneyFacts& m = f.money;
  if (!m.remedies_until || day(f) > *m.remedies_until) return {};
  return found("当事人申请复议、提起诉讼（或者批准的延期、分期）的期限到 " + m.remedies_until->text() +
                   " 才全部届满。期满后三个月内可以申请。",
               {}, m.court_citation);
}
Verdict remedy_closed(const Facts& f) {
  if (!f.money.remedy_open) return {};
  return found("当事人申请的行政复议或者提起的诉讼还没有结果。有了生效的结果，登记后再办理。");
}
Verdict court_late_confirmed(const Facts& f) {
  const MoneyFacts& m = f.money;
  if (!m.court_closes || day(f) <= *m.court_closes || (f.input->money.late_confirmed && !f.input->late_reason.empty())) return {};
  return found("申请法院强制执行的三个月到 " + m.court_closes->text() +
                   " 已经届满，法院可能不予受理。仍要提出的，请确认，并在“补录或者逾期原因”里写明原因。",
               "late_confirmed", m.court_citation);
}
Verdict court_in_time(const Facts& f) {
  const MoneyFacts& m = f.money;
  if (!m.court_closes || day(f) <= *m.court_closes) return {};
  return found("申请超过了三个月的期限（" + m.court_closes->text() + "），已记为逾期，并作为监督线索。", {}, m.court_citation);
}
Verdict surcharge_demanded(const Facts& f) {
  if (!f.input->money.covers_surcharge || f.money.demand_covers_surcharge) return {};
  return found("催告书没有催告加处罚款，不能一并申请执行。请先就加处罚款催告，或者只申请执行罚款。", "covers_surcharge");
}
Verdict court_free(const Facts& f) {
  if (!f.money.court_pending) return {};
  return found("已有一份强制执行申请在法院办理。请先登记它的结果。");
}
Verdict court_pending(const Facts& f) {
  if (f.money.court_pending) return {};
  return found("没有正在法院办理的强制执行申请。");
}

// ---- remedies, revocation, a decision made anew --------------------------------------------------------------------

Verdict decision_made(const Facts& f) {
  if (f.has_decision) return {};
  return found("本案没有作出决定，没有可以复议、诉讼或者撤销的内容。");
}
Verdict remedy_pending(const Facts& f) {
  if (f.money.remedy_open) return {};
  return found("没有尚无结果的行政复议或者行政诉讼。请先登记复议、诉讼。");
}
// Not the agency's to refuse: what another body decided is recorded as it is, and shown.
Verdict remedy_not_worse(const Facts& f) {
  if (!said(f, "changed")) return {};
  const auto& in = f.input->money;
  const Fen fine = in.fine.value_or(f.money.imposed_fine), gains = in.illegal_gains.value_or(f.money.imposed_gains);
  if (fine <= f.money.imposed_fine && gains <= f.money.imposed_gains) return {};
  return found("变更后的数额比原决定重。除第三人、利害关系人另有相反请求外，复议、诉讼不得使申请人更为不利。请核对文书。",
               "fine_fen");
}
Verdict decision_stands(const Facts& f) {
  if (f.money.overturned.empty() || f.money.overturned == "changed") return {};
  return found("这个决定已经被撤销、确认违法或者确认无效，不能再改变。需要重新处理的，请办理重新作出决定。");
}
Verdict change_not_heavier(const Facts& f) {
  if (!said(f, "changed")) return {};
  const auto& in = f.input->money;
  const Fen fine = in.fine.value_or(f.money.imposed_fine), gains = in.illegal_gains.value_or(f.money.imposed_gains);
  if (fine <= f.money.imposed_fine && gains <= f.money.imposed_gains) return {};
  return found("自行变更不能加重。要加重处罚，请撤销原决定，重新告知、听取申辩后再决定。", "fine_fen");
}
Verdict decision_ended(const Facts& f) {
  if (f.money.fell || f.money.remake_ordered) return {};
  return found("原决定没有被撤销，也没有被责令重新作出。请先登记复议、诉讼结果，或者自行撤销原决定。");
}
Verdict publication_settled(const Facts& f) {
  if (f.money.overturned.empty()) return {};
  if (f.publication == PublicationState::withheld || f.publication == PublicationState::taken_down) return {};
  if (f.publication == PublicationState::approved && f.takedown_reason == "changed") return {};
  if (f.publication == PublicationState::approved)
    return found("原决定还在公示。请先撤下公示并公开说明理由。");
  return found("原决定还没有作公示处理。它已失去效力，请办理“依法不予公示”，依据选择“决定已被撤销或者变更”。");
}
Verdict not_overturned(const Facts& f) {
  if (f.money.overturned.empty()) return {};
  // A changed decision stands as changed: once the former text is down, the changed one is published.
  const bool former_gone = f.publication == PublicationState::taken_down || f.takedown_reason == "changed";
  if (f.money.overturned == "changed" && f.correction_proposed && former_gone) return {};
  return found("这个决定已经被变更、撤销、确认违法或者确认无效，不能再公示。请办理“依法不予公示”。");
}
Verdict remade_differs(const Facts& f) {
  const auto& past = f.money.past;
  if (!past || !past->ordered || past->procedural || !past->same_facts || !past->same_result) return {};
  const bool court = past->by == "litigation";
  return found("原决定被撤销并责令重新作出，不得以同一的事实和理由作出相同或者基本相同的决定。请更正事实、理由或者处理意见。", {},
               court ? "《行政诉讼法》第七十一条" : "《行政复议法》第六十四条第二款");
}
Verdict remade_not_heavier(const Facts& f) {
  const auto& past = f.money.past;
  if (!past || past->by == "agency" || !past->same_facts || !past->heavier) return {};
  return found("事实和理由没有变，重新作出的处罚却比原决定重。不能因为当事人申请复议、提起诉讼而加重。请减轻，或者写明新查明的事实和理由。");
}

// ---- goods, closing ------------------------------------------------------------------------------------------------

Verdict goods_confiscated(const Facts& f) {
  if (f.money.goods_confiscated) return {};
  return found("决定没有没收非法财物，没有需要处理的罚没物品。");
}
Verdict goods_way(const Facts& f) {
  const MoneyInput& in = f.input->money;
  if ((in.way != "destroy" && in.way != "other") || in.way_reasoned) return {};
  return found("没收的财物应当公开拍卖，或者按国家有关规定处理；依法应当销毁的才可以销毁。请在说明里写明依据。", "note");
}
Verdict performed(const Facts& f) {
  const MoneyFacts& m = f.money;
  if (f.performed || m.fell || m.court_outcome == "terminated") return {};
  // Confirmed illegal and not revoked: it is still to be performed.
  if (f.owed.count > 0)
    return found("还有 " + money(f.owed) + "没有缴纳。缴清，或者登记强制执行等履行结果后，可以结案。");
  if (m.surcharge_owed.count > 0)
    return found("还有加处罚款 " + money(m.surcharge_owed) + "没有缴纳。缴清后可以结案。", {},
                 "《行政处罚法》第七十二条第一款第一项");
  if (m.goods_confiscated && !m.goods_disposed)
    return found("没收的财物还没有处理。登记罚没物品处理后可以结案。", {}, "《行政处罚法》第七十四条第一款");
  return found("还没有登记履行结果。登记履行情况后可以结案。");
}
Verdict closing_ground(const Facts& f) {
  const std::string& reason = f.input->money.closing_reason;
  const MoneyFacts& m = f.money;
  const auto wrong = [](std::string_view why) { return found(std::string(why), "reason"); };
  const bool penalty = f.decision_outcome == "penalty";
  // What is still owed is said by `performed`; here only that this is no closing by performance.
  const bool not_performed = !penalty || m.fell || (!f.performed && m.court_outcome == "terminated");
  if (reason == "performed" && not_performed) return wrong("还没有履行完毕，结案方式不能选“已履行”。请按实际情况选择。");
  if (reason == "enforced" && m.court_outcome != "executed" && !m.enforced)
    return wrong("没有强制执行完毕的记录。请先登记法院执行情况，再选“已强制执行”。");
  if (reason == "no_penalty" && f.decision_outcome != "no_penalty") return wrong("决定不是不予处罚。请按决定的类型选择结案方式。");
  if (reason == "not_established" && f.decision_outcome != "not_established")
    return wrong("决定不是违法事实不能成立。请按决定的类型选择结案方式。");
  if (reason == "overturned" && !m.fell) return wrong("决定没有被撤销或者确认无效。请按实际情况选择结案方式。");
  if (reason == "court_terminated" && m.court_outcome != "terminated")
    return wrong("法院没有终结执行。请先登记法院执行情况。");
  if (reason == "transferred" && f.stage != Stage::transferred) return wrong("案件没有移送。请按实际情况选择结案方式。");
  if (reason == "filing_revoked") return wrong("撤销立案请办理“撤销立案”，它同时结案。");
  return {};
}
Verdict refund_settled(const Facts& f) {
  if (f.money.refund_due.count <= 0) return {};
  return found("还有 " + money(f.money.refund_due) + "应当退还当事人。退还并登记后可以结案。");
}
Verdict deferral_settled(const Facts& f) {
  if (!f.money.deferral_pending) return {};
  return found("当事人的延期、分期申请还没有审批。审批后再结案。");
}
Verdict remedy_settled(const Facts& f) {
  if (!f.money.remedy_open) return {};
  return found("行政复议或者行政诉讼还没有结果。有了结果，登记后再结案。");
}
Verdict decision_fell(const Facts& f) {
  if (f.money.fell) return {};
  return found("决定还没有送达。送达、履行后可以结案；决定被撤销的，先登记撤销。");
}
Verdict remake_not_ordered(const Facts& f) {
  if (!f.money.remake_ordered) return {};
  return found("复议决定或者判决责令重新作出决定，不能就此结案。请办理重新作出决定。");
}

}  // namespace mingjing::cases::judges
