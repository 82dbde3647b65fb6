// 申请法院强制执行 and what became of it. Too early is refused; too late is the court's to judge: the actor confirms it and
// the record is marked. ACL 53–58. SPDX-License-Identifier: Apache-2.0
#include "flow/money.h"
#include "flow/official_documents.h"
#include "flow/piece_facts.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare_application(ActContext& context) {
  context.input.money.covers_surcharge = context.body.flag("covers_surcharge");
  context.input.money.late_confirmed = context.body.flag("late_confirmed");
  return read_account_party(context);
}

Status apply(ActContext& context) {
  const auto& money = context.facts.money;
  cases::CourtApplication row;
  row.id = CourtApplicationId(context.work.new_id());
  row.decision = context.draft.decision->id;
  row.party = context.input.money.party;
  row.court = context.body.text("court");
  row.scope = context.body.text("scope");
  row.applied_at = context.at();
  row.covers_surcharge = context.input.money.covers_surcharge;
  row.late = money.court_closes && context.on() > *money.court_closes;

  Json more = court_facts(context.draft, row);
  if (context.facts.owed.count > 0) set_fact(more, "court.fine_fen", context.facts.owed.count);
  if (row.covers_surcharge) set_fact(more, "court.surcharge_fen", money.surcharge_owed.count);
  const auto issued = issue_document(context, "court_application", more);
  if (!issued) return tl::make_unexpected(issued.error());
  row.document = *issued;
  stop_all(context, "acl_54_demand");
  context.event_data.set("late", row.late);
  context.answer.set("application_id", row.id.text());
  context.draft.court_applications.push_back(std::move(row));
  return {};
}

cases::CourtApplication* named(ActContext& context) {
  const auto id = CourtApplicationId::parse(context.body.text("application_id"));
  for (auto& row : context.draft.court_applications) {
    const bool open = row.outcome.empty() || row.outcome == "accepted";
    if (id && row.id == *id && open) return &row;
  }
  return nullptr;
}

Status prepare_outcome(ActContext& context) {
  const auto* row = named(context);
  if (row == nullptr) return invalid("没有这份还没有结果的申请，请从列表中选择。", "application_id");
  const auto on = Date::parse(context.body.text("on"));
  if (!on || *on > context.work.today() || *on < row->applied_at.date())
    return invalid("日期应在提出申请之后、今天之前，请核对。", "on");
  return {};
}

Status record(ActContext& context) {
  auto& row = *named(context);
  row.outcome = context.body.text("result");
  row.outcome_on = Date::parse(context.body.text("on"));
  row.note = context.body.text("note");
  context.event_data.set("result", row.outcome);
  if (row.outcome != "executed") return {};
  context.draft.decision->performance = "enforced";
  stop_payment_limits(context);
  publish_update(context, "performance", "enforced", performance_zh("enforced"), *row.outcome_on, {});
  return {};
}

}  // namespace

const Verb kApplyCourtEnforcement{cases::Act::apply_court_enforcement, prepare_application, apply};
const Verb kRecordCourtOutcome{cases::Act::record_court_outcome, prepare_outcome, record};

}  // namespace mingjing::flow
