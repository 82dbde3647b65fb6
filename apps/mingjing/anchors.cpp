// SPDX-License-Identifier: Apache-2.0
#include "mingjing/anchors.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "tlog/checkpoint.h"
#include "tlog/tile_reader.h"
#include "workers/log_statements.h"

namespace mingjing::app {
namespace {

std::optional<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

bool is_address(const std::string& anchor) { return anchor.starts_with("http://") || anchor.starts_with("https://"); }

// Reads an anchor; another server's address is asked through curl-less plain HTTP by an operator's mirror job, so here
// only folders are read and addresses are left to `verify --checkpoint FILE`.
std::optional<std::string> read_anchor(const std::string& anchor) {
  if (is_address(anchor)) return std::nullopt;
  return read_file(std::filesystem::path(anchor) / "checkpoint");
}

Status compare(System& system, const std::string& where, const std::string& note) {
  const auto key = tlog::NoteVerifier::parse(system.vkey());
  if (!key) return invalid("日志的公钥不能读取，无法核对锚点。");
  const auto anchor = tlog::open_checkpoint(note, *key, system.origin());
  if (!anchor) return refuse(ErrorCode::conflict, "锚点 " + where + " 不是本日志签发的检查点。请确认数据文件夹和锚点是同一个系统的。");
  std::uint64_t size = 0;
  system.database().read([&](db::Transaction& tx) {
    const auto rows = tx.query(workers::sql::kState, {});
    if (!rows.empty()) size = static_cast<std::uint64_t>(rows.integer(0, 1));
  });
  const auto& head = anchor->checkpoint.head;
  if (head.size > size) {
    return refuse(ErrorCode::conflict,
                  "锚点 " + where + " 记录的日志有 " + std::to_string(head.size) + " 条，数据库里只有 " +
                      std::to_string(size) +
                      " 条：数据库可能被退回到旧状态。请不要启动；找回较新的数据库，或用 mingjing restore 从备份接着锚点恢复。");
  }
  if (head.size == 0) return {};
  // The root at the anchor's size, from the tiles; the tiles are checked against the entries by `verify`.
  const tlog::TileReader reader(system.tiles(), head.size);
  const auto root = reader.root();
  if (root && *root != head.root) {
    return refuse(ErrorCode::conflict, "锚点 " + where + " 与日志在第 " + std::to_string(head.size) +
                                           " 条处不一致：日志可能被改写。请不要启动，并请安全管理员核对。");
  }
  return {};
}

}  // namespace

Status check_anchors(System& system, const std::vector<std::string>& anchors) {
  std::vector<std::string> all = {(system.options().data / "log").string()};
  all.insert(all.end(), anchors.begin(), anchors.end());
  for (const auto& anchor : all) {
    const auto note = read_anchor(anchor);
    if (!note) {
      if (anchor != all.front()) std::cerr << "锚点读不到，跳过：" << anchor << std::endl;
      continue;
    }
    if (auto same = compare(system, anchor, *note); !same) return same;
  }
  return {};
}

void keep_anchors(System& system, const std::vector<std::string>& anchors) {
  const auto note = system.tiles().read("checkpoint");
  if (!note) return;
  for (const auto& anchor : anchors) {
    if (is_address(anchor)) continue;
    const auto target = std::filesystem::path(anchor) / "checkpoint";
    const auto temporary = std::filesystem::path(anchor) / ".checkpoint.new";
    std::error_code problem;
    {
      std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
      out << *note;
      if (!out.flush()) continue;
    }
    std::filesystem::rename(temporary, target, problem);
    if (problem) std::cerr << "锚点写不进：" << anchor << std::endl;
  }
}

}  // namespace mingjing::app
