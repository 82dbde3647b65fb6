// 裁量: the engine's assessment is kept with the case, one a party and item; a new one takes the place of the old, with
// whatever deviation was approved. 批准偏离裁量基准: by another person. APL 34; the engine: catalog/discretion.h.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "flow/discretion_of_case.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare_assessment(ActContext& context) {
  auto assessed = assess_body(context.work, context.draft, context.body, context.on());
  if (!assessed) return refuse(Error(assessed.error()));
  auto& choice = assessed->choice;
  choice.id = AssessmentId(context.work.new_id());
  choice.assessed_at = context.at();
  choice.assessed_by = context.work.actor().user;
  if (!choice.deviation_reason.empty()) choice.deviation_proposed_by = context.work.actor().user;
  std::erase_if(context.draft.discretion, [&](const cases::DiscretionChoice& old) {
    return old.party == choice.party && old.item_code == choice.item_code;
  });
  context.event_data.set("item", choice.item_code);
  context.event_data.set("standard", assessed->assessment.standard);
  context.event_data.set("step", assessed->assessment.step);
  context.answer.set("assessment", choice.id.text());
  context.answer.set("summary", catalog::summary_zh(assessed->assessment));
  context.draft.discretion.push_back(std::move(choice));
  return {};
}

cases::DiscretionChoice* named_choice(ActContext& context) {
  const auto id = AssessmentId::parse(context.body.text("discretion_id"));
  auto& all = context.draft.discretion;
  const auto at = std::find_if(all.begin(), all.end(), [&](const auto& choice) { return id && choice.id == *id; });
  return at == all.end() ? nullptr : &*at;
}

Status prepare_approval(ActContext& context) {
  const auto* choice = named_choice(context);
  if (choice == nullptr) return invalid("没有这项裁量，或者已经重新裁量。请刷新后再办理。", "discretion_id");
  if (choice->deviation_reason.empty()) return invalid("这项裁量没有偏离基准，不需要批准。", "discretion_id");
  if (choice->deviation_approved_at) return invalid("这项偏离已经批准过。", "discretion_id");
  context.input.own_deviation = choice->deviation_proposed_by == context.work.actor().user;
  return {};
}

Status approve(ActContext& context) {
  auto* choice = named_choice(context);
  choice->deviation_approved_by = context.work.actor().user;
  choice->deviation_approved_at = context.at();
  context.event_data.set("item", choice->item_code);
  return {};
}

}  // namespace

const Verb kAssessDiscretion{cases::Act::assess_discretion, prepare_assessment, nullptr};
const Verb kApproveDeviation{cases::Act::approve_deviation, prepare_approval, approve};

}  // namespace mingjing::flow
