// 登记听证申请, 登记放弃听证. APL 63, 64(1).
// SPDX-License-Identifier: Apache-2.0
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status request(ActContext& context) {
  context.draft.hearing = cases::HearingState::requested;
  return {};
}

Status prepare_waiver(ActContext& context) {
  context.input.statement_result = "waived";
  context.input.express_waiver_recorded = !context.body.text("waiver_record").empty();
  return {};
}

Status waive(ActContext& context) {
  context.draft.hearing = context.draft.hearing == cases::HearingState::requested ? cases::HearingState::withdrawn
                                                                                   : cases::HearingState::waived;
  return {};
}

}  // namespace

const Verb kRequestHearing{cases::Act::request_hearing, nullptr, request};
const Verb kWaiveHearing{cases::Act::waive_hearing, prepare_waiver, waive};

}  // namespace mingjing::flow
