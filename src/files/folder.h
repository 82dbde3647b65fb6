// Files of a folder, written so that they survive a crash. Every function throws Unavailable when the disk fails, with
// `disk_full` when that is why.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mingjing::files {

[[noreturn]] void disk_failed(const std::string& what);  // from errno

class File {
 public:
  File() = default;
  // New, 0600. What stood under the name loses the name and keeps its bytes: it may be a link to a stored file.
  static File create(const std::string& path);
  static File open_read(const std::string& path);   // not open when there is none
  static File open_write(const std::string& path);  // existing, for reading and writing; not open when none
  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  ~File();
  bool is_open() const { return fd_ >= 0; }
  int descriptor() const { return fd_; }
  std::uint64_t size() const;
  void write_at(std::uint64_t offset, std::string_view bytes) const;
  std::string read_at(std::uint64_t offset, std::size_t length) const;  // short only at the end
  void truncate(std::uint64_t size) const;
  void sync() const;

 private:
  explicit File(int fd) : fd_(fd) {}
  int fd_ = -1;
};

void make_folders(const std::string& path);  // durable; 0700
void sync_folder(const std::string& path);
void sync_disk_of(const std::string& path);  // everything written so far to the file system that it lies on, and no other
void write_durably(const std::string& path,
                   std::string_view bytes);  // temporary name, fsync, rename, fsync of the folder
void remove_file(const std::string& path);   // absent is fine
std::uint64_t free_bytes(const std::string& path);

}  // namespace mingjing::files
