// 听取陈述申辩并复核, each party for itself: what was adopted, and why or why not. APL 45, 62.
// SPDX-License-Identifier: Apache-2.0
#include "flow/act_party.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  if (auto party = read_party_of_act(context); !party) return party;
  auto& input = context.input;
  const Json& body = context.body;
  input.statement_result = body.text("result");
  if (input.statement_result == "made") {
    if (body.text("text").empty()) return invalid("请写明当事人提出的事实、理由和证据。", "text");
    // Re-examination 「复核」 says what is adopted, with reasons.
    input.statement_answered = !body.text("review_opinion").empty();
    if (input.statement_answered && body.text("adopted").empty()) return invalid("请选择采纳情况。", "adopted");
  }
  input.express_waiver_recorded = !body.text("waiver_record").empty();
  cases::Statement row;
  row.id = StatementId(context.work.new_id());
  row.party = input.party;
  row.heard_at = context.at();
  row.result = input.statement_result;
  row.answered = row.result != "made" || input.statement_answered;
  row.adopted = row.result == "made" ? body.text("adopted") : std::string();
  row.record = context.record.id;
  context.draft.statements.push_back(std::move(row));
  return {};
}

Status complete(ActContext& context) {
  auto& draft = context.draft;
  draft.statement_heard_at = context.at();
  draft.statement_waived = context.input.statement_result == "waived";
  draft.statement_answered = context.input.statement_result != "made" || context.input.statement_answered;
  // What was discussed or submitted before did not know what the party now said.
  if (context.input.statement_result == "made") draft.discussed_version = draft.approval_version = 0;
  context.event_data.set("result", context.input.statement_result);
  context.event_data.set("party", context.input.party.text());
  if (const auto adopted = context.body.text("adopted"); !adopted.empty()) context.event_data.set("adopted", adopted);
  return {};
}

}  // namespace

const Verb kHearStatement{cases::Act::hear_statement, prepare, complete};

}  // namespace mingjing::flow
