// SPDX-License-Identifier: Apache-2.0
#include "tlog/folder_tile_store.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "base/text.h"
#include "crypto/hash.h"
#include "tlog/checkpoint.h"

namespace mingjing::tlog {
namespace {

constexpr std::string_view kMagic = "mjtiles1";
constexpr std::size_t kFrameHead = 16;  // magic, length; then the payload and its SHA-256
constexpr std::uint64_t kMaxFrame = 1u << 30;

[[noreturn]] void broken(const std::filesystem::path& path) {
  const int error = errno;
  throw Unavailable("log folder " + path.string() + ": " + std::strerror(error), error == ENOSPC || error == EDQUOT);
}

// Paths come from this program; still, none may leave the folder.
void check_path(std::string_view path) {
  bool fine = !path.empty() && path.size() < 128 && path.front() != '/' && path != "journal";
  for (std::string_view part : split(path, '/')) fine = fine && !part.empty() && part.front() != '.';
  if (!fine) throw Unavailable("log folder: not a path of the log: " + std::string(path));
}

void write_all(int fd, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) broken(path);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

std::optional<std::string> read_all(int dir, const std::string& path) {
  const int fd = ::openat(dir, path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    broken(path);
  }
  std::string out;
  struct stat found {};
  const bool plain = ::fstat(fd, &found) == 0 && S_ISREG(found.st_mode);
  if (plain) {
    out.resize(static_cast<std::size_t>(found.st_size));
    std::size_t have = 0;
    while (have < out.size()) {
      const ssize_t n = ::read(fd, out.data() + have, out.size() - have);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) {
        ::close(fd);
        broken(path);
      }
      if (n == 0) break;
      have += static_cast<std::size_t>(n);
    }
    out.resize(have);
  }
  ::close(fd);
  if (!plain) return std::nullopt;
  return out;
}

void put_number(std::string& out, std::uint64_t n) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(n >> shift));
}

std::optional<std::uint64_t> take_number(std::string_view& bytes) {
  if (bytes.size() < 8) return std::nullopt;
  std::uint64_t n = 0;
  for (char c : bytes.substr(0, 8)) n = n << 8 | static_cast<std::uint8_t>(c);
  bytes.remove_prefix(8);
  return n;
}

void put_text(std::string& out, std::string_view text) {
  put_number(out, text.size());
  out += text;
}

std::optional<std::string> take_text(std::string_view& bytes) {
  const auto size = take_number(bytes);
  if (!size || *size > bytes.size()) return std::nullopt;
  std::string out(bytes.substr(0, *size));
  bytes.remove_prefix(*size);
  return out;
}

std::string encode(const TileBatch& batch) {
  std::size_t size = 64;
  for (const auto& file : batch.writes) size += 16 + file.path.size() + file.bytes.size();
  for (const auto& path : batch.removals) size += 8 + path.size();
  std::string payload;
  payload.reserve(size);
  put_number(payload, batch.writes.size());
  for (const auto& file : batch.writes) put_text(payload, file.path), put_text(payload, file.bytes);
  put_number(payload, batch.removals.size());
  for (const auto& path : batch.removals) put_text(payload, path);
  std::string frame;
  frame.reserve(kFrameHead + payload.size() + kHashSize);
  frame += kMagic;
  put_number(frame, payload.size());
  frame += payload;
  frame += crypto::sha256(payload);
  return frame;
}

// Takes one whole frame off the front; nothing at a torn end.
std::optional<TileBatch> take_frame(std::string_view& journal) {
  if (journal.substr(0, kMagic.size()) != kMagic) return std::nullopt;
  std::string_view rest = journal.substr(kMagic.size());
  const auto size = take_number(rest);
  if (!size || *size > kMaxFrame || rest.size() < *size + kHashSize) return std::nullopt;
  std::string_view payload = rest.substr(0, *size);
  if (crypto::sha256(payload) != rest.substr(*size, kHashSize)) return std::nullopt;
  TileBatch batch;
  const auto writes = take_number(payload);
  for (std::uint64_t i = 0; writes && i < *writes; ++i) {
    auto path = take_text(payload), bytes = take_text(payload);
    if (!path || !bytes) return std::nullopt;
    batch.writes.push_back({std::move(*path), std::move(*bytes)});
  }
  const auto removals = take_number(payload);
  for (std::uint64_t i = 0; removals && i < *removals; ++i) {
    auto path = take_text(payload);
    if (!path) return std::nullopt;
    batch.removals.push_back(std::move(*path));
  }
  journal.remove_prefix(kFrameHead + *size + kHashSize);
  return batch;
}

}  // namespace

FolderTileStore::FolderTileStore(std::filesystem::path root, std::uint64_t journal_bytes)
    : root_(std::move(root)), journal_limit_(journal_bytes) {
  std::error_code error;
  std::filesystem::create_directories(root_, error);
  root_fd_ = ::open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (root_fd_ < 0) broken(root_);
  journal_fd_ = ::openat(root_fd_, "journal", O_RDWR | O_CREAT | O_CLOEXEC | O_APPEND, 0640);
  if (journal_fd_ < 0) {
    ::close(root_fd_);
    broken(root_ / "journal");
  }
  replay();
  if (::fsync(root_fd_) != 0) broken(root_);
}

FolderTileStore::~FolderTileStore() {
  ::close(journal_fd_);
  ::close(root_fd_);
}

void FolderTileStore::replay() {
  const auto bytes = read_all(root_fd_, "journal");
  if (!bytes || bytes->empty()) return;
  std::string_view journal = *bytes;
  while (auto batch = take_frame(journal)) place(*batch);
  empty_journal();
}

void FolderTileStore::empty_journal() {
  if (::syncfs(root_fd_) != 0 || ::ftruncate(journal_fd_, 0) != 0 || ::fdatasync(journal_fd_) != 0) broken(root_);
  journal_size_ = 0;
}

std::optional<std::string> FolderTileStore::read(std::string_view path) const {
  check_path(path);
  return read_all(root_fd_, std::string(path));
}

std::optional<unsigned> FolderTileStore::widest_partial(int level, std::uint64_t index) const {
  const std::string folder = tile_path({level, index}) + ".p";
  const int fd = ::openat(root_fd_, folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    broken(folder);
  }
  const auto close_folder = [](DIR* d) { ::closedir(d); };
  const std::unique_ptr<DIR, decltype(close_folder)> dir(::fdopendir(fd), close_folder);
  if (!dir) {
    ::close(fd);
    broken(folder);
  }
  std::optional<unsigned> widest;
  while (const dirent* entry = ::readdir(dir.get())) {
    const auto width = parse_decimal(entry->d_name);
    if (width && *width > 0 && *width < kTileWidth && *width > widest.value_or(0)) widest = static_cast<unsigned>(*width);
  }
  return widest;
}

void FolderTileStore::write(const TileBatch& batch) {
  for (const auto& file : batch.writes) check_path(file.path);
  for (const auto& path : batch.removals) check_path(path);
  const std::string frame = encode(batch);
  const std::lock_guard lock(mutex_);
  if (journal_size_ + frame.size() > journal_limit_ && journal_size_ > 0) empty_journal();
  try {
    write_all(journal_fd_, frame, root_ / "journal");
    if (::fdatasync(journal_fd_) != 0) broken(root_ / "journal");
  } catch (const Unavailable&) {
    // A torn frame would hide those behind it. A journal that cannot be cut is cut at the next opening.
    if (::ftruncate(journal_fd_, static_cast<off_t>(journal_size_)) != 0) journal_size_ = journal_limit_;
    throw;
  }
  journal_size_ += frame.size();
  place(batch);
}

void FolderTileStore::place(const TileBatch& batch) {
  for (const auto& file : batch.writes) place_file(file.path, file.bytes);
  for (const auto& path : batch.removals) {
    if (::unlinkat(root_fd_, path.c_str(), 0) != 0 && errno != ENOENT) broken(root_ / path);
    const std::string folder = path.substr(0, path.rfind('/'));
    if (folder.ends_with(".p")) ::unlinkat(root_fd_, folder.c_str(), AT_REMOVEDIR);  // stays while a wider one is in it
  }
}

void FolderTileStore::place_file(const std::string& path, std::string_view bytes) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  const std::string part = folder + ".new";  // no file of the log starts with a dot
  int fd = ::openat(root_fd_, part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0 && errno == ENOENT) {
    std::error_code error;
    std::filesystem::create_directories(root_ / folder, error);
    fd = ::openat(root_fd_, part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  }
  if (fd < 0) broken(root_ / path);
  try {
    write_all(fd, bytes, root_ / path);
  } catch (...) {
    ::close(fd);
    ::unlinkat(root_fd_, part.c_str(), 0);
    throw;
  }
  ::close(fd);
  if (::renameat(root_fd_, part.c_str(), root_fd_, path.c_str()) != 0) broken(root_ / path);
}

}  // namespace mingjing::tlog
