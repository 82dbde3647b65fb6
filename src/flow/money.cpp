// SPDX-License-Identifier: Apache-2.0
#include "flow/money.h"

#include <algorithm>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/random.h"

namespace mingjing::flow {
namespace {

using cases::Account;

// What was paid towards a plan since it was approved.
Fen paid_since(const cases::Case& c, const cases::Deferral& deferral) {
  Fen sum;
  for (const auto& payment : c.payments) {
    const bool concerned = payment.party.is_nil() || deferral.party.is_nil() || payment.party == deferral.party;
    if (!concerned || !cases::of_present(c, payment.decision) || payment.towards == "surcharge") continue;
    if (payment.paid_on < deferral.decided_at->date()) continue;
    sum = payment.refund ? sum - payment.amount : sum + payment.amount;
  }
  return sum;
}

void keep_instalments(ActContext& context, const cases::Deferral& deferral) {
  Fen left = paid_since(context.draft, deferral);
  std::size_t step = 0;
  for (auto& limit : context.draft.obligations) {
    if (limit.rule != kInstalmentLimit || limit.subject != deferral.id.text() || step >= deferral.plan.size()) continue;
    left = left - deferral.plan[step++].amount;
    if (left.count < 0) return;
    if (limit.is_open()) limit.fulfilled_on = context.on();
  }
}

std::string state_of(const cases::Case& c, const std::vector<Account>& all, Fen owed, Fen paid) {
  if (owed.count == 0) return "paid";
  for (const auto& account : all) {
    if (const auto* deferral = cases::running_deferral(c, account.party)) return deferral->kind;
  }
  return paid.count > 0 ? "partly_paid" : "none";
}

}  // namespace

Status read_named_party(ActContext& context) {
  const auto text = context.body.text("party_id");
  if (text.empty()) return {};
  const auto id = PartyId::parse(text);
  if (!id || context.draft.party(*id) == nullptr) return invalid("案件里没有这个当事人，请从当事人中选择。", "party_id");
  context.input.money.party = *id;
  return {};
}

Status read_account_party(ActContext& context) {
  if (auto named = read_named_party(context); !named) return named;
  const auto& input = context.input.money;
  const auto all = cases::accounts(context.draft, context.on());
  if (all.size() > 1 && cases::account_of(all, input.party) == nullptr)
    return invalid("本案几名当事人分别承担罚款，请选择是哪一名当事人。", "party_id");
  return {};
}

std::string_view performance_zh(std::string_view state) {
  if (state == "paid") return "罚款已缴清";
  if (state == "partly_paid") return "已缴纳部分罚款";
  if (state == "deferral" || state == "deferred") return "经批准延期缴纳";
  if (state == "instalment") return "经批准分期缴纳";
  if (state == "enforced") return "已强制执行";
  if (state == "performed") return "已履行";
  return "尚未履行";
}

void publish_update(ActContext& context, std::string_view kind, std::string_view state, std::string_view text, Date on,
                    Fen amount) {
  auto& decision = *context.draft.decision;
  if (context.draft.publication.state != cases::PublicationState::approved) return;
  const std::int64_t n = ++decision.updates;
  Json update = Json::object({
      {"v", 1},
      {"id", context.draft.public_id().text()},
      {"n", n},
      {"kind", kind},
      {"on", on.text()},
      {"state", state},
      {"text", text},
      {"salt", to_hex(crypto::random_bytes(32))},
  });
  if (amount.count > 0) update.set("amount_fen", amount.count);
  const std::string bytes = canonical(update);
  context.work.put_public_body(context.draft.public_id().uuid(), n, bytes);
  context.leaves.push_back({"update", context.work.new_id(), context.draft.public_id().uuid(),
                            Json::object({{"digest", "sha256:" + to_hex(crypto::sha256(bytes))}, {"n", n}})});
  context.fulfilled.push_back(cases::rule::publish_performance);
}

void stop_all(ActContext& context, std::string_view rule) {
  for (auto& limit : context.draft.obligations) {
    if (limit.rule == rule && limit.is_open()) limit.fulfilled_on = context.on();
  }
}

void stop_payment_limits(ActContext& context, PartyId party) {
  const auto concerns = [&](const cases::Obligation& limit) {
    if (party.is_nil() || limit.subject.empty()) return true;
    if (limit.rule == cases::rule::pay) return limit.subject == party.text();
    const auto& all = context.draft.deferrals;
    return std::any_of(all.begin(), all.end(), [&](const cases::Deferral& row) {
      return row.id.text() == limit.subject && (row.party.is_nil() || row.party == party);
    });
  };
  for (auto& limit : context.draft.obligations) {
    const bool of_payment = limit.rule == cases::rule::pay || limit.rule == kInstalmentLimit;
    if (of_payment && limit.is_open() && concerns(limit)) limit.fulfilled_on = context.on();
  }
}

void settle(ActContext& context) {
  auto& draft = context.draft;
  auto& decision = *draft.decision;
  const auto all = cases::accounts(draft, context.on());
  Fen owed, paid;
  for (const auto& account : all) {
    owed = owed + account.owed();
    paid = paid + account.paid;
    if (account.fine_owed().count == 0 && !account.party.is_nil()) {
      for (auto& limit : draft.obligations) {
        const bool of_party = limit.rule == cases::rule::pay && limit.subject == account.party.text();
        if (of_party && limit.is_open()) limit.fulfilled_on = context.on();
      }
    }
    if (const auto* deferral = cases::running_deferral(draft, account.party)) keep_instalments(context, *deferral);
  }
  decision.paid = paid;
  if (decision.performance == "enforced" || decision.performance == "performed") return;
  decision.performance = state_of(draft, all, owed, paid);
  if (decision.performance == "deferral") decision.performance = "deferred";
  if (owed.count == 0) stop_payment_limits(context);
}

std::optional<Date> last_day(const Services& services, std::string_view rule, Date start) {
  return law::last_day(*services.limits, *services.calendar, rule, start);
}

}  // namespace mingjing::flow
