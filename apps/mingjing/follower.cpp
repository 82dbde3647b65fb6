// SPDX-License-Identifier: Apache-2.0
#include "mingjing/follower.h"

#include <algorithm>
#include <set>

#include "base/bytes.h"
#include "base/text.h"
#include "crypto/hash.h"
#include "tlog/entry.h"
#include "tlog/proof.h"

namespace mingjing::app {
namespace {

using query::FeedItem;

constexpr std::size_t kEntriesAtOnce = 64 * tlog::kTileWidth;  // between two writes of tiles
constexpr std::size_t kFeedBytes = 64 << 20, kFileBytes = 64 << 20;
constexpr int kChangesAtOnce = 100;

Status refuted(std::string sentence) { return refuse(ErrorCode::digest_mismatch, std::move(sentence)); }
Status silent(std::string sentence) { return refuse(ErrorCode::unavailable, std::move(sentence)); }

// The entry is of the kind that the change says, and about the same decision.
bool fits(const FeedItem& item, const tlog::Entry& entry) {
  switch (item.kind) {
    case FeedItem::Kind::publication: {
      const auto* one = std::get_if<tlog::PublicationEntry>(&entry);
      return one != nullptr && one->id == item.id;
    }
    case FeedItem::Kind::update: {
      const auto* one = std::get_if<tlog::UpdateEntry>(&entry);
      return one != nullptr && one->id == item.id;
    }
    case FeedItem::Kind::takedown: {
      const auto* one = std::get_if<tlog::TakedownEntry>(&entry);
      return one != nullptr && one->id == item.id;
    }
    default:
      return true;  // its own rules stand where it is applied
  }
}

}  // namespace

Follower::Follower(Parts parts) : parts_(std::move(parts)), heads_(tlog::LogKeys(parts_.key), parts_.key.name()) {}

Result<tlog::LogKeys> Follower::keys_after(const std::vector<tlog::KeyChange>& changes) const {
  auto keys = tlog::LogKeys::of(changes, parts_.key);
  if (!keys) return refuse(ErrorCode::digest_mismatch, keys.error().message);
  return keys;
}

Status Follower::open() {
  if (const auto kept = parts_.tiles.read("key-changes")) {
    for (std::string_view line : split(*kept, '\n')) {
      const std::size_t space = line.find(' ');
      const auto index = tlog::parse_decimal(line.substr(0, space));
      const auto entry = space == std::string_view::npos ? refuse(ErrorCode::invalid, "") : tlog::parse_entry(line.substr(space + 1));
      const auto* change = entry ? std::get_if<tlog::KeyEntry>(&*entry) : nullptr;
      if (index && change != nullptr) changes_.push_back({*index, *change});
    }
    auto keys = keys_after(changes_);
    if (!keys) return refuse(ErrorCode::conflict, keys.error().message);
    heads_.learn(std::move(*keys));
  }
  if (const auto note = parts_.tiles.read("checkpoint")) {
    const auto head = heads_.open(*note);
    if (!head) {
      return refuse(ErrorCode::conflict,
                    "数据文件夹里的检查点不是这把公钥签的。请核对 --vkey，或者换一个空的数据文件夹。");
    }
    auto writer = tlog::TreeWriter::open(parts_.tiles, head->size);
    if (!writer || writer->head() != *head) {
      return refuse(ErrorCode::conflict,
                    "数据文件夹里的日志残缺，与它的检查点不符。请换一个空的数据文件夹，从头跟随。");
    }
    writer_ = std::move(*writer);
    note_ = *note;
  }
  if (parts_.portal.position() >= static_cast<std::int64_t>(writer_.size())) {
    return refuse(ErrorCode::conflict, "数据文件夹里的公示数据比日志新。请换一个空的数据文件夹，从头跟随。");
  }
  scanned_ = parts_.portal.position() + 1;
  sweep_files();
  return {};
}

Status Follower::round(int wait_s) {
  if (auto done = follow_log(); !done) return done;
  return follow_changes(wait_s);
}

// Tiles beyond the checkpoint may be there from a round that was cut short or turned out to be forged: they are
// replaced, and nobody is led to them before the checkpoint that covers them is written.
Status Follower::follow_log() {
  const auto note = parts_.source_log.checkpoint();
  if (!note) return silent(note.error().message);
  if (!*note) return {};
  if (**note == note_) return {};
  const auto head = heads_.open(**note);
  if (!head) return refuted("来源的检查点不是钉住的公钥签的");
  if (head->size < writer_.size()) {
    return refuted("来源的日志变短了：本站已核对到 " + std::to_string(writer_.size()) + " 条，来源只有 " +
                   std::to_string(head->size) + " 条");
  }
  if (head->size == writer_.size()) {
    if (*head != writer_.head())
      return refuted("来源的日志在第 " + std::to_string(head->size) + " 条处分叉，与已核对的不同");
    tlog::TileBatch batch;
    batch.writes.push_back({"checkpoint", **note});
    parts_.tiles.replace(batch);
    note_ = **note;
    return {};
  }
  parts_.source_log.expect(head->size);
  const tlog::TileReader remote(parts_.source_log.tiles(), head->size);
  tlog::TreeWriter next = writer_;
  std::vector<std::string> entries;
  auto changes = changes_;
  while (next.size() + entries.size() < head->size) {
    const std::uint64_t at = next.size() + entries.size();
    auto bundle = remote.bundle(at / tlog::kTileWidth);
    if (!bundle) return silent("来源的日志片段读不到：" + bundle.error().message);
    const auto skip = static_cast<std::ptrdiff_t>(at % tlog::kTileWidth);
    if (static_cast<std::size_t>(skip) >= bundle->size()) return silent("来源的日志片段不全");
    for (auto one = bundle->begin() + skip; one != bundle->end(); ++one) {
      if (one->find("\"kind\":\"key\"") != std::string::npos) {
        const auto entry = tlog::parse_entry(*one);
        const auto* change = entry ? std::get_if<tlog::KeyEntry>(&*entry) : nullptr;
        if (change != nullptr) changes.push_back({next.size() + entries.size(), *change});
      }
      entries.push_back(std::move(*one));
    }
    const bool last = next.size() + entries.size() >= head->size;
    if (!last && entries.size() < kEntriesAtOnce) continue;
    tlog::TileBatch batch = next.append(entries);
    entries.clear();
    if (last) {
      if (next.head() != *head) {
        return refuted("来源的日志分叉了：从已核对的 " + std::to_string(writer_.size()) + " 条接不到它签名的 " +
                       std::to_string(head->size) + " 条");
      }
      if (changes.size() > changes_.size()) {
        auto keys = keys_after(changes);
        if (!keys) return refuse(keys.error());
        std::string lines;
        for (const auto& change : changes) lines += std::to_string(change.index) + " " + tlog::entry_bytes(change.entry) + "\n";
        batch.writes.push_back({"key-changes", std::move(lines)});
        batch.writes.push_back({"vkey", keys->present().vkey() + "\n"});
        batch.writes.push_back({"vkeys", keys->text()});
        heads_.learn(std::move(*keys));
      }
      batch.writes.push_back({"checkpoint", **note});
    }
    parts_.tiles.replace(batch);
  }
  changes_ = std::move(changes);
  writer_ = std::move(next);
  note_ = **note;
  return {};
}

Status Follower::check(const FeedItem& item) {
  const std::string where = "来源的第 " + std::to_string(item.pos) + " 条变更";
  const tlog::TileReader own(parts_.tiles, writer_.size(), &cache_);
  const auto entry = own.entry(static_cast<std::uint64_t>(item.pos));
  if (!entry) throw Unavailable("the own log cannot be read: " + entry.error().message);
  if (*entry != item.entry) return refuted(where + "说的日志条目，与日志里的不同");
  const auto parsed = tlog::parse_entry(*entry);
  if (!parsed || !fits(item, *parsed)) return refuted(where + "与它的日志条目不是一回事");
  const auto proof = tlog::parse_proof(item.proof);
  if (!proof || proof->index != static_cast<std::uint64_t>(item.pos) || proof->extra != item.entry)
    return refuted(where + "的证明文件不是它的");
  const auto head = heads_.open(proof->checkpoint);
  if (!head || !tlog::verify_inclusion(proof->index, *head, tlog::leaf_hash(*proof->extra), proof->path))
    return refuted(where + "的证明不成立");
  if (proof->checkpoint == same_tree_ || proof->checkpoint == note_) return {};
  if (head->size > writer_.size()) return silent("来源的证明比本站跟到的日志新");
  const auto root = tlog::TileReader(parts_.tiles, head->size, &cache_).root();
  if (!root) throw Unavailable("the own log cannot be read: " + root.error().message);
  if (*root != head->root) return refuted(where + "的证明出自分叉的日志");
  same_tree_ = proof->checkpoint;
  return {};
}

// The files that a decision names, by their digests. One that is gone at the source was taken down meanwhile: the
// change that says so follows.
Status Follower::take_files(const FeedItem& item) {
  if (item.kind != FeedItem::Kind::publication) return {};
  const auto decision = query::parse_publication(item.json);
  if (!decision) return refuse(decision.error());
  for (const auto& file : decision->files) {
    const std::string digest = "sha256:" + file.sha256;
    if (!file.name.ends_with(".pdf") || parts_.files.open(digest) != nullptr) continue;
    http::FetchLimits limits;
    limits.bytes = kFileBytes;
    limits.total = std::chrono::milliseconds(60'000);
    const auto got = parts_.fetch("/decisions/" + item.id + ".pdf", limits);
    if (!got) return silent("附件 " + file.name + " 取不到：" + got.error().message);
    if (got->status == 410 || got->status == 404) continue;
    if (got->status != 200) return silent("附件 " + file.name + " 取不到，来源回答 " + std::to_string(got->status));
    if ("sha256:" + to_hex(crypto::sha256(got->body)) != digest)
      return refuted("来源给的附件与公开数据里的摘要不符（" + item.id + "）");
    parts_.files.put(got->body);
  }
  return {};
}

// Before the rows go: after a crash in between the decision is there without its file, never the file without it.
void Follower::drop_files(const std::string& id) {
  const auto decision = parts_.portal.decision(id);
  if (!decision) return;
  for (const auto& file : decision->files) parts_.files.remove("sha256:" + file.sha256);
}

void Follower::sweep_files() {
  std::set<std::string> used;
  std::string after;
  do {
    query::PortalFilter filter;
    filter.after = after;
    after = parts_.portal.rows(filter, 1000, [&](const query::PortalRow& row) {
      const auto decision = parts_.portal.decision(row.id);
      if (!decision) return;
      for (const auto& file : decision->files) used.insert("sha256:" + file.sha256);
    });
  } while (!after.empty());
  std::vector<std::string> orphans;
  parts_.files.each([&](const ports::StoredFile& file) {
    if (!used.contains(file.digest)) orphans.push_back(file.digest);
    return true;
  });
  for (const auto& digest : orphans) parts_.files.remove(digest);
}

Status Follower::apply(std::vector<FeedItem> items) {
  if (items.empty()) return {};
  bool replaces = false;
  for (const FeedItem& item : items) {
    if (item.kind == FeedItem::Kind::takedown) drop_files(item.id);
    if (item.kind != FeedItem::Kind::publication) continue;
    const auto entry = tlog::parse_entry(item.entry);
    const auto* publication = entry ? std::get_if<tlog::PublicationEntry>(&*entry) : nullptr;
    replaces = replaces || (publication != nullptr && publication->replaces);
  }
  if (auto applied = parts_.portal.apply(items); !applied) {
    if (applied.error().code == ErrorCode::digest_mismatch) return refuted("来源给的公开数据与日志里的摘要不符");
    return refuted("来源给的变更不能采用：" + applied.error().message);
  }
  if (replaces) sweep_files();
  owed_.erase(owed_.begin(), owed_.upper_bound(parts_.portal.position()));
  return {};
}

Result<std::vector<FeedItem>> Follower::owed_takedowns(std::int64_t before, bool patient) {
  const tlog::TileReader own(parts_.tiles, writer_.size(), &cache_);
  const std::int64_t now = parts_.now_ms();
  while (scanned_ < static_cast<std::int64_t>(writer_.size())) {
    const auto bundle = own.bundle(static_cast<std::uint64_t>(scanned_) / tlog::kTileWidth);
    if (!bundle) throw Unavailable("the own log cannot be read: " + bundle.error().message);
    for (auto i = static_cast<std::size_t>(scanned_) % tlog::kTileWidth; i < bundle->size(); ++i, ++scanned_) {
      const auto entry = tlog::parse_entry((*bundle)[i]);
      const auto* down = entry ? std::get_if<tlog::TakedownEntry>(&*entry) : nullptr;
      if (down != nullptr) owed_[scanned_] = {down->id, (*bundle)[i], now};
    }
  }
  std::vector<FeedItem> out;
  for (const auto& [pos, owed] : owed_) {
    if (pos >= before) break;
    if (pos <= parts_.portal.position()) continue;
    if (patient && now - owed.seen_ms < kPatienceMs) break;
    auto proof = tlog::make_proof(own, static_cast<std::uint64_t>(pos), owed.entry, note_);
    if (!proof) throw Unavailable("a proof cannot be made: " + proof.error().message);
    FeedItem& item = out.emplace_back();
    item.pos = pos;
    item.kind = FeedItem::Kind::takedown;
    item.at = Instant(now);
    item.id = owed.id;
    item.entry = owed.entry;
    item.proof = tlog::format_proof(*proof);
  }
  return out;
}

Status Follower::follow_changes(int wait_s) {
  for (;;) {
    const std::int64_t after = parts_.portal.position();
    http::FetchLimits limits;
    limits.bytes = kFeedBytes;
    limits.total = std::chrono::milliseconds(60'000 + wait_s * 1000);
    const auto got = parts_.fetch("/feed/changes?after=" + std::to_string(after) +
                                      "&limit=" + std::to_string(at_once_) + "&wait=" + std::to_string(wait_s),
                                  limits);
    if (!got && got.error().code == ErrorCode::too_large && at_once_ > 1) {
      at_once_ = std::max(1, at_once_ / 4);
      continue;
    }
    if (!got) return silent(got.error().message);
    if (got->status != 200) return silent("来源的变更读不到，它回答 " + std::to_string(got->status));
    std::vector<FeedItem> batch;
    std::int64_t last = after;
    bool beyond = false;
    Status fault;
    for (std::string_view line : split(got->body, '\n')) {
      if (line.empty()) continue;
      auto item = query::parse_feed_line(line);
      if (!item) fault = refuted("来源的变更读不懂：" + item.error().message);
      if (fault && item->pos <= last) fault = refuted("来源的变更次序不对");
      if (fault && item->pos >= static_cast<std::int64_t>(writer_.size())) beyond = true;
      if (!fault || beyond) break;
      if (item->kind != FeedItem::Kind::other) fault = check(*item);
      if (fault) fault = take_files(*item);
      if (!fault) break;
      auto owed = owed_takedowns(item->pos, false);
      if (!owed) return refuse(owed.error());
      for (auto& one : *owed)
        if (one.pos > last) batch.push_back(std::move(one));
      last = item->pos;
      batch.push_back(std::move(*item));
    }
    const bool caught_up = batch.empty() && fault && !beyond;
    if (caught_up) {
      auto owed = owed_takedowns(static_cast<std::int64_t>(writer_.size()), true);
      if (!owed) return refuse(owed.error());
      batch = std::move(*owed);
    }
    if (auto applied = apply(std::move(batch)); !applied) return applied;
    if (!fault) return fault;
    if (caught_up) return {};
    if (beyond) return follow_log();
    wait_s = 0;
    at_once_ = std::min(kChangesAtOnce, at_once_ * 2);
  }
}

}  // namespace mingjing::app
