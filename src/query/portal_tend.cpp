// The text index kept in few pieces. FTS5 writes a piece (a segment) with every transaction and merges four of a size
// into one; each piece costs every term of every search some twenty microseconds of looking up, so a search over
// fifteen pieces takes four times as long as over one. While nothing else is to be done they are merged further, a
// little at a time: no step holds up a publication. SPDX-License-Identifier: Apache-2.0
#include <mutex>
#include <string_view>

#include "query/portal_db.h"
#include "query/portal_sql.h"

namespace mingjing::query {
namespace {

constexpr int kPiecesMax = 8;             // more than these are merged into one
constexpr std::int64_t kStepPages = 128;  // of 4 KiB, written by one step: some 20 ms

struct Pieces {
  int count = 0;
  bool unfinished = false;  // a merge is under way, or two pieces of one size wait for one
};

// The record of FTS5 about its segments: a cookie of four bytes, then varints: levels, segments, writes; of each level
// the segments being merged and all, and of each segment its number, first and last page.
class Structure {
 public:
  explicit Structure(std::string_view bytes) : bytes_(bytes.substr(std::min<std::size_t>(4, bytes.size()))) {}
  Pieces pieces() {
    constexpr std::uint64_t kLevelsMax = 64, kSegmentsMax = 2000;
    const std::uint64_t levels = std::min(next(), kLevelsMax);
    Pieces out{static_cast<int>(std::min(next(), kSegmentsMax)), false};
    next();
    for (std::uint64_t level = 0; level < levels; ++level) {
      const std::uint64_t merging = next(), segments = std::min(next(), kSegmentsMax);
      out.unfinished = out.unfinished || merging > 0 || segments > 1;
      for (std::uint64_t i = 0; i < segments * 3; ++i) next();
    }
    return out;
  }

 private:
  std::uint64_t next() {
    std::uint64_t value = 0;
    while (!bytes_.empty()) {
      const auto byte = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      value = value << 7 | (byte & 0x7f);
      if (byte < 0x80) break;
    }
    return value;
  }
  std::string_view bytes_;
};

}  // namespace

bool PortalDb::tend(int steps) {
  for (int step = 0; step < steps; ++step)
    if (!tend_once()) return false;
  return true;
}

bool PortalDb::tend_once() {
  const std::shared_lock lock(swap_);
  Pieces pieces;
  db_->read([&](db::Transaction& tx) {
    const auto rows = tx.query(sql::kIndexPieces, {});
    pieces = rows.empty() ? Pieces{} : Structure(rows.blob(0, 0)).pieces();
  });
  if (!pieces.unfinished && pieces.count <= kPiecesMax) return false;
  db_->write([&](db::Transaction& tx) {
    // Less than nothing asks for all pieces to become one; what is under way goes on with either.
    tx.execute(sql::kMergePieces, {pieces.unfinished ? kStepPages : -kStepPages});
    return true;
  });
  return true;
}

}  // namespace mingjing::query
