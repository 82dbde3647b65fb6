// SPDX-License-Identifier: Apache-2.0
#include "query/portal_views.h"

#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "domain/catalog/item.h"
#include "domain/disclosure/grounds.h"
#include "query/json_view.h"

namespace mingjing::query {
namespace {

using Name = std::string_view;

// Runs of text: a string, or {"text", "style": "masked"?, …} (documents::to_json).
void add_spans(JsonView list, std::vector<PortalSpan>& out) {
  if (!list.is_array()) return;
  list.each([&](Name, JsonView span) {
    PortalSpan& one = out.emplace_back();
    if (span.is_string()) one.text = span.text();
    span.each([&](Name name, JsonView value) {
      if (name == "text") one.text = value.text();
      if (name == "style") one.masked = value.is("masked");
    });
  });
}

// The cells of a table become one line each row.
void add_table(JsonView rows, std::vector<PortalParagraph>& out) {
  rows.each([&](Name, JsonView row) {
    if (!row.is_array()) return;
    PortalParagraph& line = out.emplace_back();
    line.kind = ParagraphKind::flush;
    row.each([&](Name, JsonView cell) {
      if (!line.spans.empty()) line.spans.push_back({"　", false});
      cell.each([&](Name name, JsonView value) {
        if (name == "text") add_spans(value, line.spans);
      });
    });
  });
}

void add_block(JsonView block, std::vector<PortalParagraph>& out) {
  PortalParagraph one;
  bool table = false, flush = false;
  JsonView label, text, rows;
  block.each([&](Name name, JsonView value) {
    if (name == "kind") {
      table = value.is("table");
      if (value.is("heading")) one.kind = ParagraphKind::heading;
    }
    if (name == "indent") flush = value.integer(2) == 0;
    if (name == "label") label = value;
    if (name == "text") text = value;
    if (name == "rows") rows = value;
  });
  if (table) return add_table(rows, out);
  if (std::string before = label.text(); !before.empty()) one.spans.push_back({std::move(before), false});
  add_spans(text, one.spans);
  if (one.kind == ParagraphKind::body && flush) one.kind = ParagraphKind::flush;
  if (!one.spans.empty()) out.push_back(std::move(one));
}

std::vector<PortalParagraph> document_of(JsonView body) {
  std::vector<PortalParagraph> out;
  std::string agency, number, date;
  JsonView titles, blocks;
  body.each([&](Name name, JsonView value) {
    if (name == "agency") agency = value.text();
    if (name == "number") number = value.text();
    if (name == "date") date = value.text();
    if (name == "title") titles = value;
    if (name == "blocks") blocks = value;
  });
  const auto line = [&](ParagraphKind kind, std::string text) {
    if (!text.empty()) out.push_back({kind, {{std::move(text), false}}});
  };
  line(ParagraphKind::head, agency);
  if (titles.is_array()) {
    titles.each([&](Name, JsonView title) {
      if (auto text = title.text(); text != agency) line(ParagraphKind::head, std::move(text));
    });
  }
  line(ParagraphKind::number, number);
  if (blocks.is_array()) blocks.each([&](Name, JsonView block) { add_block(block, out); });
  if (const auto day = Date::parse(date)) {
    line(ParagraphKind::right, agency);
    line(ParagraphKind::right, day->text_zh());
  }
  return out;
}

std::string result_text(JsonView result) {
  if (result.is_string()) return result.text();
  std::string text, kinds;
  std::int64_t fen = 0;
  result.each([&](Name name, JsonView value) {
    if (name == "text") text = value.text();
    if (name == "amount_fen") fen = value.integer();
    if (name == "kinds" && value.is_array()) {
      value.each([&](Name, JsonView kind) {
        if (kind.is_string()) kinds += (kinds.empty() ? "" : "，") + kind.text();
      });
    }
  });
  if (!text.empty()) return text;
  if (fen > 0) kinds += (kinds.empty() ? "罚款 " : "，罚款 ") + format_yuan({fen}) + " 元";
  return kinds;
}

std::vector<PortalBasis> basis_of(JsonView list) {
  std::vector<PortalBasis> out;
  if (!list.is_array()) return out;
  list.each([&](Name, JsonView basis) {
    PortalBasis& one = out.emplace_back();
    if (basis.is_string()) one.text = basis.text();
    basis.each([&](Name name, JsonView value) {
      if (name == "citation") one.text = value.text();
    });
  });
  return out;
}

std::vector<PortalFile> files_of(JsonView list) {
  std::vector<PortalFile> out;
  if (!list.is_array()) return out;
  list.each([&](Name, JsonView file) {
    PortalFile& one = out.emplace_back();
    file.each([&](Name name, JsonView value) {
      if (name == "name") one.name = value.text();
      if (name == "sha256") one.sha256 = value.text();
      if (name == "size") one.size = value.integer();
    });
  });
  return out;
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
  if (const auto checked = parse_json(bytes); !checked) return refuse(checked.error());
  return read_publication(bytes);
}

Result<PortalDecision> read_publication(std::string_view bytes) {
  PortalDecision out;
  PortalRow& row = out.row;
  row.act_type = "penalty";
  const std::pair<std::string_view, std::string*> texts[] = {
      {"act_type", &row.act_type},     {"cause", &row.cause},
      {"decided_on", &row.decided_on}, {"display_until", &out.display_until},
      {"facts", &out.facts},           {"id", &row.id},
      {"number", &row.number},         {"remedy", &out.remedy}};
  const bool whole = JsonView(bytes).each([&](Name name, JsonView value) {
    for (const auto& [known, to] : texts)
      if (name == known && value.is_string()) *to = value.text();
    if (name == "agency") {
      value.each([&](Name part, JsonView text) {
        if (part == "uscc") row.agency_uscc = text.text();
        if (part == "name") row.agency = text.text();
      });
    } else if (name == "party") {
      value.each([&](Name part, JsonView text) {
        if (part == "name") row.party = text.text();
        if (part == "kind") out.party_kind = text.text();
        if (part == "uscc") out.party_uscc = text.text();
      });
    } else if (name == "procedure") {
      out.procedure = value.is("ordinary") ? "普通程序" : value.is("summary") ? "简易程序" : "";
    } else if (name == "result") {
      row.result = result_text(value);
      value.each([&](Name part, JsonView amount) {
        if (part == "amount_fen") out.amount_fen = amount.integer();
      });
    } else if (name == "violated") {
      out.violated = basis_of(value);
    } else if (name == "basis") {
      out.basis = basis_of(value);
    } else if (name == "files") {
      out.files = files_of(value);
    } else if (name == "body") {
      out.document = document_of(value);
    }
  });
  if (!whole) return invalid("公开数据读不懂", "json");
  row.excerpt = first_chars(out.facts, kExcerptChars);
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
