// What the compiler checks of every procedure: no two rows for one stage, act and outcome; every stage can be reached;
// only terminal stages are never left; every row has its article and, unless it is the system's own, a role.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cases/procedure.h"

namespace mingjing::cases::check {

constexpr bool overlaps(const Row& a, const Row& b) {
  if (a.act != b.act || a.outcome != b.outcome) return false;
  if (a.from.empty() && b.from.empty()) return true;
  for (const auto& stage : kStages) {
    if (a.from.has(stage.value) && b.from.has(stage.value)) return true;
  }
  return false;
}

constexpr bool deterministic(std::span<const Row> rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = i + 1; j < rows.size(); ++j) {
      if (overlaps(rows[i], rows[j])) return false;
    }
  }
  return true;
}

constexpr bool one_creation(std::span<const Row> rows) {
  std::size_t made = 0;
  for (const Row& row : rows) made += row.from.empty() && row.to ? 1 : 0;
  return made == 1;
}

constexpr bool leaves(const Row& row, Stage stage) { return row.from.has(stage) && row.to && *row.to != stage; }

constexpr bool all_reachable(std::span<const Row> rows, StageSet stages) {
  bool reached[kStageCount]{};
  for (std::size_t round = 0; round <= kStageCount; ++round) {
    for (const Row& row : rows) {
      if (!row.to) continue;
      bool possible = row.from.empty();
      for (const auto& stage : kStages) possible |= row.from.has(stage.value) && reached[static_cast<int>(stage.value)];
      if (possible) reached[static_cast<int>(*row.to)] = true;
    }
  }
  for (const auto& stage : kStages) {
    if (stages.has(stage.value) != reached[static_cast<int>(stage.value)]) return false;
  }
  return true;
}

constexpr bool terminals_closed(std::span<const Row> rows, StageSet stages, StageSet terminals) {
  for (const auto& stage : kStages) {
    if (!stages.has(stage.value)) continue;
    bool left = false;
    for (const Row& row : rows) left |= !row.reopens && leaves(row, stage.value);
    if (left == terminals.has(stage.value)) return false;
  }
  return true;
}

constexpr bool every_row_cited(std::span<const Row> rows) {
  for (const Row& row : rows) {
    if (row.citation.empty()) return false;
  }
  return true;
}

constexpr bool only_system_acts_without_role(std::span<const Row> rows) {
  for (const Row& row : rows) {
    if (row.roles.empty() != is_system_act(row.act)) return false;
  }
  return true;
}

}  // namespace mingjing::cases::check
