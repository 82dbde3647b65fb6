// 登记缴款 and 登记履行情况: a published decision gets a dated, salted update beside it; its own bytes never change.
// APL 66, 67; seed 003 m.11.
// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

std::string_view state_zh(std::string_view state) {
  if (state == "paid") return "罚款已缴清";
  if (state == "partly_paid") return "已缴纳部分罚款";
  if (state == "deferred") return "经批准延期缴纳";
  if (state == "instalment") return "经批准分期缴纳";
  if (state == "enforced") return "已强制执行";
  if (state == "performed") return "已履行";
  return "尚未履行";
}

// Only states and amounts, no words typed by hand: nothing here needs masking.
void publish_update(ActContext& context, std::string_view state, Date on, Fen amount) {
  auto& decision = *context.draft.decision;
  if (context.draft.publication.state != cases::PublicationState::approved) return;
  const std::int64_t n = ++decision.updates;
  Json update = Json::object({
      {"v", 1},
      {"id", decision.id.text()},
      {"n", n},
      {"kind", "performance"},
      {"on", on.text()},
      {"state", state},
      {"text", state_zh(state)},
      {"salt", to_hex(crypto::random_bytes(32))},
  });
  if (amount.count > 0) update.set("amount_fen", amount.count);
  const std::string bytes = canonical(update);
  context.work.put_public_body(decision.id.uuid(), n, bytes);
  context.leaves.push_back({"update", context.work.new_id(), decision.id.uuid(),
                            Json::object({{"digest", "sha256:" + to_hex(crypto::sha256(bytes))}, {"n", n}})});
  context.fulfilled.push_back(cases::rule::publish_performance);
}

Status prepare_payment(ActContext& context) {
  context.input.payment = Fen{context.body.integer("amount_fen")};
  const auto on = Date::parse(context.body.text("paid_on"));
  if (on && *on > context.work.today()) return invalid("缴款日期在今天之后，请核对。", "paid_on");
  return {};
}

Status pay(ActContext& context) {
  auto& decision = *context.draft.decision;
  decision.paid = decision.paid + context.input.payment;
  const Fen due = decision.fine + decision.illegal_gains;
  decision.performance = decision.paid >= due ? "paid" : "partly_paid";
  if (decision.paid >= due) stop_limit(context, cases::rule::pay);
  context.event_data.set("amount_fen", context.input.payment.count);
  publish_update(context, decision.performance, *Date::parse(context.body.text("paid_on")), context.input.payment);
  return {};
}

Status update(ActContext& context) {
  auto& decision = *context.draft.decision;
  decision.performance = context.body.text("state");
  if (decision.performance == "paid") stop_limit(context, cases::rule::pay);
  context.event_data.set("state", decision.performance);
  publish_update(context, decision.performance, *Date::parse(context.body.text("on")), {});
  return {};
}

}  // namespace

const Verb kRecordPayment{cases::Act::record_payment, prepare_payment, pay};
const Verb kRecordPerformanceUpdate{cases::Act::record_performance_update, nullptr, update};

}  // namespace mingjing::flow
