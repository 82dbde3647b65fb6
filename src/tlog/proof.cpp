// SPDX-License-Identifier: Apache-2.0
#include "tlog/proof.h"

#include "base/bytes.h"
#include "tlog/cosignature.h"

namespace mingjing::tlog {
namespace {

constexpr std::string_view kExtra = "extra ", kIndex = "index ";

tl::unexpected<Error> not_a_proof(std::string_view why) {
  return refuse(ErrorCode::bad_request, "不是有效的证明文件：" + std::string(why) + "。请重新下载后再试。");
}

// Takes one line off the front; nothing when no newline is left.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string format_proof(const Proof& proof) {
  std::string out(kProofHeading);
  out += "\n";
  if (proof.extra) out += std::string(kExtra) + to_base64(*proof.extra) + "\n";
  out += std::string(kIndex) + std::to_string(proof.index) + "\n";
  for (const Hash& hash : proof.path) out += base64(hash) + "\n";
  return out + "\n" + proof.checkpoint;
}

Result<Proof> parse_proof(std::string_view text) {
  if (text.size() > kMaxProofBytes) return refuse(ErrorCode::too_large, "证明文件太大，不予处理。");
  if (take_line(text) != kProofHeading) return not_a_proof("第一行应为 " + std::string(kProofHeading));
  Proof proof;
  auto line = take_line(text);
  if (line && line->substr(0, kExtra.size()) == kExtra) {
    proof.extra = from_base64(line->substr(kExtra.size()));
    if (!proof.extra || proof.extra->size() > kMaxExtraBytes) return not_a_proof("extra 行的编码不对");
    line = take_line(text);
  }
  if (!line || line->substr(0, kIndex.size()) != kIndex) return not_a_proof("缺少 index 行");
  const auto index = parse_decimal(line->substr(kIndex.size()));
  if (!index) return not_a_proof("index 行应为数字");
  proof.index = *index;
  for (line = take_line(text); line && !line->empty(); line = take_line(text)) {
    const auto hash = hash_from_base64(*line);
    if (!hash || proof.path.size() == kMaxProofHashes) return not_a_proof("哈希行不对");
    proof.path.push_back(*hash);
  }
  if (!line) return not_a_proof("缺少检查点");
  if (auto note = parse_note(text); !note) return refuse(note.error());
  proof.checkpoint = text;
  return proof;
}

Result<SignedCheckpoint> open_checkpoint(std::string_view bytes, const TrustPolicy& trust) {
  auto opened = open_checkpoint(bytes, trust.log, trust.origin);
  for (const auto& key : trust.former) {
    if (opened) break;
    if (auto before = open_checkpoint(bytes, key, trust.origin)) opened = std::move(before);
  }
  if (opened && trust.sm2) {
    if (auto second = verify_note(opened->note, {&*trust.sm2, 1}); !second) {
      return refuse(ErrorCode::digest_mismatch, "检查点没有有效的国密签名（SM2）。");
    }
  }
  return opened;
}

Result<SignedCheckpoint> verify_proof(const Proof& proof, std::string_view entry, const TrustPolicy& trust) {
  auto signed_head = open_checkpoint(proof.checkpoint, trust);
  if (!signed_head) return signed_head;
  if (!verify_inclusion(proof.index, signed_head->checkpoint.head, leaf_hash(entry), proof.path)) {
    return refuse(ErrorCode::digest_mismatch, "这一条不在检查点所签的日志里，或证明已被改动。");
  }
  const std::size_t seen = count_cosignatures(signed_head->note, trust.witnesses);
  if (seen < trust.quorum) {
    return refuse(ErrorCode::digest_mismatch, "见证签名不足：需要 " + std::to_string(trust.quorum) + " 个，有效的只有 " +
                                                  std::to_string(seen) + " 个。");
  }
  return signed_head;
}

}  // namespace mingjing::tlog
