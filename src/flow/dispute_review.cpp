// 提请研究审核分歧 and 研究决定: the handling unit that does not agree asks the leader in charge; what the leader or the
// meeting says never replaces a pass, it only says who changes his mind. Seed 002 annex 1 三(四).
// SPDX-License-Identifier: Apache-2.0
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status escalate(ActContext& context) {
  auto& round = context.draft.reviews.back();
  cases::ReviewRound::Dispute dispute;
  dispute.raised_at = context.at();
  dispute.reason = context.body.text("reason");
  round.disputes.push_back(std::move(dispute));
  context.event_data.set("round", round.round);
  return {};
}

Status decide(ActContext& context) {
  auto& round = context.draft.reviews.back();
  auto& dispute = round.disputes.back();
  dispute.decided_at = context.at();
  dispute.forum = context.body.text("forum");
  dispute.outcome = context.body.text("result");
  dispute.opinion = context.body.text("opinion");
  dispute.decided_by = context.work.actor().user;
  context.event_data.set("round", round.round);
  context.event_data.set("forum", dispute.forum);
  context.event_data.set("result", dispute.outcome);
  return {};
}

}  // namespace

const Verb kEscalateReview{cases::Act::escalate_review, nullptr, escalate};
const Verb kDecideReviewDispute{cases::Act::decide_review_dispute, nullptr, decide};

}  // namespace mingjing::flow
