// SPDX-License-Identifier: Apache-2.0
#include "workers/sequencer.h"

#include <set>

#include "base/bytes.h"
#include "base/check.h"
#include "crypto/hash.h"
#include "tlog/checkpoint.h"
#include "tlog/entry.h"
#include "workers/log_keys.h"
#include "workers/log_statements.h"

namespace mingjing::workers {
namespace {

constexpr std::string_view kTally = "tally";

std::int64_t real_now() { return SystemClock().now().unix_ms(); }

std::string digest_of(const Json& members, std::string_view name) {
  const auto raw = crypto::parse_digest_text(members.text(name));
  MJ_CHECK(raw.has_value());
  return *raw;
}

// Numbers of one agency while a batch is made.
struct Counters {
  std::string code;
  std::int64_t events = 0, decisions = 0;
  std::map<std::string, std::int64_t> published;  // public id → seq, of this batch
};

class Numbering {
 public:
  explicit Numbering(db::Transaction& tx) : tx_(tx) {}

  Counters& of(const std::string& agency) {
    auto [at, fresh] = counters_.try_emplace(agency);
    if (fresh) {
      const auto code = tx_.query(sql::kAgencyCode, {agency});
      MJ_CHECK(!code.empty());
      at->second.code = code.text(0, 0);
      const auto rows = tx_.query(sql::kCounters, {agency});
      if (!rows.empty()) {
        at->second.events = rows.integer(0, 0);
        at->second.decisions = rows.integer(0, 1);
      }
    }
    return at->second;
  }
  std::int64_t seq_of(const std::string& agency, const std::string& public_id) {
    auto& counters = of(agency);
    if (const auto here = counters.published.find(public_id); here != counters.published.end()) return here->second;
    const auto rows = tx_.query(sql::kSeqOf, {agency, public_id});
    MJ_CHECK(!rows.empty());  // flow lets nobody update or take down what was not published
    return rows.integer(0, 0);
  }
  void save() {
    for (const auto& [agency, c] : counters_) tx_.later(sql::kPutCounters, {agency, c.events, c.decisions});
  }

 private:
  db::Transaction& tx_;
  std::map<std::string, Counters> counters_;
};

tlog::Entry entry_of(SequencedLeaf& leaf, Numbering& numbering) {
  auto& c = numbering.of(leaf.agency);
  if (leaf.kind == "event") {
    leaf.number = ++c.events;
    return tlog::EventEntry{c.code, digest_of(leaf.members, "commit"), leaf.number};
  }
  if (leaf.kind == "publication") {
    leaf.number = ++c.decisions;
    c.published[leaf.public_id] = leaf.number;
    tlog::PublicationEntry out{c.code, digest_of(leaf.members, "digest"), leaf.public_id, {}, leaf.number};
    if (const auto replaced = leaf.members.text("replaces_id"); !replaced.empty()) {
      out.replaces = numbering.seq_of(leaf.agency, replaced);
    }
    return out;
  }
  if (leaf.kind == "withheld") {
    leaf.number = ++c.decisions;
    return tlog::WithheldEntry{c.code, digest_of(leaf.members, "commit"), leaf.members.text("ground"), leaf.number};
  }
  leaf.number = numbering.seq_of(leaf.agency, leaf.public_id);
  if (leaf.kind == "update") {
    return tlog::UpdateEntry{c.code, digest_of(leaf.members, "digest"), leaf.public_id, leaf.members.integer("n"),
                             leaf.number};
  }
  MJ_CHECK(leaf.kind == "takedown");
  return tlog::TakedownEntry{c.code, leaf.public_id, leaf.members.text("reason"), leaf.number};
}

}  // namespace

void create_log(db::Transaction& tx, std::string_view origin) {
  const auto root = tlog::empty_root();
  tx.execute(sql::kCreate, {std::string(origin), db::Blob{std::string(tlog::view(root))}});
}

std::string log_origin(db::Transaction& tx) {
  const auto rows = tx.query(sql::kState, {});
  return rows.empty() ? std::string() : rows.text(0, 0);
}

Sequencer::Sequencer(db::Database& database, tlog::TileStore& tiles, const tlog::NoteSigner& signer,
                     const Clock& legal_clock, std::string holder, SequencerOptions options)
    : database_(database),
      tiles_(tiles),
      signer_(signer),
      legal_clock_(legal_clock),
      holder_(std::move(holder)),
      options_(options) {}
Sequencer::~Sequencer() = default;

bool Sequencer::lead() {
  const std::int64_t now = real_now();
  if (epoch_ != 0) {
    bool kept = false;
    database_.write([&](db::Transaction& tx) {
      kept = tx.execute(sql::kRenew, {epoch_, now + options_.lease_ms, holder_}) == 1;
      return kept;
    });
    if (kept) {
      if (!loaded_) load();  // the last round broke off between its commit and its tiles
      return true;
    }
    epoch_ = 0;
    loaded_ = false;
  }
  database_.write([&](db::Transaction& tx) {
    const auto rows = tx.query(sql::kLead, {holder_, now + options_.lease_ms, now});
    epoch_ = rows.empty() ? 0 : rows.integer(0, 0);
    return epoch_ != 0;
  });
  if (epoch_ == 0) return false;
  if (!loaded_) load();
  return true;
}

void Sequencer::load() {
  database_.read([&](db::Transaction& tx) {
    const auto rows = tx.query(sql::kState, {});
    if (rows.empty()) throw Unavailable("the log was not created");
    head_.size = static_cast<std::uint64_t>(rows.integer(0, 1));
    head_.root = tlog::to_hash(rows.blob(0, 2)).value_or(tlog::empty_root());
    const auto last = tx.query(sql::kLastCheckpoint, {});
    published_ = last.empty() ? 0 : static_cast<std::uint64_t>(last.integer(0, 0));
  });
  const tlog::EntrySource entries = [this](std::uint64_t begin, std::uint64_t end) -> Result<std::vector<std::string>> {
    std::vector<std::string> out;
    database_.read([&](db::Transaction& tx) {
      tx.each(sql::kRange, {static_cast<std::int64_t>(begin), static_cast<std::int64_t>(end)}, [&](const db::Row& row) {
        out.emplace_back(row.text(0));
        return true;
      });
    });
    return out;
  };
  auto writer = tlog::open_or_rebuild(tiles_, head_, entries);
  if (!writer) throw Unavailable("tiles cannot be opened: " + writer.error().message);
  writer_ = std::move(*writer);
  loaded_ = true;
  key_checked_ = false;  // another server may have changed it while this one did not lead
}

// Only the key that the log names may sign: a server with an old key file does everything but that.
void Sequencer::check_key() {
  if (key_checked_) return;
  const auto own = signer_.verifier();
  bool is_own = false, is_own_sm2 = false;
  database_.read([&](db::Transaction& tx) {
    const auto changes = key_changes(tx);
    const auto last = tx.query(sql::kLastCheckpoint, {});
    const auto named_sm2 = tlog::named_key(changes, tlog::SignatureType::sm2);
    const auto sm2 = signer_.sm2_verifier();
    is_own_sm2 = named_sm2.empty() || (sm2 && sm2->vkey() == named_sm2);
    if (const auto named = tlog::named_key(changes, tlog::SignatureType::ed25519); !named.empty()) {
      is_own = named == own.vkey();
    } else if (last.empty()) {
      is_own = true;
    } else {
      const auto note = tlog::parse_note(last.text(0, 1));
      is_own = note && tlog::verify_note(*note, {&own, 1}).has_value();
    }
  });
  key_checked_ = is_own && is_own_sm2;
  if (key_checked_) return;
  throw Unavailable("日志密钥已经换过，密钥文件夹里的不是现在那一把。请放入新的 " + std::string(is_own ? "log.sm2" : "log.ed25519") +
                    "，再重新启动。");
}

void Sequencer::change_key(const tlog::NoteVerifier& next, const std::string& replaced) {
  MJ_CHECK(epoch_ != 0 && loaded_);
  SequencedLeaf leaf;
  leaf.id = "key/" + std::to_string(head_.size);
  leaf.kind = "key";
  leaf.bytes = tlog::entry_bytes(tlog::KeyEntry{next.vkey(), replaced});
  std::vector<SequencedLeaf> leaves{std::move(leaf)};
  add(leaves);
  key_checked_ = false;  // what follows is the next key's to sign
}

std::size_t Sequencer::integrate() {
  MJ_CHECK(epoch_ != 0 && loaded_);
  log_tallies();
  std::vector<SequencedLeaf> leaves, known;
  database_.read([&](db::Transaction& tx) {
    leaves.clear();
    known.clear();
    tx.each(sql::kWaiting, {static_cast<std::int64_t>(options_.batch_max)}, [&](const db::Row& row) {
      SequencedLeaf leaf;
      leaf.agency = row.text(0);
      leaf.id = row.text(1);
      leaf.position = row.integer(2);
      leaf.kind = row.text(3);
      leaf.public_id = row.text(4);
      auto members = parse_json(row.text(5));
      MJ_CHECK(members.has_value());
      leaf.members = std::move(*members);
      leaf.queued_at = row.integer(6);
      leaves.push_back(std::move(leaf));
      return true;
    });
    // Met before a crash: in the log already, only to be forgotten.
    for (auto at = leaves.begin(); at != leaves.end();) {
      if (tx.query(sql::kKnown, {at->agency, at->id, at->position}).empty()) {
        ++at;
      } else {
        known.push_back(std::move(*at));
        at = leaves.erase(at);
      }
    }
  });
  if (!leaves.empty()) add(leaves);
  forget(known);
  forget(leaves);
  return known.size() + leaves.size();
}

void Sequencer::catch_up() {
  for (int batch = 0; batch < 8; ++batch) {
    if (integrate() < options_.batch_max) return;
  }
}

void Sequencer::add(std::vector<SequencedLeaf>& leaves) {
  tlog::TreeWriter next;
  tlog::TileBatch batch;
  bool fenced = false;
  // Whatever breaks off from here on, an unknown commit or tiles behind the committed entries: `load` looks again, and
  // writes the tiles from `log_entry`.
  loaded_ = false;
  database_.write([&](db::Transaction& tx) {
    Numbering numbering(tx);
    std::vector<std::string> entries;
    entries.reserve(leaves.size());
    auto index = static_cast<std::int64_t>(head_.size);
    std::set<std::pair<std::string, std::string>> days;
    for (auto& leaf : leaves) {
      if (leaf.bytes.empty()) {
        leaf.bytes = tlog::entry_bytes(entry_of(leaf, numbering));
        days.emplace(leaf.agency, Instant(leaf.queued_at).date().text());
      }
      entries.push_back(leaf.bytes);
      tx.later(sql::kInsertEntry,
               {index++, leaf.agency, leaf.id, leaf.position, leaf.kind, leaf.public_id, leaf.number, leaf.bytes});
    }
    for (const auto& [agency, day] : days) tx.later(sql::kOpenDay, {agency, day});
    for (const auto& leaf : leaves) {
      if (leaf.kind == kTally) tx.later(sql::kCloseDay, {leaf.agency, leaf.public_id});
    }
    numbering.save();
    next = writer_;
    batch = next.append(entries);
    const auto head = next.head();
    fenced = tx.execute(sql::kAdvance, {epoch_, static_cast<std::int64_t>(head_.size),
                                        static_cast<std::int64_t>(head.size), db::Blob{std::string(tlog::view(head.root))}}) != 1;
    return !fenced;
  });
  if (fenced) {
    epoch_ = 0;
    throw Unavailable("another sequencer has taken over");
  }
  if (auto applied = tiles_.apply(batch); !applied) throw Unavailable("tiles: " + applied.error().message);
  writer_ = std::move(next);
  head_ = writer_.head();
  loaded_ = true;
}

// The day's counts of an agency, once the legal day is over and all its leaves are in (CONTRACTS 3).
void Sequencer::log_tallies() {
  std::vector<SequencedLeaf> tallies;
  const std::string today = legal_clock_.today().text();
  database_.read([&](db::Transaction& tx) {
    tallies.clear();
    // Leaves of a past day that still wait would be missing from its tally: the next round counts them.
    const auto oldest = tx.query(sql::kWaiting, {std::int64_t{1}});
    const std::string before =
        oldest.empty() ? today : std::min(today, Instant(oldest.integer(0, 6)).date().text());
    const auto days = tx.query(sql::kOverDays, {before, std::int64_t{1000}});
    for (std::size_t i = 0; i < days.size(); ++i) {
      const Date day = *Date::parse(days.text(i, 1));
      tlog::TallyEntry tally;
      tally.agency = tx.query(sql::kAgencyCode, {days.text(i, 0)}).text(0, 0);
      tally.day = day;
      const auto counts = tx.query(sql::kDayCounts, {days.text(i, 0), Instant::beijing(day).unix_ms(),
                                                     Instant::beijing(day + 1).unix_ms()});
      for (std::size_t k = 0; k < counts.size(); ++k) {
        const std::int64_t n = counts.integer(k, 1);
        tally.events += n;
        if (counts.text(k, 0) == "decide") tally.decided += n;
        if (counts.text(k, 0) == "approve_publication") tally.published += n;
        if (counts.text(k, 0) == "withhold_publication") tally.withheld += n;
        if (counts.text(k, 0) == "take_down_publication") tally.taken_down += n;
      }
      SequencedLeaf leaf;
      leaf.agency = days.text(i, 0);
      leaf.id = "tally/" + day.text() + "/" + std::to_string(head_.size);
      leaf.kind = kTally;
      leaf.public_id = day.text();
      leaf.bytes = tlog::entry_bytes(tally);
      tallies.push_back(std::move(leaf));
    }
  });
  if (!tallies.empty()) add(tallies);
}

// Agency by agency: a transaction writes rows of one agency (DESIGN 4).
void Sequencer::forget(const std::vector<SequencedLeaf>& leaves) {
  std::map<std::string, std::vector<const SequencedLeaf*>> by_agency;
  for (const auto& leaf : leaves) by_agency[leaf.agency].push_back(&leaf);
  for (const auto& [agency, list] : by_agency) {
    database_.write([&, &rows = list](db::Transaction& tx) {
      for (const auto* leaf : rows) tx.later(sql::kForget, {leaf->agency, leaf->id, leaf->position});
      return true;
    });
  }
}

std::optional<std::uint64_t> Sequencer::publish() {
  MJ_CHECK(epoch_ != 0 && loaded_);
  if (head_.size == published_ || head_.size == 0) return std::nullopt;
  check_key();
  const std::string note = tlog::sign_checkpoint(head_, signer_);
  database_.write([&](db::Transaction& tx) {
    tx.execute(sql::kPutCheckpoint, {static_cast<std::int64_t>(head_.size), db::Blob{std::string(tlog::view(head_.root))},
                                     note, real_now()});
    return true;
  });
  tlog::TileBatch batch;
  batch.writes.push_back({"checkpoint", note});
  if (auto applied = tiles_.apply(batch); !applied) throw Unavailable("checkpoint: " + applied.error().message);
  published_ = head_.size;
  return published_;
}

void Sequencer::release() {
  if (epoch_ == 0) return;
  database_.write([&](db::Transaction& tx) {
    tx.execute(sql::kRelease, {epoch_, holder_});
    return true;
  });
  epoch_ = 0;
  loaded_ = false;
}

void Sequencer::drain() {
  if (!lead()) throw Unavailable("another sequencer holds the log");
  while (integrate() > 0) lead();
  publish();
}

}  // namespace mingjing::workers
