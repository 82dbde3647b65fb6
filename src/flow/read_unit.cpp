// SPDX-License-Identifier: Apache-2.0
#include "flow/read_unit.h"

#include "base/check.h"

namespace mingjing::flow {
namespace {

[[noreturn]] void only_reads() {
  check_failed("a unit of work that only reads was written to", __FILE__, __LINE__);
  __builtin_unreachable();
}

}  // namespace

ReadUnit::ReadUnit(ports::Reader& reader, const ports::Actor& actor, Instant now)
    : reader_(reader), actor_(actor), now_(now) {}

std::optional<ports::Aggregate> ReadUnit::load(std::string_view kind, Uuid id) {
  for (const auto& aggregate : loaded_) {
    if (aggregate.kind == kind && aggregate.id == id) return aggregate;
  }
  const AgencyId agency = kind == ports::kind::agency ? AgencyId(id) : actor_.agency;
  auto found = reader_.load(agency, kind, id);
  seen_.push_back({agency, std::string(kind), id, found ? found->version : 0});
  if (found) loaded_.push_back(*found);
  return found;
}

std::optional<Uuid> ReadUnit::lookup(std::string_view kind, std::string_view key) {
  return reader_.lookup(actor_.agency, kind, key);
}

std::vector<std::string> ReadUnit::keys_between(std::string_view kind, std::string_view from, std::string_view to,
                                                int limit) {
  return reader_.keys_between(actor_.agency, kind, from, to, limit);
}

std::optional<std::string> ReadUnit::body(Uuid id) { return reader_.body(actor_.agency, id); }

Uuid ReadUnit::new_id() { only_reads(); }
Result<ports::Aggregate> ReadUnit::open(std::string_view, Uuid, std::optional<std::int64_t>) { only_reads(); }
ports::Aggregate ReadUnit::create(std::string_view, Uuid) { only_reads(); }
void ReadUnit::put(ports::Aggregate&, domain::Part) { only_reads(); }
void ReadUnit::erase(ports::Aggregate&, std::string_view, std::string_view) { only_reads(); }
EventId ReadUnit::append(ports::Aggregate&, ports::NewEvent) { only_reads(); }
std::int64_t ReadUnit::take_number(std::string_view) { only_reads(); }
void ReadUnit::queue(ports::NewPublicLeaf) { only_reads(); }
void ReadUnit::queue(ports::NewJob) { only_reads(); }
void ReadUnit::put_body(Uuid, std::string_view) { only_reads(); }
std::optional<std::string> ReadUnit::event_body(const ports::Aggregate&, std::string_view) { only_reads(); }
void ReadUnit::put_public_body(Uuid, std::int64_t, std::string_view) { only_reads(); }

}  // namespace mingjing::flow
