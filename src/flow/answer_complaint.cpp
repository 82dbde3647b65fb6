// 答复: by the person it was allocated to, with facts, reasons and ground (信访工作条例 29, 32).
// SPDX-License-Identifier: Apache-2.0
#include "flow/complaints.h"

namespace mingjing::flow {

using supervision::ComplaintOutcome;

Status answer_complaint(ComplaintContext& context) {
  auto& complaint = context.complaint;
  if (auto open = may_answer(complaint, context.work.actor().user); !open) return open;
  complaint.outcome = *cases::parse_named(supervision::kComplaintOutcomes, context.body.text("outcome"));
  if (complaint.outcome == ComplaintOutcome::adopted && complaint.content.kind != supervision::ComplaintKind::suggestion)
    return invalid("“采纳”用于建议；投诉举报请选择支持、解释说明或者不予支持。", "outcome");
  complaint.answer = context.body.text("answer");
  complaint.answered_at = context.work.now();
  complaint.answered_by = context.work.actor().user;
  complaint.state = supervision::ComplaintState::answered;
  stop_terms(context, true);
  context.event_data.set("outcome", named(complaint.outcome, supervision::kComplaintOutcomes).id);
  return {};
}

}  // namespace mingjing::flow
