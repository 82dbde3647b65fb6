// 行政复议、行政诉讼 and what they make of the decision; the agency's own revocation. A decision that was changed, revoked or
// confirmed illegal or void leaves the portal within three working days, with the reason told. APL 48(2), 73, 75(2);
// ARL 63–67; ALA 69–77. SPDX-License-Identifier: Apache-2.0
#include <array>

#include "flow/money.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

struct Outcome {
  std::string_view result;
  std::string_view overturned;  // empty: the decision stands
  std::string_view text;        // of the published update; states only
};
constexpr std::array<Outcome, 9> kOutcomes{{
    {"upheld", "", "决定被维持"},
    {"changed", "changed", "决定被变更"},
    {"revoked", "revoked", "决定被撤销"},
    {"remake", "revoked", "决定被撤销，并责令重新作出"},
    {"illegal", "confirmed_illegal", "决定被确认违法"},
    {"void", "confirmed_void", "决定被确认无效"},
    {"dismissed", "", "不予受理或者驳回申请"},
    {"withdrawn", "", "申请人撤回"},
    {"settled", "", "调解、和解"},
}};

const Outcome& outcome_of(std::string_view result) {
  for (const auto& row : kOutcomes) {
    if (row.result == result) return row;
  }
  return kOutcomes.front();  // the form knows no other
}

Status read_amounts(ActContext& context) {
  auto& input = context.input.money;
  input.result = context.body.text("result");
  if (context.body.find("fine_fen") != nullptr) input.fine = Fen{context.body.integer("fine_fen")};
  if (context.body.find("illegal_gains_fen") != nullptr) input.illegal_gains = Fen{context.body.integer("illegal_gains_fen")};
  if (input.result == "changed" && !input.fine && !input.illegal_gains)
    return invalid("变更决定的，请填写变更后的数额；没有变的一项可以不填。", "fine_fen");
  return {};
}

struct Fall {
  std::string_view overturned, by;
  bool remake = false, procedural = false;
  PartyId party;
  Date on;  // from which the three days run
};

// Marks the decision, ends what was owed under it, and starts the three working days where it is on the portal.
Status overturn(ActContext& context, const Fall& fall) {
  auto& decision = *context.draft.decision;
  decision.overturned = fall.overturned;
  decision.overturned_by = fall.by;
  decision.overturned_at = context.at();
  decision.remake_ordered = fall.remake;
  decision.overturned_for_procedure = fall.procedural;
  if (fall.overturned == "changed") {
    const auto& money = context.facts.money;
    decision.changes.push_back({fall.party, context.input.money.fine.value_or(money.imposed_fine),
                                context.input.money.illegal_gains.value_or(money.imposed_gains), fall.on,
                                std::string(fall.by)});
  }
  if (cases::fell(decision)) {
    stop_payment_limits(context);
    stop_all(context, cases::rule::serve);
    stop_all(context, "acl_54_demand");
  }
  settle(context);
  context.event_data.set("overturned", decision.overturned);
  if (context.draft.publication.state == cases::PublicationState::approved) {
    context.advanced.notes.push_back({"withdraw_publication",
                                      "这个决定还在公示。请在三日（工作日）内撤下公示，并公开说明理由。",
                                      "《行政处罚法》第四十八条第二款", {}});
    return start_limit(context, cases::rule::withdraw, {}, Instant::beijing(fall.on, 0));
  }
  const bool settled = context.draft.publication.state == cases::PublicationState::withheld ||
                       context.draft.publication.state == cases::PublicationState::taken_down;
  if (!settled) {
    context.advanced.notes.push_back({"withhold_publication",
                                      "这个决定还没有公示，不再公示。请办理“依法不予公示”，依据选择“决定已被撤销或者变更”。",
                                      "《行政处罚法》第四十八条第二款", {}});
  }
  return {};
}

// ---- 登记复议诉讼 ----------------------------------------------------------------------------------------------------

Status prepare_remedy(ActContext& context) {
  const auto on = Date::parse(context.body.text("filed_on"));
  if (!on || *on > context.work.today()) return invalid("申请或者起诉的日期在今天之后，请核对。", "filed_on");
  if (context.draft.decision && *on < context.draft.decision->decided_at.date())
    return invalid("申请或者起诉的日期在作出决定之前，请核对。", "filed_on");
  return read_named_party(context);
}

Status record_remedy(ActContext& context) {
  cases::Remedy row;
  row.id = RemedyId(context.work.new_id());
  row.decision = context.draft.decision->id;
  row.party = context.input.money.party;
  row.kind = context.body.text("kind");
  row.body = context.body.text("body");
  row.number = context.body.text("number");
  row.filed_on = *Date::parse(context.body.text("filed_on"));
  row.execution_stayed = context.body.flag("execution_stayed");
  context.event_data.set("kind", row.kind);
  context.answer.set("remedy_id", row.id.text());
  context.draft.remedies.push_back(std::move(row));
  return {};
}

cases::Remedy* named(ActContext& context) {
  const auto id = RemedyId::parse(context.body.text("remedy_id"));
  for (auto& row : context.draft.remedies) {
    if (id && row.id == *id && row.is_open()) return &row;
  }
  return nullptr;
}

Status prepare_outcome(ActContext& context) {
  const auto* row = named(context);
  if (row == nullptr) return invalid("没有这件还没有生效结果的复议、诉讼，请从列表中选择。", "remedy_id");
  for (const char* name : {"decided_on", "served_on"}) {
    const auto on = Date::parse(context.body.text(name));
    if (on && (*on > context.work.today() || *on < row->filed_on))
      return invalid("日期应在申请、起诉之后，不晚于今天，请核对。", name);
  }
  context.input.money.party = row->party;
  return read_amounts(context);
}

Status record_outcome(ActContext& context) {
  auto& row = *named(context);
  const auto& outcome = outcome_of(context.input.money.result);
  row.outcome = outcome.result;
  row.decided_on = Date::parse(context.body.text("decided_on"));
  row.served_on = Date::parse(context.body.text("served_on"));
  row.is_final = context.body.flag("final");
  row.procedural = context.body.flag("procedural");
  row.text = context.body.text("text");
  context.event_data.set("kind", row.kind);
  context.event_data.set("result", row.outcome);
  publish_update(context, "remedy", row.outcome,
                 (row.kind == "litigation" ? "行政诉讼：" : "行政复议：") + std::string(outcome.text), *row.decided_on, {});
  if (row.is_open()) {  // a judgment under appeal changes nothing yet
    context.advanced.notes.push_back(
        {"judgment_not_final", "判决还没有生效。生效后请再登记一次结果，并勾选“已发生法律效力”。", {}, {}});
    return {};
  }
  const bool changed_by_agreement =
      outcome.result == "settled" && (context.input.money.fine || context.input.money.illegal_gains);
  const std::string_view overturned = changed_by_agreement ? "changed" : outcome.overturned;
  if (overturned.empty()) {
    settle(context);
    return {};
  }
  const Fall fall{overturned,    row.kind,  outcome.result == "remake",
                  row.procedural, row.party, row.served_on.value_or(*row.decided_on)};
  return overturn(context, fall);
}

// ---- 自行撤销、变更 ----------------------------------------------------------------------------------------------------

Status prepare_revocation(ActContext& context) {
  if (auto read = read_amounts(context); !read) return read;
  if (context.input.money.result == "changed") return read_account_party(context);
  return {};
}

Status revoke(ActContext& context) {
  const std::string result = context.input.money.result;
  context.event_data.set("result", result);
  publish_update(context, "remedy", result,
                 result == "changed"   ? "行政机关自行变更决定"
                 : result == "revoked" ? "行政机关自行撤销决定"
                                       : "行政机关确认决定违法",
                 context.on(), {});
  return overturn(context, {result, "agency", false, false, context.input.money.party, context.on()});
}

}  // namespace

const Verb kRecordRemedy{cases::Act::record_remedy, prepare_remedy, record_remedy};
const Verb kRecordRemedyOutcome{cases::Act::record_remedy_outcome, prepare_outcome, record_outcome};
const Verb kRevokeDecision{cases::Act::revoke_decision, prepare_revocation, revoke};

}  // namespace mingjing::flow
