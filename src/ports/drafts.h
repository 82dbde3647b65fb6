// Drafts 「草稿」: what somebody has typed and not sent yet. Private to who wrote it, encrypted at rest, gone after ninety
// days; no event and no part of any aggregate, so nobody acts on one and `verify` does not look at it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "base/result.h"
#include "base/time.h"

namespace mingjing::ports {

inline constexpr std::size_t kDraftsPerUser = 200;
inline constexpr std::size_t kDraftBytes = 256 << 10;  // of a request that saves one
inline constexpr std::int64_t kDraftDays = 90;         // since it was last saved

struct DraftOwner {
  AgencyId agency;
  UserId user;
};

struct DraftContent {
  Json value;                        // an object, as the screen made it
  std::optional<std::int64_t> base;  // the version of the case it was typed against
};

struct Draft {
  std::string key;
  DraftContent content;
  std::int64_t version = 0;
  Instant saved_at;  // real clock
};

struct DraftLine {
  std::string key;
  std::int64_t version = 0;
  Instant saved_at;
  std::int64_t bytes = 0;
};

// 1 to 160 of a–z, 0–9, `.`, `_`, `:`, `-`: a key is stored in the clear, so it names ids and acts only.
bool is_draft_key(std::string_view key);

class Drafts {
 public:
  virtual ~Drafts() = default;
  // `expected` empty: whatever is there; 0: nothing may be there yet. Refusals: conflict (with what is stored now, if
  // anything is), too_large (the owner keeps kDraftsPerUser others already).
  virtual Result<Draft> save(const DraftOwner& owner, std::string_view key, const DraftContent& content,
                             std::optional<std::int64_t> expected, Instant now) = 0;
  virtual std::optional<Draft> find(const DraftOwner& owner, std::string_view key) = 0;
  virtual std::vector<DraftLine> list(const DraftOwner& owner) = 0;           // newest first
  virtual void drop(const DraftOwner& owner, std::string_view key) = 0;       // dropping twice is no fault
  // Of everybody, last saved before `before`, the oldest first, at most `limit`; returns how many went.
  virtual std::size_t drop_saved_before(Instant before, std::size_t limit) = 0;
};

}  // namespace mingjing::ports
