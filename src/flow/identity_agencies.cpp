// SPDX-License-Identifier: Apache-2.0
#include "flow/identity_agencies.h"

#include <algorithm>

#include "base/check.h"

namespace mingjing::flow {
namespace {

Json parts_json(const domain::Parts& parts) {
  Json out = Json::array();
  for (const auto& part : parts) {
    out.push(Json::object({{"name", part.name}, {"key", part.key}, {"data", part.data}}));
  }
  return out;
}

identity::Agency agency_of_payload(const Json& payload) {
  domain::Parts parts;
  for (const auto& row : payload.items("parts")) {
    const Json* data = row.find("data");
    MJ_CHECK(data != nullptr);
    parts.push_back({row.text("name"), row.text("key"), *data, {}});
  }
  const auto id = AgencyId::parse(payload.text("agency"));
  MJ_CHECK(id.has_value());
  return identity::agency_from_parts(*id, parts);
}

Status save_units(ports::UnitOfWork& work, std::int64_t version, const char* event_type, const identity::Unit& unit,
                  bool is_new) {
  const AgencyId id = work.actor().agency;
  auto aggregate = work.open(ports::kind::agency, id.uuid(), version);
  if (!aggregate) return refuse(aggregate.error());
  auto agency = identity::agency_from_parts(id, aggregate->parts);
  const auto at = std::find_if(agency.units.begin(), agency.units.end(),
                               [&](const identity::Unit& row) { return row.id == unit.id; });
  if (is_new)
    agency.units.push_back(unit);
  else if (at == agency.units.end())
    return refuse(ErrorCode::not_found, "没有找到该机构，请刷新后重试。");
  else
    *at = unit;
  if (auto status = identity::validate(agency); !status) return status;
  work.put(*aggregate, identity::unit_part(unit));
  work.append(*aggregate, {event_type, Json::object({{"unit", unit.id.text()}}), work.now()});
  return {};
}

}  // namespace

Result<AgencyId> create_agency(ports::UnitOfWork& work, std::int64_t root_version, identity::Agency agency) {
  auto root = work.open(ports::kind::agency, work.actor().agency.uuid(), root_version);
  if (!root) return refuse(root.error());
  if (identity::agency_from_parts(work.actor().agency, root->parts).parent) {
    return refuse(ErrorCode::forbidden, "新建机关由最上级机关的系统管理员统一办理，请与其联系。");
  }
  if (!agency.parent) agency.parent = work.actor().agency;
  if (*agency.parent != work.actor().agency &&
      domain::find_part(root->parts, "child", agency.parent->text()) == nullptr) {
    return invalid("没有找到上级机关，请重新选择。", "parent");
  }
  if (work.lookup(ports::kind::agency, agency.uscc)) return invalid("该统一社会信用代码已登记为另一机关。", "uscc");
  for (const auto& part : root->parts) {
    if (part.name == "child" && part.data.text("uscc") == agency.uscc) {
      return invalid("该统一社会信用代码已登记为另一机关。", "uscc");
    }
  }
  const Uuid base = work.new_id();
  agency.id = AgencyId(base);  // its last 20 bits follow once the number is taken, after every guard
  for (auto& unit : agency.units) unit.id = UnitId(work.new_id());
  if (auto status = identity::validate(agency); !status) return refuse(status.error());

  // The root itself has ordinal 1, so children start at 2.
  const auto ordinal = work.take_number("agency_ordinal") + 1;
  if (ordinal > static_cast<std::int64_t>(kMaxAgencyOrdinal)) return invalid("机关数量已达上限。");
  agency.ordinal = static_cast<std::uint32_t>(ordinal);
  agency.id = AgencyId(identity::with_ordinal(base, agency.ordinal));
  for (auto& unit : agency.units) unit.id = UnitId(identity::with_ordinal(unit.id.uuid(), agency.ordinal));
  work.put(*root, {"child",
                   agency.id.text(),
                   Json::object({{"ordinal", ordinal}, {"uscc", agency.uscc}, {"parent", agency.parent->text()}}),
                   {}});
  const EventId event = work.append(
      *root, {"create_agency", Json::object({{"agency", agency.id.text()}, {"ordinal", ordinal}}), work.now()});
  work.queue(ports::NewJob{"open_agency",
                           Json::object({{"event", event.text()},
                                         {"agency", agency.id.text()},
                                         {"ordinal", ordinal},
                                         {"uscc", agency.uscc},
                                         {"parts", parts_json(identity::to_parts(agency))}}),
                           work.now()});
  return agency.id;
}

ports::Actor actor_to_open(const Json& payload) {
  ports::Actor actor;
  actor.agency = AgencyId::parse(payload.text("agency")).value_or(AgencyId());
  actor.agency_ordinal = static_cast<std::uint32_t>(payload.integer("ordinal"));
  actor.agency_uscc = payload.text("uscc");
  return actor;
}

Status open_agency(ports::UnitOfWork& work, const Json& payload) {
  const auto agency = agency_of_payload(payload);
  MJ_CHECK(agency.id == work.actor().agency);
  if (work.load(ports::kind::agency, agency.id.uuid())) return {};  // delivered before
  auto aggregate = work.create(ports::kind::agency, agency.id.uuid());
  for (auto& part : identity::to_parts(agency)) work.put(aggregate, std::move(part));
  work.append(
      aggregate,
      {"open_agency", Json::object({{"agency", agency.id.text()}, {"caused_by", payload.text("event")}}), work.now()});
  return {};
}

Result<UnitId> create_unit(ports::UnitOfWork& work, std::int64_t agency_version, identity::Unit unit) {
  unit.id = UnitId(work.new_id());
  if (auto status = save_units(work, agency_version, "create_unit", unit, true); !status) return refuse(status.error());
  return unit.id;
}

Status change_unit(ports::UnitOfWork& work, std::int64_t agency_version, const identity::Unit& unit) {
  return save_units(work, agency_version, "change_unit", unit, false);
}

}  // namespace mingjing::flow
