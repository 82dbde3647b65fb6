// The list that comes with a folder of recordings: written by a device or by hand, read before anybody has looked at it.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "base/check.h"
#include "base/text.h"
#include "domain/evidence/recording_manifest.h"
#include "domain/evidence/recording_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mingjing;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)evidence::read_local_time(bytes);
  const auto table = evidence::read_manifest(bytes);
  if (!table) return 0;
  MJ_CHECK(table->rows.size() <= evidence::kManifestRowsMax);
  for (const auto& line : table->rows) {
    const auto row = evidence::manifest_row(*table, line);
    if (!row) {
      MJ_CHECK(is_utf8(row.error().message));
      continue;
    }
    // A row that is taken names a file below its folder and one stretch of at most a day.
    const auto path = std::filesystem::path("folder") / row->file;
    MJ_CHECK(path.lexically_normal().string().starts_with("folder/") && !row->file.empty());
    MJ_CHECK(row->start < row->end && row->end - row->start <= evidence::kRecordingMsMax);
    for (const auto& text : {row->file, row->case_no, row->matter, row->certificate_no, row->device}) MJ_CHECK(is_utf8(text) && !text.empty());
  }
  return 0;
}
