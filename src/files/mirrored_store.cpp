// SPDX-License-Identifier: Apache-2.0
#include "files/mirrored_store.h"

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <vector>

#include "crypto/hash.h"
#include "files/folder.h"

namespace mingjing::files {
namespace {

constexpr std::size_t kPiece = 1 << 20;
constexpr const char* kCopy = "copy-";

// A file of the scratch folder that goes with this object.
class Scratch {
 public:
  explicit Scratch(const std::string& folder) {
    static std::atomic<unsigned> number{0};
    path = folder + "/" + kCopy + std::to_string(::getpid()) + "-" + std::to_string(number.fetch_add(1));
  }
  ~Scratch() { ::unlink(path.c_str()); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::string path;
};

}  // namespace

bool copy_file(const ports::ContentStore& from, ports::ContentStore& to, const std::string& digest, const std::string& scratch) {
  const auto opened = from.open(digest);
  if (!opened) return false;
  const Scratch copy(scratch);
  crypto::Sha256 hash;
  {
    const File file = File::create(copy.path);
    for (std::uint64_t at = 0; at < opened->size();) {
      const std::string piece = opened->read(at, kPiece);
      if (piece.empty()) return false;
      hash.update(piece);
      file.write_at(at, piece);
      at += piece.size();
    }
  }
  if (crypto::digest_text(hash.finish()) != digest) return false;
  to.put_file(copy.path, digest);
  return true;
}

MirroredStore::MirroredStore(ports::ContentStore& first, ports::ContentStore& second, std::string scratch)
    : first_(first), second_(second), scratch_(std::move(scratch)) {
  make_folders(scratch_);
  std::vector<std::string> left;  // by a killed process, perhaps links to stored files
  for (const auto& entry : std::filesystem::directory_iterator(scratch_))
    if (entry.path().filename().string().starts_with(kCopy)) left.push_back(entry.path().string());
  for (const auto& name : left) remove_file(name);
}

void MirroredStore::remember(const std::string& digest) {
  const std::lock_guard lock(mutex_);
  if (waiting_.size() < kMostWaiting) waiting_.push_back(digest);
}

ports::StoredFile MirroredStore::put(std::string_view bytes) {
  auto stored = first_.put(bytes);
  remember(stored.digest);
  return stored;
}

ports::StoredFile MirroredStore::put_file(const std::string& path, const std::string& digest) {
  auto stored = first_.put_file(path, digest);
  remember(stored.digest);
  return stored;
}

std::shared_ptr<const ports::OpenedFile> MirroredStore::open(const std::string& digest) const {
  auto opened = first_.open(digest);
  return opened ? opened : second_.open(digest);
}

ports::FileCheck MirroredStore::check(const std::string& digest, std::string* sm3) const {
  const auto here = first_.check(digest, sm3);
  return here != ports::FileCheck::intact && copy_file(second_, first_, digest, scratch_) ? first_.check(digest, sm3) : here;
}

void MirroredStore::each(const std::function<bool(const ports::StoredFile&)>& visit, const std::string& after) const {
  first_.each(visit, after);
}

bool MirroredStore::remove(const std::string& digest) {
  const bool there = second_.remove(digest);
  return first_.remove(digest) || there;
}

bool MirroredStore::copy_waiting(std::size_t limit) {
  for (std::size_t i = 0; i < limit; ++i) {
    std::string digest;
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.empty()) return false;
      digest = waiting_.front();
    }
    copy_file(first_, second_, digest, scratch_);  // throws: it stays the first that waits
    const std::lock_guard lock(mutex_);
    waiting_.pop_front();
  }
  return waiting() > 0;
}

std::size_t MirroredStore::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

}  // namespace mingjing::files
