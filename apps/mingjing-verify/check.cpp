// SPDX-License-Identifier: Apache-2.0
#include "mingjing-verify/check.h"

#include <variant>

#include "base/bytes.h"
#include "base/json.h"
#include "crypto/hash.h"
#include "tlog/cosignature.h"
#include "tlog/entry.h"

namespace mingjing::verify_app {
namespace {

Report& pass(Report& report, std::string zh, std::string_view en) {
  report.lines.push_back("  ✓ " + std::move(zh) + "  (" + std::string(en) + ")");
  return report;
}

Report fail(Report report, std::string zh, std::string_view en, Outcome outcome = Outcome::fails) {
  report.outcome = outcome;
  report.lines.push_back("  ✗ " + std::move(zh) + "  (" + std::string(en) + ")");
  return report;
}

// Whether the document is one of the files that the published JSON lists.
Report check_file(Report report, const Inputs& inputs) {
  const auto json = parse_json(*inputs.json, {.bytes = 64u << 20, .values = 1'000'000});
  if (!json || json->as_object() == nullptr) {
    return fail(std::move(report), "--json 所指的文件不是 JSON。", "--json is not a JSON object", Outcome::bad_input);
  }
  const std::string digest = to_hex(crypto::sha256(inputs.document));
  for (const Json& file : json->items("files")) {
    if (file.text("sha256") != digest || file.integer("size", -1) != static_cast<std::int64_t>(inputs.document.size())) continue;
    report.outcome = Outcome::holds;
    return pass(report, "文件就是公示时所列的“" + file.text("name") + "”，一字未改。", "file listed with this SHA-256");
  }
  return fail(std::move(report), "文件不在公示所列的文件里，或已被改动（SHA-256 " + digest + "）。", "file not listed, or altered");
}

Report check_publication(Report report, const Inputs& inputs, const tlog::PublicationEntry& entry) {
  const std::string& published = inputs.json ? *inputs.json : inputs.document;
  if (crypto::sha256(published) != entry.digest) {
    return fail(std::move(report), std::string(inputs.json ? "--json 所指的文件" : "文件") + "与公示时登记的不一致，内容已被改动，或不是同一份。",
                "digest differs: altered, or another document");
  }
  pass(report, "内容与公示时登记的完全一致：机关 " + entry.agency + "，公示序号 " + std::to_string(entry.seq) + "。", "digest matches the entry");
  if (entry.replaces) {
    report.lines.push_back("    这份公示更正了公示序号 " + std::to_string(*entry.replaces) + "。  (replaces an earlier publication)");
  }
  if (inputs.json) return check_file(std::move(report), inputs);
  report.outcome = Outcome::holds;
  return report;
}

// An answer to a complaint is an opened event: salt and event together give the commitment that stands in the log.
Report check_opened(Report report, const Inputs& inputs, const tlog::EventEntry& entry) {
  const auto opened = parse_json(*inputs.event, {.bytes = 1u << 20});
  const auto salt = opened ? from_hex(opened->text("salt")) : std::nullopt;
  const auto event = opened ? parse_json(opened->text("event")) : refuse(ErrorCode::invalid, "");
  const Json* data = event ? event->find("data") : nullptr;
  if (!salt || data == nullptr)
    return fail(std::move(report), "--event 所指的文件不是公布答复的事件。", "--event is not an opened event", Outcome::bad_input);
  if (tlog::event_commit(*salt, opened->text("event")) != entry.commit)
    return fail(std::move(report), "事件不是日志里登记的那一件，或已被改动。", "event does not open the commitment");
  pass(report, "事件就是日志里登记的那一件：机关 " + entry.agency + "，第 " + std::to_string(entry.n) + " 件。", "event opens the commitment");
  if (event->text("type") == "take_down_answer")
    return fail(std::move(report), "这份答复已撤下，不应再作为现行答复使用。", "taken down");
  if (event->text("type") != "publish_answer")
    return fail(std::move(report), "这一件不是公布答复的事件。", "event is not the publication of an answer");
  if (data->text("digest") != crypto::digest_text(crypto::sha256(inputs.document)))
    return fail(std::move(report), "文件与公布时登记的不一致，内容已被改动，或不是同一份。", "digest differs: altered, or another document");
  report.outcome = Outcome::holds;
  return pass(report, "答复与公布时登记的完全一致。", "digest matches the event");
}

}  // namespace

Report check(const Inputs& inputs, const tlog::TrustPolicy& trust) {
  Report report;
  const auto proof = tlog::parse_proof(inputs.proof);
  if (!proof) {
    const bool other_file = std::string_view(inputs.proof).substr(0, tlog::kProofHeading.size()) != tlog::kProofHeading;
    return fail(std::move(report), proof.error().message, "malformed proof", other_file ? Outcome::bad_input : Outcome::fails);
  }
  if (!proof->extra) return fail(std::move(report), "证明文件里没有日志条目（extra 行）。请从决定书页面重新下载。", "proof has no entry");

  const auto checkpoint = tlog::open_checkpoint(proof->checkpoint, trust);
  if (!checkpoint) return fail(std::move(report), checkpoint.error().message, "checkpoint not signed by this log");
  pass(report, "检查点由日志“" + trust.origin + "”签名，当时共有 " + std::to_string(checkpoint->checkpoint.head.size) + " 条。",
       "checkpoint signed by the log");

  const auto held = tlog::verify_proof(*proof, *proof->extra, trust);
  if (!held) return fail(std::move(report), held.error().message, "entry not included, or too few witnesses");
  pass(report, "第 " + std::to_string(proof->index) + " 条确在日志之中，未被移动或替换。", "entry included in the tree");
  if (!trust.witnesses.empty()) {
    pass(report, "见证方有效签名 " + std::to_string(tlog::count_cosignatures(held->note, trust.witnesses)) + " 个，要求 " +
                     std::to_string(trust.quorum) + " 个。",
         "witness cosignatures");
  }

  const auto entry = tlog::parse_entry(*proof->extra);
  if (!entry) return fail(std::move(report), entry.error().message, "unknown entry");
  if (const auto* publication = std::get_if<tlog::PublicationEntry>(&*entry)) return check_publication(std::move(report), inputs, *publication);
  if (const auto* takedown = std::get_if<tlog::TakedownEntry>(&*entry)) {
    return fail(std::move(report), "这份公示已依法撤下：公示序号 " + std::to_string(takedown->seq) + "，" +
                                       std::string(tlog::takedown_reason_zh(takedown->reason)) + "。不应再作为现行公示使用。",
                "taken down: " + takedown->reason);
  }
  if (const auto* event = std::get_if<tlog::EventEntry>(&*entry)) {
    if (inputs.event) return check_opened(std::move(report), inputs, *event);
    return fail(std::move(report), "证明里的条目是一件事件。核对公开的答复，请用 --event 指明同一页面下载的 .event.json。",
                "entry is an event: give --event");
  }
  return fail(std::move(report), "证明里的条目不是决定书的公示。请从决定书页面下载证明文件。", "entry is not a publication");
}

}  // namespace mingjing::verify_app
