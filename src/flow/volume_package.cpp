// SPDX-License-Identifier: Apache-2.0
#include "flow/volume_package.h"

#include <map>
#include <memory>

#include "base/json.h"
#include "base/text.h"
#include "base/zip.h"
#include "domain/archive/metadata.h"

namespace mingjing::flow {
namespace {

constexpr std::size_t kReadAtOnce = 1 << 20;
constexpr std::size_t kManifestMax = 8u << 20;
constexpr std::size_t kDigestChars = 64;

Status add_stored(ZipWriter& zip, const ports::ContentStore& files, std::string_view digest, std::string_view path) {
  const auto opened = files.open("sha256:" + std::string(digest));
  if (!opened) return refuse(ErrorCode::not_found, "归档包里的文件暂时取不到：" + std::string(path));
  return zip.add(path, opened->size(), [&](const std::function<void(std::string_view)>& take) {
    for (std::uint64_t at = 0; at < opened->size();) {
      const auto piece = opened->read(at, kReadAtOnce);
      if (piece.empty()) break;
      take(piece);
      at += piece.size();
    }
  });
}

Status add_event(ZipWriter& zip, const SealProof& proven, std::string_view event_file, std::string_view proof_file) {
  JsonWriter opened;
  opened.open_object().key("event").raw(proven.event).member("salt", proven.salt).close_object();
  if (auto added = zip.add(event_file, opened.text()); !added) return added;
  return zip.add(proof_file, proven.proof);
}

}  // namespace

DestroyedProof destroyed_among(std::vector<SealProof> proofs) {
  auto by_digest = std::make_shared<std::map<std::string, SealProof, std::less<>>>();
  for (auto& proof : proofs) {
    const auto event = parse_json(proof.event);
    const Json* data = event ? event->find("data") : nullptr;
    if (data != nullptr) by_digest->emplace(data->text("sha256"), std::move(proof));
  }
  return [by_digest](std::string_view sha256) -> std::optional<SealProof> {
    const auto found = by_digest->find(sha256);
    if (found == by_digest->end()) return std::nullopt;
    return found->second;
  };
}

Status write_package(const ports::ContentStore& files, const std::string& manifest_sha256, const SealProof& seal,
                     const DestroyedProof& destroyed, const std::function<void(std::string_view)>& write) {
  const auto digests = files.open("sha256:" + manifest_sha256);
  if (!digests || digests->size() > kManifestMax) return refuse(ErrorCode::not_found, "归档包的摘要清单暂时取不到。");
  const std::string list = digests->read(0, kManifestMax);
  ZipWriter zip(write);
  if (auto added = zip.add(archive::kDigestsFile, list); !added) return added;
  for (const auto line : split(list, '\n')) {
    if (line.size() < kDigestChars + 3) continue;
    const auto digest = line.substr(0, kDigestChars), path = line.substr(kDigestChars + 2);
    auto added = add_stored(zip, files, digest, path);
    if (!added && added.error().code == ErrorCode::not_found) {
      const auto gone = destroyed ? destroyed(digest) : std::nullopt;
      const std::string place = std::string(archive::kDestroyedFolder) + std::string(path);
      if (gone) added = add_event(zip, *gone, place + ".json", place + ".tlog-proof");
    }
    if (!added) return added;
  }
  if (auto added = add_event(zip, seal, archive::kSealFile, archive::kProofFile); !added) return added;
  zip.finish();
  return {};
}

}  // namespace mingjing::flow
