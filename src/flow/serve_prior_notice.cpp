// 送达处罚告知书: what is intended, why, on which basis, and the rights; with the hearing right where APL 63 gives it.
// A notice served again (kind or amount grew) starts statement and hearing anew. APL 44, 63, 64.
// SPDX-License-Identifier: Apache-2.0
#include "flow/official_documents.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  read_service(context);
  if (context.draft.proposal) {
    context.input.kinds = context.draft.proposal->kinds;
    context.input.fine = context.draft.proposal->fine;
    context.input.illegal_gains = context.draft.proposal->illegal_gains;
    context.input.property_value = context.draft.proposal->property_value;
  }
  return {};
}

Status complete(ActContext& context) {
  const auto& proposal = *context.draft.proposal;
  cases::Notice notice;
  notice.served_at = context.at();
  notice.kinds = proposal.kinds;
  notice.fine = proposal.fine;
  notice.illegal_gains = proposal.illegal_gains;
  notice.property_value = proposal.property_value;
  notice.substance_version = proposal.substance_version;
  notice.hearing_right_told = context.facts.hearing_right_due;
  // Limits of an earlier notice are over: the new one starts its own.
  stop_limit(context, cases::rule::statement);
  stop_limit(context, cases::rule::request_hearing);
  context.draft.notice = notice;
  context.draft.hearing = notice.hearing_right_told ? cases::HearingState::right_told : cases::HearingState::none;
  context.draft.statement_heard_at.reset();
  context.draft.statement_waived = context.draft.statement_answered = false;
  context.event_data.set("fine_fen", notice.fine.count);
  context.event_data.set("hearing_right_told", notice.hearing_right_told);
  Json more(Json::Object{});
  if (notice.hearing_right_told) more.set("hearing", Json::object({{"ground", context.facts.hearing_right_why}}));
  const auto issued =
      notice.hearing_right_told
          ? issue_document(context, "hearing_right_notice", "行政处罚听证告知书", "notice", "罚听告", {}, more)
          : issue_document(context, "prior_notice", "行政处罚事先告知书", "notice", "罚告", {}, more);
  if (!issued) return tl::make_unexpected(issued.error());
  return {};
}

}  // namespace

const Verb kServePriorNotice{cases::Act::serve_prior_notice, prepare, complete};

}  // namespace mingjing::flow
