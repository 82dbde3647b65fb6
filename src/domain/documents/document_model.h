// A legal document 「文书」 as what it says, not how it looks: the model is committed with the act and later rendered
// to PDF and HTML. Its canonical JSON is stable: the same facts and template give the same bytes for ever, and a
// document issued under an old template version keeps its text.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"

namespace mingjing::documents {

// A run of text. `field` names the fact it was filled from (`party.citizen_id`), so that masking can go by the field
// and not by guessing; empty for the words of the template.
struct Span {
  enum class Style {
    plain,
    name,    // a person's name, set in 楷体
    masked,  // a marker that stands for removed text 「隐去」; `field` stays
  };
  std::string text;
  Style style = Style::plain;
  std::string field;
  bool operator==(const Span&) const = default;
};

using Text = std::vector<Span>;

std::string plain(const Text& text);

// A cell of a form's table. `span` counts columns, `lines` is the least height in lines of text.
struct Cell {
  Text text;
  bool label = false;
  int span = 1;
  int lines = 1;
  bool operator==(const Cell&) const = default;
};

struct Block {
  enum class Kind {
    paragraph,  // body text, first line indented by `indent` characters
    heading,    // 一、 in 黑体
    item,       // a numbered paragraph; `label` is its number
    table,      // `columns` are widths in proportion, `rows` of cells
    signature,  // 当事人（签名）：______ 年 月 日; `text` stands before the line, `label` after it
    remark,     // 备注, set smaller
  };
  Kind kind = Kind::paragraph;
  std::string label;
  Text text;
  int indent = 2;
  std::vector<int> columns;
  std::vector<std::vector<Cell>> rows;
  bool operator==(const Block&) const = default;
};

struct DocumentModel {
  std::string template_id;  // penalty_decision
  int template_version = 1;
  bool red_head = false;  // 红头: agency name in red and a red rule, for documents that go out under the seal
  std::vector<std::string> title;
  std::string agency;  // 发文机关, full name
  std::string number;  // 文号, 澜自然资罚决〔2026〕38号; empty for internal forms
  std::vector<Block> blocks;
  std::optional<Date> date;  // 成文日期; also the creation date in the PDF
  std::string seal_name;     // name on the seal; empty where none is affixed
  std::string copies;        // 份数与去向, in words
  std::string public_url;    // what the QR code says; empty for none
  std::vector<std::string> foot;  // who signs each page, 被询问人（签名）：; beside 第1页 共3页
  bool operator==(const DocumentModel&) const = default;
};

Json to_json(const DocumentModel& model);
// Refuses (invalid) what to_json could not have written.
Result<DocumentModel> document_from_json(const Json& json);

// The whole text, one line a block (a table row: cells by two spaces). What the leak scan reads.
std::string plain_text(const DocumentModel& model);

// 澜自然资罚决〔2026〕38号: hexagonal brackets, no leading zeros (GB/T 9704-2012, 7.2.5).
std::string document_number(std::string_view word, int year, std::int64_t number);

}  // namespace mingjing::documents
