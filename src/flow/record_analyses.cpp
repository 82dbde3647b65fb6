// SPDX-License-Identifier: Apache-2.0
#include "flow/record_analyses.h"

#include "base/text.h"

namespace mingjing::flow {
namespace {

using supervision::kRecordAnalysis;

cases::Hand hand_of(const ports::UnitOfWork& work) { return {work.actor().user, work.actor().name, work.now()}; }

}  // namespace

Result<RecordAnalysisId> record_analysis(ports::UnitOfWork& work, NewAnalysis wanted) {
  supervision::RecordAnalysis analysis{RecordAnalysisId(work.new_id()), wanted.year, std::move(wanted.figures),
                                       std::string(trim(wanted.weak_points)), std::string(trim(wanted.measures)), hand_of(work), {}};
  if (auto good = supervision::validate(analysis); !good) return refuse(good.error());
  auto aggregate = work.create(kRecordAnalysis, analysis.id.uuid());
  std::int64_t short_of = 0;
  for (const auto& figure : analysis.figures) short_of += figure.met == false ? 1 : 0;
  work.put(aggregate, supervision::part_of(analysis));
  work.append(aggregate, {"record_analysis", Json::object({{"analysis", analysis.id.text()}, {"year", analysis.year}, {"short", short_of}}), work.now()});
  return analysis.id;
}

Status note_analysis_result(ports::UnitOfWork& work, RecordAnalysisId id, std::int64_t version, supervision::AnalysisUse use,
                            const std::string& text) {
  auto aggregate = work.open(kRecordAnalysis, id.uuid(), version);
  if (!aggregate) return refuse(std::move(aggregate.error()));
  const auto* part = domain::find_part(aggregate->parts, kRecordAnalysis);
  if (part == nullptr) throw Unavailable("an analysis has no part: " + id.text());
  auto analysis = supervision::analysis_from_part(id, part->data);
  if (auto noted = supervision::note(analysis, {use, std::string(trim(text)), hand_of(work)}); !noted) return noted;
  work.put(*aggregate, supervision::part_of(analysis));
  work.append(*aggregate, {"note_analysis_result", Json::object({{"analysis", id.text()}, {"use", supervision::kAnalysisUses[static_cast<std::size_t>(use)].id}}), work.now()});
  return {};
}

}  // namespace mingjing::flow
