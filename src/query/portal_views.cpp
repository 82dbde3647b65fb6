// SPDX-License-Identifier: Apache-2.0
#include "query/portal_views.h"

#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "domain/catalog/item.h"
#include "domain/disclosure/grounds.h"

namespace mingjing::query {
namespace {

const Json& member(const Json& json, std::string_view name) {
  static const Json kNothing;
  const Json* found = json.find(name);
  return found != nullptr ? *found : kNothing;
}

std::string_view view(const Json& json, std::string_view name) {
  const auto* found = member(json, name).as_string();
  return found != nullptr ? std::string_view(*found) : std::string_view();
}

// Runs of text: a string, or {"text", "style": "masked"?, …} (documents::to_json).
void add_spans(const Json& list, std::vector<PortalSpan>& out) {
  if (list.as_array() == nullptr) return;
  for (const Json& span : *list.as_array()) {
    if (const auto* plain = span.as_string()) {
      out.push_back({*plain, false});
    } else {
      out.push_back({std::string(view(span, "text")), view(span, "style") == "masked"});
    }
  }
}

// A block of the document; the cells of a table become one line each row.
void add_block(const Json& block, std::vector<PortalParagraph>& out) {
  const std::string_view kind = view(block, "kind");
  PortalParagraph one;
  if (kind == "heading") one.kind = ParagraphKind::heading;
  if (kind == "table") {
    for (const Json& row : block.items("rows")) {
      one.spans.clear();
      if (row.as_array() == nullptr) continue;
      for (const Json& cell : *row.as_array()) {
        if (!one.spans.empty()) one.spans.push_back({"　", false});
        add_spans(member(cell, "text"), one.spans);
      }
      one.kind = ParagraphKind::flush;
      out.push_back(one);
    }
    return;
  }
  if (const auto label = block.text("label"); !label.empty()) one.spans.push_back({label, false});
  add_spans(member(block, "text"), one.spans);
  if (one.kind == ParagraphKind::body && block.integer("indent", 2) == 0) one.kind = ParagraphKind::flush;
  if (!one.spans.empty()) out.push_back(std::move(one));
}

std::vector<PortalParagraph> document_of(const Json& body) {
  std::vector<PortalParagraph> out;
  const auto line = [&](ParagraphKind kind, const std::string& text) {
    if (!text.empty()) out.push_back({kind, {{text, false}}});
  };
  const std::string agency = body.text("agency");
  line(ParagraphKind::head, agency);
  for (const Json& title : body.items("title"))
    if (const auto* text = title.as_string(); text != nullptr && *text != agency) line(ParagraphKind::head, *text);
  line(ParagraphKind::number, body.text("number"));
  for (const Json& block : body.items("blocks")) add_block(block, out);
  if (const auto date = Date::parse(body.text("date"))) {
    line(ParagraphKind::right, agency);
    line(ParagraphKind::right, date->text_zh());
  }
  return out;
}

std::string result_text(const Json& result) {
  if (const auto* plain = result.as_string()) return *plain;
  std::string text = result.text("text");
  if (!text.empty()) return text;
  for (const Json& kind : result.items("kinds"))
    if (const auto* name = kind.as_string()) text += (text.empty() ? "" : "，") + *name;
  if (const auto fen = result.integer("amount_fen"); fen > 0)
    text += (text.empty() ? "罚款 " : "，罚款 ") + format_yuan({fen}) + " 元";
  return text;
}

// The first sentences of the facts, for lists.
std::string excerpt_of(const std::string& facts) {
  constexpr std::size_t kChars = 90;
  return count_chars(facts) <= kChars ? facts : first_chars(facts, kChars) + "…";
}

}  // namespace

std::int64_t PortalDecision::masked_spans() const {
  std::int64_t count = 0;
  for (const auto& one : document)
    for (const auto& span : one.spans) count += span.masked ? 1 : 0;
  return count;
}

const std::vector<std::pair<std::string, std::string>>& act_types() {
  static const auto kTypes = [] {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& type : catalog::act_types()) out.emplace_back(type.id, type.zh);
    return out;
  }();
  return kTypes;
}

std::string act_type_name(const std::string& act_type) {
  const auto name = catalog::act_type_zh(act_type);
  return name.empty() ? act_type : std::string(name);
}

std::string takedown_reason_name(const std::string& reason) {
  const auto* ground = disclosure::takedown_reason(reason);
  return ground == nullptr ? reason : std::string(ground->name);
}

std::string takedown_citation(const std::string& reason) {
  const auto* ground = disclosure::takedown_reason(reason);
  return ground == nullptr ? "" : std::string(ground->citation);
}

Result<PortalDecision> parse_publication(std::string_view bytes) {
  auto parsed = parse_json(bytes);
  if (!parsed) return refuse(parsed.error());
  const Json& json = *parsed;
  PortalDecision out;
  out.row.id = json.text("id");
  out.row.number = json.text("number");
  const Json& agency = member(json, "agency");
  out.row.agency_uscc = agency.text("uscc");
  out.row.agency = agency.text("name");
  out.row.act_type = json.text("act_type", "penalty");
  const Json& party = member(json, "party");
  out.row.party = party.text("name");
  out.party_kind = party.text("kind");
  out.party_uscc = party.text("uscc");
  out.row.cause = json.text("cause");
  out.facts = json.text("facts");
  out.row.excerpt = excerpt_of(out.facts);
  out.row.result = result_text(member(json, "result"));
  out.remedy = json.text("remedy");
  const std::string_view procedure = view(json, "procedure");
  out.procedure = procedure == "ordinary" ? "普通程序" : procedure == "summary" ? "简易程序" : "";
  out.row.decided_on = json.text("decided_on");
  out.display_until = json.text("display_until");
  for (const Json& basis : json.items("basis")) {
    if (const auto* plain = basis.as_string()) {
      out.basis.push_back({*plain});
    } else {
      out.basis.push_back({basis.text("citation")});
    }
  }
  out.document = document_of(member(json, "body"));
  for (const Json& file : json.items("files"))
    out.files.push_back({file.text("name"), file.text("sha256"), file.integer("size")});
  out.json = bytes;
  for (const auto& [name, value] : {std::pair{"id", out.row.id},
                                    {"number", out.row.number},
                                    {"agency.uscc", out.row.agency_uscc},
                                    {"agency.name", out.row.agency},
                                    {"cause", out.row.cause}})
    if (value.empty()) return invalid("公开数据缺少这一项", name);
  if (!Date::parse(out.row.decided_on)) return invalid("作出日期要写成 2026-01-20 这样", "decided_on");
  return out;
}

}  // namespace mingjing::query
