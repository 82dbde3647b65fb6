// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/recording_manifest.h"

#include <gtest/gtest.h>

namespace mingjing::evidence {
namespace {

const std::string kHead = "文件,案号,事项,执法证号,设备编号,开始,结束\n";

Result<ManifestRow> first(const std::string& line) {
  const auto table = read_manifest(kHead + line + "\n");
  if (!table) return refuse(table.error());
  return manifest_row(*table, table->rows.at(0));
}

TEST(RecordingManifest, ReadsARow) {
  const auto row = first("0302/a.mp4,2026-0001,record_on_site,26990100105,ZF-J-001,2026-03-02 09:00:05,2026/03/02 09:30");
  ASSERT_TRUE(row) << row.error().message;
  EXPECT_EQ(row->file, "0302/a.mp4");
  EXPECT_EQ(row->start, Instant::beijing(Date(2026, 3, 2), 9, 0, 5));
  EXPECT_EQ(row->end, Instant::beijing(Date(2026, 3, 2), 9, 30));
}

TEST(RecordingManifest, TimesAreBeijingTimeUnlessTheySayOtherwise) {
  const Instant nine = Instant::beijing(Date(2026, 3, 2), 9);
  for (const auto* text : {"2026-03-02 09:00:00", "2026-03-02T09:00", "2026/03/02 09:00", " 2026-03-02 09:00 ", "2026-03-02T01:00:00Z"}) {
    EXPECT_EQ(read_local_time(text), nine) << text;
  }
  for (const auto* text : {"", "2026-03-02", "09:00", "2026-02-30 09:00", "2026-03-02 25:00", "2026-03-02 09:00:00 昨天"}) {
    EXPECT_FALSE(read_local_time(text)) << text;
  }
}

TEST(RecordingManifest, AFileLiesInTheFolder) {
  for (const auto* path : {"/etc/passwd", "../a.mp4", "a/../../b.mp4", "a//b.mp4", "a\\b.mp4", ".hidden", "a/", "./a.mp4"}) {
    EXPECT_FALSE(first(std::string(path) + ",1,m,c,d,2026-03-02 09:00,2026-03-02 09:30")) << path;
  }
}

TEST(RecordingManifest, AllFaultsOfARowAreTold) {
  const auto row = first(",,,,,soon,later");
  ASSERT_FALSE(row);
  EXPECT_EQ(row.error().reasons.size(), 7u);
  EXPECT_FALSE(first("a.mp4,1,m,c,d,2026-03-02 09:30,2026-03-02 09:30")) << "no time between";
  EXPECT_FALSE(first("a.mp4,1,m,c,d,2026-03-02 09:30,2026-03-03 09:31")) << "longer than a day";
}

TEST(RecordingManifest, AColumnThatIsMissingIsNamed) {
  const auto table = read_manifest("文件,案号\na,b\n");
  ASSERT_FALSE(table);
  EXPECT_NE(table.error().message.find("设备编号"), std::string::npos) << table.error().message;
}

}  // namespace
}  // namespace mingjing::evidence
