// 不予受理, and 告知向有权机关提出: both end it, and both say why (信访工作条例 23(1), 23(2)).
// SPDX-License-Identifier: Apache-2.0
#include "flow/complaints.h"

namespace mingjing::flow {
namespace {

using supervision::ComplaintState;

Status end(ComplaintContext& context, ComplaintState state) {
  if (auto open = may_judge(context.complaint); !open) return open;
  context.complaint.state = state;
  context.complaint.judged_at = context.work.now();
  context.complaint.reason = context.body.text("reason");
  stop_terms(context, true);
  return {};
}

}  // namespace

Status refuse_complaint(ComplaintContext& context) { return end(context, ComplaintState::refused); }

Status refer_complaint(ComplaintContext& context) {
  context.complaint.referred_to = context.body.text("referred_to");
  return end(context, ComplaintState::referred);
}

}  // namespace mingjing::flow
