// SPDX-License-Identifier: Apache-2.0
#include "workers/scrub.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <vector>

#include "files/content_store.h"

namespace mingjing::workers {
namespace {

using ports::FileCheck;

class ScrubTest : public testing::Test {
 protected:
  ScrubTest() : folder_(made()), first_(folder_ + "/first"), second_(folder_ + "/second") {
    std::filesystem::create_directory(folder_ + "/scratch");
  }
  ~ScrubTest() override { std::filesystem::remove_all(folder_); }
  static std::string made() {
    char name[] = "/tmp/mingjing-scrub-XXXXXX";
    return ::mkdtemp(name);
  }
  Scrub scrub(bool mirrored) {
    return Scrub({first_, mirrored ? &second_ : nullptr, folder_ + "/scratch",
                  [this](const std::string& digest) { return destroyed_.contains(digest); },
                  [this](const std::string& digest) { return sm3_[digest]; }}, folder_ + "/scrub.json", clock_,
                 [this](const std::string& line) { told_.push_back(line); });
  }
  // Until no round is due; the number of steps.
  static int finish(Scrub& scrub, std::uint64_t bytes = 1 << 20) {
    int steps = 0;
    while (steps < 1000 && scrub.step(bytes)) ++steps;
    return steps;
  }
  static void flip_bit(const std::string& path) {
    ::chmod(path.c_str(), 0600);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    const char first = static_cast<char>(file.get());
    file.seekp(0);
    file.put(static_cast<char>(first ^ 1));
  }
  const std::string folder_;
  files::FolderStore first_, second_;
  ManualClock clock_{Instant::beijing({2026, 3, 2}, 9)};
  std::vector<std::string> told_;
  std::set<std::string> destroyed_;
  std::map<std::string, std::vector<std::string>> sm3_;
};

TEST_F(ScrubTest, AFlippedBitIsFoundAndStaysForTheAdministrators) {
  const auto bad = first_.put("seizure.mp4").digest;
  first_.put("hearing.wav");
  auto one = scrub(false);
  finish(one);
  EXPECT_EQ(one.state().last, (ScrubSums{2, 22, 0, 0, 0}));
  flip_bit(first_.path_of(bad));
  clock_.set(clock_.now().plus_hours(24 * Scrub::kDays));
  finish(one);
  EXPECT_EQ(one.state().last, (ScrubSums{2, 22, 0, 0, 1}));
  ASSERT_EQ(told_.size(), 1u);
  EXPECT_NE(told_[0].find(bad), std::string::npos);
  EXPECT_EQ(first_.check(bad), FileCheck::altered);
}

TEST_F(ScrubTest, SaysOfOneFileWhenItWasReadAgain) {
  std::vector<std::string> all;
  for (int i = 0; i < 4; ++i) all.push_back(first_.put("file number " + std::to_string(10 + i)).digest);  // 14 bytes each
  std::sort(all.begin(), all.end());
  const Instant stored = clock_.now().plus_hours(-1), began = clock_.now();
  {
    auto one = scrub(false);
    EXPECT_FALSE(one.watch(all.front(), stored).reread_at) << "no round yet";
    one.step(14 * 2);
  }
  auto one = scrub(false);  // across a restart
  EXPECT_EQ(one.watch(all[1], stored).reread_at, began);
  EXPECT_FALSE(one.watch(all[2], stored).reread_at) << "the round has not come to it";
  EXPECT_FALSE(one.watch(all[1], began.plus_ms(1)).reread_at) << "stored while the round went on: nobody knows";
  finish(one);
  EXPECT_EQ(one.watch(all[3], stored).reread_at, began);
  EXPECT_FALSE(one.watch(all[3], stored).altered);

  flip_bit(first_.path_of(all[3]));
  clock_.set(clock_.now().plus_hours(24 * Scrub::kDays));
  const Instant second = clock_.now();
  one.step(14);
  EXPECT_EQ(one.watch(all[0], stored).reread_at, second);
  EXPECT_EQ(one.watch(all[3], stored).reread_at, began) << "by the round before";
  finish(one);
  EXPECT_TRUE(one.watch(all[3], stored).altered);
  EXPECT_TRUE(scrub(false).watch(all[3], stored).altered) << "across a restart";
  flip_bit(first_.path_of(all[3]));
  clock_.set(clock_.now().plus_hours(24 * Scrub::kDays));
  finish(one);
  EXPECT_FALSE(one.watch(all[3], stored).altered) << "mended by hand, and read again";
}

TEST_F(ScrubTest, AWrongSm3DigestIsToldThoughTheBytesHaveTheirName) {
  const auto good = first_.put("abc").digest, bad = first_.put("abd").digest;
  const std::string sm3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";  // GB/T 32905 A.1, of "abc"
  sm3_[good] = {sm3, sm3};
  sm3_[bad] = {sm3};
  auto one = scrub(true);
  finish(one);
  EXPECT_EQ(one.state().last.lost, 1);
  EXPECT_EQ(one.state().last.copied, 2) << "copied all the same";
  ASSERT_EQ(told_.size(), 1u);
  EXPECT_NE(told_[0].find(bad), std::string::npos) << told_[0];
  EXPECT_NE(told_[0].find("SM3"), std::string::npos) << told_[0];
}

TEST_F(ScrubTest, WhatWasLawfullyDestroyedIsNeverBroughtBack) {
  const auto there = second_.put("only the second copy").digest, here = first_.put("only here").digest,
             bent = first_.put("altered here").digest, kept = first_.put("kept").digest;
  second_.put("altered here");
  flip_bit(first_.path_of(bent));
  destroyed_ = {there, here, bent};
  auto one = scrub(true);
  finish(one);
  EXPECT_EQ(one.state().last.lost, 0);
  EXPECT_EQ(one.state().last.mended, 0);
  for (const auto& digest : {there, here, bent}) {
    EXPECT_EQ(first_.check(digest), FileCheck::missing) << digest;
    EXPECT_EQ(second_.check(digest), FileCheck::missing) << digest;
  }
  EXPECT_EQ(second_.check(kept), FileCheck::intact);
  EXPECT_EQ(told_.size(), 3u);
}

TEST_F(ScrubTest, EachStoreIsMendedFromTheOther) {
  const auto here = first_.put("bad here").digest, gone = first_.put("gone here").digest, there = first_.put("bad there").digest,
             both = first_.put("bad in both").digest;
  auto one = scrub(true);
  finish(one);
  EXPECT_EQ(one.state().last.copied, 4);
  flip_bit(first_.path_of(here));
  first_.remove(gone);
  flip_bit(second_.path_of(there));
  flip_bit(first_.path_of(both));
  flip_bit(second_.path_of(both));
  clock_.set(clock_.now().plus_hours(24 * Scrub::kDays));
  finish(one);
  EXPECT_EQ(one.state().last.mended, 3);
  EXPECT_EQ(one.state().last.lost, 1);
  for (const auto& digest : {here, gone, there}) {
    EXPECT_EQ(first_.check(digest), FileCheck::intact);
    EXPECT_EQ(second_.check(digest), FileCheck::intact);
  }
  EXPECT_EQ(told_.size(), 4u);
}

TEST_F(ScrubTest, ARoundGoesOnWhereItStoppedAlsoAfterARestart) {
  for (int i = 0; i < 20; ++i) first_.put("file number " + std::to_string(10 + i));  // 14 bytes each
  {
    auto before = scrub(false);
    EXPECT_TRUE(before.step(14 * 7));
    EXPECT_TRUE(before.state().under_way);
    EXPECT_EQ(before.state().now.files, 7);
  }
  auto after = scrub(false);
  EXPECT_EQ(finish(after, 14 * 7), 2);
  EXPECT_EQ(after.state().last.files, 20);
  EXPECT_FALSE(after.state().under_way);
}

TEST_F(ScrubTest, ARoundIsDueOnceInSomeDays) {
  first_.put("a file");
  auto one = scrub(false);
  finish(one);
  clock_.set(clock_.now().plus_hours(24 * Scrub::kDays - 1));
  EXPECT_FALSE(one.step(1));
  clock_.set(clock_.now().plus_hours(1));
  EXPECT_TRUE(one.step(1));
}

TEST_F(ScrubTest, AnUnreadableStateBeginsAnew) {
  first_.put("a file");
  for (const std::string text : {"", "{", "[1]", R"({"under_way":true})", R"({"began":"2026-03-02T09:00:00+08:00","under_way":true,"in_second":true,"after":"x"})"}) {
    std::ofstream(folder_ + "/scrub.json") << text;
    auto one = scrub(false);
    finish(one);
    EXPECT_TRUE(one.state().ended) << text;
    clock_.set(clock_.now().plus_hours(24 * Scrub::kDays));
  }
}

}  // namespace
}  // namespace mingjing::workers
