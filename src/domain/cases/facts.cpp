// What follows from a case for the guards.
// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/facts.h"

#include <algorithm>

#include "domain/cases/account.h"
#include "domain/cases/procedure.h"

namespace mingjing::cases {

namespace {

// A party whose identity is proven: by credit code, or for people by number or day of birth.
bool identified(const Party& party) {
  if (party.name.empty()) return false;
  return !party.uscc.empty() || !party.citizen_no.empty() || !party.birth_date.empty();
}

// What must hold of every party still in the case.
void fill_parties(const Case& from, Facts& facts) {
  if (from.party() == nullptr) return;
  facts.party_known = facts.party_identified = facts.e_service_consent = true;
  for (const Party& party : from.parties) {
    if (!party.released_reason.empty()) continue;
    facts.party_known &= !party.name.empty();
    facts.party_identified &= identified(party);
    facts.e_service_consent &= party.e_service_consent;
    facts.party_is_minor |= party.is_minor;
  }
}

void fill_proposal(const Case& from, Facts& facts) {
  if (!from.proposal) return;
  const Proposal& proposal = *from.proposal;
  facts.has_proposal = !proposal.facts.empty();
  facts.intended_outcome = proposal.outcome;
  facts.kinds = proposal.kinds;
  facts.fine = proposal.fine;
  facts.illegal_gains = proposal.illegal_gains;
  facts.property_value = proposal.property_value;
  facts.basis_count = proposal.basis.size();
  facts.substance_version = proposal.substance_version;
  facts.facts_version = proposal.facts_version;
  facts.discretion.reasoned = !proposal.benchmark_reason.empty();
  facts.benchmark_or_reason = !proposal.benchmark.empty() || !proposal.benchmark_reason.empty();
  facts.mitigated = !proposal.mitigation_ground.empty() && !proposal.mitigation_reason.empty();
  facts.discussion_current = from.discussed_version == proposal.substance_version;
  facts.approval_current = from.approval_version == proposal.substance_version;
}

// An assessment is made for the proposal as it stood, or before there was one; what changed since asks for a new one.
void fill_discretion(const Case& from, Facts& facts) {
  for (const DiscretionChoice& choice : from.discretion) {
    if (!choice.deviation_reason.empty() && !choice.deviation_approved_at) facts.discretion.deviation_open = true;
    const std::int64_t made_for = std::max<std::int64_t>(1, choice.substance_version);
    if (from.proposal && from.proposal->substance_version != made_for) facts.discretion.stale = true;
  }
}

void fill_review(const Case& from, Facts& facts) {
  facts.review = review_state(from);
  const ReviewRound* round = from.last_review();
  if (!round) return;
  facts.reviewer_name = round->reviewer_name;
  if (const Obligation* limit = from.obligation(round->body == "outside" ? rule::review_outside : rule::review)) {
    facts.review_due = limit->due;
  }
  facts.review_submitted_at = round->submitted_at;
  facts.review_replied = round->replied_at.has_value();
  facts.review_extended = round->extended_by > 0;
  auto& work = facts.review_work;
  work.accepted = round->accepted_at.has_value();
  work.outside = round->body == "outside";
  work.supplement_open = std::any_of(round->supplements.begin(), round->supplements.end(),
                                     [](const auto& supplement) { return !supplement.supplied_at; });
  work.dispute_open = std::any_of(round->disputes.begin(), round->disputes.end(),
                                  [](const auto& dispute) { return !dispute.decided_at; });
  work.disputable = (round->outcome == ReviewOutcome::returned || round->outcome == ReviewOutcome::failed) &&
                    round->disputes.empty();
}

void fill_decision(const Case& from, Facts& facts) {
  facts.publication = from.publication.state;
  facts.correction_proposed = from.correction && from.correction->state == PublicationState::proposed;
  facts.takedown_reason = from.publication.takedown_reason;
  const auto* waiting = from.proposed_publication();
  facts.publication_proposed_at = (waiting != nullptr ? *waiting : from.publication).proposed_at;
  facts.publication_findings = waiting != nullptr ? waiting->findings.size() : 0;
  if (!from.decision) return;
  const Decision& decision = *from.decision;
  facts.has_decision = true;
  // The former text is gone because the decision was changed, and what is shown shows the change.
  if (shows_the_change(from.publication, decision)) facts.takedown_reason = "changed";
  facts.decision_outcome = decision.outcome;
  facts.decided_at = decision.decided_at;
  const Document* document = from.document(decision.document);
  facts.decision_document_rendered = document && document->status == "rendered";
  facts.service_started = decision.service_started_at.has_value();
  facts.served = decision.served_at.has_value();
}

}  // namespace

ActInput::ActInput() = default;
ActInput::ActInput(const ActInput&) = default;
ActInput::ActInput(ActInput&&) noexcept = default;
ActInput& ActInput::operator=(const ActInput&) = default;
ActInput& ActInput::operator=(ActInput&&) noexcept = default;
ActInput::~ActInput() = default;

Facts::Facts() = default;
Facts::Facts(const Facts&) = default;
Facts::Facts(Facts&&) noexcept = default;
Facts& Facts::operator=(const Facts&) = default;
Facts& Facts::operator=(Facts&&) noexcept = default;
Facts::~Facts() = default;

Date limitation_last_day(Date violation_ended_on, bool five_years) {
  const auto end = violation_ended_on.ymd();
  const auto year = end.year() + std::chrono::years{five_years ? 5 : 2};
  std::chrono::year_month_day last{year, end.month(), end.day()};
  if (!last.ok()) last = year / end.month() / std::chrono::last;  // 29 February
  return Date(std::chrono::sys_days{last});
}

ReviewState review_state(const Case& from) {
  const ReviewRound* round = from.last_review();
  if (!round) return ReviewState::none;
  switch (round->outcome) {
    case ReviewOutcome::pending:
      return ReviewState::pending;
    case ReviewOutcome::returned:
      return ReviewState::returned;
    case ReviewOutcome::failed:
      return ReviewState::failed;
    case ReviewOutcome::materials_returned:  // nothing was reviewed
      return ReviewState::none;
    case ReviewOutcome::passed:
      break;
  }
  const bool changed = from.proposal && from.proposal->substance_version != round->substance_version;
  const auto later = [&](const std::optional<Instant>& at) { return at && round->decided_at && *at > *round->decided_at; };
  // APL 58(1)(2): what went through a hearing is reviewed with its report, so one reported later counts anew.
  const bool reported_later = std::any_of(from.hearings.begin(), from.hearings.end(),
                                          [&](const Hearing& hearing) { return later(hearing.reported_at); });
  return changed || later(from.statement_heard_at) || reported_later ? ReviewState::stale : ReviewState::passed;
}

Facts facts_of(const Case& from, Instant now, Instant at) {
  Facts facts;
  facts.now = now;
  facts.today = now.date();
  facts.stage = from.stage();
  facts.stage_since = from.stage_since();
  facts.reported_at = from.reported_at;
  facts.filed_on = from.filed_on;
  facts.item_chosen = !from.item.id.empty();
  facts.cause_given = !from.cause.empty();
  facts.officers_assigned = from.officers.size();
  fill_parties(from, facts);
  facts.discovered_on = from.discovered_on;
  facts.five_year_limitation = from.five_year_limitation;
  if (from.violation_ended_on) {
    facts.limitation_until = limitation_last_day(*from.violation_ended_on, from.five_year_limitation);
  }
  for (const Record& record : from.records) {
    facts.inquiries += record.act == Act::record_inquiry ? 1 : 0;
    facts.on_site_records += record.act == Act::record_on_site ? 1 : 0;
  }
  for (const Evidence& piece : from.evidence) facts.evidence_count += piece.excluded ? 0 : 1;

  fill_proposal(from, facts);
  facts.notice = from.notice;
  facts.hearing = from.hearing;
  if (const Obligation* limit = from.obligation(rule::request_hearing)) facts.hearing_request_until = limit->due;
  if (const Obligation* limit = from.obligation(rule::statement)) facts.statement_until = limit->due;
  facts.statement_heard = from.statement_heard_at.has_value();
  facts.statement_waived = from.statement_waived;
  facts.statement_answered = from.statement_answered;
  fill_party_facts(from, facts);
  fill_hearing_facts(from, facts);
  fill_review(from, facts);
  fill_discretion(from, facts);
  facts.discussion_required = from.discussion_required;
  fill_decision(from, facts);
  fill_money(from, at.date(), {}, facts);

  facts.measures = measure_facts(from, {});
  for (const Obligation& limit : from.obligations) {
    if (!limit.is_open() || limit.is_suspended() || limit.owed_by != "agency") continue;
    const bool passed = limit.due_at ? at > *limit.due_at : at.date() > limit.due;
    if (passed) facts.overdue.push_back({limit.rule, limit.name_zh, limit.citation, limit.due, limit.subject});
  }
  return facts;
}

}  // namespace mingjing::cases
