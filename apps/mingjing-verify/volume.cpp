// SPDX-License-Identifier: Apache-2.0
#include "mingjing-verify/volume.h"

#include <algorithm>
#include <map>
#include <variant>

#include "base/bytes.h"
#include "base/json.h"
#include "base/text.h"
#include "base/zip.h"
#include "crypto/hash.h"
#include "tlog/entry.h"

namespace mingjing::verify_app {
namespace {

constexpr std::size_t kListMax = 8u << 20;
constexpr std::size_t kPiece = 1 << 20;
constexpr std::string_view kList = "digests.txt", kSeal = "seal.json", kProof = "seal.tlog-proof";

Report fail(Report report, std::string zh, Outcome outcome = Outcome::fails) {
  report.outcome = outcome;
  report.lines.push_back("  ✗ " + std::move(zh));
  return report;
}

class Volume {
 public:
  Volume(const Package& package, std::vector<ZipMember> members) : package_(package) {
    for (auto& member : members) members_.emplace(member.name, member);
  }
  std::size_t size() const { return members_.size(); }
  const ZipMember* find(std::string_view name) const {
    const auto found = members_.find(name);
    return found == members_.end() ? nullptr : &found->second;
  }
  // Empty: not there, or larger than `most`.
  std::string text(std::string_view name, std::size_t most) const {
    const auto* member = find(name);
    if (member == nullptr || member->size > most) return {};
    return package_.read(member->offset, static_cast<std::size_t>(member->size));
  }
  std::string digest(const ZipMember& member) const {
    crypto::Sha256 hash;
    for (std::uint64_t at = 0; at < member.size;) {
      const auto piece = package_.read(member.offset + at, static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, member.size - at)));
      if (piece.empty()) break;
      hash.update(piece);
      at += piece.size();
    }
    return to_hex(hash.finish());
  }

 private:
  const Package& package_;
  std::map<std::string, ZipMember, std::less<>> members_;
};

}  // namespace

Report check_volume(const Package& package, const tlog::TrustPolicy& trust) {
  Report report;
  auto members = read_zip(package.size, package.read);
  if (!members) return fail(std::move(report), members.error().message, Outcome::bad_input);
  const Volume volume(package, std::move(*members));
  for (const auto name : {kList, kSeal, kProof}) {
    if (volume.find(name) == nullptr) return fail(std::move(report), "归档包里没有 " + std::string(name) + "。", Outcome::bad_input);
  }

  const auto seal = parse_json(volume.text(kSeal, 1 << 16));
  const Json* event = seal ? seal->find("event") : nullptr;
  const auto salt = seal ? from_hex(seal->text("salt")) : std::nullopt;
  if (event == nullptr || !salt || salt->size() != tlog::kSaltBytes) return fail(std::move(report), "seal.json 不能读取。", Outcome::bad_input);
  const auto proof = tlog::parse_proof(volume.text(kProof, tlog::kMaxProofBytes));
  if (!proof || !proof->extra) return fail(std::move(report), "seal.tlog-proof 不能读取。", Outcome::bad_input);
  if (const auto proven = tlog::verify_proof(*proof, *proof->extra, trust); !proven) return fail(std::move(report), proven.error().message);
  report.lines.push_back("  ✓ 日志第 " + std::to_string(proof->index) + " 条由日志公钥签名。");
  const auto entry = tlog::parse_entry(*proof->extra);
  const auto* logged = entry ? std::get_if<tlog::EventEntry>(&*entry) : nullptr;
  if (logged == nullptr || logged->commit != tlog::event_commit(*salt, canonical(*event)) || logged->agency != event->text("agency"))
    return fail(std::move(report), "日志登记的不是这次封存。");
  const Json* data = event->find("data");
  if (event->text("type") != "volume_sealed" || data == nullptr) return fail(std::move(report), "这个事件不是封存案卷。");
  report.lines.push_back("  ✓ 封存登记在日志里，" + event->text("date") + "。");

  const std::string list = volume.text(kList, kListMax);
  if ("sha256:" + to_hex(crypto::sha256(list)) != data->text("manifest")) return fail(std::move(report), "摘要清单不是封存时的那一份。");
  report.lines.push_back("  ✓ 摘要清单与封存时一致。");

  std::size_t files = 0, findings = 0;
  std::string before;
  for (const auto line : split(list, '\n')) {
    if (line.empty()) continue;
    const bool formed = line.size() > 66 && line.substr(64, 2) == "  ";
    const std::string path(formed ? line.substr(66) : line);
    if (!formed || path <= before) return fail(std::move(report), "摘要清单不能读取。", Outcome::bad_input);
    before = path;
    ++files;
    const auto* member = volume.find(path);
    if (member != nullptr && volume.digest(*member) == line.substr(0, 64)) continue;
    ++findings;
    report.lines.push_back("  ✗ " + path + (member == nullptr ? "：归档包里没有。" : "：内容与封存时不同。"));
  }
  if (volume.size() != files + 3 && findings == 0) return fail(std::move(report), "归档包里有清单以外的文件。");
  if (findings > 0) return report;  // fails
  report.lines.push_back("  ✓ " + std::to_string(files) + " 个文件逐个核对，一字未改。");
  report.outcome = Outcome::holds;
  return report;
}

}  // namespace mingjing::verify_app
