// SPDX-License-Identifier: Apache-2.0
#include "mingjing/restore.h"

#include <unistd.h>

#include <iostream>

#include "base/text.h"
#include "crypto/key_store.h"
#include "files/content_store.h"
#include "files/folder.h"
#include "mingjing/anchors.h"
#include "mingjing/backup.h"
#include "mingjing/backup_target.h"
#include "mingjing/read_whole.h"
#include "mingjing/manifest.h"
#include "mingjing/migrate.h"
#include "mingjing/restore_log.h"
#include "mingjing/system.h"
#include "mingjing/temporary_folder.h"
#include "mingjing/witness_link.h"
#include "store/schema.h"
#include "workers/log_keys.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

// What was there is kept beside, so that a mistaken restore can be undone by hand.
void set_aside(const fs::path& path, const std::string& mark) {
  if (fs::exists(path)) fs::rename(path, path.string() + ".before-restore-" + mark);
}

fs::path sqlite_path(const Options& options) { return options.db_url().substr(7); }

// Every database has a schema `public` already; a dump of it says to make one all the same. Restored by its name, what is
// in it comes back and the schema itself is left alone.
bool of_public_schema(const Options& options, const fs::path& dump, const std::vector<std::string>& environment) {
  fs::create_directories(options.data / "tmp");
  const auto list = options.data / "tmp" / "restore.list";
  const int code = run_program({"pg_restore", "--list", "--file=" + list.string(), dump.string()}, environment);
  const auto text = read_whole(list);
  fs::remove(list);
  return code == 0 && text && text->find(" SCHEMA - public ") != std::string::npos;
}

}  // namespace

Result<std::string> unpack_database(const Options& options, const fs::path& from, const Manifest& manifest) {
  if (manifest.database == "sqlite") {
    if (!options.db_url().starts_with("sqlite:")) return invalid("这份备份是 SQLite 的，请恢复到 SQLite 数据库。", "db");
    const std::string part = sqlite_path(options).string() + ".restoring";
    for (const auto* suffix : {"", "-wal", "-shm"}) fs::remove(part + suffix);
    copy_durably(from / "mingjing.db", part);
    return "sqlite:" + part;
  }
  if (options.db_url().starts_with("sqlite:")) return invalid("这份备份是 PostgreSQL 的，请用 --db 给出一个空的 PostgreSQL 数据库。", "db");
  const auto environment = libpq_environment(options.db_url());
  {
    const auto database = db::open(options.db_url());
    if (db::schema_version(*database) != 0) {
      return refuse(ErrorCode::conflict, "目标数据库不是空的。请给一个空的数据库，旧的留作核对。");
    }
  }
  std::string name;
  for (const auto& entry : environment) {
    if (entry.starts_with("PGDATABASE=")) name = entry.substr(11);
  }
  std::vector<std::string> command = {"pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", "--dbname=" + name};
  if (of_public_schema(options, from / "mingjing.pgdump", environment)) command.push_back("--schema=public");
  command.push_back((from / "mingjing.pgdump").string());
  const int code = run_program(command, environment);
  if (code == 0) return options.db_url();
  return invalid(code == -1 || code == 127 ? "没有找到 pg_restore。请安装与数据库同版本的 postgresql-client。"
                                           : "pg_restore 没有完成（退出码 " + std::to_string(code) + "），数据库没有改动。");
}

namespace {

// Only now does the old database give way.
void take_place(const Options& options, const std::string& mark) {
  if (!options.db_url().starts_with("sqlite:")) return;
  const fs::path target = sqlite_path(options);
  for (const auto* suffix : {"", "-wal", "-shm"}) set_aside(target.string() + suffix, mark);
  fs::rename(target.string() + ".restoring", target);
  files::sync_folder(fs::absolute(target).parent_path().string());
}

// Files that are missing or damaged come from the backup; intact ones stay.
void put_files(const Options& options, const fs::path& from, const Manifest& manifest) {
  files::FolderStore store((options.data / "files").string());
  for (const auto& file : manifest.files) {
    if (!file.path.starts_with("files/")) continue;
    const std::string digest = "sha256:" + file.sha256;
    if (store.check(digest) == ports::FileCheck::intact) continue;
    fs::remove(store.path_of(digest));
    store.put_file((from / file.path).string(), digest);
  }
}

Result<tlog::NoteVerifier> line_of(const fs::path& backup, const char* file) {
  return tlog::NoteVerifier::parse(trim(read_whole(backup / "log" / file).value_or("")));
}

// The key that signed until `own`, the one in the key folder, came, when the restored log does not know of the change.
std::optional<std::string> former_key(db::Database& database, const tlog::NoteVerifier& own, const Result<tlog::NoteVerifier>& then) {
  std::string last;
  database.read([&](db::Transaction& tx) { last = tlog::named_key(workers::key_changes(tx), own.type()); });
  if (last.empty() && then) last = then->vkey();
  if (last.empty() || last == own.vkey()) return std::nullopt;
  return last;
}

// What was restored is anchored at once. A failure is told and no more: the server tries again when it starts.
void mirror(const tlog::TileStore& tiles, const std::vector<std::string>& anchors) {
  const auto note = tiles.read("checkpoint");
  for (const auto& anchor : anchors) {
    if (!note || AnchorSource(anchor).is_address()) continue;
    try {
      if (const auto done = mirror_log(tiles, *note, anchor); !done) std::cerr << done.error().message << "\n";
    } catch (const Unavailable& broken) {
      std::cerr << "锚点写不进：" << anchor << "（" << broken.what() << "）\n";
    }
  }
}

}  // namespace

Result<Restored> restore_backup(const Options& options, const RestoreOptions& restore) {
  const auto witnesses = parse_witnesses(options.witnesses);
  if (!witnesses) return tl::make_unexpected(witnesses.error());
  const fs::path from = restore.from;
  const auto manifest = read_manifest(from);
  if (!manifest) return tl::make_unexpected(manifest.error());
  if (manifest->schema > store::migrations().back().number) {
    return refuse(ErrorCode::conflict, "备份来自更新的版本。请用那个版本或更新的程序恢复。");
  }
  if (!restore.new_log.empty() && !tlog::is_key_name(restore.new_log)) {
    return refuse(ErrorCode::bad_request, "--new-log 应是日志的公开地址，不带 https://，例如 gs.example.gov.cn/log2。");
  }
  if (auto checked = check_backup(from); !checked) return tl::make_unexpected(checked.error());
  fs::create_directories(options.data);
  // The name of an anchor that does not open now would only be noticed after the old database was put aside.
  const crypto::KeyStore key_folder(options.key_folder());
  auto own_keys = key_folder.load_log_keys();
  if (!own_keys) return tl::make_unexpected(own_keys.error());
  if (own_keys->empty()) {
    return refuse(ErrorCode::not_found, "密钥文件夹 " + options.key_folder().string() +
                                            " 里没有日志密钥。备份不含密钥：请先用 mingjing keys import 放回。");
  }
  // The backup may be older than the last change of the key: what it says its key was is as good as the rest of it.
  std::vector<tlog::NoteVerifier> keys;
  for (const auto& one : *own_keys) keys.emplace_back(manifest->origin, tlog::SignatureType::ed25519, one.public_key());
  const auto then = line_of(from, "vkey");
  if (then) keys.push_back(*then);
  std::vector<AnchorSource> anchors;
  for (const auto& anchor : options.anchors) anchors.emplace_back(anchor);
  for (const auto& witness : *witnesses) anchors.push_back(witness.source(manifest->origin));
  const auto kept = kept_logs({options.data / "log", from / "log"}, std::move(anchors), keys, manifest->origin);
  if (!kept) return tl::make_unexpected(kept.error());
  const auto lock = FolderLock::take(options.data);
  if (!lock) return tl::make_unexpected(lock.error());

  const std::string mark = std::to_string(SystemClock().now().unix_ms());
  const auto url = unpack_database(options, from, *manifest);
  if (!url) return tl::make_unexpected(url.error());
  Restored out;
  {
    const auto database = db::open(*url);
    if (auto migrated = bring_up_to_date(*database); !migrated) return tl::make_unexpected(migrated.error());
    bool is_sm = false;
    database->read([&](db::Transaction& tx) { is_sm = read_fact(tx, fact::sm_from).has_value(); });
    const auto second = key_folder.load_log_sm2();
    if (!second) return refuse(Error(second.error()));
    if (is_sm && second->empty()) return refuse(ErrorCode::not_found, std::string(kNoSecondKey));
    if (restore.new_log.empty()) {
      auto continued = continue_log(*database, *kept);
      if (!continued) return tl::make_unexpected(continued.error());
      out.backup_size = continued->from;
      out.lost = continued->lost;
      out.public_lost = std::move(continued->public_lost);
    } else {
      if (auto begun = begin_new_log(*database, restore.new_log, *kept); !begun) return tl::make_unexpected(begun.error());
    }
  }
  take_place(options, mark);
  put_files(options, from, *manifest);
  if (!restore.new_log.empty()) fs::remove(options.data / "portal.db");  // its places were those of the old log
  // The tiles are made anew from the entries; the old folder is kept.
  set_aside(options.data / "log", mark);
  const auto sign = load_signer(key_folder, restore.new_log.empty() ? manifest->origin : restore.new_log);
  if (!sign) return tl::make_unexpected(sign.error());
  tlog::FolderTileStore tiles(options.data / "log");
  if (auto written = put_vkey(tiles, **sign); !written) return tl::make_unexpected(written.error());
  const auto database = db::open(options.db_url());
  const SystemClock clock;
  workers::Sequencer sequencer(*database, tiles, **sign, clock, "restore");
  // A change of the key that neither the backup nor any anchor holds: the log is told of it again.
  if (restore.new_log.empty()) {
    const auto tell = [&](const tlog::NoteVerifier& own, const Result<tlog::NoteVerifier>& before) {
      const auto former = former_key(*database, own, before);
      if (former && sequencer.lead()) sequencer.change_key(own, *former);
    };
    tell((*sign)->verifier(), then);
    if (const auto sm2 = (*sign)->sm2_verifier()) tell(*sm2, line_of(from, "vkey-sm2"));
  }
  sequencer.drain();
  out.log_size = sequencer.head().size;
  sequencer.release();
  if (restore.new_log.empty()) mirror(tiles, options.anchors);
  return out;
}

namespace {

Result<Restored> restore_from(const Options& options, RestoreOptions restore) {
  if (!is_object_address(restore.from)) return restore_backup(options, restore);
  fs::create_directories(options.data / "tmp");
  const TemporaryFolder fetched((options.data / "tmp").string(), "restore");
  if (auto done = fetch_backup({restore.from}, fetched.path()); !done) return refuse(Error(done.error()));
  restore.from = fetched.path().string();
  return restore_backup(options, restore);
}

}  // namespace

int run_restore(const Options& options, const RestoreOptions& restore) {
  const auto done = restore_from(options, restore);
  if (!done) {
    std::cerr << done.error().message << "\n";
    return done.error().code == ErrorCode::bad_request ? kBadInput : kRefused;
  }
  std::cout << "恢复完成：日志 " << done->log_size << " 条";
  if (restore.new_log.empty()) {
    std::cout << "（备份时 " << done->backup_size << " 条），备份之后的 " << done->lost << " 条事件已声明丢失。\n";
  } else {
    std::cout << "，已另起日志 " << restore.new_log << "。请公布新的公钥。\n";
  }
  for (const auto& lost : done->public_lost) std::cout << "公开日志里有、数据库里已没有：" << lost << "。请补做或撤下。\n";
  std::cout << "请运行 mingjing verify，再启动服务。\n";
  return kDone;
}

}  // namespace mingjing::app
