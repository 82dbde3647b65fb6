// 重新作出决定: the former decision, with what became of its publication, moves aside; the case goes back to the
// investigation, and notice, review, discussion and approval are done anew. The new decision has an id of its own: a
// public address is never used twice.
//
// Own reading: the ninety days of APL 60 ran to the first decision and do not begin again by themselves; a term runs where
// the order names one (ARL 64(1), ALA 70). SPDX-License-Identifier: Apache-2.0
#include "flow/money.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  const auto until = Date::parse(context.body.text("until"));
  if (until && context.draft.decision && *until < context.draft.decision->decided_at.date())
    return invalid("重新作出的期限早于原决定，请核对。", "until");
  return {};
}

void end_limits(ActContext& context) {
  stop_payment_limits(context);
  for (auto rule : {cases::rule::serve, cases::rule::publish, cases::rule::withdraw, cases::rule::publish_performance,
                    std::string_view("acl_54_demand")}) {
    stop_all(context, rule);
  }
}

void put_aside(ActContext& context) {
  auto& draft = context.draft;
  cases::PastDecision past;
  past.id = draft.decision->id;
  past.decision = std::move(*draft.decision);
  past.publication = std::move(draft.publication);
  past.publication.hidden.clear();
  draft.correction.reset();
  past.ended_at = context.at();
  past.reason = context.body.text("reason");
  if (draft.proposal) {
    past.facts = draft.proposal->facts;
    past.reasons = draft.proposal->reasons;
  }
  draft.past_decisions.push_back(std::move(past));
  draft.decision.reset();
  draft.publication = {};
}

// What was told, heard, reviewed, discussed and submitted was about the former decision.
void begin_anew(ActContext& context) {
  auto& draft = context.draft;
  draft.notice.reset();
  draft.hearing = cases::HearingState::none;
  draft.statement_heard_at.reset();
  draft.statement_waived = draft.statement_answered = false;
  draft.discussed_version = draft.approval_version = 0;
  if (!draft.proposal) return;
  ++draft.proposal->substance_version;
  ++draft.proposal->facts_version;
  draft.proposal->substance_changed_at = context.at();
}

Status complete(ActContext& context) {
  const bool by_court = context.draft.decision->overturned_by == "litigation";
  context.event_data.set("decision", context.draft.decision->id.text());
  end_limits(context);
  put_aside(context);
  begin_anew(context);
  if (const auto until = Date::parse(context.body.text("until"))) {
    start_dated_limit(context, kRemakeLimit, "重新作出决定",
                      by_court ? "《行政诉讼法》第七十条" : "《行政复议法》第六十四条第一款", *until, {});
    context.draft.obligations.back().owed_by = "agency";
  }
  return {};
}

}  // namespace

const Verb kRemakeDecision{cases::Act::remake_decision, prepare, complete};

}  // namespace mingjing::flow
