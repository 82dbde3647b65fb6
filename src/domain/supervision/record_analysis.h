// What an agency makes of the figures of its records 「记录统计分析」: the counted indicators as they stood, the weak points
// 「薄弱环节」 found in them, what is to be done 「改进措施」, and later what came of it 「结果运用」. R-USE-002; annex 2 of founding
// document 002, items 80–82. Aggregate and part `record_analysis`. Figures name nobody. Pure: no clock, no database.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "domain/cases/recording.h"
#include "domain/part.h"
#include "domain/supervision/indicators.h"

namespace mingjing {
using RecordAnalysisId = Id<struct RecordAnalysisTag>;
}

namespace mingjing::supervision {

inline constexpr std::string_view kRecordAnalysis = "record_analysis";
inline constexpr std::size_t kAnalysisTextMax = 2000;  // characters
inline constexpr std::size_t kAnalysisResultsMax = 20;

// A counted indicator on the day of the analysis.
struct AnalysisFigure {
  int number = 0;  // of the annex
  std::string name;
  std::int64_t numerator = 0, denominator = 0;  // no denominator: the number itself was judged
  std::optional<bool> met;                      // absent where there was nothing to count
  bool operator==(const AnalysisFigure&) const = default;
};

// What the results were used for, items 81 and 82 of the annex.
enum class AnalysisUse : std::uint8_t { improve_enforcement, protect_rights };
inline constexpr std::array<cases::Named<AnalysisUse>, 2> kAnalysisUses{{
    {AnalysisUse::improve_enforcement, "improve_enforcement", "改进执法"},
    {AnalysisUse::protect_rights, "protect_rights", "保护执法人员和当事人的合法权益"},
}};

struct AnalysisResult {
  AnalysisUse use = AnalysisUse::improve_enforcement;
  std::string text;
  cases::Hand noted;
  bool operator==(const AnalysisResult&) const = default;
};

struct RecordAnalysis {
  RecordAnalysisId id;
  int year = 0;  // whose records
  std::vector<AnalysisFigure> figures;
  std::string weak_points, measures;
  cases::Hand made;
  std::vector<AnalysisResult> results;  // oldest first
  bool operator==(const RecordAnalysis&) const = default;
};

// The counted ones of a set, judged.
std::vector<AnalysisFigure> figures_of(const IndicatorSet& set, const IndicatorCounts& counts);

// Refused with the fields: what is missing, too long, or not text.
Status validate(const RecordAnalysis& analysis);
// Adds a result. Refused: its text, too many.
Status note(RecordAnalysis& analysis, AnalysisResult result);

domain::Part part_of(const RecordAnalysis& analysis);
RecordAnalysis analysis_from_part(RecordAnalysisId id, const Json& data);

}  // namespace mingjing::supervision
