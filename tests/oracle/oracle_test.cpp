// Checks our calendar against an independent one, the npm package `chinese-days`: every day of 2019 to 2026, thousands
// of working-day sums, and the festivals of the years to come. This program writes our answers as rows, Node compares
// them. Without node or network the comparison prints `not run` and is counted as skipped.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "law/calendar.h"
#include "law/limits.h"
#include "mj_paths.h"
#include "tests/binary_dir.h"

namespace mingjing::law {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(MJ_SOURCE_DIR) / "tests/oracle";
const fs::path kWork = binary_dir() / "oracle";

int run(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// The package is installed beside the build, not into the source tree.
bool installed() {
  if (run("command -v node >/dev/null && command -v npm >/dev/null") != 0) return false;
  if (fs::exists(kWork / "node_modules/chinese-days/package.json")) return true;
  fs::create_directories(kWork);
  for (const char* name : {"package.json", "package-lock.json"}) {
    fs::copy_file(kFolder / name, kWork / name, fs::copy_options::overwrite_existing);
  }
  return run("cd '" + kWork.string() + "' && npm ci --silent --no-audit --no-fund >npm.log 2>&1") == 0;
}

// day DATE 0|1; sum DATE N DATE; festival DATE
int write_rows(const fs::path& path, std::uint32_t seed) {
  const Calendar& calendar = Calendar::built_in();
  std::ofstream out(path);
  int rows = 0;
  for (Date day(2019, 1, 1); day <= Date(2026, 12, 31); day = day + 1, ++rows) {
    out << fmt::format("day\t{}\t{}\n", day.text(), calendar.is_working_day(day) ? 1 : 0);
  }
  std::mt19937 random(seed);
  const Date first(2019, 1, 1), last(2026, 12, 31);
  for (int i = 0; i < 5000;) {
    const Date start = first + static_cast<int>(random() % static_cast<unsigned>(last - first));
    const int n = static_cast<int>(random() % 121) - 60;
    const Date end = calendar.add_working_days(start, n);
    if (n == 0 || end < first || end > last) continue;
    out << fmt::format("sum\t{}\t{}\t{}\n", start.text(), n, end.text());
    ++i, ++rows;
  }
  for (Date day(2027, 1, 1); day <= Date(2035, 12, 31); day = day + 1) {
    if (calendar.kind(day) != DayKind::holiday) continue;
    out << fmt::format("festival\t{}\t{}\n", day.text(), calendar.name(day));
    ++rows;
  }
  return rows;
}

TEST(Oracle, EveryDayAndThousandsOfSums) {
  if (!installed()) {
    std::puts("not run: no node or no registry");
    GTEST_SKIP() << "not run: no node or no registry";
  }
  const std::uint32_t seed = std::random_device{}();
  const fs::path rows = kWork / "ours.tsv";
  const int count = write_rows(rows, seed);
  EXPECT_GT(count, 8000);
  fs::copy_file(kFolder / "compare.mjs", kWork / "compare.mjs", fs::copy_options::overwrite_existing);
  EXPECT_EQ(run(fmt::format("cd '{}' && node compare.mjs ours.tsv {}", kWork.string(), count)), 0) << "seed " << seed;
}

// The comparison itself can fail: one wrong row must be found.
TEST(Oracle, FindsAWrongRow) {
  if (!installed()) {
    std::puts("not run: no node or no registry");
    GTEST_SKIP() << "not run: no node or no registry";
  }
  fs::copy_file(kFolder / "compare.mjs", kWork / "compare.mjs", fs::copy_options::overwrite_existing);
  for (const char* row : {"day\t2026-10-10\t0", "sum\t2026-09-30\t1\t2026-10-01", "festival\t2027-02-08\t除夕"}) {
    std::ofstream(kWork / "wrong.tsv") << row << "\n";
    EXPECT_EQ(run("cd '" + kWork.string() + "' && node compare.mjs wrong.tsv 1 >wrong.log 2>&1"), 1) << row;
  }
}

}  // namespace
}  // namespace mingjing::law
