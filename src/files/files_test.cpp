// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "files/content_store.h"
#include "files/folder.h"
#include "files/folder_uploads.h"
#include "files/mirrored_store.h"

namespace mingjing::files {
namespace {

using ports::FileCheck;
using ports::UploadOwner;

class Folder {
 public:
  Folder() {
    char name[] = "/tmp/mingjing-files-XXXXXX";
    path = ::mkdtemp(name);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string path;
};

std::string digest_of(std::string_view bytes) { return crypto::digest_text(crypto::sha256(bytes)); }

void overwrite(const std::string& path, const std::string& bytes) {
  ::chmod(path.c_str(), 0600);
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

TEST(FolderStore, KeepsBytesUnderTheirDigest) {
  Folder folder;
  FolderStore store(folder.path + "/files");
  const auto stored = store.put("evidence");
  EXPECT_EQ(stored.digest, digest_of("evidence"));
  EXPECT_EQ(stored.size, 8u);
  EXPECT_EQ(store.put("evidence").digest, stored.digest);
  const auto opened = store.open(stored.digest);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->size(), 8u);
  EXPECT_EQ(opened->read(3, 100), "dence");
  EXPECT_EQ(opened->read(8, 100), "");
  const std::string hex = stored.digest.substr(7);
  EXPECT_TRUE(std::filesystem::exists(folder.path + "/files/" + hex.substr(0, 2) + "/" + hex.substr(2, 2) + "/" + hex));
}

TEST(FolderStore, FindsAlteredAndMissingFilesAndMendsThem) {
  Folder folder;
  FolderStore store(folder.path);
  const auto digest = store.put("evidence").digest;
  EXPECT_EQ(store.check(digest), FileCheck::intact);
  overwrite(store.path_of(digest), "forged!!");
  EXPECT_EQ(store.check(digest), FileCheck::altered);
  EXPECT_EQ(store.put("evidence").digest, digest);
  EXPECT_EQ(store.check(digest), FileCheck::intact);
  EXPECT_TRUE(store.remove(digest));
  EXPECT_FALSE(store.remove(digest));
  EXPECT_EQ(store.check(digest), FileCheck::missing);
  EXPECT_FALSE(store.open(digest));
}

TEST(FolderStore, ListsOnFromAFile) {
  Folder folder;
  FolderStore store(folder.path);
  for (int i = 0; i < 40; ++i) store.put("piece " + std::to_string(i));
  std::vector<std::string> all;
  store.each([&](const ports::StoredFile& file) {
    all.push_back(file.digest);
    return true;
  });
  ASSERT_EQ(all.size(), 40u);
  for (const std::size_t from : {std::size_t{0}, std::size_t{17}, std::size_t{39}}) {
    std::vector<std::string> rest;
    store.each(
        [&](const ports::StoredFile& file) {
          rest.push_back(file.digest);
          return true;
        },
        all[from]);
    EXPECT_EQ(rest, std::vector<std::string>(all.begin() + static_cast<std::ptrdiff_t>(from) + 1, all.end())) << from;
  }
}

struct Mirror {
  Folder folder;
  FolderStore first{folder.path + "/first"}, second{folder.path + "/second"};
  MirroredStore both{first, second, folder.path + "/scratch"};
};

TEST(MirroredStore, CopiesFollowApart) {
  Mirror m;
  const auto digest = m.both.put("evidence").digest;
  EXPECT_EQ(m.first.check(digest), FileCheck::intact);
  EXPECT_EQ(m.second.check(digest), FileCheck::missing);
  EXPECT_EQ(m.both.waiting(), 1u);
  EXPECT_FALSE(m.both.copy_waiting(10));
  EXPECT_EQ(m.second.check(digest), FileCheck::intact);
  EXPECT_TRUE(std::filesystem::is_empty(m.folder.path + "/scratch"));
}

TEST(MirroredStore, ServesAndMendsFromTheSecondWhatTheFirstHasLost) {
  Mirror m;
  const auto lost = m.both.put("evidence").digest, altered = m.both.put("a photograph").digest;
  m.both.copy_waiting(10);
  m.first.remove(lost);
  overwrite(m.first.path_of(altered), "a forged one");
  ASSERT_TRUE(m.both.open(lost));
  EXPECT_EQ(m.both.open(lost)->read(0, 100), "evidence");
  for (const auto& digest : {lost, altered}) {
    EXPECT_EQ(m.both.check(digest), FileCheck::intact);
    EXPECT_EQ(m.first.check(digest), FileCheck::intact);
  }
}

TEST(MirroredStore, WhatNobodyHasRightStaysAsItIs) {
  Mirror m;
  const auto digest = m.both.put("evidence").digest;
  m.both.copy_waiting(10);
  overwrite(m.first.path_of(digest), "forged!!");
  overwrite(m.second.path_of(digest), "forged??");
  EXPECT_EQ(m.both.check(digest), FileCheck::altered);
  EXPECT_EQ(m.first.open(digest)->read(0, 100), "forged!!");
  EXPECT_EQ(m.both.check(digest_of("never stored")), FileCheck::missing);
}

TEST(MirroredStore, NothingIsDeletedWhileTheSecondIsAway) {
  Mirror m;
  const auto digest = m.both.put("evidence").digest;
  m.both.copy_waiting(10);
  class Away final : public ports::ContentStore {
   public:
    ports::StoredFile put(std::string_view) override { throw Unavailable("away"); }
    ports::StoredFile put_file(const std::string&, const std::string&) override { throw Unavailable("away"); }
    std::shared_ptr<const ports::OpenedFile> open(const std::string&) const override { throw Unavailable("away"); }
    FileCheck check(const std::string&, std::string*) const override { throw Unavailable("away"); }
    void each(const std::function<bool(const ports::StoredFile&)>&, const std::string&) const override { throw Unavailable("away"); }
    bool remove(const std::string&) override { throw Unavailable("away"); }
  } away;
  MirroredStore alone(m.first, away, m.folder.path + "/scratch");
  EXPECT_THROW(alone.remove(digest), Unavailable);
  EXPECT_EQ(m.first.check(digest), FileCheck::intact);
  // It stores all the same, and the copy waits.
  const auto next = alone.put("more evidence").digest;
  EXPECT_THROW(alone.copy_waiting(1), Unavailable);
  EXPECT_EQ(alone.waiting(), 1u);
  EXPECT_EQ(m.first.check(next), FileCheck::intact);
  EXPECT_TRUE(m.both.remove(digest));
  EXPECT_EQ(m.second.check(digest), FileCheck::missing);
}

TEST(FolderStore, NoNameLeadsOutOfTheFolder) {
  Folder folder;
  FolderStore store(folder.path);
  for (const char* name : {"", "sha256:", "sha256:../../etc/passwd", "../x", "sha256:ZZ"}) {
    EXPECT_EQ(store.path_of(name), "") << name;
    EXPECT_FALSE(store.open(name)) << name;
    EXPECT_EQ(store.check(name), FileCheck::missing) << name;
  }
}

TEST(FolderStore, ListsEverythingInOrder) {
  Folder folder;
  FolderStore store(folder.path);
  std::vector<std::string> put, seen;
  for (int i = 0; i < 50; ++i) put.push_back(store.put(std::to_string(i)).digest);
  std::sort(put.begin(), put.end());
  store.each([&](const ports::StoredFile& file) {
    seen.push_back(file.digest);
    return true;
  });
  EXPECT_EQ(seen, put);
  seen.clear();
  store.each([&](const ports::StoredFile& file) {
    seen.push_back(file.digest);
    return seen.size() < 3;
  });
  EXPECT_EQ(seen.size(), 3u);
}

// The names of temporary files begin anew with each process: those that a killed one left may be links to bytes that count.
constexpr int kNames = 200;

TEST(FolderStore, WhatAKilledProcessLeftUnderATemporaryNameIsNeverWrittenTo) {
  Folder folder;
  FolderStore store(folder.path + "/files");
  const std::string staged = folder.path + "/staged", digest = digest_of("evidence");
  overwrite(staged, "evidence");
  store.remove(store.put("evidence").digest);  // leaves its folder
  for (int i = 0; i < kNames; ++i) std::filesystem::create_hard_link(staged, store.path_of(digest) + ".put" + std::to_string(i));
  EXPECT_EQ(store.put_file(staged, digest).size, 8u);
  EXPECT_EQ(store.check(digest), FileCheck::intact);
  EXPECT_EQ(File::open_read(staged).read_at(0, 99), "evidence");
  EXPECT_TRUE(store.remove(digest));
  EXPECT_TRUE(std::filesystem::is_empty(std::filesystem::path(store.path_of(digest)).parent_path())) << "deleted under every name";
}

TEST(MirroredStore, WhatAKilledProcessLeftOnTheWayIsNeverWrittenTo) {
  Mirror m;
  const auto kept = m.both.put("evidence").digest;
  for (int i = 0; i < kNames; ++i) {
    std::filesystem::create_hard_link(m.first.path_of(kept),
                                      m.folder.path + "/scratch/copy-" + std::to_string(::getpid()) + "-" + std::to_string(i));
  }
  const auto lost = m.both.put("a photograph").digest;
  m.both.copy_waiting(10);
  m.first.remove(lost);
  EXPECT_EQ(m.both.check(lost), FileCheck::intact);
  EXPECT_EQ(m.first.check(kept), FileCheck::intact);
  const MirroredStore next(m.first, m.second, m.folder.path + "/scratch");
  EXPECT_TRUE(std::filesystem::is_empty(m.folder.path + "/scratch"));
}

TEST(File, SaysWhenTheDiskIsFull) {
  // /dev/full answers ENOSPC to every write.
  const File full = File::open_write("/dev/full");
  if (!full.is_open()) GTEST_SKIP() << "not run: no /dev/full";
  try {
    full.write_at(0, "x");
    FAIL() << "a full disk took a byte";
  } catch (const Unavailable& gone) {
    EXPECT_TRUE(gone.disk_full);
  }
}

class UploadsTest : public testing::Test {
 protected:
  UploadsTest() : store(folder.path + "/files"), clock(Instant(1'800'000'000'000)) {
    limits.reserve_bytes = 0;
    limits.sync_bytes = 100;
    reopen();
  }
  void reopen(crypto::Profile profile = crypto::Profile::standard) {
    uploads = std::make_unique<FolderUploads>(folder.path + "/uploads", store, ids, clock, limits, profile);
  }
  std::string part(const UploadId& id) const { return folder.path + "/uploads/" + id.text() + ".part"; }
  Result<ports::Upload> send(const UploadId& id, std::uint64_t offset, const std::string& bytes,
                             std::optional<std::string> checksum = std::nullopt) {
    auto writer = uploads->append(id, owner, offset, std::move(checksum));
    if (!writer) return tl::make_unexpected(writer.error());
    (*writer)->write(bytes);
    return (*writer)->commit();
  }

  Folder folder;
  FolderStore store;
  RandomIdSource ids;
  ManualClock clock;
  UploadLimits limits;
  UploadOwner owner{AgencyId(ids.next(1, 1)), UserId(ids.next(1, 2))};
  UploadOwner other{owner.agency, UserId(ids.next(1, 3))};
  std::unique_ptr<FolderUploads> uploads;
};

TEST_F(UploadsTest, GrowFinishAndAreAdopted) {
  const auto upload = uploads->create(owner, 10, "现场照片.jpg", "");
  ASSERT_TRUE(upload);
  ASSERT_TRUE(send(upload->id, 0, "01234"));
  EXPECT_FALSE(uploads->adopt(upload->id, owner, digest_of("01234")));
  const auto whole = send(upload->id, 5, "56789");
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->digest, digest_of("0123456789"));
  EXPECT_EQ(whole->filename, "现场照片.jpg");
  EXPECT_EQ(uploads->adopt(upload->id, owner, digest_of("x")).error().code, ErrorCode::digest_mismatch);
  EXPECT_EQ(uploads->adopt(upload->id, other, whole->digest).error().code, ErrorCode::not_found);
  const auto stored = uploads->adopt(upload->id, owner, whole->digest);
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->size, 10u);
  EXPECT_EQ(uploads->adopt(upload->id, owner, whole->digest)->digest, whole->digest);  // a command may be tried again
  uploads->discard(upload->id);
  EXPECT_FALSE(uploads->find(upload->id, owner));
  EXPECT_EQ(store.open(whole->digest)->read(0, 99), "0123456789");
}

TEST_F(UploadsTest, RefuseWrongOffsetsSecondWritersAndStrangers) {
  const auto upload = uploads->create(owner, 10, "", "");
  EXPECT_EQ(send(upload->id, 3, "x").error().code, ErrorCode::conflict);
  auto writer = uploads->append(upload->id, owner, 0, std::nullopt);
  ASSERT_TRUE(writer);
  EXPECT_EQ(uploads->append(upload->id, owner, 0, std::nullopt).error().code, ErrorCode::locked);
  EXPECT_EQ(uploads->terminate(upload->id, owner).error().code, ErrorCode::locked);
  writer->reset();
  EXPECT_EQ(uploads->find(upload->id, other).error().code, ErrorCode::not_found);
  EXPECT_EQ(uploads->terminate(upload->id, other).error().code, ErrorCode::not_found);
  EXPECT_TRUE(uploads->terminate(upload->id, owner));
  EXPECT_EQ(uploads->find(upload->id, owner).error().code, ErrorCode::not_found);
  EXPECT_FALSE(std::filesystem::exists(part(upload->id)));
}

TEST_F(UploadsTest, KeepNothingOfAnUploadThatIsTooLongOrMismatched) {
  const auto upload = uploads->create(owner, 4, "", "");
  EXPECT_EQ(send(upload->id, 0, "12345").error().code, ErrorCode::too_large);
  EXPECT_EQ(uploads->find(upload->id, owner)->offset, 0u);
  EXPECT_EQ(send(upload->id, 0, "12", crypto::sha256("xx")).error().code, ErrorCode::digest_mismatch);
  EXPECT_EQ(uploads->find(upload->id, owner)->offset, 0u);
  EXPECT_EQ(std::filesystem::file_size(part(upload->id)), 0u);
  ASSERT_TRUE(send(upload->id, 0, "12", crypto::sha256("12")));
  EXPECT_EQ(send(upload->id, 2, "34")->digest, digest_of("1234"));

  const auto promised = uploads->create(owner, 4, "", digest_of("abcd"));
  EXPECT_EQ(send(promised->id, 0, "abcx").error().code, ErrorCode::digest_mismatch);
  EXPECT_FALSE(uploads->find(promised->id, owner));
  EXPECT_FALSE(std::filesystem::exists(part(promised->id)));
}

TEST_F(UploadsTest, KeepWhatArrivedWhenTheConnectionBreaks) {
  const auto upload = uploads->create(owner, 10, "", "");
  {
    auto writer = uploads->append(upload->id, owner, 0, std::nullopt);
    (*writer)->write("0123");
  }
  EXPECT_EQ(uploads->find(upload->id, owner)->offset, 4u);
  {
    auto writer = uploads->append(upload->id, owner, 4, crypto::sha256("456789"));
    (*writer)->write("456");
  }
  EXPECT_EQ(uploads->find(upload->id, owner)->offset, 4u) << "half of a promised piece proves nothing";
  EXPECT_EQ(send(upload->id, 4, "456789")->digest, digest_of("0123456789"));
}

TEST_F(UploadsTest, SurviveARestartAtTheLastDurableByte) {
  const auto upload = uploads->create(owner, 300, "a.bin", "");
  const std::string first(120, 'a'), rest(180, 'b');
  ASSERT_TRUE(send(upload->id, 0, first));
  // What a killed process leaves: bytes behind the durable point, a temporary file, half an upload.
  std::ofstream(part(upload->id), std::ios::app) << "garbage";
  std::ofstream(folder.path + "/uploads/stray.json.new3") << "x";
  std::ofstream(folder.path + "/uploads/" + UploadId(ids.next(1, 9)).text() + ".part") << "x";
  reopen();
  const auto found = uploads->find(upload->id, owner);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->offset, 120u);
  EXPECT_EQ(found->filename, "a.bin");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path + "/uploads"), {}), 2);
  EXPECT_EQ(send(upload->id, 120, rest)->digest, digest_of(first + rest));
  reopen();
  EXPECT_EQ(uploads->find(upload->id, owner)->digest, digest_of(first + rest));
}

TEST_F(UploadsTest, BothDigestsInTheSmProfileAcrossARestart) {
  using crypto::Profile;
  const std::string bytes = std::string(120, 'a') + std::string(180, 'b');
  const auto expected = crypto::file_digests(Profile::sm, bytes);
  const auto early = uploads->create(owner, 3, "", "");  // finished before the profile is there
  ASSERT_TRUE(send(early->id, 0, "abc"));
  EXPECT_EQ(uploads->adopt(early->id, owner, digest_of("abc"))->sm3, "");
  const auto upload = uploads->create(owner, 300, "a.bin", "");
  ASSERT_TRUE(send(upload->id, 0, bytes.substr(0, 120)));
  reopen(Profile::sm);
  const auto whole = send(upload->id, 120, bytes.substr(120));
  ASSERT_TRUE(whole) << whole.error().message;
  EXPECT_EQ(whole->digest, expected.digest);
  EXPECT_EQ(whole->sm3, expected.sm3);
  reopen(Profile::sm);  // a finished one is remembered with both
  EXPECT_EQ(uploads->find(upload->id, owner)->sm3, expected.sm3);
  EXPECT_EQ(uploads->adopt(upload->id, owner, whole->digest)->sm3, expected.sm3);
  EXPECT_EQ(uploads->adopt(early->id, owner, digest_of("abc"))->sm3, crypto::file_digests(Profile::sm, "abc").sm3);
  // The record of an upload that was altered on the disk is believed no more than its bytes.
  const auto bent = uploads->create(owner, 3, "", "");
  ASSERT_TRUE(send(bent->id, 0, "xyz"));
  const std::string record = folder.path + "/uploads/" + bent->id.text() + ".json";
  std::ifstream in(record);
  std::string text((std::istreambuf_iterator<char>(in)), {});
  text.replace(text.find("\"sm3\":\"") + 7, 64, std::string(64, '0'));
  std::ofstream(record) << text;
  reopen(Profile::sm);
  EXPECT_EQ(uploads->adopt(bent->id, owner, digest_of("xyz")).error().code, ErrorCode::digest_mismatch);
}

TEST(FolderStore, AnswersWithBothDigestsInTheSmProfile) {
  Folder folder;
  FolderStore store(folder.path, FolderStore::Sync::each, crypto::Profile::sm);
  const auto stored = store.put("abc");
  EXPECT_EQ(stored.sm3, crypto::file_digests(crypto::Profile::sm, "abc").sm3);
  std::string sm3;
  EXPECT_EQ(store.check(stored.digest, &sm3), FileCheck::intact);
  EXPECT_EQ(sm3, stored.sm3);
  EXPECT_EQ(FolderStore(folder.path).put("abc").sm3, "");
}

TEST_F(UploadsTest, ARecordWithoutItsBytesIsDropped) {
  const auto cut = [&](const UploadId& id) { std::filesystem::resize_file(part(id), 2); };
  const auto half = uploads->create(owner, 10, "", ""), whole = uploads->create(owner, 4, "", ""), gone = uploads->create(owner, 4, "", "");
  for (const auto* upload : {&half, &whole, &gone}) ASSERT_TRUE(send((*upload)->id, 0, "0123"));
  cut(half->id);
  EXPECT_EQ(uploads->append(half->id, owner, 4, std::nullopt).error().code, ErrorCode::gone);
  cut(whole->id);
  EXPECT_EQ(uploads->adopt(whole->id, owner, digest_of("0123")).error().code, ErrorCode::digest_mismatch);
  std::filesystem::remove(part(gone->id));
  EXPECT_EQ(uploads->adopt(gone->id, owner, digest_of("0123")).error().code, ErrorCode::digest_mismatch);
  for (const auto* upload : {&half, &whole, &gone}) EXPECT_EQ(uploads->find((*upload)->id, owner).error().code, ErrorCode::not_found);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path + "/uploads"));

  const auto again = uploads->create(owner, 10, "", ""), full = uploads->create(owner, 4, "", "");
  for (const auto* upload : {&again, &full}) {
    ASSERT_TRUE(send((*upload)->id, 0, "0123"));
    cut((*upload)->id);
  }
  reopen();
  for (const auto* upload : {&again, &full}) EXPECT_EQ(uploads->find((*upload)->id, owner).error().code, ErrorCode::not_found);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path + "/uploads"));
}

TEST_F(UploadsTest, TooMuchLeavesWhatWasAcknowledgedEvenWhenSomeOfItWasSynced) {
  const auto upload = uploads->create(owner, 300, "", "");
  ASSERT_TRUE(send(upload->id, 0, std::string(50, 'a')));
  auto writer = uploads->append(upload->id, owner, 50, std::nullopt);
  (*writer)->write(std::string(150, 'b'));
  EXPECT_EQ(uploads->find(upload->id, owner)->offset, 200u);
  EXPECT_FALSE((*writer)->write(std::string(101, 'b')));
  EXPECT_EQ((*writer)->commit().error().code, ErrorCode::too_large);
  writer->reset();
  EXPECT_EQ(std::filesystem::file_size(part(upload->id)), 50u);
  reopen();
  EXPECT_EQ(uploads->find(upload->id, owner)->offset, 50u);
}

// Stored files are read only, and a staged one is the same file under another name.
TEST_F(UploadsTest, AnAdoptedOneIsReadBackByAnOrdinaryUser) {
  const auto upload = uploads->create(owner, 4, "", "");
  const auto whole = send(upload->id, 0, "0123");
  ASSERT_TRUE(uploads->adopt(upload->id, owner, whole->digest));
  const bool root = ::geteuid() == 0;
  constexpr uid_t kNobody = 65534;
  if (root) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path))
      ASSERT_EQ(::chown(entry.path().c_str(), kNobody, kNobody), 0);
    ASSERT_EQ(::chown(folder.path.c_str(), kNobody, kNobody), 0);
    ASSERT_EQ(::seteuid(kNobody), 0);
  }
  EXPECT_NO_THROW({
    reopen();
    EXPECT_EQ(uploads->adopt(upload->id, owner, whole->digest)->digest, whole->digest);
  });
  if (root) {
    ASSERT_EQ(::seteuid(0), 0);
  }
}

TEST_F(UploadsTest, LongWritesAreDurableOnTheWay) {
  const auto upload = uploads->create(owner, 1000, "", "");
  auto writer = uploads->append(upload->id, owner, 0, std::nullopt);
  (*writer)->write(std::string(150, 'a'));
  (*writer)->write(std::string(50, 'a'));
  // Seen by another process, as after kill -9 of this one.
  Folder copy;
  std::filesystem::copy(folder.path + "/uploads", copy.path, std::filesystem::copy_options::recursive);
  FolderUploads after(copy.path, store, ids, clock, limits);
  EXPECT_EQ(after.find(upload->id, owner)->offset, 150u);
}

TEST_F(UploadsTest, ExpireAndAreCounted) {
  limits.user_bytes = 100;
  limits.user_uploads = 2;
  limits.file_bytes = 90;
  reopen();
  EXPECT_EQ(uploads->create(owner, 91, "", "").error().code, ErrorCode::too_large);
  const auto first = uploads->create(owner, 60, "", "");
  ASSERT_TRUE(first);
  EXPECT_EQ(uploads->create(owner, 60, "", "").error().code, ErrorCode::too_large);
  ASSERT_TRUE(uploads->create(owner, 40, "", ""));
  EXPECT_EQ(uploads->create(owner, 0, "", "").error().code, ErrorCode::too_large);
  ASSERT_TRUE(uploads->create(other, 60, "", ""));
  clock.set(clock.now().plus_ms(limits.keep_ms));
  EXPECT_EQ(uploads->find(first->id, owner).error().code, ErrorCode::gone);
  EXPECT_EQ(uploads->expire(), 3u);
  EXPECT_EQ(uploads->find(first->id, owner).error().code, ErrorCode::not_found);
  EXPECT_TRUE(uploads->create(owner, 90, "", ""));
}

TEST_F(UploadsTest, RefuseWhatTheDiskCannotHold) {
  limits.reserve_bytes = std::uint64_t{1} << 62;
  reopen();
  EXPECT_EQ(uploads->create(owner, 1, "", "").error().code, ErrorCode::storage_full);
}

TEST_F(UploadsTest, AnEmptyFileIsWholeFromTheStart) {
  const auto upload = uploads->create(owner, 0, "leer.txt", "");
  ASSERT_TRUE(upload);
  EXPECT_EQ(upload->digest, digest_of(""));
  EXPECT_TRUE(uploads->adopt(upload->id, owner, upload->digest));
}

}  // namespace
}  // namespace mingjing::files
