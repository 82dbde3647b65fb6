// 登记缴款、退还款项 and 登记履行情况. What the law says of the money itself: who collects it and where (APL 67, 69), for
// whom there is a receipt (70), when what was taken on the spot reaches the agency and the bank (71), and that what is no
// longer owed goes back (ACL 41). SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "flow/money.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

constexpr std::string_view kHandIn = "apl_71_hand_in", kHandInWater = "apl_71_hand_in_water", kBank = "apl_71_bank";

std::optional<Date> day(const ActContext& context, std::string_view name) {
  return Date::parse(context.body.text(name));
}

Status check_days(const ActContext& context) {
  for (const char* name : {"paid_on", "landed_on", "handed_in_on", "banked_on"}) {
    const auto on = day(context, name);
    if (on && *on > context.work.today()) return invalid("这个日期在今天之后，请核对。", name);
    if (on && context.draft.decision && *on < context.draft.decision->decided_at.date())
      return invalid("这个日期在作出决定之前，请核对。", name);
  }
  const auto paid = day(context, "paid_on"), handed_in = day(context, "handed_in_on"), banked = day(context, "banked_on");
  if (paid && handed_in && *handed_in < *paid) return invalid("上交日期早于收缴日期，请核对。", "handed_in_on");
  if (banked && !handed_in) return invalid("填写缴付银行日期的，请同时填写上交日期。", "handed_in_on");
  if (banked && *banked < *handed_in) return invalid("缴付银行的日期早于上交日期，请核对。", "banked_on");
  return {};
}

std::string_view hand_in_rule(const cases::Payment& payment) { return payment.landed_on ? kHandInWater : kHandIn; }

bool later_than(const Services& services, std::string_view rule, Date start, const std::optional<Date>& done) {
  if (!done) return false;
  const auto last = last_day(services, rule, start);
  return last && *done > *last;
}

cases::Payment read_payment(const ActContext& context) {
  cases::Payment out;
  out.decision = context.draft.decision ? context.draft.decision->id : DecisionId{};
  out.party = context.input.money.party;
  out.paid_on = day(context, "paid_on").value_or(context.on());
  out.amount = context.input.payment;
  out.towards = context.input.money.towards;
  out.channel = context.input.money.channel;
  out.on_spot_ground = context.input.money.on_spot_ground;
  out.receipt_no = context.body.text("receipt_no");
  if (out.channel != "on_spot") return out;
  if (out.on_spot_ground == "apl_69_water") out.landed_on = day(context, "landed_on");
  out.handed_in_on = day(context, "handed_in_on");
  out.banked_on = day(context, "banked_on");
  return out;
}

Status prepare_payment(ActContext& context) {
  auto& input = context.input.money;
  context.input.payment = Fen{context.body.integer("amount_fen")};
  if (const auto towards = context.body.text("towards"); !towards.empty()) input.towards = towards;
  input.channel = context.body.text("channel");
  // The ground counts only when the party asked for it (APL 69).
  if (context.body.flag("asked_by_party")) input.on_spot_ground = context.body.text("on_spot_ground");
  input.on = day(context, "paid_on");
  if (auto checked = check_days(context); !checked) return checked;
  if (auto party = read_account_party(context); !party) return party;
  const auto payment = read_payment(context);
  const Date collected = payment.landed_on.value_or(payment.paid_on);
  input.hand_in_late = later_than(context.services, hand_in_rule(payment), collected, payment.handed_in_on);
  if (payment.handed_in_on) input.bank_late = later_than(context.services, kBank, *payment.handed_in_on, payment.banked_on);
  return {};
}

// What was taken on the spot is under way to the bank until it is there.
Status start_hand_in(ActContext& context, const cases::Payment& payment) {
  if (payment.channel != "on_spot" || payment.banked_on) return {};
  const bool handed_in = payment.handed_in_on.has_value();
  const Date from = handed_in ? *payment.handed_in_on : payment.landed_on.value_or(payment.paid_on);
  return start_limit(context, handed_in ? kBank : hand_in_rule(payment), payment.id.text(), Instant::beijing(from, 0));
}

Status pay(ActContext& context) {
  auto payment = read_payment(context);
  payment.id = PaymentId(context.work.new_id());
  context.draft.payments.push_back(payment);
  if (auto started = start_hand_in(context, payment); !started) return started;
  settle(context);
  context.event_data.set("amount_fen", payment.amount.count);
  context.event_data.set("towards", payment.towards);
  context.answer.set("payment_id", payment.id.text());
  const bool surcharge = payment.towards == "surcharge";
  publish_update(context, "performance", surcharge ? "surcharge_paid" : context.draft.decision->performance,
                 surcharge ? "已缴纳加处罚款" : performance_zh(context.draft.decision->performance), payment.paid_on,
                 payment.amount);
  return {};
}

// ---- 登记上交缴付 ----------------------------------------------------------------------------------------------------

cases::Payment* payment_under_way(ActContext& context) {
  const auto id = PaymentId::parse(context.body.text("payment_id"));
  for (auto& payment : context.draft.payments) {
    if (id && payment.id == *id && payment.channel == "on_spot" && !payment.banked_on) return &payment;
  }
  return nullptr;
}

Status prepare_hand_in(ActContext& context) {
  auto* payment = payment_under_way(context);
  if (payment == nullptr) return invalid("没有这笔当场收缴、尚未缴付银行的缴款，请从列表中选择。", "payment_id");
  const auto handed_in = day(context, "handed_in_on"), banked = day(context, "banked_on");
  for (const char* name : {"handed_in_on", "banked_on"}) {
    if (day(context, name) && *day(context, name) > context.work.today()) return invalid("这个日期在今天之后，请核对。", name);
  }
  if (!payment->handed_in_on && !handed_in) return invalid("请填写交至行政机关的日期。", "handed_in_on");
  if (payment->handed_in_on && !banked) return invalid("请填写缴付银行的日期。", "banked_on");
  const Date from = payment->handed_in_on.value_or(handed_in.value_or(payment->paid_on));
  if (from < payment->paid_on) return invalid("上交日期早于收缴日期，请核对。", "handed_in_on");
  if (banked && *banked < from) return invalid("缴付银行的日期早于上交日期，请核对。", "banked_on");
  const Date collected = payment->landed_on.value_or(payment->paid_on);
  if (!payment->handed_in_on) context.input.money.hand_in_late = later_than(context.services, hand_in_rule(*payment), collected, handed_in);
  context.input.money.bank_late = later_than(context.services, kBank, from, banked);
  return {};
}

Status hand_in(ActContext& context) {
  auto& payment = *payment_under_way(context);
  const auto handed_in = day(context, "handed_in_on"), banked = day(context, "banked_on");
  for (auto rule : {kHandIn, kHandInWater, kBank}) {
    auto* limit = context.draft.open_obligation(rule, payment.id.text());
    if (limit != nullptr) limit->fulfilled_on = rule == kBank ? banked : handed_in;
  }
  if (!payment.handed_in_on) payment.handed_in_on = handed_in;
  payment.banked_on = banked;
  return start_hand_in(context, payment);
}

// ---- 退还款项 --------------------------------------------------------------------------------------------------------

Status prepare_refund(ActContext& context) {
  context.input.payment = Fen{context.body.integer("amount_fen")};
  if (const auto on = day(context, "on"); on && *on > context.work.today()) return invalid("退还日期在今天之后，请核对。", "on");
  if (context.input.payment > cases::net_paid(context.draft))
    return invalid("退还的金额多于已经缴纳的，请核对。", "amount_fen");
  const auto text = context.body.text("party_id");
  if (const auto id = PartyId::parse(text)) context.input.money.party = *id;
  return {};
}

// What was paid under an earlier decision goes back first.
DecisionId refunded_decision(const cases::Case& c, Fen amount) {
  for (const auto& past : c.past_decisions) {
    Fen paid;
    for (const auto& payment : c.payments) {
      if (payment.decision == past.id) paid = payment.refund ? paid - payment.amount : paid + payment.amount;
    }
    if (paid >= amount) return past.id;
  }
  return c.decision ? c.decision->id : c.past_decisions.empty() ? DecisionId{} : c.past_decisions.back().id;
}

Status refund(ActContext& context) {
  cases::Payment payment;
  payment.id = PaymentId(context.work.new_id());
  payment.decision = refunded_decision(context.draft, context.input.payment);
  payment.party = context.input.money.party;
  payment.paid_on = day(context, "on").value_or(context.on());
  payment.amount = context.input.payment;
  if (const auto towards = context.body.text("towards"); !towards.empty()) payment.towards = towards;
  payment.receipt_no = context.body.text("receipt_no");
  payment.refund = true;
  context.draft.payments.push_back(payment);
  if (context.draft.decision) settle(context);
  context.event_data.set("amount_fen", payment.amount.count);
  return {};
}

// ---- 登记履行情况 ----------------------------------------------------------------------------------------------------

Status prepare_update(ActContext& context) {
  context.input.money.result = context.body.text("state");
  if (const auto on = day(context, "on"); on && *on > context.work.today()) return invalid("日期在今天之后，请核对。", "on");
  return {};
}

Status update(ActContext& context) {
  auto& decision = *context.draft.decision;
  decision.performance = context.body.text("state");
  if (decision.performance == "paid") stop_payment_limits(context);
  context.event_data.set("state", decision.performance);
  publish_update(context, "performance", decision.performance, performance_zh(decision.performance), *day(context, "on"), {});
  return {};
}

}  // namespace

const Verb kRecordPayment{cases::Act::record_payment, prepare_payment, pay};
const Verb kHandInPayment{cases::Act::hand_in_payment, prepare_hand_in, hand_in};
const Verb kRefundPayment{cases::Act::refund_payment, prepare_refund, refund};
const Verb kRecordPerformanceUpdate{cases::Act::record_performance_update, prepare_update, update};

}  // namespace mingjing::flow
