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

std::span<const RowOf> money_rows();  // guards_money_test.cpp

}  // namespace mingjing::cases
