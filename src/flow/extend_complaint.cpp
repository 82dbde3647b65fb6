// 延长办理期限: once, by at most thirty days, approved by the head, its reason told (信访工作条例 34).
// SPDX-License-Identifier: Apache-2.0
#include "flow/act_context.h"
#include "flow/complaints.h"

namespace mingjing::flow {

Status extend_complaint(ComplaintContext& context) {
  auto& complaint = context.complaint;
  if (auto open = may_work_on(complaint); !open) return open;
  auto* limit = complaint.open_limit("petition_34_close");
  const auto* rule = context.services.limits->find("petition_34_close");
  if (limit == nullptr || rule == nullptr || !rule->extension) return invalid("法律没有给这件投诉举报可以延长的期限。", "days");
  if (complaint.extended_at) {
    const std::string why = "已经延长过一次，不能再延长。";
    return refuse(Error{ErrorCode::invalid, why, "days", {{"extended_before", why, rule->extension->citation, "days"}}, {}});
  }
  complaint.extended_at = context.work.now();
  complaint.extension_reason = context.body.text("reason");
  limit->extended_by = context.body.integer("days");
  limit->extension_approved_by = context.work.actor().user;
  if (auto counted = count_limit(context.services, *limit, limit->start); !counted) return counted;
  context.event_data.set("days", limit->extended_by);
  context.event_data.set("due", limit->due.text());
  return {};
}

}  // namespace mingjing::flow
