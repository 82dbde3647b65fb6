// SPDX-License-Identifier: Apache-2.0
#include "mingjing/backup.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "db/db.h"
#include "files/content_store.h"
#include "mingjing/backup_target.h"
#include "mingjing/manifest.h"
#include "mingjing/system_state.h"
#include "mingjing/system.h"
#include "tlog/checkpoint.h"
#include "tlog/log_folder.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

const db::Statement kSchema{"current_schema", "SELECT current_schema()", "test"};

Status dump_postgres(db::Database& database, const std::string& url, const fs::path& to) {
  std::string schema;
  database.read([&](db::Transaction& tx) { schema = tx.query(kSchema, {}).text(0, 0); });
  const int code = run_program({"pg_dump", "--format=custom", "--no-owner", "--schema=" + schema, "--file=" + to.string()},
                               libpq_environment(url));
  if (code == 0) return {};
  if (code == -1 || code == 127) {
    return invalid("没有找到 pg_dump。请安装与数据库同版本的 postgresql-client，再运行备份。");
  }
  return invalid("pg_dump 没有完成（退出码 " + std::to_string(code) + "），备份作废。");
}

}  // namespace

Status copy_database(db::Database& database, const Options& options, const fs::path& to) {
  if (database.dialect() == db::Dialect::postgresql) return dump_postgres(database, options.db_url(), to);
  database.copy_to(to.string());
  return {};
}

namespace {

class Maker {
 public:
  Maker(const Options& options, BackupTarget& target) : options_(options), target_(target) {}

  Status make() {
    db::Options how;
    how.read_only = true;
    how.readers = 1;
    manifest_.at = SystemClock().now();
    const auto database = db::open(options_.db_url(), how);
    manifest_.schema = db::schema_version(*database);
    if (manifest_.schema == 0) return refuse(ErrorCode::not_found, "数据库是空的，没有可备份的内容。");
    database->read([&](db::Transaction& tx) { manifest_.origin = workers::log_origin(tx); });
    if (database->dialect() == db::Dialect::sqlite) {
      manifest_.database = "sqlite";
    } else {
      manifest_.database = "postgresql";
    }
    copy_files(0);
    const std::size_t stored = manifest_.files.size();
    const std::string name = manifest_.database == "sqlite" ? "mingjing.db" : "mingjing.pgdump";
    auto copied = target_.take_made(name, [&](const fs::path& to) { return copy_database(*database, options_, to); });
    if (!copied) return refuse(Error(copied.error()));
    manifest_.files.push_back(std::move(*copied));
    // Once more after the database, what is new: a file that it names is there, whether it was taken in or destroyed meanwhile.
    // The log comes last and covers at least what the database holds.
    copy_files(stored);
    if (auto logged = copy_log(); !logged) return logged;
    target_.finish(manifest_);
    return {};
  }

 private:
  void write(const std::string& path, const std::string& bytes) { manifest_.files.push_back(target_.take_bytes(path, bytes)); }

  // But for those among the first `taken` of the list, which are in the order of digests, as they come here.
  void copy_files(std::size_t taken) {
    const files::FolderStore store((options_.data / "files").string());
    store.each([&](const ports::StoredFile& file) {
      const fs::path from = store.path_of(file.digest);
      const std::string path = ("files" / fs::relative(from, options_.data / "files")).string();
      const auto end = manifest_.files.begin() + static_cast<std::ptrdiff_t>(taken);
      const auto at = std::lower_bound(manifest_.files.begin(), end, path, [](const auto& row, const auto& wanted) { return row.path < wanted; });
      if (at != end && at->path == path) return true;
      try {
        manifest_.files.push_back(target_.take_stored(path, from, file.digest));
      } catch (const std::exception&) {
        if (fs::exists(from)) throw;  // else a recording was destroyed just now
      }
      return true;
    });
  }

  // The tiles of the newest signed checkpoint, of its very size, whatever the sequencer does meanwhile.
  Status copy_log() {
    const tlog::LogFolder log(options_.data / "log");
    for (const std::string key : {"vkey", "vkey-sm2"})
      if (auto line = log.read(key)) write("log/" + key, *line);
    const auto note = log.read("checkpoint");
    if (!note) return {};
    const auto parsed = tlog::parse_note(*note);
    const auto checkpoint = parsed ? tlog::parse_checkpoint_text(parsed->text) : tlog::parse_checkpoint_text("");
    if (!checkpoint) return invalid("log/checkpoint 读不成，备份作废。");
    const std::uint64_t size = checkpoint->head.size;
    for (int level = tlog::kEntriesLevel; level < 8; ++level) {
      for (std::uint64_t index = 0;; ++index) {
        const unsigned width = tlog::tile_width(size, level, index);
        if (width == 0) break;
        const tlog::TileId id{level, index, width};
        auto bytes = tlog::read_tile(log, id);
        for (int attempt = 0; !bytes && attempt < 3; ++attempt) {  // a wider one may just have taken its place
          ::usleep(20'000);
          bytes = tlog::read_tile(log, id);
        }
        if (!bytes) return invalid("日志瓦片 " + tlog::tile_path(id) + " 读不到。请先运行 mingjing verify。");
        write("log/" + tlog::tile_path(id), *bytes);
      }
    }
    write("log/checkpoint", *note);
    return {};
  }

  const Options& options_;
  BackupTarget& target_;
  Manifest manifest_;
};

}  // namespace

Status make_backup(const Options& options, const BackupOptions& backup) {
  std::unique_ptr<BackupTarget> target;
  if (is_object_address(backup.to)) {
    if (!backup.previous.empty()) return refuse(ErrorCode::bad_request, "备份到对象存储不用写 --previous：已经有的文件不会再传。");
    auto opened = object_target({backup.to}, options.data / "tmp");
    if (!opened) return refuse(Error(opened.error()));
    target = std::move(*opened);
  } else {
    if (backup.keep > 0) return refuse(ErrorCode::bad_request, "--keep 只用于对象存储。文件夹里的旧备份，直接删掉就是，不影响新的。");
    const fs::path to = backup.to;
    if (fs::exists(to) && !(fs::is_directory(to) && fs::is_empty(to))) {
      return refuse(ErrorCode::conflict, to.string() + " 里已有内容。请给一个新的文件夹。");
    }
    if (!backup.previous.empty()) {
      if (auto known = read_manifest(backup.previous); !known) return tl::make_unexpected(known.error());
    }
    fs::create_directories(to);
    fs::permissions(to, fs::perms::owner_all);
    target = folder_target(to, backup.previous);
  }
  return make_backup(options, *target);
}

Status make_backup(const Options& options, BackupTarget& target) {
  if (auto made = Maker(options, target).make(); !made) return made;
  note_backup(options, SystemClock().now());
  return {};
}

Status check_backup(const fs::path& folder) {
  const auto manifest = read_manifest(folder);
  if (!manifest) return tl::make_unexpected(manifest.error());
  for (const auto& file : manifest->files) {
    const auto path = folder / file.path;
    if (!fs::is_regular_file(path)) return refuse(ErrorCode::digest_mismatch, "备份里缺文件 " + file.path + "。");
    const auto found = digest_of(path);
    if (found.sha256 != file.sha256 || found.size != file.size) {
      return refuse(ErrorCode::digest_mismatch, "备份里的 " + file.path + " 与清单的摘要不符：备份被改过或已损坏。");
    }
  }
  return {};
}

int run_backup(const Options& options, const BackupOptions& backup) {
  const auto made = make_backup(options, backup);
  if (!made) {
    std::cerr << made.error().message << "\n";
    return kRefused;
  }
  std::cout << "备份完成：" << backup.to << "。密钥不在其中，请另行保管。\n";
  if (backup.keep == 0) return kDone;
  const auto cleared = clear_backups({backup.to}, backup.keep);
  if (!cleared) {
    std::cerr << cleared.error().message << "\n";
    return kDone;  // the backup is made
  }
  std::cout << "清理旧备份 " << cleared->backups << " 份，删去没有备份用到的文件 " << cleared->objects << " 个（" << cleared->bytes / (1 << 20)
            << " MB）" << (cleared->is_whole ? "" : "；还没有删完，下次备份时接着删") << "。\n";
  if (cleared->refused == 0) return kDone;
  std::cerr << "对象存储不肯删其中 " << cleared->refused << " 个文件" << (cleared->why.empty() ? "" : "，回答是 " + cleared->why)
            << "。请查账号的权限和桶的保留规则；备份本身已经完成。\n";
  return kRefused;
}

}  // namespace mingjing::app
