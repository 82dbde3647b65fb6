// Preloaded into a server (LD_PRELOAD), writes down what it makes SQLite do, so that a bare program can do the same.
//   MJ_STATEMENTS=FILE    every statement of the connection that writes …/mingjing.db, in order, with its bound values,
//                         including BEGIN, SAVEPOINT and COMMIT: the grouping is in the record
//   MJ_SYNCS=FILE         16 bytes, shared memory: fsync and fdatasync calls on mingjing.db*, and on other files
// Records end when the server ends. Nothing is changed on the way; the server only becomes slower.
// One record: u32 statement number; the first time its u32 length and SQL; then each value: type, u64, bytes; type 'E'.
// SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace {

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

bool ends_with(const std::string& text, const std::string& tail) {
  return text.size() >= tail.size() && text.compare(text.size() - tail.size(), tail.size(), tail) == 0;
}

struct Value {
  char type = 'N';  // N null, I integer, D double, T text, B blob
  std::uint64_t number = 0;
  std::string bytes;
};

struct Recorder {
  std::mutex mutex;
  FILE* out = nullptr;
  std::map<std::string, std::uint32_t> numbers;               // SQL → number
  std::map<sqlite3_stmt*, std::vector<Value>> bound;
  std::map<sqlite3_stmt*, bool> running;
  Recorder() {
    if (const char* path = std::getenv("MJ_STATEMENTS")) out = std::fopen(path, "wb");
  }
  ~Recorder() {
    if (out != nullptr) std::fclose(out);
  }
  void bind(sqlite3_stmt* statement, int index, Value value) {
    if (out == nullptr) return;
    const std::lock_guard lock(mutex);
    auto& values = bound[statement];
    if (values.size() < static_cast<std::size_t>(index)) values.resize(static_cast<std::size_t>(index));
    values[static_cast<std::size_t>(index) - 1] = std::move(value);
  }
  void write_u32(std::uint32_t value) { std::fwrite(&value, sizeof value, 1, out); }
  void write_u64(std::uint64_t value) { std::fwrite(&value, sizeof value, 1, out); }
  void step(sqlite3_stmt* statement) {
    if (out == nullptr) return;
    const std::lock_guard lock(mutex);
    if (running[statement]) return;  // the next row of the same run
    running[statement] = true;
    sqlite3* database = sqlite3_db_handle(statement);
    const char* file = sqlite3_db_filename(database, "main");
    if (file == nullptr || sqlite3_db_readonly(database, "main") == 1 || !ends_with(file, "/mingjing.db")) return;
    const char* text = sqlite3_sql(statement);
    if (text == nullptr) return;  // SQLite's own, on the way
    const std::string sql = text;
    const auto [found, fresh] = numbers.emplace(sql, static_cast<std::uint32_t>(numbers.size()));
    write_u32(found->second);
    if (fresh) {
      write_u32(static_cast<std::uint32_t>(sql.size()));
      std::fwrite(sql.data(), 1, sql.size(), out);
    }
    for (const Value& value : bound[statement]) {
      std::fputc(value.type, out);
      write_u64(value.number);
      std::fwrite(value.bytes.data(), 1, value.bytes.size(), out);
    }
    std::fputc('E', out);
  }
  void reset(sqlite3_stmt* statement) {
    if (out == nullptr) return;
    const std::lock_guard lock(mutex);
    running[statement] = false;
  }
  void forget(sqlite3_stmt* statement) {
    if (out == nullptr) return;
    const std::lock_guard lock(mutex);
    running.erase(statement);
    bound.erase(statement);
  }
};
Recorder& recorder() {
  static Recorder one;
  return one;
}

std::atomic<std::uint64_t>* syncs() {
  static std::atomic<std::uint64_t>* const shared = []() -> std::atomic<std::uint64_t>* {
    const char* path = std::getenv("MJ_SYNCS");
    if (path == nullptr) return nullptr;
    const int file = ::open(path, O_RDWR | O_CREAT, 0644);
    if (file < 0 || ::ftruncate(file, 16) != 0) return nullptr;
    void* memory = ::mmap(nullptr, 16, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    return memory == MAP_FAILED ? nullptr : static_cast<std::atomic<std::uint64_t>*>(memory);
  }();
  return shared;
}

void count_sync(int file) {
  if (syncs() == nullptr) return;
  char name[64], target[1024];
  std::snprintf(name, sizeof name, "/proc/self/fd/%d", file);
  const ssize_t length = ::readlink(name, target, sizeof target);
  const std::string path(target, length > 0 ? static_cast<std::size_t>(length) : 0);
  ++syncs()[path.find("/mingjing.db") == std::string::npos ? 1 : 0];
}

}  // namespace

extern "C" {

int sqlite3_bind_null(sqlite3_stmt* statement, int index) {
  static const auto real = next<int (*)(sqlite3_stmt*, int)>("sqlite3_bind_null");
  recorder().bind(statement, index, {});
  return real(statement, index);
}
int sqlite3_bind_int64(sqlite3_stmt* statement, int index, sqlite3_int64 value) {
  static const auto real = next<int (*)(sqlite3_stmt*, int, sqlite3_int64)>("sqlite3_bind_int64");
  recorder().bind(statement, index, {'I', static_cast<std::uint64_t>(value), {}});
  return real(statement, index, value);
}
int sqlite3_bind_double(sqlite3_stmt* statement, int index, double value) {
  static const auto real = next<int (*)(sqlite3_stmt*, int, double)>("sqlite3_bind_double");
  Value kept{'D', 0, {}};
  std::memcpy(&kept.number, &value, sizeof value);
  recorder().bind(statement, index, kept);
  return real(statement, index, value);
}
int sqlite3_bind_text64(sqlite3_stmt* statement, int index, const char* text, sqlite3_uint64 size, void (*free)(void*),
                        unsigned char encoding) {
  static const auto real = next<decltype(&sqlite3_bind_text64)>("sqlite3_bind_text64");
  recorder().bind(statement, index, {'T', size, text == nullptr ? std::string() : std::string(text, size)});
  return real(statement, index, text, size, free, encoding);
}
int sqlite3_bind_blob64(sqlite3_stmt* statement, int index, const void* bytes, sqlite3_uint64 size,
                        void (*free)(void*)) {
  static const auto real = next<decltype(&sqlite3_bind_blob64)>("sqlite3_bind_blob64");
  recorder().bind(statement, index,
                  {'B', size, bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), size)});
  return real(statement, index, bytes, size, free);
}
int sqlite3_step(sqlite3_stmt* statement) {
  static const auto real = next<int (*)(sqlite3_stmt*)>("sqlite3_step");
  recorder().step(statement);
  return real(statement);
}
int sqlite3_reset(sqlite3_stmt* statement) {
  static const auto real = next<int (*)(sqlite3_stmt*)>("sqlite3_reset");
  recorder().reset(statement);
  return real(statement);
}
int sqlite3_finalize(sqlite3_stmt* statement) {
  static const auto real = next<int (*)(sqlite3_stmt*)>("sqlite3_finalize");
  recorder().forget(statement);
  return real(statement);
}
int fsync(int file) {
  static const auto real = next<int (*)(int)>("fsync");
  count_sync(file);
  return real(file);
}
int fdatasync(int file) {
  static const auto real = next<int (*)(int)>("fdatasync");
  count_sync(file);
  return real(file);
}

}  // extern "C"
