// 要求补充说明 and 补充送审材料: asking does not stop the clock of the review unless the agency's own rule says so
// (setting review/pause). Seed 002 annex 1 三(四).
// SPDX-License-Identifier: Apache-2.0
#include "flow/agency_settings.h"
#include "flow/document_facts.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

constexpr std::string_view kGround = "supplement";
constexpr std::string_view kCitation = "《关于全面推行和示范创建行政执法三项制度的通知》附件1第三部分第四项";

cases::Obligation* clock_of(ActContext& context) {
  const bool outside = context.draft.reviews.back().body == "outside";
  return context.draft.open_obligation(outside ? cases::rule::review_outside : cases::rule::review);
}

bool paused(const cases::Obligation& limit) {
  return !limit.suspensions.empty() && !limit.suspensions.back().to && limit.suspensions.back().ground == kGround;
}

Status request(ActContext& context) {
  auto& round = context.draft.reviews.back();
  round.supplements.push_back({context.at(), context.body.text("question"), {}, {}});
  context.event_data.set("round", round.round);
  const auto stored = context.work.load(ports::kind::agency, context.work.actor().agency.uuid());
  if (!review_settings(settings_of(stored->parts)).pause_on_supplement) return {};
  if (auto* limit = clock_of(context); limit != nullptr && !paused(*limit)) {
    limit->suspensions.push_back({context.on() + 1, {}, std::string(kGround), std::string(kCitation)});
  }
  return {};
}

Status supply(ActContext& context) {
  auto& round = context.draft.reviews.back();
  for (auto& row : round.supplements) {
    if (row.supplied_at) continue;
    row.supplied_at = context.at();
    row.answer = context.body.text("answer");
  }
  context.event_data.set("round", round.round);
  auto* limit = clock_of(context);
  if (limit == nullptr || !paused(*limit)) return {};
  // The day of the question and the day of the answer count; a file supplied on the same day stopped nothing.
  auto& pause = limit->suspensions.back();
  if (context.on() + -1 < pause.from) {
    limit->suspensions.pop_back();
  } else {
    pause.to = context.on() + -1;
  }
  if (auto counted = count_limit(context.services, *limit, limit->start); !counted) return counted;
  round.due = limit->due;
  return {};
}

}  // namespace

const Verb kRequestReviewSupplement{cases::Act::request_review_supplement, nullptr, request};
const Verb kSupplyReviewSupplement{cases::Act::supply_review_supplement, nullptr, supply};

}  // namespace mingjing::flow
