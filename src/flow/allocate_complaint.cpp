// 分派: to somebody of the agency who may answer and is not complained about (信访工作条例 28(3), 30(3)). May be done again.
// SPDX-License-Identifier: Apache-2.0
#include "domain/identity/rights.h"
#include "domain/identity/user.h"
#include "flow/complaints.h"

namespace mingjing::flow {

Status allocate_complaint(ComplaintContext& context) {
  auto& complaint = context.complaint;
  if (auto open = may_work_on(complaint); !open) return open;
  const auto id = *UserId::parse(context.body.text("user_id"));  // the form says uuid
  const auto stored = context.work.load(ports::kind::user, id.uuid());
  if (!stored) return invalid("本机关没有这个账号，请从名单中选择。", "user_id");
  const auto user = identity::user_from_parts(id, stored->parts);
  if (user.status != identity::UserStatus::active || !identity::may(user.roles, "answer_complaint", identity::Relation::own))
    return invalid(user.name + "不能答复投诉举报，请选择其他人。", "user_id");
  if (user.officer && !may_touch(complaint, *user.officer)) {
    const std::string why = "这件投诉举报涉及" + user.name + "本人，请选择其他人承办。";
    return refuse(Error{ErrorCode::invalid, why, "user_id",
                        {{"complained_about", why, "《信访工作条例》第二十八条第三款、第三十条第三款", "user_id"}}, {}});
  }
  complaint.handler = id;
  complaint.handler_name = user.name;
  complaint.allocated_at = context.work.now();
  context.event_data.set("handler", id.text());
  return {};
}

}  // namespace mingjing::flow
