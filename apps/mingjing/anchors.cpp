// SPDX-License-Identifier: Apache-2.0
#include "mingjing/anchors.h"

#include <algorithm>
#include <filesystem>

#include "http/metrics.h"
#include "tlog/checkpoint.h"
#include "tlog/folder_tile_store.h"
#include "tlog/tile_reader.h"
#include "tlog/tree_writer.h"
#include "workers/log_statements.h"

namespace mingjing::app {
namespace {

std::int64_t real_now() { return SystemClock().now().unix_ms(); }

// The root at a size, out of the tiles; where they are damaged or behind, out of the entries themselves.
std::optional<tlog::Hash> root_at(System& system, std::uint64_t size) {
  if (const auto root = tlog::TileReader(system.tiles(), size).root()) return *root;
  tlog::TreeWriter tree;
  system.database().read([&](db::Transaction& tx) {
    tree = {};
    std::vector<std::string> batch;
    tx.each(workers::sql::kRange, {std::int64_t{0}, static_cast<std::int64_t>(size)}, [&](const db::Row& row) {
      batch.emplace_back(row.text(0));
      if (batch.size() == 4096) {
        tree.append(batch);
        batch.clear();
      }
      return true;
    });
    tree.append(batch);
  });
  if (tree.size() != size) return std::nullopt;
  return tree.head().root;
}

std::optional<tlog::TreeHead> head_of(const std::string& note) {
  const auto parsed = tlog::parse_note(note);
  if (!parsed) return std::nullopt;
  const auto checkpoint = tlog::parse_checkpoint_text(parsed->text);
  if (!checkpoint) return std::nullopt;
  return checkpoint->head;
}

constexpr std::size_t kTilesAtOnce = 256;

}  // namespace

Status compare_with_anchor(System& system, const std::string& where, const std::string& note) {
  if (!tlog::NoteVerifier::parse(system.vkey())) return invalid("日志的公钥不能读取，无法核对锚点。");
  const auto anchor = system.log_keys().open(note, system.origin());
  if (!anchor) {
    return refuse(ErrorCode::conflict, "锚点 " + where + " 不是本日志签发的检查点。请确认数据文件夹和锚点是同一个系统的。");
  }
  std::uint64_t size = 0;
  system.database().read([&](db::Transaction& tx) {
    const auto rows = tx.query(workers::sql::kState, {});
    if (!rows.empty()) size = static_cast<std::uint64_t>(rows.integer(0, 1));
  });
  const auto& head = anchor->checkpoint.head;
  if (head.size > size) {
    return refuse(ErrorCode::conflict, "锚点 " + where + " 记录的日志有 " + std::to_string(head.size) + " 条，数据库里只有 " +
                                           std::to_string(size) +
                                           " 条：数据库可能被退回到旧状态。请不要启动；找回较新的数据库，或用 mingjing restore "
                                           "从备份接着锚点恢复。");
  }
  if (head.size == 0) return {};
  if (root_at(system, head.size) != head.root) {
    return refuse(ErrorCode::conflict, "锚点 " + where + " 与日志在第 " + std::to_string(head.size) +
                                           " 条处不一致：日志可能被改写。请不要启动，并请安全管理员核对。");
  }
  return {};
}

Status mirror_log(const tlog::TileStore& from, const std::string& note, const std::string& folder) {
  const auto head = head_of(note);
  if (!head) return invalid("检查点读不成，没有写进锚点 " + folder + "。");
  tlog::FolderTileStore to(folder);
  if (const auto there = to.read("checkpoint")) {
    const auto kept = head_of(*there);
    if (kept && kept->size > head->size) return {};
  }
  const std::uint64_t held = std::min(tlog::stored_size(to), head->size);
  tlog::TileBatch batch;
  const auto flush = [&]() -> Status {
    auto applied = to.apply(batch);
    batch = {};
    return applied;
  };
  for (int level = tlog::kEntriesLevel; tlog::hashes_at_level(head->size, level) > 0; ++level) {
    for (std::uint64_t index = tlog::hashes_at_level(held, level) / tlog::kTileWidth;; ++index) {
      const unsigned width = tlog::tile_width(head->size, level, index);
      if (width == 0) break;
      auto bytes = tlog::read_tile(from, {level, index, width});
      if (!bytes) return tl::make_unexpected(std::move(bytes.error()));
      batch.writes.push_back({tlog::tile_path({level, index, width}), std::move(*bytes)});
      const auto narrower = to.widest_partial(level, index);
      if (narrower && *narrower < width) batch.removals.push_back(tlog::tile_path({level, index, *narrower}));
      if (batch.writes.size() < kTilesAtOnce) continue;
      if (auto applied = flush(); !applied) return applied;
    }
  }
  if (const auto vkey = from.read("vkey")) batch.writes.push_back({"vkey", *vkey});
  batch.writes.push_back({"checkpoint", note});
  return flush();
}

Anchors::Anchors(System& system, const std::vector<std::string>& anchors, std::function<void(const std::string&)> report,
                 std::vector<AnchorSource> witnesses)
    : system_(system), report_(std::move(report)) {
  for (const auto& anchor : anchors) anchors_.push_back({AnchorSource(anchor), 0, false, false, {}, {}});
  for (auto& witness : witnesses) anchors_.push_back({std::move(witness), 0, false, true, {}, {}});
}

Status Anchors::check() {
  if (const auto own = system_.tiles().read("checkpoint")) {
    const std::string where = (system_.options().data / "log" / "checkpoint").string();
    if (auto same = compare_with_anchor(system_, where, *own); !same) return same;
  }
  for (auto& anchor : anchors_) {
    if (auto same = ask(anchor); !same) return same;
  }
  return {};
}

void Anchors::round(std::int64_t every_ms) {
  if (ask_all_.exchange(false)) every_ms = 0;
  for (auto& anchor : anchors_) {
    if (contradiction()) return;
    const bool due = real_now() - anchor.asked_at >= (anchor.silent ? std::min<std::int64_t>(every_ms, 10'000) : every_ms);
    if (anchor.source.is_address() && !due) continue;
    if (auto same = ask(anchor); !same) {
      report_(same.error().message + "从现在起不再给日志编号和签名。");
      std::lock_guard lock(mutex_);
      contradiction_ = same.error().message;
      return;
    }
    if (!anchor.silent && !anchor.source.is_address()) mirror(anchor);
  }
}

// The note is read before the database's size, so a log that grows meanwhile is no contradiction.
Status Anchors::ask(Kept& anchor) {
  const auto note = anchor.source.checkpoint();
  anchor.asked_at = real_now();
  if (!note && note.error().code == ErrorCode::bad_request) return tl::make_unexpected(note.error());
  if (anchor.silent != !note) {
    anchor.silent = !note;
    const std::string kind = anchor.is_witness ? "见证方" : "锚点";
    report_(note ? kind + "又能读到了：" + anchor.source.where()
                 : "警告：" + note.error().message + "暂不核对这个" + kind + "，稍后再试；它若与日志矛盾，将停止编号。");
    std::lock_guard lock(mutex_);
    if (!anchor.is_witness) silent_ += note ? std::size_t(-1) : 1;
  }
  if (!note || !note->has_value() || **note == anchor.seen) return {};
  if (auto same = compare_with_anchor(system_, anchor.source.where(), **note); !same) return same;
  anchor.seen = **note;
  return {};
}

void Anchors::mirror(Kept& anchor) {
  const auto note = system_.tiles().read("checkpoint");
  if (!note || *note == anchor.mirrored) return;
  try {
    const auto done = mirror_log(system_.tiles(), *note, anchor.source.where());
    if (done) {
      anchor.mirrored = *note;
      anchor.seen = *note;
    } else {
      report_("锚点没有写成：" + anchor.source.where() + "。" + done.error().message);
    }
  } catch (const Unavailable& broken) {
    report_("锚点写不进，稍后再试：" + anchor.source.where() + "（" + broken.what() + "）");
  }
}

std::optional<std::string> Anchors::contradiction() const {
  std::lock_guard lock(mutex_);
  return contradiction_;
}

std::int64_t Anchors::configured() const {
  return std::count_if(anchors_.begin(), anchors_.end(), [](const auto& anchor) { return !anchor.is_witness; });
}

Anchors::Counts Anchors::counts() const {
  const std::lock_guard lock(mutex_);
  return {configured(), static_cast<std::int64_t>(silent_)};
}

std::string Anchors::metrics() const {
  std::lock_guard lock(mutex_);
  http::PrometheusText out;
  out.gauge("mingjing_anchors", "Anchors configured.", static_cast<double>(configured()));
  out.gauge("mingjing_anchors_silent", "Anchors that cannot be read now.", static_cast<double>(silent_));
  out.gauge("mingjing_anchor_contradiction", "1 when an anchor contradicts the log; sequencing has stopped.",
            contradiction_ ? 1 : 0);
  return out.take();
}

}  // namespace mingjing::app
