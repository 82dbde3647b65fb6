// An assessment in words and as JSON.
// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/discretion.h"

namespace mingjing::catalog {
namespace {

Json json_of(const FenRange& range) {
  return Json::object({{"from_fen", range.from.count}, {"to_fen", range.to.count}});
}

std::string_view id_of(DiscretionOutcome outcome) {
  switch (outcome) {
    case DiscretionOutcome::not_unlawful:
      return "not_unlawful";
    case DiscretionOutcome::no_penalty:
      return "no_penalty";
    case DiscretionOutcome::correct_first:
      return "correct_first";
    case DiscretionOutcome::penalty:
      return "penalty";
  }
  return {};
}

Json texts(const std::vector<std::string>& rows) {
  Json out = Json::array();
  for (const auto& row : rows) out.push(row);
  return out;
}

}  // namespace

std::string_view zh(DiscretionOutcome outcome) {
  switch (outcome) {
    case DiscretionOutcome::not_unlawful:
      return "不再是违法行为，不予处罚";
    case DiscretionOutcome::no_penalty:
      return "不予处罚";
    case DiscretionOutcome::correct_first:
      return "先责令改正，不罚款";
    case DiscretionOutcome::penalty:
      return "处罚";
  }
  return {};
}

std::string summary_zh(const Assessment& one) {
  if (one.outcome != DiscretionOutcome::penalty) return std::string(zh(one.outcome));
  return "阶次“" + one.step_zh + "”，罚款" + text_zh(one.recommended);
}

Json to_json(const Assessment& one) {
  Json out = Json::object({{"outcome", id_of(one.outcome)}, {"item", one.item}, {"standard", one.standard}});
  out.set("summary", summary_zh(one));
  if (one.outcome == DiscretionOutcome::penalty) {
    out.set("band", one.band);
    out.set("base_step", one.base_step);
    out.set("step", one.step);
    out.set("statutory", json_of(one.statutory));
    out.set("before", json_of(one.before));
    out.set("recommended", json_of(one.recommended));
    if (one.mitigated) out.set("mitigated", json_of(*one.mitigated));
    out.set("fine_optional", one.fine_optional);
    out.set("must_lighten", one.must_lighten);
  }
  Json applied = Json::array(), options = Json::array(), changes = Json::array();
  for (const auto& row : one.applied) {
    applied.push(Json::object({{"id", row.id}, {"rule", row.zh}, {"value", row.value}, {"citation", row.citation}}));
  }
  for (const auto& row : one.options) {
    Json option =
        Json::object({{"id", row.id}, {"text", row.zh}, {"citation", row.citation}, {"outcome", id_of(row.outcome)}});
    if (row.range) option.set("range", json_of(*row.range));
    options.push(std::move(option));
  }
  for (const auto& row : one.changes) {
    changes.push(Json::object({{"id", row.id}, {"if", row.zh}, {"then", row.outcome}}));
  }
  out.set("applied", std::move(applied));
  out.set("options", std::move(options));
  out.set("changes", std::move(changes));
  out.set("duties", texts(one.duties));
  return out;
}

}  // namespace mingjing::catalog
