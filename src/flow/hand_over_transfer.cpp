// 移送: of a suspected crime to the police (a team of two, its report, the head in person within three days, handed over
// within 24 hours), or of the case to the organ that has jurisdiction, which knows neither period. Handing over is the
// decision of APL 57(1)(4) and ends the ninety days; a refusal takes them up again. APL 27;
// 行政执法机关移送涉嫌犯罪案件的规定 5–12.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/form.h"
#include "flow/named_row.h"
#include "flow/official_documents.h"
#include "flow/piece_facts.h"
#include "flow/read_body.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status propose(ActContext& context) {
  cases::Transfer row;
  row.id = TransferId(context.work.new_id());
  row.kind = context.body.text("kind");
  row.receiver = context.body.text("receiver");
  row.report = context.body.text("report");
  row.team = context.record.officers;
  row.proposed_at = context.at();
  row.from = context.draft.stage();
  context.input.limit_subject = row.id.text();
  context.event_data.set("transfer", row.id.text());
  context.event_data.set("kind", row.kind);
  context.answer.set("transfer_id", row.id.text());
  context.draft.transfers.push_back(std::move(row));
  return {};
}

Status prepare_decision(ActContext& context) {
  context.input.measure.in_person = context.body.flag("in_person");
  return name_row(context, context.draft.transfers, "transfer_id");
}

Status decide(ActContext& context) {
  auto& row = named_row(context, context.draft.transfers);
  row.verdict = verdict_of(context.input.outcome);
  row.decided_at = context.at();
  row.decided_by = context.work.actor().user;
  row.decision_reason = context.body.text("reason");
  context.event_data.set("transfer", row.id.text());
  return {};
}

Status prepare_handing_over(ActContext& context) {
  for (const auto& entry : context.body.items("materials")) {
    context.input.measure.materials.push_back(*entry.as_string());
  }
  return name_row(context, context.draft.transfers, "transfer_id");
}

// What the form calls each material.
Json material_names(const ActContext& context) {
  const Json* field = cases::form_of(cases::Act::hand_over_transfer).find("properties")->find("materials");
  const Json& choices = *field->find("items");
  Json out(Json::Array{});
  for (const auto& id : context.input.measure.materials) {
    const auto& ids = choices.items("enum");
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (*ids[i].as_string() == id) out.push(choices.items("x-enum-titles")[i]);
    }
  }
  if (const auto others = context.body.text("other_materials"); !others.empty()) out.push(others);
  return out;
}

Status hand_over(ActContext& context) {
  auto& row = named_row(context, context.draft.transfers);
  row.from = context.advanced.from;
  Json more = transfer_facts(row);
  set_fact(more, "transfer.materials", material_names(context));
  auto document = issue_document(context, "transfer_letter", more);
  if (!document) return tl::make_unexpected(std::move(document.error()));
  row.document = *document;
  row.handed_over_at = context.at();
  row.receipt = context.body.text("receipt");
  context.event_data.set("transfer", row.id.text());
  return {};
}

Status prepare_answer(ActContext& context) {
  if (auto named = name_row(context, context.draft.transfers, "transfer_id"); !named) return named;
  const auto* row = find_row_by_id(context.draft.transfers, context.input.limit_subject);
  const auto on = read_date(context.body, "on");
  if (on && (*on > context.on() || (row->handed_over_at && *on < row->handed_over_at->date()))) {
    return invalid("答复日期应当在移送之后、登记之前。请核对日期。", "on");
  }
  return {};
}

// The case comes back: the ninety days run on from the filing. The wait is left out where the field's rule says so.
Status take_up_again(ActContext& context, const cases::Transfer& row) {
  auto& all = context.draft.obligations;
  const auto term = std::find_if(all.rbegin(), all.rend(),
                                 [](const cases::Obligation& limit) { return limit.rule == cases::rule::decide; });
  if (term == all.rend()) return {};
  term->fulfilled_on.reset();
  const auto& grounds = context.facts.measures.term_grounds;
  const auto ground = std::find_if(grounds.begin(), grounds.end(),
                                   [](const cases::TermChoice& one) { return one.while_transferred; });
  const Date from = row.handed_over_at->date();
  if (ground == grounds.end() || from > term->due || context.on() <= from) return {};
  term->suspensions.push_back({from, context.on() + -1, ground->name, ground->citation});
  return count_limit(context.services, *term, term->start);
}

Status answer(ActContext& context) {
  auto& row = named_row(context, context.draft.transfers);
  row.answer = context.input.outcome;
  row.answer_no = context.body.text("number");
  row.answered_on = read_date(context.body, "on");
  context.event_data.set("transfer", row.id.text());
  if (row.answer == "refused") return take_up_again(context, row);
  return {};
}

}  // namespace

const Verb kProposeTransfer{cases::Act::propose_transfer, nullptr, propose};
const Verb kDecideTransfer{cases::Act::decide_transfer, prepare_decision, decide};
const Verb kHandOverTransfer{cases::Act::hand_over_transfer, prepare_handing_over, hand_over};
const Verb kRecordTransferAnswer{cases::Act::record_transfer_answer, prepare_answer, answer};

}  // namespace mingjing::flow
