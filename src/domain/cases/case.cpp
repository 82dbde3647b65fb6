// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/case.h"

#include <algorithm>

namespace mingjing::cases {

namespace {

template <class Rows, class Key>
auto find_by_id(Rows& rows, const Key& id) -> decltype(&rows.front()) {
  for (auto& row : rows) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

bool same_substance(const Proposal& a, const Proposal& b) {
  return a.outcome == b.outcome && a.facts == b.facts && a.kinds == b.kinds && a.kinds_text == b.kinds_text &&
         a.fine == b.fine && a.illegal_gains == b.illegal_gains && a.property_value == b.property_value &&
         a.counts == b.counts;
}

// Facts and basis are what a notice tells beside kinds and amounts (APL 44).
bool same_facts(const Proposal& a, const Proposal& b) {
  const auto same = [](const Count& x, const Count& y) {
    return x.party == y.party && x.item_id == y.item_id && x.facts == y.facts && x.basis == y.basis;
  };
  return a.facts == b.facts && a.basis == b.basis &&
         std::equal(a.counts.begin(), a.counts.end(), b.counts.begin(), b.counts.end(), same);
}

}  // namespace

Case::Case() = default;
Case::Case(const Case&) = default;
Case::Case(Case&&) noexcept = default;
Case& Case::operator=(const Case&) = default;
Case& Case::operator=(Case&&) noexcept = default;
Case::~Case() = default;

void Case::set_proposal(Proposal next, Instant at, bool only_words) {
  next.substance_version = next.facts_version = 1;
  next.substance_changed_at = at;
  if (proposal) {
    const bool same = same_substance(*proposal, next);
    next.substance_version = proposal->substance_version + (same ? 0 : 1);
    if (same) next.substance_changed_at = proposal->substance_changed_at;
    const bool told_alike = only_words || same_facts(*proposal, next);
    next.facts_version = proposal->facts_version + (told_alike ? 0 : 1);
  }
  proposal = std::move(next);
}

const Record* Case::record(RecordId record_id) const { return find_by_id(records, record_id); }
const Party* Case::party() const {
  for (const auto& row : parties) {
    if (row.released_reason.empty()) return &row;
  }
  return nullptr;
}
const Publication* Case::proposed_publication() const {
  const Publication& last = correction ? *correction : publication;
  return last.state == PublicationState::proposed ? &last : nullptr;
}
Publication* Case::proposed_publication() {
  return const_cast<Publication*>(static_cast<const Case*>(this)->proposed_publication());
}
DecisionId Case::public_id() const {
  if (!publication.id.is_nil() || !decision) return publication.id;
  return decision->id;
}

const Document* Case::document(DocumentId document_id) const { return find_by_id(documents, document_id); }

const Party* Case::party(PartyId party_id) const { return find_by_id(parties, party_id); }

std::vector<const Party*> Case::present_parties() const {
  std::vector<const Party*> out;
  for (const Party& row : parties) {
    if (row.released_reason.empty()) out.push_back(&row);
  }
  return out;
}

Told* Notice::of(PartyId party) {
  const auto row = std::find_if(told.begin(), told.end(), [&](const Told& one) { return one.party == party; });
  return row == told.end() ? nullptr : &*row;
}
const Told* Notice::of(PartyId party) const { return const_cast<Notice*>(this)->of(party); }

// What holds the case up most comes first.
HearingState hearing_state_of(const Notice& notice) {
  using enum HearingState;
  for (HearingState state : {requested, notified, held, right_told, reported, terminated, withdrawn, waived}) {
    for (const Told& one : notice.told) {
      if (one.hearing == state) return state;
    }
  }
  return none;
}

Obligation* Case::open_obligation(std::string_view rule, std::string_view subject) {
  for (auto limit = obligations.rbegin(); limit != obligations.rend(); ++limit) {
    if (limit->rule == rule && limit->is_open() && (subject.empty() || limit->subject == subject)) return &*limit;
  }
  return nullptr;
}

const Obligation* Case::obligation(std::string_view rule, std::string_view subject) const {
  for (auto limit = obligations.rbegin(); limit != obligations.rend(); ++limit) {
    if (limit->rule == rule && (subject.empty() || limit->subject == subject)) return &*limit;
  }
  return nullptr;
}

bool Case::is_handler(OfficerId officer) const {
  return !officer.is_nil() &&
         std::any_of(officers.begin(), officers.end(), [&](const CaseOfficer& row) { return row.id == officer; });
}

}  // namespace mingjing::cases
