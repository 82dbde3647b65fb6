// SPDX-License-Identifier: Apache-2.0
#include "workers/event_proof.h"

#include "base/bytes.h"
#include "tlog/tile_reader.h"
#include "workers/log_statements.h"

namespace mingjing::workers {
namespace {

const db::Statement kEntries{
    "event_entries_of",
    "SELECT l.entry_index, l.bytes, e.body, e.salt FROM event e JOIN log_entry l ON l.agency_id = e.agency_id AND l.public_id = "
    "e.aggregate_id AND l.leaf_id = e.id AND l.kind = 'event' WHERE e.agency_id = $1 AND e.aggregate_id = $2 AND e.type = $3 "
    "ORDER BY e.version DESC LIMIT $4"};

}  // namespace

std::vector<flow::SealProof> event_proofs(db::Database& database, const tlog::TileStore& tiles, AgencyId agency, Uuid aggregate,
                                          std::string_view type, int limit) {
  std::vector<flow::SealProof> out;
  database.read([&](db::Transaction& tx) {
    out.clear();
    const auto checkpoint = tx.query(sql::kLastCheckpoint, {});
    const auto entries = tx.query(kEntries, {agency.text(), aggregate.text(), std::string(type), std::int64_t{limit}});
    if (checkpoint.empty()) return;
    const tlog::TileReader reader(tiles, static_cast<std::uint64_t>(checkpoint.integer(0, 0)));
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (entries.integer(i, 0) >= checkpoint.integer(0, 0)) continue;
      const auto proof =
          tlog::make_proof(reader, static_cast<std::uint64_t>(entries.integer(i, 0)), entries.text(i, 1), checkpoint.text(0, 1));
      if (!proof) throw Unavailable("a proof cannot be made: " + proof.error().message);
      out.push_back({entries.text(i, 2), to_hex(entries.blob(i, 3)), tlog::format_proof(*proof)});
    }
  });
  return out;
}

}  // namespace mingjing::workers
