// Bodies for acts, filled from the act's own form and a few known values: what the form asks for is always there, what
// it merely allows is there now and then. Plausible, not always lawful: the guards decide.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/time.h"
#include "domain/cases/case.h"

namespace mingjing::robust {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  bool once_in(unsigned n) { return engine_() % n == 0; }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }

 private:
  std::mt19937_64 engine_;  // the same numbers everywhere, unlike the standard distributions
};

struct Known {
  std::string item, unit, first_officer, second_officer, reviewer;
  std::string host{};  // account of a hearing host
};

Json random_clue(Chance& chance, const Known& known, Date today);
Json random_body(Chance& chance, const Known& known, const cases::Case& enforcement_case, cases::Act act, Instant now);

}  // namespace mingjing::robust
