// SPDX-License-Identifier: Apache-2.0
#include "files/content_store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <filesystem>
#include <vector>

#include "base/bytes.h"
#include "base/check.h"
#include "crypto/hash.h"
#include "files/folder.h"

namespace mingjing::files {
namespace {

constexpr std::size_t kPiece = 1 << 20;

class FolderFile final : public ports::OpenedFile {
 public:
  explicit FolderFile(File file) : file_(std::move(file)), size_(file_.size()) {}
  std::uint64_t size() const override { return size_; }
  std::string read(std::uint64_t offset, std::size_t length) const override { return file_.read_at(offset, length); }
  int descriptor() const override { return file_.descriptor(); }

 private:
  File file_;
  std::uint64_t size_;
};

crypto::FileDigests digests_of(const File& file, crypto::Profile profile) {
  crypto::FileHash hash(profile);
  for (std::uint64_t at = 0;;) {
    const std::string piece = file.read_at(at, kPiece);
    if (piece.empty()) return hash.finish();
    hash.update(piece);
    at += piece.size();
  }
}

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

// Stored files are read only, so that a stray program cannot change them by accident.
void seal(const std::string& path) {
  if (::chmod(path.c_str(), 0400) != 0) disk_failed("chmod");
}

}  // namespace

FolderStore::FolderStore(std::string folder, Sync sync, crypto::Profile profile)
    : folder_(std::move(folder)), sync_(sync), profile_(profile) {
  make_folders(folder_);
}

std::string FolderStore::path_of(const std::string& digest) const {
  const auto raw = crypto::parse_digest_text(digest);
  if (!raw) return {};
  const std::string hex = to_hex(*raw);
  return folder_ + "/" + hex.substr(0, 2) + "/" + hex.substr(2, 2) + "/" + hex;
}

ports::StoredFile FolderStore::put(std::string_view bytes) {
  const auto [digest, sm3] = crypto::file_digests(profile_, bytes);
  const std::string path = path_of(digest);
  if (check(digest) != ports::FileCheck::intact) {
    if (sync_ == Sync::later) {
      std::filesystem::create_directories(folder_of(path));
      File::create(path).write_at(0, bytes);
    } else {
      make_folders(folder_of(path));
      remove_file(path);  // altered ones: these bytes are the right ones
      write_durably(path, bytes);
    }
    seal(path);
  }
  return {digest, bytes.size(), sm3};
}

ports::StoredFile FolderStore::put_file(const std::string& from, const std::string& digest) {
  static std::atomic<unsigned> number{0};
  const std::string path = path_of(digest);
  MJ_CHECK(!path.empty());
  const File source = File::open_read(from);
  if (!source.is_open()) throw Unavailable("a staged file is missing");
  const std::uint64_t size = source.size();
  if (check(digest) == ports::FileCheck::intact) return {digest, size};
  make_folders(folder_of(path));
  const std::string temporary = path + ".put" + std::to_string(number.fetch_add(1));
  remove_file(temporary);  // of a killed process: perhaps a link to the very bytes that are staged
  try {
    if (::link(from.c_str(), temporary.c_str()) != 0) {
      const File copy = File::create(temporary);
      for (std::uint64_t at = 0; at < size;) {
        const std::string piece = source.read_at(at, kPiece);
        if (piece.empty()) throw Unavailable("a staged file became shorter");
        copy.write_at(at, piece);
        at += piece.size();
      }
      copy.sync();
    } else {
      source.sync();
    }
    seal(temporary);
    if (::rename(temporary.c_str(), path.c_str()) != 0) disk_failed("rename");
    ::unlink(temporary.c_str());  // rename of two links to one file does nothing and leaves both
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  sync_folder(folder_of(path));
  return {digest, size};
}

std::shared_ptr<const ports::OpenedFile> FolderStore::open(const std::string& digest) const {
  const std::string path = path_of(digest);
  if (path.empty()) return nullptr;
  File file = File::open_read(path);
  if (!file.is_open()) return nullptr;
  return std::make_shared<FolderFile>(std::move(file));
}

ports::FileCheck FolderStore::check(const std::string& digest, std::string* sm3) const {
  const std::string path = path_of(digest);
  if (path.empty()) return ports::FileCheck::missing;
  const File file = File::open_read(path);
  if (!file.is_open()) return ports::FileCheck::missing;
  auto found = digests_of(file, sm3 != nullptr ? crypto::Profile::sm : crypto::Profile::standard);
  if (sm3 != nullptr) *sm3 = std::move(found.sm3);
  return found.digest == digest ? ports::FileCheck::intact : ports::FileCheck::altered;
}

void FolderStore::each(const std::function<bool(const ports::StoredFile&)>& visit, const std::string& after) const {
  namespace fs = std::filesystem;
  std::error_code error;
  std::vector<fs::path> paths;
  // One folder of the first level at a time keeps memory flat for millions of files.
  const std::string first = after.size() > 9 ? after.substr(7, 2) : std::string();  // sha256:ab…
  std::vector<fs::path> tops;
  for (const auto& top : fs::directory_iterator(folder_, error))
    if (top.path().filename().string() >= first) tops.push_back(top.path());
  std::sort(tops.begin(), tops.end());
  for (const auto& top : tops) {
    paths.clear();
    for (const auto& entry : fs::recursive_directory_iterator(top, error))
      if (entry.is_regular_file(error)) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
      const std::string digest = "sha256:" + path.filename().string();
      if (digest <= after || !crypto::parse_digest_text(digest)) continue;
      if (!visit({digest, fs::file_size(path, error)})) return;
    }
  }
  if (error) throw Unavailable("cannot list the file store");
}

bool FolderStore::remove(const std::string& digest) {
  const std::string path = path_of(digest);
  if (path.empty() || ::access(path.c_str(), F_OK) != 0) return false;
  remove_file(path);
  // What a process left that was killed while it stored them is the same bytes under another name.
  const std::string left = std::filesystem::path(path).filename().string() + ".";
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder_of(path)))
    if (entry.path().filename().string().starts_with(left)) names.push_back(entry.path().string());
  for (const auto& name : names) remove_file(name);
  sync_folder(folder_of(path));
  return true;
}

}  // namespace mingjing::files
