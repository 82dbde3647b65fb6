// The agency analyses the figures of its records (R-USE-002). Events: record_analysis, note_analysis_result.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "domain/supervision/record_analysis.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

struct NewAnalysis {
  int year = 0;
  std::vector<supervision::AnalysisFigure> figures;  // as counted just before: of days and people, no state that the command changes
  std::string weak_points, measures;
};
// Refused: fields.
Result<RecordAnalysisId> record_analysis(ports::UnitOfWork& work, NewAnalysis wanted);
// What came of an analysis. Refused: no such analysis, another version, the text, too many.
Status note_analysis_result(ports::UnitOfWork& work, RecordAnalysisId id, std::int64_t version, supervision::AnalysisUse use,
                            const std::string& text);

}  // namespace mingjing::flow
