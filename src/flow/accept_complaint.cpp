// 受理: within fifteen days, or in the same time refused or sent to who may decide (信访工作条例 23).
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "flow/complaints.h"

namespace mingjing::flow {

using supervision::ComplaintState;

Status accept_complaint(ComplaintContext& context) {
  auto& complaint = context.complaint;
  if (auto open = may_judge(complaint); !open) return open;
  for (const auto& entry : context.body.items("concerned")) {
    const auto id = *OfficerId::parse(*entry.as_string());  // the form says uuid
    if (!context.work.load(ports::kind::officer, id.uuid()))
      return invalid("执法人员不在本机关的名单里，请从名单中选择。", "concerned");
    if (std::find(complaint.concerned.begin(), complaint.concerned.end(), id) == complaint.concerned.end())
      complaint.concerned.push_back(id);
  }
  if (auto apart = may_touch(complaint, context.work.actor().officer); !apart) return apart;
  complaint.state = ComplaintState::accepted;
  complaint.judged_at = context.work.now();
  stop_terms(context, false);
  return start_terms(context, true);
}

}  // namespace mingjing::flow
