// Templates of documents 「文书模板」, data in data/templates/*.json: words of the law's forms with places for facts.
// A template knows four things and no more: a fact in its place, a condition, a repetition, a list of mandatory facts
// with the article that demands each. Everything else (amounts summed, days counted) is a fact that the caller states.
//
//   {"id","version","name","source","red_head"?,"seal"?,"title":[…],"number"?: false,"number_word"?,"foot"?:[…],
//    "words"?:{name:[{"when"?,"text"}…]}, "mandatory":[{"fact","item","citation","when"?,"or"?}], "blocks":[block…]}
//   block: {"kind","text"|"parts"|"rows","label"?,"indent"?,"when"?,"each"?}
//   parts: a list of strings and {"when"?,"each"?,"join"?,"text"}; a row of a table may carry "when" and "each" too:
//          {"each":"…","cells":[…]}.
//   In place of a block or a row: {"use":"party","when"?}, the blocks or rows of data/templates/common/party.json.
//   Words not defined by the template itself are those of common/words.json.
//   Place: {{path}}, {{path|filter}}, {{path?}} (may be absent), {{.member}} and {{#}}, {{zh#}} inside "each".
//   Filters: name (person's name), date (2026年11月20日), yuan (1,400,000.00), formal (壹佰肆拾万元整).
//   Condition: "path", "!path", "path=value", "path!=value"; true for a non-empty text or list, true, or a number but
//   0.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "domain/documents/document_model.h"

namespace mingjing::documents {

struct TemplateInfo {
  std::string id;
  int version = 1;
  std::string name;    // 行政处罚决定书
  std::string source;  // the article or standard the form follows
  std::string number_word;  // 登保, in 澜自然资登保〔2026〕3号; empty for a form without a number of its own
};

// All templates built into the program, by id; the newest version of each.
std::vector<TemplateInfo> templates();
bool has_template(std::string_view id);
std::optional<TemplateInfo> find_template(std::string_view id);

// Fills a template. Facts that every document takes: agency.name, number, date, seal_name, copies, public_url.
// Refuses (invalid) with one reason for each mandatory fact that is missing (code "missing_item", its article) and for
// each other place without a fact (code "missing_fact"); not_found for an unknown template.
Result<DocumentModel> compose(std::string_view template_id, const Json& facts);

}  // namespace mingjing::documents
