// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/record_analysis.h"

#include "domain/cases/hand_json.h"
#include "domain/identity/problems.h"

namespace mingjing::supervision {

std::vector<AnalysisFigure> figures_of(const IndicatorSet& set, const IndicatorCounts& counts) {
  std::vector<AnalysisFigure> out;
  for (const auto& one : set.all) {
    if (!one.counted()) continue;
    const auto found = ratio(one, counts);
    out.push_back({one.number, one.name, found.numerator, found.denominator, found.met});
  }
  return out;
}

Status validate(const RecordAnalysis& analysis) {
  identity::Problems problems;
  problems.paragraphs("weak_points", "薄弱环节", analysis.weak_points, kAnalysisTextMax);
  problems.paragraphs("measures", "改进措施", analysis.measures, kAnalysisTextMax);
  return problems.status();
}

Status note(RecordAnalysis& analysis, AnalysisResult result) {
  identity::Problems problems;
  problems.paragraphs("text", "结果运用的情况", result.text, kAnalysisTextMax);
  if (!problems.none()) return problems.status();
  if (analysis.results.size() >= kAnalysisResultsMax) {
    return invalid("一次分析最多登记" + std::to_string(kAnalysisResultsMax) + "次结果运用。请另作一次分析。", "text");
  }
  analysis.results.push_back(std::move(result));
  return {};
}

domain::Part part_of(const RecordAnalysis& analysis) {
  Json figures = Json::array();
  for (const auto& figure : analysis.figures) {
    Json row = Json::object({{"number", figure.number}, {"name", figure.name}, {"numerator", figure.numerator}});
    if (figure.denominator > 0) row.set("denominator", figure.denominator);
    if (figure.met) row.set("met", *figure.met);
    figures.push(std::move(row));
  }
  Json results = Json::array();
  for (const auto& result : analysis.results) {
    Json row = Json::object({{"use", kAnalysisUses[static_cast<std::size_t>(result.use)].id}, {"text", result.text}});
    cases::set_hand(row, "noted", result.noted);
    results.push(std::move(row));
  }
  Json data = Json::object({{"year", analysis.year}, {"figures", std::move(figures)}, {"weak_points", analysis.weak_points},
                            {"measures", analysis.measures}, {"results", std::move(results)}});
  cases::set_hand(data, "made", analysis.made);
  return {std::string(kRecordAnalysis), "", std::move(data), {}};
}

RecordAnalysis analysis_from_part(RecordAnalysisId id, const Json& data) {
  RecordAnalysis out;
  out.id = id;
  out.year = static_cast<int>(data.integer("year"));
  for (const auto& row : data.items("figures")) {
    AnalysisFigure figure{static_cast<int>(row.integer("number")), row.text("name"), row.integer("numerator"), row.integer("denominator"), {}};
    if (row.find("met") != nullptr) figure.met = row.flag("met");
    out.figures.push_back(std::move(figure));
  }
  out.weak_points = data.text("weak_points");
  out.measures = data.text("measures");
  out.made = cases::hand_of(data, "made");
  for (const auto& row : data.items("results")) {
    out.results.push_back({cases::parse_named(kAnalysisUses, row.text("use")).value_or(AnalysisUse::improve_enforcement),
                           row.text("text"), cases::hand_of(row, "noted")});
  }
  return out;
}

}  // namespace mingjing::supervision
