// 把举报登记为线索: the case says that it came from a complaint and under which number, never from whom (APL 54;
// 信访工作条例 30(3), 31(5)). The complaint stays open until its writer is answered.
// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "flow/complaints.h"
#include "flow/perform_act.h"

namespace mingjing::flow {

Status register_complaint_clue(ComplaintContext& context) {
  auto& complaint = context.complaint;
  if (auto open = may_work_on(complaint); !open) return open;
  if (complaint.content.kind != supervision::ComplaintKind::report) return invalid("只有举报可以登记为案件线索。");
  if (!complaint.clue.is_nil()) return invalid("已经登记为案件线索，不必再登记。");
  const auto made = register_clue(context.work, context.services,
                                  Json::object({{"source", "complaint"},
                                                {"source_detail", "群众举报，编号 " + complaint.number},
                                                {"summary", context.body.text("summary")},
                                                {"cause", context.body.text("cause")}}));
  if (!made) return refuse(Error(made.error()));
  const auto answer = parse_json(made->body);
  MJ_CHECK(answer.has_value());
  complaint.clue = *CaseId::parse(answer->text("id"));
  complaint.clued_at = context.work.now();
  context.event_data.set("case", complaint.clue.text());
  context.answer.set("case", complaint.clue.text());
  context.answer.set("case_no", answer->text("case_no"));
  return {};
}

}  // namespace mingjing::flow
