// A unit of work that only looks: what facts for the case page are filled from, in one snapshot. It remembers which
// aggregates it saw in which version, so that a page made from them can be kept until one of them changes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "ports/reader.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

struct Seen {
  AgencyId agency;
  std::string kind;
  Uuid id;
  std::int64_t version = 0;  // 0: there was none
};

class ReadUnit final : public ports::UnitOfWork {
 public:
  ReadUnit(ports::Reader& reader, const ports::Actor& actor, Instant now);
  const ports::Actor& actor() const override { return actor_; }
  Instant now() const override { return now_; }
  // Each aggregate is read once, however often it is asked for.
  std::optional<ports::Aggregate> load(std::string_view kind, Uuid id) override;
  std::optional<Uuid> lookup(std::string_view kind, std::string_view key) override;
  std::optional<std::string> body(Uuid id) override;
  std::vector<std::string> keys_between(std::string_view kind, std::string_view from, std::string_view to, int limit) override;
  const std::vector<Seen>& seen() const { return seen_; }

  // Writing through it is a broken program.
  Uuid new_id() override;
  Result<ports::Aggregate> open(std::string_view kind, Uuid id, std::optional<std::int64_t> expected) override;
  ports::Aggregate create(std::string_view kind, Uuid id) override;
  void put(ports::Aggregate& aggregate, domain::Part part) override;
  void erase(ports::Aggregate& aggregate, std::string_view name, std::string_view key) override;
  EventId append(ports::Aggregate& aggregate, ports::NewEvent event) override;
  std::int64_t take_number(std::string_view series) override;
  void queue(ports::NewPublicLeaf leaf) override;
  void queue(ports::NewJob job) override;
  void put_body(Uuid id, std::string_view bytes) override;
  std::optional<std::string> event_body(const ports::Aggregate& aggregate, std::string_view type) override;
  void put_public_body(Uuid public_id, std::int64_t n, std::string_view bytes) override;

 private:
  ports::Reader& reader_;
  const ports::Actor& actor_;
  Instant now_;
  std::vector<Seen> seen_;
  std::vector<ports::Aggregate> loaded_;
};

}  // namespace mingjing::flow
