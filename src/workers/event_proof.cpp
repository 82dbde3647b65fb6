// SPDX-License-Identifier: Apache-2.0
#include "workers/event_proof.h"

#include "base/bytes.h"
#include "tlog/tile_reader.h"
#include "workers/log_statements.h"

namespace mingjing::workers {
namespace {

const db::Statement kEntry{
    "event_entry_of",
    "SELECT l.entry_index, l.bytes, e.body, e.salt FROM event e JOIN log_entry l ON l.agency_id = e.agency_id AND l.public_id = "
    "e.aggregate_id AND l.leaf_id = e.id AND l.kind = 'event' WHERE e.agency_id = $1 AND e.aggregate_id = $2 AND e.type = $3 "
    "ORDER BY e.version DESC LIMIT 1"};

}  // namespace

std::optional<flow::SealProof> event_proof(db::Database& database, const tlog::TileStore& tiles, AgencyId agency, Uuid aggregate,
                                      std::string_view type) {
  std::optional<flow::SealProof> out;
  database.read([&](db::Transaction& tx) {
    out.reset();
    const auto checkpoint = tx.query(sql::kLastCheckpoint, {});
    const auto entry = tx.query(kEntry, {agency.text(), aggregate.text(), std::string(type)});
    if (checkpoint.empty() || entry.empty() || entry.integer(0, 0) >= checkpoint.integer(0, 0)) return;
    const tlog::TileReader reader(tiles, static_cast<std::uint64_t>(checkpoint.integer(0, 0)));
    const auto proof =
        tlog::make_proof(reader, static_cast<std::uint64_t>(entry.integer(0, 0)), entry.text(0, 1), checkpoint.text(0, 1));
    if (!proof) throw Unavailable("a proof cannot be made: " + proof.error().message);
    out = flow::SealProof{entry.text(0, 2), to_hex(entry.blob(0, 3)), tlog::format_proof(*proof)};
  });
  return out;
}

}  // namespace mingjing::workers
