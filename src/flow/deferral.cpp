// 延期、分期缴纳: the party asks, the head decides; once approved, the days of the plan take the place of the fifteen days.
// APL 66(2). SPDX-License-Identifier: Apache-2.0
#include "flow/money.h"
#include "flow/official_documents.h"
#include "flow/piece_facts.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

constexpr std::string_view kArticle = "《行政处罚法》第六十六条第二款";

Status prepare_application(ActContext& context) {
  auto& input = context.input.money;
  input.kind = context.body.text("kind");
  for (const auto& step : context.body.items("plan")) {
    const auto due = Date::parse(step.text("due"));
    if (!due) return invalid("缴纳期限不是日期，请核对。", "plan");
    input.plan.push_back({*due, Fen{step.integer("amount_fen")}});
  }
  return read_account_party(context);
}

Status apply(ActContext& context) {
  cases::Deferral row;
  row.id = DeferralId(context.work.new_id());
  row.decision = context.draft.decision->id;
  row.party = context.input.money.party;
  row.kind = context.input.money.kind;
  row.applicant = context.body.text("applicant");
  row.reason = context.body.text("reason");
  row.applied_at = context.at();
  row.plan = context.input.money.plan;
  context.event_data.set("kind", row.kind);
  context.answer.set("deferral_id", row.id.text());
  context.draft.deferrals.push_back(std::move(row));
  return {};
}

cases::Deferral* named(ActContext& context) {
  const auto id = DeferralId::parse(context.body.text("deferral_id"));
  for (auto& row : context.draft.deferrals) {
    if (id && row.id == *id && row.verdict == cases::Verdict::pending) return &row;
  }
  return nullptr;
}

Status prepare_decision(ActContext& context) {
  const auto* row = named(context);
  if (row == nullptr) return invalid("没有这份待审批的申请，请从列表中选择。", "deferral_id");
  context.input.money.party = row->party;
  context.input.money.kind = row->kind;
  context.input.money.plan = row->plan;
  return {};
}

// The plan's days take the place of the fifteen days, and of an earlier plan.
void start_plan(ActContext& context, const cases::Deferral& row) {
  stop_payment_limits(context, row.party);
  for (std::size_t i = 0; i < row.plan.size(); ++i) {
    const std::string name = row.kind == "instalment" ? "缴纳第 " + std::to_string(i + 1) + " 期罚款" : "缴纳经批准延期的罚款";
    start_dated_limit(context, kInstalmentLimit, name, kArticle, row.plan[i].due, row.id.text());
  }
}

Status decide(ActContext& context) {
  auto& row = *named(context);
  const bool granted = context.input.outcome == "granted";
  row.verdict = granted ? cases::Verdict::granted : cases::Verdict::refused;
  row.decided_at = context.at();
  row.decided_by = context.work.actor().user;
  Json more = deferral_facts(row);
  if (!granted) set_fact(more, "deferral.opinion", context.body.text("opinion"));
  const auto issued = issue_document(context, "deferral_notice", more);
  if (!issued) return tl::make_unexpected(issued.error());
  row.document = *issued;
  if (!granted) return {};
  start_plan(context, row);
  settle(context);
  const auto state = context.draft.decision->performance;
  publish_update(context, "performance", state, performance_zh(state), context.on(), {});
  return {};
}

}  // namespace

const Verb kApplyDeferral{cases::Act::apply_deferral, prepare_application, apply};
const Verb kDecideDeferral{cases::Act::decide_deferral, prepare_decision, decide};

}  // namespace mingjing::flow
