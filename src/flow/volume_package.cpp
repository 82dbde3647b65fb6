// SPDX-License-Identifier: Apache-2.0
#include "flow/volume_package.h"

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

}  // namespace

Status write_package(const ports::ContentStore& files, const std::string& manifest_sha256, const SealProof& seal,
                     const std::function<void(std::string_view)>& write) {
  const auto digests = files.open("sha256:" + manifest_sha256);
  if (!digests || digests->size() > kManifestMax) return refuse(ErrorCode::not_found, "归档包的摘要清单暂时取不到。");
  const std::string list = digests->read(0, kManifestMax);
  ZipWriter zip(write);
  if (auto added = zip.add(archive::kDigestsFile, list); !added) return added;
  for (const auto line : split(list, '\n')) {
    if (line.size() < kDigestChars + 3) continue;
    if (auto added = add_stored(zip, files, line.substr(0, kDigestChars), line.substr(kDigestChars + 2)); !added) return added;
  }
  JsonWriter opened;
  opened.open_object().key("event").raw(seal.event).member("salt", seal.salt).close_object();
  if (auto added = zip.add(archive::kSealFile, opened.text()); !added) return added;
  if (auto added = zip.add(archive::kProofFile, seal.proof); !added) return added;
  zip.finish();
  return {};
}

}  // namespace mingjing::flow
