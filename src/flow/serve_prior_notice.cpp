// 送达处罚告知书: what is intended, why, on which basis, and the rights; with the hearing right where APL 63 gives it. Each
// joint party gets its own, with its own number. A party told again (kind or amount grew, the facts changed) has
// statement and hearing anew, and keeps a hearing it was once offered (DOMAIN 10.9). APL 44, 63, 64.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/share.h"
#include "flow/act_party.h"
#include "flow/counts.h"
#include "flow/official_documents.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

using cases::HearingState;

Status prepare(ActContext& context) {
  if (auto party = read_party_of_act(context); !party) return party;
  read_service(context);
  if (context.draft.proposal) {
    context.input.kinds = context.draft.proposal->kinds;
    context.input.fine = context.draft.proposal->fine;
    context.input.illegal_gains = context.draft.proposal->illegal_gains;
    context.input.property_value = context.draft.proposal->property_value;
  }
  return {};
}

// The party's share of the proposal; all of it with one party and one violation.
void take_share(const cases::Proposal& proposal, cases::Told& told) {
  const auto share = cases::share_of(proposal, told.party);
  told.kinds = share.kinds;
  told.fine = share.fine;
  told.illegal_gains = share.illegal_gains;
  told.property_value = share.property_value;
  told.facts_version = proposal.facts_version;
}

bool right_due(const ActContext& context) {
  for (const auto& party : context.facts.parties) {
    if (party.id == context.input.party) return party.hearing_right_due;
  }
  return context.facts.hearing_right_due;
}

std::string why_due(const ActContext& context) {
  for (const auto& party : context.facts.parties) {
    if (party.id == context.input.party && !party.hearing_right_why.empty()) return party.hearing_right_why;
  }
  return context.facts.hearing_right_why.empty() ? "已告知过要求听证的权利" : context.facts.hearing_right_why;
}

// A request that still waits is not lost by telling anew; a hearing that is notified has to be notified again.
HearingState hearing_after(ActContext& context, const cases::Told* before, bool offered) {
  if (!offered) return HearingState::none;
  if (before == nullptr) return HearingState::right_told;
  if (before->hearing == HearingState::notified) {
    for (auto& hearing : context.draft.hearings) {
      if (!hearing.outcome.empty()) continue;
      hearing.outcome = "postponed";
      hearing.outcome_note = "告知内容有变化，重新告知。";
    }
    for (auto& other : context.draft.notice->told) {
      if (other.hearing == HearingState::notified) other.hearing = HearingState::requested;
    }
  }
  const bool waits = before->hearing == HearingState::requested || before->hearing == HearingState::notified;
  return waits ? HearingState::requested : HearingState::right_told;
}

cases::Told told_now(ActContext& context) {
  const cases::Told* before = context.draft.notice ? context.draft.notice->of(context.input.party) : nullptr;
  cases::Told out;
  if (before != nullptr) out = *before;  // who asked for a hearing, and how
  const bool was_offered = before != nullptr && before->hearing != HearingState::none;
  out.party = context.input.party;
  out.served_at = moment_of_service(context);
  take_share(*context.draft.proposal, out);
  out.hearing = hearing_after(context, before, right_due(context) || was_offered);
  return out;
}

void put(cases::Notice& notice, cases::Told told) {
  if (auto* row = notice.of(told.party)) *row = std::move(told);
  else notice.told.push_back(std::move(told));
}

Json notice_facts(const ActContext& context, const cases::Told& told) {
  Json more(Json::Object{});
  const std::string sent = context.body.text("sent_on");
  if (!sent.empty()) more.set("date", sent);
  else if (told.served_at.date() < context.on()) more.set("date", told.served_at.date().text());
  if (told.hearing != HearingState::none) more.set("hearing", Json::object({{"ground", why_due(context)}}));
  return more;
}

Result<DocumentId> issue(ActContext& context, const cases::Told& told) {
  const Json more = notice_facts(context, told);
  const ForOneParty alone(context, told.party);
  return issue_document(context, told.hearing == HearingState::none ? "prior_notice" : "hearing_right_notice", more);
}

Status complete(ActContext& context) {
  auto& draft = context.draft;
  const auto& proposal = *draft.proposal;
  auto told = told_now(context);
  const bool hearing = told.hearing != HearingState::none;
  const auto issued = issue(context, told);
  if (!issued) return tl::make_unexpected(issued.error());
  told.document = *issued;
  record_service(context, "notice", *issued).delivered_at = told.served_at;
  if (!draft.notice) draft.notice.emplace();
  auto& notice = *draft.notice;
  notice.served_at = told.served_at;
  notice.kinds = proposal.kinds;
  notice.fine = proposal.fine;
  notice.illegal_gains = proposal.illegal_gains;
  notice.property_value = proposal.property_value;
  notice.substance_version = proposal.substance_version;
  notice.counts = proposal.counts;
  context.limits_from = told.served_at;
  put(notice, std::move(told));
  notice.hearing_right_told = std::any_of(notice.told.begin(), notice.told.end(),
                                          [](const auto& one) { return one.hearing != HearingState::none; });
  // Limits of an earlier notice to this party are over: the new one starts its own.
  stop_limit(context, cases::rule::statement);
  stop_limit(context, cases::rule::request_hearing);
  draft.hearing = cases::hearing_state_of(notice);
  draft.statement_heard_at.reset();
  draft.statement_waived = draft.statement_answered = false;
  draft.discussed_version = draft.approval_version = 0;  // whatever was discussed, a party has yet to be heard
  context.event_data.set("fine_fen", notice.fine.count);
  context.event_data.set("hearing_right_told", hearing);
  context.event_data.set("party", context.input.party.text());
  return {};
}

}  // namespace

const Verb kServePriorNotice{cases::Act::serve_prior_notice, prepare, complete};

}  // namespace mingjing::flow
