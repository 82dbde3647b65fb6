// SPDX-License-Identifier: Apache-2.0
#include "query/portal_views.h"

#include "base/json.h"
#include "base/money.h"
#include "base/text.h"

namespace mingjing::query {
namespace {

Json member(const Json& json, std::string_view name) {
  const Json* found = json.find(name);
  return found != nullptr ? *found : Json();
}

ParagraphKind kind_of(const std::string& kind) {
  if (kind == "head" || kind == "title" || kind == "agency") return ParagraphKind::head;
  if (kind == "number") return ParagraphKind::number;
  if (kind == "right" || kind == "date" || kind == "sign") return ParagraphKind::right;
  return ParagraphKind::body;
}

// A paragraph is a string, or {"kind"?, "spans": [string | {"text", "masked"?}]}, or {"kind"?, "text"}.
PortalParagraph paragraph(const Json& json) {
  PortalParagraph out;
  if (const auto* plain = json.as_string()) {
    out.spans.push_back({*plain, false});
    return out;
  }
  out.kind = kind_of(json.text("kind"));
  for (const Json& span : json.items("spans")) {
    if (const auto* plain = span.as_string()) {
      out.spans.push_back({*plain, false});
    } else {
      out.spans.push_back({span.text("text"), span.flag("masked")});
    }
  }
  if (out.spans.empty()) out.spans.push_back({json.text("text"), json.flag("masked")});
  return out;
}

std::string result_text(const Json& result) {
  if (const auto* plain = result.as_string()) return *plain;
  std::string text = result.text("text");
  if (!text.empty()) return text;
  for (const Json& kind : result.items("kinds"))
    if (const auto* name = kind.as_string()) text += (text.empty() ? "" : "，") + *name;
  if (const auto fen = result.integer("amount_fen"); fen > 0) text += (text.empty() ? "罚款 " : "，罚款 ") + format_yuan({fen}) + " 元";
  return text;
}

// The first sentences of the facts, for lists.
std::string excerpt_of(const std::string& facts) {
  constexpr std::size_t kChars = 90;
  return count_chars(facts) <= kChars ? facts : first_chars(facts, kChars) + "…";
}

const std::vector<std::pair<std::string, std::string>>& takedown_reasons() {
  static const std::vector<std::pair<std::string, std::string>> kReasons = {
      {"changed", "原决定已被依法变更"},     {"revoked", "原决定已被依法撤销"},   {"confirmed_illegal", "原决定已被确认违法"},
      {"confirmed_void", "原决定已被确认无效"}, {"corrected", "内容有误，已经更正"}, {"display_ended", "公示期已经届满"},
      {"credit_repaired", "信用修复已经完成"}};
  return kReasons;
}

std::string named(const std::vector<std::pair<std::string, std::string>>& table, const std::string& key) {
  for (const auto& [known, name] : table)
    if (known == key) return name;
  return key;
}

}  // namespace

std::int64_t PortalDecision::masked_spans() const {
  std::int64_t count = 0;
  for (const auto& one : document)
    for (const auto& span : one.spans) count += span.masked ? 1 : 0;
  return count;
}

const std::vector<std::pair<std::string, std::string>>& act_types() {
  static const std::vector<std::pair<std::string, std::string>> kTypes = {
      {"penalty", "行政处罚"},  {"license", "行政许可"},    {"coercion", "行政强制"}, {"inspection", "行政检查"},
      {"levy", "行政征收"},     {"expropriation", "行政征用"}, {"fee", "行政收费"},      {"payment", "行政给付"},
      {"confirmation", "行政确认"}, {"reward", "行政奖励"},    {"ruling", "行政裁决"},   {"other", "其他行政执法"}};
  return kTypes;
}

std::string act_type_name(const std::string& act_type) { return named(act_types(), act_type); }
std::string takedown_reason_name(const std::string& reason) { return named(takedown_reasons(), reason); }

Result<PortalDecision> parse_publication(std::string_view bytes) {
  auto parsed = parse_json(bytes);
  if (!parsed) return refuse(parsed.error());
  const Json& json = *parsed;
  PortalDecision out;
  out.row.id = json.text("id");
  out.row.number = json.text("number");
  const Json agency = member(json, "agency");
  out.row.agency_uscc = agency.text("uscc");
  out.row.agency = agency.text("name");
  out.row.act_type = json.text("act_type", "penalty");
  const Json party = member(json, "party");
  out.row.party = party.text("name");
  out.party_kind = party.text("kind");
  out.party_uscc = party.text("uscc");
  out.row.cause = json.text("cause");
  out.facts = json.text("facts");
  out.row.excerpt = excerpt_of(out.facts);
  out.row.result = result_text(member(json, "result"));
  out.remedy = json.text("remedy");
  out.procedure = json.text("procedure_name");
  out.row.decided_on = json.text("decided_on");
  out.display_until = json.text("display_until");
  for (const Json& basis : json.items("basis")) {
    if (const auto* plain = basis.as_string()) {
      out.basis.push_back({*plain});
    } else {
      out.basis.push_back({basis.text("text")});
    }
  }
  for (const Json& one : json.items("document")) out.document.push_back(paragraph(one));
  for (const Json& file : json.items("files")) out.files.push_back({file.text("name"), file.text("sha256"), file.integer("size")});
  out.json = bytes;
  for (const auto& [name, value] : {std::pair{"id", out.row.id}, {"number", out.row.number}, {"agency.uscc", out.row.agency_uscc},
                                    {"agency.name", out.row.agency}, {"cause", out.row.cause}})
    if (value.empty()) return invalid("公开数据缺少这一项", name);
  if (!Date::parse(out.row.decided_on)) return invalid("作出日期要写成 2026-01-20 这样", "decided_on");
  return out;
}

}  // namespace mingjing::query
