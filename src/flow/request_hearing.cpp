// 登记听证申请 (in writing or by word of mouth), 登记放弃或者撤回听证. APL 63, 64(1).
// SPDX-License-Identifier: Apache-2.0
#include "flow/act_party.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

using cases::HearingState;

cases::Told* told_of(ActContext& context) {
  return context.draft.notice ? context.draft.notice->of(context.input.party) : nullptr;
}

void set_state(ActContext& context, HearingState state) {
  auto& draft = context.draft;
  if (auto* told = told_of(context)) {
    told->hearing = state;
    draft.hearing = cases::hearing_state_of(*draft.notice);
  } else {
    draft.hearing = state;  // told before parties were kept apart
  }
  context.event_data.set("party", context.input.party.text());
}

Status prepare(ActContext& context) { return read_party_of_act(context); }

Status request(ActContext& context) {
  if (auto* told = told_of(context)) {
    told->requested_at = context.at();
    told->applicant = context.body.text("applicant");
    told->request_form = context.body.text("form").empty() ? "written" : context.body.text("form");
  }
  set_state(context, HearingState::requested);
  return {};
}

Status prepare_waiver(ActContext& context) {
  context.input.statement_result = "waived";
  context.input.express_waiver_recorded = !context.body.text("waiver_record").empty();
  return read_party_of_act(context);
}

Status waive(ActContext& context) {
  auto& draft = context.draft;
  const auto* told = told_of(context);
  const HearingState now = told == nullptr ? draft.hearing : told->hearing;
  const bool asked = now == HearingState::requested || now == HearingState::notified;
  set_state(context, asked ? HearingState::withdrawn : HearingState::waived);
  // A hearing nobody asks for any more is not held.
  if (draft.hearing == HearingState::notified) return {};
  for (auto& hearing : draft.hearings) {
    if (hearing.outcome.empty()) hearing.outcome = "withdrawn";
  }
  return {};
}

}  // namespace

const Verb kRequestHearing{cases::Act::request_hearing, prepare, request};
const Verb kWaiveHearing{cases::Act::waive_hearing, prepare_waiver, waive};

}  // namespace mingjing::flow
