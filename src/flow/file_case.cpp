// 立案: the 90 days of APL 60 run from this day. APL 54(2).
// SPDX-License-Identifier: Apache-2.0
#include "flow/read_body.h"
#include "flow/read_case_review.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) { return read_case_facts(context); }

Status complete(ActContext& context) {
  context.draft.filed_on = context.on();
  context.event_data.set("item", context.draft.item.code);
  // An early word, so that time for the review is set aside (seed 002 annex 1 三: 留足审核时间).
  if (const auto hint = review_hint(context.facts); !hint.empty()) context.answer.set("hint", hint);
  return {};
}

}  // namespace

const Verb kFileCase{cases::Act::file_case, prepare, complete};

}  // namespace mingjing::flow
