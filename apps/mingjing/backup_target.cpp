// SPDX-License-Identifier: Apache-2.0
#include "mingjing/backup_target.h"

#include "base/bytes.h"
#include "crypto/hash.h"
#include "files/folder.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

class FolderTarget final : public BackupTarget {
 public:
  FolderTarget(fs::path to, fs::path previous) : to_(std::move(to)), previous_(std::move(previous)) {}

  Result<Manifest::File> take_made(const std::string& path, const std::function<Status(const fs::path&)>& make) override {
    if (auto made = make(to_ / path); !made) return refuse(Error(made.error()));
    return named(digest_of(to_ / path), path);
  }
  Manifest::File take_stored(const std::string& path, const fs::path& from, const std::string& digest) override {
    if (auto linked = link_from_previous(path, digest)) return std::move(*linked);
    return named(copy_durably(from, to_ / path), path);
  }
  Manifest::File take_bytes(const std::string& path, const std::string& bytes) override {
    fs::create_directories((to_ / path).parent_path());
    files::File::create((to_ / path).string()).write_at(0, bytes);
    return {path, to_hex(crypto::sha256(bytes)), bytes.size()};
  }
  void finish(const Manifest& manifest) override {
    files::sync_disk_of(to_.string());
    files::write_durably((to_ / "manifest.json").string(), to_json(manifest));
  }

 private:
  static Manifest::File named(Manifest::File file, const std::string& path) {
    file.path = path;
    return file;
  }
  // Read again before it is linked: what was altered there is copied anew.
  std::optional<Manifest::File> link_from_previous(const std::string& path, const std::string& digest) {
    if (previous_.empty() || !fs::is_regular_file(previous_ / path)) return std::nullopt;
    auto file = digest_of(previous_ / path);
    if ("sha256:" + file.sha256 != digest) return std::nullopt;
    fs::create_directories((to_ / path).parent_path());
    std::error_code refused;
    fs::create_hard_link(previous_ / path, to_ / path, refused);
    if (refused) return std::nullopt;
    return named(std::move(file), path);
  }

  const fs::path to_, previous_;
};

}  // namespace

std::unique_ptr<BackupTarget> folder_target(const fs::path& to, const fs::path& previous) {
  return std::make_unique<FolderTarget>(to, previous);
}

}  // namespace mingjing::app
