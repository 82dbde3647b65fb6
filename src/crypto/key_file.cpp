// SPDX-License-Identifier: Apache-2.0
#include "crypto/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace mingjing::crypto {
namespace {

constexpr std::size_t kMaxBytes = 64 << 10;

class Fd {
 public:
  explicit Fd(int fd) : fd_(fd) {}
  ~Fd() {
    if (fd_ >= 0) ::close(fd_);
  }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }

 private:
  int fd_;
};

[[noreturn]] void broken(const std::filesystem::path& path) {
  const int error = errno;
  throw Unavailable("key file " + path.string() + ": " + std::strerror(error), error == ENOSPC || error == EDQUOT);
}

Status check_rights(const struct stat& found, const std::filesystem::path& path, const char* mode) {
  if (found.st_uid != ::geteuid()) {
    return refuse(ErrorCode::forbidden, path.string() + " 不属于运行本程序的用户。请用 chown 改为该用户所有后再试。");
  }
  if ((found.st_mode & 077) != 0) {
    return refuse(ErrorCode::forbidden,
                  path.string() + " 可被其他用户访问，不能存放密钥。请执行 chmod " + mode + " " + path.string() + " 后再试。");
  }
  return {};
}

void sync_folder(const std::filesystem::path& folder) {
  const Fd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.ok() || ::fsync(fd.get()) != 0) broken(folder);
}

}  // namespace

Status check_private_folder(const std::filesystem::path& folder) {
  struct stat found {};
  if (::lstat(folder.c_str(), &found) != 0) {
    if (errno != ENOENT) broken(folder);
    return refuse(ErrorCode::not_found, "没有密钥文件夹 " + folder.string() + "。请用 --keys 指明，或先运行 mingjing init。");
  }
  if (!S_ISDIR(found.st_mode)) {
    return refuse(ErrorCode::forbidden, folder.string() + " 不是文件夹（也不能是链接）。请用 --keys 指明真正的密钥文件夹。");
  }
  return check_rights(found, folder, "700");
}

Result<std::optional<Secret>> read_private_file(const std::filesystem::path& file) {
  const Fd fd(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  if (!fd.ok()) {
    if (errno == ENOENT) return std::optional<Secret>();
    if (errno == ELOOP) return refuse(ErrorCode::forbidden, file.string() + " 是链接。密钥须是真正的文件。");
    broken(file);
  }
  struct stat found {};
  if (::fstat(fd.get(), &found) != 0) broken(file);
  if (!S_ISREG(found.st_mode)) return refuse(ErrorCode::forbidden, file.string() + " 不是普通文件。密钥须是真正的文件。");
  if (auto fit = check_rights(found, file, "600"); !fit) return refuse(fit.error());
  std::string bytes(kMaxBytes + 1, '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t n = ::read(fd.get(), bytes.data() + have, bytes.size() - have);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) broken(file);
    if (n == 0) break;
    have += static_cast<std::size_t>(n);
  }
  Secret out(std::string_view(bytes).substr(0, have));
  wipe(bytes);
  if (have > kMaxBytes) return refuse(ErrorCode::too_large, file.string() + " 太大，不是密钥文件。");
  return std::optional<Secret>(std::move(out));
}

Status write_private_file(const std::filesystem::path& file, std::string_view bytes, bool replace) {
  struct stat found {};
  if (!replace && ::lstat(file.c_str(), &found) == 0) {
    return refuse(ErrorCode::conflict, file.string() + " 已存在。为免覆盖，请换一个名字或先移走它。");
  }
  const std::filesystem::path part = file.string() + ".new";
  ::unlink(part.c_str());  // left by a crash
  {
    const Fd fd(::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd.ok()) broken(part);
    std::size_t written = 0;
    while (written < bytes.size()) {
      const ssize_t n = ::write(fd.get(), bytes.data() + written, bytes.size() - written);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) broken(part);
      written += static_cast<std::size_t>(n);
    }
    if (::fsync(fd.get()) != 0) broken(part);
  }
  if (replace) {
    if (::rename(part.c_str(), file.c_str()) != 0) broken(file);
  } else {  // link refuses an existing name, where rename would replace a file made meanwhile
    if (::link(part.c_str(), file.c_str()) != 0) {
      if (errno != EEXIST) broken(file);
      ::unlink(part.c_str());
      return refuse(ErrorCode::conflict, file.string() + " 已存在。为免覆盖，请换一个名字或先移走它。");
    }
    ::unlink(part.c_str());
  }
  sync_folder(file.has_parent_path() ? file.parent_path() : ".");
  return {};
}

}  // namespace mingjing::crypto
