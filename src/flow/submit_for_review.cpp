// 送法制审核: one round a submission. APL 58; seed 002 annex 1 三.
// SPDX-License-Identifier: Apache-2.0
#include "domain/review/materials.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

std::vector<std::string> given_materials(const Json& body) {
  std::vector<std::string> out;
  for (const auto& entry : body.items("materials")) {
    if (entry.as_string()) out.push_back(*entry.as_string());
  }
  return out;
}

Status prepare(ActContext& context) {
  auto missing = review::missing_materials(given_materials(context.body));
  if (missing.empty()) return {};
  Error error{ErrorCode::invalid, "送审材料不齐：" + missing.front().message, "materials", std::move(missing), {}};
  return refuse(std::move(error));
}

Status complete(ActContext& context) {
  cases::ReviewRound round;
  round.id = ReviewId(context.work.new_id());
  round.round = static_cast<std::int64_t>(context.draft.reviews.size()) + 1;
  round.submitted_at = round.received_at = context.at();
  round.materials = given_materials(context.body);
  round.substance_version = context.draft.proposal->substance_version;
  round.grounds = context.facts.review_work.grounds;
  round.tags = context.facts.review_work.tags;
  cases::Obligation limit;
  limit.rule = cases::rule::review;
  if (auto counted = count_limit(context.services, limit, context.at()); !counted) return counted;
  round.due = limit.due;
  context.event_data.set("round", round.round);
  context.draft.reviews.push_back(std::move(round));
  return {};
}

}  // namespace

const Verb kSubmitForReview{cases::Act::submit_for_review, prepare, complete};

}  // namespace mingjing::flow
