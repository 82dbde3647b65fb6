// SPDX-License-Identifier: Apache-2.0
#include "flow/case_form_lookup.h"

#include "base/text.h"
#include "domain/identity/officer.h"
#include "domain/identity/user.h"

namespace mingjing::flow {

Json FormLookup::officer(OfficerId id) {
  for (const auto& o : case_.officers) {
    if (o.id == id) return Json::object({{"name", o.name}, {"certificate", o.certificate_no}});
  }
  const auto stored = work_.load(ports::kind::officer, id.uuid());
  if (!stored) return {};
  const auto found = identity::officer_from_parts(id, stored->parts);
  return Json::object({{"name", found.name}, {"certificate", found.certificate_no}});
}

Json FormLookup::officers(const std::vector<OfficerId>& ids) {
  Json out(Json::Array{});
  for (const auto id : ids) {
    if (auto one = officer(id); !one.is_null()) out.push(std::move(one));
  }
  return out;
}

std::string FormLookup::user_name(UserId id) {
  if (id.is_nil()) return {};
  const auto stored = work_.load(ports::kind::user, id.uuid());
  return stored ? identity::user_from_parts(id, stored->parts).name : std::string();
}

Json FormLookup::person(UserId id) {
  Json out(Json::Object{});
  if (auto name = user_name(id); !name.empty()) out.set("name", std::move(name));
  return out;
}

Json FormLookup::opinion(const cases::Record* record, std::string_view field) {
  if (record == nullptr || trim(record->data.text(field)).empty()) return {};
  return Json::object({{"text", record->data.text(field)},
                       {"name", user_name(record->by)},
                       {"on", record->occurred_at.date().text()}});
}

const cases::Record* FormLookup::newest(cases::Act act, std::string_view field, std::string_view id) const {
  const cases::Record* out = nullptr;
  for (const auto& record : case_.records) {
    if (record.act != act || (!field.empty() && record.data.text(field) != id)) continue;
    if (out == nullptr || out->occurred_at <= record.occurred_at) out = &record;
  }
  return out;
}

Json opinions_json(Json of_officers, Json of_unit_head, Json of_agency_head) {
  Json out(Json::Object{});
  if (!of_officers.is_null()) out.set("officers", std::move(of_officers));
  if (!of_unit_head.is_null()) out.set("unit_head", std::move(of_unit_head));
  if (!of_agency_head.is_null()) out.set("agency_head", std::move(of_agency_head));
  return out;
}

}  // namespace mingjing::flow
