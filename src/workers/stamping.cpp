// SPDX-License-Identifier: Apache-2.0
#include "workers/stamping.h"

#include <cstdlib>

#include "crypto/timestamp.h"
#include "workers/log_statements.h"

namespace mingjing::workers {
namespace {

const db::Statement kStampPut{
    "checkpoint_stamp_put",
    "INSERT INTO checkpoint_stamp (stamped_at, size, authority, reply) VALUES ($1, $2, $3, $4) ON CONFLICT (stamped_at, size, "
    "authority) DO NOTHING"};
const db::Statement kStamps{
    "checkpoint_stamps",
    "SELECT s.stamped_at, s.size, s.authority, s.reply, k.note FROM checkpoint_stamp s JOIN checkpoint k ON k.size = s.size "
    "WHERE (s.stamped_at, s.size, s.authority) > ($1, $2, $3) ORDER BY s.stamped_at, s.size, s.authority LIMIT $4"};

constexpr std::int64_t kAtOnce = 256;

}  // namespace

std::string stamp_path(const Stamp& stamp) {
  return "timestamps/" + std::to_string(stamp.size) + "/" + std::to_string(stamp.at.unix_ms() / 1000) + ".tsr";
}
std::string stamped_note_path(std::uint64_t size) { return "timestamps/" + std::to_string(size) + "/checkpoint"; }

Stamping::Stamping(db::Database& database, tlog::TileStore& tiles, std::optional<Authority> authority, const Clock& real_clock)
    : database_(database), tiles_(tiles), authority_(std::move(authority)), clock_(real_clock) {
  take_new();
}

void Stamping::take_new() {
  for (;;) {
    const auto known = newest().value_or(Stamp{0, Instant(-1), {}});
    std::vector<Stamp> more;
    tlog::TileBatch batch;
    database_.read([&](db::Transaction& tx) {
      more.clear();
      batch = {};
      const auto rows = tx.query(kStamps, {known.at.unix_ms(), static_cast<std::int64_t>(known.size), known.authority, kAtOnce});
      for (std::size_t i = 0; i < rows.size(); ++i) {
        more.push_back({static_cast<std::uint64_t>(rows.integer(i, 1)), Instant(rows.integer(i, 0)), rows.text(i, 2)});
        const auto write = [&](const std::string& path, std::string bytes) {
          if (!tiles_.read(path)) batch.writes.push_back({path, std::move(bytes)});
        };
        write(stamped_note_path(more.back().size), rows.text(i, 4));
        write(stamp_path(more.back()), rows.blob(i, 3));
      }
    });
    if (more.empty()) return;
    if (!batch.writes.empty()) {
      if (auto written = tiles_.apply(batch); !written) throw Unavailable("timestamps: " + written.error().message);
    }
    const std::lock_guard lock(mutex_);
    stamps_.insert(stamps_.end(), more.begin(), more.end());
  }
}

Status Stamping::round() {
  take_new();
  const std::int64_t now = clock_.now().unix_ms();
  if (!authority_ || now < not_before_) return {};
  std::uint64_t size = 0;
  std::string note;
  database_.read([&](db::Transaction& tx) {
    const auto rows = tx.query(sql::kLastCheckpoint, {});
    size = rows.empty() ? 0 : static_cast<std::uint64_t>(rows.integer(0, 0));
    note = rows.empty() ? "" : rows.text(0, 1);
  });
  if (size == 0) return {};
  if (const auto known = newest()) {
    const std::int64_t age = now - known->at.unix_ms();
    if (age < (known->size == size ? kQuietEveryMs : kEveryMs)) return {};
  }
  not_before_ = now + kAfterFailureMs;
  const std::string request = crypto::timestamp_request(note);
  const auto reply = authority_->ask(request);
  if (!reply) return refuse(reply.error());
  const auto at = crypto::check_timestamp(*reply, note, authority_->certificates, request);
  if (!at) return refuse(at.error());
  if (std::abs(at->unix_ms() - clock_.now().unix_ms()) > kWrongClockMs) {
    return refuse(ErrorCode::digest_mismatch, "时间戳机构的钟与本机相差十分钟以上，它的时间戳没有采用。请先核对本机的钟。");
  }
  database_.write([&](db::Transaction& tx) {
    tx.execute(kStampPut, {at->unix_ms(), static_cast<std::int64_t>(size), authority_->url, db::Blob{*reply}});
    return true;
  });
  not_before_ = 0;
  take_new();
  return {};
}

std::optional<Stamp> Stamping::newest() const {
  const std::lock_guard lock(mutex_);
  if (stamps_.empty()) return std::nullopt;
  return stamps_.back();
}

std::string Stamping::listed(std::optional<std::uint64_t> from) const {
  std::string out;
  const std::lock_guard lock(mutex_);
  std::size_t at = from || stamps_.size() <= kListed ? 0 : stamps_.size() - kListed;
  for (std::size_t lines = 0; at < stamps_.size() && lines < kListed; ++at) {
    const Stamp& stamp = stamps_[at];
    if (from && stamp.size < *from) continue;
    out += std::to_string(stamp.size) + " " + stamp.at.text() + " " + stamp_path(stamp) + " " + stamp.authority + "\n";
    ++lines;
  }
  return out;
}

}  // namespace mingjing::workers
