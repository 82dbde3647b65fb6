// Legal review and discretion on the case page: every round with its points, replies and what changed since the round
// before; whether review is a must and why; the assessments with their deviations.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "domain/cases/case.h"
#include "domain/cases/facts.h"

namespace mingjing::flow {

void write_reviews(JsonWriter& out, const cases::Case& enforcement_case);
void write_review_duty(JsonWriter& out, const cases::Facts& facts);
void write_discretion(JsonWriter& out, const cases::Case& enforcement_case);
// 本案可能须经法制审核，因为… Empty when nothing points to it.
std::string review_hint(const cases::Facts& facts);

}  // namespace mingjing::flow
