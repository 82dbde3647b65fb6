// What an archive package says of itself 「归档包」: metadata as XML, in outline after DA/T 46 (elements of electronic
// records) and DA/T 48 (their XML package), and the list of digests, which names every file and is what the sealing commits to.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "domain/archive/volume.h"

namespace mingjing::archive {

struct PackagedFile {
  std::string path;    // within the package: volumes/main-1.pdf, files/0001.pdf
  std::string sha256;  // hex
  std::int64_t size = 0;
  std::string name;    // as people know it
  std::string media_type;
  std::string sm3{};  // hex; in the SM profile
};

inline constexpr std::string_view kDigestsFile = "digests.txt";
// In the SM profile: the same with SM3, of those files that have such a digest; itself named in the list above.
inline constexpr std::string_view kSm3DigestsFile = "digests-sm3.txt";
inline constexpr std::string_view kMetadataFile = "metadata.xml";
inline constexpr std::string_view kChecksFile = "checks.txt";
inline constexpr std::string_view kSealFile = "seal.json";          // the event of sealing and its salt
inline constexpr std::string_view kProofFile = "seal.tlog-proof";  // that the log holds it
// In place of a recording that was destroyed since: the event of that and its proof, under the path of the file.
inline constexpr std::string_view kDestroyedFolder = "destroyed/";

std::string metadata_xml(const VolumeFacts& facts, const cases::Sealing& sealing, const std::vector<PackagedFile>& files);
// The four checks as a page of text.
std::string checks_text(const VolumeFacts& facts, const cases::Sealing& sealing);
// `<hex>  <path>` a line, as sha256sum writes and reads it, in the order of paths.
std::string digests_text(std::vector<PackagedFile> files);
std::string sm3_digests_text(std::vector<PackagedFile> files);

}  // namespace mingjing::archive
