// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "base/embedded.h"
#include "tests/situations/situation.h"

namespace mingjing::situations {
namespace {

std::vector<std::vector<Situation>> all_files() {
  std::vector<std::vector<Situation>> out;
  for (std::string_view path : embedded_under("situations/")) {
    if (path.ends_with(".txt")) out.push_back(parse(path, embedded(path)));
  }
  return out;
}

std::string first_value(const Situation& one, std::string_view name) {
  for (const auto& [key, value] : one.expectations) {
    if (key == name) return value;
  }
  return {};
}

TEST(Situations, TheProgramAgreesWithEach) {
  for (const auto& file : all_files()) {
    for (std::size_t i = 0; i < file.size(); ++i) {
      SCOPED_TRACE(file[i].file + " [" + file[i].name + "]");
      std::vector<std::string> differences;
      ASSERT_NO_THROW(differences = run(facts_of(file, i), file[i].expectations));
      for (const auto& difference : differences) ADD_FAILURE() << difference;
    }
  }
}

TEST(Situations, ThereAreAtLeastTwentyFiveAndTheirNamesAreTheirOwn) {
  std::set<std::string> names;
  std::size_t count = 0;
  for (const auto& file : all_files()) {
    for (const auto& one : file) {
      names.insert(one.name);
      ++count;
    }
  }
  EXPECT_GE(count, 25u);
  EXPECT_EQ(names.size(), count);
}

// A pair teaches one thing: it changes one fact, and says what comes of it.
TEST(Situations, OneThatFollowsAnotherDiffersInOneFact) {
  for (const auto& file : all_files()) {
    for (std::size_t i = 0; i < file.size(); ++i) {
      SCOPED_TRACE(file[i].file + " [" + file[i].name + "]");
      const auto result = first_value(file[i], "结果");
      EXPECT_TRUE(result == "可以" || result == "不可以" || result == "无权");
      EXPECT_EQ(result == "不可以", !first_value(file[i], "理由").empty());
      if (!file[i].inherits) continue;
      EXPECT_EQ(file[i].facts.size(), 1u);
      EXPECT_NE(facts_of(file, i), facts_of(file, i - 1));
    }
  }
}

TEST(Situations, EveryFileHasAPair) {
  for (const auto& file : all_files()) {
    ASSERT_FALSE(file.empty());
    std::set<std::string> results;
    for (const auto& one : file) results.insert(first_value(one, "结果"));
    EXPECT_GE(results.size(), 2u) << file.front().file;
  }
}

TEST(Situations, TheTestCanFail) {
  const auto parsed =
      parse("x", "[x]\n阶段 = 调查取证\n身份 = 执法人员\n办理 = 制作询问笔录\n出示证件 = 否\n结果 = 可以\n");
  EXPECT_EQ(run(facts_of(parsed, 0), parsed[0].expectations).size(), 2u);
  EXPECT_THROW(run({{"阶段", "调查取证"}, {"办理", "制作询问笔录"}, {"天气", "晴"}}, {}), std::runtime_error);
  EXPECT_THROW(parse("x", "阶段 = 调查取证"), std::runtime_error);
  EXPECT_THROW(parse("x", "[x]\n承上\n"), std::runtime_error);
}

}  // namespace
}  // namespace mingjing::situations
