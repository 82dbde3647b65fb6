// SPDX-License-Identifier: Apache-2.0
#include "flow/counts.h"

#include <algorithm>

#include "domain/cases/share.h"
#include "domain/catalog/item.h"
#include "flow/fill_facts.h"
#include "flow/read_body.h"

namespace mingjing::flow {
namespace {

std::optional<catalog::Item> item_of(ports::UnitOfWork& work, const std::string& text) {
  const auto id = ItemId::parse(text);
  const auto stored = id ? work.load(ports::kind::item, id->uuid()) : std::nullopt;
  if (!stored) return std::nullopt;
  return catalog::item_from_parts(*id, stored->parts);
}

// The body of a count has the members of a proposal, and whose and which it is.
Result<cases::Count> read_count(ActContext& context, const Json& json) {
  const auto words = read_proposal(json);
  cases::Count out;
  out.facts = words.facts;
  out.kinds = words.kinds;
  out.kinds_text = words.kinds_text;
  out.fine = words.fine;
  out.illegal_gains = words.illegal_gains;
  out.property_value = words.property_value;
  out.violated = words.violated;
  out.basis = words.basis;
  out.benchmark = words.benchmark;
  out.mitigation_ground = words.mitigation_ground;
  out.mitigation_reason = words.mitigation_reason;
  const auto present = context.draft.present_parties();
  const std::string named = json.text("party_id");
  if (named.empty() && present.size() == 1) {
    out.party = present.front()->id;
  } else {
    const auto id = PartyId::parse(named);
    const auto* party = id ? context.draft.party(*id) : nullptr;
    if (party == nullptr) return invalid("请为每一项处罚选择本案的当事人。", "proposal.counts");
    out.party = *id;
  }
  out.item_id = json.text("item_id").empty() ? context.draft.item.id : json.text("item_id");
  if (const auto item = item_of(context.work, out.item_id)) {
    out.item_code = item->code;
    out.item_name = item->name;
  } else if (!json.text("item_id").empty()) {
    return invalid("没有这个执法事项，请从事项清单中选择。", "proposal.counts");
  }
  return out;
}

template <class T>
void add_new(std::vector<T>& all, const std::vector<T>& more) {
  for (const auto& one : more) {
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
  }
}

catalog::DecisionFacts facts_for_party(const cases::Case& c, const identity::Agency& agency,
                                       const cases::PartyFacts& party) {
  auto out = decision_facts(c, agency);
  const auto* row = c.party(party.id);
  const bool natural = row != nullptr && row->kind == cases::PartyKind::natural;
  out.party = natural ? catalog::PartyType::natural_person : catalog::PartyType::organisation;
  if (!party.has_counts) return out;
  out.kinds.clear();
  for (auto kind : party.kinds) out.kinds.emplace(cases::to_string(kind));
  out.fine = party.fine;
  out.illegal_gains = party.illegal_gains;
  out.property_value = party.property_value;
  return out;
}

}  // namespace

Status read_counts(ActContext& context, const Json& json, cases::Proposal& proposal) {
  for (const auto& entry : json.items("counts")) {
    auto count = read_count(context, entry);
    if (!count) return tl::make_unexpected(count.error());
    proposal.counts.push_back(std::move(*count));
  }
  if (proposal.counts.empty()) return {};
  const auto said = [&](std::string_view name) { return json.find(name) != nullptr; };
  cases::Share sum;
  for (const auto& count : proposal.counts) {
    sum.add(count);
    add_new(proposal.violated, count.violated);
    add_new(proposal.basis, count.basis);
    if (proposal.benchmark.empty()) proposal.benchmark = count.benchmark;
  }
  if (!said("kinds")) proposal.kinds = sum.kinds;
  if (!said("fine_fen")) proposal.fine = sum.fine;
  if (!said("illegal_gains_fen")) proposal.illegal_gains = sum.illegal_gains;
  if (!said("property_value_fen")) proposal.property_value = sum.property_value;
  return {};
}

void judge_counts(ports::UnitOfWork& work, const cases::Case& c, const identity::Agency& agency, Date day,
                  cases::Facts& facts) {
  for (auto& count : facts.counts) {
    const auto item = item_of(work, count.item_id);
    if (!item) continue;
    cases::Facts of_item;
    read_range(*item, of_item);
    count.fine_min = of_item.fine_min;
    count.fine_max = of_item.fine_max;
    count.kinds_possible = of_item.kinds_possible;
  }
  if (facts.parties.empty()) return;
  const auto& major = catalog::MajorDecisions::built_in();
  facts.hearing_right_due = false;  // by the sum of each party, not of all (DOMAIN 10.9)
  facts.hearing_right_why.clear();
  for (auto& party : facts.parties) {
    const auto intended = facts_for_party(c, agency, party);
    if (const auto why = major.hearing_right(intended, day); !why.empty()) {
      party.hearing_right_due = facts.hearing_right_due = true;
      party.hearing_right_why = why.front().explanation;
      if (facts.hearing_right_why.empty()) facts.hearing_right_why = party.name + "：" + party.hearing_right_why;
    }
    if (facts.review_required) continue;
    if (const auto why = major.legal_review_required(intended, day); !why.empty()) {
      facts.review_required = true;
      facts.review_why = party.name + "：" + why.front().explanation;
      facts.review_citation = why.front().citation;
    }
  }
}

ForOneParty::ForOneParty(ActContext& context, PartyId party)
    : context_(context), parties_(context.draft.parties), proposal_(context.draft.proposal) {
  auto& draft = context_.draft;
  std::erase_if(draft.parties, [&](const cases::Party& row) { return row.id != party; });
  if (!draft.proposal || draft.proposal->counts.empty()) return;
  auto& proposal = *draft.proposal;
  const auto share = cases::share_of(proposal, party);
  proposal.kinds = share.kinds;
  proposal.fine = share.fine;
  proposal.illegal_gains = share.illegal_gains;
  proposal.property_value = share.property_value;
  std::erase_if(proposal.counts, [&](const cases::Count& count) { return count.party != party; });
  proposal.violated.clear();
  proposal.basis.clear();
  for (const auto& count : proposal.counts) {
    add_new(proposal.violated, count.violated);
    add_new(proposal.basis, count.basis);
  }
}

ForOneParty::~ForOneParty() {
  context_.draft.parties = std::move(parties_);
  context_.draft.proposal = std::move(proposal_);
}

}  // namespace mingjing::flow
