// SPDX-License-Identifier: Apache-2.0
#include "workers/log_keys.h"

#include "base/check.h"
#include "tlog/entry.h"

namespace mingjing::workers {
namespace {

const db::Statement kKeys{
    "log_key_entries", "SELECT entry_index, bytes FROM log_entry WHERE kind = 'key' ORDER BY entry_index LIMIT 10000"};

}  // namespace

std::vector<LogKey> log_keys(db::Transaction& tx, const std::string& present) {
  std::vector<LogKey> out;
  const auto rows = tx.query(kKeys, {});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto entry = tlog::parse_entry(rows.text(i, 1));
    const auto* change = entry ? std::get_if<tlog::KeyEntry>(&*entry) : nullptr;
    if (change == nullptr) throw Unavailable("a key entry of the log cannot be read");
    const auto index = static_cast<std::uint64_t>(rows.integer(i, 0));
    // A checkpoint that covers the entry is signed by the new key, one that ends before it by the old.
    if (out.empty() && index > 0) out.push_back({change->replaces.value_or(present), 0, {}});
    if (!out.empty()) out.back().to = index;
    out.push_back({change->key, out.empty() ? 0 : index + 1, {}});
  }
  if (out.empty()) out.push_back({present, 0, {}});
  return out;
}

std::string vkeys_text(const std::vector<LogKey>& keys) {
  std::string out;
  for (const auto& key : keys) {
    out += key.vkey + " " + std::to_string(key.from) + " " + (key.to ? std::to_string(*key.to) : "-") + "\n";
  }
  return out;
}

}  // namespace mingjing::workers
