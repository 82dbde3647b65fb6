// The figures of the overview, each with its question, what it found in one sentence, its rows as a table, and how it was
// computed. The charts draw the rows; the sentence is above them. Internal to api/.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "law/calendar.h"
#include "query/statistics.h"

namespace mingjing::http::api {

// Each writes one figure as an object.
void write_cases_by_stage(JsonWriter& out, const std::vector<query::StageFigure>& rows);
void write_cases_by_month(JsonWriter& out, const std::vector<query::MonthFigure>& rows, const query::Counted& what);
void write_lights(JsonWriter& out, const std::vector<query::LightFigure>& rows);
void write_filing_to_decision(JsonWriter& out, const std::vector<query::DecisionFigure>& rows);
void write_publication_timeliness(JsonWriter& out, const std::vector<query::PublicationFigure>& rows,
                                  const law::Calendar& calendar, Date today);

}  // namespace mingjing::http::api
