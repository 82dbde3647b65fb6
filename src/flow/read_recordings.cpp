// SPDX-License-Identifier: Apache-2.0
#include "flow/read_recordings.h"

#include "domain/cases/form.h"
#include "domain/evidence/recording_rules.h"
#include "domain/evidence/retention.h"
#include "flow/json_fields.h"
#include "flow/read_recording_lists.h"

namespace mingjing::flow {
namespace {

using evidence::Coverage;

void write_step(JsonWriter& out, const evidence::RecordedStep& step) {
  out.open_object().member("record", step.step->id.text()).member("act", cases::to_string(step.step->act));
  out.member("act_name", cases::name_zh(step.step->act));
  instant(out, "occurred_at", step.step->occurred_at);
  if (step.matter != nullptr) {
    out.key("matter").open_object();
    write_matter(out, *step.matter);
    out.close_object();
  }
  if (step.span) {
    instant(out, "from", step.span->from);
    instant(out, "to", step.span->to);
  }
  out.member("coverage", id_of(evidence::kCoverages, step.coverage));
  out.member("coverage_name", zh_of(evidence::kCoverages, step.coverage)).member("owed", step.owed());
  out.key("recordings").open_array();
  for (const auto* recording : step.recordings) out.value(recording->id.text());
  out.close_array().key("gaps").open_array();
  for (const auto& gap : step.gaps) {
    out.open_object();
    if (gap.span) {
      instant(out, "from", gap.span->from);
      instant(out, "to", gap.span->to);
    }
    if (gap.note != nullptr) out.member("explanation", gap.note->id.text());
    out.close_object();
  }
  out.close_array().close_object();
}

void write_hand(JsonWriter& out, std::string_view name, const cases::Hand& hand) {
  if (!hand.at) return;
  out.key(name).open_object().member("name", hand.name).member("at", hand.at->text()).close_object();
}

// The tombstone 「销毁登记」 once it is destroyed; before that, how far it has come.
void write(JsonWriter& out, const cases::Destruction& d) {
  out.key("destruction").open_object().member("state", id_of(cases::kDestructionStates, d.state));
  out.member("state_name", zh_of(cases::kDestructionStates, d.state)).member("kept_for_name", zh_of(cases::kKeptFor, d.kept_for));
  out.member("ground", d.ground);
  optional_text(out, "reason", d.reason);
  optional_text(out, "opinion", d.opinion);
  write_hand(out, "proposed", d.proposed);
  write_hand(out, "decided", d.decided);
  write_hand(out, "carried_out", d.carried_out);
  write_hand(out, "witnessed", d.witnessed);
  optional_instant(out, "destroyed_at", d.destroyed_at);
  out.member("bytes_kept", d.bytes_kept).close_object();
}

void write_stays(JsonWriter& out, const std::vector<evidence::Stay>& stays) {
  out.key("stays").open_array();
  for (const auto& stay : stays) {
    out.open_object().member("id", stay.id).member("name", stay.name).member("citation", stay.citation);
    if (stay.hold != nullptr) {
      out.member("reason", stay.hold->reason);
      write_hand(out, "set", stay.hold->set);
    }
    out.close_object();
  }
  out.close_array();
}

void write_retention(JsonWriter& out, const cases::Case& c, const cases::Recording& r, Date today, bool complaint_open) {
  const auto kept = evidence::retention_of(c, r);
  const auto stays = evidence::stays_of(c, r, complaint_open);
  out.key("retention").open_object().member("kept_for", id_of(cases::kKeptFor, kept.kept_for));
  out.member("kept_for_name", zh_of(cases::kKeptFor, kept.kept_for)).member("why", kept.why);
  optional_text(out, "citation", kept.citation);
  optional_date(out, "until", kept.until);
  out.member("over", kept.over(today));
  texts(out, "working", kept.working);
  write_stays(out, stays);
  if (const auto* d = r.destruction()) write(out, *d);
  out.key("next").open_array();
  for (const auto act : evidence::next_steps(r, kept.over(today) && stays.empty())) out.value(cases::to_string(act));
  out.close_array().close_object();
}

void write(JsonWriter& out, const cases::Recording& r, const cases::Case& c, Date today, bool complaint_open) {
  out.open_object().member("id", r.id.text()).member("record", r.of.text()).member("file_name", r.file_name);
  out.member("sha256", r.sha256).member("size", r.size).member("media_type", r.media_type);
  optional_text(out, "sm3", r.sm3);
  instant(out, "started_at", r.started_at);
  optional_instant(out, "ended_at", r.end());
  out.member("clock_offset_s", r.clock_offset_s);
  optional_text(out, "device", r.device);
  optional_id(out, "officer", r.officer);
  optional_text(out, "note", r.note);
  out.member("state", id_of(cases::kRecordingStates, r.state)).member("state_name", zh_of(cases::kRecordingStates, r.state));
  optional_text(out, "fault", r.fault);
  out.member("duration_ms", r.duration_ms);
  optional_text(out, "container", r.container);
  optional_text(out, "video", r.video);
  optional_text(out, "audio", r.audio);
  out.member("width", r.width).member("height", r.height);
  optional_text(out, "made_at", r.made_at);
  out.key("marks").open_array();
  for (const auto& mark : r.marks) out.open_object().member("at_ms", mark.at_ms).member("quote", mark.quote).close_object();
  out.close_array();
  write_retention(out, c, r, today, complaint_open);
  out.close_object();
}

void write(JsonWriter& out, const cases::RecordingGap& g) {
  out.open_object().member("id", g.id.text()).member("record", g.of.text());
  optional_instant(out, "from", g.from);
  optional_instant(out, "to", g.to);
  out.member("reason", g.reason).member("reason_name", cases::title_of_value(cases::Act::explain_recording, "reason", g.reason));
  out.member("text", g.text);
  instant(out, "explained_at", g.explained_at);
  out.member("needs_approval", g.needs_approval);
  if (g.needs_approval) {
    out.member("verdict", id_of(cases::kVerdicts, g.verdict)).member("verdict_name", zh_of(cases::kVerdicts, g.verdict));
    optional_instant(out, "decided_at", g.decided_at);
    optional_text(out, "decision_reason", g.decision_reason);
  }
  out.close_object();
}

}  // namespace

void write_recordings(JsonWriter& out, const cases::Case& c, Date today, bool complaint_open) {
  out.key("steps").open_array();
  for (const auto& step : evidence::recorded_steps(c)) write_step(out, step);
  out.close_array().key("recordings").open_array();
  for (const auto& row : c.recordings) write(out, row, c, today, complaint_open);
  out.close_array().key("explanations").open_array();
  for (const auto& row : c.recording_gaps) write(out, row);
  out.close_array();
}

void write_due_recording(JsonWriter& out, const cases::Case& c, std::string_view recording_id, Date today, bool complaint_open) {
  for (const auto& r : c.recordings) {
    if (r.id.text() != recording_id) continue;
    const auto* step = c.record(r.of);
    out.open_object().member("case", c.id.text()).member("case_no", c.case_no).member("cause", c.cause);
    out.member("recording", r.id.text()).member("file_name", r.file_name).member("size", r.size);
    out.member("act_name", step == nullptr ? std::string_view() : cases::name_zh(step->act));
    instant(out, "started_at", r.started_at);
    write_retention(out, c, r, today, complaint_open);
    out.close_object();
  }
}

}  // namespace mingjing::flow
