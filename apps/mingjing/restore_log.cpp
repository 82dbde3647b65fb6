// SPDX-License-Identifier: Apache-2.0
#include "mingjing/restore_log.h"

#include <algorithm>
#include <map>

#include "base/json.h"
#include "crypto/hash.h"
#include "mingjing/verify_pages.h"
#include "tlog/checkpoint.h"
#include "tlog/entry.h"
#include "tlog/tile_reader.h"
#include "tlog/tree_writer.h"
#include "workers/log_statements.h"

namespace mingjing::app {
namespace {

namespace sql = workers::sql;

const db::Statement kEntries{
    "restore_entries",
    "SELECT entry_index, agency_id, leaf_id, position, kind, public_id, bytes FROM log_entry WHERE entry_index > $1 ORDER "
    "BY entry_index LIMIT $2"};
const db::Statement kLeaves{
    "restore_leaves",
    "SELECT agency_id, id, position, kind, public_id, members FROM leaf WHERE (agency_id, id, position) > ($1, $2, $3) "
    "ORDER BY agency_id, id, position LIMIT $4"};
const db::Statement kAgencies{"restore_agencies",
                              "SELECT agency_id, uscc FROM agency_row WHERE agency_id > $1 ORDER BY agency_id LIMIT $2"};
const db::Statement kPutHead{
    "restore_head",
    "UPDATE log_state SET origin = $1, size = $2, root = $3, epoch = epoch + 1, holder = '', lease_until = 0 WHERE id = 1"};
const db::Statement kEventTime{"restore_event_time", "SELECT recorded_at FROM event WHERE agency_id = $1 AND id = $2"};
const db::Statement kPutLeaf{
    "restore_leaf",
    "INSERT INTO leaf (agency_id, id, position, kind, public_id, members, queued_at) VALUES ($1, $2, $3, $4, $5, $6, $7) "
    "ON CONFLICT DO NOTHING"};
const db::Statement kClearEntries{"restore_clear_entries", "DELETE FROM log_entry WHERE entry_index >= 0"};
const db::Statement kClearCounters{"restore_clear_counters", "DELETE FROM log_counter WHERE agency_id <> ''"};
const db::Statement kClearCheckpoints{"restore_clear_checkpoints", "DELETE FROM checkpoint WHERE size >= 0"};
const db::Statement kClearCosignatures{"restore_clear_cosignatures", "DELETE FROM cosignature WHERE size >= 0"};
const db::Statement kClearStamps{"restore_clear_stamps", "DELETE FROM checkpoint_stamp WHERE stamped_at >= 0"};
const db::Statement kClearDays{"restore_clear_days", "DELETE FROM tally_day WHERE agency_id <> ''"};

// A tree that grows, with its roots at the sizes that somebody holds a checkpoint of.
struct Grown {
  explicit Grown(const std::vector<KeptLog>& kept) {
    for (const auto& log : kept) at[log.head.size] = tlog::empty_root();
  }
  void append(std::span<const std::string> entries) {
    while (!entries.empty()) {
      const auto next = at.upper_bound(tree.size());
      const auto room = next == at.end() ? entries.size() : static_cast<std::size_t>(next->first - tree.size());
      const auto some = entries.first(std::min(room, entries.size()));
      tree.append(some);
      entries = entries.subspan(some.size());
      if (const auto here = at.find(tree.size()); here != at.end()) here->second = tree.head().root;
    }
  }
  tlog::TreeWriter tree;
  std::map<std::uint64_t, tlog::Hash> at;
};

// The whole tree of the database, hashed anew.
Grown hash_entries(db::Transaction& tx, const std::vector<KeptLog>& kept) {
  constexpr std::size_t kBatch = 4096;
  Grown out(kept);
  std::vector<std::string> batch;
  for (Pages rows(tx, kEntries, {std::int64_t{-1}}); !rows.at_end(); rows.next()) {
    batch.push_back(rows.text(6));
    if (batch.size() < kBatch) continue;
    out.append(batch);
    batch.clear();
  }
  out.append(batch);
  return out;
}

std::string commit_of(const tlog::Entry& entry, std::string& public_id) {
  return std::visit(
      [&](const auto& e) -> std::string {
        using E = std::decay_t<decltype(e)>;
        if constexpr (std::is_same_v<E, tlog::EventEntry>) return "event/" + crypto::digest_text(e.commit);
        if constexpr (std::is_same_v<E, tlog::WithheldEntry>) return "withheld/" + crypto::digest_text(e.commit);
        if constexpr (std::is_same_v<E, tlog::PublicationEntry>) {
          public_id = e.id;
          return "publication/" + crypto::digest_text(e.digest);
        }
        if constexpr (std::is_same_v<E, tlog::UpdateEntry>) {
          public_id = e.id;
          return "update/" + crypto::digest_text(e.digest);
        }
        if constexpr (std::is_same_v<E, tlog::TakedownEntry>) {
          public_id = e.id;
          return "takedown/" + e.id + "/" + e.reason;
        }
        return {};
      },
      entry);
}

std::string commit_of_leaf(const std::string& kind, const std::string& public_id, const Json& members) {
  if (kind == "event" || kind == "withheld") return kind + "/" + members.text("commit");
  if (kind == "takedown") return kind + "/" + public_id + "/" + members.text("reason");
  return kind + "/" + members.text("digest");
}

struct Place {
  std::string agency, id;
  std::int64_t position = 0;
  std::string public_id;
};

class Continuation {
 public:
  Continuation(db::Transaction& tx, tlog::TreeWriter tree) : tx_(tx), tree_(std::move(tree)) {
    for (Pages rows(tx, kAgencies, {std::string()}); !rows.at_end(); rows.next()) agencies_[rows.text(1)] = rows.text(0);
    for (Pages rows(tx, kLeaves, {std::string(), std::string(), std::int64_t{-1}}); !rows.at_end(); rows.next()) {
      const auto members = parse_json(rows.text(5));
      if (!members) continue;
      waiting_[commit_of_leaf(rows.text(3), rows.text(4), *members)] = {rows.text(0), rows.text(1), rows.integer(2),
                                                                        rows.text(4)};
    }
  }

  // An entry that was signed after the backup. Refused: it is no entry, or of an agency that the backup does not know.
  Status add(const std::string& bytes, Continued& out) {
    const auto entry = tlog::parse_entry(bytes);
    if (!entry) return refuse(ErrorCode::conflict, "日志第 " + std::to_string(tree_.size()) + " 条读不成：" + entry.error().message);
    Row row;
    row.kind = kind_of(*entry);
    std::string public_id;
    const std::string commit = commit_of(*entry, public_id);
    row.public_id = public_id;
    row.leaf = row.kind + "/" + std::to_string(tree_.size());
    std::visit([&](const auto& e) { describe(e, row); }, *entry);
    if (!commit.empty()) {
      if (const auto found = waiting_.find(commit); found != waiting_.end()) {
        row.agency = found->second.agency;
        row.leaf = found->second.id;
        row.position = found->second.position;
        row.public_id = found->second.public_id;
        tx_.later(sql::kForget, {row.agency, row.leaf, row.position});
        waiting_.erase(found);
      } else {
        row.leaf = "lost/" + std::to_string(tree_.size());
        ++out.lost;
        if (row.kind != "event") out.public_lost.push_back(row.kind + " " + row.public_id);
      }
    }
    insert(row, bytes);
    return {};
  }

  void finish(Continued& out) {
    const std::string bytes =
        tlog::entry_bytes(tlog::RestoreEntry{static_cast<std::int64_t>(out.from), static_cast<std::int64_t>(out.to)});
    Row row;
    row.kind = "restore";
    row.leaf = "restore/" + std::to_string(tree_.size());
    insert(row, bytes);
    for (const auto& [agency, numbers] : counters_) tx_.later(sql::kPutCounters, {agency, numbers.first, numbers.second});
    const auto head = tree_.head();
    const auto state = tx_.query(sql::kState, {});
    tx_.execute(kPutHead, {state.text(0, 0), static_cast<std::int64_t>(head.size), db::Blob{std::string(tlog::view(head.root))}});
  }

 private:
  struct Row {
    std::string agency, leaf, kind, public_id;
    std::int64_t position = 0, number = 0;
  };
  static std::string kind_of(const tlog::Entry& entry) {
    static constexpr const char* kKinds[] = {"event",   "publication", "update", "withheld", "takedown",
                                             "tally", "restore",     "key",    "new_log"};
    return kKinds[entry.index()];
  }
  std::pair<std::int64_t, std::int64_t>& counters(const std::string& code, Row& row) {
    const auto known = agencies_.find(code);
    row.agency = known == agencies_.end() ? "unknown/" + code : known->second;
    auto [at, fresh] = counters_.try_emplace(row.agency);
    if (fresh) {
      const auto rows = tx_.query(sql::kCounters, {row.agency});
      if (!rows.empty()) at->second = {rows.integer(0, 0), rows.integer(0, 1)};
    }
    return at->second;
  }
  void describe(const tlog::EventEntry& e, Row& row) { counters(e.agency, row).first = row.number = e.n; }
  void describe(const tlog::PublicationEntry& e, Row& row) { counters(e.agency, row).second = row.number = e.seq; }
  void describe(const tlog::WithheldEntry& e, Row& row) { counters(e.agency, row).second = row.number = e.seq; }
  void describe(const tlog::UpdateEntry& e, Row& row) {
    counters(e.agency, row);
    row.number = e.of;
  }
  void describe(const tlog::TakedownEntry& e, Row& row) {
    counters(e.agency, row);
    row.number = e.seq;
  }
  void describe(const tlog::TallyEntry& e, Row& row) {
    counters(e.agency, row);
    row.public_id = e.day.text();
    tx_.later(sql::kOpenDay, {row.agency, e.day.text()});
    tx_.later(sql::kCloseDay, {row.agency, e.day.text()});
  }
  template <class Other>
  void describe(const Other&, Row&) {}

  void insert(const Row& row, const std::string& bytes) {
    tx_.later(sql::kInsertEntry, {static_cast<std::int64_t>(tree_.size()), row.agency, row.leaf, row.position, row.kind,
                                  row.public_id, row.number, bytes});
    tree_.append(std::span(&bytes, 1));
  }

  db::Transaction& tx_;
  tlog::TreeWriter tree_;
  std::map<std::string, std::string> agencies_;  // credit code → id
  std::map<std::string, Place> waiting_;         // what the leaf says → where it waits
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> counters_;
};

// Entries [from, to) from whichever folder has them.
std::optional<std::vector<std::string>> read_entries(const std::vector<KeptLog>& kept, std::uint64_t from, std::uint64_t to) {
  std::vector<std::string> out;
  for (std::uint64_t at = from; at < to;) {
    bool found = false;
    for (const auto& log : kept) {
      if (log.head.size <= at) continue;
      const tlog::TileReader reader(log.source->tiles(), log.head.size);
      const auto bundle = reader.bundle(at / tlog::kTileWidth);
      if (!bundle) continue;
      for (std::uint64_t i = at % tlog::kTileWidth; i < bundle->size() && at < to; ++i, ++at) out.push_back((*bundle)[i]);
      found = true;
      break;
    }
    if (!found) return std::nullopt;
  }
  return out;
}

// Every checkpoint that was found is of the log that goes on: a shorter one that is not shows that the log forked.
Status one_log(const std::vector<KeptLog>& kept, const Grown& grown, std::uint64_t in_backup) {
  for (const auto& known : kept) {
    if (grown.at.at(known.head.size) == known.head.root) continue;
    const std::string size = std::to_string(known.head.size);
    if (known.head.size <= in_backup) {
      return refuse(ErrorCode::conflict, "备份与锚点 " + known.source->where() + " 在第 " + size + " 条处不一致：其中之一被改过。请核对后再恢复。");
    }
    if (&known == &kept.front()) {
      return refuse(ErrorCode::conflict, "找到的日志条目推不出锚点 " + known.source->where() + " 的根。请核对锚点和瓦片。");
    }
    return refuse(ErrorCode::conflict, "检查点 " + known.source->where() + "（" + size + " 条）与锚点 " + kept.front().source->where() +
                                           " 不是同一本日志：日志分过叉，或者其中之一被改过。请核对哪一份公布过，把另一份移走，再恢复。");
  }
  return {};
}

Json leaf_members(const tlog::Entry& entry) {
  return std::visit(
      [](const auto& e) -> Json {
        using E = std::decay_t<decltype(e)>;
        if constexpr (std::is_same_v<E, tlog::EventEntry>) return Json::object({{"commit", crypto::digest_text(e.commit)}});
        if constexpr (std::is_same_v<E, tlog::WithheldEntry>) {
          return Json::object({{"commit", crypto::digest_text(e.commit)}, {"ground", e.ground}});
        }
        if constexpr (std::is_same_v<E, tlog::PublicationEntry>) return Json::object({{"digest", crypto::digest_text(e.digest)}});
        if constexpr (std::is_same_v<E, tlog::UpdateEntry>) {
          return Json::object({{"digest", crypto::digest_text(e.digest)}, {"n", e.n}});
        }
        if constexpr (std::is_same_v<E, tlog::TakedownEntry>) return Json::object({{"reason", e.reason}});
        return Json();
      },
      entry);
}

}  // namespace

Result<std::vector<KeptLog>> kept_logs(const std::vector<std::filesystem::path>& own,
                                       std::vector<AnchorSource> anchors, std::span<const tlog::NoteVerifier> keys,
                                       const std::string& origin) {
  std::vector<KeptLog> out;
  const auto add = [&](AnchorSource&& anchor, bool must_be_there) -> Status {
    auto source = std::make_shared<AnchorSource>(std::move(anchor));
    auto note = source->checkpoint();
    if (!note) {
      if (!must_be_there) return {};
      return refuse(note.error().code, note.error().message + "没有它就恢复，可能使日志分叉；读得到它，或去掉这个 --anchor 或 --witness 之后再恢复。");
    }
    if (!*note) return {};
    Result<tlog::SignedCheckpoint> opened = refuse(ErrorCode::digest_mismatch, "");
    for (const auto& key : keys) {
      if (!opened) opened = tlog::open_checkpoint(**note, key, origin);
    }
    if (!opened) {
      return refuse(ErrorCode::conflict, "锚点 " + source->where() + " 不是本日志签发的检查点。请确认它和密钥属于同一个系统。");
    }
    source->expect(opened->checkpoint.head.size);
    out.push_back({std::move(source), std::move(**note), opened->checkpoint.head});
    return {};
  };
  for (const auto& folder : own) {
    if (auto added = add(AnchorSource(folder.string()), false); !added) return tl::make_unexpected(added.error());
  }
  for (auto& anchor : anchors) {
    if (auto added = add(std::move(anchor), true); !added) return tl::make_unexpected(added.error());
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.head.size > b.head.size; });
  return out;
}

Result<Continued> continue_log(db::Database& database, const std::vector<KeptLog>& kept) {
  return database.command<Continued>([&](db::Transaction& tx) -> Result<Continued> {
    const tlog::TreeHead newest = kept.empty() ? tlog::TreeHead{} : kept.front().head;
    auto grown = hash_entries(tx, kept);
    Continued out;
    out.from = grown.tree.size();
    out.to = std::max<std::uint64_t>(newest.size, out.from);
    Continuation log(tx, grown.tree);
    std::vector<std::string> since;
    if (newest.size > out.from) {
      auto entries = read_entries(kept, out.from, newest.size);
      if (!entries) {
        return refuse(ErrorCode::conflict, "锚点 " + kept.front().source->where() + " 记录日志有 " + std::to_string(newest.size) +
                                               " 条，备份里只有 " + std::to_string(out.from) +
                                               " 条，中间的条目在数据文件夹、锚点和备份里都找不到。请找来保存有日志瓦片的副本作 "
                                               "--anchor，或用 --new-log 另起一个日志。");
      }
      since = std::move(*entries);
      grown.append(since);
    }
    if (auto one = one_log(kept, grown, out.from); !one) return tl::make_unexpected(one.error());
    for (const auto& bytes : since) {
      if (auto added = log.add(bytes, out); !added) return tl::make_unexpected(added.error());
    }
    log.finish(out);
    for (const auto& known : kept) {
      tx.execute(sql::kPutCheckpoint, {static_cast<std::int64_t>(known.head.size),
                                       db::Blob{std::string(tlog::view(known.head.root))}, known.note,
                                       SystemClock().now().unix_ms()});
    }
    return out;
  });
}

Status begin_new_log(db::Database& database, const std::string& origin, const std::vector<KeptLog>& kept) {
  Status outcome;
  database.write([&](db::Transaction& tx) {
    outcome = {};
    const auto state = tx.query(sql::kState, {});
    tlog::NewLogEntry first;
    first.origin = state.text(0, 0);
    first.size = state.integer(0, 1);
    first.root = tlog::to_hash(state.blob(0, 2)).value_or(tlog::empty_root());
    if (!kept.empty() && kept.front().head.size > static_cast<std::uint64_t>(first.size)) {
      first.size = static_cast<std::int64_t>(kept.front().head.size);
      first.root = kept.front().head.root;
    }
    for (Pages rows(tx, kEntries, {std::int64_t{-1}}); !rows.at_end(); rows.next()) {
      const auto entry = tlog::parse_entry(rows.text(6));
      const Json members = entry ? leaf_members(*entry) : Json();
      if (members.is_null() || rows.text(2).starts_with("lost/")) continue;
      const auto time = tx.query(kEventTime, {rows.text(1), rows.text(2)});
      if (time.empty()) continue;
      tx.later(kPutLeaf, {rows.text(1), rows.text(2), rows.integer(3), rows.text(4), rows.text(5), canonical(members),
                          time.integer(0, 0)});
    }
    for (const auto* clear : {&kClearEntries, &kClearCounters, &kClearCheckpoints, &kClearCosignatures, &kClearStamps, &kClearDays}) tx.execute(*clear, {});
    const std::string bytes = tlog::entry_bytes(first);
    tlog::TreeWriter tree;
    tree.append(std::span(&bytes, 1));
    tx.execute(sql::kInsertEntry, {std::int64_t{0}, std::string(), std::string("new_log/0"), std::int64_t{0},
                                   std::string("new_log"), std::string(), std::int64_t{0}, bytes});
    tx.execute(kPutHead, {origin, std::int64_t{1}, db::Blob{std::string(tlog::view(tree.head().root))}});
    return true;
  });
  return outcome;
}

}  // namespace mingjing::app
