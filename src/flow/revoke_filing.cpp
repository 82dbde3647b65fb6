// 撤销立案: the case should not have been filed, or nothing is left to pursue; the head approves. Every limit that still
// runs loses its object and ends. 不予立案: whoever complained is told. APL 40, 54(2).
// SPDX-License-Identifier: Apache-2.0
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status revoke(ActContext& context) {
  context.draft.closing_reason = "filing_revoked";
  for (auto& limit : context.draft.obligations) {
    if (limit.is_open()) limit.fulfilled_on = context.on();
  }
  return {};
}

Status prepare_declining(ActContext& context) {
  context.input.measure.informant_told = context.body.flag("informant_told");
  return {};
}

}  // namespace

const Verb kRevokeFiling{cases::Act::revoke_filing, nullptr, revoke};
const Verb kDeclineFiling{cases::Act::decline_filing, prepare_declining, nullptr};

}  // namespace mingjing::flow
