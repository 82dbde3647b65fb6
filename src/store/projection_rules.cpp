// SPDX-License-Identifier: Apache-2.0
#include "store/projection_rules.h"

#include <algorithm>
#include <set>

#include "domain/cases/case.h"
#include "domain/identity/agency.h"
#include "ports/business_key.h"
#include "search/segment.h"
#include "store/part_codec.h"

namespace mingjing::store {
namespace {

using cases::Case;

std::string text(const std::optional<Date>& date) { return date ? date->text() : std::string(); }

// Empty dates sort as "never" where the list asks "red by today?".
constexpr std::string_view kNever = "9999-12-31";

void add_terms(const ports::Aggregate& a, std::string_view kind, std::string_view sort_key,
               const std::vector<std::string>& texts, DeriveMemo& memo, std::vector<DerivedRow>& rows) {
  std::set<std::string> terms;
  for (const auto& t : texts) {
    const auto [known, fresh] = memo.terms.try_emplace(t);
    if (fresh) known->second = search::terms(t);
    terms.insert(known->second.begin(), known->second.end());
  }
  for (const auto& term : terms) {
    rows.push_back({DerivedTable::term,
                    {a.agency.text(), std::string(kind), term, std::string(sort_key), a.id.text()}});
  }
}

// What the list shows beside the columns it filters by, ready as JSON.
std::string summary(const Case& c) {
  Json out = Json::object({{"cause", c.cause}, {"item", c.item.name}});
  Json officers(Json::Array{});
  for (const auto& o : c.officers) officers.push(o.name);
  out.set("officers", std::move(officers));
  if (c.decision) {
    out.set("decision_number", c.decision->number);
    out.set("fine_fen", c.decision->fine.count);
  }
  if (const auto* review = c.last_review()) {
    out.set("review_round", review->round);
    // Who let it through, for the ratios of legal review (query/legal_review.h).
    if (review->outcome == cases::ReviewOutcome::passed && review->accepted_at) {
      out.set("review", Json::object({{"must", !review->grounds.empty()},
                                      {"by", review->reviewer_kind},
                                      {"counsel", !review->counsel.empty() || review->reviewer_kind == "counsel"}}));
    }
  }
  return canonical(out);
}

void obligations(const ports::Aggregate& a, const Case& c, std::vector<DerivedRow>& rows) {
  for (const auto& o : c.obligations) {
    std::string years = o.provisional ? o.due.text().substr(0, 4) : std::string();
    rows.push_back({DerivedTable::obligation_row,
                    {a.agency.text(), a.id.text(), o.id.text(), o.rule, o.due.text(), text(o.yellow_on), text(o.red_on),
                     std::int64_t{o.is_open()}, std::int64_t{o.provisional}, std::move(years)}});
  }
}

}  // namespace

void derive_case(const ports::Aggregate& a, const Sealer* sealer, DeriveMemo& memo, std::vector<DerivedRow>& rows) {
  auto read = a.as_case;
  if (!read) {
    auto loaded = Case::from_parts(CaseId(a.id), a.parts);
    if (!loaded) throw Unavailable("a case cannot be read: " + a.id.text());
    read = std::make_shared<const Case>(std::move(*loaded));
  }
  const Case& c = *read;
  std::string next_due(kNever), yellow(kNever), red(kNever);
  for (const auto& o : c.obligations) {
    if (!o.is_open() || o.is_suspended() || o.owed_by != "agency") continue;
    next_due = std::min(next_due, o.due.text());
    if (o.yellow_on) yellow = std::min(yellow, o.yellow_on->text());
    if (o.red_on) red = std::min(red, o.red_on->text());
  }
  const std::string party = c.party() ? c.party()->name : std::string();
  const std::string registered = c.reported_at.date().text();
  std::string lead;
  for (const auto& o : c.officers) {
    if (o.role == "lead") lead = o.id.text();
  }
  rows.push_back({DerivedTable::case_row,
                  {a.agency.text(), a.id.text(), c.case_no, std::string(cases::to_string(c.stage())), c.cause, party,
                   c.item.code, registered, text(c.filed_on),
                   c.decision ? c.decision->decided_at.date().text() : std::string(), next_due, yellow, red,
                   std::string(), std::string(cases::kPublicationStates[static_cast<std::size_t>(c.publication.state)].id),
                   lead, c.unit.is_nil() ? std::string() : c.unit.text(), summary(c)}});
  obligations(a, c, rows);
  // A piece of evidence is asked for by its own id (CONTRACTS 7): this says in which case it lies.
  for (const auto& e : c.evidence) {
    rows.push_back({DerivedTable::business_key, {a.agency.text(), std::string("evidence"), e.id.text(), a.id.text()}});
  }
  std::vector<std::string> texts{c.case_no, c.cause, party, c.item.name};
  for (const auto& p : c.parties) texts.push_back(p.name);
  if (c.decision) texts.push_back(c.decision->number);
  add_terms(a, "case", registered, texts, memo, rows);
  if (sealer != nullptr) {
    const auto mac = [&](std::string_view field, const std::string& value) {
      const auto [known, fresh] = memo.macs.try_emplace({std::string(field), value});
      if (fresh) known->second = sealer->equality_mac(field, value);
      return known->second;
    };
    for (const auto& p : c.parties) {
      if (!p.uscc.empty()) {
        rows.push_back({DerivedTable::sealed_index,
                        {a.agency.text(), std::string("uscc"), mac("uscc", p.uscc), a.id.text()}});
      }
      if (!p.citizen_no.empty()) {
        rows.push_back({DerivedTable::sealed_index, {a.agency.text(), std::string("citizen_no"),
                                                     mac("citizen_no", p.citizen_no), a.id.text()}});
      }
    }
    std::sort(rows.begin(), rows.end(), [](const auto& x, const auto& y) {
      return std::tie(x.table, x.columns) < std::tie(y.table, y.columns);
    });
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  }
}

void derive_agency(const ports::Aggregate& a, std::vector<DerivedRow>& rows) {
  const auto agency = identity::agency_from_parts(AgencyId(a.id), a.parts);
  rows.push_back({DerivedTable::agency_row,
                  {a.agency.text(), std::int64_t{agency.ordinal}, agency.uscc, agency.name,
                   agency.parent ? agency.parent->text() : std::string()}});
  derive_keys(a, rows);
}

void derive_keys(const ports::Aggregate& a, std::vector<DerivedRow>& rows) {
  const std::string key = ports::business_key(a.kind, a.parts);
  if (!key.empty()) rows.push_back({DerivedTable::business_key, {a.agency.text(), a.kind, key, a.id.text()}});
}

}  // namespace mingjing::store
