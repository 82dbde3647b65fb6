// 延长审核期限: once, at most ten working days, by the head; and 答复审核意见. Seed 002 annex 1 三.
// SPDX-License-Identifier: Apache-2.0
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare_extension(ActContext& context) {
  context.input.extend_days = context.body.integer("working_days");
  return {};
}

Status extend(ActContext& context) {
  const std::int64_t days = context.input.extend_days;
  context.draft.reviews.back().extended_by = days;
  context.event_data.set("working_days", days);
  return extend_limit(context, cases::rule::review, days, context.body.text("reason"));
}

Status reply(ActContext& context) {
  auto& round = context.draft.reviews.back();
  round.reply = context.body.text("reply");
  round.replied_at = context.at();
  context.event_data.set("round", round.round);
  return {};
}

}  // namespace

const Verb kExtendReview{cases::Act::extend_review, prepare_extension, extend};
const Verb kReplyToReview{cases::Act::reply_to_review, nullptr, reply};

}  // namespace mingjing::flow
