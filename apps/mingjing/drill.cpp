// SPDX-License-Identifier: Apache-2.0
#include "mingjing/drill.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <iostream>

#include "base/bytes.h"
#include "base/json.h"
#include "base/text.h"
#include "db/db.h"
#include "files/folder.h"
#include "mingjing/backup.h"
#include "mingjing/backup_target.h"
#include "mingjing/manifest.h"
#include "mingjing/migrate.h"
#include "mingjing/read_whole.h"
#include "mingjing/restore.h"
#include "mingjing/temporary_folder.h"
#include "tlog/checkpoint.h"
#include "tlog/log_folder.h"
#include "tlog/tile_reader.h"
#include "workers/log_keys.h"
#include "workers/log_statements.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFindingsShown = 20;

std::string size_text(std::int64_t bytes) {
  if (bytes < (1 << 20)) return std::to_string(bytes) + " 字节";
  if (bytes < (std::int64_t{1} << 30)) return std::to_string(bytes >> 20) + " MB";
  const std::int64_t tenths = (bytes >> 20) * 10 / 1024;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GB";
}

std::string duration_text(std::int64_t ms) {
  if (ms < 60'000) return std::to_string(ms / 1000) + "." + std::to_string(ms % 1000 / 100) + " 秒";
  return std::to_string(ms / 60'000) + " 分 " + std::to_string(ms % 60'000 / 1000) + " 秒";
}

std::string age_text(std::int64_t ms) {
  const std::int64_t hours = ms / 3'600'000;
  if (hours < 1) return "不到 1 小时";
  return (hours >= 24 ? std::to_string(hours / 24) + " 天 " : std::string()) + std::to_string(hours % 24) + " 小时";
}

using Watch = std::chrono::steady_clock;
std::int64_t ms_since(Watch::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Watch::now() - start).count();
}

class Drill {
 public:
  Drill(const DrillOptions& drill, DrillReport& report, const fs::path& folder)
      : drill_(drill), report_(report), fetched_(is_object_address(drill.from)), from_(fetched_ ? folder / "backup" : fs::path(drill.from)) {
    options_.data = folder;
    options_.keys = drill.keys;
  }
  void run() {
    (!fetched_ || step("fetch", "取回", [this](auto& lines) { return fetch(lines); })) && step("manifest", "清单", [this](auto& lines) { return check_manifest(lines); }) &&
        step("restore", "恢复", [this](auto& lines) { return restore(lines); }) &&
        step("log", "日志", [this](auto& lines) { return lay_out_log(lines); }) &&
        step("verify", "核对", [this](auto& lines) { return verify(lines); });
  }

 private:
  using Lines = std::vector<std::string>;
  bool step(const char* id, const char* name, const std::function<Status(Lines&)>& take) {
    const auto start = Watch::now();
    DrillStep out{id, name, false, {}, 0};
    try {
      const auto done = take(out.lines);
      out.holds = done.has_value();
      if (!done) out.lines.push_back(done.error().message);
    } catch (const std::exception& broken) {  // a disk, a database that cannot be opened
      out.lines.push_back(std::string("做不下去：") + broken.what());
    }
    out.ms = ms_since(start);
    report_.steps.push_back(std::move(out));
    return report_.steps.back().holds;
  }

  Status fetch(Lines& lines) {
    fs::create_directory(from_);
    if (auto done = fetch_backup({drill_.from}, from_); !done) return done;
    lines.push_back("整份备份从对象存储取回到了临时文件夹。");
    return {};
  }

  Status check_manifest(Lines& lines) {
    auto manifest = read_manifest(from_);
    if (!manifest) return refuse(Error(manifest.error()));
    manifest_ = std::move(*manifest);
    report_.made_at = manifest_.at;
    report_.files = static_cast<std::int64_t>(manifest_.files.size());
    for (const auto& file : manifest_.files) report_.bytes += static_cast<std::int64_t>(file.size);
    if (auto checked = check_backup(from_); !checked) return checked;
    lines.push_back(std::to_string(report_.files) + " 个文件，共 " + size_text(report_.bytes) + "，逐个重算摘要，都与清单相符。");
    return {};
  }

  Status restore(Lines& lines) {
    if (manifest_.database == "sqlite") {
      const auto needed = 2 * size_in_backup("mingjing.db");
      if (files::free_bytes(options_.data.string()) < needed) {
        return refuse(ErrorCode::storage_full, "临时文件夹所在的盘空间不够，请用 --work 换一处，要有 " + size_text(static_cast<std::int64_t>(needed)) + "。");
      }
    } else if (drill_.db.empty()) {
      return refuse(ErrorCode::bad_request, "这份备份是 PostgreSQL 的，请用 --db 给出一个演练用的空数据库。");
    } else {
      options_.db = drill_.db;
    }
    const auto url = unpack_database(options_, from_, manifest_);
    if (!url) return refuse(Error(url.error()));
    options_.db = *url;
    const auto database = db::open(options_.db);
    if (auto migrated = bring_up_to_date(*database); !migrated) return migrated;
    // The stored files are read where they are.
    if (fs::is_directory(from_ / "files")) fs::create_directory_symlink(fs::absolute(from_ / "files"), options_.data / "files");
    const bool sqlite = manifest_.database == "sqlite";
    lines.push_back(sqlite ? "数据库恢复到了临时文件夹，能打开。" : "数据库恢复到了演练用的数据库，能打开。演练以后请删掉那个数据库。");
    if (manifest_.schema < db::schema_version(*database)) {
      lines.push_back("备份的结构是第 " + std::to_string(manifest_.schema) + " 版，已升到本程序的第 " + std::to_string(db::schema_version(*database)) + " 版。");
    }
    return {};
  }

  std::uint64_t size_in_backup(std::string_view path) const {
    for (const auto& file : manifest_.files)
      if (file.path == path) return file.size;
    return 0;
  }

  // A backup copies the database first and the log after it, so the log may be further on. It must be the same log: what is
  // ahead is proven to continue what the database holds, and `verify` then has the checkpoint that the database knows.
  Status lay_out_log(Lines& lines) {
    const tlog::LogFolder log(from_ / "log");
    const auto to = options_.data / "log";
    fs::create_directory(to);
    if (fs::is_directory(from_ / "log" / "tile")) fs::create_directory_symlink(fs::absolute(from_ / "log" / "tile"), to / "tile");
    for (const auto* key : {"vkey", "vkey-sm2"})
      if (const auto line = log.read(key)) files::write_durably((to / key).string(), *line);
    const auto newest = log.read("checkpoint");
    std::string known;
    std::optional<Result<tlog::LogKeys>> keys;
    const auto database = db::open(options_.db);
    const auto vkey = tlog::NoteVerifier::parse(drill_.verify.vkey.empty() ? trim(log.read("vkey").value_or("")) : trim(drill_.verify.vkey));
    if (!vkey) return invalid("备份里没有日志的公钥（log/vkey），请用 --vkey 给出。");
    database->read([&](db::Transaction& tx) {
      const auto last = tx.query(workers::sql::kLastCheckpoint, {});
      if (!last.empty()) known = last.text(0, 1);
      keys.emplace(workers::log_keys(tx, *vkey));
    });
    if (!*keys) return refuse(Error(keys->error()));
    if (!newest) {
      if (!known.empty()) return invalid("数据库里有签过的检查点，备份的日志里却没有。");
      lines.push_back("日志还没有签过检查点。");
      return {};
    }
    const auto opened = (*keys)->open(*newest, manifest_.origin);
    if (!opened) return invalid("备份里的检查点不是本日志签的：" + opened.error().message);
    const auto head = opened->checkpoint.head;
    report_.log_size = head.size;
    report_.log_root = to_base64(std::string_view(reinterpret_cast<const char*>(head.root.data()), head.root.size()));
    lines.push_back("最新的检查点：" + std::to_string(head.size) + " 条，根 " + report_.log_root + "。请与公布的、锚点和见证方手里的核对。");
    if (known.empty()) return {};
    const auto before = (*keys)->open(known, manifest_.origin);
    if (!before) return invalid("数据库里最新的检查点不是本日志签的：" + before.error().message);
    const auto old = before->checkpoint.head;
    if (head.size > old.size) {
      const auto proof = tlog::prove_consistency(tlog::TileReader(log, head.size), old.size, head.size);
      if (!proof) return refuse(Error(proof.error()));
      if (!tlog::verify_consistency(old, head, *proof)) return invalid("备份的日志与备份的数据库接不上：不是同一个日志，或者被改过。");
      lines.push_back("备份时日志比数据库多走了 " + std::to_string(head.size - old.size) + " 条，接得上。");
    }
    files::write_durably((to / "checkpoint").string(), head.size > old.size ? known : *newest);
    return {};
  }

  Status verify(Lines& lines) {
    const auto found = verify_deployment(options_, drill_.verify);
    if (!found) return refuse(Error(found.error()));
    report_.events = found->events;
    for (std::size_t i = 0; i < found->findings.size() && i < kFindingsShown; ++i) lines.push_back(found->findings[i].line());
    if (found->holds()) {
      lines.push_back(found->summary());
      return {};
    }
    return invalid(found->summary());
  }

  const DrillOptions& drill_;
  DrillReport& report_;
  const bool fetched_;
  const fs::path from_;
  Options options_;
  Manifest manifest_;
};

}  // namespace

std::string DrillReport::text() const {
  std::string out = std::string("恢复演练：") + (holds() ? "通过" : "没有通过") + "\n备份：" + from + "\n";
  if (made_at) out += "备份时间：" + made_at->text_zh() + "，距演练" + age_text(at - *made_at) + "\n";
  for (const auto& step : steps) {
    out += (step.holds ? "  ✓ " : "  ✗ ") + step.name + "（" + duration_text(step.ms) + "）\n";
    for (const auto& line : step.lines) out += "      " + line + "\n";
  }
  out += "共用时 " + duration_text(ms) + "。正在使用的数据没有改动，日志没有续写，临时文件夹已经删除。\n";
  if (!holds()) out += "这份备份不能放心使用：请马上另做一份备份并再次演练，同时查明原因。\n";
  return out;
}

std::string DrillReport::json() const {
  JsonWriter out;
  out.open_object().member("v", 1).key("holds").value(holds());
  out.member("from", from).member("at", at.text());
  if (made_at) out.member("backup_at", made_at->text()).member("backup_age_s", (at - *made_at) / 1000);
  out.member("files", files).member("bytes", bytes).member("events", events);
  out.member("log_size", static_cast<std::int64_t>(log_size)).member("log_root", log_root).key("steps").open_array();
  for (const auto& step : steps) {
    out.open_object().member("id", step.id).member("name", step.name).key("holds").value(step.holds);
    out.member("ms", step.ms).key("lines").open_array();
    for (const auto& line : step.lines) out.value(line);
    out.close_array().close_object();
  }
  out.close_array().member("ms", ms).close_object();
  return out.take();
}

DrillReport drill_backup(const DrillOptions& drill) {
  DrillReport report;
  report.from = drill.from;
  report.at = SystemClock().now();
  const auto start = Watch::now();
  const TemporaryFolder folder(drill.work, "mingjing-drill");
  Drill(drill, report, folder.path()).run();
  report.ms = ms_since(start);
  return report;
}

int run_drill(const DrillOptions& drill) {
  // Before minutes are spent; and a key that was copied badly says nothing about the backup.
  const auto vkey = tlog::NoteVerifier::parse(trim(drill.verify.vkey));
  if (!drill.verify.vkey.empty() && !vkey) {
    std::cerr << "--vkey：" << vkey.error().message << "\n";
    return kBadInput;
  }
  if (!drill.report.empty() && !fs::is_directory(fs::absolute(drill.report).parent_path())) {
    std::cerr << "--report 所在的文件夹不存在：" << drill.report << "。请先建好，或者写到别处。\n";
    return kBadInput;
  }
  const auto report = drill_backup(drill);
  std::cout << report.text();
  if (!drill.report.empty()) files::write_durably(drill.report, drill.report.ends_with(".json") ? report.json() + "\n" : report.text());
  return report.holds() ? kDone : kRefused;
}

}  // namespace mingjing::app
