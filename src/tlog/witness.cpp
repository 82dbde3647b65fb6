// SPDX-License-Identifier: Apache-2.0
#include "tlog/witness.h"

namespace mingjing::tlog {
namespace {

constexpr std::string_view kOld = "old ";

tl::unexpected<Error> not_a_request(std::string_view why) {
  return refuse(ErrorCode::bad_request, "不是有效的见证请求：" + std::string(why) + "。");
}

std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string format_add_checkpoint(const AddCheckpoint& request) {
  std::string out = std::string(kOld) + std::to_string(request.old_size) + "\n";
  for (const Hash& hash : request.proof) out += base64(hash) + "\n";
  return out + "\n" + request.checkpoint;
}

Result<AddCheckpoint> parse_add_checkpoint(std::string_view bytes) {
  if (bytes.size() > kMaxAddCheckpointBytes) return refuse(ErrorCode::too_large, "见证请求太大，不予处理。");
  AddCheckpoint out;
  auto line = take_line(bytes);
  const auto size = line && line->starts_with(kOld) ? parse_decimal(line->substr(kOld.size())) : std::nullopt;
  if (!size) return not_a_request("第一行应为 old 和日志大小");
  out.old_size = *size;
  for (line = take_line(bytes); line && !line->empty(); line = take_line(bytes)) {
    const auto hash = hash_from_base64(*line);
    if (!hash) return not_a_request("哈希行的编码不对");
    if (out.proof.size() == kMaxWitnessProof) return not_a_request("哈希行太多");
    out.proof.push_back(*hash);
  }
  if (!line) return not_a_request("缺少检查点");
  if (auto note = parse_note(bytes); !note) return refuse(note.error());
  out.checkpoint = bytes;
  return out;
}

WitnessDecision judge(const AddCheckpoint& request, std::span<const NoteVerifier> logs,
                      const std::function<TreeHead(const std::string& origin)>& held) {
  WitnessDecision out;
  const auto say = [&out](WitnessVerdict verdict, std::string why) {
    out.verdict = verdict;
    out.why = std::move(why);
    return out;
  };
  auto note = parse_note(request.checkpoint);
  if (!note) return say(WitnessVerdict::malformed, note.error().message);
  auto checkpoint = parse_checkpoint_text(note->text);
  if (!checkpoint) return say(WitnessVerdict::malformed, checkpoint.error().message);
  std::vector<NoteVerifier> keys;
  for (const NoteVerifier& log : logs) {
    if (log.name() == checkpoint->origin) keys.push_back(log);
  }
  if (keys.empty()) return say(WitnessVerdict::unknown_log, "本见证方没有见证日志“" + checkpoint->origin + "”。");
  if (auto known = verify_note(*note, keys); !known) return say(WitnessVerdict::not_signed, known.error().message);
  const TreeHead next = checkpoint->head;
  out.held = held(checkpoint->origin);
  out.checkpoint = SignedCheckpoint{std::move(*checkpoint), std::move(*note)};
  if (request.old_size > next.size) return say(WitnessVerdict::malformed, "old 大于检查点的大小。");
  if (request.old_size != out.held.size) {
    return say(WitnessVerdict::size_differs, "见证过的大小是 " + std::to_string(out.held.size) + "，请求里写的是 " +
                                                 std::to_string(request.old_size) + "。");
  }
  if (next.size == out.held.size && next.root != out.held.root) {
    return say(WitnessVerdict::root_differs, "大小同为 " + std::to_string(next.size) + "，根与见证过的不同：日志分叉了。");
  }
  if (!verify_consistency(out.held, next, request.proof)) {
    return say(WitnessVerdict::proof_fails, "大小为 " + std::to_string(next.size) + " 的日志接不上见证过的 " +
                                                std::to_string(out.held.size) + " 条：日志分叉了，或者证明不对。");
  }
  return say(WitnessVerdict::cosign, {});
}

}  // namespace mingjing::tlog
