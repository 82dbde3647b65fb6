// SPDX-License-Identifier: Apache-2.0
#include "base/zip.h"

#include <gtest/gtest.h>

namespace mingjing {
namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

std::string packed(const Files& files) {
  std::string out;
  ZipWriter zip([&](std::string_view bytes) { out += bytes; });
  for (const auto& [name, bytes] : files) EXPECT_TRUE(zip.add(name, bytes)) << name;
  zip.finish();
  return out;
}

Result<std::vector<ZipMember>> read(const std::string& bytes) {
  return read_zip(bytes.size(), [&](std::uint64_t at, std::size_t n) { return bytes.substr(std::min<std::size_t>(at, bytes.size()), n); });
}

const Files kFiles{{"digests.txt", "one"}, {"files/现场.jpg", std::string(5000, '\xFF')}, {"empty", ""}};

TEST(Zip, WhatIsWrittenIsReadBack) {
  const auto bytes = packed(kFiles);
  const auto members = read(bytes);
  ASSERT_TRUE(members) << members.error().message;
  ASSERT_EQ(members->size(), kFiles.size());
  for (std::size_t i = 0; i < kFiles.size(); ++i) {
    EXPECT_EQ((*members)[i].name, kFiles[i].first);
    EXPECT_EQ(bytes.substr((*members)[i].offset, (*members)[i].size), kFiles[i].second);
  }
  EXPECT_EQ(packed(kFiles), bytes);
}

// The checksum of "123456789" is the one every reader knows.
TEST(Zip, ChecksumsAreThoseOfTheFormat) {
  const auto bytes = packed({{"a", "123456789"}});
  EXPECT_EQ(bytes.substr(14, 4), "\x26\x39\xF4\xCB");
}

TEST(Zip, NamesThatLeaveTheFolderAreRefused) {
  ZipWriter zip([](std::string_view) {});
  for (const char* name : {"", "/etc/passwd", "../a", "a/../b", "a//b", "a/", "a\\b", "a\nb\x01"}) EXPECT_FALSE(zip.add(name, "x")) << name;
}

TEST(Zip, WhatIsCutOrBentIsRefused) {
  const auto bytes = packed(kFiles);
  for (std::size_t n = 0; n < bytes.size(); n += 7) EXPECT_FALSE(read(bytes.substr(0, n))) << n;
  EXPECT_FALSE(read(bytes + "x"));
  EXPECT_FALSE(read("x" + bytes)) << "something before the first member";
  std::string renamed = bytes;
  renamed[30] = 'D';  // in the member's own header alone
  EXPECT_FALSE(read(renamed));
  std::string compressed = bytes;
  compressed[8] = 8;
  EXPECT_FALSE(read(compressed));
  EXPECT_FALSE(read(packed({{"a", "1"}, {"a", "2"}}))) << "one name twice";
}

}  // namespace
}  // namespace mingjing
