// SPDX-License-Identifier: Apache-2.0
#include "workers/page_child.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace mingjing::workers {
namespace {

TEST(MediaFacts, AreReadOfWhatTheChildPrinted) {
  const auto found = read_media_facts(R"({"container":"mov","video":"h264","audio":"aac","duration_ms":61000,"width":1920,"height":1080})");
  EXPECT_TRUE(found.playable);
  EXPECT_EQ(found.container, "mov");
  EXPECT_EQ(found.duration_ms, 61'000);
  EXPECT_EQ(found.made_at, "");
}

TEST(MediaFacts, AHostileFilmThatSpeaksForTheChildGetsNothingThrough) {
  for (const char* wrong : {"", "no json", "[]", "7", "null", "{\"container\":\"a\"} and more"}) EXPECT_FALSE(read_media_facts(wrong).playable) << wrong;
  std::string tall;
  for (int i = 0; i < 40; ++i) tall += "格式";
  const auto found = read_media_facts("{\"container\":\"" + tall + R"(","video":"a\u0000b","audio":"a\nb","made_at":7,"duration_ms":-5,"width":9999999,"height":"x"})");
  EXPECT_TRUE(is_utf8(found.container)) << "cut between characters";
  EXPECT_EQ(count_chars(found.container), 60u);
  EXPECT_EQ(found.video + found.audio + found.made_at, "");
  EXPECT_EQ(found.duration_ms, 0);
  EXPECT_EQ(found.width, 65'535);
  EXPECT_EQ(found.height, 0);
}

}  // namespace
}  // namespace mingjing::workers
