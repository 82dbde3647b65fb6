// 调查终结: facts, evidence, nature, discretion and the intended outcome. APL 57(1).
// SPDX-License-Identifier: Apache-2.0
#include "flow/read_body.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  context.draft.set_proposal(read_proposal(*context.body.find("proposal")), context.at());
  return read_case_facts(context);
}

Status complete(ActContext& context) {
  const auto& proposal = *context.draft.proposal;
  context.event_data.set("outcome_intended", proposal.outcome);
  context.event_data.set("fine_fen", proposal.fine.count);
  context.event_data.set("substance_version", proposal.substance_version);
  return {};
}

}  // namespace

const Verb kConcludeInvestigation{cases::Act::conclude_investigation, prepare, complete};

}  // namespace mingjing::flow
