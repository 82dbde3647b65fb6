// 送达决定: begun, then delivered; the fifteen days to pay run from delivery. APL 61, 67.
// SPDX-License-Identifier: Apache-2.0
#include "flow/official_documents.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  read_service(context);
  return {};
}

Status complete(ActContext& context) {
  auto& decision = *context.draft.decision;
  decision.service_method = context.input.service_method;
  if (!decision.service_started_at) decision.service_started_at = context.at();
  if (context.input.outcome == "delivered") decision.served_at = context.at();
  context.event_data.set("method", decision.service_method);
  return {};
}

}  // namespace

const Verb kServeDecision{cases::Act::serve_decision, prepare, complete};

}  // namespace mingjing::flow
