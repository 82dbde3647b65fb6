// A case as a caller may see it, within one snapshot: of the own agency by the right's reach, of an agency below for
// those who look down the tree. What else is to be shown of it is up to `use`. Internal to api/.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "flow/read_case.h"
#include "flow/read_unit.h"
#include "http/api/core.h"

namespace mingjing::http::api {

inline Error no_case() {
  return {ErrorCode::not_found, "没有找到这个案件，请核对编号，或者它不属于您所在的机关。", {}, {}, {}};
}

struct CaseWanted {
  std::string_view action;  // of domain/identity/rights.h
  CaseId id;
};

// `use(unit, case, in_full)` is called at most once; `in_full` says whether this caller sees identifiers unmasked.
template <class Use>
Status with_case(Api& api, const Caller& who, const CaseWanted& wanted, Use use) {
  using identity::Relation;
  if (auto allowed = allow(who, wanted.action, Relation::own); !allowed) return refuse(std::move(allowed.error()));
  ports::Actor reads_as = who.actor;
  const bool own_agency = wanted.id.agency_ordinal() == who.actor.agency_ordinal;
  if (!own_agency) {
    const auto other = api.services.directory->agency_by_ordinal(wanted.id.agency_ordinal());
    if (!other || relation_to_agency(api, who.actor, AgencyId(other->id)) != Relation::subordinate)
      return refuse(no_case());
    reads_as.agency = AgencyId(other->id);
  }
  Status out = refuse(no_case());
  api.services.snapshots->read([&](ports::Reader& reader) {
    const auto stored = reader.load(reads_as.agency, ports::kind::enforcement_case, wanted.id.uuid());
    if (!stored) return;
    auto c = cases::Case::from_parts(wanted.id, stored->parts);
    if (!c) throw Unavailable("a case cannot be read: " + wanted.id.text());
    const auto relation = own_agency ? relation_to(who.actor, *c) : Relation::subordinate;
    if (auto allowed = allow(who, wanted.action, relation); !allowed) {
      out = refuse(std::move(allowed.error()));
      return;
    }
    flow::ReadUnit unit(reader, reads_as, api.services.legal_clock->now());
    out = Status{};
    use(unit, *c, own_agency && flow::sees_identifiers(who.actor, *c));
  });
  return out;
}

// Where a piece of evidence or a recording belongs, in whichever agency; `mark` is the kind of its business key. Says nothing of who
// may see it.
struct PieceHome {
  AgencyId agency;
  CaseId id;
};
inline std::optional<PieceHome> home_of_piece(Api& api, std::string_view mark, Uuid piece) {
  const auto owner = api.services.directory->agency_by_ordinal(piece.agency_ordinal());
  if (!owner) return std::nullopt;
  const AgencyId agency(owner->id);
  std::optional<Uuid> found;
  api.services.snapshots->read([&](ports::Reader& reader) { found = reader.lookup(agency, mark, piece.text()); });
  return found ? std::optional(PieceHome{agency, CaseId(*found)}) : std::nullopt;
}

}  // namespace mingjing::http::api
