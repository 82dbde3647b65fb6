// Payment, deferral, demand and court, confiscated goods, closing.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/court_window.h"
#include "domain/cases/procedure.h"
#include "domain/supervision/file_review_checks.h"

namespace mingjing::supervision::checks {
namespace {

using cases::Act;

Fen owed(const cases::Decision& decision) { return decision.fine + decision.illegal_gains - decision.paid; }

// Each step of what was taken on the spot has its days (APL 71); on the water they run from the landing.
void look_at_on_spot(Look& look, const ReviewedFile& file, const cases::Payment& payment) {
  const std::string text = payment.paid_on.text() + " 当场收缴 " + format_yuan(payment.amount) + " 元";
  if (payment.on_spot_ground.empty()) look.found({text + "，没有写明当场收缴的法定情形。"});
  const auto due = payment.landed_on ? file.last_day("apl_71_hand_in_water", *payment.landed_on)
                                     : file.last_day("apl_71_hand_in", payment.paid_on);
  if (!payment.handed_in_on) {
    if (due && file.around.today > *due) look.found({text + "，应于 " + due->text() + " 前交至机关，没有登记。"});
    return;
  }
  if (due && *payment.handed_in_on > *due)
    look.found({text + "，应于 " + due->text() + " 前交至机关，" + payment.handed_in_on->text() + " 才上交。"});
  const auto bank = file.last_day("apl_71_bank", *payment.handed_in_on);
  if (!bank) return;
  if (payment.banked_on && *payment.banked_on > *bank)
    look.found({text + "，应于 " + bank->text() + " 前缴付银行，" + payment.banked_on->text() + " 才缴付。"});
  else if (!payment.banked_on && file.around.today > *bank)
    look.found({text + "，应于 " + bank->text() + " 前缴付银行，没有登记。"});
}

// The window that the acts themselves are judged by.
cases::CourtWindow window_of(const ReviewedFile& file) {
  const auto item = file.around.items.find(file.c.item.id);
  const auto terms = item == file.around.items.end() ? cases::RemedyTerms{} : cases::remedy_terms(item->second);
  return cases::court_window(file.c, terms, *file.around.limits, *file.around.calendar);
}

}  // namespace

Checked payments_proper(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!file.decided()) return not_applicable("还没有作出决定。");
  Look look;
  Fen surcharge;
  for (const auto& payment : c.payments) {
    const std::string text =
        payment.paid_on.text() + (payment.refund ? " 退还 " : " 缴款 ") + format_yuan(payment.amount) + " 元";
    if (payment.receipt_no.empty())
      look.found({text + "，没有登记票据号。", {}, {}, {}, payment.party});
    else
      look.seen({text + "，票据号 " + payment.receipt_no + "。", {}, {}, {}, payment.party});
    if (payment.channel == "on_spot") look_at_on_spot(look, file, payment);
    if (payment.towards == "surcharge")
      surcharge = payment.refund ? surcharge - payment.amount : surcharge + payment.amount;
  }
  if (c.payments.empty()) {
    for (const auto& record : c.records) {
      if (record.act != Act::record_payment) continue;
      const std::string text =
          record.data.text("paid_on") + " 缴款 " + format_yuan(Fen{record.data.integer("amount_fen")}) + " 元";
      if (record.data.text("receipt_no").empty())
        look.found(of_record(record, text + "，没有登记票据号。"));
      else
        look.seen(of_record(record, text + "，票据号 " + record.data.text("receipt_no") + "。"));
    }
  }
  if (surcharge > c.decision->fine)
    look.found({"加处罚款收了 " + format_yuan(surcharge) + " 元，超过罚款 " + format_yuan(c.decision->fine) + " 元。"});
  if (surcharge.count > 0 && !c.decision->surcharge_told) look.found({"决定书没有告知加处罚款，却收取了加处罚款。"});
  if (c.decision->paid > c.decision->fine + c.decision->illegal_gains) {
    look.found({"收缴 " + format_yuan(c.decision->paid) + " 元，多于决定的 " +
                format_yuan(c.decision->fine + c.decision->illegal_gains) + " 元。"});
  }
  return std::move(look).done("还没有缴款。");
}

Checked deferral_approved(const ReviewedFile& file) {
  const auto& c = file.c;
  Look look;
  for (const auto& deferral : c.deferrals) {
    const std::string text =
        deferral.applied_at.date().text() + " 申请" + (deferral.kind == "instalment" ? "分期" : "延期") + "缴纳";
    if (deferral.verdict == cases::Verdict::pending)
      look.seen({text + "，待审批。", {}, {}, {}, deferral.party});
    else if (!deferral.decided_at || *deferral.decided_at < deferral.applied_at)
      look.found({text + "，没有审批的日期，或者早于申请。", {}, {}, {}, deferral.party});
    else if (deferral.verdict == cases::Verdict::granted && deferral.plan.empty())
      look.found({text + "，批准时没有写明各期的数额和日期。", {}, {}, {}, deferral.party});
    else
      look.seen({text + "，" + deferral.decided_at->date().text() +
                     (deferral.verdict == cases::Verdict::granted ? " 批准。" : " 不批准。"),
                 {},
                 {},
                 {},
                 deferral.party});
  }
  const bool claimed = c.decision && (c.decision->performance == "deferred" || c.decision->performance == "instalment");
  const bool granted = std::any_of(c.deferrals.begin(), c.deferrals.end(),
                                   [](const auto& d) { return d.verdict == cases::Verdict::granted; });
  if (claimed && !granted) look.found({"登记为延期、分期缴纳，没有申请和批准的记录。"});
  return std::move(look).done("没有延期、分期缴纳。");
}

Checked court_in_window(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!file.penalty()) return not_applicable("没有需要执行的处罚决定。");
  Look look;
  const auto window = window_of(file);
  for (const auto& application : c.court_applications) {
    const Date day = application.applied_at.date();
    const std::string text = day.text() + " 向" + application.court + "申请强制执行";
    const cases::Demand* demand = nullptr;
    for (const auto& one : c.demands) {
      if (one.served_at <= application.applied_at) demand = &one;
    }
    if (demand == nullptr) {
      look.found({text + "，没有先催告。"});
    } else if (const auto waited = file.last_day("acl_54_demand", demand->served_at.date()); waited && day <= *waited) {
      look.found({text + "，催告书 " + demand->served_at.date().text() + " 送达，" + waited->text() + " 才满十个工作日。"});
    }
    const bool undisturbed = c.remedies.empty();  // else the window moved after the application
    if (application.late || (window.closes && day > *window.closes && undisturbed)) {
      look.found({text + (window.closes ? "，期限 " + window.closes->text() + " 届满，已超期。"
                                        : std::string("，已超过法定期限。"))});
    } else if (window.remedies_until && day <= *window.remedies_until && undisturbed) {
      look.found({text + "，" + window.remedies_until->text() + " 才届满，不能提前申请。"});
    } else if (demand != nullptr) {
      look.seen({text + "，催告书 " + demand->served_at.date().text() + " 送达。"});
    }
  }
  const bool open_remedy =
      std::any_of(c.remedies.begin(), c.remedies.end(), [](const auto& remedy) { return remedy.is_open(); });
  const bool done = c.decision->performance == "performed" || c.decision->performance == "enforced";
  const bool running = c.stage() == cases::Stage::served || c.stage() == cases::Stage::performing;
  const bool may_ask = window.remedies_until && window.closes && file.around.today > *window.remedies_until;
  if (running && c.court_applications.empty() && may_ask && !open_remedy && !done && owed(*c.decision).count > 0) {
    const std::string text = "当事人还欠 " + format_yuan(owed(*c.decision)) + " 元，申请法院强制执行的期限自 " +
                             window.remedies_until->text() + " 至 " + window.closes->text();
    if (file.around.today > *window.closes)
      look.found({text + "，已超期没有申请。"});
    else
      look.seen({text + "。"});
  }
  return std::move(look).done("没有催告和申请强制执行。");
}

Checked goods_disposed(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!file.penalty()) return not_applicable("没有没收物品。");
  const auto& kinds = c.decision->kinds;
  const bool confiscated =
      std::find(kinds.begin(), kinds.end(), cases::PenaltyKind::confiscate_property) != kinds.end();
  Look look;
  for (const auto& disposal : c.goods_disposals) {
    const std::string text = disposal.on.text() + " 处理罚没物品";
    if (disposal.receipt.empty())
      look.found({text + "，没有登记凭证。"});
    else if (disposal.things.empty())
      look.found({text + "，没有物品清单。"});
    else
      look.seen({text + " " + std::to_string(disposal.things.size()) + " 件，凭证 " + disposal.receipt + "。"});
  }
  const bool over = c.stage() == cases::Stage::closed || c.stage() == cases::Stage::archived;
  if (confiscated && c.goods_disposals.empty()) {
    if (over)
      look.found({"决定没收非法财物，结案时没有处理物品的记录。"});
    else
      look.ask("决定没收非法财物，物品是否已经处理？处理后请登记凭证。");
  }
  return std::move(look).done("没有没收物品。");
}

Checked major_decision_filed(const ReviewedFile&) { return not_applicable("本机关没有设置重大处罚决定备案。"); }

Checked closed_after_performance(const ReviewedFile& file) {
  const auto& c = file.c;
  const bool over = c.stage() == cases::Stage::closed || c.stage() == cases::Stage::archived;
  const auto* closing = file.last(Act::close_case);
  if (!over || !file.decided()) return not_applicable("还没有结案。");
  Look look;
  if (closing == nullptr) {
    look.found({"没有结案审批。"});
    return std::move(look).done("");
  }
  const std::string text = closing->occurred_at.date().text() + " 结案";
  if (closing->data.text("summary").empty()) look.found(of_record(*closing, text + "，没有审批意见。"));
  const auto reason = closing->data.text("reason");
  const bool stands = c.decision->overturned.empty();
  if (file.penalty() && stands && (reason == "performed" || reason == "no_penalty") && owed(*c.decision).count > 0) {
    look.found(of_record(*closing, text + "，登记为履行完毕，还欠 " + format_yuan(owed(*c.decision)) + " 元。"));
  }
  if (c.decision->served_at && closing->occurred_at < *c.decision->served_at)
    look.found(of_record(*closing, text + "，在送达决定之前。"));
  if (!look.has_findings()) look.seen(of_record(*closing, text + "，履行情况已登记。"));
  return std::move(look).done("");
}

}  // namespace mingjing::supervision::checks
