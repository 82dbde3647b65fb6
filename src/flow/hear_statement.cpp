// 听取陈述申辩并复核. APL 45, 62.
// SPDX-License-Identifier: Apache-2.0
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  auto& input = context.input;
  input.statement_result = context.body.text("result");
  input.statement_answered = !context.body.text("review_opinion").empty();
  input.express_waiver_recorded = !context.body.text("waiver_record").empty();
  return {};
}

Status complete(ActContext& context) {
  context.draft.statement_heard_at = context.at();
  context.draft.statement_waived = context.input.statement_result == "waived";
  context.draft.statement_answered = context.input.statement_result != "made" || context.input.statement_answered;
  context.event_data.set("result", context.input.statement_result);
  return {};
}

}  // namespace

const Verb kHearStatement{cases::Act::hear_statement, prepare, complete};

}  // namespace mingjing::flow
