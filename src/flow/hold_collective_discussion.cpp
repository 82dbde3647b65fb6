// 集体讨论: leaders of the agency, each with an opinion. APL 57(2).
// SPDX-License-Identifier: Apache-2.0
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  context.input.members = static_cast<std::int64_t>(context.body.items("members").size());
  return {};
}

Status complete(ActContext& context) {
  context.draft.discussed_version = context.draft.proposal ? context.draft.proposal->substance_version : 0;
  context.event_data.set("members", context.input.members);
  return {};
}

}  // namespace

const Verb kHoldCollectiveDiscussion{cases::Act::hold_collective_discussion, prepare, complete};

}  // namespace mingjing::flow
