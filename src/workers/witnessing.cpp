// SPDX-License-Identifier: Apache-2.0
#include "workers/witnessing.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "tlog/cosignature.h"
#include "tlog/witness.h"
#include "workers/log_statements.h"

namespace mingjing::workers {
namespace {

using Trouble = WitnessState::Trouble;

constexpr std::int64_t kFirstPauseMs = 5'000, kLongestPauseMs = 60'000;
constexpr std::int64_t kFastClockMs = 10 * 60'000;  // a witness whose clock runs further ahead is not believed

const db::Statement kHeld{"cosignature_last",
                          "SELECT size, cosigned_at FROM cosignature WHERE witness = $1 ORDER BY size DESC LIMIT 1"};
const db::Statement kPut{
    "cosignature_put",
    "INSERT INTO cosignature (size, witness, line, cosigned_at) VALUES ($1, $2, $3, $4) ON CONFLICT (size, witness) DO UPDATE SET line = "
    "excluded.line, cosigned_at = excluded.cosigned_at"};
const db::Statement kRecent{
    "cosignatures_recent",
    "SELECT c.size, c.witness, c.line, k.note FROM cosignature c JOIN checkpoint k ON k.size = c.size WHERE c.size > $1 ORDER "
    "BY c.size DESC, c.witness DESC LIMIT $2"};

std::string counted(std::uint64_t n) { return std::to_string(n) + " 条"; }

}  // namespace

Witnessing::Witnessing(db::Database& database, const tlog::TileStore& tiles, std::vector<WitnessLink> links,
                       const Clock& real_clock, std::function<void(const WitnessState&)> told, std::function<void()> cosigned)
    : database_(database),
      tiles_(tiles),
      links_(std::move(links)),
      clock_(real_clock),
      told_(std::move(told)),
      cosigned_(std::move(cosigned)),
      exchanges_(links_.size()) {
  MJ_CHECK(links_.size() <= kWitnessesMax);
  for (const auto& link : links_) {
    states_.push_back({link.key.name(), link.where, link.key.vkey(), 0, {}, Trouble::none, {}, {}});
  }
  load();
}

void Witnessing::load() {
  database_.read([&](db::Transaction& tx) {
    recent_.clear();
    for (std::size_t i = 0; i < links_.size(); ++i) {
      const auto held = tx.query(kHeld, {links_[i].key.vkey()});
      if (held.empty()) continue;
      states_[i].size = static_cast<std::uint64_t>(held.integer(0, 0));
      states_[i].cosigned_at = Instant(held.integer(0, 1));
      exchanges_[i].held = states_[i].size;
    }
    const auto rows = tx.query(kRecent, {std::int64_t{-1}, static_cast<std::int64_t>(kKept * kWitnessesMax)});
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const auto at = std::find_if(links_.begin(), links_.end(), [&](const auto& link) { return link.key.vkey() == rows.text(r, 1); });
      const auto size = static_cast<std::uint64_t>(rows.integer(r, 0));
      if (at == links_.end() || (recent_.size() == kKept && !recent_.contains(size))) continue;
      auto& kept = recent_[size];
      kept.note = rows.text(r, 3);
      kept.lines[static_cast<std::size_t>(at - links_.begin())] = rows.text(r, 2);
    }
  });
}

std::optional<Witnessing::Newest> Witnessing::newest() {
  std::optional<Newest> out;
  database_.read([&](db::Transaction& tx) {
    out.reset();
    const auto rows = tx.query(sql::kLastCheckpoint, {});
    if (!rows.empty()) out = Newest{static_cast<std::uint64_t>(rows.integer(0, 0)), rows.text(0, 1)};
  });
  return out;
}

void Witnessing::round(std::size_t witness) {
  auto& exchange = exchanges_.at(witness);
  if (clock_.now().unix_ms() < exchange.not_before) return;
  // Each time its size is corrected the newest is read anew: another server may have published meanwhile.
  for (int attempt = 0; attempt < 3; ++attempt) {
    const auto checkpoint = newest();
    if (!checkpoint) return;
    {
      const std::lock_guard lock(mutex_);
      const auto& known = states_[witness];
      const bool is_fresh = clock_.now().unix_ms() - exchange.signed_ms < kQuietEveryMs;
      if (exchange.signed_once && is_fresh && known.size == checkpoint->size && known.trouble == Trouble::none) return;
    }
    if (submit(witness, *checkpoint)) return;
  }
  trouble(witness, Trouble::refuses, "见证方一再改口它见证到哪里，没有签名。");
}

bool Witnessing::submit(std::size_t witness, const Newest& checkpoint) {
  auto& exchange = exchanges_[witness];
  const std::uint64_t held = std::min(exchange.held.value_or(0), checkpoint.size);
  const tlog::TileReader reader(tiles_, checkpoint.size, &cache_);
  auto proof = tlog::prove_consistency(reader, held, checkpoint.size);
  if (!proof) throw Unavailable("a consistency proof cannot be made: " + proof.error().message);
  const auto reply = links_[witness].ask(tlog::format_add_checkpoint({held, std::move(*proof), checkpoint.note}));
  if (!reply) {
    trouble(witness, Trouble::silent, reply.error().message);
    return true;
  }
  if (reply->status == 200) {
    keep(witness, checkpoint, reply->body);
    return true;
  }
  if (reply->status == 409) {
    const auto size = tlog::parse_decimal(trim(reply->body));
    if (!size) {
      trouble(witness, Trouble::refuses, "见证方答 409，却没有说见证到哪里。");
    } else if (*size == checkpoint.size && held == *size) {
      trouble(witness, Trouble::contradicts, "见证方在第 " + counted(*size) + "处见过的日志与本系统的不同：日志分叉了。");
    } else if (*size > checkpoint.size) {
      const auto again = newest();  // published by another server since
      if (again && *size <= again->size) {
        exchange.held = *size;
        return false;
      }
      trouble(witness, Trouble::contradicts, "见证方见过 " + counted(*size) + "，本系统的日志只有 " + counted(checkpoint.size) +
                                                 "：数据库可能被退回到旧状态。");
    } else if (*size == held) {
      trouble(witness, Trouble::refuses, "见证方答 409，说的大小却与请求相同。");
    } else {
      exchange.held = *size;
      return false;
    }
    return true;
  }
  if (reply->status == 422) {
    trouble(witness, Trouble::contradicts, "本系统的日志（" + counted(checkpoint.size) + "）接不上见证方见过的 " + counted(held) +
                                               "：日志分叉了，或者本机的日志文件坏了。");
    return true;
  }
  trouble(witness, Trouble::refuses, "见证方不签名，它回答 " + std::to_string(reply->status) + "：" +
                                         first_chars(trim(is_utf8(reply->body) ? reply->body : ""), 200));
  return true;
}

// The lines are taken as the specification asks: put below the checkpoint and read with it.
void Witnessing::keep(std::size_t witness, const Newest& checkpoint, const std::string& answer) {
  const auto& key = links_[witness].key;
  const auto note = tlog::parse_note(checkpoint.note + answer);
  std::optional<std::int64_t> time;
  std::string line;
  if (note) {
    for (const auto& signature : note->signatures) {
      if (!key.made(signature)) continue;
      time = tlog::check_cosignature(key.public_key(), note->text, signature.bytes);
      line = tlog::format_signature(signature);
      if (time) break;
    }
  }
  const std::int64_t now = clock_.now().unix_ms();
  if (!time || *time > (now + kFastClockMs) / 1000) {
    trouble(witness, Trouble::refuses,
            time ? "见证方的时钟快了十分钟以上，它的签名没有采用。请对一对两边的时钟。"
                 : "见证方答了，却没有它的有效签名。请核对 --witness 里的公钥。");
    return;
  }
  const Instant cosigned_at(*time * 1000);
  database_.write([&](db::Transaction& tx) {
    tx.execute(kPut, {static_cast<std::int64_t>(checkpoint.size), key.vkey(), line, cosigned_at.unix_ms()});
    return true;
  });
  exchanges_[witness] = {checkpoint.size, 0, 0, true, now};
  WitnessState state;
  bool was_troubled = false;
  {
    const std::lock_guard lock(mutex_);
    auto& kept = recent_[checkpoint.size];
    kept.note = checkpoint.note;
    kept.lines[witness] = line;
    while (recent_.size() > kKept) recent_.erase(recent_.begin());
    auto& known = states_[witness];
    was_troubled = known.trouble != Trouble::none;
    known.size = checkpoint.size;
    known.cosigned_at = cosigned_at;
    known.trouble = Trouble::none;
    known.words.clear();
    known.since.reset();
    state = known;
  }
  if (was_troubled && told_) told_(state);
  if (cosigned_) cosigned_();
}

void Witnessing::trouble(std::size_t witness, Trouble what, std::string words) {
  const Instant now = clock_.now();
  auto& exchange = exchanges_[witness];
  exchange.pause_ms = std::clamp(exchange.pause_ms * 2, kFirstPauseMs, kLongestPauseMs);
  if (what == Trouble::contradicts) exchange.pause_ms = kLongestPauseMs;
  exchange.not_before = now.unix_ms() + exchange.pause_ms;
  WitnessState state;
  {
    const std::lock_guard lock(mutex_);
    auto& known = states_[witness];
    const bool same = known.trouble == what;
    if (!same) known.since = now;
    known.trouble = what;
    known.words = std::move(words);
    if (same) return;
    state = known;
  }
  if (told_) told_(state);
}

std::vector<WitnessState> Witnessing::states() const {
  const std::lock_guard lock(mutex_);
  return states_;
}

Witnessing::Cosigned Witnessing::cosigned(std::uint64_t size, const Kept& kept) const {
  Cosigned out{size, kept.note, {}};
  for (const auto& [witness, line] : kept.lines) {
    out.note += line;
    out.witnesses.push_back(links_[witness].key.name());
  }
  return out;
}

std::string Witnessing::with_cosignatures(const std::string& note) const {
  const std::lock_guard lock(mutex_);
  for (auto at = recent_.rbegin(); at != recent_.rend(); ++at) {
    if (at->second.note == note) return cosigned(at->first, at->second).note;
  }
  return note;
}

std::optional<Witnessing::Cosigned> Witnessing::covering(std::uint64_t index) const {
  const std::lock_guard lock(mutex_);
  const std::pair<const std::uint64_t, Kept>* best = nullptr;
  for (const auto& row : recent_) {
    if (row.first > index && (best == nullptr || row.second.lines.size() >= best->second.lines.size())) best = &row;
  }
  if (best == nullptr) return std::nullopt;
  return cosigned(best->first, best->second);
}

}  // namespace mingjing::workers
