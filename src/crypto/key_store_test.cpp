// SPDX-License-Identifier: Apache-2.0
#include "crypto/key_store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "crypto/key_file.h"
#include "crypto/random.h"

namespace mingjing::crypto {
namespace {

namespace fs = std::filesystem;

class KeyStoreTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("mj-keys-" + random_code(12));
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }
  static std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  fs::path root_;
};

TEST_F(KeyStoreTest, CreateThenLoad) {
  const KeyStore store(root_ / "deep" / "keys");
  EXPECT_EQ(store.load_log().error().code, ErrorCode::not_found);
  ASSERT_TRUE(store.create());
  EXPECT_EQ(fs::status(store.folder()).permissions() & fs::perms::all, fs::perms::owner_all);
  for (const char* name : {"log.ed25519", "data", "index"}) {
    EXPECT_EQ(fs::status(store.folder() / name).permissions() & fs::perms::all, fs::perms::owner_read | fs::perms::owner_write);
  }
  const auto log = store.load_log();
  ASSERT_TRUE(log && *log);
  EXPECT_EQ((*store.load_log())->public_key(), (*log)->public_key());
  EXPECT_EQ((*store.load_data())->size(), 1u);
  EXPECT_EQ((*store.load_index())->size(), 32u);
  EXPECT_EQ(store.create().error().code, ErrorCode::conflict);
}

TEST_F(KeyStoreTest, EachKeyIsOptional) {
  const KeyStore store(root_ / "keys");
  ASSERT_TRUE(store.create());
  fs::remove(store.folder() / "log.ed25519");
  ASSERT_TRUE(store.load_log());
  EXPECT_FALSE(store.load_log()->has_value());
  EXPECT_TRUE(store.load_data()->has_value());
}

TEST_F(KeyStoreTest, OpenToOthersIsRefused) {
  const KeyStore store(root_ / "keys");
  ASSERT_TRUE(store.create());
  fs::permissions(store.folder() / "data", fs::perms::group_read, fs::perm_options::add);
  const auto refused = store.load_data();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::forbidden);
  EXPECT_NE(refused.error().message.find("chmod 600"), std::string::npos) << refused.error().message;
  fs::permissions(store.folder(), fs::perms::others_exec, fs::perm_options::add);
  EXPECT_EQ(store.load_log().error().code, ErrorCode::forbidden);
  EXPECT_NE(store.load_log().error().message.find("chmod 700"), std::string::npos);
}

TEST_F(KeyStoreTest, LinksAndNonsenseAreRefused) {
  const KeyStore store(root_ / "keys");
  ASSERT_TRUE(store.create());
  fs::rename(store.folder() / "index", root_ / "index");
  fs::create_symlink(root_ / "index", store.folder() / "index");
  EXPECT_EQ(store.load_index().error().code, ErrorCode::forbidden);
  fs::create_directory_symlink(store.folder(), root_ / "link");
  EXPECT_EQ(KeyStore(root_ / "link").load_log().error().code, ErrorCode::forbidden);
  for (const char* bad : {"x", "mingjing key v1 data\n", "mingjing key v1 data\nAAAA\n", "mingjing key v1 index\n"}) {
    ASSERT_TRUE(write_private_file(store.folder() / "data", bad, true));
    EXPECT_EQ(store.load_data().error().code, ErrorCode::invalid) << bad;
  }
  ASSERT_TRUE(write_private_file(store.folder() / "data", "", true));
  EXPECT_EQ(store.load_data().error().code, ErrorCode::invalid);
  ASSERT_TRUE(write_private_file(store.folder() / "data", std::string(100'000, 'A'), true));
  EXPECT_EQ(store.load_data().error().code, ErrorCode::too_large);
}

TEST_F(KeyStoreTest, RotationKeepsOldKeys) {
  const KeyStore store(root_ / "keys");
  ASSERT_TRUE(store.create());
  const std::string box = seal(**store.load_data(), "old", "");
  ASSERT_TRUE(store.rotate_data());
  const auto keys = store.load_data();
  ASSERT_TRUE(keys && *keys);
  EXPECT_EQ((*keys)->size(), 2u);
  EXPECT_EQ(*open(**keys, box, ""), "old");
  EXPECT_TRUE(needs_reseal(**keys, box));
  ASSERT_TRUE(store.drop_old_data());
  EXPECT_EQ(store.drop_old_data().error().code, ErrorCode::not_found);
  EXPECT_EQ((*store.load_data())->size(), 1u);
  EXPECT_EQ((*store.load_data())->current_id(), (*keys)->current_id());
}

TEST_F(KeyStoreTest, TheSecondLogKeyOfTheSmProfile) {
  const KeyStore store(root_ / "keys"), other(root_ / "other");
  ASSERT_TRUE(store.create());
  EXPECT_TRUE(store.load_log_sm2()->empty());
  ASSERT_TRUE(store.create_log_sm2());
  EXPECT_EQ(store.create_log_sm2().error().code, ErrorCode::conflict);
  const auto key = store.load_log_sm2();
  ASSERT_TRUE(key && key->size() == 1);
  ASSERT_TRUE(store.export_to(root_ / "safe", "一个很长很长的密码用于测试"));
  ASSERT_TRUE(other.import_from(root_ / "safe", "一个很长很长的密码用于测试"));
  EXPECT_EQ(other.load_log_sm2()->front().public_point(), key->front().public_point());
}

// Of either kind: the public keys in the order in which they sign.
std::vector<std::string> log_keys(const KeyStore& store, LogKeyKind kind) {
  std::vector<std::string> out;
  const auto first = store.load_log_keys();
  const auto second = store.load_log_sm2();
  if (kind == LogKeyKind::sm2) {
    for (const auto& key : *second) out.push_back(key.public_point());
  } else {
    for (const auto& key : *first) out.push_back(key.public_key());
  }
  return out;
}

TEST_F(KeyStoreTest, TheNextLogKeyWaitsThenSignsThenAlone) {
  const struct {
    LogKeyKind kind;
    const char* file;
  } rows[] = {{LogKeyKind::ed25519, "log.ed25519.next"}, {LogKeyKind::sm2, "log.sm2.next"}};
  for (const auto& [kind, file] : rows) {
    const std::string name = file;
    const KeyStore store(root_ / ("keys of " + name)), other(root_ / ("other of " + name));
    ASSERT_TRUE(store.create());
    ASSERT_TRUE(store.create_log_sm2());
    const auto old = log_keys(store, kind);
    ASSERT_EQ(old.size(), 1u);
    EXPECT_FALSE(*store.find_next_log(kind));
    EXPECT_EQ(store.adopt_next_log(kind).error().code, ErrorCode::not_found);
    EXPECT_EQ(store.end_log_overlap(kind).error().code, ErrorCode::not_found);
    const auto next = *store.next_log(kind);
    EXPECT_EQ(*store.next_log(kind), next) << "made once";
    EXPECT_EQ(log_keys(store, kind), old);
    const auto safe = root_ / ("safe of " + name);
    ASSERT_TRUE(store.export_to(safe, "一个很长很长的密码用于测试"));
    ASSERT_TRUE(other.import_from(safe, "一个很长很长的密码用于测试"));
    EXPECT_EQ(*other.find_next_log(kind), next) << "the log may name it already";
    const std::string waiting = read(store.folder() / file);
    ASSERT_TRUE(store.adopt_next_log(kind));
    ASSERT_TRUE(write_private_file(store.folder() / file, waiting, false));
    ASSERT_TRUE(store.adopt_next_log(kind)) << "a crash before it was removed";
    EXPECT_FALSE(*store.find_next_log(kind));
    EXPECT_EQ(log_keys(store, kind), (std::vector{next, old[0]}));
    ASSERT_TRUE(store.end_log_overlap(kind));
    EXPECT_EQ(log_keys(store, kind), std::vector{next});
  }
}

TEST_F(KeyStoreTest, ExportAndImport) {
  const KeyStore store(root_ / "keys"), other(root_ / "other");
  ASSERT_TRUE(store.create());
  ASSERT_TRUE(store.rotate_data());
  const fs::path file = root_ / "safe";
  EXPECT_EQ(store.export_to(file, "too short").error().field, "passphrase");
  ASSERT_TRUE(store.export_to(file, "一个很长很长的密码用于测试"));
  EXPECT_EQ(store.export_to(file, "一个很长很长的密码用于测试").error().code, ErrorCode::conflict);
  const std::string written = read(file);
  for (const char* name : {"log.ed25519", "data", "index"}) {  // no key line of the store stands in the export
    const std::string text = read(store.folder() / name);
    EXPECT_EQ(written.find(text.substr(text.find('\n') + 1, 20)), std::string::npos);
  }
  EXPECT_EQ(other.import_from(file, "另一个很长很长的密码用于测试").error().code, ErrorCode::digest_mismatch);
  EXPECT_FALSE(fs::exists(other.folder()));
  ASSERT_TRUE(other.import_from(file, "一个很长很长的密码用于测试"));
  for (const char* name : {"log.ed25519", "data", "index"}) EXPECT_EQ(read(other.folder() / name), read(store.folder() / name));
  EXPECT_EQ(other.import_from(file, "一个很长很长的密码用于测试").error().code, ErrorCode::conflict);
  ASSERT_TRUE(write_private_file(root_ / "nonsense", "hello\n", false));
  EXPECT_EQ(KeyStore(root_ / "third").import_from(root_ / "nonsense", "x").error().code, ErrorCode::invalid);
}

TEST_F(KeyStoreTest, AWitnessHasOneKeyOfItsOwn) {
  const KeyStore store(root_ / "witness"), other(root_ / "moved");
  ASSERT_TRUE(store.create_witness());
  const auto key = store.load_witness();
  ASSERT_TRUE(key && *key);
  EXPECT_FALSE(*store.load_log());
  EXPECT_EQ(store.create_witness().error().code, ErrorCode::conflict);
  EXPECT_EQ(fs::status(store.folder() / "witness.ed25519").permissions(), fs::perms::owner_read | fs::perms::owner_write);
  ASSERT_TRUE(store.export_to(root_ / "witness-safe", "一个很长很长的密码用于测试"));
  ASSERT_TRUE(other.import_from(root_ / "witness-safe", "一个很长很长的密码用于测试"));
  EXPECT_EQ((*other.load_witness())->public_key(), (*key)->public_key());
}

}  // namespace
}  // namespace mingjing::crypto
