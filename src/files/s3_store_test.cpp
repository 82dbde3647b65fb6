// Against a storage that tests/robust/s3_storage.py starts; its address and its folder are in the environment.
// SPDX-License-Identifier: Apache-2.0
#include "files/s3_store.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "files/content_store.h"
#include "files/mirrored_store.h"

namespace mingjing::files {
namespace {

namespace fs = std::filesystem;
using ports::FileCheck;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string digest_of(std::string_view bytes) { return crypto::digest_text(crypto::sha256(bytes)); }

TEST(S3Address, IsReadStrictly) {
  const auto read = parse_s3_address("s3+https://minio.example.cn:9000/evidence/county/2026/");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->endpoint, "https://minio.example.cn:9000");
  EXPECT_EQ(read->bucket, "evidence");
  EXPECT_EQ(read->prefix, "county/2026");
  EXPECT_TRUE(parse_s3_address("s3+http://127.0.0.1:4568/evidence"));
  for (const char* wrong : {"", "https://host/bucket", "s3+https://host", "s3+https:///bucket", "s3+https://host/", "s3+https://host/ab",
                            "s3+https://key:secret@host/bucket", "s3+https://host/Bucket", "s3+https://host/bucket/a?b", "s3+https://host/bucket/我",
                            "s3+ftp://host/bucket"})
    EXPECT_FALSE(parse_s3_address(wrong)) << wrong;
}

TEST(S3Nobody, IsUnavailable) {
  auto options = parse_s3_address("s3+http://127.0.0.1:1/evidence").value();
  options.key = options.secret = "x";
  S3Store store(options);
  EXPECT_THROW(store.put("bytes"), Unavailable);
  EXPECT_THROW(store.check(digest_of("bytes")), Unavailable);
  EXPECT_THROW(store.each([](const ports::StoredFile&) { return true; }), Unavailable);
}

// Has the gate before the storage behave otherwise for a while; see s3_storage.py.
class Gate {
 public:
  Gate(const char* file, const std::string& says) : path_(fs::path(environment("MINGJING_TEST_S3_GATE")) / file) { std::ofstream(path_) << says; }
  ~Gate() { fs::remove(path_); }
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

 private:
  const fs::path path_;
};

class S3StoreTest : public testing::Test {
 protected:
  void SetUp() override {
    if (environment("MINGJING_TEST_S3").empty()) GTEST_SKIP() << "not run: no object storage";
    options_ = parse_s3_address(environment("MINGJING_TEST_S3") + "/" + to_hex(crypto::random_bytes(6))).value();
    options_.key = environment("MINGJING_S3_KEY");
    options_.secret = environment("MINGJING_S3_SECRET");
    options_.page = 7;
  }
  // The object as the storage keeps it, to damage it.
  fs::path object(const std::string& digest) const {
    const std::string hex = digest.substr(7);
    return fs::path(environment("MINGJING_TEST_S3_FOLDER")) / options_.bucket / options_.prefix / hex.substr(0, 2) / hex.substr(2, 2) /
           (hex + "._S3rver_object");
  }
  S3Options options_;
};

TEST_F(S3StoreTest, KeepsBytesUnderTheirDigest) {
  S3Store store(options_);
  const auto digest = store.put("the whole film").digest;
  EXPECT_EQ(digest, digest_of("the whole film"));
  EXPECT_EQ(store.put("the whole film").digest, digest);
  const auto opened = store.open(digest);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->size(), 14u);
  EXPECT_EQ(opened->read(4, 5), "whole");
  EXPECT_EQ(opened->read(10, 100), "film");
  EXPECT_EQ(opened->read(14, 1), "");
  EXPECT_EQ(store.check(digest), FileCheck::intact);
  EXPECT_EQ(store.check(digest_of("never stored")), FileCheck::missing);
  EXPECT_FALSE(store.open(digest_of("never stored")));
  EXPECT_TRUE(store.remove(digest));
  EXPECT_FALSE(store.remove(digest));
  EXPECT_EQ(store.check(digest), FileCheck::missing);
}

TEST_F(S3StoreTest, FindsWhatWasAlteredInTheStorage) {
  S3Store store(options_);
  const auto digest = store.put("a photograph").digest;
  ASSERT_TRUE(fs::exists(object(digest))) << object(digest);
  std::ofstream(object(digest), std::ios::binary | std::ios::trunc) << "a forged one";
  EXPECT_EQ(store.check(digest), FileCheck::altered);
}

TEST_F(S3StoreTest, TakesALargeFileFromDisk) {
  const fs::path path = fs::temp_directory_path() / ("mj-s3-" + crypto::random_code(12));
  const std::string bytes = crypto::random_bytes(20 << 20);
  std::ofstream(path, std::ios::binary) << bytes;
  S3Store store(options_);
  const auto stored = store.put_file(path, digest_of(bytes));
  EXPECT_EQ(stored.size, bytes.size());
  EXPECT_EQ(store.check(stored.digest), FileCheck::intact);
  EXPECT_EQ(store.open(stored.digest)->read(bytes.size() - 5, 10), bytes.substr(bytes.size() - 5));
  fs::remove(path);
}

TEST_F(S3StoreTest, ListsPageByPageInOrder) {
  S3Store store(options_);
  std::vector<std::string> put;
  for (int i = 0; i < 24; ++i) put.push_back(store.put("piece " + std::to_string(i)).digest);
  std::sort(put.begin(), put.end());
  const auto listed = [&](const std::string& after, std::size_t most) {
    std::vector<std::string> out;
    store.each(
        [&](const ports::StoredFile& file) {
          EXPECT_GE(file.size, 7u);
          out.push_back(file.digest);
          return out.size() < most;
        },
        after);
    return out;
  };
  EXPECT_EQ(listed({}, 1000), put);
  EXPECT_EQ(listed(put[9], 1000), std::vector<std::string>(put.begin() + 10, put.end()));
  EXPECT_EQ(listed({}, 8), std::vector<std::string>(put.begin(), put.begin() + 8));
}

TEST_F(S3StoreTest, RemovesManyInOneRequest) {
  options_.prefix += "/r&d";
  S3Store store(options_);
  std::vector<ports::StoredFile> put;
  for (int i = 0; i < 30; ++i) put.push_back(store.put("piece " + std::to_string(i)));
  const auto kept = put.back();
  put.back() = {digest_of("never stored"), 1};
  const auto refused = store.remove_many(put);
  ASSERT_TRUE(refused);
  EXPECT_TRUE(refused->empty()) << refused->front().code;
  for (const auto& file : put) EXPECT_FALSE(store.open(file.digest));
  EXPECT_TRUE(store.open(kept.digest));
}

TEST_F(S3StoreTest, TellsWhichOfManyWereNotRemoved) {
  S3Store store(options_);
  const auto free = store.put("free"), locked = store.put("locked");
  const Gate gate("locked", locked.digest.substr(7));
  const auto refused = store.remove_many({free, locked});
  ASSERT_TRUE(refused);
  ASSERT_EQ(refused->size(), 1u);
  EXPECT_EQ((*refused)[0].file.digest, locked.digest);
  EXPECT_EQ((*refused)[0].code, "AccessDenied");
  EXPECT_FALSE(store.open(free.digest));
  EXPECT_TRUE(store.open(locked.digest));
}

TEST_F(S3StoreTest, RemovesNothingAtOnceWhereThatIsNotKnown) {
  S3Store store(options_);
  const auto file = store.put("bytes");
  for (const char* status : {"501", "405"}) {
    const Gate gate("no-delete-objects", status);
    EXPECT_FALSE(store.remove_many({file})) << status;
  }
  const Gate gate("no-delete-objects", "403");
  EXPECT_THROW(store.remove_many({file}), Unavailable);
  EXPECT_TRUE(store.open(file.digest));
}

TEST_F(S3StoreTest, AWrongSecretIsUnavailable) {
  options_.secret = "wrong";
  S3Store store(options_);
  EXPECT_THROW(store.put("bytes"), Unavailable);
  EXPECT_THROW(store.open(digest_of("bytes")), Unavailable);
}

TEST_F(S3StoreTest, IsASecondCopyThatMendsTheFirst) {
  const fs::path folder = fs::temp_directory_path() / ("mj-s3-" + crypto::random_code(12));
  {
    FolderStore first((folder / "first").string());
    S3Store second(options_);
    MirroredStore both(first, second, (folder / "scratch").string());
    const auto digest = both.put("evidence").digest;
    EXPECT_FALSE(both.copy_waiting(10));
    EXPECT_EQ(second.check(digest), FileCheck::intact);
    first.remove(digest);
    EXPECT_EQ(both.open(digest)->read(0, 100), "evidence");
    EXPECT_EQ(both.check(digest), FileCheck::intact);
    EXPECT_EQ(first.check(digest), FileCheck::intact);
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace mingjing::files
