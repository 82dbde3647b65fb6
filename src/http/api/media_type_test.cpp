// What a file is by its first bytes. SPDX-License-Identifier: Apache-2.0
#include "http/api/media_type.h"

#include <gtest/gtest.h>

namespace mingjing::http::api {
namespace {

TEST(MediaType, FollowsTheFirstBytesThenTheName) {
  struct Row {
    const char* name;
    std::string_view file, bytes, type;
  };
  using namespace std::string_view_literals;
  const Row rows[] = {
      {"a picture, whatever its name", "合同.pdf", "\xFF\xD8\xFF\xE0", "image/jpeg"},
      {"a picture of a browser", "a.webp", "RIFF\0\0\0\0WEBPVP8 "sv, "image/webp"},
      {"a picture of a phone", "IMG_0001.HEIC", "\0\0\0\x1c""ftypheic\0\0\0\0"sv, "image/heic"},
      {"a picture by its general brand", "a.heif", "\0\0\0\x1c""ftypmif1\0\0\0\0"sv, "image/heic"},
      {"a film in the same container", "a.heic", "\0\0\0\x1c""ftypisom\0\0\0\0"sv, "video/mp4"},
      {"a scan", "a.tif", "II*\0\x08\0\0\0"sv, "image/tiff"},
      {"a table by its name", "a.CSV", "a,b", "text/csv"},
      {"nothing known", "a.xyz", "a,b", "application/octet-stream"},
      {"less than a mark", "a", "\xFF", "application/octet-stream"},
  };
  for (const auto& row : rows) EXPECT_EQ(media_type_of(row.file, row.bytes), row.type) << row.name;
}

}  // namespace
}  // namespace mingjing::http::api
