// SPDX-License-Identifier: Apache-2.0
#include "mingjing/export.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <iostream>

#include "base/bytes.h"
#include "base/json.h"
#include "mingjing/verify_pages.h"

namespace mingjing::app {
namespace {

const db::Statement kAgency{"audit_agency", "SELECT agency_id FROM agency_row WHERE uscc = $1"};
const db::Statement kEvents{
    "audit_events",
    "SELECT l.entry_index, l.number, e.salt, e.body FROM log_entry l JOIN event e ON e.agency_id = l.agency_id AND e.id = "
    "l.leaf_id WHERE l.kind = 'event' AND l.entry_index > $1 AND l.agency_id = $2 ORDER BY l.entry_index LIMIT $3"};

}  // namespace

Result<std::int64_t> export_audit(db::Database& database, const std::string& uscc, std::ostream& out) {
  std::int64_t rows = 0;
  std::string agency;
  database.read([&](db::Transaction& tx) {
    rows = 0;
    const auto found = tx.query(kAgency, {uscc});
    if (found.empty()) return;
    agency = found.text(0, 0);
    std::int64_t after = -1;
    for (;;) {
      const auto page = tx.query(kEvents, {after, agency, std::int64_t{1000}});
      for (std::size_t i = 0; i < page.size(); ++i) {
        JsonWriter line;
        line.open_object().member("index", page.integer(i, 0)).member("n", page.integer(i, 1));
        line.member("salt", to_hex(page.blob(i, 2)));
        line.key("event").raw(page.text(i, 3)).close_object();  // the committed bytes themselves
        out << line.take() << "\n";
        ++rows;
        after = page.integer(i, 0);
      }
      if (page.size() < 1000) return;
    }
  });
  if (agency.empty()) return refuse(ErrorCode::not_found, "没有统一社会信用代码为 " + uscc + " 的机关。");
  return rows;
}

int run_export_audit(const Options& options, const ExportAuditOptions& audit) {
  db::Options how;
  how.read_only = true;
  how.readers = 1;
  const auto database = db::open(options.db_url(), how);
  std::ofstream file;
  if (!audit.to.empty()) {
    // The events are not public: only the operator may read the file.
    const int fd = ::open(audit.to.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0) {
      std::cerr << "不能新建文件 " << audit.to << "，可能已经存在。\n";
      return kBadInput;
    }
    ::close(fd);
    file.open(audit.to, std::ios::binary | std::ios::trunc);
  }
  std::ostream& out = audit.to.empty() ? std::cout : file;
  const auto rows = export_audit(*database, audit.agency, out);
  if (!rows) {
    std::cerr << rows.error().message << "\n";
    return kRefused;
  }
  if (!out.flush()) throw Unavailable("cannot write " + audit.to, true);
  if (!audit.to.empty()) std::cout << "已导出 " << *rows << " 个事件。核对方法见 docs/audit.md。\n";
  return kDone;
}

}  // namespace mingjing::app
