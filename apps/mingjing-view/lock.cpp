// SPDX-License-Identifier: Apache-2.0
#include "lock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <malloc.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace mingjing::view {
namespace {

constexpr rlim_t kMemory = rlim_t{1536} << 20;
constexpr rlim_t kCpuSeconds = 10;
constexpr rlim_t kFiles = 64;

constexpr const char* kReadable[] = {"/etc/fonts", "/usr/share/fontconfig", "/usr/share/fonts", "/usr/local/share/fonts",
                                     "/var/cache/fontconfig", "/usr/share/poppler", "/usr/lib", "/lib", "/etc/ld.so.cache"};

bool limit(__rlimit_resource what, rlim_t most) {
  const rlimit both{most, most};
  return ::setrlimit(what, &both) == 0;
}

constexpr std::uint64_t kAllOfVersion1 =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
    LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
    LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;

// False: this kernel has no Landlock.
bool only_fonts() {
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = kAllOfVersion1;
  const int rules = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0));
  if (rules < 0) return false;
  for (const char* path : kReadable) {
    const int fd = ::open(path, O_PATH | O_CLOEXEC);
    if (fd < 0) continue;
    landlock_path_beneath_attr beneath{};
    beneath.parent_fd = fd;
    beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    if (::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) != 0) {
      // A file has no directory to read.
      beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
      ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    }
    ::close(fd);
  }
  const bool done = ::syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  ::close(rules);
  return done;
}

constexpr int kCalls[] = {
    SCMP_SYS(read),     SCMP_SYS(pread64),       SCMP_SYS(readv),          SCMP_SYS(write),         SCMP_SYS(writev),
    SCMP_SYS(close),    SCMP_SYS(fstat),         SCMP_SYS(newfstatat),     SCMP_SYS(stat),          SCMP_SYS(lstat),
    SCMP_SYS(statx),    SCMP_SYS(statfs),        SCMP_SYS(fstatfs),        SCMP_SYS(lseek),         SCMP_SYS(mmap),
    SCMP_SYS(mremap),   SCMP_SYS(mprotect),      SCMP_SYS(munmap),         SCMP_SYS(madvise),       SCMP_SYS(brk),
    SCMP_SYS(futex),    SCMP_SYS(access),        SCMP_SYS(faccessat),      SCMP_SYS(faccessat2),    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat), SCMP_SYS(getdents64),  SCMP_SYS(fcntl),          SCMP_SYS(getcwd),        SCMP_SYS(getpid),
    SCMP_SYS(gettid),   SCMP_SYS(getuid),        SCMP_SYS(geteuid),        SCMP_SYS(getgid),        SCMP_SYS(getegid),
    SCMP_SYS(uname),    SCMP_SYS(sysinfo),       SCMP_SYS(getrandom),      SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday), SCMP_SYS(time),      SCMP_SYS(sched_yield),    SCMP_SYS(sched_getaffinity), SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(getrlimit),  SCMP_SYS(exit),
    SCMP_SYS(exit_group), SCMP_SYS(restart_syscall), SCMP_SYS(set_robust_list), SCMP_SYS(rseq)};

bool only_these_calls(bool may_open) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == nullptr) return false;
  bool done = true;
  for (int call : kCalls) done = done && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
  // A thread is let in, a process is not. What clone3 wants cannot be looked at: without it libc falls back on clone.
  constexpr scmp_datum_t kThread = CLONE_THREAD;
  done = done && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, kThread, kThread)) == 0;
  done = done && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
  if (may_open) {
    constexpr scmp_datum_t kWriting = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
    done = done && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, kWriting, 0)) == 0;
    done = done && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, 0)) == 0;
  }
  done = done && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return done;
}

}  // namespace

bool lock_in() {
  ::mallopt(M_ARENA_MAX, 1);  // a thread's own arena would count against the memory in tens of megabytes
  if (!limit(RLIMIT_AS, kMemory) || !limit(RLIMIT_CPU, kCpuSeconds) || !limit(RLIMIT_FSIZE, 0) ||
      !limit(RLIMIT_NOFILE, kFiles) || !limit(RLIMIT_CORE, 0)) {
    return false;
  }
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return false;
  return only_these_calls(only_fonts());
}

}  // namespace mingjing::view
