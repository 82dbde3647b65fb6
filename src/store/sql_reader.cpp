// SPDX-License-Identifier: Apache-2.0
#include "store/sql_reader.h"

#include "store/statements.h"
#include "store/unit_of_work.h"

namespace mingjing::store {
namespace {

const db::Statement kEvents{
    "events_of",
    "SELECT id, version, type, actor, recorded_at, occurred_at, body FROM event WHERE agency_id = $1 AND aggregate_id = "
    "$2 AND version > $3 ORDER BY version LIMIT $4"};
const db::Statement kIdsOfKind{"aggregate_ids_of_kind",
                               "SELECT id FROM aggregate WHERE agency_id = $1 AND kind = $2 ORDER BY id LIMIT $3"};
const db::Statement kKeyedAnywhere{
    "business_keys_anywhere",
    "SELECT agency_id, natural_key FROM business_key WHERE kind = $1 ORDER BY natural_key LIMIT $2"};
const db::Statement kPublicBody{"public_body_of",
                                "SELECT bytes FROM public_body WHERE agency_id = $1 AND public_id = $2 AND n = $3"};

}  // namespace

AgencyId SqlReader::owner(AgencyId agency, std::string_view kind) const {
  return is_shared(kind) ? root_agency_ : agency;
}

std::optional<ports::Aggregate> SqlReader::load(AgencyId agency, std::string_view kind, Uuid id) {
  return load_aggregate(tx_, sealer_, owner(agency, kind), kind, id);
}

std::vector<ports::Aggregate> SqlReader::all(AgencyId agency, std::string_view kind, int limit) {
  std::vector<ports::Aggregate> out;
  const auto rows = tx_.query(kIdsOfKind, {agency.text(), std::string(kind), std::int64_t{limit}});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto id = Uuid::parse(rows.text(i, 0));
    if (auto found = id ? load(agency, kind, *id) : std::nullopt) out.push_back(std::move(*found));
  }
  return out;
}

std::optional<std::int64_t> SqlReader::version(AgencyId agency, std::string_view kind, Uuid id) {
  const auto& tables = is_shared(kind) ? sql::kSharedTables : sql::kOwn;
  const auto rows = tx_.query(tables.current, {owner(agency, kind).text(), id.text(), std::string(kind)});
  if (rows.empty()) return std::nullopt;
  return rows.integer(0, 0);
}

std::optional<Uuid> SqlReader::lookup(AgencyId agency, std::string_view kind, std::string_view key) {
  const auto rows = tx_.query(sql::kBusinessKeyFind, {owner(agency, kind).text(), std::string(kind), std::string(key)});
  if (rows.empty()) return std::nullopt;
  return Uuid::parse(rows.text(0, 0));
}

std::vector<std::string> SqlReader::keys_between(AgencyId agency, std::string_view kind, std::string_view from,
                                                 std::string_view to, int limit) {
  std::vector<std::string> out;
  const auto rows = tx_.query(sql::kBusinessKeysBetween, {agency.text(), std::string(kind), std::string(from), std::string(to),
                                             std::int64_t{limit}});
  for (std::size_t i = 0; i < rows.size(); ++i) out.push_back(rows.text(i, 0));
  return out;
}

std::vector<std::pair<AgencyId, std::string>> SqlReader::keys_anywhere(std::string_view kind, int limit) {
  std::vector<std::pair<AgencyId, std::string>> out;
  const auto rows = tx_.query(kKeyedAnywhere, {std::string(kind), std::int64_t{limit}});
  for (std::size_t i = 0; i < rows.size(); ++i) out.emplace_back(AgencyId::parse(rows.text(i, 0)).value_or(AgencyId()), rows.text(i, 1));
  return out;
}

std::vector<ports::PastEvent> SqlReader::events(AgencyId agency, Uuid aggregate, std::int64_t after_version,
                                                int limit) {
  std::vector<ports::PastEvent> out;
  const auto rows = tx_.query(kEvents, {agency.text(), aggregate.text(), after_version, std::int64_t{limit}});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ports::PastEvent event;
    event.id = EventId::parse(rows.text(i, 0)).value_or(EventId{});
    event.version = rows.integer(i, 1);
    event.type = rows.text(i, 2);
    event.actor = rows.text(i, 3);
    event.recorded_at = Instant(rows.integer(i, 4));
    event.occurred_at = Instant(rows.integer(i, 5));
    if (const auto body = parse_json(rows.text(i, 6))) {
      if (const auto* data = body->find("data")) event.data = *data;
    }
    out.push_back(std::move(event));
  }
  return out;
}

std::optional<std::string> SqlReader::body(AgencyId agency, Uuid id) {
  const auto rows = tx_.query(sql::kBodyOf, {agency.text(), id.text()});
  if (rows.empty()) return std::nullopt;
  return rows.text(0, 0);
}

std::optional<std::string> SqlReader::public_body(AgencyId agency, Uuid public_id, std::int64_t n) {
  const auto rows = tx_.query(kPublicBody, {agency.text(), public_id.text(), n});
  if (rows.empty()) return std::nullopt;
  return rows.text(0, 0);
}

void SqlSnapshots::read(const std::function<void(ports::Reader&)>& question) {
  database_.read([&](db::Transaction& tx) {
    SqlReader reader(tx, sealer_, root_agency_);
    question(reader);
  });
}

}  // namespace mingjing::store
