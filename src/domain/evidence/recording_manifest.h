// The table that comes with a folder of recordings 「录像清单」, one row a file, as the station where cameras are unloaded
// writes it: file, case number, matter, officer's certificate, device, start, end. The form alone is judged here.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "domain/catalog/csv.h"

namespace mingjing::evidence {

inline constexpr std::size_t kManifestRowsMax = 5'000;

struct ManifestRow {
  std::string file;            // 文件: within the folder, with `/` between its parts
  std::string case_no;         // 案号
  std::string matter;          // 事项: of the list of matters, by id or in words
  std::string certificate_no;  // 执法证号
  std::string device;          // 设备编号, or the maker's serial number
  Instant start, end;          // 开始, 结束: as the device's own clock had them
  bool operator==(const ManifestRow&) const = default;
};

// Refused as a whole: what catalog::read_csv refuses, columns missing, too many rows.
Result<catalog::CsvTable> read_manifest(std::string_view bytes);
// All faults of a row at once: empty cells, a path that leaves the folder, a time that cannot be read, an end before the
// start, one longer than a day.
Result<ManifestRow> manifest_row(const catalog::CsvTable& table, const catalog::CsvRow& row);

// `2026-03-02 09:00:05`, also with `T`, `/` between the days or without seconds, is Beijing time; RFC 3339 with its offset.
std::optional<Instant> read_local_time(std::string_view text);

}  // namespace mingjing::evidence
