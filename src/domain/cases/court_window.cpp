// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/court_window.h"

#include <algorithm>

#include "domain/cases/account.h"

namespace mingjing::cases {
namespace {

struct Counter {
  const law::Limits& limits;
  const law::Calendar& calendar;

  std::optional<law::LimitRule> rule(std::string_view id, Date on) const {
    const auto chosen = limits.choose(id, on);
    return chosen ? std::optional(**chosen) : std::nullopt;
  }
  std::optional<law::Due> count(const std::optional<law::LimitRule>& rule, law::LimitInput input) const {
    if (!rule) return std::nullopt;
    auto due = law::compute(*rule, input, calendar);
    return due ? std::optional(std::move(*due)) : std::nullopt;
  }
};

// Sixty days, or longer by statute (ARL 20).
std::optional<Date> reconsideration_end(const Counter& counter, Date known, const RemedyTerms& terms) {
  auto rule = counter.rule("arl_20_apply", known);
  if (rule && terms.review_days > rule->amount) rule->amount = static_cast<int>(terms.review_days);
  const auto due = counter.count(rule, {law::Moment(known), {}, {}, 0});
  return due ? std::optional(due->due_date()) : std::nullopt;
}

// Six months, or by special statute (ALA 46).
std::optional<Date> litigation_end(const Counter& counter, Date known, const RemedyTerms& terms) {
  auto rule = counter.rule("ala_46_sue", known);
  if (rule && terms.litigation_days > 0) {
    rule->unit = law::LimitUnit::calendar_day;
    rule->amount = static_cast<int>(terms.litigation_days);
  } else if (rule) {
    rule->amount = static_cast<int>(terms.litigation_months);
  }
  const auto due = counter.count(rule, {law::Moment(known), {}, {}, 0});
  return due ? std::optional(due->due_date()) : std::nullopt;
}

// A reconsideration that was decided gives fifteen days to sue (ALA 45); a judgment gives none.
void after_remedies(const Counter& counter, const Case& c, CourtWindow& out) {
  for (const auto& remedy : c.remedies) {
    if (!of_present(c, remedy.decision) || remedy.is_open() || remedy.outcome == "withdrawn") continue;
    const auto ended = remedy.served_on ? remedy.served_on : remedy.decided_on;
    if (!ended) continue;
    if (remedy.kind == "litigation") {
      out.litigation_until = std::max(out.litigation_until.value_or(*ended), *ended);
      continue;
    }
    const auto due = law::last_day(counter.limits, counter.calendar, "ala_45_sue", *ended);
    if (due) out.litigation_until = std::max(out.litigation_until.value_or(*due), *due);
  }
}

std::optional<Date> deferral_end(const Case& c) {
  std::optional<Date> out;
  for (const auto& deferral : c.deferrals) {
    const bool granted = deferral.verdict == Verdict::granted && of_present(c, deferral.decision);
    if (granted && !deferral.plan.empty()) out = deferral.plan.back().due;
  }
  return out;
}

std::optional<Date> demanded_on(const Case& c) {
  std::optional<Date> out;
  for (const auto& demand : c.demands) {
    if (of_present(c, demand.decision)) out = demand.served_at.date();
  }
  return out;
}

}  // namespace

RemedyTerms remedy_terms(const catalog::Item& item) {
  return {item.review_days, item.litigation_months, item.litigation_days, item.litigation_citation};
}

CourtWindow court_window(const Case& c, const RemedyTerms& terms, const law::Limits& limits,
                         const law::Calendar& calendar) {
  CourtWindow out;
  if (!c.decision || c.decision->outcome != "penalty" || !c.decision->served_at || fell(*c.decision)) return out;
  const Counter counter{limits, calendar};
  const Date served = c.decision->served_at->date();
  out.reconsideration_until = reconsideration_end(counter, served, terms);
  out.litigation_until = litigation_end(counter, served, terms);
  after_remedies(counter, c, out);
  if (!out.reconsideration_until || !out.litigation_until) return out;
  out.remedies_until = std::max(*out.reconsideration_until, *out.litigation_until);

  const auto deferred = deferral_end(c);
  const bool by_deferral = deferred && *deferred > *out.remedies_until;
  const Date start = by_deferral ? *deferred : *out.litigation_until;
  law::LimitInput input{law::Moment(start), {}, {}, 0};
  if (!by_deferral) input.also["reconsideration_ended_on"] = *out.reconsideration_until;
  if (by_deferral) out.remedies_until = *deferred;
  if (const auto demand = demanded_on(c)) {
    input.also["demand_served_on"] = *demand;
    out.demand_waited_until = law::last_day(limits, calendar, "acl_54_demand", *demand);
  }
  const auto due = counter.count(counter.rule(by_deferral ? "apl_72_court" : "acl_53_court", start), input);
  if (!due) return out;
  out.opens = due->opens;
  out.closes = due->due_date();
  out.provisional = due->provisional;
  out.citation = due->citation;
  out.working = due->working;
  return out;
}

void fill_court_window(const CourtWindow& window, Facts& facts) {
  facts.money.remedies_until = window.remedies_until;
  facts.money.demand_waited_until = window.demand_waited_until;
  facts.money.court_opens = window.opens;
  facts.money.court_closes = window.closes;
  facts.money.court_citation = window.citation;
}

}  // namespace mingjing::cases
