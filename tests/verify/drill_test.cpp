// A restore drill: a good backup passes and leaves no trace, a damaged one is named, whoever damaged it.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/json.h"
#include "mingjing/backup.h"
#include "mingjing/drill.h"
#include "mingjing/manifest.h"
#include "mingjing/read_whole.h"
#include "tests/verify/deployment.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

struct DrillTest : testing::Test {
  explicit DrillTest(World world = World::sqlite) : d(world) {
    fs::create_directories(work);
    const auto made = make_backup(d.options(), {kept.string()});
    EXPECT_TRUE(made) << made.error().message;
  }
  ~DrillTest() override {
    std::error_code ignored;
    for (const auto& folder : {kept, work}) fs::remove_all(folder, ignored);
  }
  DrillReport drill() {
    DrillOptions options;
    options.from = kept.string();
    options.work = work.string();
    const auto report = drill_backup(options);
    EXPECT_TRUE(fs::is_empty(work)) << "the temporary folder is gone";
    return report;
  }
  void act(int count) { app::act(d.options(), count); }
  void damage(const fs::path& path, const std::function<void(std::string&)>& change) {
    auto bytes = *read_whole(kept / path);
    change(bytes);
    fs::permissions(kept / path, fs::perms::owner_all);
    write_file(kept / path, bytes);
  }
  // As one who can write the list too.
  void list_anew() {
    auto manifest = *read_manifest(kept);
    manifest.files.clear();
    for (const auto& entry : fs::recursive_directory_iterator(kept)) {
      if (!entry.is_regular_file() || entry.path().filename() == "manifest.json") continue;
      auto file = digest_of(entry.path());
      file.path = fs::relative(entry.path(), kept).string();
      manifest.files.push_back(std::move(file));
    }
    write_file(kept / "manifest.json", to_json(manifest));
  }
  std::string a_stored_file() {
    const auto manifest = read_manifest(kept);
    for (const auto& file : manifest->files)
      if (file.path.starts_with("files/")) return file.path;
    return {};
  }
  // The step that failed last says so, in words that hold `words`.
  static void expect_failed(const DrillReport& report, std::string_view step, std::string_view words) {
    EXPECT_FALSE(report.holds()) << report.text();
    ASSERT_FALSE(report.steps.empty());
    EXPECT_EQ(report.steps.back().id, step) << report.text();
    EXPECT_NE(report.text().find(words), std::string::npos) << report.text();
    EXPECT_NE(report.text().find("没有通过"), std::string::npos);
  }

  Deployment d;
  const fs::path kept = d.data().string() + ".backup", work = d.data().string() + ".work";
};

TEST_F(DrillTest, AGoodBackupPassesAndNothingIsTouched) {
  const auto database = digest_of(d.data() / "mingjing.db").sha256, checkpoint = *read_whole(d.data() / "log/checkpoint");
  const auto report = drill();
  EXPECT_TRUE(report.holds()) << report.text();
  EXPECT_EQ(report.steps.size(), 4u);
  EXPECT_EQ(report.files, static_cast<std::int64_t>(read_manifest(kept)->files.size()));
  EXPECT_EQ(std::to_string(report.events), d.value("SELECT count(*) FROM event"));
  EXPECT_EQ(std::to_string(report.log_size), d.value("SELECT max(size) FROM checkpoint"));
  ASSERT_TRUE(report.made_at);
  EXPECT_LE(*report.made_at, report.at);
  EXPECT_NE(report.text().find("恢复演练：通过"), std::string::npos) << report.text();
  EXPECT_NE(report.text().find("核对无误"), std::string::npos) << report.text();
  const auto json = parse_json(report.json());
  ASSERT_TRUE(json);
  EXPECT_TRUE(json->flag("holds"));
  EXPECT_EQ(json->items("steps").size(), 4u);
  EXPECT_EQ(json->integer("events"), report.events);
  EXPECT_EQ(digest_of(d.data() / "mingjing.db").sha256, database);
  EXPECT_EQ(*read_whole(d.data() / "log/checkpoint"), checkpoint);
  EXPECT_TRUE(check_backup(kept));
}

TEST_F(DrillTest, SaysByItsExitCodeAndInAFileHowItWent) {
  DrillOptions options;
  options.from = kept.string();
  options.work = work.string();
  options.report = (work / "report.json").string();
  EXPECT_EQ(run_drill(options), kDone);
  EXPECT_TRUE(parse_json(*read_whole(options.report))->flag("holds"));
  fs::remove(kept / "manifest.json");  // what an unfinished backup lacks
  options.report = (work / "report.txt").string();
  EXPECT_EQ(run_drill(options), kRefused);
  EXPECT_NE(read_whole(options.report)->find("不是一份完整的备份"), std::string::npos);
}

// The key on the notice board was copied badly, or the report has nowhere to go: that says nothing about the backup.
TEST_F(DrillTest, WhatWasAskedBadlyIsSaidBeforeAnythingIsDone) {
  DrillOptions options;
  options.from = kept.string();
  options.work = work.string();
  options.report = (work / "report.txt").string();
  options.verify.vkey = "law.example.gov.cn/log+garbage";
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  EXPECT_EQ(run_drill(options), kBadInput);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "") << "no verdict on the backup";
  EXPECT_NE(testing::internal::GetCapturedStderr().find("公钥的写法不对"), std::string::npos);
  EXPECT_FALSE(fs::exists(options.report));
  options.verify.vkey.clear();
  options.report = (work / "nowhere" / "report.txt").string();
  testing::internal::CaptureStderr();
  EXPECT_EQ(run_drill(options), kBadInput);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("--report"), std::string::npos);
}

TEST_F(DrillTest, ABitFlippedInAStoredFileIsNamed) {
  const auto path = a_stored_file();
  damage(path, [](std::string& bytes) { bytes[bytes.size() / 2] ^= 1; });
  expect_failed(drill(), "manifest", path);
  list_anew();
  expect_failed(drill(), "verify", fs::path(path).filename().string());
}

TEST_F(DrillTest, ATruncatedDatabaseIsFound) {
  damage("mingjing.db", [](std::string& bytes) { bytes.resize(bytes.size() / 2); });
  expect_failed(drill(), "manifest", "mingjing.db");
  list_anew();
  EXPECT_FALSE(drill().holds());
  damage("mingjing.db", [](std::string& bytes) { bytes.resize(100); });
  list_anew();
  expect_failed(drill(), "restore", "做不下去");
}

TEST_F(DrillTest, TheLogMayBeAheadOfTheDatabaseButMustContinueIt) {
  const auto then = std::stoull(d.value("SELECT size FROM log_state"));
  act(5);
  fs::remove_all(kept / "log");
  fs::copy(d.data() / "log", kept / "log", fs::copy_options::recursive);
  list_anew();
  const auto ahead = drill();
  EXPECT_TRUE(ahead.holds()) << ahead.text();
  EXPECT_GE(ahead.log_size, then + 5);
  EXPECT_NE(ahead.text().find("接得上"), std::string::npos) << ahead.text();
  // The tiles of an entry that the database holds are other ones now, its checkpoint still the signed one.
  fs::path bundle;
  for (const auto& entry : fs::recursive_directory_iterator(kept / "log" / "tile" / "0"))
    if (entry.is_regular_file()) bundle = fs::relative(entry.path(), kept);
  damage(bundle, [](std::string& bytes) { bytes[3] ^= 1; });
  list_anew();
  EXPECT_FALSE(drill().holds());
}

TEST_F(DrillTest, AnotherLogsCheckpointIsRefused) {
  const Deployment other(World::sqlite, Made::bare);
  fs::copy_file(other.data() / "log/checkpoint", kept / "log/checkpoint", fs::copy_options::overwrite_existing);
  list_anew();
  expect_failed(drill(), "log", "不是本日志签的");
}

struct SmDrill : DrillTest {};
TEST_F(SmDrill, BothSignaturesAreCheckedWithoutAnyKey) {
  ASSERT_TRUE(add_sm_profile(d.options()));
  act(1);
  fs::remove_all(kept);
  ASSERT_TRUE(make_backup(d.options(), {kept.string()}));
  const auto report = drill();
  EXPECT_TRUE(report.holds()) << report.text();
}

TEST(DrillPostgres, IntoADatabaseThatTheOperatorNames) {
  if (test_server() == nullptr) GTEST_SKIP() << "not run: no PostgreSQL";
  Deployment d(World::postgresql);
  const TemporaryDatabase target;
  const fs::path kept = d.data().string() + ".backup";
  ASSERT_TRUE(make_backup(d.options(), {kept.string()}));
  DrillOptions options;
  options.from = kept.string();
  EXPECT_NE(drill_backup(options).text().find("--db"), std::string::npos);
  options.db = d.options().db;
  EXPECT_NE(drill_backup(options).text().find("不是空的"), std::string::npos) << "the one in use";
  options.db = target.url(d.schema());
  const auto report = drill_backup(options);
  EXPECT_TRUE(report.holds()) << report.text();
  fs::remove_all(kept);
}

}  // namespace
}  // namespace mingjing::app
