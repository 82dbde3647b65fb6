// 延长办案期限, 中止计算期限, 恢复计算期限: only where a law, regulation or rule of the field grants it
// (data/catalog/term_grounds.json). The due day is counted anew, with its working. APL 60.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  context.input.measure.term_ground = context.body.text("ground");
  context.input.measure.term_days = context.body.integer("days");
  return {};
}

const cases::TermChoice& chosen(const ActContext& context) {
  const auto& all = context.facts.measures.term_grounds;
  const auto found = std::find_if(all.begin(), all.end(), [&](const cases::TermChoice& one) {
    return one.id == context.input.measure.term_ground;
  });
  MJ_CHECK(found != all.end());
  return *found;
}

Status count_anew(ActContext& context, cases::Obligation& term) {
  if (auto counted = count_limit(context.services, term, term.start); !counted) return counted;
  context.event_data.set("due", term.due.text());
  return {};
}

Status extend(ActContext& context) {
  auto* term = context.draft.open_obligation(cases::rule::decide);
  MJ_CHECK(term != nullptr);
  const auto& ground = chosen(context);
  term->extended_by += context.input.measure.term_days;
  term->extension_reason = ground.name + "（" + ground.citation + "）：" + context.body.text("reason");
  term->extension_approved_by = context.work.actor().user;
  context.event_data.set("ground", ground.id);
  context.event_data.set("days", context.input.measure.term_days);
  return count_anew(context, *term);
}

Status suspend(ActContext& context) {
  auto* term = context.draft.open_obligation(cases::rule::decide);
  MJ_CHECK(term != nullptr);
  const auto& ground = chosen(context);
  term->suspensions.push_back({context.on(), {}, ground.name, ground.citation});
  context.event_data.set("ground", ground.id);
  return {};
}

// The day of the resumption counts again.
Status resume(ActContext& context) {
  auto* term = context.draft.open_obligation(cases::rule::decide);
  MJ_CHECK(term != nullptr && term->is_suspended());
  auto& stay = term->suspensions.back();
  if (context.on() < stay.from) return invalid("恢复的时间早于中止的时间。请核对时间。", "occurred_at");
  if (context.on() == stay.from) term->suspensions.pop_back();
  else stay.to = context.on() + -1;
  return count_anew(context, *term);
}

}  // namespace

const Verb kExtendTerm{cases::Act::extend_term, prepare, extend};
const Verb kSuspendTerm{cases::Act::suspend_term, prepare, suspend};
const Verb kResumeTerm{cases::Act::resume_term, nullptr, resume};

}  // namespace mingjing::flow
