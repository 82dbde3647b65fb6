// 延长审核期限: once, at most ten working days, by the head; and 答复审核意见. Seed 002 annex 1 三.
// SPDX-License-Identifier: Apache-2.0
#include "domain/review/compare.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare_extension(ActContext& context) {
  context.input.extend_days = context.body.integer("working_days");
  return {};
}

Status extend(ActContext& context) {
  const std::int64_t days = context.input.extend_days;
  auto& round = context.draft.reviews.back();
  round.extended_by = days;
  context.event_data.set("working_days", days);
  const auto rule = round.body == "outside" ? cases::rule::review_outside : cases::rule::review;
  if (auto extended = extend_limit(context, rule, days, context.body.text("reason")); !extended) return extended;
  round.due = context.draft.obligation(rule)->due;
  return {};
}

std::vector<cases::ReviewRound::PointReply> replies_of(const Json& body) {
  std::vector<cases::ReviewRound::PointReply> out;
  for (const auto& entry : body.items("points")) {
    out.push_back({entry.text("id"), entry.flag("adopted"), entry.text("text")});
  }
  return out;
}

Status prepare_reply(ActContext& context) {
  const auto* round = context.draft.last_review();
  if (round != nullptr) context.input.unanswered_points = review::unanswered_points(*round, replies_of(context.body));
  return {};
}

Status reply(ActContext& context) {
  auto& round = context.draft.reviews.back();
  round.reply = context.body.text("reply");
  round.point_replies = replies_of(context.body);
  round.replied_at = context.at();
  context.event_data.set("round", round.round);
  return {};
}

}  // namespace

const Verb kExtendReview{cases::Act::extend_review, prepare_extension, extend};
const Verb kReplyToReview{cases::Act::reply_to_review, prepare_reply, reply};

}  // namespace mingjing::flow
