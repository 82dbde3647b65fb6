// The registry of guards: named pure predicates over `Facts`, each with its legal source, its effect and its sentence.
// A guard without an article names its true source (DOMAIN 3.12). Limits that the agency owes never refuse: they ask
// for a reason and leave a mark.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/cases/facts.h"
#include "domain/cases/guard_id.h"

namespace mingjing::cases {

enum class GuardEffect : std::uint8_t {
  refuse,         // 不得进行: the law forbids the step
  refuse_policy,  // 内部规定: own rule, switchable by the agency's settings
  reason,         // 须写明理由: possible, with a written reason
  mark,           // 标记: possible, shown as such everywhere
};

struct GuardRow {
  Guard guard{};
  std::string_view id;
  std::string_view citation;  // shown to people; empty for rules of form
  GuardEffect effect{};
  bool needs_input = false;  // judges the act's body: silent while buttons are computed
  // The sentence why not, or nothing when the guard holds. Says what to do next (GUIDE 6). A citation of its own, when
  // the source depends on the facts, follows in `citation`.
  struct Finding {
    std::string message;
    std::string citation;  // empty: that of the row
    std::string field;
  };
  std::optional<Finding> (*judge)(const Facts&);
};

const GuardRow& guard_row(Guard guard);
// Judges one guard; the reason carries the guard's id as code.
std::optional<Reason> judge(Guard guard, const Facts& facts);

}  // namespace mingjing::cases
