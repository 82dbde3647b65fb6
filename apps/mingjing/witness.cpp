// SPDX-License-Identifier: Apache-2.0
#include "mingjing/witness.h"

#include <unistd.h>

#include "base/bytes.h"
#include "base/text.h"
#include "crypto/hash.h"
#include "crypto/key_store.h"
#include "files/folder.h"
#include "mingjing/read_whole.h"
#include "tlog/cosignature.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;
using tlog::WitnessVerdict;

constexpr std::size_t kLogsMax = 1000;

std::string digest_of(std::string_view origin) { return to_hex(crypto::sha256(origin)); }

std::string machine_name() {
  char host[256] = {};
  if (::gethostname(host, sizeof(host) - 1) != 0 || host[0] == '\0') return "witness";
  return std::string(host) + "/witness";
}

int status_of(WitnessVerdict verdict) {
  switch (verdict) {
    case WitnessVerdict::cosign: return 200;
    case WitnessVerdict::malformed: return 400;
    case WitnessVerdict::not_signed: return 403;
    case WitnessVerdict::unknown_log: return 404;
    case WitnessVerdict::size_differs:
    case WitnessVerdict::root_differs: return 409;
    case WitnessVerdict::proof_fails: break;
  }
  return 422;
}

// The name that the folder is settled on; it goes into the key's id, so it never changes.
Result<std::string> settled_name(const fs::path& folder, const std::string& wanted) {
  std::string line = read_whole(folder / "vkey").value_or("");
  line = std::string(trim(line));
  if (line.empty()) {
    const std::string name = wanted.empty() ? machine_name() : wanted;
    if (!tlog::is_key_name(name)) return invalid("见证方的名称不能有空格、加号和控制字符：" + name + "。请用 --name 另取一个。", "name");
    return name;
  }
  const auto key = tlog::NoteVerifier::parse(line);
  if (!key) return invalid((folder / "vkey").string() + " 读不懂：" + key.error().message, "vkey");
  if (!wanted.empty() && wanted != key->name()) {
    return refuse(ErrorCode::conflict, "这个文件夹的见证方叫“" + key->name() + "”，名称定了就不能改。请去掉 --name，或者换一个空的文件夹。");
  }
  return key->name();
}

}  // namespace

std::string witnessed_path(std::string_view origin) { return digest_of(origin) + "/checkpoint"; }

Witness::Witness(fs::path folder, FolderLock lock, tlog::NoteVerifier verifier, crypto::SigningKey key,
                 std::vector<tlog::NoteVerifier> logs, const Clock& real_clock, std::function<void(const std::string&)> report)
    : folder_(std::move(folder)),
      lock_(std::move(lock)),
      verifier_(std::move(verifier)),
      key_(std::move(key)),
      known_(std::move(logs)),
      clock_(real_clock),
      report_(std::move(report)) {}

Result<std::unique_ptr<Witness>> Witness::open(const fs::path& folder, const std::string& name,
                                               std::vector<tlog::NoteVerifier> logs, const Clock& real_clock,
                                               std::function<void(const std::string&)> report) {
  if (logs.empty() || logs.size() > kLogsMax) return invalid("请用 --log 给出要见证的日志的公钥，至多 " + std::to_string(kLogsMax) + " 个。", "log");
  for (const auto& log : logs) {
    if (log.type() != tlog::SignatureType::ed25519) return invalid("--log 应为日志公钥，这是见证方公钥：" + log.name() + "。", "log");
  }
  files::make_folders((folder / "logs").string());
  auto lock = FolderLock::take(folder);
  if (!lock) return refuse(lock.error());
  const auto settled = settled_name(folder, name);
  if (!settled) return refuse(settled.error());
  const crypto::KeyStore keys(folder / "keys");
  if (!fs::exists(keys.folder() / "witness.ed25519")) {
    if (fs::exists(folder / "vkey")) return invalid("见证方的密钥不在了：" + keys.folder().string() + "。请放回备份，或者换一个空的文件夹重新开始，并重新公布公钥。", "keys");
    if (auto made = keys.create_witness(); !made) return refuse(made.error());
  }
  auto key = keys.load_witness();
  if (!key) return refuse(key.error());
  const tlog::NoteVerifier verifier(*settled, tlog::SignatureType::cosignature, (*key)->public_key());
  const auto kept = read_whole(folder / "vkey");
  if (kept && trim(*kept) != verifier.vkey()) return invalid("密钥与 " + (folder / "vkey").string() + " 不是一对。请核对放回的密钥。", "keys");
  if (!kept) files::write_durably((folder / "vkey").string(), verifier.vkey() + "\n");
  std::unique_ptr<Witness> out(new Witness(folder, std::move(*lock), verifier, std::move(**key), std::move(logs), real_clock,
                                           std::move(report)));
  if (auto loaded = out->load(); !loaded) return refuse(loaded.error());
  return out;
}

// What is there must bear the own cosignature: then this witness has signed it, whatever became of the log's keys.
Status Witness::load() {
  for (const auto& log : known_) {
    auto& at = logs_[log.name()];
    at.state.origin = log.name();
    const fs::path file = folder_ / "logs" / digest_of(log.name());
    if (!fs::exists(file)) continue;
    const auto bytes = read_whole(file);
    const auto note = bytes ? tlog::parse_note(*bytes) : refuse(ErrorCode::invalid, "");
    const auto checkpoint = note ? tlog::parse_checkpoint_text(note->text) : refuse(ErrorCode::invalid, "");
    std::optional<std::int64_t> signed_at;
    if (checkpoint && checkpoint->origin == log.name()) {
      for (const auto& signature : note->signatures) {
        if (verifier_.made(signature)) signed_at = tlog::check_cosignature(verifier_.public_key(), note->text, signature.bytes);
      }
    }
    if (!signed_at) {
      return invalid("见证记录损坏：" + file.string() +
                     "。它记着日志“" + log.name() + "”见证到哪里；没有它就可能为分叉的日志签名。请从备份放回，或者换一个空的文件夹重新开始，并重新公布公钥。", "logs");
    }
    at.state.head = checkpoint->head;
    at.state.cosigned_at = Instant(*signed_at * 1000);
    at.note = *bytes;
  }
  return {};
}

std::string Witness::accept(const tlog::WitnessDecision& decision, Log& log) {
  const Instant now = clock_.now();
  const auto& note = decision.checkpoint->note;
  const auto cosignature = tlog::cosign(verifier_.name(), key_, note.text, now.unix_ms() / 1000);
  tlog::Note kept{note.text, {}};
  for (const auto& signature : note.signatures) {
    const bool of_the_log = std::any_of(known_.begin(), known_.end(), [&](const auto& key) { return key.made(signature); });
    if (of_the_log) kept.signatures.push_back(signature);
  }
  kept.signatures.push_back(cosignature);
  std::string bytes = tlog::format_note(kept);
  const auto& head = decision.checkpoint->checkpoint.head;
  // The same head again says nothing new that could be forgotten.
  if (head != decision.held || log.note.empty()) {
    files::write_durably((folder_ / "logs" / digest_of(log.state.origin)).string(), bytes);
  }
  log.state.head = head;
  log.state.cosigned_at = now;
  log.note = std::move(bytes);
  return tlog::format_signature(cosignature);
}

WitnessAnswer Witness::add_checkpoint(std::string_view body) {
  const std::string text = "text/plain; charset=utf-8";
  const auto request = tlog::parse_add_checkpoint(body);
  if (!request) return {request.error().code == ErrorCode::too_large ? 413 : 400, text, request.error().message + "\n"};
  const std::lock_guard one(mutex_);
  const auto decision = tlog::judge(*request, known_, [this](const std::string& origin) { return logs_.at(origin).state.head; });
  if (decision.verdict == WitnessVerdict::cosign) {
    return {200, text, accept(decision, logs_.at(decision.checkpoint->checkpoint.origin))};
  }
  if (decision.checkpoint) {  // signed by the log: may be proof that it has forked
    auto& log = logs_.at(decision.checkpoint->checkpoint.origin);
    const bool forked = decision.verdict == WitnessVerdict::root_differs || decision.verdict == WitnessVerdict::proof_fails ||
                        (decision.verdict == WitnessVerdict::size_differs && request->old_size != 0 &&
                         decision.checkpoint->checkpoint.head.size < decision.held.size);
    if (forked) {
      if (log.state.refused_why != decision.why) report_("拒绝见证“" + log.state.origin + "”：" + decision.why + "请求：" + request->checkpoint);
      log.state.refused_at = clock_.now();
      log.state.refused_why = decision.why;
    }
  }
  const int status = status_of(decision.verdict);
  if (status == 409) return {409, "text/x.tlog.size", std::to_string(decision.held.size) + "\n"};
  return {status, text, decision.why + "\n"};
}

std::optional<std::string> Witness::checkpoint(std::string_view origin_digest) const {
  const std::lock_guard one(mutex_);
  for (const auto& [origin, log] : logs_) {
    if (!log.note.empty() && digest_of(origin) == origin_digest) return log.note;
  }
  return std::nullopt;
}

std::vector<Witness::Watched> Witness::watched() const {
  const std::lock_guard one(mutex_);
  std::vector<Watched> out;
  for (const auto& [origin, log] : logs_) out.push_back(log.state);
  return out;
}

}  // namespace mingjing::app
