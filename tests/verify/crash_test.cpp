// The crash matrix: a child is killed before each durable step (a sync, a rename) of acts with sequencing, tiles and checkpoint,
// and of a backup, and before each change to any name as well of an upload and of a change of the log's key; then everything
// verifies and nothing acknowledged is lost. And the disk is full at each write of them: refused, nothing lost, and the same goes
// through once there is room.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <functional>

#include "base/check.h"
#include "crypto/hash.h"
#include "files/folder_uploads.h"
#include "files/content_store.h"
#include "mingjing/backup.h"
#include "mingjing/drill.h"
#include "mingjing/read_whole.h"
#include "mingjing/restore.h"
#include "mingjing/rotate_log.h"
#include "tests/verify/deployment.h"
#include "workers/sequencer.h"

namespace {

enum class Point { none, durable_step, any_step, write };  // `any_step`: what changes a name or cuts a file, too
std::atomic<Point> g_point{Point::none};
std::atomic<long> g_left{0};       // steps that still go through
std::atomic<bool> g_kills{false};  // else the disk is full from there on, until it is disarmed

// Whether this step fails; does not come back when it kills.
bool fails(Point point) {
  const Point wanted = g_point.load();
  const bool counts = wanted == point || (wanted == Point::any_step && point == Point::durable_step);
  if (!counts || g_left.fetch_sub(1) > 0) return false;
  if (g_kills.load()) ::kill(::getpid(), SIGKILL);
  errno = ENOSPC;
  return true;
}

bool is_file(int fd) {
  struct stat found {};
  return ::fstat(fd, &found) == 0 && S_ISREG(found.st_mode);
}

}  // namespace

// What the program and its libraries call, in place of the C library's.
extern "C" {
int fsync(int fd) {
  return fails(Point::durable_step) ? -1 : static_cast<int>(::syscall(SYS_fsync, fd));
}
int fdatasync(int fd) {
  return fails(Point::durable_step) ? -1 : static_cast<int>(::syscall(SYS_fdatasync, fd));
}
int syncfs(int fd) noexcept {
  return fails(Point::durable_step) ? -1 : static_cast<int>(::syscall(SYS_syncfs, fd));
}
int rename(const char* from, const char* to) noexcept {
  return fails(Point::durable_step) ? -1 : static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}
int renameat(int from_fd, const char* from, int to_fd, const char* to) noexcept {
  return fails(Point::durable_step) ? -1 : static_cast<int>(::syscall(SYS_renameat2, from_fd, from, to_fd, to, 0));
}
int link(const char* from, const char* to) noexcept {
  return fails(Point::any_step) ? -1 : static_cast<int>(::syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
}
int unlink(const char* path) noexcept {
  return fails(Point::any_step) ? -1 : static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}
int remove(const char* path) noexcept {
  if (fails(Point::any_step)) return -1;
  const auto done = ::syscall(SYS_unlinkat, AT_FDCWD, path, 0);
  return static_cast<int>(done != 0 && errno == EISDIR ? ::syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR) : done);
}
int ftruncate(int fd, off_t size) noexcept {
  return fails(Point::any_step) ? -1 : static_cast<int>(::syscall(SYS_ftruncate, fd, size));
}
int chmod(const char* path, mode_t mode) noexcept {
  return fails(Point::any_step) ? -1 : static_cast<int>(::syscall(SYS_fchmodat, AT_FDCWD, path, mode));
}
ssize_t write(int fd, const void* bytes, size_t size) {
  if (g_point.load() == Point::write && is_file(fd) && fails(Point::write)) return -1;
  return ::syscall(SYS_write, fd, bytes, size);
}
ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) {
  if (g_point.load() == Point::write && is_file(fd) && fails(Point::write)) return -1;
  return ::syscall(SYS_pwrite64, fd, bytes, size, at);
}
ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at) { return pwrite(fd, bytes, size, at); }
}

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

constexpr long kStepsMax = 200;

// Runs `work` in a child that dies before its step `step`; what it acknowledged, a word a line. `finished`: it came to its end.
struct Child {
  std::string acknowledged;
  bool finished = false;
};
Child killed_before(long step, const std::function<void(const std::function<void(const std::string&)>&)>& work,
                    Point point = Point::durable_step) {
  int ends[2];
  MJ_CHECK(::pipe(ends) == 0);
  const pid_t child = ::fork();
  MJ_CHECK(child >= 0);
  if (child == 0) {
    ::close(ends[0]);
    g_kills = true;
    g_left = step;
    g_point = point;
    try {
      work([&](const std::string& word) { MJ_CHECK(::syscall(SYS_write, ends[1], (word + "\n").data(), word.size() + 1) > 0); });
    } catch (...) {
      ::_exit(3);
    }
    ::_exit(0);
  }
  ::close(ends[1]);
  Child out;
  char buffer[4096];
  for (ssize_t n = 0; (n = ::read(ends[0], buffer, sizeof(buffer))) > 0;) out.acknowledged.append(buffer, static_cast<std::size_t>(n));
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  out.finished = WIFEXITED(status);
  EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0) << "step " << step << " ended by itself with " << status;
  return out;
}

// The disk full from the write (or sync, or rename) `step` on, until `work` has come back; what it threw or refused is its own.
void full_from(long step, const std::function<void()>& work, Point point = Point::write) {
  g_kills = false;
  g_left = step;
  g_point = point;
  try {
    work();
  } catch (const Unavailable&) {
  }
  g_point = Point::none;
}
bool was_full() { return g_left.load() < 0; }

std::unique_ptr<System> open(const Deployment& d) {
  auto opened = System::open(d.options());
  if (!opened) throw Unavailable(opened.error().message);
  return std::move(*opened);
}

void act(System& system, const std::function<void(const std::string&)>& acknowledge) {
  const auto actor = system.system_actor(system.root_agency());
  for (int i = 0; i < 2; ++i) {
    const auto done = system.commands().run_many(actor, [&](ports::UnitOfWork& work) -> Status {
      auto batch = work.create(ports::kind::access_batch, work.new_id());
      work.put(batch, {"access_batch", {}, Json::object({{"reads", i}}), {}});
      work.append(batch, {"record_access", Json::object({{"count", i}}), work.now()});
      return {};
    });
    if (done) acknowledge("act");
    workers::Sequencer sequencer(system.database(), system.tiles(), *system.signer(), system.clock(), "crash");
    sequencer.drain();
    sequencer.release();
    acknowledge("published " + std::to_string(sequencer.published_size()));
  }
}

void ignore(const std::string&) {}

struct Crash : testing::Test {
  void holds(const std::string& when) {
    const auto report = verify_deployment(d.options());
    ASSERT_TRUE(report) << when << report.error().message;
    EXPECT_TRUE(report->holds()) << when << "\n" << all_lines(*report);
  }
  // The lease of a process that is gone runs out by itself.
  void let_the_lease_run_out() { d.sql("UPDATE log_state SET lease_until = 0"); }
  long long batches() { return std::stoll(d.value("SELECT count(*) FROM aggregate WHERE kind = 'access_batch'")); }
  void at_each_step_of_a_change(crypto::LogKeyKind kind);
  Deployment d{World::sqlite, Made::bare};
};

TEST_F(Crash, AtEachStepOfActsSequencingTilesAndCheckpoint) {
  long step = 0;
  for (bool finished = false; !finished; ++step) {
    ASSERT_LT(step, kStepsMax);
    const auto before = batches();
    const auto child = killed_before(step, [&](const auto& acknowledge) { act(*open(d), acknowledge); });
    finished = child.finished;
    long long acts = 0, published = 0;
    for (std::size_t at = 0; (at = child.acknowledged.find("act\n", at)) != std::string::npos; ++at) ++acts;
    if (const auto at = child.acknowledged.rfind("published "); at != std::string::npos) published = std::stoll(child.acknowledged.substr(at + 10));
    EXPECT_GE(batches(), before + acts) << "before step " << step;
    EXPECT_GE(std::stoll(d.value("SELECT max(size) FROM checkpoint")), published) << "before step " << step;
    holds("killed before step " + std::to_string(step));
    ASSERT_NO_THROW(act(*open(d), ignore)) << "after step " << step;
  }
  EXPECT_GE(step, 8) << "commit, entries, tiles and checkpoint are durable one by one";
}

TEST_F(Crash, FullAtEachWriteOfActsSequencingTilesAndCheckpoint) {
  bool again = true;
  for (long step = 0; again; step += 1 + step / 8) {
    ASSERT_LT(step, 4000);
    const auto before = batches();
    long long acts = 0;
    full_from(step, [&] { act(*open(d), [&](const std::string& word) { acts += word == "act" ? 1 : 0; }); });
    again = was_full();
    EXPECT_GE(batches(), before + acts) << "full from write " << step;
    ASSERT_NO_THROW(act(*open(d), ignore)) << "room again after write " << step;
  }
  holds("in the end");
}

TEST_F(Crash, AtEachStepOfABackup) {
  const fs::path to = d.data().string() + ".backup";
  long step = 0, whole = 0;
  for (bool finished = false; !finished; ++step) {
    ASSERT_LT(step, kStepsMax);
    fs::remove_all(to);
    const auto child = killed_before(step, [&](const auto& acknowledge) {
      if (make_backup(d.options(), {to.string()})) acknowledge("done");
    });
    finished = child.finished;
    const bool good = check_backup(to).has_value();
    EXPECT_TRUE(good || child.acknowledged.empty()) << step;
    // What broke off is no backup for anybody, and a new one after it is whole: the last round.
    if (!good) {
      DrillOptions drill;
      drill.from = to.string();
      EXPECT_FALSE(drill_backup(drill).holds()) << step;
      const auto refused = restore_backup(d.options(), {to.string(), {}});
      EXPECT_TRUE(!refused && refused.error().code == ErrorCode::bad_request) << step;
    }
    EXPECT_TRUE(good || !fs::exists(to / "manifest.json")) << "a list of files that are not there, step " << step;
    whole += good ? 1 : 0;
  }
  EXPECT_GE(whole, 1);
  fs::remove_all(to);
  holds("after all of them");
}

TEST_F(Crash, AtEachStepOfAChangeOfTheLogKey) { at_each_step_of_a_change(crypto::LogKeyKind::ed25519); }

TEST_F(Crash, AtEachStepOfAChangeOfTheSm2Key) {
  ASSERT_TRUE(add_sm_profile(d.options()));
  at_each_step_of_a_change(crypto::LogKeyKind::sm2);
}

void Crash::at_each_step_of_a_change(crypto::LogKeyKind kind) {
  const crypto::KeyStore keys(d.options().key_folder());
  const bool is_sm2 = kind == crypto::LogKeyKind::sm2;
  const auto present = [&] {
    const auto system = open(d);
    return is_sm2 ? system->log_keys_sm2()->present().vkey() : system->vkey();
  };
  long step = 0, changed = 0;
  for (bool finished = false; !finished; ++step) {
    ASSERT_LT(step, kStepsMax);
    const std::string before = present();
    const auto child = killed_before(
        step,
        [&](const auto& acknowledge) {
          const auto done = rotate_log_key(d.options(), kind);
          if (done) acknowledge(done->vkey);
        },
        Point::any_step);
    finished = child.finished;
    let_the_lease_run_out();
    ASSERT_NO_THROW(act(*open(d), ignore)) << "after step " << step;
    holds("killed before step " + std::to_string(step));
    const std::string after = present();
    EXPECT_TRUE(child.acknowledged.empty() || child.acknowledged == after + "\n") << "before step " << step;
    EXPECT_EQ(*read_whole(d.data() / "log" / (is_sm2 ? "vkey-sm2" : "vkey")), after + "\n");
    changed += after != before ? 1 : 0;
    // A change that was broken off before the log named the key is begun again; one that was finished ends its overlap.
    EXPECT_EQ(keys.end_log_overlap(kind).has_value(), after != before) << "before step " << step;
  }
  EXPECT_GE(step, 20);
  EXPECT_GE(changed, 5) << "after the entry every crash leaves the new key";
  EXPECT_GE(step - changed, 5) << "before it the old one";
}

TEST_F(Crash, FullAtEachWriteOfAChangeOfTheLogKey) {
  const crypto::KeyStore keys(d.options().key_folder());
  bool again = true;
  for (long step = 0; again; ++step) {
    ASSERT_LT(step, kStepsMax);
    full_from(step, [&] { (void)rotate_log_key(d.options()); });
    again = was_full();
    let_the_lease_run_out();
    ASSERT_NO_THROW(act(*open(d), ignore)) << "room again after write " << step;
    (void)keys.end_log_overlap();
  }
  holds("in the end");
}

// --- uploads ---

constexpr std::size_t kPatch = 6000, kSync = 2500;

struct UploadCrash : testing::Test {
  UploadCrash() {
    for (int i = 0; i < 12'000; ++i) bytes += static_cast<char>('a' + i * 7 % 23);
  }
  ~UploadCrash() override {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  // The parts of a server that an upload goes through.
  struct Server {
    explicit Server(const fs::path& folder)
        : store((folder / "files").string()), uploads((folder / "uploads").string(), store, ids, clock, limits()) {}
    static files::UploadLimits limits() {
      files::UploadLimits out;
      out.sync_bytes = kSync;
      return out;
    }
    files::FolderStore store;
    RandomIdSource ids;
    const SystemClock clock;
    files::FolderUploads uploads;
  };
  // Goes on from where the upload stands; says each offset that was acknowledged, then that the store has it. On the way a
  // request that brings too much is refused, after some of it had been synced.
  void send(const std::function<void(const std::string&)>& acknowledge) {
    Server server(folder);
    auto& uploads = server.uploads;
    std::optional<ports::Upload> at;
    if (!known.empty()) {
      if (const auto found = uploads.find(*UploadId::parse(known), owner)) at = *found;
    }
    if (!at) {
      const auto made = uploads.create(owner, bytes.size(), "a.pdf", {});
      if (!made) throw Unavailable(made.error().message);
      at = *made;
      acknowledge("id " + at->id.text());
    }
    while (!at->finished()) {
      const auto rest = std::string_view(bytes).substr(at->offset);
      if (at->offset > 0) {
        auto writer = uploads.append(at->id, owner, at->offset, {});
        if (!writer) throw Unavailable(writer.error().message);
        (*writer)->write(rest.substr(0, kSync));
        (*writer)->write(bytes);
        const auto done = (*writer)->commit();
        if (done || done.error().code != ErrorCode::too_large) throw std::runtime_error("more than was announced was taken");
      }
      auto writer = uploads.append(at->id, owner, at->offset, {});
      if (!writer) throw Unavailable(writer.error().message);
      (*writer)->write(rest.substr(0, kPatch));
      const auto done = (*writer)->commit();
      if (!done) throw Unavailable(done.error().message);
      at = *done;
      acknowledge("offset " + std::to_string(at->offset));
    }
    const auto stored = uploads.adopt(at->id, owner, digest());
    if (!stored) throw Unavailable(stored.error().message);
    acknowledge("stored");
    uploads.discard(at->id);
  }
  std::string digest() const { return crypto::digest_text(crypto::sha256(bytes)); }
  // What is there of what was acknowledged.
  void check(const std::string& acknowledged, long step) {
    if (const auto at = acknowledged.find("id "); at != std::string::npos) known = acknowledged.substr(at + 3, 36);
    Server server(folder);
    if (acknowledged.find("stored") != std::string::npos) {
      EXPECT_EQ(server.store.check(digest()), ports::FileCheck::intact) << step;
      return;
    }
    std::uint64_t offset = 0;
    if (const auto at = acknowledged.rfind("offset "); at != std::string::npos) offset = std::stoull(acknowledged.substr(at + 7));
    if (known.empty()) return;
    const auto found = server.uploads.find(*UploadId::parse(known), owner);
    ASSERT_TRUE(found) << step;
    EXPECT_GE(found->offset, offset) << "before step " << step;
  }
  void go_on_to_the_end(long step) {
    ASSERT_NO_THROW(send(ignore)) << step;
    EXPECT_EQ(Server(folder).store.check(digest()), ports::FileCheck::intact) << step;
    // Whoever never heard the number of an upload begins another; the first goes after its days.
    EXPECT_TRUE(known.empty() || fs::is_empty(folder / "uploads")) << step;
    known.clear();
    fs::remove_all(folder);
  }

  const ports::UploadOwner owner{AgencyId(*Uuid::parse("0190aaaa-0000-7000-8000-000000000001")),
                                 UserId(*Uuid::parse("0190aaaa-0000-7000-8000-000000000002"))};
  const fs::path folder = fs::temp_directory_path() / ("mj-crash-" + std::to_string(::getpid()));
  std::string bytes, known;
};

TEST_F(UploadCrash, AtEachStep) {
  long step = 0;
  for (bool finished = false; !finished; ++step) {
    ASSERT_LT(step, kStepsMax);
    const auto child = killed_before(step, [&](const auto& acknowledge) { send(acknowledge); }, Point::any_step);
    finished = child.finished;
    check(child.acknowledged, step);
    go_on_to_the_end(step);
  }
  EXPECT_GE(step, 30) << "each of create, write, sync, record, store and discard";
}

TEST_F(UploadCrash, FullAtEachWriteSyncAndRename) {
  for (const Point point : {Point::write, Point::durable_step}) {
    bool again = true;
    for (long step = 0; again; ++step) {
      ASSERT_LT(step, kStepsMax);
      std::string said;
      full_from(step, [&] { send([&](const std::string& word) { said += word + "\n"; }); }, point);
      again = was_full();
      check(said, step);
      go_on_to_the_end(step);
    }
  }
}

}  // namespace
}  // namespace mingjing::app
