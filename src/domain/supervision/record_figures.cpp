// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/record_figures.h"

#include <algorithm>

#include "domain/archive/completeness.h"
#include "domain/evidence/recording_rules.h"
#include "domain/supervision/file_review.h"

namespace mingjing::supervision {
namespace {

using cases::Case;
using cases::Stage;

template <class Rows, class Is>
std::int64_t count(const Rows& rows, Is is) {
  return static_cast<std::int64_t>(std::count_if(rows.begin(), rows.end(), is));
}

void add_steps(RecordFigures& out, const Case& c) {
  using evidence::Coverage;
  using catalog::RecordingDuty;
  const auto steps = evidence::recorded_steps(c);
  const auto of = [](const evidence::RecordedStep& s, RecordingDuty duty) { return s.matter != nullptr && s.matter->duty == duty; };
  const auto settled = [](const evidence::RecordedStep& s) { return s.coverage <= Coverage::explained; };
  out.emplace_back("recordable_steps", count(steps, [](const auto& s) { return s.matter != nullptr; }));
  out.emplace_back("recorded_steps", count(steps, [](const auto& s) { return s.matter != nullptr && !s.counted.empty(); }));
  out.emplace_back("must_steps", count(steps, [&](const auto& s) { return of(s, RecordingDuty::must); }));
  out.emplace_back("must_settled", count(steps, [&](const auto& s) { return of(s, RecordingDuty::must) && settled(s); }));
  out.emplace_back("should_steps", count(steps, [&](const auto& s) { return of(s, RecordingDuty::should); }));
  out.emplace_back("should_settled", count(steps, [&](const auto& s) {
                     return of(s, RecordingDuty::should) && (settled(s) || !s.counted.empty());
                   }));
}

void add_files(RecordFigures& out, const Case& c) {
  const auto has_file = [](const auto& one) { return !one.file_name.empty(); };
  const auto has_digest = [](const auto& one) { return !one.file_name.empty() && !one.sha256.empty(); };
  out.emplace_back("files", static_cast<std::int64_t>(c.documents.size() + c.recordings.size()) + count(c.evidence, has_file));
  out.emplace_back("files_with_digest", count(c.documents, [](const auto& d) { return !d.model_sha256.empty(); }) +
                                            count(c.recordings, has_digest) + count(c.evidence, has_digest));
  const auto linked_text = [&](const cases::Document& d) { return c.record(d.record) != nullptr; };
  const auto linked_recording = [&](const cases::Recording& r) { return c.record(r.of) != nullptr; };
  out.emplace_back("material", static_cast<std::int64_t>(c.documents.size() + c.recordings.size()));
  out.emplace_back("material_linked", c.parties.empty() ? 0 : count(c.documents, linked_text) + count(c.recordings, linked_recording));
}

}  // namespace

RecordFigures record_figures(const Case& c) {
  RecordFigures out;
  if (c.stage() != Stage::closed && c.stage() != Stage::archived) return out;
  out.emplace_back("closed", 1);
  out.emplace_back("text_in_order", text_record_in_order(c, c.stage_since().date()) ? 1 : 0);
  out.emplace_back("record_whole", archive::missing_of(archive::check_record(c)).empty() ? 1 : 0);
  out.emplace_back("archived", c.stage() == Stage::archived ? 1 : 0);
  out.emplace_back("sealed", c.sealing ? 1 : 0);
  out.emplace_back("sealed_to_rule", c.sealing && c.sealing->passed() ? 1 : 0);
  out.emplace_back("documents", static_cast<std::int64_t>(c.documents.size()));
  out.emplace_back("from_template", count(c.documents, [](const auto& d) { return !d.template_id.empty(); }));
  out.emplace_back("records", static_cast<std::int64_t>(c.records.size()));
  out.emplace_back("in_time", count(c.records, [](const auto& r) { return r.late_reason.empty(); }));
  add_steps(out, c);
  out.emplace_back("av_evidence_cases", std::any_of(c.evidence.begin(), c.evidence.end(), [](const auto& e) {
                     return e.kind == cases::EvidenceKind::av_evidence && !e.excluded;
                   }) ? 1 : 0);
  add_files(out, c);
  std::erase_if(out, [](const auto& figure) { return figure.second == 0; });
  return out;
}

}  // namespace mingjing::supervision
