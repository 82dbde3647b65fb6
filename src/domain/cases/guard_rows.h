// For tests: how a row of the guards' table looks, and the rows that stand in files of their own (guards_test.cpp runs all).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "domain/cases/facts.h"
#include "domain/cases/guard_id.h"

namespace mingjing::cases {

struct RowOf {
  Guard guard;
  const char* name;
  void (*change)(Facts&);
  bool refused;
  const char* says = "";      // words the sentence must hold
  const char* citation = "";  // when other than the registry's
};

std::span<const RowOf> hearing_rows();  // guards_hearing_test.cpp: notice, hearing, counts, service
std::span<const RowOf> measure_rows();  // guards_measures_test.cpp
std::span<const RowOf> money_rows();    // guards_money_test.cpp
std::span<const RowOf> review_rows();   // guards_review_test.cpp: taking in, allocation, supplement, dispute; discretion

}  // namespace mingjing::cases
