// A file system under SQLite that fails when told to: the n-th write, sync or growth of a write-ahead log.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <string>

namespace mingjing::db {

struct FailingVfs {
  enum class What { nothing, write, sync, full };
  static constexpr const char* kName = "failing";

  // Idempotent. Files whose name ends in `-wal` are watched.
  static void install();
  // From now on, the n-th (from 1) write or sync of a log fails, and so do all after it until `heal`.
  static void fail(What what, int nth);
  static void fail_once(What what);  // the next one, and none after it
  static void heal();
  static int failures();  // since `fail`
};

}  // namespace mingjing::db
