// mingjing-verify: checks offline that a published decision is the one the log holds. Small on purpose: it links base,
// crypto and tlog only, so that one person can read all that it does.
//
//   mingjing-verify DOCUMENT PROOF --vkey KEY [--origin NAME] [--json FILE | --event FILE] [--witness VKEY]… [--quorum N]
//   mingjing-verify --audit EXPORT --log FOLDER --vkey KEY [--origin NAME] [--checkpoint FILE] [--since FILE] [--timestamp FILE --timestamp-ca FILE] [--witness VKEY]… [--quorum N]
//
// Exit: 0 it holds; 1 it does not, and what; 2 bad input. Each file is read once; nothing is written or fetched.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/timestamp.h"
#include "mingjing-verify/audit.h"
#include "mingjing-verify/check.h"
#include "mingjing-verify/volume.h"
#include "tlog/checkpoint.h"
#include "tlog/log_folder.h"

namespace {

using namespace mingjing;

constexpr std::size_t kMaxDocument = std::size_t{1} << 30;

constexpr const char* kUsage =
    "用法：mingjing-verify 文件 证明文件 --vkey 公钥 [--origin 日志名] [--json 决定.json | --event 答复.event.json] [--witness 见证方公钥]… [--quorum N]\n"
    "\n"
    "      mingjing-verify --audit 导出文件 --log 日志文件夹 --vkey 公钥 [--checkpoint 文件] [--since 上次的检查点] [--timestamp 文件 --timestamp-ca 根证书.pem]\n"
    "      mingjing-verify --volume 归档包.zip --vkey 公钥\n"
    "\n"
    "离线检查：公示的决定是否与日志所登记的一字不差、日志是否为该机关所签。\n"
    "  文件       下载的 .json；或它所列的文件之一（如 decision.pdf），此时用 --json 指明那个 .json\n"
    "  --event    核对公开的答复时，指明同一页面下载的 .event.json\n"
    "  证明文件   下载的 .tlog-proof\n"
    "  --vkey     日志公钥，见 /log/vkey；请从另一个可信的渠道核对。日志换过密钥的，现在的写在前面，以前的可以再写\n"
    "  --vkey-sm2 日志的国密公钥（SM2），见 /log/vkey-sm2；给出时还要有它的签名\n"
    "  --origin   日志名，默认为公钥中的名称\n"
    "  --witness  可多次；--quorum 至少要有几个见证方的有效签名，默认为 0\n"
    "  --audit    审计：把 mingjing export audit 导出的事件与日志的一份拷贝（tile 文件夹和 checkpoint）逐件核对，\n"
    "             找出被改动、被删去的事件，和既没有公示也没有登记不予公示的决定；--since 是上次审计时保存的检查点；\n"
    "             --timestamp 是那个检查点的时间戳（/log/timestamps），--timestamp-ca 是所信任的时间戳机构的根证书\n"
    "  --volume   核对案卷归档包：每个文件的摘要，和封存这件事是否登记在日志里\n"
    "返回：0 通过，1 不通过，2 输入有误\n"
    "\n"
    "Usage: mingjing-verify DOCUMENT PROOF --vkey KEY [--origin NAME] [--json FILE | --event FILE] [--witness VKEY]... [--quorum N]\n"
    "       mingjing-verify --audit EXPORT --log FOLDER --vkey KEY [--origin NAME] [--checkpoint FILE] [--since FILE] [--timestamp FILE --timestamp-ca FILE]\n"
    "       mingjing-verify --volume PACKAGE --vkey KEY [--origin NAME]\n"
    "Exit status: 0 verified, 1 does not verify, 2 bad input.\n";

struct Options {
  std::vector<std::string> files;
  std::vector<std::string> vkeys;
  std::optional<std::string> vkey_sm2, origin, json, event, audit, log, checkpoint, since, timestamp, timestamp_ca, volume;
  std::vector<std::string> witnesses;
  std::size_t quorum = 0;
};

[[nodiscard]] int bad_input(const std::string& message) {
  std::fprintf(stderr, "输入有误：%s\n用 --help 查看用法。\n", message.c_str());
  return 2;
}

// The fault, or nothing.
std::optional<std::string> parse(int argc, char** argv, Options& out) {
  const auto once = [](std::optional<std::string>& slot, std::string value) -> std::optional<std::string> {
    if (slot) return "同一个选项只能写一次。";
    slot = std::move(value);
    return std::nullopt;
  };
  bool options_end = false;
  for (int i = 1; i < argc; ++i) {
    std::string name = argv[i];
    if (options_end || name.empty() || name[0] != '-' || name == "-") {
      out.files.push_back(name);
      continue;
    }
    if (name == "--") {
      options_end = true;
      continue;
    }
    std::string value;
    if (const std::size_t equals = name.find('='); equals != std::string::npos) {
      value = name.substr(equals + 1);
      name.resize(equals);
    } else if (i + 1 < argc) {
      value = argv[++i];
    } else {
      return name + " 后面缺少内容。";
    }
    std::optional<std::string> fault;
    if (name == "--vkey") {
      if (std::find(out.vkeys.begin(), out.vkeys.end(), value) != out.vkeys.end()) return "同一把公钥只能写一次。";
      out.vkeys.push_back(value);
    }
    else if (name == "--vkey-sm2") fault = once(out.vkey_sm2, value);
    else if (name == "--origin") fault = once(out.origin, value);
    else if (name == "--json") fault = once(out.json, value);
    else if (name == "--event") fault = once(out.event, value);
    else if (name == "--audit") fault = once(out.audit, value);
    else if (name == "--log") fault = once(out.log, value);
    else if (name == "--checkpoint") fault = once(out.checkpoint, value);
    else if (name == "--volume") fault = once(out.volume, value);
    else if (name == "--since") fault = once(out.since, value);
    else if (name == "--timestamp") fault = once(out.timestamp, value);
    else if (name == "--timestamp-ca") fault = once(out.timestamp_ca, value);
    else if (name == "--witness") out.witnesses.push_back(value);
    else if (name == "--quorum") {
      const auto n = tlog::parse_decimal(value);
      if (!n || *n > 1000) return "--quorum 应为数字。";
      out.quorum = *n;
    } else return "没有 " + name + " 这个选项。";
    if (fault) return fault;
  }
  const bool of_audit = out.log || out.checkpoint || out.since || out.timestamp || out.timestamp_ca;
  if (out.volume && (!out.files.empty() || out.json || out.event || out.audit || of_audit)) return "--volume 只和公钥、--origin、见证方一起用。";
  if (out.audit && (!out.files.empty() || out.json || out.event)) return "--audit 不和文件、证明文件一起用。";
  if (out.audit && !out.log) return "缺少 --log（日志文件夹）。";
  if (!out.audit && of_audit) return "--log、--checkpoint、--since、--timestamp 只和 --audit 一起用。";
  if (out.timestamp.has_value() != out.timestamp_ca.has_value()) return "--timestamp 和 --timestamp-ca 要一起给出。";
  if (!out.audit && !out.volume && out.files.size() != 2) return "需要两个文件：文件和证明文件。";
  if (out.json && out.event) return "--json 用于决定，--event 用于答复，只能写一个。";
  if (out.vkeys.empty()) return "缺少 --vkey（日志公钥）。";
  if (out.quorum > out.witnesses.size()) return "--quorum 多于所给的见证方公钥。";
  return std::nullopt;
}

std::optional<std::string> read_file(const std::string& path, std::size_t limit) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes;
  std::vector<char> buffer(1 << 16);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), in.gcount() > 0) {
    bytes.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > limit) return std::nullopt;
  }
  if (!in.eof() || in.bad()) return std::nullopt;
  return bytes;
}

int run_audit(const Options& options, const tlog::TrustPolicy& trust) {
  std::ifstream events(*options.audit, std::ios::binary);
  if (!events) return bad_input("读不到导出文件 " + *options.audit + "。");
  const tlog::LogFolder log(*options.log);
  auto checkpoint = options.checkpoint ? read_file(*options.checkpoint, tlog::kMaxNoteBytes) : log.read("checkpoint");
  if (!checkpoint) return bad_input("读不到检查点。它在日志文件夹里叫 checkpoint，或用 --checkpoint 指明。");
  verify_app::AuditInputs inputs{events, log, std::move(*checkpoint), std::nullopt};
  if (options.timestamp) {
    inputs.timestamp = read_file(*options.timestamp, crypto::kMaxTimestampBytes);
    if (!inputs.timestamp) return bad_input("读不到时间戳 " + *options.timestamp + "。");
    if (!crypto::holds_certificates(*options.timestamp_ca)) return bad_input("--timestamp-ca 里没有证书（PEM）：" + *options.timestamp_ca + "。");
    inputs.authorities = *options.timestamp_ca;
  }
  if (options.since) {
    inputs.since = read_file(*options.since, tlog::kMaxNoteBytes);
    if (!inputs.since) return bad_input("读不到 " + *options.since + "。");
  }
  const verify_app::Report report = verify_app::audit(inputs, trust);
  for (const std::string& line : report.lines) std::printf("%s\n", line.c_str());
  if (report.outcome == verify_app::Outcome::holds) std::printf("通过：导出的事件与日志一致，没有漏掉的决定。（VERIFIED）\n");
  else std::printf("不通过。（%s）\n", report.outcome == verify_app::Outcome::fails ? "NOT VERIFIED" : "BAD INPUT");
  return static_cast<int>(report.outcome);
}

int run_volume(const Options& options, const tlog::TrustPolicy& trust) {
  std::ifstream in(*options.volume, std::ios::binary | std::ios::ate);
  if (!in) return bad_input("读不到归档包 " + *options.volume + "。");
  const auto size = static_cast<std::uint64_t>(in.tellg());
  const verify_app::Package package{size, [&in](std::uint64_t offset, std::size_t length) {
                                      std::string out(length, '\0');
                                      in.clear();
                                      in.seekg(static_cast<std::streamoff>(offset));
                                      in.read(out.data(), static_cast<std::streamsize>(length));
                                      out.resize(static_cast<std::size_t>(in.gcount()));
                                      return out;
                                    }};
  const verify_app::Report report = verify_app::check_volume(package, trust);
  for (const std::string& line : report.lines) std::printf("%s\n", line.c_str());
  if (report.outcome == verify_app::Outcome::holds) std::printf("通过：案卷与封存时一字不差。（VERIFIED）\n");
  else std::printf("不通过。（%s）\n", report.outcome == verify_app::Outcome::fails ? "NOT VERIFIED" : "BAD INPUT");
  return static_cast<int>(report.outcome);
}

int run(const Options& options) {
  std::vector<tlog::NoteVerifier> logs;
  for (const std::string& text : options.vkeys) {
    auto log = tlog::NoteVerifier::parse(text);
    if (!log) return bad_input(log.error().message);
    if (log->type() != tlog::SignatureType::ed25519) return bad_input("--vkey 应为日志公钥，这是见证方公钥。");
    logs.push_back(std::move(*log));
  }
  tlog::TrustPolicy trust{logs.front(), options.origin.value_or(logs.front().name())};
  trust.former.assign(logs.begin() + 1, logs.end());
  if (options.vkey_sm2) {
    auto second = tlog::NoteVerifier::parse(*options.vkey_sm2);
    if (!second || second->type() != tlog::SignatureType::sm2) return bad_input("--vkey-sm2 应为日志的国密公钥，见 /log/vkey-sm2。");
    trust.sm2 = std::move(*second);
  }
  trust.quorum = options.quorum;
  for (const std::string& text : options.witnesses) {
    auto witness = tlog::NoteVerifier::parse(text);
    if (!witness) return bad_input("--witness " + witness.error().message);
    if (witness->type() != tlog::SignatureType::cosignature) return bad_input("--witness 应为见证方公钥，这是日志公钥。");
    trust.witnesses.push_back(*witness);
  }

  if (options.audit) return run_audit(options, trust);
  if (options.volume) return run_volume(options, trust);

  verify_app::Inputs inputs;
  auto document = read_file(options.files[0], kMaxDocument);
  if (!document) return bad_input("读不到文件 " + options.files[0] + "。");
  auto proof = read_file(options.files[1], tlog::kMaxProofBytes);
  if (!proof) return bad_input("读不到证明文件 " + options.files[1] + "，或它太大。");
  if (options.json) {
    inputs.json = read_file(*options.json, kMaxDocument);
    if (!inputs.json) return bad_input("读不到 " + *options.json + "。");
  }
  if (options.event) {
    inputs.event = read_file(*options.event, kMaxDocument);
    if (!inputs.event) return bad_input("读不到 " + *options.event + "。");
  }
  inputs.document = std::move(*document);
  inputs.document_name = options.files[0];
  inputs.proof = std::move(*proof);

  const verify_app::Report report = verify_app::check(inputs, trust);
  std::printf("%s\n", inputs.document_name.c_str());
  for (const std::string& line : report.lines) std::printf("%s\n", line.c_str());
  if (report.outcome == verify_app::Outcome::holds) std::printf("通过：这是所公示的原文。（VERIFIED）\n");
  else std::printf("不通过。（%s）\n", report.outcome == verify_app::Outcome::fails ? "NOT VERIFIED" : "BAD INPUT");
  return static_cast<int>(report.outcome);
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--help" || std::string_view(argv[i]) == "-h") {
      std::fputs(kUsage, stdout);
      return 0;
    }
  }
  Options options;
  if (const auto fault = parse(argc, argv, options)) return bad_input(*fault);
  return run(options);
}
