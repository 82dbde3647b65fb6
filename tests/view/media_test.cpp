// Films and sound, looked into by the child that has locked itself in: what it says of them, what it draws, and that
// what is damaged, disguised or huge ends as "not playable". SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "tests/binary_dir.h"
#include "tests/view/bytes.h"
#include "workers/page_child.h"

namespace mingjing {
namespace {

std::string little(std::uint32_t value, int bytes = 4) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}
std::string chunk(const std::string& kind, const std::string& content) {
  return kind + little(static_cast<std::uint32_t>(content.size())) + content + (content.size() % 2 ? std::string(1, '\0') : "");
}
std::string list(const std::string& kind, const std::string& content) { return chunk("LIST", kind + content); }

// Silence, then a tone; 8 kHz, 8 bits. `says` is what the header promises.
std::string wav(int seconds, std::uint32_t says = 0) {
  constexpr int kRate = 8000;
  std::string sound;
  for (int i = 0; i < seconds * kRate; ++i) {
    const double loud = i < seconds * kRate / 2 ? 0.0 : 100.0;
    sound += static_cast<char>(128 + std::lround(loud * std::sin(i * 0.3)));
  }
  const auto size = says != 0 ? says : static_cast<std::uint32_t>(sound.size());
  return "RIFF" + little(size + 36) + "WAVE" + chunk("fmt ", little(1, 2) + little(1, 2) + little(kRate) + little(kRate) + little(1, 2) + little(8, 2)) +
         "data" + little(size) + sound;
}

// A film of `frames` pictures of 16 × 8 points, one a second, uncompressed: each darker than the one before.
std::string avi(int frames) {
  const std::string format = little(40) + little(16) + little(8) + little(1, 2) + little(24, 2) + little(0) + little(16 * 8 * 3) +
                             std::string(16, '\0');
  const std::string stream = "vidsDIB " + little(0) + little(0) + little(0) + little(1) + little(1) + little(0) +
                             little(static_cast<std::uint32_t>(frames)) + little(16 * 8 * 3) + little(0) + little(0) + little(0) + little(0);
  const std::string head = little(1'000'000) + little(0) + little(0) + little(0x10) + little(static_cast<std::uint32_t>(frames)) + little(0) +
                           little(1) + little(16 * 8 * 3) + little(16) + little(8) + std::string(16, '\0');
  std::string pictures, index;
  for (int n = 0; n < frames; ++n) {
    index += "00db" + little(0x10) + little(static_cast<std::uint32_t>(4 + pictures.size())) + little(16 * 8 * 3);
    pictures += chunk("00db", std::string(16 * 8 * 3, static_cast<char>(250 - 20 * n)));
  }
  return chunk("RIFF", "AVI " + list("hdrl", chunk("avih", head) + list("strl", chunk("strh", stream) + chunk("strf", format))) +
                           list("movi", pictures) + chunk("idx1", index));
}

ports::MediaFacts look(const std::string& bytes) {
  workers::PageChild one({binary_dir() / "mingjing-view"});
  const auto found = one.look(Bytes(bytes));
  EXPECT_TRUE(found.has_value());
  return found.value_or(ports::MediaFacts{});
}

TEST(Media, SoundHasItsLengthAndCodec) {
  const auto found = look(wav(3));
  EXPECT_TRUE(found.playable);
  EXPECT_EQ(found.duration_ms, 3000);
  EXPECT_EQ(found.container, "wav");
  EXPECT_EQ(found.audio, "pcm_u8");
  EXPECT_EQ(found.video, "");
}

TEST(Media, AFilmHasItsSizeAndItsPictures) {
  const auto film = avi(5);
  const auto found = look(film);
  ASSERT_TRUE(found.playable);
  EXPECT_EQ(found.container, "avi");
  EXPECT_EQ(found.video, "rawvideo");
  EXPECT_EQ(found.width, 16);
  EXPECT_EQ(found.height, 8);
  EXPECT_EQ(found.duration_ms, 5000);
  workers::PageChild one({binary_dir() / "mingjing-view"});
  const auto first = one.frame(Bytes(film), 0, 100), fourth = one.frame(Bytes(film), 3000, 100);
  ASSERT_TRUE(first && fourth);
  EXPECT_NE(first->bytes, fourth->bytes);
  EXPECT_EQ(one.frame(Bytes(film), 3000, 100)->bytes, fourth->bytes);
  EXPECT_TRUE(one.frame(Bytes(film), 999'000, 100).has_value()) << "past the end: the last picture";
}

TEST(Media, TheWaveTellsSilenceFromSound) {
  workers::PageChild one({binary_dir() / "mingjing-view"});
  const auto half = one.waveform(Bytes(wav(4)), 480), whole = one.waveform(Bytes(wav(4).replace(44, 16'000, wav(4).substr(44 + 16'000, 16'000))), 480);
  ASSERT_TRUE(half && whole);
  EXPECT_NE(half->bytes, whole->bytes);
  EXPECT_FALSE(one.waveform(Bytes(avi(2)), 480).has_value()) << "no sound in it";
  EXPECT_FALSE(one.frame(Bytes(wav(1)), 0, 480).has_value()) << "no picture in it";
}

TEST(Media, WhatCannotBePlayedIsSaidAndHurtsNobody) {
  const auto film = avi(5), sound = wav(2);
  struct Row {
    const char* name;
    std::string bytes;
  };
  const Row rows[] = {
      {"nothing", ""},
      {"a text", "这不是录像。"},
      {"a program named .mp4", std::string("\x7f" "ELF", 4) + std::string(4000, 'x')},
      {"a playlist that names other files", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"},
      {"a list of files to be joined", "ffconcat version 1.0\nfile /etc/passwd\n"},
      {"the beginning of a film of a phone and nothing else", std::string("\0\0\0\x18" "ftypmp42\0\0\0\0mp42isom", 24)},
      {"a film cut off in its head", film.substr(0, 60)},
      {"random bytes", [] {
         std::string out;
         std::uint32_t state = 7;
         for (int i = 0; i < 50'000; ++i) out += static_cast<char>((state = state * 1664525u + 1013904223u) >> 24);
         return out;
       }()},
      {"a ZIP", std::string("PK\x03\x04", 4) + std::string(100, '\0')},
  };
  for (const auto& row : rows) EXPECT_FALSE(look(row.bytes).playable) << row.name;
  // Promises are not believed: what is there is played.
  EXPECT_TRUE(look(wav(1, 0x7FFFFF00u)).playable);
  EXPECT_TRUE(look(film.substr(0, film.size() - 500)).playable) << "cut off in the middle";
  EXPECT_TRUE(look(sound).playable);
}

}  // namespace
}  // namespace mingjing
