// SPDX-License-Identifier: Apache-2.0
#include "flow/fill_facts.h"

#include <algorithm>

#include "domain/cases/court_window.h"
#include "domain/cases/money_facts.h"
#include "domain/catalog/item.h"
#include "domain/catalog/major_decisions.h"
#include "domain/identity/check_digits.h"
#include "flow/agency_settings.h"
#include "flow/counts.h"
#include "flow/discretion_of_case.h"
#include "flow/document_facts.h"
#include "flow/fill_measures.h"
#include "flow/reviewers.h"

namespace mingjing::flow {
catalog::DecisionFacts decision_facts(const cases::Case& c, const identity::Agency& agency) {
  catalog::DecisionFacts out;
  const bool natural = c.party() != nullptr && c.party()->kind == cases::PartyKind::natural;
  out.party = natural ? catalog::PartyType::natural_person : catalog::PartyType::organisation;
  out.region_code = agency.region_code;
  out.level = identity::to_string(agency.level);
  out.item_code = c.item.code;
  if (c.proposal && c.proposal->outcome == "penalty") {
    for (auto kind : c.proposal->kinds) out.kinds.emplace(cases::to_string(kind));
    out.fine = c.proposal->fine;
    out.illegal_gains = c.proposal->illegal_gains;
    out.property_value = c.proposal->property_value;
    // The measures stand in words; whoever names demolition intends it, and a review too many harms nobody.
    out.demolition = c.proposal->kinds_text.find("拆除") != std::string::npos;
  }
  const auto tagged = [&](std::string_view tag) { return std::find(c.tags.begin(), c.tags.end(), tag) != c.tags.end(); };
  // What went through a hearing weighs, whatever came of it (APL 58(1)(2)).
  out.hearing_held = std::any_of(c.hearings.begin(), c.hearings.end(),
                                 [](const cases::Hearing& hearing) { return hearing.outcome == "held"; });
  out.public_interest = tagged("public_interest");
  out.social_risk = tagged("social_risk");
  out.complex = tagged("complex");
  out.several_legal_relations = tagged("multiple_relations");
  out.major_interest = tagged("major_interest");
  out.statutory_review = tagged("statutory_review");
  return out;
}

// The item's range for a fine of a fixed amount; per unit and multiple depend on quantities that the proposal states in
// words, so they bind the reviewer, not the machine.
void read_range(const catalog::Item& item, cases::Facts& facts) {
  for (const auto& kind : item.kinds) {
    // Items name kinds in words; what the list does not know (限期拆除 …) counts as 其他行政处罚.
    const auto named = std::find_if(cases::kPenaltyKinds.begin(), cases::kPenaltyKinds.end(),
                                    [&](const auto& row) { return row.zh == kind || row.id == kind; });
    facts.kinds_possible.push_back(named == cases::kPenaltyKinds.end() ? cases::PenaltyKind::other : named->value);
  }
  const bool all_fixed = std::all_of(item.fines.begin(), item.fines.end(),
                                     [](const auto& f) { return f.unit == catalog::FineUnit::fixed; });
  if (item.fines.empty() || !all_fixed) return;
  std::int64_t low = item.fines.front().min, high = 0;
  for (const auto& fine : item.fines) {
    low = std::min(low, fine.min);
    high = std::max(high, fine.max);
  }
  facts.fine_min = Fen{low};
  facts.fine_max = Fen{high};
}

namespace {

// Before anything is intended: the heaviest that the item allows, for an early word on legal review.
catalog::DecisionFacts foreseen_facts(catalog::DecisionFacts from, const cases::Facts& facts) {
  for (const auto kind : facts.kinds_possible) {
    if (kind != cases::PenaltyKind::other) from.kinds.emplace(cases::to_string(kind));
  }
  if (facts.fine_max) from.fine = *facts.fine_max;
  return from;
}

void take_grounds(const std::vector<catalog::Trigger>& triggers, cases::ReviewFacts& work) {
  for (const auto& trigger : triggers) {
    work.grounds.push_back({trigger.id, trigger.explanation, trigger.citation});
    work.sent_outside |= trigger.outside;
    for (const auto& tag : trigger.tags) {
      if (std::find(work.tags.begin(), work.tags.end(), tag) == work.tags.end()) work.tags.push_back(tag);
    }
  }
}

void read_review(ports::UnitOfWork& work, const cases::Case& c, const identity::Agency& agency, cases::Facts& facts) {
  const auto& actor = work.actor();
  const auto* review_unit = agency.legal_review_unit();
  facts.actor_in_review_unit = review_unit != nullptr && review_unit->id == actor.unit;
  if (const auto* round = c.last_review()) {
    facts.review_work.actor_allocated =
        !actor.user.is_nil() &&
        std::find(round->reviewers.begin(), round->reviewers.end(), actor.user) != round->reviewers.end();
  }
  if (!actor.roles.has(identity::Role::legal_reviewer)) return;
  const auto standing = reviewer_standing(work, c, agency, actor.user);
  facts.reviewer_qualified = standing && standing->profile.legal_qualification;
  facts.reviewer_first_review_on = standing ? standing->profile.first_review_on : std::nullopt;
  if (!standing) return;
  facts.actor_in_review_unit |= standing->of_unit;
  if (!facts.actor_is_handler) facts.review_work.actor_conflict = standing->conflict;
}

void read_elsewhere(ports::UnitOfWork& work, const cases::Case& c, Date day, cases::Facts& facts) {
  const auto& actor = work.actor();
  facts.actor = actor.user;
  facts.actor_officer = actor.officer;
  facts.actor_roles = actor.roles;
  facts.actor_is_system = actor.is_system();
  facts.actor_is_handler = !actor.officer.is_nil() && c.is_handler(actor.officer);
  facts.actor_gave_opinion = std::any_of(c.reviews.begin(), c.reviews.end(), [&](const auto& r) {
    return r.outcome != cases::ReviewOutcome::pending && r.reviewer == actor.user && !actor.user.is_nil();
  });
  const auto* waiting = c.proposed_publication();
  facts.actor_proposed_publication =
      !actor.user.is_nil() && waiting != nullptr && waiting->proposed_by == actor.user;
  fill_recusal(actor, c, facts);
  fill_recordings(work, c, facts);
  facts.officers_valid_today = 0;
  for (const auto& o : c.officers) {
    const auto stored = work.load(ports::kind::officer, o.id.uuid());
    if (stored && identity::certificate_valid_on(identity::officer_from_parts(o.id, stored->parts), facts.today)) {
      ++facts.officers_valid_today;
    }
  }
  const auto stored_agency = work.load(ports::kind::agency, actor.agency.uuid());
  if (!stored_agency) return;
  const auto agency = identity::agency_from_parts(actor.agency, stored_agency->parts);
  read_review(work, c, agency, facts);
  std::vector<std::string> basis;
  if (const auto item_id = ItemId::parse(c.item.id)) {
    if (const auto stored = work.load(ports::kind::item, item_id->uuid())) {
      const auto item = catalog::item_from_parts(*item_id, stored->parts);
      read_range(item, facts);
      basis = item.basis;
      facts.remedy_terms = cases::remedy_terms(item);
    }
  }
  fill_term_grounds(c, basis, agency.name, day, facts.measures);
  const auto intended = decision_facts(c, agency);
  const auto& major = catalog::MajorDecisions::built_in();
  if (const auto why = major.hearing_right(intended, day); !why.empty()) {
    facts.hearing_right_due = true;
    facts.hearing_right_why = why.front().explanation;
  }
  // A hearing once offered stays offered: a lower amount after the notice takes no right away (DOMAIN 10.9).
  const auto settings = review_settings(settings_of(stored_agency->parts));
  facts.review_work.sent_outside = settings.outside;
  if (const auto why = major.legal_review_required(intended, day, settings.everything); !why.empty()) {
    facts.review_required = true;
    facts.review_why = why.front().explanation;
    facts.review_citation = why.front().citation;
    take_grounds(why, facts.review_work);
  } else if (!c.proposal) {
    facts.review_work.foreseen = true;
    take_grounds(major.legal_review_required(foreseen_facts(intended, facts), day), facts.review_work);
  }
  judge_counts(work, c, agency, day, facts);
  judge_discretion(c, day, facts);
  for (const auto& party : c.parties) {
    if (!party.released_reason.empty() || party.birth_date.empty()) continue;
    const auto born = Date::parse(party.birth_date);
    const Date act_day = c.violation_ended_on.value_or(day);
    facts.party_under_14 |= born && identity::full_years(*born, act_day) < 14;
  }
}

// Money, remedies and the court: of the party that the act names.
void read_money(const cases::Case& c, Date on, PartyId party, const law::Limits& limits, const law::Calendar& calendar,
                cases::Facts& facts) {
  cases::fill_money(c, on, party, facts);
  cases::fill_court_window(cases::court_window(c, facts.remedy_terms, limits, calendar), facts);
}

// What depends on the party that the act is about, and on who acts in a hearing.
void read_party(const cases::Case& c, cases::Facts& facts) {
  const auto& hearing = facts.hearing_facts;
  facts.hearing_facts.actor_is_host = (!hearing.host_user.is_nil() && hearing.host_user == facts.actor) ||
                                      (!hearing.host.is_nil() && hearing.host == facts.actor_officer);
  if (!facts.input || facts.input->party.is_nil()) return;
  if (const auto* party = c.party(facts.input->party)) facts.e_service_consent = party->e_service_consent;
  if (!c.decision || c.decision->counts.empty()) return;
  facts.served_party_fined = std::any_of(c.decision->counts.begin(), c.decision->counts.end(), [&](const auto& count) {
    return count.party == facts.input->party && (count.fine + count.illegal_gains).count > 0;
  });
}

}  // namespace

void fill_facts(ActContext& context) {
  context.facts = cases::facts_of(context.draft, context.work.now(), context.at());
  context.facts.input = context.input;
  if (const auto& row = context.input.limit_subject; !row.empty()) {
    context.facts.measures = cases::measure_facts(context.draft, row);
  }
  if (context.services.publish_without_files) context.facts.decision_document_rendered = true;
  read_elsewhere(context.work, context.draft, context.on(), context.facts);
  read_party(context.draft, context.facts);
  const auto& money = context.input.money;
  read_money(context.draft, money.on.value_or(context.on()), money.party, *context.services.limits,
             *context.services.calendar, context.facts);
}

cases::Facts facts_now(ports::UnitOfWork& work, const cases::Case& enforcement_case, const Services* services) {
  auto facts = cases::facts_of(enforcement_case, work.now(), work.now());
  read_elsewhere(work, enforcement_case, work.today(), facts);
  read_party(enforcement_case, facts);
  read_money(enforcement_case, work.today(), {}, law::Limits::built_in(),
             services ? *services->calendar : law::Calendar::built_in(), facts);
  return facts;
}

}  // namespace mingjing::flow
