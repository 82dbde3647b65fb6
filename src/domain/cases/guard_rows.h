// For tests: a changed fact, and what a guard then says. The rows stand in guards_test.cpp and, for notice, hearing,
// counts and service, in guards_hearing_test.cpp.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "domain/cases/guards.h"

namespace mingjing::cases {

struct RowOf {
  Guard guard;
  const char* name;
  void (*change)(Facts&);
  bool refused;
  const char* says = "";      // words the sentence must hold
  const char* citation = "";  // when other than the registry's
};

std::span<const RowOf> hearing_rows();

}  // namespace mingjing::cases
