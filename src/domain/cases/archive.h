// The sealed volume 「案卷」 as the case keeps it: digests, pages, catalogue, and what was found at filing. The files
// themselves lie in the content store. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "domain/cases/stage.h"

namespace mingjing::cases {

enum class VolumeKind : std::uint8_t {
  main,       // 正卷
  secondary,  // 副卷: internal, secret or private material
};
inline constexpr std::array<Named<VolumeKind>, 2> kVolumeKinds{{
    {VolumeKind::main, "main", "正卷"},
    {VolumeKind::secondary, "secondary", "副卷"},
}};

struct SealedVolume {
  std::int64_t n = 0;  // 1, 2, 3 … over all volumes of the case
  VolumeKind kind = VolumeKind::main;
  std::int64_t part = 1, parts = 1;
  std::string sha256;  // of its PDF
  std::int64_t size = 0;
  std::int64_t sheets = 0;  // pages of the PDF, cover, catalogue and note sheet among them
  std::int64_t pages = 0;   // numbered ones
  struct Entry {            // a line of the catalogue
    std::string title, number;
    Date on;
    std::int64_t first_page = 0, last_page = 0;
    bool operator==(const Entry&) const = default;
  };
  std::vector<Entry> entries;
  bool operator==(const SealedVolume&) const = default;
};

// One of the four checks at filing 「四性检测」.
struct ArchiveCheck {
  std::string id;  // authenticity, integrity, usability, safety
  bool passed = false;
  std::vector<std::string> lines;  // what was looked at, and what was found
  bool operator==(const ArchiveCheck&) const = default;
};
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kArchiveChecks{{
    {"authenticity", "真实性"}, {"integrity", "完整性"}, {"usability", "可用性"}, {"safety", "安全性"}}};

// 「封存」: what was bound, and the one digest that names it all.
struct Sealing {
  Instant at;
  std::string manifest_sha256;  // of digests.txt, which names every file of the package
  std::int64_t files = 0;       // of the package
  std::int64_t bytes = 0;
  std::vector<SealedVolume> volumes;
  std::vector<ArchiveCheck> checks;
  std::vector<std::string> left_out;  // recordings of six months: the volume has their slips, the package not their bytes
  const SealedVolume* volume(std::int64_t n) const {
    for (const auto& v : volumes) {
      if (v.n == n) return &v;
    }
    return nullptr;
  }
  bool passed() const {
    for (const auto& check : checks) {
      if (!check.passed) return false;
    }
    return !checks.empty();
  }
  bool operator==(const Sealing&) const = default;
};

}  // namespace mingjing::cases
