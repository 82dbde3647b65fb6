// Backups in an object storage, against one that tests/robust/s3_storage.py starts: what is there is not sent again, and what was
// sent comes back whole. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>

#include "base/bytes.h"
#include "crypto/random.h"
#include "files/content_store.h"
#include "files/s3_store.h"
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
  // Tells the gate before the storage how to behave; see s3_storage.py.
  static fs::path gate(const char* file) { return fs::path(environment("MINGJING_TEST_S3_GATE")) / file; }
  // Requests so far that begin like this.
  static std::size_t asked(const std::string& like) {
    std::ifstream log(gate("requests"));
    std::size_t out = 0;
    for (std::string line; std::getline(log, line);) out += line.starts_with(like) ? 1 : 0;
    return out;
  }
  // Two backups, and objects that neither names: their digests. All but the first are copies of its files in the storage.
  std::vector<std::string> leave_behind(int count) {
    back_up();
    back_up();
    const TemporaryFolder scratch({}, "mj-s3");
    const auto broke_off = object_target({address}, scratch.path());
    std::vector<std::string> out{(*broke_off)->take_bytes("files/x", prefix).sha256};
    const auto objects = fs::path(environment("MINGJING_TEST_S3_FOLDER")) / "evidence" / prefix / "objects";
    const auto place = [&](const std::string& hex) { return objects / hex.substr(0, 2) / hex.substr(2, 2) / hex; };
    while (out.size() < static_cast<std::size_t>(count)) {
      out.push_back(to_hex(crypto::random_bytes(32)));
      fs::create_directories(place(out.back()).parent_path());
      for (const char* part : {"._S3rver_object", "._S3rver_object.md5", "._S3rver_metadata.json"}) fs::copy_file(place(out[0]).string() + part, place(out.back()).string() + part);
    }
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

TEST_F(S3Backup, KeepsTheNewestAndClearsWhatOnlyEarlierOnesName) {
  files::FolderStore local((d.data() / "files").string());
  const auto gone = local.put("a photograph that is destroyed later");
  back_up();
  local.remove(gone.digest);
  local.put("a second photograph");
  back_up();
  local.put("a third photograph");
  back_up();
  {
    const TemporaryFolder scratch({}, "mj-s3");
    auto broke_off = object_target({address}, scratch.path());
    ASSERT_TRUE(broke_off);
    (*broke_off)->take_bytes("files/x", "of a backup that never came to its end");
  }
  const auto lists = kept("backups");
  const auto objects = kept("objects");
  ASSERT_EQ(lists.size(), 3u);

  EXPECT_EQ(clear_backups({address}, 3)->backups, 0u);
  EXPECT_EQ(kept("objects"), objects) << "as many as are kept: nothing to do";
  const auto cleared = clear_backups({address}, 2);
  ASSERT_TRUE(cleared) << cleared.error().message;
  EXPECT_EQ(cleared->backups, 1u);
  EXPECT_EQ(cleared->objects, 2u) << "the destroyed photograph, and what broke off";
  EXPECT_TRUE(cleared->is_whole);
  EXPECT_EQ(kept("backups"), (std::vector<fs::path>{lists[1], lists[2]}));
  EXPECT_EQ(kept("objects").size(), objects.size() - 2);
  EXPECT_TRUE(kept("running").empty());
  for (const auto& list : kept("backups")) {
    const auto name = list.filename().string();
    const auto report = drill(address + "/backups/" + name.substr(0, name.size() - std::string("._S3rver_object").size()));
    EXPECT_TRUE(report.holds()) << report.text();
  }

  // As an operator asks for it.
  EXPECT_EQ(run_backup(d.options(), {address, {}, 1}), kDone);
  EXPECT_EQ(kept("backups").size(), 1u);
  EXPECT_TRUE(drill(address).holds());
  const TemporaryFolder folder({}, "mj-s3");
  EXPECT_EQ(run_backup(d.options(), {folder.path() / "to", {}, 1}), kRefused) << "a folder is not cleared";
}

TEST_F(S3Backup, NothingIsClearedWhileAnotherIsAtWork) {
  back_up();
  back_up();
  const TemporaryFolder scratch({}, "mj-s3");
  {
    const auto under_way = object_target({address}, scratch.path());
    ASSERT_TRUE(under_way);
    const auto refused = clear_backups({address}, 1);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict);
    EXPECT_EQ(kept("backups").size(), 2u);
  }
  auto options = *files::parse_s3_address(address + "/running");
  options.key = environment("MINGJING_S3_KEY");
  options.secret = environment("MINGJING_S3_SECRET");
  files::S3Store marks(options);
  const auto mark = [](const char* work, int hours_ago) { return std::string(work) + "-" + std::to_string(SystemClock().now().unix_ms() - hours_ago * 3'600'000LL) + "-00000000"; };
  const std::string clearing = mark("clearing", 0);
  marks.put_named(clearing, "x");
  EXPECT_EQ(make_backup(d.options(), {address}).error().code, ErrorCode::conflict);
  EXPECT_FALSE(clear_backups({address}, 1));
  marks.remove_named(clearing);
  // What killed processes left long ago counts for nothing.
  marks.put_named(mark("clearing", 2), "x");
  marks.put_named(mark("backup", 73), "x");
  back_up();
  EXPECT_EQ(clear_backups({address}, 1)->backups, 2u);
}

TEST_F(S3Backup, ManyObjectsAreClearedInOneRequest) {
  leave_behind(1005);
  const auto many = asked("POST /evidence?delete="), single = asked("DELETE /evidence/" + prefix + "/objects/");
  const auto cleared = clear_backups({address}, 1);
  ASSERT_TRUE(cleared) << cleared.error().message;
  EXPECT_EQ(cleared->objects, 1005u);
  EXPECT_EQ(cleared->refused, 0u);
  EXPECT_TRUE(cleared->is_whole);
  EXPECT_EQ(asked("POST /evidence?delete=") - many, 2u);
  EXPECT_EQ(asked("DELETE /evidence/" + prefix + "/objects/"), single);
  EXPECT_TRUE(drill(address).holds());
}

TEST_F(S3Backup, WhatTheStorageDoesNotRemoveIsTold) {
  const auto behind = leave_behind(3);
  write_file(gate("locked"), behind[1]);
  const auto cleared = clear_backups({address}, 1);
  ASSERT_TRUE(cleared) << cleared.error().message;
  EXPECT_EQ(cleared->objects, 2u);
  EXPECT_EQ(cleared->bytes, 2 * prefix.size());
  EXPECT_EQ(cleared->refused, 1u);
  EXPECT_EQ(cleared->why, "AccessDenied");
  testing::internal::CaptureStderr();
  EXPECT_EQ(run_backup(d.options(), {address, {}, 1}), kRefused);
  const auto told = testing::internal::GetCapturedStderr();
  EXPECT_NE(told.find("不肯删其中 1 个文件，回答是 AccessDenied"), std::string::npos) << told;
  fs::remove(gate("locked"));
  EXPECT_EQ(run_backup(d.options(), {address, {}, 1}), kDone);
  EXPECT_TRUE(drill(address).holds());
}

TEST_F(S3Backup, AStorageThatRemovesOneByOneIsClearedOneByOne) {
  leave_behind(3);
  write_file(gate("no-delete-objects"), "501");
  const auto single = asked("DELETE /evidence/" + prefix + "/objects/");
  const auto cleared = clear_backups({address}, 1);
  fs::remove(gate("no-delete-objects"));
  ASSERT_TRUE(cleared) << cleared.error().message;
  EXPECT_EQ(cleared->objects, 3u);
  EXPECT_EQ(asked("DELETE /evidence/" + prefix + "/objects/") - single, 3u);
  EXPECT_TRUE(drill(address).holds());
}

TEST_F(S3Backup, NothingIsClearedForAListThatCannotBeRead) {
  back_up();
  back_up();
  const auto objects = kept("objects");
  write_file(kept("backups")[1], "{");
  const auto refused = clear_backups({address}, 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::digest_mismatch);
  EXPECT_EQ(kept("backups").size(), 2u);
  EXPECT_EQ(kept("objects"), objects);
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
