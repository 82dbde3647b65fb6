// Backups in an object storage, against one that tests/robust/s3_storage.py starts: what is there is not sent again, and what was
// sent comes back whole. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>

#include "base/bytes.h"
#include "crypto/random.h"
#include "mingjing/backup.h"
#include "mingjing/backup_target.h"
#include "mingjing/drill.h"
#include "mingjing/read_whole.h"
#include "mingjing/restore.h"
#include "mingjing/temporary_folder.h"
#include "tests/verify/deployment.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

struct S3Backup : testing::Test {
  void SetUp() override {
    if (environment("MINGJING_TEST_S3").empty()) GTEST_SKIP() << "not run: no object storage";
  }
  void back_up() {
    const auto made = make_backup(d.options(), {address});
    ASSERT_TRUE(made) << made.error().message;
  }
  // As the storage keeps them, by the ending of their names.
  std::vector<fs::path> kept(const std::string& below) const {
    std::vector<fs::path> out;
    std::error_code none;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(environment("MINGJING_TEST_S3_FOLDER")) / "evidence" / prefix / below, none))
      if (entry.path().string().ends_with("._S3rver_object")) out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
  }
  DrillReport drill(const std::string& from) {
    DrillOptions options;
    options.from = from;
    return drill_backup(options);
  }

  Deployment d{World::sqlite, Made::bare};
  const std::string prefix = to_hex(crypto::random_bytes(6));
  const std::string address = environment("MINGJING_TEST_S3") + "/" + prefix;
};

TEST_F(S3Backup, ComesBackWholeAndSendsNothingTwice) {
  EXPECT_EQ(drill(address).steps.back().id, "fetch") << "nothing is there yet";
  back_up();
  const auto objects = kept("objects");
  ASSERT_GT(objects.size(), 3u);
  ASSERT_EQ(kept("backups").size(), 1u);
  const auto first = drill(address);
  EXPECT_TRUE(first.holds()) << first.text();
  EXPECT_TRUE(fs::is_empty(d.data() / "tmp")) << "nothing stays on its way";

  {
    const auto system = System::open(d.options());
    ASSERT_TRUE(system);
    (*system)->files().put("a new photograph");
  }
  std::map<fs::path, fs::file_time_type> before;
  for (const auto& object : objects) before[object] = fs::last_write_time(object);
  back_up();
  EXPECT_EQ(kept("backups").size(), 2u);
  const auto later = kept("objects");
  EXPECT_EQ(later.size(), objects.size() + 1) << "the photograph; the database and the log are the same bytes";
  for (const auto& [object, written] : before) EXPECT_EQ(fs::last_write_time(object), written) << object << " was sent again";

  // The newest unless one is named.
  const TemporaryFolder newest({}, "mj-s3"), named({}, "mj-s3");
  ASSERT_TRUE(fetch_backup({address}, newest.path()));
  const auto name = kept("backups")[0].filename().string();
  const auto one = address + "/backups/" + name.substr(0, name.size() - std::string("._S3rver_object").size());
  ASSERT_TRUE(fetch_backup({one}, named.path()));
  EXPECT_EQ(read_manifest(newest.path())->files.size(), read_manifest(named.path())->files.size() + 1);
  EXPECT_TRUE(check_backup(newest.path()));
  EXPECT_FALSE(make_backup(d.options(), {one})) << "a list is no place for a backup";

  // Restored over what was lost.
  fs::remove_all(d.data() / "files");
  EXPECT_EQ(run_restore(d.options(), {address, {}}), kDone);
  const auto report = verify_deployment(d.options());
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->holds()) << all_lines(*report);
}

TEST_F(S3Backup, WhatIsAlteredOrGoneThereIsFound) {
  back_up();
  const auto object = kept("objects")[0];
  const auto bytes = *read_whole(object);
  std::string bent = bytes;
  bent[bent.size() / 2] ^= 1;
  std::ofstream(object, std::ios::binary | std::ios::trunc) << bent;
  const auto altered = drill(address);
  EXPECT_FALSE(altered.holds());
  EXPECT_NE(altered.text().find("与清单的摘要不符"), std::string::npos) << altered.text();
  EXPECT_EQ(run_restore(d.options(), {address, {}}), kRefused);
  fs::remove(object);
  EXPECT_NE(drill(address).text().find("缺"), std::string::npos);
  // The next backup sends again what is not there.
  fs::remove(object.string().substr(0, object.string().size() - std::string("_object").size()) + "_metadata.json");
  back_up();
  EXPECT_TRUE(drill(address).holds());
}

TEST_F(S3Backup, ALargeFileGoesInPieces) {
  const TemporaryFolder scratch({}, "mj-s3"), to({}, "mj-s3");
  const ObjectPlace small{address, 1000, 300};
  const std::string large = crypto::random_bytes(1001);
  {
    auto target = object_target(small, scratch.path());
    ASSERT_TRUE(target) << target.error().message;
    Manifest manifest;
    manifest.database = "sqlite";
    auto file = (*target)->take_made("mingjing.db", [&](const fs::path& at) {
      write_file(at, large);
      return Status{};
    });
    ASSERT_TRUE(file);
    EXPECT_EQ(file->pieces.size(), 4u);
    manifest.files.push_back(*file);
    manifest.files.push_back((*target)->take_bytes("log/vkey", "key\n"));
    (*target)->finish(manifest);
  }
  EXPECT_TRUE(fs::is_empty(scratch.path()));
  ASSERT_TRUE(fetch_backup(small, to.path()));
  EXPECT_TRUE(check_backup(to.path()));
  EXPECT_EQ(*read_whole(to.path() / "mingjing.db"), large);
}

TEST_F(S3Backup, OneThatBrokeOffIsNone) {
  back_up();
  for (const auto& list : kept("backups")) fs::remove(list);
  const TemporaryFolder to({}, "mj-s3");
  const auto refused = fetch_backup({address}, to.path());
  ASSERT_FALSE(refused);
  EXPECT_FALSE(fs::exists(to.path() / "manifest.json"));
}

}  // namespace
}  // namespace mingjing::app
