// Figures for the overview: one statement a question, over the cases that a reader may count. They read derived rows by
// index: open cases by stage, others by the day they were filed, closed or decided, so a year costs the same however many
// years there are.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "db/db.h"

namespace mingjing::query {

struct Counted {
  AgencyId agency;
  std::string unit;          // only cases of this unit; empty: all
  std::string lead_officer;  // only cases that this officer leads; empty: all
  Date today, from, to;      // the period, both days included
};

struct StageFigure {
  std::string stage;
  std::int64_t total = 0, yellow = 0, red = 0;
};
std::vector<StageFigure> cases_by_stage(db::Database& database, const Counted& what);

struct MonthFigure {
  std::string month;  // 2026-03
  std::int64_t filed = 0, closed = 0;
};
std::vector<MonthFigure> cases_by_month(db::Database& database, const Counted& what);

struct LightFigure {
  std::string light;  // red, yellow, green, none
  std::int64_t cases = 0;
};
std::vector<LightFigure> cases_by_light(db::Database& database, const Counted& what);

// Decisions of the period, the newest first, at most kDecisionsMax.
struct DecisionFigure {
  std::string id, case_no;
  Date filed_on, decided_on;
  std::optional<Date> due;  // of the decision, longer terms and suspensions counted in
};
inline constexpr std::int64_t kDecisionsMax = 2000;
std::vector<DecisionFigure> filing_to_decision(db::Database& database, const Counted& what);

struct PublicationFigure {
  Date decided_on;
  std::optional<Date> due, done_on;  // of what had to be shown; neither: nothing had to be
};
std::vector<PublicationFigure> publication_timeliness(db::Database& database, const Counted& what);

// What a figure was computed by, for whoever wants to check it.
enum class FigureQuestion { cases_by_stage, cases_by_month, cases_by_light, filing_to_decision, publication_timeliness };
const std::string& sql_of(FigureQuestion question);

}  // namespace mingjing::query
