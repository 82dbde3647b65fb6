// The entry of the discretion book for an item, so that a form can be drawn from it, and what was assessed in the case.
// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "domain/catalog/item.h"
#include "flow/discretion_of_case.h"
#include "flow/read_case_review.h"

namespace mingjing::flow {
namespace {

const catalog::DiscretionBook& book() { return catalog::DiscretionBook::built_in(); }

std::string_view kind_id(catalog::MeasureKind kind) {
  switch (kind) {
    case catalog::MeasureKind::money:
      return "money";
    case catalog::MeasureKind::quantity:
      return "quantity";
    case catalog::MeasureKind::count:
      return "count";
  }
  return {};
}

void facts(JsonWriter& out) {
  out.key("facts").open_array();
  for (const auto& term : book().facts()) {
    if (term.id == catalog::kNaturalPerson) continue;  // follows from the party
    out.open_object().member("id", term.id).member("name", term.zh);
    out.key("natural_person_only").value(term.natural_person_only).key("excludes").open_array();
    for (const auto& other : term.excludes) out.value(other);
    out.close_array().close_object();
  }
  out.close_array();
}

void measures(JsonWriter& out, const catalog::DiscretionStandard& standard) {
  std::set<std::string> used{standard.by};
  for (const auto& band : standard.bands) used.insert({band.by, band.base});
  out.key("measures").open_array();
  for (const auto& measure : book().measures()) {
    if (!used.contains(measure.id)) continue;
    out.open_object().member("id", measure.id).member("name", measure.zh).member("unit", measure.unit);
    out.member("kind", kind_id(measure.kind)).member("scale", measure.scale()).close_object();
  }
  out.close_array();
}

void rules(JsonWriter& out, const catalog::DiscretionStandard& standard, Date day) {
  out.key("rules").open_array();
  for (const auto* list : {&book().rules(), &standard.rules}) {
    for (const auto& rule : *list) {
      if (!rule.in_force(day)) continue;
      out.open_object().member("id", rule.id).member("name", rule.zh).member("citation", rule.citation);
      out.member("effect_name", catalog::zh(rule.effect));
      out.key("must").value(rule.force == catalog::RuleForce::must);
      if (!rule.duty.empty()) out.member("duty", rule.duty);
      out.close_object();
    }
  }
  out.close_array();
}

void bands(JsonWriter& out, const catalog::DiscretionStandard& standard) {
  out.key("bands").open_array();
  for (const auto& band : standard.bands) {
    out.open_object().member("id", band.id).member("name", band.zh).member("range", catalog::text_zh(band.range));
    out.member("citation", band.range.citation).key("optional").value(band.optional).key("steps").open_array();
    for (const auto& step : band.steps) {
      out.open_object().member("id", step.id).member("name", step.zh);
      out.member("when", catalog::conditions_zh(book(), band.by, step.applies));
      out.member("range", catalog::text_zh(band, step)).close_object();
    }
    out.close_array().close_object();
  }
  out.close_array();
}

}  // namespace

Result<std::string> discretion_page_json(ports::UnitOfWork& work, const cases::Case& c, const std::string& item_id) {
  std::string code = c.item.code, name = c.item.name;
  if (!item_id.empty()) {
    const auto id = ItemId::parse(item_id);
    const auto stored = id ? work.load(ports::kind::item, id->uuid()) : std::nullopt;
    if (!stored) return invalid("没有这个执法事项，请从事项清单中选择。", "item_id");
    const auto item = catalog::item_from_parts(*id, stored->parts);
    code = item.code;
    name = item.name;
  }
  const Date day = work.today();
  JsonWriter out;
  out.open_object().member("item_code", code).member("item_name", name);
  facts(out);
  if (const auto* standard = book().find(code, day)) {
    out.key("standard").open_object().member("id", standard->id).member("name", standard->name);
    out.member("from", standard->from.text()).key("basis").open_array();
    for (const auto& basis : standard->basis) out.value(basis);
    out.close_array();
    if (const auto* needed = book().fact(standard->requires_fact)) {
      out.key("requires").open_object().member("fact", needed->id).member("name", needed->zh);
      out.member("citation", standard->requires_citation).close_object();
    }
    out.close_object();
    measures(out, *standard);
    rules(out, *standard, day);
    bands(out, *standard);
  }
  write_discretion(out, c);
  out.close_object();
  return out.take();
}

}  // namespace mingjing::flow
