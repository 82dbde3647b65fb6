// 登记、标注音像记录，说明缺失和中断，审批说明; and what looking into a file found (the system's own act). A recording is a staged
// upload named with the digest it means, as evidence is (CONTRACTS 7); its bytes are looked into by a job, never inside
// the command. Founding document 002, R-REC-011 to R-REC-019; APL 47.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/evidence/recording_list.h"
#include "domain/evidence/recording_rules.h"
#include "flow/named_row.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

constexpr std::size_t kRecordingsMax = 2000;  // of one case
constexpr std::size_t kMarksMax = 500;        // of one recording

const cases::Record* step_named(const ActContext& context) {
  const auto id = RecordId::parse(context.body.text("record_id"));
  const auto& rows = context.draft.records;
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return id && row.id == *id; });
  return found == rows.end() ? nullptr : &*found;
}

Status no_step() { return invalid("本案没有这个环节，请从办案记录中选择。", "record_id"); }

// The device's clock, less what it is ahead.
std::optional<Instant> by_our_clock(const ActContext& context, std::string_view field) {
  const auto shown = Instant::parse(context.body.text(field));
  if (!shown) return std::nullopt;
  return shown->plus_ms(-context.body.integer("clock_offset_s") * 1000);
}

// The time it took, by our clock; a length that only the file itself knows is not asked here.
Status check_times(ActContext& context, const cases::Record& step) {
  const auto from = by_our_clock(context, "started_at");
  if (!from) return invalid("时间请写成 2026-03-02T09:00+08:00 这样的形式。", "started_at");
  if (*from > context.work.now()) return invalid("开始时间在现在之后。请核对设备的时钟和偏差。", "started_at");
  const auto to = by_our_clock(context, "ended_at").value_or(*from);
  if (!context.body.text("ended_at").empty()) {
    if (to <= *from) return invalid("结束时间应在开始时间之后。", "ended_at");
    if (to > context.work.now()) return invalid("结束时间在现在之后。请核对设备的时钟和偏差。", "ended_at");
    if (to - *from > evidence::kRecordingMsMax) return invalid("一份记录超过24小时，请核对起止时间；长的请分段登记。", "ended_at");
  }
  // Of a step on the list it counts as its record, and must be of that time; on others it hangs for want of a step of its own.
  if (evidence::matter_of(step) != nullptr && evidence::away_from(step, {*from, to}) > evidence::kNearMs) {
    return invalid("这份记录的时间与“" + std::string(cases::name_zh(step.act)) + "”（" + step.occurred_at.text_zh() +
                       "）相差超过24小时。请核对时间和设备的时钟，或者选择它所记录的环节。",
                   "started_at");
  }
  return {};
}

Status prepare_adding(ActContext& context) {
  const auto* step = step_named(context);
  if (step == nullptr) return no_step();
  if (auto good = check_upload(context); !good) return good;
  auto& recordings = context.draft.recordings;
  if (recordings.size() >= kRecordingsMax) return invalid("本案的音像记录已达 2000 份，不能再增加。", "upload_id");
  for (const auto& other : recordings) {
    if (other.sha256 == context.staged->sha256) {
      return invalid("这份文件已经登记过（" + other.file_name + "），内容完全相同，不用再登记。", "upload_id");
    }
  }
  if (auto good = check_times(context, *step); !good) return good;
  if (const auto text = context.body.text("officer_id"); !text.empty()) {
    const auto officer = OfficerId::parse(text);
    if (!officer || !acting_officer(context, *officer, by_our_clock(context, "started_at")->date())) {
      return invalid("记录人不在本机关的执法人员名单里，请从名单中选择。", "officer_id");
    }
  }
  return {};
}

Status add(ActContext& context) {
  cases::Recording row;
  row.id = RecordingId(context.work.new_id());
  row.of = step_named(context)->id;
  row.file_name = context.staged->file_name;
  row.sha256 = context.staged->sha256;
  row.sm3 = context.staged->sm3;
  row.size = context.staged->size;
  row.media_type = context.staged->media_type;
  row.started_at = *by_our_clock(context, "started_at");
  row.ended_at = by_our_clock(context, "ended_at");
  row.clock_offset_s = context.body.integer("clock_offset_s");
  row.device = context.body.text("device");
  row.officer = OfficerId::parse(context.body.text("officer_id")).value_or(OfficerId());
  row.note = context.body.text("note");
  context.event_data.set("recording", row.id.text());
  context.event_data.set("of", row.of.text());
  context.event_data.set("sha256", row.sha256);
  if (!row.sm3.empty()) context.event_data.set("sm3", row.sm3);
  context.answer.set("recording_id", row.id.text());
  context.work.queue(ports::NewJob{
      "probe_recording", Json::object({{"case", context.draft.id.text()}, {"recording", row.id.text()}}), {}});
  context.draft.recordings.push_back(std::move(row));
  return {};
}

Status name_recording(ActContext& context) { return name_row(context, context.draft.recordings, "recording_id"); }

Status prepare_marking(ActContext& context) {
  if (auto named = name_recording(context); !named) return named;
  const auto& row = named_row(context, context.draft.recordings);
  if (row.marks.size() >= kMarksMax) return invalid("这份记录的标注已达 500 处，不能再增加。", "recording_id");
  if (row.duration_ms > 0 && context.body.integer("at_ms") > row.duration_ms) {
    return invalid("这个位置在文件结尾之后。请重新选择。", "at_ms");
  }
  return {};
}

Status mark(ActContext& context) {
  auto& row = named_row(context, context.draft.recordings);
  row.marks.push_back({context.body.integer("at_ms"), context.body.text("quote")});
  std::stable_sort(row.marks.begin(), row.marks.end(), [](const auto& a, const auto& b) { return a.at_ms < b.at_ms; });
  context.event_data.set("recording", row.id.text());
  return {};
}

bool must_be_recorded(const cases::Record& step) {
  const auto* matter = evidence::matter_of(step);
  return matter != nullptr && matter->duty == catalog::RecordingDuty::must;
}

Status prepare_explaining(ActContext& context) {
  const auto* step = step_named(context);
  if (step == nullptr) return no_step();
  if (context.draft.recording_gaps.size() >= kRecordingsMax) return invalid("本案的说明已达 2000 份，不能再增加。", "record_id");
  const auto from = Instant::parse(context.body.text("from")), to = Instant::parse(context.body.text("to"));
  if (from.has_value() != to.has_value()) return invalid("中断的开始和结束时间应当都写，或者都不写。", from ? "to" : "from");
  if (from && *to <= *from) return invalid("结束时间应在开始时间之后。", "to");
  if (to && *to > context.work.now()) return invalid("结束时间在现在之后。请核对中断的时间。", "to");
  if (context.body.text("reason") == "text_suffices" && must_be_recorded(*step)) {
    return invalid("“" + evidence::matter_of(*step)->name + "”应当音像记录，不能以文字记录代替。请选择没有记录的实际原因。", "reason");
  }
  return {};
}

Status explain(ActContext& context) {
  const auto& step = *step_named(context);
  cases::RecordingGap row;
  row.id = RecordingGapId(context.work.new_id());
  row.of = step.id;
  row.from = Instant::parse(context.body.text("from"));
  row.to = Instant::parse(context.body.text("to"));
  row.reason = context.body.text("reason");
  row.text = context.body.text("text");
  row.explained_at = context.at();
  row.explained_by = context.work.actor().user;
  row.needs_approval = must_be_recorded(step);
  context.event_data.set("recording_gap", row.id.text());
  context.event_data.set("of", row.of.text());
  context.event_data.set("reason", row.reason);
  context.answer.set("recording_gap_id", row.id.text());
  context.answer.set("needs_approval", row.needs_approval);
  context.draft.recording_gaps.push_back(std::move(row));
  return {};
}

Status name_gap(ActContext& context) { return name_row(context, context.draft.recording_gaps, "recording_gap_id"); }

Status prepare_deciding(ActContext& context) {
  if (auto named = name_gap(context); !named) return named;
  return reason_of_refusal(context, context.body.text("verdict") == "refused");
}

Status decide(ActContext& context) {
  auto& row = named_row(context, context.draft.recording_gaps);
  row.verdict = verdict_of(context.body.text("verdict"));
  row.decided_at = context.at();
  row.decided_by = context.work.actor().user;
  row.decision_reason = context.body.text("opinion");
  context.event_data.set("recording_gap", row.id.text());
  context.event_data.set("verdict", context.body.text("verdict"));
  return {};
}

Status note_findings(ActContext& context) {
  auto& row = named_row(context, context.draft.recordings);
  const Json& found = context.body;
  row.state = cases::parse_named(cases::kRecordingStates, found.text("state")).value();
  row.fault = found.text("fault");
  row.duration_ms = found.integer("duration_ms");
  row.container = found.text("container");
  row.video = found.text("video");
  row.audio = found.text("audio");
  row.width = found.integer("width");
  row.height = found.integer("height");
  row.made_at = found.text("made_at");
  context.event_data.set("recording", row.id.text());
  context.event_data.set("state", found.text("state"));
  return {};
}

}  // namespace

const Verb kAddRecording{cases::Act::add_recording, prepare_adding, add};
const Verb kMarkRecording{cases::Act::mark_recording, prepare_marking, mark};
const Verb kExplainRecording{cases::Act::explain_recording, prepare_explaining, explain};
const Verb kDecideRecordingGap{cases::Act::decide_recording_gap, prepare_deciding, decide};
const Verb kRecordingProbed{cases::Act::recording_probed, name_recording, note_findings};

}  // namespace mingjing::flow
