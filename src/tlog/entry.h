// The entries of the log, CONTRACTS 3: canonical JSON, at most 4 KiB, commitments and codes only. The log knows no
// law; the two lists of codes are part of the wire format.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "base/time.h"
#include "tlog/merkle.h"

namespace mingjing::tlog {

// `agency` is a unified social credit code 「统一社会信用代码」, `id` a UUID in its text form, digests and commits are
// 32 raw bytes here and `sha256:<hex>` in JSON.

struct EventEntry {  // one for every event 「事件」
  std::string agency;
  std::string commit;
  std::int64_t n = 0;  // 1, 2, 3 … per agency without gap
  bool operator==(const EventEntry&) const = default;
};

struct PublicationEntry {  // 「公示」
  std::string agency;
  std::string digest;  // of the exact bytes of /decisions/{id}.json
  std::string id;
  std::optional<std::int64_t> replaces;  // the `seq` this one corrects
  std::int64_t seq = 0;                  // 1, 2, 3 … per agency without gap, over publications and withheld
  bool operator==(const PublicationEntry&) const = default;
};

struct UpdateEntry {  // a dated addition at /decisions/{id}/updates/{n}.json
  std::string agency;
  std::string digest;
  std::string id;
  std::int64_t n = 0;
  std::int64_t of = 0;  // the publication's `seq`
  bool operator==(const UpdateEntry&) const = default;
};

struct WithheldEntry {  // 「依法不予公示」
  std::string agency;
  std::string commit;
  std::string ground;
  std::int64_t seq = 0;
  bool operator==(const WithheldEntry&) const = default;
};

struct TakedownEntry {  // 「撤下」
  std::string agency;
  std::string id;
  std::string reason;
  std::int64_t seq = 0;  // the publication taken down
  bool operator==(const TakedownEntry&) const = default;
};

struct TallyEntry {  // 「日计数」 daily per agency with events
  std::string agency;
  Date day;
  std::int64_t decided = 0, events = 0, published = 0, taken_down = 0, withheld = 0;
  bool operator==(const TallyEntry&) const = default;
};

struct RestoreEntry {  // the database was restored at size `from` while leaves up to `to` were signed
  std::int64_t from = 0, to = 0;
  bool operator==(const RestoreEntry&) const = default;
};

struct KeyEntry {  // from here on checkpoints are signed by `key`
  std::string key;  // a vkey
  std::optional<std::string> replaces;
  bool operator==(const KeyEntry&) const = default;
};

struct NewLogEntry {  // first entry after `restore --new-log`: what the old log was
  std::string origin;
  Hash root{};
  std::int64_t size = 0;
  bool operator==(const NewLogEntry&) const = default;
};

using Entry = std::variant<EventEntry, PublicationEntry, UpdateEntry, WithheldEntry, TakedownEntry, TallyEntry,
                           RestoreEntry, KeyEntry, NewLogEntry>;

inline constexpr std::array<std::string_view, 8> kWithheldGrounds = {
    "minor",    "state_secret",     "commercial_secret", "privacy",
    "security", "provincial_order", "slight",            "overturned"};
inline constexpr std::array<std::string_view, 7> kTakedownReasons = {
    "changed", "revoked", "confirmed_illegal", "confirmed_void", "corrected", "display_ended", "credit_repaired"};
bool is_withheld_ground(std::string_view code);
bool is_takedown_reason(std::string_view code);
std::string_view takedown_reason_zh(std::string_view code);  // as shown to people; empty when unknown

// Why the entry may not stand in the log, or nothing: for callers that build from data.
std::optional<std::string> entry_fault(const Entry& entry);
// Canonical bytes. A faulty entry is a broken program.
std::string entry_bytes(const Entry& entry);
// Strict: what parses is written back byte for byte. invalid, too_large.
Result<Entry> parse_entry(std::string_view bytes);

inline constexpr std::size_t kSaltBytes = 32;
// SHA-256("mingjing/event/v1\n" ‖ salt ‖ canonical event); canonical events hold no `n`.
std::string event_commit(std::string_view salt, std::string_view canonical_event);
// SHA-256("mingjing/withheld/v1\n" ‖ salt ‖ canonical `decided` event).
std::string withheld_commit(std::string_view salt, std::string_view canonical_event);

}  // namespace mingjing::tlog
