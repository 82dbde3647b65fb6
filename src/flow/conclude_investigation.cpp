// 调查终结: facts, evidence, nature, discretion and the intended outcome. APL 57(1).
// SPDX-License-Identifier: Apache-2.0
#include "flow/counts.h"
#include "flow/read_body.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  if (auto read = read_case_facts(context); !read) return read;
  const Json& json = *context.body.find("proposal");
  auto proposal = read_proposal(json);
  if (auto counts = read_counts(context, json, proposal); !counts) return counts;
  context.draft.set_proposal(std::move(proposal), context.at());
  return {};
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
