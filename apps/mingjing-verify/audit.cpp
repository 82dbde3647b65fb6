// SPDX-License-Identifier: Apache-2.0
#include "mingjing-verify/audit.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/json.h"
#include "base/time.h"
#include "crypto/hash.h"
#include "crypto/timestamp.h"
#include "tlog/checkpoint.h"
#include "tlog/cosignature.h"
#include "tlog/entry.h"
#include "tlog/tile_path.h"
#include "tlog/tile_reader.h"

namespace mingjing::verify_app {
namespace {

constexpr std::size_t kMaxLine = 1 << 20;

// The root of leaves that come one by one: complete subtrees from the largest to the smallest.
class GrowingTree {
 public:
  void add(std::string_view entry) {
    tlog::Hash hash = tlog::leaf_hash(entry);
    for (std::uint64_t rest = size_++; (rest & 1) != 0; rest >>= 1) {
      hash = tlog::node_hash(subtrees_.back(), hash);
      subtrees_.pop_back();
    }
    subtrees_.push_back(hash);
  }
  std::uint64_t size() const { return size_; }
  tlog::Hash root() const {
    if (subtrees_.empty()) return tlog::empty_root();
    tlog::Hash out = subtrees_.back();
    for (std::size_t i = subtrees_.size() - 1; i > 0; --i) out = tlog::node_hash(subtrees_[i - 1], out);
    return out;
  }

 private:
  std::uint64_t size_ = 0;
  std::vector<tlog::Hash> subtrees_;
};

struct Counts {
  std::int64_t events = 0, decided = 0, published = 0, withheld = 0, taken_down = 0;
};

struct InLog {  // an event's entry
  std::uint64_t index = 0;
  std::string commit;
};

struct Decided {
  std::string id, day;
};

class Audit {
 public:
  Audit(const AuditInputs& inputs, Report& report) : inputs_(inputs), report_(report) {}

  void note(std::string zh) { report_.lines.push_back("  ✓ " + std::move(zh)); }
  void finding(const std::string& zh) {
    if (++findings_ <= kMostFindings) report_.lines.push_back("  ✗ " + zh);
  }
  std::size_t findings() const { return findings_; }

  // The agency of the export, and the export once to the end; false when it is no export.
  bool read_log(const tlog::TreeHead& head, const std::optional<tlog::TreeHead>& since, const std::string& agency);
  bool read_events(std::istream& in, std::string& agency);
  void compare();

 private:
  void take(std::uint64_t index, const tlog::Entry& entry, const std::string& agency);
  void take_event(const Json& event);
  bool lost(std::uint64_t index) const {
    return std::any_of(restored_.begin(), restored_.end(), [&](const auto& r) {
      return index >= static_cast<std::uint64_t>(r.from) && index < static_cast<std::uint64_t>(r.to);
    });
  }
  void compare_events();
  void compare_decisions();
  void compare_publications();
  void compare_tallies();

  const AuditInputs& inputs_;
  Report& report_;
  std::size_t findings_ = 0;
  // Of the export.
  std::map<std::int64_t, InLog> opened_;             // n → what the line says and opens to
  std::map<std::string, std::vector<Decided>> open_;  // case → decisions that were not yet published or withheld
  std::int64_t decided_ = 0, withheld_ = 0, taken_down_ = 0;
  std::map<std::string, std::string> published_;     // id → digest, by events
  std::map<std::string, Counts> days_;
  std::string last_day_;
  // Of the log.
  std::vector<InLog> events_;  // of the agency, by n from 1
  std::map<std::string, std::string> publications_;  // id → digest
  std::int64_t seq_ = 0, withheld_entries_ = 0, takedown_entries_ = 0;
  std::map<std::string, tlog::TallyEntry> tallies_;  // the last of each day
  std::vector<tlog::RestoreEntry> restored_;
  std::size_t newer_ = 0;  // events after the export; what follows the first of them is not looked at
};

void Audit::take(std::uint64_t index, const tlog::Entry& entry, const std::string& agency) {
  const auto numbered = [&](std::int64_t seq) {
    if (seq != ++seq_) finding("公示序号不连续：第 " + std::to_string(index) + " 条应为 " + std::to_string(seq_) + "，实为 " + std::to_string(seq) + "。");
    seq_ = seq;
  };
  const auto* e = std::get_if<tlog::EventEntry>(&entry);
  if (e != nullptr && e->agency == agency && e->n > opened_.rbegin()->first) ++newer_;
  if (newer_ > 0) return;
  if (e != nullptr && e->agency == agency) {
    if (e->n != static_cast<std::int64_t>(events_.size()) + 1)
      finding("日志里事件编号不连续：第 " + std::to_string(index) + " 条的编号是 " + std::to_string(e->n) + "。");
    events_.push_back({index, e->commit});
  } else if (const auto* p = std::get_if<tlog::PublicationEntry>(&entry); p != nullptr && p->agency == agency) {
    numbered(p->seq);
    publications_[p->id] = p->digest;
  } else if (const auto* w = std::get_if<tlog::WithheldEntry>(&entry); w != nullptr && w->agency == agency) {
    numbered(w->seq);
    ++withheld_entries_;
  } else if (const auto* t = std::get_if<tlog::TakedownEntry>(&entry); t != nullptr && t->agency == agency) {
    ++takedown_entries_;
  } else if (const auto* y = std::get_if<tlog::TallyEntry>(&entry); y != nullptr && y->agency == agency) {
    tallies_.insert_or_assign(y->day.text(), *y);
  } else if (const auto* r = std::get_if<tlog::RestoreEntry>(&entry)) {
    restored_.push_back(*r);
  }
}

bool Audit::read_log(const tlog::TreeHead& head, const std::optional<tlog::TreeHead>& since, const std::string& agency) {
  const tlog::TileReader tiles(inputs_.log, head.size);
  GrowingTree tree;
  const auto check_since = [&] {
    if (!since || tree.size() != since->size) return;
    if (tree.root() == since->root) note("上次保存的检查点（" + std::to_string(since->size) + " 条）是这本日志的开头部分。");
    else finding("上次保存的检查点（" + std::to_string(since->size) + " 条）与这本日志对不上，日志被改写过。");
  };
  check_since();
  for (std::uint64_t tile = 0; tile * tlog::kTileWidth < head.size; ++tile) {
    const auto bundle = tiles.bundle(tile);
    if (!bundle) {
      finding("日志的条目不全或有损坏：第 " + std::to_string(tile) + " 块。请重新取一份 tile 文件夹。");
      return false;
    }
    for (const auto& bytes : *bundle) {
      const auto index = tree.size();
      tree.add(bytes);
      check_since();
      if (const auto entry = tlog::parse_entry(bytes)) take(index, *entry, agency);
      else finding("第 " + std::to_string(index) + " 条不是本系统的条目，请用新版核对。");
    }
  }
  if (tree.size() != head.size || tree.root() != head.root) {
    finding("条目与签名的检查点对不上，取到的日志不完整或被改动过。");
    return false;
  }
  note("日志 " + std::to_string(head.size) + " 条，与签名的检查点完全一致。");
  return true;
}

void Audit::take_event(const Json& event) {
  const std::string type = event.text("type"), day = event.text("date");
  const Json* aggregate = event.find("aggregate");
  const Json* data = event.find("data");
  const std::string about = aggregate != nullptr ? aggregate->text("id") : std::string();
  const auto of_data = [&](std::string_view name) { return data != nullptr ? data->text(name) : std::string(); };
  last_day_ = std::max(last_day_, day);
  auto& count = days_[day];
  ++count.events;
  if (type == "decide") {
    ++count.decided;
    ++decided_;
    open_[about].push_back({of_data("decision"), day});
  } else if (type == "approve_publication") {
    ++count.published;
    published_[of_data("publication")] = of_data("digest");
    std::erase_if(open_[about], [&](const Decided& d) { return d.id == of_data("decision"); });
  } else if (type == "withhold_publication") {
    ++count.withheld;
    ++withheld_;
    if (!open_[about].empty()) open_[about].pop_back();  // of the decision that stands
    else finding("事件“不予公示”没有对应的决定：案件 " + about + "。");
  } else if (type == "take_down_publication") {
    ++count.taken_down;
    ++taken_down_;
  }
}

bool Audit::read_events(std::istream& in, std::string& agency) {
  std::string line;
  for (std::int64_t number = 1; std::getline(in, line); ++number) {
    const std::string where = "导出文件第 " + std::to_string(number) + " 行";
    const auto row = line.size() <= kMaxLine ? parse_json(line, {.bytes = kMaxLine}) : refuse(ErrorCode::too_large, "");
    const Json* event = row ? row->find("event") : nullptr;
    const auto salt = row ? from_hex(row->text("salt")) : std::nullopt;
    if (event == nullptr || !salt || salt->size() != tlog::kSaltBytes || row->integer("n") < 1 || row->integer("index", -1) < 0) {
      finding(where + "不是导出的事件。");
      return false;
    }
    if (number == 1) agency = event->text("agency");
    if (event->text("agency") != agency) finding(where + "是另一个机关的事件。");
    if (!opened_.emplace(row->integer("n"), InLog{static_cast<std::uint64_t>(row->integer("index")),
                                                  tlog::event_commit(*salt, canonical(*event))}).second)
      finding(where + "的编号 " + std::to_string(row->integer("n")) + " 重复。");
    take_event(*event);
  }
  if (!opened_.empty()) return true;
  finding("导出文件里没有事件。");
  return false;
}

void Audit::compare_events() {
  std::size_t held = 0, declared = 0;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const auto n = static_cast<std::int64_t>(i) + 1;
    const auto line = opened_.find(n);
    if (line == opened_.end()) {
      if (lost(events_[i].index)) ++declared;
      else finding("第 " + std::to_string(n) + " 件事件在日志里，导出文件里没有：被删掉了，或没有导出。");
    } else if (line->second.commit != events_[i].commit || line->second.index != events_[i].index) {
      finding("第 " + std::to_string(n) + " 件事件与日志登记的不一致，内容被改动过。");
    } else {
      ++held;
    }
  }
  const auto last = opened_.rbegin()->first, logged = static_cast<std::int64_t>(events_.size());
  if (last > logged) finding("导出文件里第 " + std::to_string(logged + 1) + " 件起不在日志里。日志和检查点要在导出之后取。");
  if (newer_ > 0) note("日志里还有导出之后的事件 " + std::to_string(newer_) + " 件，这次不核对。");
  note("事件 " + std::to_string(held) + " 件，与日志登记的逐件一致" +
       (declared > 0 ? "；另有 " + std::to_string(declared) + " 件在恢复备份时声明丢失。" : "。"));
}

void Audit::compare_decisions() {
  const auto now = Date::parse(last_day_);
  std::size_t waiting = 0;
  for (const auto& [about, decisions] : open_) {
    for (const auto& one : decisions) {
      const auto day = Date::parse(one.day);
      const auto waits = day && now ? now->days() - day->days() : std::chrono::days(kLongestWait + 1);
      if (waits.count() <= kLongestWait) ++waiting;
      else finding("决定 " + one.id + "（" + one.day + " 作出）既没有公示，也没有登记不予公示。案件 " + about + "。");
    }
  }
  note("决定 " + std::to_string(decided_) + " 件，登记不予公示 " + std::to_string(withheld_) + " 件" +
       (waiting > 0 ? "；另有 " + std::to_string(waiting) + " 件作出不久，还未公示。" : "。"));
}

void Audit::compare_publications() {
  for (const auto& [id, digest] : published_) {
    const auto entry = publications_.find(id);
    if (entry == publications_.end()) finding("事件说公示了 " + id + "，日志里没有。");
    else if (crypto::digest_text(entry->second) != digest) finding("公示 " + id + " 的内容与批准的不一致。");
  }
  for (const auto& [id, digest] : publications_) {
    if (!published_.contains(id) && restored_.empty()) finding("日志里公示了 " + id + "，没有批准它的事件。");
  }
  const std::array<std::tuple<std::string_view, std::int64_t, std::int64_t>, 2> sums{
      {{"不予公示", withheld_, withheld_entries_}, {"撤下", taken_down_, takedown_entries_}}};
  for (const auto& [name, events, entries] : sums) {
    if (events == entries || !restored_.empty()) continue;
    finding(std::string(name) + "的事件 " + std::to_string(events) + " 件，日志里登记 " + std::to_string(entries) + " 件。");
  }
  note("公示 " + std::to_string(publications_.size()) + " 件、不予公示 " + std::to_string(withheld_entries_) +
       " 件，序号 1 到 " + std::to_string(seq_) + "；撤下 " + std::to_string(takedown_entries_) + " 件。");
}

void Audit::compare_tallies() {
  for (const auto& [day, tally] : tallies_) {
    if (newer_ > 0 && day >= last_day_) continue;  // more of that day may have come
    const auto& c = days_[day];
    const bool same = tally.events == c.events && tally.decided == c.decided && tally.published == c.published &&
                      tally.withheld == c.withheld && tally.taken_down == c.taken_down;
    if (!same && restored_.empty()) finding(day + " 的日计数与事件对不上。");
  }
  note("日计数 " + std::to_string(tallies_.size()) + " 天。");
}

void Audit::compare() {
  compare_events();
  compare_decisions();
  compare_publications();
  compare_tallies();
}

Report fail(Report report, std::string zh, Outcome outcome) {
  report.outcome = outcome;
  report.lines.push_back("  ✗ " + std::move(zh));
  return report;
}

}  // namespace

Report audit(const AuditInputs& inputs, const tlog::TrustPolicy& trust) {
  Report report;
  const auto opened = tlog::open_checkpoint(inputs.checkpoint, trust);
  if (!opened) return fail(std::move(report), opened.error().message, Outcome::fails);
  if (tlog::count_cosignatures(opened->note, trust.witnesses) < trust.quorum)
    return fail(std::move(report), "检查点上见证方的有效签名不足 " + std::to_string(trust.quorum) + " 个。", Outcome::fails);
  std::optional<tlog::TreeHead> since;
  if (inputs.since) {
    const auto kept = tlog::open_checkpoint(*inputs.since, trust);
    if (!kept) return fail(std::move(report), "上次保存的检查点：" + kept.error().message, Outcome::fails);
    since = kept->checkpoint.head;
    if (since->size > opened->checkpoint.head.size) return fail(std::move(report), "日志比上次保存的检查点短，被截掉了。", Outcome::fails);
  }
  std::string stamped;
  if (inputs.timestamp) {
    const auto at = crypto::check_timestamp(*inputs.timestamp, inputs.checkpoint, inputs.authorities);
    if (!at) return fail(std::move(report), at.error().message, Outcome::fails);
    stamped = at->text_zh();
  }
  Audit run(inputs, report);
  std::string agency;
  if (!run.read_events(inputs.events, agency)) return fail(std::move(report), "导出文件读不下去。", Outcome::bad_input);
  run.note("机关 " + agency + "。");
  if (!stamped.empty()) run.note("时间戳机构证明：" + stamped + "，这个检查点已经在了。");
  if (run.read_log(opened->checkpoint.head, since, agency)) run.compare();
  if (run.findings() > kMostFindings) report.lines.push_back("  … 共 " + std::to_string(run.findings()) + " 处。");
  report.outcome = run.findings() == 0 ? Outcome::holds : Outcome::fails;
  return report;
}

}  // namespace mingjing::verify_app
