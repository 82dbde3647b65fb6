// SPDX-License-Identifier: Apache-2.0
#include "workers/log_keys.h"

#include "tlog/entry.h"

namespace mingjing::workers {
namespace {

const db::Statement kKeys{
    "log_key_entries", "SELECT entry_index, bytes FROM log_entry WHERE kind = 'key' ORDER BY entry_index LIMIT 10000"};

}  // namespace

std::vector<tlog::KeyChange> key_changes(db::Transaction& tx) {
  std::vector<tlog::KeyChange> out;
  const auto rows = tx.query(kKeys, {});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto entry = tlog::parse_entry(rows.text(i, 1));
    const auto* change = entry ? std::get_if<tlog::KeyEntry>(&*entry) : nullptr;
    if (change == nullptr) throw Unavailable("a key entry of the log cannot be read");
    out.push_back({static_cast<std::uint64_t>(rows.integer(i, 0)), *change});
  }
  return out;
}

Result<tlog::LogKeys> log_keys(db::Transaction& tx, const tlog::NoteVerifier& known) {
  return tlog::LogKeys::of(key_changes(tx), known);
}

}  // namespace mingjing::workers
