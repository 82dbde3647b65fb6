// 延长保管、暂停销毁、提请、审批、执行、监督销毁音像记录, and that its bytes are gone (the system's own act). Whether the term is over
// and nothing stays the destruction is judged by guards at each step anew (domain/evidence/retention.h). The bytes are
// removed by a job after the witness, never inside the command; what is left is the tombstone 「销毁登记」 in the case.
// 档案法 21(2); R-REC-020.
// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/file_keys.h"
#include "flow/named_row.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

using cases::DestructionState;

constexpr std::size_t kStepsMax = 100;  // of a kind, of one recording

cases::Hand hand_of(const ActContext& context) {
  const auto& actor = context.work.actor();
  return {actor.user, actor.name, context.at()};
}

Status name_recording(ActContext& context) { return name_row(context, context.draft.recordings, "recording_id"); }
cases::Recording& recording(ActContext& context) { return named_row(context, context.draft.recordings); }

void note(ActContext& context, const cases::Recording& row) {
  context.event_data.set("recording", row.id.text());
  context.event_data.set("sha256", row.sha256);
}

Status too_many() { return invalid("这份音像记录已登记 100 次，不能再登记。", "recording_id"); }

Status prepare_lengthening(ActContext& context) {
  if (auto named = name_recording(context); !named) return named;
  const auto& row = recording(context);
  if (row.lengthened.size() >= kStepsMax) return too_many();
  const auto to = cases::parse_named(cases::kKeptFor, context.body.text("kept_for"));
  const auto now = evidence::retention_of(context.draft, row).kept_for;
  if (!to || *to <= now) {
    return invalid("现在的保管期限是“" + std::string(cases::kKeptFor[static_cast<std::size_t>(now)].zh) +
                       "”，只能选更长的，不能缩短。",
                   "kept_for");
  }
  return {};
}
Status lengthen(ActContext& context) {
  auto& row = recording(context);
  const auto to = cases::parse_named(cases::kKeptFor, context.body.text("kept_for"));
  row.lengthened.push_back({to.value(), context.body.text("reason"), hand_of(context)});
  note(context, row);
  context.event_data.set("kept_for", context.body.text("kept_for"));
  return {};
}

Status prepare_holding(ActContext& context) {
  if (auto named = name_recording(context); !named) return named;
  const auto& row = recording(context);
  if (row.holds.size() >= kStepsMax) return too_many();
  if (const auto* hold = row.hold()) return invalid("这份音像记录已由" + hold->set.name + "暂停销毁，不用再登记。", "recording_id");
  return {};
}
Status hold(ActContext& context) {
  auto& row = recording(context);
  row.holds.push_back({context.body.text("reason"), hand_of(context), {}, {}});
  note(context, row);
  return {};
}
Status lift(ActContext& context) {
  auto& row = recording(context);
  row.holds.back().lift_reason = context.body.text("reason");
  row.holds.back().lifted = hand_of(context);
  note(context, row);
  return {};
}

Status prepare_proposing(ActContext& context) {
  if (auto named = name_recording(context); !named) return named;
  return recording(context).destructions.size() >= kStepsMax ? too_many() : Status{};
}
Status propose(ActContext& context) {
  auto& row = recording(context);
  const auto retention = evidence::retention_of(context.draft, row);
  cases::Destruction next;
  next.kept_for = retention.kept_for;
  next.ground = retention.words();
  next.proposed = hand_of(context);
  next.reason = context.body.text("reason");
  row.destructions.push_back(std::move(next));
  note(context, row);
  context.event_data.set("kept_for", cases::kKeptFor[static_cast<std::size_t>(retention.kept_for)].id);
  return {};
}

Status prepare_deciding(ActContext& context) {
  if (auto named = name_recording(context); !named) return named;
  return reason_of_refusal(context, context.input.outcome == "refused");
}
Status decide(ActContext& context) {
  auto& row = recording(context);
  auto& destruction = row.destructions.back();
  const bool granted = context.input.outcome == "granted";
  destruction.state = granted ? DestructionState::approved : DestructionState::refused;
  destruction.decided = hand_of(context);
  destruction.opinion = context.body.text("opinion");
  note(context, row);
  context.event_data.set("verdict", context.input.outcome);
  return {};
}

// Both who carry it out name the digest they mean.
Status prepare_destroying(ActContext& context) {
  if (auto named = name_recording(context); !named) return named;
  if (recording(context).sha256 == context.body.text("sha256")) return {};
  return refuse(ErrorCode::digest_mismatch, "文件摘要与登记的不符。请核对是不是这一份。", "sha256");
}
Status carry_out(ActContext& context) {
  auto& row = recording(context);
  row.destructions.back().state = DestructionState::carried_out;
  row.destructions.back().carried_out = hand_of(context);
  note(context, row);
  return {};
}
Status witness(ActContext& context) {
  auto& row = recording(context);
  row.destructions.back().state = DestructionState::witnessed;
  row.destructions.back().witnessed = hand_of(context);
  note(context, row);
  context.work.queue(ports::NewJob{
      "destroy_recording", Json::object({{"case", context.draft.id.text()}, {"recording", row.id.text()}}), {}});
  return {};
}

Status prepare_noting(ActContext& context) {
  if (auto named = name_recording(context); !named) return named;
  const auto* destruction = recording(context).destruction();
  if (destruction == nullptr || destruction->state != DestructionState::witnessed) return invalid("没有等待删除的音像记录。");
  return {};
}
Status note_destroyed(ActContext& context) {
  auto& row = recording(context);
  auto& destruction = row.destructions.back();
  destruction.state = DestructionState::destroyed;
  destruction.destroyed_at = context.at();
  destruction.bytes_kept = context.body.flag("bytes_kept");
  note(context, row);
  context.event_data.set("bytes_kept", destruction.bytes_kept);
  return {};
}

}  // namespace

bool being_destroyed(ActContext& context, const std::string& sha256) {
  return !context.work.keys_between(evidence::file_key(evidence::FileUse::destroying, sha256), "", "~", 1).empty();
}

Status reason_of_refusal(const ActContext& context, bool refused) {
  return refused && context.body.text("opinion").empty() ? invalid("不同意的，请写明理由。", "opinion") : Status{};
}

const Verb kLengthenRetention{cases::Act::lengthen_retention, prepare_lengthening, lengthen};
const Verb kHoldRecording{cases::Act::hold_recording, prepare_holding, hold};
const Verb kLiftRecordingHold{cases::Act::lift_recording_hold, name_recording, lift};
const Verb kProposeDestruction{cases::Act::propose_destruction, prepare_proposing, propose};
const Verb kDecideDestruction{cases::Act::decide_destruction, prepare_deciding, decide};
const Verb kCarryOutDestruction{cases::Act::carry_out_destruction, prepare_destroying, carry_out};
const Verb kWitnessDestruction{cases::Act::witness_destruction, prepare_destroying, witness};
const Verb kRecordingDestroyed{cases::Act::recording_destroyed, prepare_noting, note_destroyed};

}  // namespace mingjing::flow
