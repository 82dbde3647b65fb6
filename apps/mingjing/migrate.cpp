// SPDX-License-Identifier: Apache-2.0
#include "mingjing/migrate.h"

#include <unistd.h>

#include <chrono>
#include <iostream>
#include <thread>

#include "domain/evidence/device.h"
#include "domain/evidence/room.h"
#include "domain/supervision/complaint.h"
#include "mingjing/backup.h"
#include "mingjing/system.h"
#include "mingjing/verify_parts.h"
#include "store/schema.h"

namespace mingjing::app {
namespace {

const db::Statement kOthers{"sessions_of_others",
                            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = "
                            "'client backend' AND application_name <> $1",
                            "test"};

// Sessions end a moment after their connections: looked at for two seconds.
bool alone(db::Database& database, const std::string& name) {
  for (int attempt = 0;; ++attempt) {
    std::int64_t others = 0;
    database.read([&](db::Transaction& tx) { others = tx.query(kOthers, {name}).integer(0, 0); });
    if (others == 0) return true;
    if (attempt == 20) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
}

std::string with_name(const std::string& url, const std::string& name) {
  if (url.starts_with("sqlite:")) return url;
  return url + (url.find('?') == std::string::npos ? "?" : "&") + "application_name=" + name;
}

// What is found by more than its key.
bool is_derived(std::string_view kind) {
  return kind == ports::kind::enforcement_case || kind == supervision::kComplaint || kind == ports::kind::officer ||
         kind == evidence::kDevice || kind == evidence::kRoom || kind == ports::kind::access_batch;
}

// Rows that cases lead to and that are not there, or are there otherwise: what an older program derived by older rules.
void derive_anew(db::Database& database) {
  database.write([](db::Transaction& tx) {
    each_aggregate(tx, false, [&](StoredAggregate& stored) {
      if (!is_derived(stored.kind)) return;
      const auto aggregate = read_aggregate(stored, nullptr);
      if (!aggregate) return;  // `verify` tells what is wrong with it
      const auto after = derived_rows(*aggregate, nullptr);
      std::vector<store::DerivedRow> before;
      for (const auto& row : after) {
        auto is = store::read_derived(tx, row);
        if (!is.empty()) before.push_back({row.table, std::move(is)});
      }
      store::write_derived(tx, before, after);
    });
    return true;
  });
}

}  // namespace

Status bring_up_to_date(db::Database& database) {
  const int from = db::schema_version(database);
  if (auto migrated = db::migrate(database, store::migrations()); !migrated) return migrated;
  if (from != 0 && from < store::migrations().back().number) derive_anew(database);
  return {};
}

Result<Migrated> migrate_deployment(const Options& options) {
  const std::string name = "mingjing-migrate-" + std::to_string(::getpid());
  db::Options how;
  how.readers = 1;
  how.writers = 1;
  const auto database = db::open(with_name(options.db_url(), name), how);
  Migrated out;
  out.from = db::schema_version(*database);
  out.to = out.from;
  if (out.from == 0) return refuse(ErrorCode::not_found, "数据库是空的。请先运行 mingjing init 或 mingjing demo。");
  const int newest = store::migrations().back().number;
  if (out.from < newest) {
    const bool sqlite = database->dialect() == db::Dialect::sqlite;
    if (!sqlite && !alone(*database, name)) {
      return refuse(ErrorCode::conflict,
                    "还有别的程序连着这个数据库，结构没有升级。请停止所有 mingjing 服务和其他连接，再运行 mingjing migrate。");
    }
    const auto copy = options.data / ("before-migration-" + std::to_string(out.from) + "-" +
                                      std::to_string(SystemClock().now().unix_ms()) + (sqlite ? ".db" : ".pgdump"));
    if (auto kept = copy_database(*database, options, copy); !kept) return tl::make_unexpected(std::move(kept.error()));
    out.backup = copy.string();
  }
  if (auto migrated = bring_up_to_date(*database); !migrated) return tl::make_unexpected(std::move(migrated.error()));
  out.to = newest;
  return out;
}

int run_migrate(const Options& options) {
  if (!std::filesystem::exists(options.data)) {
    std::cerr << "没有数据文件夹 " << options.data.string() << "。\n";
    return kRefused;
  }
  const auto lock = FolderLock::take(options.data);
  if (!lock) {
    std::cerr << lock.error().message << "\n";
    return kRefused;
  }
  const auto done = migrate_deployment(options);
  if (!done) {
    std::cerr << done.error().message << "\n";
    return kRefused;
  }
  if (done->backup.empty()) {
    std::cout << "数据库结构已是最新：第 " << done->to << " 版。\n";
  } else {
    std::cout << "已从第 " << done->from << " 版升级到第 " << done->to << " 版。升级前的数据库备份在 " << done->backup
              << "，确认无误后可以删除。\n";
  }
  return kDone;
}

}  // namespace mingjing::app
