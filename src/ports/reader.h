// Reading outside a command: one snapshot, any aggregate of an agency, its events. Flow's read cases (the case page)
// and jobs use it; rights are judged by the caller before anything is shown.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "base/time.h"
#include "ports/unit_of_work.h"

namespace mingjing::ports {

struct PastEvent {
  EventId id;
  std::int64_t version = 0;
  std::string type;
  std::string actor;  // a user id, or `system`
  Instant recorded_at;
  Instant occurred_at;
  Json data;
};

class Reader {
 public:
  virtual ~Reader() = default;
  virtual std::optional<Aggregate> load(AgencyId agency, std::string_view kind, Uuid id) = 0;
  // All of a kind, in the order of their ids, at most `limit`: for kinds of which an agency has few, never for cases.
  virtual std::vector<Aggregate> all(AgencyId agency, std::string_view kind, int limit) = 0;
  virtual std::optional<std::int64_t> version(AgencyId agency, std::string_view kind, Uuid id) = 0;
  virtual std::optional<Uuid> lookup(AgencyId agency, std::string_view kind, std::string_view key) = 0;
  // Keys of the agency in [from, to), in their order; at most `limit`.
  virtual std::vector<std::string> keys_between(AgencyId agency, std::string_view kind, std::string_view from,
                                                std::string_view to, int limit) = 0;
  // Of every agency: whose, and the key; at most `limit`. For what the whole deployment shares: stored files.
  virtual std::vector<std::pair<AgencyId, std::string>> keys_anywhere(std::string_view kind, int limit) = 0;
  // Oldest first; at most `limit`.
  virtual std::vector<PastEvent> events(AgencyId agency, Uuid aggregate, std::int64_t after_version, int limit) = 0;
  virtual std::optional<std::string> body(AgencyId agency, Uuid id) = 0;
  virtual std::optional<std::string> public_body(AgencyId agency, Uuid public_id, std::int64_t n) = 0;
};

class Snapshots {
 public:
  virtual ~Snapshots() = default;
  virtual void read(const std::function<void(Reader&)>& question) = 0;
};

}  // namespace mingjing::ports
