// The keys of a log over the years 「日志密钥」, as its own `key` entries say (CONTRACTS 3): a checkpoint that covers the entry of a
// change is signed by the new key, one that ends before it by the old. A log of the SM profile 「国密」 has two such rows of keys, one
// of each type, in the same entries: whoever knows a key of one type follows that row and passes the other over. For a while the old key signs beside the new one, so
// that who has heard of the old one alone goes on; from its last size on it answers for nothing any more.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tlog/checkpoint.h"
#include "tlog/entry.h"

namespace mingjing::tlog {

struct LogKey {
  NoteVerifier key;
  std::uint64_t from = 0;           // the smallest size of a checkpoint that it answers for
  std::optional<std::uint64_t> to;  // the largest; nothing: it is the present one
};

struct KeyChange {
  std::uint64_t index = 0;
  KeyEntry entry;
};

// The key of this type that the last change brought; empty: there was none.
std::string named_key(std::span<const KeyChange> changes, SignatureType type);

class LogKeys {
 public:
  explicit LogKeys(NoteVerifier only, std::uint64_t from = 0) : keys_{{std::move(only), from, {}}} {}
  // `changes` in the order of the log, those of other types too; `known` for a log that never changed its key of this type; `from`:
  // the smallest size that the first answers for. Refused (conflict): what is no key, a change that does not follow the one
  // before or brings a key of another type, or a chain in which `known` does not stand.
  static Result<LogKeys> of(std::span<const KeyChange> changes, const NoteVerifier& known, std::uint64_t from = 0);

  const NoteVerifier& present() const { return keys_.back().key; }
  std::span<const LogKey> all() const { return keys_; }  // the oldest first
  // As open_checkpoint, by the key that answers for its size.
  Result<SignedCheckpoint> open(std::string_view bytes, std::string_view origin) const;

  // One key a line, the oldest first: vkey, from, to, separated by single spaces; `to` is `-` for the present key.
  std::string text() const;
  static std::optional<LogKeys> parse(std::string_view text);

 private:
  LogKeys() = default;
  std::vector<LogKey> keys_;
};

}  // namespace mingjing::tlog
