// What each kind of aggregate is found by. Internal to store/.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "ports/unit_of_work.h"
#include "store/projection.h"

namespace mingjing::store {

void derive_case(const ports::Aggregate& aggregate, const Sealer* sealer, DeriveMemo& memo,
                 std::vector<DerivedRow>& rows);
// By the letter it came in; in lists by state, handler and number.
void derive_complaint(const ports::Aggregate& aggregate, std::vector<DerivedRow>& rows);
// By number, serial number, unit and holder; how many of a kind a unit has.
void derive_device(const ports::Aggregate& aggregate, std::vector<DerivedRow>& rows);
// By name; its sessions by how they were recorded, and by case.
void derive_room(const ports::Aggregate& aggregate, std::vector<DerivedRow>& rows);
void derive_analysis(const ports::Aggregate& aggregate, std::vector<DerivedRow>& rows);
// By certificate number; in the unit as long as the certificate holds.
void derive_officer(const ports::Aggregate& aggregate, std::vector<DerivedRow>& rows);
void derive_agency(const ports::Aggregate& aggregate, std::vector<DerivedRow>& rows);
// user by user name, item by code, law version by title and date, calendar by year.
void derive_keys(const ports::Aggregate& aggregate, std::vector<DerivedRow>& rows);

}  // namespace mingjing::store
