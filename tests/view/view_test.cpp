// Pages of originals, drawn by a child that has locked itself in: what it draws, what it refuses, and that its walls hold.
// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "tests/binary_dir.h"
#include "tests/view/bytes.h"
#include "workers/page_child.h"

namespace mingjing {
namespace {

const std::string kProgram = (binary_dir() / "mingjing-view").string();

void big_endian(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift));
}
std::uint32_t read_big_endian(std::string_view text, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(text[at + i]);
  return value;
}
std::uint32_t crc(std::string_view text) {
  std::uint32_t all = 0xFFFFFFFFu;
  for (unsigned char c : text) {
    all ^= c;
    for (int bit = 0; bit < 8; ++bit) all = all >> 1 ^ (all & 1 ? 0xEDB88320u : 0);
  }
  return ~all;
}
std::string chunk(const std::string& kind, const std::string& content) {
  std::string out;
  big_endian(out, static_cast<std::uint32_t>(content.size()));
  out += kind + content;
  big_endian(out, crc(kind + content));
  return out;
}
// A grey picture; `rows` is what the header says, one byte of content whatever it says.
std::string png(std::uint32_t width, std::uint32_t height, const std::string& pixels) {
  std::string head;
  big_endian(head, width);
  big_endian(head, height);
  head += std::string("\x08\x00\x00\x00\x00", 5);
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", head) + chunk("IDAT", pixels) + chunk("IEND", "");
}
// zlib's stored form of `bytes`.
std::string stored(const std::string& bytes) {
  std::uint32_t a = 1, b = 0;
  for (unsigned char c : bytes) {
    a = (a + c) % 65521;
    b = (b + a) % 65521;
  }
  const auto size = static_cast<std::uint16_t>(bytes.size());
  std::string out("\x78\x01\x01", 3);
  for (std::uint16_t part : {size, static_cast<std::uint16_t>(~size)}) {
    out.push_back(static_cast<char>(part & 0xFF));
    out.push_back(static_cast<char>(part >> 8));
  }
  out += bytes;
  big_endian(out, b << 16 | a);
  return out;
}
std::string picture() { return png(4, 2, stored(std::string("\x00\x10\x20\x30\x40\x00\x50\x60\x70\x80", 10))); }

std::string pdf(int pages) {
  std::string kids, text = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n";
  for (int n = 0; n < pages; ++n) {
    kids += std::to_string(3 + n) + " 0 R ";
    text += std::to_string(3 + n) + " 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 400]>>endobj\n";
  }
  return text + "2 0 obj<</Type/Pages/Count " + std::to_string(pages) + "/Kids[" + kids + "]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
}

// A picture of 64 × 32 points, red at the left and dark at the right, as a phone (HEIC, one tile of a grid) and as a browser
// (WebP, with and without loss) keep it.
constexpr std::string_view kHeic =
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAa1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "AA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAIAAAADhpbG9jAQAAAERAAAIAAQAAAAAAAAHRAAEAAAAAAAAASQACAAEAAAAAAAAA"
    "AQAAAAAAAAAIAAAAOGlpbmYAAAAAAAIAAAAVaW5mZQIAAAEAAQAAaHZjMQAAAAAVaW5mZQIAAAAAAgAAZ3JpZAAAAADYaXBycAAA"
    "ALZpcGNvAAAAdmh2Y0MBA3AAAAAAAAAAAAAe8AD8/fj4AAAPAyAAAQAYQAEMAf//A3AAAAMAkAAAAwAAAwAeugJAIQABACpCAQED"
    "cAAAAwCQAAADAAADAB6gIIEFlurkprm4EBAwIAAAAwAgAAADACEiAAEABkQBwXPAiQAAABRpc3BlAAAAAAAAAEAAAABAAAAAFGlz"
    "cGUAAAAAAAAAQAAAACAAAAAQcGl4aQAAAAADCAgIAAAAGmlwbWEAAAAAAAAAAgABAoECAAICA4QAAAAaaXJlZgAAAAAAAAAOZGlt"
    "ZwACAAEAAQAAAFFtZGF0AAAARSgBr1jm9Oq//8nK/+2/Ie23n1//jC9V7Q/P+aXVpX20a3bIeG6ABzPkx/j2+C2h6TzpnEaPj4zy"
    "5IGMjqTelJxbJn+7dA==";
constexpr std::string_view kWebp =
    "UklGRlIAAABXRUJQVlA4IEYAAACQAwCdASpAACAAPrVSokunJSMhrAgA4BaJYwDL3b+A4v8MG0/gAP7gt24Ef8Q5/W3/cprgbDfX"
    "HENdnn2xwjo0Cie0NAAA";
constexpr std::string_view kWebpLossless =
    "UklGRigAAABXRUJQVlA4TBwAAAAvP8AHAA8wPEcBHa35jxaIBZP5S4fQG9H/qIJv";
std::string decoded(std::string_view base64) {
  const auto bytes = from_base64(base64);
  return std::string(bytes->begin(), bytes->end());
}

struct Size {
  std::uint32_t width, height;
  bool operator==(const Size&) const = default;
};
Size size_of(const std::string& drawn) { return {read_big_endian(drawn, 16), read_big_endian(drawn, 20)}; }

Result<ports::DrawnPage> draw(const std::string& bytes, int page = 1, int width = 100) {
  workers::PageChild child({kProgram});
  return child.draw(Bytes(bytes), {page, width, false, {}});
}

TEST(View, APictureComesAsItIsOrSmaller) {
  const auto whole = draw(picture());
  ASSERT_TRUE(whole.has_value()) << whole.error().message;
  EXPECT_EQ(whole->pages, 1);
  EXPECT_EQ(size_of(whole->bytes), (Size{4, 2})) << "never larger than it is";
  const auto small = draw(png(64, 32, stored(std::string(65 * 32, '\0'))), 1, 16);
  ASSERT_TRUE(small.has_value());
  EXPECT_EQ(size_of(small->bytes), (Size{16, 8}));
}

TEST(View, PicturesOfPhonesAndBrowsersAreDrawn) {
  for (const auto& [name, bytes] : {std::pair{"HEIC", kHeic}, {"WebP", kWebp}, {"WebP without loss", kWebpLossless}}) {
    const auto whole = draw(decoded(bytes));
    ASSERT_TRUE(whole.has_value()) << name << ": " << whole.error().message;
    EXPECT_EQ(whole->pages, 1) << name;
    EXPECT_EQ(size_of(whole->bytes), (Size{64, 32})) << name;
    const auto small = draw(decoded(bytes), 1, 16);
    ASSERT_TRUE(small.has_value()) << name;
    EXPECT_EQ(size_of(small->bytes), (Size{16, 8})) << name;
    const auto beyond = draw(decoded(bytes), 2);
    ASSERT_FALSE(beyond.has_value()) << name;
    EXPECT_EQ(beyond.error().code, ErrorCode::not_found) << name;
  }
}

TEST(View, ForPaperAPageComesAsJpeg) {
  workers::PageChild child({kProgram});
  for (const auto& bytes : {picture(), pdf(2), decoded(kHeic)}) {
    const auto drawn = child.draw(Bytes(bytes), {1, 100, true, {}});
    ASSERT_TRUE(drawn.has_value()) << drawn.error().message;
    EXPECT_TRUE(drawn->bytes.starts_with("\xFF\xD8\xFF"));
    EXPECT_TRUE(drawn->bytes.ends_with("\xFF\xD9"));
  }
}

TEST(View, AMarkIsDrawnAcrossAPageAndOnlyWhereItIsWished) {
  workers::PageChild child({kProgram});
  const auto plain = child.draw(Bytes(pdf(1)), {1, 400, false, {}});
  const auto marked = child.draw(Bytes(pdf(1)), {1, 400, false, "周岚　2026年3月2日9时05分　执法监督"});
  const auto other = child.draw(Bytes(pdf(1)), {1, 400, false, "何少峰　2026年3月2日9时05分　执法监督"});
  ASSERT_TRUE(plain && marked && other);
  EXPECT_EQ(size_of(marked->bytes), size_of(plain->bytes));
  EXPECT_NE(marked->bytes, plain->bytes);
  EXPECT_NE(marked->bytes, other->bytes);
}

TEST(View, EachPageOfAPdf) {
  for (int page : {1, 3}) {
    const auto drawn = draw(pdf(3), page);
    ASSERT_TRUE(drawn.has_value()) << drawn.error().message;
    EXPECT_EQ(drawn->pages, 3);
    EXPECT_EQ(size_of(drawn->bytes), (Size{100, 200}));
  }
  for (int page : {0, 4, -1}) {
    const auto beyond = draw(pdf(3), page);
    ASSERT_FALSE(beyond.has_value());
    EXPECT_EQ(beyond.error().code, ErrorCode::not_found) << page;
  }
}

// The same phone picture with other words about its size, in all places where it stands.
std::string too_large(std::string heic) {
  const auto replace = [&](std::string_view what, std::string_view with) {
    for (std::size_t at = 0; (at = heic.find(what, at)) != std::string::npos; at += with.size()) heic.replace(at, what.size(), with);
  };
  replace(std::string_view("\x00\x00\x00\x40\x00\x00\x00\x20", 8), std::string_view("\x00\x00\xFF\xFF\x00\x00\xFF\xFF", 8));
  replace(std::string_view("\x00\x40\x00\x20", 4), std::string_view("\xFF\xFF\xFF\xFF", 4));
  return heic;
}

TEST(View, WhatCannotBeDrawnIsSaidAndHurtsNobody) {
  const std::string good = picture();
  struct Row {
    const char* name;
    std::string bytes;
  };
  const Row rows[] = {
      {"nothing", ""},
      {"a text", "这不是图片。"},
      {"a program", std::string("\x7f" "ELF", 4) + std::string(4000, 'x')},
      {"a picture cut off", good.substr(0, good.size() / 2)},
      {"a picture that says it has 60 000 × 60 000 points", png(60'000, 60'000, stored("\0"))},
      {"a PDF without pages", pdf(0)},
      {"a HEIC cut off", decoded(kHeic).substr(0, 500)},
      {"a HEIC that says it has 65 535 × 65 535 points", too_large(decoded(kHeic))},
      {"a WebP cut off", decoded(kWebp).substr(0, 24)},
      {"a PDF that is only its first line", "%PDF-1.7\n"},
  };
  for (const auto& row : rows) {
    const auto drawn = draw(row.bytes);
    ASSERT_FALSE(drawn.has_value()) << row.name;
    EXPECT_EQ(drawn.error().code, ErrorCode::unsupported_type) << row.name;
    EXPECT_NE(drawn.error().message.find("下载原件"), std::string::npos);
  }
}

TEST(View, TheWallsHold) {
  std::string program = kProgram, word = "locked";
  char* arguments[] = {program.data(), word.data(), nullptr};
  char* environment[] = {nullptr};
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  pid_t child = -1;
  ASSERT_EQ(::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environment), 0);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  std::array<char, 4096> said{};
  const ssize_t n = ::read(ends[0], said.data(), said.size());
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << std::string(said.data(), n > 0 ? static_cast<std::size_t>(n) : 0);
  EXPECT_EQ(n, 0) << "walls that do not hold are named";
}

TEST(View, WhoComesWhenAllAreBusyIsToldToComeAgain) {
  workers::PageChild child({kProgram, 0});
  const auto drawn = child.draw(Bytes(picture()), {1, 100, false, {}});
  ASSERT_FALSE(drawn.has_value());
  EXPECT_EQ(drawn.error().code, ErrorCode::unavailable);
}

TEST(View, AChildThatIsTooSlowIsEnded) {
  workers::PageChild child({kProgram, 2, std::chrono::seconds(0)});
  const auto drawn = child.draw(Bytes(picture()), {1, 100, false, {}});
  ASSERT_FALSE(drawn.has_value());
  EXPECT_EQ(drawn.error().code, ErrorCode::unsupported_type);
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "nobody is left behind";
}

}  // namespace
}  // namespace mingjing
