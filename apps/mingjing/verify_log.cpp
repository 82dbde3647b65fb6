// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>
#include <tuple>

#include "mingjing/verify_pages.h"
#include "mingjing/verify_parts.h"
#include "tlog/checkpoint.h"
#include "tlog/entry.h"
#include "tlog/tree_writer.h"
#include "workers/log_statements.h"

namespace mingjing::app {
namespace {

const db::Statement kEntries{
    "verify_log_entries",
    "SELECT entry_index, agency_id, leaf_id, kind, public_id, number, bytes FROM log_entry WHERE entry_index > $1 ORDER BY "
    "entry_index LIMIT $2"};
const db::Statement kCheckpoints{
    "verify_checkpoints", "SELECT size, root, note FROM checkpoint WHERE size > $1 ORDER BY size LIMIT $2"};
const db::Statement kCounters{
    "verify_log_counters",
    "SELECT agency_id, events, decisions FROM log_counter WHERE agency_id > $1 ORDER BY agency_id LIMIT $2"};
const db::Statement kDayLogged{
    "verify_tally_day",
    "SELECT t.logged, (SELECT count(*) FROM leaf l WHERE l.agency_id = t.agency_id AND l.queued_at >= $3 AND l.queued_at < "
    "$4) FROM tally_day t WHERE t.agency_id = $1 AND t.civil_day = $2"};
const db::Statement kAgencies{
    "verify_agency_codes", "SELECT agency_id, uscc FROM agency_row WHERE agency_id > $1 ORDER BY agency_id LIMIT $2"};

constexpr std::size_t kBatch = 8192;

// The numbers of one agency, as the entries have them so far.
struct Numbers {
  std::int64_t events = 0, decisions = 0;
  std::unordered_map<std::string, std::int64_t> published;  // public id → seq
};

class EntryCheck {
 public:
  EntryCheck(VerifyReport& report, std::map<std::string, std::string> codes) : report_(report), codes_(std::move(codes)) {}

  void check(const Pages& row) {
    const std::int64_t index = row.integer(0);
    place_ = std::to_string(index);
    leaf_ = row.text(2);
    const auto entry = tlog::parse_entry(row.text(6));
    if (!entry) return fault("条目读不成：" + entry.error().message);
    row_ = &row;
    if (leaf_.starts_with("lost/")) {
      lost_.push_back(index);
      ++lost_events_[row.text(1)];
    }
    std::visit([this](const auto& e) { take(e); }, *entry);
  }

  void finish(db::Transaction& tx) {
    for (const auto index : lost_) {
      const bool declared = std::any_of(restores_.begin(), restores_.end(),
                                        [&](const auto& r) { return index >= r.first && index < r.second; });
      if (!declared) report_.add("log_entry", std::to_string(index), {}, "标为恢复前丢失，日志里却没有这样的 restore 条目");
    }
    for (const auto& [place, tally] : tallies_) check_tally(tx, place.first, place.second, tally);
    std::set<std::string> seen;
    for (Pages rows(tx, kCounters, {std::string()}); !rows.at_end(); rows.next()) {
      const auto& have = numbers_[rows.text(0)];
      seen.insert(rows.text(0));
      if (rows.integer(1) != have.events || rows.integer(2) != have.decisions) {
        report_.add("log_counter", rows.text(0), {},
                    "计数器为 " + std::to_string(rows.integer(1)) + "、" + std::to_string(rows.integer(2)) + "，条目里最大为 " +
                        std::to_string(have.events) + "、" + std::to_string(have.decisions));
      }
    }
    for (const auto& [agency, have] : numbers_) {
      if (!seen.contains(agency)) report_.add("log_counter", agency, {}, "计数器不在");
    }
  }

 private:
  struct Tally {
    tlog::TallyEntry entry;
    std::int64_t index = 0;
    std::int64_t lost = 0;  // entries of the agency before it whose events a restore declared lost
  };

  // The last tally of a day against the events of the day, unless more of them are on their way.
  void check_tally(db::Transaction& tx, const std::string& agency, Date day, const Tally& tally) {
    const std::int64_t begin = Instant::beijing(day).unix_ms(), end = Instant::beijing(day + 1).unix_ms();
    const auto logged = tx.query(kDayLogged, {agency, day.text(), begin, end});
    if (logged.empty() || logged.integer(0, 0) == 0 || logged.integer(0, 1) > 0) return;
    std::map<std::string, std::int64_t> counted;
    std::int64_t events = 0;
    const auto rows = tx.query(workers::sql::kDayCounts, {agency, begin, end});
    for (std::size_t i = 0; i < rows.size(); ++i) {
      counted[rows.text(i, 0)] = rows.integer(i, 1);
      events += rows.integer(i, 1);
    }
    const std::tuple<std::string_view, std::int64_t, std::int64_t> all[] = {
        {"events", tally.entry.events, events},
        {"decided", tally.entry.decided, counted["decide"]},
        {"published", tally.entry.published, counted["approve_publication"]},
        {"withheld", tally.entry.withheld, counted["withhold_publication"]},
        {"taken_down", tally.entry.taken_down, counted["take_down_publication"]}};
    for (const auto& [name, said, there] : all) {
      if (said >= there && said <= there + tally.lost) continue;
      report_.add("log_entry", std::to_string(tally.index), {},
                  day.text() + " 的日计数 " + std::string(name) + " 为 " + std::to_string(said) + "，当天的事件有 " +
                      std::to_string(there) + " 件");
    }
  }

  void fault(const std::string& differs) { report_.add("log_entry", place_, leaf_, differs); }
  void column(std::string_view name, bool same) {
    if (!same) fault(std::string(name) + " 列与条目不符");
  }
  Numbers& of(const std::string& code, std::string_view kind, std::int64_t number) {
    const std::string& agency = row_->text(1);
    column("kind", row_->text(3) == kind);
    column("number", row_->integer(5) == number);
    const auto known = codes_.find(agency);
    column("agency_id", known != codes_.end() && known->second == code);
    return numbers_[agency];
  }
  void next_event(Numbers& numbers, std::int64_t n) {
    if (n != numbers.events + 1) fault("n 为 " + std::to_string(n) + "，应为 " + std::to_string(numbers.events + 1));
    numbers.events = n;
  }
  void next_decision(Numbers& numbers, std::int64_t seq) {
    if (seq != numbers.decisions + 1) fault("seq 为 " + std::to_string(seq) + "，应为 " + std::to_string(numbers.decisions + 1));
    numbers.decisions = seq;
  }
  void refers(Numbers& numbers, const std::string& id, std::int64_t seq) {
    const auto found = numbers.published.find(id);
    column("public_id", row_->text(4) == id);
    if (found == numbers.published.end() || found->second != seq) fault("所指的公示 seq " + std::to_string(seq) + " 不在前面");
  }

  void take(const tlog::EventEntry& e) { next_event(of(e.agency, "event", e.n), e.n); }
  void take(const tlog::PublicationEntry& e) {
    auto& numbers = of(e.agency, "publication", e.seq);
    next_decision(numbers, e.seq);
    column("public_id", row_->text(4) == e.id);
    if (!numbers.published.emplace(e.id, e.seq).second) fault("同一决定公示了两次：" + e.id);
  }
  void take(const tlog::WithheldEntry& e) { next_decision(of(e.agency, "withheld", e.seq), e.seq); }
  void take(const tlog::UpdateEntry& e) { refers(of(e.agency, "update", e.of), e.id, e.of); }
  void take(const tlog::TakedownEntry& e) { refers(of(e.agency, "takedown", e.seq), e.id, e.seq); }
  void take(const tlog::TallyEntry& e) {
    of(e.agency, "tally", 0);
    tallies_[{row_->text(1), e.day}] = {e, row_->integer(0), lost_events_[row_->text(1)]};
  }
  void take(const tlog::RestoreEntry& e) {
    column("kind", row_->text(3) == "restore");
    restores_.emplace_back(e.from, e.to);
  }
  void take(const tlog::KeyEntry&) { column("kind", row_->text(3) == "key"); }
  void take(const tlog::NewLogEntry&) {
    column("kind", row_->text(3) == "new_log");
    if (place_ != "0") fault("new_log 只能是第一个条目");
  }

  VerifyReport& report_;
  const std::map<std::string, std::string> codes_;  // agency → credit code
  std::map<std::string, Numbers> numbers_;
  std::vector<std::pair<std::int64_t, std::int64_t>> restores_;
  std::vector<std::int64_t> lost_;
  std::map<std::string, std::int64_t> lost_events_;                // by agency, so far
  std::map<std::pair<std::string, Date>, Tally> tallies_;          // the last of each day
  std::string place_, leaf_;
  const Pages* row_ = nullptr;
};

// Tiles on disk against those that the entries make.
class TileCheck {
 public:
  TileCheck(const tlog::TileStore& tiles, VerifyReport& report, std::uint64_t published)
      : tiles_(tiles), report_(report), published_(published) {}

  void take(const tlog::TileBatch& batch) {
    for (const auto& write : batch.writes) {
      const auto id = tlog::parse_tile_path(write.path);
      if (!id) continue;
      if (id->is_full()) compare(*id, write.bytes);
      else edge_[id->level] = write;
    }
  }
  void finish(std::uint64_t size) {
    for (const auto& [level, write] : edge_) {
      const auto id = tlog::parse_tile_path(write.path);
      if (id->width == tlog::tile_width(size, id->level, id->index)) compare(*id, write.bytes);
    }
  }

 private:
  void compare(const tlog::TileId& id, const std::string& bytes) {
    for (int attempt = 0;; ++attempt) {
      const auto stored = tlog::read_tile(tiles_, id);
      if (stored && *stored == bytes) return;
      if (stored) return report_.add("tile", tlog::tile_path(id), {}, "与日志条目推算的不符：瓦片被换过");
      // A wider partial tile may just have replaced this one.
      if (attempt == 3) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    std::uint64_t end = id.index * tlog::kTileWidth + id.width;
    for (int level = std::max(id.level, 0); level > 0; --level) end *= tlog::kTileWidth;
    if (end <= published_) report_.add("tile", tlog::tile_path(id), {}, "瓦片不在或残缺；启动服务会由条目重建");
  }

  const tlog::TileStore& tiles_;
  VerifyReport& report_;
  const std::uint64_t published_;
  std::map<int, tlog::TileBatch::Write> edge_;
};

// Somebody states that the tree had this root at this size.
struct Claim {
  tlog::TreeHead head;
  std::string table, key;
  bool is_signed = false;
};

std::optional<tlog::TreeHead> signed_head(const std::string& note, const LogInputs& inputs, std::string& why) {
  const auto opened = inputs.keys.open(note, inputs.origin);
  if (opened) return opened->checkpoint.head;
  why = opened.error().message;
  return std::nullopt;
}

class HeadCheck {
 public:
  HeadCheck(db::Transaction& tx, const LogInputs& inputs, VerifyReport& report)
      : inputs_(inputs), report_(report), rows_(tx, kCheckpoints, {std::int64_t{-1}}, 500) {
    for (const auto& anchor : inputs.anchors) {
      std::string why;
      if (auto head = signed_head(anchor.note, inputs, why)) {
        claims_.push_back({*head, "anchor", anchor.where, true});
      } else {
        report.add("anchor", anchor.where, {}, "不是本日志签发的检查点：" + why);
      }
    }
    const auto state = tx.query(workers::sql::kState, {});
    if (!state.empty()) {
      claims_.push_back({{static_cast<std::uint64_t>(state.integer(0, 1)),
                          tlog::to_hash(state.blob(0, 2)).value_or(tlog::Hash{})},
                         "log_state", "1", false});
      size_ = static_cast<std::uint64_t>(state.integer(0, 1));
    }
    std::stable_sort(claims_.begin(), claims_.end(), [](const auto& a, const auto& b) { return a.head.size < b.head.size; });
  }

  std::uint64_t next_size() const {
    std::uint64_t next = at_ < claims_.size() ? claims_[at_].head.size : ~std::uint64_t{0};
    if (!rows_.at_end()) next = std::min(next, static_cast<std::uint64_t>(rows_.integer(0)));
    return next;
  }
  // All that is stated of this size. `root` empty: the entries do not reach that far, or cannot be hashed.
  void judge(std::uint64_t size, const std::optional<tlog::Hash>& root, std::uint64_t entries) {
    std::vector<Claim> stated;
    for (; at_ < claims_.size() && claims_[at_].head.size == size; ++at_) stated.push_back(claims_[at_]);
    for (; !rows_.at_end() && static_cast<std::uint64_t>(rows_.integer(0)) == size; rows_.next()) add_row(stated);
    const Claim* first = nullptr;
    for (const auto& claim : stated) {
      if (claim.is_signed && first != nullptr && !(claim.head == first->head)) {
        report_.add(claim.table, claim.key, {},
                    "与 " + first->table + " " + first->key + " 大小相同（" + std::to_string(size) + "）而根不同：同一大小有两个检查点");
      }
      if (claim.is_signed && first == nullptr) first = &claim;
      if (size > entries) {
        report_.add(claim.table, claim.key, {},
                    "记录日志有 " + std::to_string(size) + " 条，数据库里只有 " + std::to_string(entries) +
                        " 条：末尾被删，或数据库被退回到旧状态");
      } else if (root && claim.head.root != *root) {
        report_.add(claim.table, claim.key, {}, "第 " + std::to_string(size) + " 条处的根与条目推算的不符");
      }
    }
  }
  std::uint64_t committed() const { return size_; }

 private:
  void add_row(std::vector<Claim>& stated) {
    ++report_.checkpoints;
    const std::string key = std::to_string(rows_.integer(0));
    const tlog::TreeHead head{static_cast<std::uint64_t>(rows_.integer(0)),
                              tlog::to_hash(rows_.blob(1)).value_or(tlog::Hash{})};
    std::string why;
    const auto signed_one = signed_head(rows_.text(2), inputs_, why);
    if (!signed_one) report_.add("checkpoint", key, {}, "签名不对：" + why);
    else if (!(*signed_one == head)) report_.add("checkpoint", key, {}, "大小或根与签名的文本不符");
    if (inputs_.sm2 && head.size >= inputs_.sm2->all().front().from && !inputs_.sm2->open(rows_.text(2), inputs_.origin)) {
      report_.add("checkpoint", key, {}, "国密签名不在，或者不对");
    }
    stated.push_back({signed_one.value_or(head), "checkpoint", key, signed_one.has_value()});
  }

  const LogInputs& inputs_;
  VerifyReport& report_;
  std::vector<Claim> claims_;
  std::size_t at_ = 0;
  Pages rows_;
  std::uint64_t size_ = 0;
};

std::uint64_t published(db::Transaction& tx) {
  const auto last = tx.query(workers::sql::kLastCheckpoint, {});
  return last.empty() ? 0 : static_cast<std::uint64_t>(last.integer(0, 0));
}

}  // namespace

void verify_log(db::Transaction& tx, VerifyReport& report, const LogInputs& inputs) {
  std::map<std::string, std::string> codes;
  for (Pages rows(tx, kAgencies, {std::string()}); !rows.at_end(); rows.next()) codes[rows.text(0)] = rows.text(1);
  EntryCheck entries(report, std::move(codes));
  TileCheck tiles(*inputs.tiles, report, published(tx));
  HeadCheck heads(tx, inputs, report);
  tlog::TreeWriter tree;
  std::vector<std::string> batch;
  bool whole = true;  // without a gap so far: the tree can be hashed
  std::uint64_t count = 0;
  const auto root = [&]() { return whole ? std::optional(tree.head().root) : std::nullopt; };
  while (heads.next_size() == 0) heads.judge(0, tlog::empty_root(), 0);
  for (Pages rows(tx, kEntries, {std::int64_t{-1}}); !rows.at_end(); rows.next()) {
    const auto index = static_cast<std::uint64_t>(rows.integer(0));
    if (index != count) {
      report.add("log_entry", std::to_string(count), {}, "条目不在，后面的还在；根不能再推算");
      whole = false;
    }
    entries.check(rows);
    ++report.entries;
    count = index + 1;
    if (!whole || rows.text(6).size() > tlog::kMaxEntryBytes) {
      whole = false;
    } else {
      batch.push_back(rows.text(6));
    }
    while (heads.next_size() < count) heads.judge(heads.next_size(), std::nullopt, count);  // inside a gap
    if (batch.size() == kBatch || heads.next_size() == count) {
      if (whole) tiles.take(tree.append(batch));
      batch.clear();
    }
    while (heads.next_size() == count) heads.judge(count, root(), count);
  }
  if (whole && !batch.empty()) tiles.take(tree.append(batch));
  if (whole) tiles.finish(tree.size());
  if (heads.committed() < count) {
    report.add("log_state", "1", {}, "大小为 " + std::to_string(heads.committed()) + "，条目有 " + std::to_string(count) + " 条");
  }
  while (heads.next_size() != ~std::uint64_t{0}) heads.judge(heads.next_size(), std::nullopt, count);
  entries.finish(tx);
}

}  // namespace mingjing::app
