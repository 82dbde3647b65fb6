// SPDX-License-Identifier: Apache-2.0
#include "domain/documents/document_model.h"

#include <array>
#include <utility>

namespace mingjing::documents {

namespace {

constexpr std::array<std::pair<Block::Kind, std::string_view>, 6> kKinds{{
    {Block::Kind::paragraph, "paragraph"},
    {Block::Kind::heading, "heading"},
    {Block::Kind::item, "item"},
    {Block::Kind::table, "table"},
    {Block::Kind::signature, "signature"},
    {Block::Kind::remark, "remark"},
}};

constexpr std::array<std::pair<Span::Style, std::string_view>, 3> kStyles{{
    {Span::Style::plain, "plain"},
    {Span::Style::name, "name"},
    {Span::Style::masked, "masked"},
}};

template <class Table>
auto find_name(const Table& table, std::string_view name) -> std::optional<decltype(table[0].first)> {
  for (const auto& [value, text] : table) {
    if (text == name) return value;
  }
  return std::nullopt;
}

template <class Table, class Value>
std::string_view name_of(const Table& table, Value value) {
  for (const auto& [known, text] : table) {
    if (known == value) return text;
  }
  return {};
}

// A run without field and style is written as a bare string.
Json text_json(const Text& text) {
  Json out = Json::array();
  for (const auto& span : text) {
    if (span.style == Span::Style::plain && span.field.empty()) {
      out.push(span.text);
      continue;
    }
    Json one = Json::object({{"text", span.text}});
    if (span.style != Span::Style::plain) one.set("style", name_of(kStyles, span.style));
    if (!span.field.empty()) one.set("field", span.field);
    out.push(std::move(one));
  }
  return out;
}

Result<Text> text_from(const Json& json, std::string_view name) {
  Text out;
  for (const auto& item : json.items(name)) {
    if (const auto* bare = item.as_string()) {
      out.push_back({*bare, Span::Style::plain, {}});
      continue;
    }
    const auto style = find_name(kStyles, item.text("style", "plain"));
    if (!style) return invalid("文书里有不认识的文字样式。", "style");
    out.push_back({item.text("text"), *style, item.text("field")});
  }
  return out;
}

Json block_json(const Block& block) {
  Json out = Json::object({{"kind", name_of(kKinds, block.kind)}});
  if (!block.label.empty()) out.set("label", block.label);
  if (block.kind != Block::Kind::table) {
    out.set("text", text_json(block.text));
    out.set("indent", block.indent);
    return out;
  }
  Json columns = Json::array();
  for (int width : block.columns) columns.push(width);
  out.set("columns", std::move(columns));
  Json rows = Json::array();
  for (const auto& row : block.rows) {
    Json cells = Json::array();
    for (const auto& cell : row) {
      Json one = Json::object({{"text", text_json(cell.text)}});
      if (cell.label) one.set("label", true);
      if (cell.span != 1) one.set("span", cell.span);
      if (cell.lines != 1) one.set("lines", cell.lines);
      cells.push(std::move(one));
    }
    rows.push(std::move(cells));
  }
  out.set("rows", std::move(rows));
  return out;
}

Status read_table(const Json& json, Block& block) {
  for (const auto& width : json.items("columns")) {
    const auto* n = width.as_int();
    if (n == nullptr || *n < 1 || *n > 1000) return invalid("文书表格的列宽不对。", "columns");
    block.columns.push_back(static_cast<int>(*n));
  }
  for (const auto& row : json.items("rows")) {
    const auto* cells = row.as_array();
    if (cells == nullptr) return invalid("文书表格的行不对。", "rows");
    std::vector<Cell> out;
    std::size_t used = 0;
    for (const auto& cell : *cells) {
      auto text = text_from(cell, "text");
      if (!text) return refuse(text.error());
      const auto span = cell.integer("span", 1);
      const auto lines = cell.integer("lines", 1);
      if (span < 1 || span > 100 || lines < 1 || lines > 40) return invalid("文书表格的格子不对。", "rows");
      out.push_back({std::move(*text), cell.flag("label"), static_cast<int>(span), static_cast<int>(lines)});
      used += static_cast<std::size_t>(span);
    }
    if (used != block.columns.size()) return invalid("文书表格的一行没有占满各列。", "rows");
    block.rows.push_back(std::move(out));
  }
  return {};
}

Result<Block> block_from(const Json& json) {
  const auto kind = find_name(kKinds, json.text("kind"));
  if (!kind) return invalid("文书里有不认识的段落种类。", "kind");
  Block block;
  block.kind = *kind;
  block.label = json.text("label");
  block.indent = static_cast<int>(json.integer("indent", 2));
  if (block.indent < 0 || block.indent > 20) return invalid("文书段落的缩进不对。", "indent");
  auto text = text_from(json, "text");
  if (!text) return refuse(text.error());
  block.text = std::move(*text);
  if (block.kind == Block::Kind::table) {
    if (auto done = read_table(json, block); !done) return refuse(done.error());
  }
  return block;
}

}  // namespace

std::string plain(const Text& text) {
  std::string out;
  for (const auto& span : text) out += span.text;
  return out;
}

Json to_json(const DocumentModel& model) {
  Json title = Json::array();
  for (const auto& line : model.title) title.push(line);
  Json blocks = Json::array();
  for (const auto& block : model.blocks) blocks.push(block_json(block));
  Json out = Json::object({{"template", model.template_id},
                           {"template_version", model.template_version},
                           {"red_head", model.red_head},
                           {"title", std::move(title)},
                           {"agency", model.agency},
                           {"number", model.number},
                           {"blocks", std::move(blocks)},
                           {"seal_name", model.seal_name},
                           {"copies", model.copies},
                           {"public_url", model.public_url}});
  if (model.date) out.set("date", model.date->text());
  if (!model.foot.empty()) {
    Json foot = Json::array();
    for (const auto& who : model.foot) foot.push(who);
    out.set("foot", std::move(foot));
  }
  return out;
}

Result<DocumentModel> document_from_json(const Json& json) {
  DocumentModel model;
  model.template_id = json.text("template");
  model.template_version = static_cast<int>(json.integer("template_version"));
  if (model.template_id.empty() || model.template_version < 1) return invalid("文书没有写明模板和版本。", "template");
  model.red_head = json.flag("red_head");
  for (const auto& line : json.items("title")) {
    if (const auto* text = line.as_string()) model.title.push_back(*text);
  }
  model.agency = json.text("agency");
  model.number = json.text("number");
  for (const auto& block : json.items("blocks")) {
    auto one = block_from(block);
    if (!one) return refuse(one.error());
    model.blocks.push_back(std::move(*one));
  }
  if (const auto* date = json.find("date")) {
    const auto* text = date->as_string();
    model.date = text != nullptr ? Date::parse(*text) : std::nullopt;
    if (!model.date) return invalid("文书的日期不对，应写成 2026-11-20。", "date");
  }
  model.seal_name = json.text("seal_name");
  model.copies = json.text("copies");
  model.public_url = json.text("public_url");
  for (const auto& who : json.items("foot")) {
    if (who.as_string() == nullptr || model.foot.size() == 4) return invalid("文书的页脚不对。", "foot");
    model.foot.push_back(*who.as_string());
  }
  return model;
}

std::string plain_text(const DocumentModel& model) {
  std::string out;
  const auto line = [&out](std::string_view text) {
    if (text.empty()) return;
    out += text;
    out += '\n';
  };
  for (const auto& title : model.title) line(title);
  line(model.number);
  for (const auto& block : model.blocks) {
    if (block.kind != Block::Kind::table) {
      line(block.label + plain(block.text));
      continue;
    }
    for (const auto& row : block.rows) {
      std::string cells;
      for (const auto& cell : row) {
        if (!cells.empty()) cells += "  ";
        cells += plain(cell.text);
      }
      line(cells);
    }
  }
  if (!model.seal_name.empty()) line(model.agency);
  if (model.date) line(model.date->text_zh());
  line(model.copies);
  return out;
}

std::string document_number(std::string_view word, int year, std::int64_t number) {
  return std::string(word) + "〔" + std::to_string(year) + "〕" + std::to_string(number) + "号";
}

}  // namespace mingjing::documents
