// SPDX-License-Identifier: Apache-2.0
#include "domain/disclosure/masking_rules.h"

#include "base/check.h"
#include "base/embedded.h"
#include "base/json.h"

namespace mingjing::disclosure {

namespace {

MaskAction action_of(std::string_view text) {
  if (text == "remove") return MaskAction::remove;
  if (text == "surname") return MaskAction::surname;
  if (text == "ordinal") return MaskAction::ordinal;
  MJ_CHECK(text == "county");
  return MaskAction::county;
}

std::string string_of(const Json& json) {
  MJ_CHECK(json.as_string() != nullptr);
  return *json.as_string();
}

const Json::Object& members(const Json& json, std::string_view name) {
  const auto* found = json.find(name);
  MJ_CHECK(found != nullptr && found->as_object() != nullptr);
  return *found->as_object();
}

MaskingRules read(const Json& json) {
  MaskingRules out;
  const auto from = Date::parse(json.text("from"));
  MJ_CHECK(from.has_value());
  out.from = *from;
  out.marker = json.text("marker");
  MJ_CHECK(!out.marker.empty());
  for (const auto& root : json.items("personal_roots")) out.personal_roots.push_back(string_of(root));
  for (const auto& [kind, fields] : members(json, "public_fields")) {
    for (const auto& field : *fields.as_array()) out.public_fields[kind].insert(string_of(field));
  }
  for (const auto& [id, rule] : members(json, "rules")) {
    out.rules[id] = {id, rule.text("name"), action_of(rule.text("action")), rule.text("prefix"), rule.text("citation")};
    MJ_CHECK(!out.rules[id].name.empty() && !out.rules[id].citation.empty());
  }
  for (const auto& [field, rule] : members(json, "field_rules")) {
    MJ_CHECK(out.rules.contains(string_of(rule)));
    out.field_rules[field] = string_of(rule);
  }
  for (const auto& name : json.items("compound_surnames")) out.compound_surnames.insert(string_of(name));
  out.minor_citation = json.text("minor_ground");
  return out;
}

}  // namespace

const MaskingRules& masking_rules(Date on) {
  static const auto versions = [] {
    const auto json = parse_json(embedded("disclosure/masking.json"));
    MJ_CHECK(json.has_value());
    std::map<Date, MaskingRules> out;
    for (const auto& one : json->items("versions")) {
      auto rules = read(one);
      const auto from = rules.from;
      MJ_CHECK(out.emplace(from, std::move(rules)).second);
    }
    MJ_CHECK(!out.empty());
    return out;
  }();
  auto next = versions.upper_bound(on);
  return next == versions.begin() ? next->second : std::prev(next)->second;
}

}  // namespace mingjing::disclosure
