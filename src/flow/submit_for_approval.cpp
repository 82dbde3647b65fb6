// 报请决定审批 (行政处罚决定审批表). APL 57(1).
// SPDX-License-Identifier: Apache-2.0
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status complete(ActContext& context) {
  context.draft.approval_version = context.draft.proposal ? context.draft.proposal->substance_version : 0;
  context.event_data.set("substance_version", context.draft.approval_version);
  return {};
}

}  // namespace

const Verb kSubmitForApproval{cases::Act::submit_for_approval, nullptr, complete};

}  // namespace mingjing::flow
