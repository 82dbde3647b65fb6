// The JSON of `due` (CONTRACTS 1).
// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"
#include "law/limits.h"

namespace mingjing::law {
namespace {

std::string text_of(const Moment& moment) {
  if (const auto* date = std::get_if<Date>(&moment)) return date->text();
  return std::get<Instant>(moment).text();
}

void write_rule(const LimitRule& rule, JsonWriter& out) {
  out.open_object().member("id", rule.id).member("name", rule.name);
  out.member("unit", to_string(rule.unit)).member("amount", rule.amount);
  out.member("direction", to_string(rule.direction)).key("anchors").open_array();
  for (const LimitAnchor& anchor : rule.anchors) out.value(anchor.name);
  out.close_array().member("in_force_from", rule.in_force_from.text()).key("in_force_until");
  if (rule.in_force_until) {
    out.value(rule.in_force_until->text());
  } else {
    out.null();
  }
  out.member("citation", rule.citation).member("family", rule.family).member("owed_by", rule.owed_by);
  out.member("effect", to_string(rule.effect)).close_object();
}

}  // namespace

std::string Limits::list_json() const {
  JsonWriter out;
  out.open_array();
  for (const LimitRule& rule : rules_) write_rule(rule, out);
  out.close_array();
  return out.take();
}

std::string to_json(const Due& due) {
  JsonWriter out;
  out.open_object().member("rule", due.rule).member("start", text_of(due.start)).member("due", text_of(due.due));
  out.member("provisional", due.provisional).member("citation", due.citation).key("working").open_array();
  for (const LimitStep& step : due.working) {
    out.open_object().member("date", step.date.text()).member("kind", step.kind).member("text", step.text);
    out.member("citation", step.citation).close_object();
  }
  out.close_array().close_object();
  return out.take();
}

}  // namespace mingjing::law
