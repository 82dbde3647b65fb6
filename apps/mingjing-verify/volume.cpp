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
constexpr std::string_view kList = "digests.txt", kSm3List = "digests-sm3.txt", kSeal = "seal.json", kProof = "seal.tlog-proof", kDestroyed = "destroyed/";

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
  // With `profile` sm, SM3 too.
  crypto::FileDigests digests(const ZipMember& member, crypto::Profile profile) const {
    crypto::FileHash hash(profile);
    for (std::uint64_t at = 0; at < member.size;) {
      const auto piece = package_.read(member.offset + at, static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, member.size - at)));
      if (piece.empty()) break;
      hash.update(piece);
      at += piece.size();
    }
    return hash.finish();
  }

 private:
  const Package& package_;
  std::map<std::string, ZipMember, std::less<>> members_;
};

// An event of the log, opened with its salt: what it says is what the log holds a commitment to.
struct OpenedEvent {
  Json event;
  std::uint64_t index = 0;
  std::string fault;  // empty: it holds
  Outcome outcome = Outcome::fails;
};
OpenedEvent open_event(const Volume& volume, std::string_view event_file, std::string_view proof_file, const tlog::TrustPolicy& trust) {
  OpenedEvent out;
  const auto broken = [&](std::string what, Outcome outcome = Outcome::fails) {
    out.fault = std::move(what);
    out.outcome = outcome;
    return out;
  };
  const auto file = parse_json(volume.text(event_file, 1 << 16));
  const Json* event = file ? file->find("event") : nullptr;
  const auto salt = file ? from_hex(file->text("salt")) : std::nullopt;
  if (event == nullptr || !salt || salt->size() != tlog::kSaltBytes) return broken(std::string(event_file) + " 不能读取。", Outcome::bad_input);
  const auto proof = tlog::parse_proof(volume.text(proof_file, tlog::kMaxProofBytes));
  if (!proof || !proof->extra) return broken(std::string(proof_file) + " 不能读取。", Outcome::bad_input);
  if (const auto proven = tlog::verify_proof(*proof, *proof->extra, trust); !proven) return broken(proven.error().message);
  const auto entry = tlog::parse_entry(*proof->extra);
  const auto* logged = entry ? std::get_if<tlog::EventEntry>(&*entry) : nullptr;
  if (logged == nullptr || logged->commit != tlog::event_commit(*salt, canonical(*event)) || logged->agency != event->text("agency"))
    return broken("日志登记的不是 " + std::string(event_file) + " 里的事件。");
  out.event = *event;
  out.index = static_cast<std::uint64_t>(proof->index);
  return out;
}

// A recording may be destroyed when its time is over. Then the log holds that, for this file of this case.
bool lawfully_destroyed(const Volume& volume, const std::string& path, std::string_view sha256, const Json& sealed,
                        const tlog::TrustPolicy& trust, Report& report) {
  const std::string place = std::string(kDestroyed) + path;
  if (volume.find(place + ".json") == nullptr || volume.find(place + ".tlog-proof") == nullptr) return false;
  const auto opened = open_event(volume, place + ".json", place + ".tlog-proof", trust);
  const Json* data = opened.event.find("data");
  const Json *whose = opened.event.find("aggregate"), *ours = sealed.find("aggregate");
  if (!opened.fault.empty() || data == nullptr || whose == nullptr || ours == nullptr || *whose != *ours ||
      opened.event.text("type") != "recording_destroyed" || opened.event.text("agency") != sealed.text("agency") ||
      data->text("sha256") != sha256) {
    report.lines.push_back("  ✗ " + path + "：销毁登记不成立" + (opened.fault.empty() ? "，不是这一份。" : "：" + opened.fault));
    return false;
  }
  report.lines.push_back("  ✓ " + path + "：保管期限已满，" + opened.event.text("date") + " 销毁，登记在日志第 " + std::to_string(opened.index) + " 条。");
  return true;
}

}  // namespace

Report check_volume(const Package& package, const tlog::TrustPolicy& trust) {
  Report report;
  auto members = read_zip(package.size, package.read);
  if (!members) return fail(std::move(report), members.error().message, Outcome::bad_input);
  const Volume volume(package, std::move(*members));
  for (const auto name : {kList, kSeal, kProof}) {
    if (volume.find(name) == nullptr) return fail(std::move(report), "归档包里没有 " + std::string(name) + "。", Outcome::bad_input);
  }

  const auto opened = open_event(volume, kSeal, kProof, trust);
  if (!opened.fault.empty()) return fail(std::move(report), opened.fault, opened.outcome);
  report.lines.push_back("  ✓ 日志第 " + std::to_string(opened.index) + " 条由日志公钥签名。");
  const Json* event = &opened.event;
  const Json* data = event->find("data");
  if (event->text("type") != "volume_sealed" || data == nullptr) return fail(std::move(report), "这个事件不是封存案卷。");
  report.lines.push_back("  ✓ 封存登记在日志里，" + event->text("date") + "。");

  const std::string list = volume.text(kList, kListMax);
  if ("sha256:" + to_hex(crypto::sha256(list)) != data->text("manifest")) return fail(std::move(report), "摘要清单不是封存时的那一份。");
  report.lines.push_back("  ✓ 摘要清单与封存时一致。");

  // In the SM profile a second list, named in the first, has the SM3 digests.
  std::map<std::string, std::string, std::less<>> sm3;
  const std::string sm3_list = volume.text(kSm3List, kListMax);
  for (const auto line : split(sm3_list, '\n')) {
    if (line.empty()) continue;
    if (line.size() <= 66 || line.substr(64, 2) != "  " || !sm3.emplace(line.substr(66), line.substr(0, 64)).second)
      return fail(std::move(report), "SM3 摘要清单不能读取。", Outcome::bad_input);
  }

  std::size_t files = 0, destroyed = 0, findings = 0, checked_sm3 = 0;
  std::string before;
  for (const auto line : split(list, '\n')) {
    if (line.empty()) continue;
    const bool formed = line.size() > 66 && line.substr(64, 2) == "  ";
    const std::string path(formed ? line.substr(66) : line);
    if (!formed || path <= before) return fail(std::move(report), "摘要清单不能读取。", Outcome::bad_input);
    before = path;
    ++files;
    const auto* member = volume.find(path);
    const auto also = sm3.find(path);
    const auto found = member == nullptr ? crypto::FileDigests{}
                                         : volume.digests(*member, also == sm3.end() ? crypto::Profile::standard : crypto::Profile::sm);
    if (member != nullptr && found.digest == "sha256:" + std::string(line.substr(0, 64))) {
      if (also == sm3.end()) continue;
      ++checked_sm3;
      if (also->second == found.sm3) continue;
      ++findings;
      report.lines.push_back("  ✗ " + path + "：SM3 摘要与清单不同，SHA-256 摘要相同。");
      continue;
    }
    if (member == nullptr && lawfully_destroyed(volume, path, line.substr(0, 64), *event, trust, report)) {
      ++destroyed;
      continue;
    }
    ++findings;
    report.lines.push_back("  ✗ " + path + (member == nullptr ? "：归档包里没有。" : "：内容与封存时不同。"));
  }
  if (volume.size() != files + 3 + destroyed && findings == 0) return fail(std::move(report), "归档包里有清单以外的文件。");
  if (findings > 0) return report;  // fails
  report.lines.push_back("  ✓ " + std::to_string(files - destroyed) + " 个文件逐个核对 SHA-256 摘要，一字未改。");
  if (checked_sm3 > 0) report.lines.push_back("  ✓ 其中 " + std::to_string(checked_sm3) + " 个文件的 SM3 摘要也都相符。");
  report.outcome = Outcome::holds;
  return report;
}

}  // namespace mingjing::verify_app
