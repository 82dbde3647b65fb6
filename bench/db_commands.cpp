// Durable commands a second and fsyncs a command, at one thread and at many: what group commit buys.
//   build/bench/db_commands [URL] [SECONDS]     URL sqlite:PATH (default: a file in the current folder) or
//   postgresql://…
// A command is one UPDATE of a counter row of its own and five INSERTs. fsyncs are counted for SQLite only, by a shim
// over the default VFS. The reference line is a plain loop of the same six rows through one handle, a COMMIT each.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "db/db.h"

namespace {

using namespace mingjing;
using Clock = std::chrono::steady_clock;

std::atomic<long> g_syncs{0};

sqlite3_vfs* real_vfs() {
  static sqlite3_vfs* const vfs = sqlite3_vfs_find("unix");
  return vfs;
}

// The unix VFS has a table of methods for the database (with locks) and one for its log (without); each gets a copy
// that counts xSync.
struct Counted {
  const sqlite3_io_methods* real = nullptr;
  sqlite3_io_methods copy{};
};
Counted g_counted[2];

template <int n>
int count_sync(sqlite3_file* file, int flags) {
  ++g_syncs;
  return g_counted[n].real->xSync(file, flags);
}

int open_counted(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
  const int result = real_vfs()->xOpen(real_vfs(), name, file, flags, out);
  if (result != SQLITE_OK || file->pMethods == nullptr) return result;
  for (int n = 0; n < 2; ++n) {
    Counted& counted = g_counted[n];
    if (counted.real == nullptr) {
      counted = {file->pMethods, *file->pMethods};
      counted.copy.xSync = n == 0 ? count_sync<0> : count_sync<1>;
    }
    if (counted.real == file->pMethods) {
      file->pMethods = &counted.copy;
      break;
    }
  }
  return result;
}

void register_counting_vfs() {
  static sqlite3_vfs vfs = *real_vfs();
  vfs.zName = "counting";
  vfs.pNext = nullptr;
  vfs.xOpen = open_counted;
  sqlite3_vfs_register(&vfs, 0);
}

const db::Statement kCounter{"bench_counter", "INSERT INTO bench_root (id, version) VALUES ($1, 0)", "test"};
const db::Statement kBump{"bench_bump", "UPDATE bench_root SET version = version + 1 WHERE id = $1", "test"};
const db::Statement kRow{"bench_row", "INSERT INTO bench_part (root, number, words) VALUES ($1, $2, $3)", "test"};

struct Outcome {
  double per_second;
  double syncs_per_command;
  double p50_ms, p99_ms;
};

Outcome run(db::Database& database, int threads, int seconds, std::int64_t generation) {
  std::atomic<bool> stop{false};
  std::vector<std::vector<double>> latencies(static_cast<std::size_t>(threads));
  const long syncs_before = g_syncs;
  const auto begun = Clock::now();
  std::vector<std::thread> workers;
  for (int t = 0; t < threads; ++t) {
    workers.emplace_back([&, t] {
      const std::int64_t root = generation * 1000 + t;
      database.write([&](db::Transaction& tx) { return tx.execute(kCounter, {root}) == 1; });
      for (std::int64_t i = 0; !stop; ++i) {
        const auto from = Clock::now();
        database.write([&](db::Transaction& tx) {
          tx.execute(kBump, {root});
          for (std::int64_t j = 0; j < 5; ++j) tx.later(kRow, {root, i * 5 + j, std::string(200, 'x')});
          return true;
        });
        latencies[static_cast<std::size_t>(t)].push_back(
            std::chrono::duration<double, std::milli>(Clock::now() - from).count());
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  stop = true;
  for (auto& worker : workers) worker.join();
  const double elapsed = std::chrono::duration<double>(Clock::now() - begun).count();
  std::vector<double> all;
  for (const auto& some : latencies) all.insert(all.end(), some.begin(), some.end());
  std::sort(all.begin(), all.end());
  const auto count = static_cast<double>(all.size());
  return {count / elapsed, static_cast<double>(g_syncs - syncs_before) / count, all[all.size() / 2],
          all[all.size() * 99 / 100]};
}

double plain_loop(const std::string& path, int seconds) {
  sqlite3* handle = nullptr;
  sqlite3_open(path.c_str(), &handle);
  sqlite3_exec(handle,
               "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE part (number INTEGER, words TEXT)",
               nullptr, nullptr, nullptr);
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(handle, "INSERT INTO part VALUES (?, ?)", -1, &insert, nullptr);
  const std::string words(200, 'x');
  const auto until = Clock::now() + std::chrono::seconds(seconds);
  long commands = 0;
  for (; Clock::now() < until; ++commands) {
    sqlite3_exec(handle, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
    for (int j = 0; j < 6; ++j) {
      sqlite3_bind_int64(insert, 1, commands * 6 + j);
      sqlite3_bind_text(insert, 2, words.data(), static_cast<int>(words.size()), SQLITE_STATIC);
      sqlite3_step(insert);
      sqlite3_reset(insert);
    }
    sqlite3_exec(handle, "COMMIT", nullptr, nullptr, nullptr);
  }
  sqlite3_finalize(insert);
  sqlite3_close(handle);
  return static_cast<double>(commands) / seconds;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string url = argc > 1 ? argv[1] : "sqlite:db_commands.bench.db";
  const int seconds = argc > 2 ? std::atoi(argv[2]) : 3;
  const bool sqlite = url.starts_with("sqlite:");
  const std::string path = sqlite ? url.substr(7) : "";
  const auto remove = [&] {
    for (const char* tail : {"", "-wal", "-shm", ".ref", ".ref-wal", ".ref-shm"}) std::filesystem::remove(path + tail);
  };
  db::Options options;
  if (sqlite) {
    remove();
    register_counting_vfs();
    options.sqlite_vfs = "counting";
    fmt::print("one handle, a COMMIT each: {:.0f} commands/s\n", plain_loop(path + ".ref", seconds));
  }
  {
    auto database = db::open(url, options);
    database->run_script(db::in_dialect(
        "DROP TABLE IF EXISTS bench_root; DROP TABLE IF EXISTS bench_part;"
        "CREATE TABLE bench_root (id {{bigint}} NOT NULL PRIMARY KEY, version {{bigint}} NOT NULL) {{strict}};"
        "CREATE TABLE bench_part (root {{bigint}} NOT NULL, number {{bigint}} NOT NULL, words {{text}} NOT NULL, "
        "PRIMARY KEY (root, number)) {{clustered}};",
        database->dialect()));
    std::int64_t generation = 0;
    for (const int threads : {1, 8, 64, 1, 64}) {
      const Outcome outcome = run(*database, threads, seconds, ++generation);
      fmt::print("{:3} threads: {:6.0f} commands/s, p50 {:.2f} ms, p99 {:.2f} ms", threads, outcome.per_second,
                 outcome.p50_ms, outcome.p99_ms);
      if (sqlite) fmt::print(", {:.3f} fsyncs a command", outcome.syncs_per_command);
      fmt::print("\n");
    }
  }
  if (sqlite) remove();
}
