// SPDX-License-Identifier: Apache-2.0
#include "files/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "base/result.h"

namespace mingjing::files {
namespace {

int open_file(const std::string& path, int flags) {
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0 && (errno != ENOENT || (flags & O_CREAT))) disk_failed("open");
  return fd;
}

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

void disk_failed(const std::string& what) {
  const int why = errno;
  throw Unavailable(what + ": " + std::strerror(why), why == ENOSPC || why == EDQUOT || why == EFBIG);
}

File File::create(const std::string& path) {
  remove_file(path);
  return File(open_file(path, O_RDWR | O_CREAT | O_EXCL));
}
File File::open_read(const std::string& path) { return File(open_file(path, O_RDONLY)); }
File File::open_write(const std::string& path) { return File(open_file(path, O_RDWR)); }
File::File(File&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
File& File::operator=(File&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}
File::~File() {
  if (fd_ >= 0) ::close(fd_);
}

std::uint64_t File::size() const {
  struct stat info {};
  if (::fstat(fd_, &info) != 0) disk_failed("stat");
  return static_cast<std::uint64_t>(info.st_size);
}

void File::write_at(std::uint64_t offset, std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t n = ::pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) disk_failed("write");
    bytes.remove_prefix(static_cast<std::size_t>(n));
    offset += static_cast<std::uint64_t>(n);
  }
}

std::string File::read_at(std::uint64_t offset, std::size_t length) const {
  std::string out(length, '\0');
  std::size_t have = 0;
  while (have < length) {
    const ssize_t n = ::pread(fd_, out.data() + have, length - have, static_cast<off_t>(offset + have));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) disk_failed("read");
    if (n == 0) break;
    have += static_cast<std::size_t>(n);
  }
  out.resize(have);
  return out;
}

void File::truncate(std::uint64_t size) const {
  if (::ftruncate(fd_, static_cast<off_t>(size)) != 0) disk_failed("truncate");
}

void File::sync() const {
  if (::fdatasync(fd_) != 0) disk_failed("sync");
}

void sync_folder(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) disk_failed("open folder");
  const bool done = ::fsync(fd) == 0;
  ::close(fd);
  if (!done) disk_failed("sync folder");
}

void make_folders(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) == 0) {
    sync_folder(parent_of(path));
    return;
  }
  if (errno == EEXIST) return;
  if (errno != ENOENT) disk_failed("make folder");
  make_folders(parent_of(path));
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) disk_failed("make folder");
  sync_folder(parent_of(path));
}

void sync_disk_of(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) disk_failed("open folder");
  const bool done = ::syncfs(fd) == 0;
  ::close(fd);
  if (!done) disk_failed("sync disk");
}

void write_durably(const std::string& path, std::string_view bytes) {
  static std::atomic<unsigned> number{0};
  const std::string temporary = path + ".new" + std::to_string(number.fetch_add(1));
  try {
    const File file = File::create(temporary);
    file.write_at(0, bytes);
    file.sync();
    if (::rename(temporary.c_str(), path.c_str()) != 0) disk_failed("rename");
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  sync_folder(parent_of(path));
}

void remove_file(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) disk_failed("remove");
}

std::uint64_t free_bytes(const std::string& path) {
  struct statvfs info {};
  if (::statvfs(path.c_str(), &info) != 0) disk_failed("statvfs");
  return static_cast<std::uint64_t>(info.f_bavail) * info.f_frsize;
}

}  // namespace mingjing::files
