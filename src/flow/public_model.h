// The public side of a decision: the masked document, the public description, what the leak scan must know.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/disclosure/display.h"
#include "domain/disclosure/leak_scan.h"
#include "domain/disclosure/masking.h"
#include "domain/disclosure/publication_json.h"
#include "flow/act_context.h"

namespace mingjing::flow {

inline constexpr std::string_view kPublicDocument = "public_decision";

// The committed decision document of the draft.
documents::DocumentModel decided_model(ActContext& context);
// It, masked, with what a person hid beside. Refused for a minor.
Result<disclosure::Masked> mask_decision(ActContext& context, const cases::Publication& publication);
// The public description without salt; files as given.
Result<disclosure::Publication> describe_publication(ActContext& context, const cases::Publication& publication,
                                                     const documents::DocumentModel& masked,
                                                     std::vector<disclosure::PublicFile> files);
// How long it is shown, by law.
disclosure::DisplayTerm display_of(const cases::Case& enforcement_case);
// What an agency says of itself everywhere, though it looks like something personal.
void allow_agency(ports::UnitOfWork& work, disclosure::LeakScope& scope);
// What must not stand in public text, and what may though it looks like it.
disclosure::LeakScope leak_scope(ActContext& context, std::vector<std::string> removed);
// Names and identifiers of the parties, for texts written by hand.
std::vector<std::string> party_values(const cases::Case& enforcement_case);
// What a tombstone shows: number, agency, decided_on, date, reason, words. No party.
std::string tombstone_json(ActContext& context);

}  // namespace mingjing::flow
