// SPDX-License-Identifier: Apache-2.0
#include "failing_vfs.h"

#include <sqlite3.h>

#include <mutex>

namespace mingjing::db {
namespace {

std::atomic<FailingVfs::What> g_what{FailingVfs::What::nothing};
std::atomic<int> g_left{0};
std::atomic<int> g_failures{0};
std::atomic<bool> g_once{false};

sqlite3_vfs* unix_vfs() {
  static sqlite3_vfs* const vfs = sqlite3_vfs_find("unix");
  return vfs;
}

// The unix VFS gives its logs one table of methods; the copy of it asks before it calls the real one.
const sqlite3_io_methods* g_real = nullptr;
sqlite3_io_methods g_copy;

bool fails(FailingVfs::What what) {
  if (g_what != what || --g_left > 0) return false;
  if (g_once) g_what = FailingVfs::What::nothing;
  ++g_failures;
  return true;
}

int write_or_fail(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  if (fails(FailingVfs::What::full)) return SQLITE_FULL;
  if (fails(FailingVfs::What::write)) return SQLITE_IOERR_WRITE;
  return g_real->xWrite(file, data, size, offset);
}

int sync_or_fail(sqlite3_file* file, int flags) {
  if (fails(FailingVfs::What::sync)) return SQLITE_IOERR_FSYNC;
  return g_real->xSync(file, flags);
}

int open_watched(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
  const int result = unix_vfs()->xOpen(unix_vfs(), name, file, flags, out);
  if (result != SQLITE_OK || (flags & SQLITE_OPEN_WAL) == 0 || file->pMethods == nullptr) return result;
  static std::once_flag once;
  std::call_once(once, [&] {
    g_real = file->pMethods;
    g_copy = *file->pMethods;
    g_copy.xWrite = write_or_fail;
    g_copy.xSync = sync_or_fail;
  });
  if (file->pMethods == g_real) file->pMethods = &g_copy;
  return result;
}

}  // namespace

void FailingVfs::install() {
  static std::once_flag once;
  std::call_once(once, [] {
    static sqlite3_vfs vfs = *unix_vfs();
    vfs.zName = kName;
    vfs.pNext = nullptr;
    vfs.xOpen = open_watched;
    sqlite3_vfs_register(&vfs, 0);
  });
}

void FailingVfs::fail(What what, int nth) {
  g_failures = 0;
  g_left = nth;
  g_once = false;
  g_what = what;
}

void FailingVfs::fail_once(What what) {
  fail(FailingVfs::What::nothing, 1);
  g_once = true;
  g_what = what;
}

void FailingVfs::heal() { g_what = What::nothing; }

int FailingVfs::failures() { return g_failures; }

}  // namespace mingjing::db
